"""An actor's codes in the two schemes that event data use: CAMEO's one string, and PLOVER's parts.

>>> judge = Actor(id="desc.1.court", name="court in Guyana", kind="person", country="GUY", cow=110, sectors=("JUD",))
>>> cameo_code(judge), plover_code(judge)
('GUYJUD', PloverActor(country='GUY', cow=110, sectors=('JUD',)))
"""

from __future__ import annotations

import msgspec

from rapporteur import lexicon
from rapporteur.lexicon import actor_codes, dated_offices
from rapporteur.lexicon.word_sets import word_map
from rapporteur.model import Actor

UNKNOWN = "---"
"""CAMEO's mark for a land that is not known: "---REB"."""
_MOST = 2
"""Sectors in a code: more are hardly ever told apart by whoever counts them."""
_OWN = {"org.un": "UNO", "org.eu": "EUR"}
_APART = frozenset({"HKG", "PSE"})
"""Lands that PLOVER keeps though they are no members of the Correlates of War's system of states."""
_NAMED = {"XKX": "KOS"}
_PEOPLE = frozenset({"man", "men", "people"})
"""Nouns that tell no more than that they are people: CAMEO's PPL; women, residents and the like are its CVL."""


class PloverActor(msgspec.Struct, frozen=True):
    """PLOVER's fields of an actor: ISO alpha-3 or IGO, UNO, EUR, NGO, IMG, MNC; Correlates of War number; sectors."""

    country: str | None
    cow: int | None
    sectors: tuple[str, ...]


def cameo_code(actor: Actor) -> str:
    """The code that PETRARCH and its kin give: "GUYJUD", "USAMIL", "IGOUNO", "---REB"; "---" where nothing is known.

    Names of sectors are CAMEO's (Schrodt 2012, chapter 3), which differ from PLOVER's: media are MED, medicine is HLH.
    """
    across = _across(actor)
    known = _body(actor)
    sectors = actor_codes.cameo_sectors(actor.sectors)
    if known or across:
        rest = [s for s in sectors if s not in (across, "REB", "BUS")][: _MOST - 1]
        return (known or str(across)) + "".join(rest)
    if actor.sectors == ("CVL",) and _PEOPLE & set(actor.name.casefold().split()):
        sectors = ("PPL",)
    return (cameo_country(actor.country) or UNKNOWN) + "".join(sectors[:_MOST])


def _body(actor: Actor) -> str | None:
    """The code of the international body that an actor is or is of: "UN troops", "NATO secretary-general"."""
    if actor.id in lexicon.organisations():
        return actor_codes.body_code(actor.id)
    body = dated_offices.body(actor.name) if actor.kind == "organisation" else None
    if body is not None:
        return body.cameo
    if actor.country is not None or "IGO" not in actor.sectors:
        return None
    named = [role.of for role in actor.roles if role.of]
    words = actor.name.split()
    named += [hit[1].id for i in range(len(words)) if (hit := lexicon.names_at(words, i)) is not None]
    return next((code for of in named if (code := actor_codes.body_code(of)) is not None), None)


def cameo_country(country: str | None) -> str | None:
    """The land as CAMEO has it, which knows no territories: "GEO" for Abkhazia."""
    row = lexicon.countries().get(country or "")
    if row is None:
        return None
    return row.sovereign if row.status == "partial" and row.sovereign else _NAMED.get(row.iso3, row.iso3)


def plover_code(actor: Actor) -> PloverActor:
    """PLOVER's parts: territories count with their sovereign (codebook, "Country names"), bodies without a land by their kind."""
    across = _across(actor)
    if across:
        return PloverActor(_OWN.get(actor.id, across), None, actor.sectors)
    row = lexicon.countries().get(actor.country or "")
    if row is None:
        return PloverActor(None, None, actor.sectors)
    code = row.sovereign if row.sovereign and row.iso3 not in _APART else row.iso3
    return PloverActor(_NAMED.get(code, code), actor.cow, actor.sectors)


def _across(actor: Actor) -> str | None:
    """The code of an organisation that belongs to no land; people are not one."""
    if actor.country is not None or not actor.sectors:
        return None
    code: str | None = word_map("entities", "across").get(actor.sectors[0])
    if code == "IGO":
        return code
    return code if actor.kind == "organisation" and actor.id in lexicon.organisations() else None
