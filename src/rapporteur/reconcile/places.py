"""Whether two places can be one: the same name, or one inside the other ("Kyiv", "Ukraine").

>>> compatible("Kyiv", "Ukraine"), compatible("Kyiv", "Kiev"), compatible("Kyiv", "Lviv"), compatible(None, "Lviv")
(True, True, False, True)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from rapporteur import lexicon
from rapporteur.lexicon.fold import key
from rapporteur.model import Extraction, Place


def gathered(extractions: Sequence[Extraction]) -> tuple[Place, ...]:
    """The places of all reports, each once with the words of all of them, in the order of their ids."""
    found: dict[str, Place] = {}
    for extraction in sorted(extractions, key=lambda e: e.report):
        for place in extraction.places:
            known = found.get(place.id)
            found[place.id] = place if known is None else msgspec.structs.replace(
                known,
                words=known.words or place.words,
                spans=tuple(dict.fromkeys((*known.spans, *place.spans))),
                others=tuple(dict.fromkeys((*known.others, *place.others))),
            )  # fmt: skip
    return tuple(found[ident] for ident in sorted(found))


@lru_cache(maxsize=8192)
def located(place: str) -> tuple[str, str | None]:
    """What a place name stands for: (key, country). A country's key is its own code."""
    entry = lexicon.names_at(place.split(), 0) if place.strip() else None
    if entry is None:
        return key(place), None
    found = entry[1]
    if found.kind in ("country", "demonym"):
        return found.country or found.id, found.country
    # "Kyiv" and "Kiev" are names of one capital.
    return f"capital.{found.country}" if found.kind == "capital" else key(found.id), found.country


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two places can be one; an unknown place fits all, two unknown names must be spelt alike."""
    if a is None or b is None or a == b:
        return True
    (a_key, a_country), (b_key, b_country) = located(a), located(b)
    if a_key == b_key:
        return True
    return a_country is not None and a_country == b_country and a_country in (a_key, b_key)
