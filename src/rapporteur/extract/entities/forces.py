"""The forces of a state as actors: "Russian troops", "Malian police" are known by their land alone, named or not."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.entities.offices import adjective_of
from rapporteur.model import Actor

NAMES = {"military": "forces", "police": "police", "intelligence": "intelligence"}
"""What an id says of a force, and how it is named."""
OF_SECTOR = {"MIL": "military", "COP": "police", "SPY": "intelligence"}


def by_id(actor: str) -> Actor:
    """A state ("mli") or a state's force ("mli.military"). Raises `KeyError` for an id that is neither.

    >>> by_id("mli.military").name, by_id("mli").kind
    ('Malian forces', 'state')
    """
    code, _, force = actor.partition(".")
    country = lexicon.countries()[code.upper()]
    if not force:
        return Actor(id=actor, name=country.name, kind="state", country=country.iso3)
    return Actor(id=actor, name=f"{adjective_of(country.iso3)} {NAMES[force]}", kind="organisation", country=country.iso3)
