"""Whether two places can be one: the same name, or one inside the other ("Kyiv", "Ukraine").

>>> compatible("Kyiv", "Ukraine"), compatible("Kyiv", "Kiev"), compatible("Kyiv", "Lviv"), compatible(None, "Lviv")
(True, True, False, True)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from rapporteur import lexicon
from rapporteur.lexicon.fold import key
from rapporteur.model import Extraction, Place


def united_places(extractions: Iterable[Extraction]) -> tuple[Place, ...]:
    """The places of all reports, each once with the words of all of them, sorted by id.

    The name and the words are of the first report that has the place, so the extractions come in the order of content.
    """
    places: dict[str, Place] = {}
    for extraction in extractions:
        for place in extraction.places:
            known = places.get(place.id)
            places[place.id] = place if known is None else msgspec.structs.replace(
                known,
                words=known.words or place.words,
                spans=tuple(dict.fromkeys((*known.spans, *place.spans))),
                others=tuple(dict.fromkeys((*known.others, *place.others))),
            )  # fmt: skip
    return tuple(places[ident] for ident in sorted(places))


@lru_cache(maxsize=8192)
def located(place: str) -> tuple[str, str | None]:
    """What a place name stands for: (key, country). A country's key is its own code."""
    entry = lexicon.names_at(place.split(), 0) if place.strip() else None
    if entry is None:
        return key(place), None
    name = entry[1]
    if name.kind in ("country", "demonym"):
        return name.country or name.id, name.country
    # "Kyiv" and "Kiev" are names of one capital.
    return f"capital.{name.country}" if name.kind == "capital" else key(name.id), name.country


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two places can be one; an unknown place fits all, two unknown names must be spelt alike."""
    if a is None or b is None or a == b:
        return True
    (a_key, a_country), (b_key, b_country) = located(a), located(b)
    if a_key == b_key:
        return True
    return a_country is not None and a_country == b_country and a_country in (a_key, b_key)
