"""The actors of one report as finders of claims ask for them: resolved before, and never changed by being asked for.

`ActorIndex.who(i)` gives the actor that the noun phrase headed by word `i` stands for, `ActorIndex.party(i)` those of a list.
Later stages meet only ids; the same person has one id however the report calls her.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from rapporteur import lexicon
from rapporteur.extract.entities.affiliations import Affiliation, affiliation, described
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.entities.noun_phrases import antecedent_noun
from rapporteur.extract.entities.plurals import coordinated
from rapporteur.extract.entities.registry import Registry
from rapporteur.extract.entities.speakers import is_part
from rapporteur.extract.entities.whose import countries_of
from rapporteur.lexicon.schema import Office
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Actor, ActorKind, Role


class ActorIndex:
    """Who the words of a report stand for. `names` in text order; `name_at`: word → the name that it is a part of;
    `mentions`: (word, actor) in text order."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.names: tuple[EntityMention, ...] = tuple(registry.names)
        self.lands = registry.lands
        self.name_at: Mapping[int, EntityMention] = registry.name_at
        self.mentions: Sequence[tuple[int, str]] = tuple(registry.mentions)
        self._starts = [name.start for name in self.names]
        self._affiliations: dict[str, Affiliation] = {}
        self._countries: dict[str, str | None] = {}

    def names_within(self, start: int, end: int) -> Sequence[EntityMention]:
        """The names that begin with one of the words `start` to `end`."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    # ---- words → actors -------------------------------------------------------------------------------------------
    def who(self, i: int | None) -> str | None:
        """The actor that the noun phrase headed by word `i` stands for, or `None` where the report does not tell."""
        return self._registry.who(i)

    def source(self, i: int | None) -> str | None:
        """Like `who`, but whom the report leaves unnamed ("a senior official") is an actor of this report alone."""
        if i is None:
            return None
        named = self._registry.who(i) if not is_part(self._registry, i) else None
        noun = antecedent_noun(self._registry.tree, i) if named is None else None
        return self.source(noun) if noun is not None else named or self._registry.described.get(i)

    def party(self, i: int) -> tuple[str, ...]:
        """The actors of a coordinated noun phrase, in order: "A, B and the two ministers"."""
        return coordinated(self._registry, i, self.several, self.source)

    def several(self, i: int) -> tuple[str, ...]:
        """The actors behind a plural ("the two presidents", "they"), empty where it does not stand for several."""
        return self._registry.plurals.get(i, ())

    def countries_of(self, i: int, end: int) -> list[str]:
        """ISO 3166 alpha-3 of the countries that modify noun `i`, in text order; `end`: the word behind its phrase."""
        return countries_of(self._registry, i, end)

    def state(self, country: str) -> str:
        """The actor of a state by its ISO code."""
        return country.lower()

    # ---- actors -----------------------------------------------------------------------------------------------------
    def kind(self, actor: str) -> ActorKind:
        """What sort of actor it is."""
        return self._registry.actor(actor).kind

    def name(self, actor: str) -> str:
        """The name under which the record has it."""
        return self._registry.actor(actor).name

    def is_airline(self, actor: str | None) -> bool:
        """Known as an airline, or called so."""
        known = lexicon.organisations().get(actor or "")
        return known.kind == "airline" if known is not None else self._is_called(actor, "airlines")

    def is_authority(self, actor: str) -> bool:
        """A public house by its name: "Civil Aviation Authority"."""
        return self._is_called(actor, "authorities")

    def country(self, actor: str | None) -> str | None:
        """ISO 3166 alpha-3 of an actor, as far as the report or the lexicon tells."""
        if actor is None or actor not in self._registry.unplaced:
            return self._registry.country(actor)
        if actor not in self._countries:
            self._countries[actor] = described(self._registry, self._registry.described_at[actor]).country
        return self._countries[actor]

    def sectors(self, actor: str) -> tuple[str, ...]:
        """PLOVER's sectors of an actor, the main one first."""
        return self._affiliation(actor).sectors

    def offices_of(self, actor: str | None) -> Sequence[Office]:
        """The offices that the report gives a person."""
        return self._registry.offices_of.get(actor or "", ())

    def roles_of(self, actor: str) -> Sequence[Role]:
        """The roles that the report gives a person, with their words."""
        return self._registry.roles.get(actor, ())

    def nobody(self) -> str:
        """Who vouches for words of which the report does not tell whose they are: never the report itself."""
        return self._registry.nobody

    def nouns(self, used: set[str]) -> tuple[Actor, ...]:
        """The actors in `used` (and those whose offices they hold) as nouns of the record, by id."""
        known = self._registry.actors
        wanted = used | {r.of for a in used for r in self.roles_of(a) if r.of in known}
        return tuple(self._noun(actor) for actor in sorted(wanted))

    def _is_called(self, actor: str | None, houses: str) -> bool:
        """An organisation whose name ends in one of the words."""
        if actor is None or self.kind(actor) != "organisation":
            return False
        return not word_set("entities", houses).isdisjoint(self.name(actor).casefold().split()[-1:])

    def _affiliation(self, actor: str) -> Affiliation:
        if actor not in self._affiliations:  # of what does not change
            self._affiliations[actor] = affiliation(self._registry, actor)
        return self._affiliations[actor]

    def _noun(self, actor: str) -> Actor:
        known = self._registry.actor(actor)
        aliases = dict.fromkeys(self._registry.surfaces.get(actor, {}))
        if known.kind == "state" and known.country:
            aliases = dict.fromkeys([*lexicon.countries()[known.country].aliases[:6], *aliases])
        aliases.pop(known.name, None)
        country, sectors = self._affiliation(actor)
        return Actor(
            id=known.id, name=known.name, kind=known.kind, country=country, cow=lexicon.cow(country), sectors=sectors,
            aliases=tuple(sorted(aliases)), roles=tuple(self.roles_of(actor)),
        )  # fmt: skip
