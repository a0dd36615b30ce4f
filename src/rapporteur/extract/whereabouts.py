"""Where what a report tells happened, in its own words, and which land it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from rapporteur import lexicon
from rapporteur.extract.entities.index import ActorIndex
from rapporteur.extract.entities.lands import Lands
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set


class Whereabouts:
    """The places of one report's events. `party`: a word → the actors of its list (`Vouchers.party`)."""

    def __init__(self, tree: Tree, actors: ActorIndex, party: Callable[[int], tuple[str, ...]]) -> None:
        self.tree = tree
        self.actors = actors
        self.party = party

    def place(self, i: int) -> str | None:
        """Where the event at word `i` takes place, in the text's words: a place under "in", "at", "near", "to", "from" …"""
        for k in self.tree.children(i, "obl", "nmod", "advmod"):
            if self.tree.deprels[k] != "nmod:poss" and _is_locative(self.tree.case(k)):
                place = self.place_name(k)
                if place is not None:
                    return place
        return None

    def place_name(self, i: int) -> str | None:
        """The name of the place that the noun phrase of word `i` is or lies in, else `None`."""
        name = self.actors.name_at.get(i)
        if name is not None and name.kind in word_set("entities", "located"):
            return name.text
        if name is not None and name.kind == "person":
            return None
        if self.tree.lemmas[i] == "country" and self.tree.children(i, "det"):
            return self._country_before(i)
        for k in self.tree.children(i, "nmod", "appos", "compound"):
            if self.tree.deprels[k] == "nmod:poss":
                continue
            if _is_locative(self.tree.case(k)) or self.tree.case(k) == "of":
                place = self.place_name(k)
                if place is not None:
                    return place
        return None

    def _country_before(self, i: int) -> str | None:
        """ "The country", "the neighbouring country": the one last named that is none of the subjects' own."""
        subjects = [s for a in self.tree.ancestors(i) if (s := clauses.subject(self.tree, a)) is not None]
        home: set[str | None] = {self.actors.country(actor) for s in subjects for actor in self.party(s)}
        country = self.actors.lands.before(i, but=home)
        return lexicon.countries()[country].name if country else None

    @cached_property
    def lands_located(self) -> Lands:
        """The lands where they are named as places, not as those who act."""
        return Lands(name for name in self.actors.names if self._is_located(name.head))

    def _is_located(self, i: int) -> bool:
        return self.tree.plain[i] == "obj" or self.tree.case(i) in ("in", "from")

    @cached_property
    def towns(self) -> list[EntityMention]:
        """The names of towns and capitals, in text order."""
        return [name for name in self.actors.names if name.kind in ("capital", "place")]


def _is_locative(case: str | None) -> bool:
    return case is None or case in word_set("dating", "locative")
