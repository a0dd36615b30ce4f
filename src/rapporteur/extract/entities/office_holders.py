"""Who holds the office that words name: "the Malian president", "his Chadian counterpart", "the spokeswoman".

Where the report names nobody, the office of a land is an actor itself ("mli.president").
"""

from __future__ import annotations

from rapporteur.extract.entities.nominals import assign_office, by_role, introduced
from rapporteur.extract.entities.noun_phrases import definite, speaks
from rapporteur.extract.entities.offices import OfficeHolding, adjective_of, is_former, same_portfolio
from rapporteur.extract.entities.registry import MEMORY, Registry
from rapporteur.extract.entities.speakers import same_description, unnamed
from rapporteur.extract.entities.whose import countries_of
from rapporteur.extract.syntax import phrases
from rapporteur.lexicon.schema import Office
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Role

_HEADS = ("head-of-state", "head-of-government")
_ANY_LEADER = "leader"


def office_holder(registry: Registry, i: int, office: Office, end: int) -> str | None:
    """Whom the office in the words up to `end` means; nobody where the report may mean anybody who holds it."""
    countries = countries_of(registry, i, end)
    if office.id == "counterpart":
        return counterpart(registry, i, countries)
    if countries and is_former(registry.tree, i, i):
        return by_role(registry, i, office) if definite(registry.tree, i) else None
    if countries:
        if office.unique or office.level in (*_HEADS, "minister") or office.id == _ANY_LEADER:
            return holder(registry, office, countries[0], i)
        return unnamed(registry, i) if definite(registry.tree, i) else None
    if not definite(registry.tree, i):
        return introduced(registry, i, office)
    same = same_description(registry, i)
    if same is not None or office.level in word_set("entities", "loose_levels"):
        return same
    named = None if office.level == "spokesperson" else by_role(registry, i, office)
    return named or _last_with_office(registry, i, office) or assign_office(registry, i, office)


def holder(registry: Registry, office: Office, country: str, i: int | None = None) -> str:
    """The person of that office; by level where the words are loose ("leader"); else the office as an actor."""
    exact = registry.holders.get((office.id, country))
    if exact is not None:
        return exact
    loose = office.id == _ANY_LEADER or office.level in _HEADS
    for other, person in registry.officials.get(country, []):
        leads = other.level in _HEADS or other.id == _ANY_LEADER
        if loose and leads and _ANY_LEADER in (office.id, other.id):
            return person
        if office.level == other.level == "minister" and same_portfolio(office, other):
            return person
        if loose and other.id == "counterpart" and len(registry.holdings_of[person]) == 1:
            return person
    if i is not None and office.unique and definite(registry.tree, i):
        unknown = _sole_unplaced(registry, i)
        if unknown is not None:
            registry.hold(OfficeHolding(unknown, office, office.name, country.lower(), *phrases.core(registry.tree, i)), country)
            registry.state(country)
            return unknown
    return _office_actor(registry, office, country)


def _office_actor(registry: Registry, office: Office, country: str) -> str:
    adjective = adjective_of(country)
    registry.state(country)
    actor = registry.register(f"{country.lower()}.{office.id}", f"{adjective} {office.name}", "person", country)
    if not registry.roles.get(actor):
        registry.roles[actor] = [Role(office.name, country.lower())]
    return actor


def _sole_unplaced(registry: Registry, i: int) -> str | None:
    """The one person named shortly before of whom no country is known yet: "Keita … . The Malian president …"."""
    if not registry.tree.deprels[i].startswith("nsubj"):
        return None
    persons = {actor for _, actor in registry.before(i, 2) if actor.startswith("person.") and registry.country(actor) is None}
    near = [person for person in persons if not registry.offices_of.get(person)]
    return near[0] if len(near) == 1 else None


def counterpart(registry: Registry, i: int, countries: list[str]) -> str | None:
    """ "his Chadian counterpart": the holder of the same office there."""
    for k in registry.tree.children(i, "nmod:poss"):
        owner = registry.who(k)
        there = next((c for c in countries if c != registry.country(owner)), None)
        for office in registry.offices_of.get(owner or "", []):
            if there and office.id != "counterpart":
                return holder(registry, office, there)
    return None


def _last_with_office(registry: Registry, i: int, office: Office) -> str | None:
    for j, actor in registry.before(i, MEMORY * 2):
        offices = registry.offices_of.get(actor, [])
        if any(o.id == office.id for o in offices) or actor.endswith("." + office.id):
            return actor
        if office.level == "spokesperson" and speaks(registry.tree, j) and registry.actors[actor].kind == "organisation":
            return None  # "Downing Street said …, the spokesperson added": the organisation's own, not the last one named
        if office.id in word_set("entities", "loose_offices") and any(o.level == office.level for o in offices):
            return actor
    return None
