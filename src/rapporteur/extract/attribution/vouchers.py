"""Who vouches for the words of a report: whose account a word is a part of, and whom "I" and "we" in it stand for."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.entities.index import ActorIndex
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Quote


class Vouchers:
    """The sources of one report's words. `continued`: quotations that go on in a later paragraph, with their attribution."""

    def __init__(
        self, tree: Tree, actors: ActorIndex, attributions: Sequence[Attribution], continued: Sequence[tuple[Quote, Attribution]]
    ) -> None:
        self.tree = tree
        self.actors = actors
        self._covering: dict[int, list[Attribution]] = {}
        for a in attributions:
            self._cover(a)
        for _, a in continued:
            if not any(o.source == a.source for o in self.covering(a.content[0][0])):
                self._cover(a)  # an outlet never says "we will attack"

    def _cover(self, a: Attribution) -> None:
        for start, end in a.content:
            for i in range(start, end):
                insort(self._covering.setdefault(i, []), a, key=_shortness)

    def covering(self, i: int) -> list[Attribution]:
        """The attributions whose content holds word `i`, outermost first."""
        return self._covering.get(i, [])

    def said_by(self, i: int, but: Attribution | None = None) -> tuple[str, ...]:
        """Who is given as the source of the clause of word `i`, outermost first; empty = the report itself."""
        out: dict[str, None] = {}
        for a in self.covering(i):
            if a is not but and a.source is not None and not self._inside(i, a):
                out.setdefault(self.speaker(a) or self.actors.nobody())
        return tuple(out)

    def _inside(self, i: int, a: Attribution) -> bool:
        return a.source is not None and self.tree.below(i, a.source) and i != a.top

    def speaker(self, a: Attribution) -> str | None:
        """The actor behind an attribution's source."""
        if a.source is None:
            return None
        return self._first_person(a.source) if self.is_first(a.source) else self.actors.source(a.source)

    def is_first(self, i: int) -> bool:
        """A pronoun of the first (or second) person; "US" is none."""
        return self.tree.upos[i] == "PRON" and self.tree.lower[i] in word_set("entities", "first_person")

    def _first_person(self, i: int) -> str | None:
        """ "I" and "we" in a quotation are its speaker."""
        for a in reversed(self.covering(i)):
            if a.source is not None and not self.is_first(a.source):
                return self.actors.source(a.source)
        return None

    def who(self, i: int | None) -> str | None:
        """`ActorIndex.who`, with the first person led to the speaker."""
        if i is not None and self.is_first(i):
            return self._first_person(i)
        return self.actors.who(i)

    def party(self, i: int | None) -> tuple[str, ...]:
        """`ActorIndex.party`, with the first person led to the speaker."""
        if i is None:
            return ()
        if self.is_first(i):
            speaker = self._first_person(i)
            return (speaker,) if speaker else ()
        return self.actors.party(i)


def _shortness(a: Attribution) -> int:
    """The more words are said, the less."""
    return -sum(end - start for start, end in a.content)
