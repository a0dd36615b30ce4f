"""What the language model sees between two phrases (`Reading.relations`), as a second opinion on what the patterns tell.

The model has learnt from marked pairs what one does to the other, but not that nothing is done ("won more seats than"): it
never tells an event alone. Where a pattern's verb says little by itself, its word decides. Roots are PLV's (Hu et al. 2022),
in which RETREAT and CONCEDE are YIELD.

>>> # of "Mali closed Chad to journalists" the model says COERCE, as the loose frame of "close": an event
"""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.extract.document import Document

SURE = 0.8
"""How likely the root must be."""
_ROOTS = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}


def model_confirms(doc: Document, kind: str, actors: Iterable[int], recipients: Iterable[int]) -> bool:
    """Whether the model sees a deed of this PLOVER type done by one of these words to another of those."""
    mine, theirs = set(actors), set(recipients)
    for relation in doc.reading.relations:
        if relation.root == _ROOTS.get(kind, kind) and relation.share >= SURE and relation.target is not None:
            if mine & set(range(*relation.source)) and theirs & set(range(*relation.target)):
                return True
    return False
