"""The actors of a report while they are being found: tables that grow in text order, and are frozen when all are found.

Only `resolver` makes one; finders of claims get the frozen `ActorIndex`.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from rapporteur import lexicon
from rapporteur.extract.entities.forces import by_id
from rapporteur.extract.entities.full_names import in_full
from rapporteur.extract.entities.genders import genders
from rapporteur.extract.entities.houses import Houses
from rapporteur.extract.entities.lands import Lands
from rapporteur.extract.entities.mentions import EntityMention, find_names, source_head
from rapporteur.extract.entities.noun_phrases import beside
from rapporteur.extract.entities.offices import OfficeHolding, find_offices, is_former
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import Office
from rapporteur.model import Actor, ActorKind, Report, Role, Span

MEMORY = 4
"""Sentences that a pronoun or description may look back."""
SEVERAL = 16
"""Actors up to which each is looked up; the last of more is soon met on the way back."""
FEW = 40
"""Characters of a quotation that is but a few words of somebody's."""


class Registry:
    """Tables of actors. Keys are actor ids or indices of words.

    `actors`: id → what is known; `surfaces`: id → the words that name it; `roles`, `offices_of`, `holdings_of`: person →
    what she holds; `posts`: (person, where she is given a role), `beside_roles`: a word there → (person, text), as far as
    `surrounded` of them; `holders`: (office, country) → person; `officials`: country → its office-holders; `bearers`: (office
    or "any" level, gender asked for) → persons; `relatives`: kin noun → whom the report calls so; `names_of`: id → its names;
    `actor_at`: word → actor, once resolved; `mentions`: (word, actor) in text order; `words_of`: the same by actor;
    `houses`: the organisations among them, `states` the states; `described_at`: described actor → its first word;
    `descriptions`: (word, described actor) in text order; `described`: word → the actor that a description there would be,
    once all are found; `plurals`: word → the several actors it stands for; `unplaced`: described actors whose country nobody
    has asked for.
    """

    def __init__(self, report: Report, tree: Tree) -> None:
        self.report = report
        self.tree = tree
        self.names = in_full(find_names(tree))
        self.name_at: Mapping[int, EntityMention] = {i: n for n in self.names for i in range(n.start, n.end)}
        self.names_of: dict[str, list[EntityMention]] = {}
        for name in self.names:
            self.names_of.setdefault(name.id, []).append(name)
        self.lands = Lands(self.names)
        self.genders = genders(tree, self.names)
        self.holdings = find_offices(tree, self.names)
        self.sources = frozenset(source_head(tree, *said) for one in tree.reading.said for said in one.source)
        self.actors: dict[str, Actor] = {}
        self.surfaces: dict[str, dict[str, None]] = {}
        self.roles: dict[str, list[Role]] = {}
        self.holders: dict[tuple[str, str], str] = {}
        self.officials: dict[str, dict[tuple[Office, str], None]] = {}
        self.bearers: dict[tuple[str, str | None], dict[str, None]] = {}
        self.relatives: dict[str, dict[str, None]] = {}
        self.offices_of: dict[str, list[Office]] = {}
        self.holdings_of: dict[str, list[OfficeHolding]] = {}
        self.described_at: dict[str, int] = {}
        self.actor_at: dict[int, str | None] = {}
        self.mentions: list[tuple[int, str]] = []
        self.words_of: dict[str, list[tuple[int, int]]] = {}
        self.states: dict[str, None] = {}
        self.houses = Houses()
        self.descriptions: list[tuple[int, str]] = []
        self._mentioned: list[int] = []
        self._told: list[int] = []
        self.posts: list[tuple[str, Span]] = []
        self.surrounded = 0
        self.beside_roles: dict[str, list[tuple[str, str]]] = {}
        self._role_keys: set[tuple[str, str, str | None]] = set()
        self.described: dict[int, str] = {}
        self.unplaced: set[str] = set()
        self.plurals: dict[int, tuple[str, ...]] = {}
        self.nobody = self.register(f"desc.{report.id[:8]}.unknown-speaker", "unknown speaker", "person", None)

    def freeze(self) -> None:
        """All actors are known: from now on a table that is written to raises `TypeError`."""
        for name, table in vars(self).items():
            if isinstance(table, dict):
                setattr(self, name, MappingProxyType({k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}))
            elif isinstance(table, list):
                setattr(self, name, tuple(table))

    def register(self, actor: str, name: str, kind: ActorKind, country: str | None) -> str:
        """Make `actor` known under `name`; the first registration wins."""
        if actor not in self.actors:
            self.actors[actor] = Actor(id=actor, name=name, kind=kind, country=country)
            self.surfaces[actor] = {}
        return actor

    def actor(self, actor: str) -> Actor:
        """What is known of an actor; a state or a state's forces need not have been named to be known."""
        known = self.actors.get(actor)
        return known if known is not None else by_id(actor)

    def state(self, country: str) -> str:
        """The actor of a state by its ISO code."""
        return self.register(country.lower(), lexicon.countries()[country].name, "state", country)

    def country(self, actor: str | None) -> str | None:
        """ISO 3166 alpha-3 of an actor, as far as the report or the lexicon tells."""
        return self.actor(actor).country if actor is not None else None

    def hold(self, holding: OfficeHolding, country: str | None) -> None:
        """A person holds an office; the country is that of whose office it is."""
        words = self.tree.words
        start, end = words[holding.start].start, words[holding.end - 1].end
        span = Span(self.report.id, start, end, self.report.text[start:end])
        key = (holding.person, holding.words.casefold(), holding.of)
        if key not in self._role_keys:
            self._role_keys.add(key)
            self.roles.setdefault(holding.person, []).append(Role(holding.words, holding.of, span))
            self.posts.append((holding.person, span))
        if holding.office not in self.offices_of.setdefault(holding.person, []):
            self.offices_of[holding.person].append(holding.office)
            if holding.person.startswith("person."):
                self._bear(holding.person, holding.office)
        self.holdings_of.setdefault(holding.person, []).append(holding)
        actor = self.actors[holding.person]
        if country and actor.country is None:
            self.actors[holding.person] = Actor(id=actor.id, name=actor.name, kind=actor.kind, country=country)
        if country and not is_former(self.tree, holding.start, holding.end - 1):
            self.holders.setdefault((holding.office.id, country), holding.person)
            self.officials.setdefault(country, {}).setdefault((holding.office, holding.person))

    def _bear(self, person: str, office: Office) -> None:
        """Notes who holds an office, for those who ask for any gender or for the one that she may be of."""
        known = self.genders.get(person)
        for gender in (None, known) if known else (None, "f", "m"):
            for key in (office.id, f"any {office.level}"):
                self.bearers.setdefault((key, gender), {}).setdefault(person)

    def mention(self, i: int, actor: str) -> None:
        """Word `i` stands for that actor, whom later words may refer back to."""
        self.actor_at[i] = actor
        place, number = bisect_right(self._mentioned, i), len(self.mentions)
        self._mentioned.insert(place, i)
        self.mentions.insert(place, (i, actor))
        insort(self.words_of.setdefault(actor, []), (i, number))
        known = self.actor(actor)
        if known.kind == "state":
            self.states.setdefault(actor)
        if known.kind == "organisation":
            if len(self.words_of[actor]) == 1 and not actor.startswith("desc."):
                self.houses.introduce(known, self.surfaces.get(actor, ()))
            self.houses.mention(i, number, known, self.tree.lemmas[i])
        self.houses.pass_by(i, actor)
        if actor.startswith("desc."):
            self.describe(i, actor)

    def surface(self, actor: str, text: str) -> None:
        """The report calls an actor so."""
        self.surfaces[actor].setdefault(text)
        if actor in self.words_of and self.actor(actor).kind == "organisation" and not actor.startswith("desc."):
            self.houses.name(actor, text)

    def describe(self, i: int, actor: str) -> None:
        """The noun phrase of word `i` describes that actor, whom "the" with the same noun may mean later on."""
        self.described_at.setdefault(actor, i)
        if (i, actor) not in self.descriptions[-8:]:
            place = bisect_right(self._told, i)
            self._told.insert(place, i)
            self.descriptions.insert(place, (i, actor))

    def before(self, i: int, sentences: float = math.inf) -> Iterator[tuple[int, str]]:
        """Mentions before word `i` as (word, actor), the nearest first, at most so many sentences back."""
        here = self.tree.sentence_number(i)
        for place in range(bisect_left(self._mentioned, i) - 1, -1, -1):
            j, actor = self.mentions[place]
            if here - self.tree.sentence_number(j) > sentences:
                return
            yield j, actor

    def described_before(self, i: int, sentences: int) -> Iterator[tuple[int, str]]:
        """Descriptions before word `i` as (word, actor), the nearest first, at most so many sentences back."""
        here = self.tree.sentence_number(i)
        for place in range(bisect_left(self._told, i) - 1, -1, -1):
            j, actor = self.descriptions[place]
            if here - self.tree.sentence_number(j) > sentences:
                return
            yield j, actor

    def last_of(self, i: int, actors: Collection[str]) -> str | None:
        """The one of these actors that was mentioned last before word `i`."""
        if len(actors) > SEVERAL:
            return next((actor for _, actor in self.before(i) if actor in actors), None)
        return next(iter(self.latest(i, actors)), None)

    def latest(self, i: int, actors: Iterable[str]) -> list[str]:
        """Those of these actors that were mentioned before word `i`, the last first."""
        known = ((self.words_of.get(actor, ()), actor) for actor in actors)
        last = ((words[place - 1], actor) for words, actor in known if (place := bisect_left(words, (i, -1))))
        return [actor for _, actor in sorted(last, reverse=True)]

    def who(self, i: int | None) -> str | None:
        """The actor that the noun phrase headed by word `i` stands for, or `None` where the report does not tell."""
        if i is None:
            return None
        if i in self.actor_at:
            return self.actor_at[i]
        for k in beside(self.tree, i):
            if k in self.name_at and self.name_at[k].kind == "person":
                return self.name_at[k].id
        if self.tree.lower[i] == "one":  # "one of the leaders, Awa Keita,"
            group = next((k for k in self.tree.children(i, "nmod") if self.tree.case(k) == "of"), None)
            return self.who(group) if group is not None and self.tree.children(group, "appos") else None
        return None
