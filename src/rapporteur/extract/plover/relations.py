"""What the language model sees between two phrases (`Reading.relations`), as a second opinion on what the patterns tell.

The model has learnt from marked pairs what one does to the other, but not that nothing is done ("won more seats than"): it
never tells an event alone. Where a pattern's verb says little by itself, its word decides. Roots are PLV's (Hu et al. 2022),
in which RETREAT and CONCEDE are YIELD.

Of "a rebel group freed a Kenyan lawmaker" the model says RETREAT, as the loose frame of "free": an event.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.extract.document import Document

SURE = 0.8
"""How likely the root must be."""
_ROOTS = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}


def model_confirms(doc: Document, kind: str, actors: Iterable[int], recipients: Iterable[int]) -> bool:
    """Whether the model sees an event of this PLOVER type done by one of these words to another of those."""
    root, theirs = _ROOTS.get(kind, kind), set(recipients)
    return any(
        relation.root == root and relation.share >= SURE and not theirs.isdisjoint(range(*(relation.target or (0, 0))))
        for word in actors for relation in doc.relations.over(word, word + 1)
    )  # fmt: skip
