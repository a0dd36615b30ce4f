"""The organisations that a report has spoken of so far, found by what may stand for them later: "the ministry", "the paper".

A table a question, so that none is answered by going through all that was named before. The tables grow in text order.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur import lexicon
from rapporteur.model import Actor

MINISTRIES = "ministries"
"""The kind that all ministries are of."""


class Houses:
    """Organisations by their words.

    `by_word`: a word of a name → those who have it; `by_sector`: PLOVER's sector, `None` where it is unknown → those of it;
    `last_named`: noun → the last mention (word, number, actor) that it may stand for; `last_of_kind`: kind of institution →
    the last mention (word, actor), also in passing.
    """

    def __init__(self) -> None:
        self.by_word: dict[str, dict[str, None]] = {}
        self.by_sector: dict[str | None, dict[str, None]] = {}
        self.last_named: dict[str, tuple[int, int, str]] = {}
        self.last_of_kind: dict[str, tuple[int, str]] = {}

    def introduce(self, actor: Actor, surfaces: Iterable[str]) -> None:
        """An organisation is spoken of for the first time, which the report calls by these names."""
        known = lexicon.organisations().get(actor.id) or lexicon.institutions().get(actor.id)
        self.by_sector.setdefault(known.sector if known is not None else None, {}).setdefault(actor.id)
        for name in (actor.name, *surfaces):
            self.name(actor.id, name)

    def name(self, actor: str, name: str) -> None:
        """The report calls an organisation so."""
        for word in name.casefold().replace(".", "").split():
            self.by_word.setdefault(word, {}).setdefault(actor)

    def mention(self, i: int, number: int, actor: Actor, lemma: str) -> None:
        """Word `i`, whose lemma that is, stands for an organisation; it is the mention of that number."""
        for noun in {lemma, *actor.name.casefold().split()[-1:], *_collective(actor.id)}:
            self.last_named[noun] = max(self.last_named.get(noun, (-1, -1, "")), (i, number, actor.id))

    def pass_by(self, i: int, actor: str) -> None:
        """Word `i` names an institution, or stands for it."""
        _, dot, kind = actor.rpartition(".")
        for key in (*([kind] if dot else []), *([MINISTRIES] if actor.endswith("ministry") else [])):
            self.last_of_kind[key] = max(self.last_of_kind.get(key, (-1, "")), (i, actor))


def _collective(actor: str) -> tuple[str, ...]:
    """ "the bloc", "the alliance": what an organisation of states may be called."""
    known = lexicon.organisations().get(actor)
    return ("bloc", "alliance") if known is not None and known.sector == "IGO" else ()
