"""What words may name, as lexicon and gazetteer have it, whatever stands around them: a land, a people, a town, any place.

>>> is_land("Mali"), is_people("Kenyans"), is_known("Gao"), is_known("Grbl")
(True, True, True, False)
"""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur import lexicon
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, abbreviations
from rapporteur.lexicon.schema import NameEntry, Spot
from rapporteur.lexicon.word_sets import word_set


def is_land(words: str) -> bool:
    """A country, state, province or known region."""
    entry = _entry(words.split())
    return (entry is not None and entry.kind in ("country", "region")) or any(
        _is_area(spot, words) for spot in gazetteer.named(words)
    )


def is_people(words: str) -> bool:
    """A people's name or an adjective: "Kenyan", "Kenyans"; also of a part of the world ("African")."""
    entry = _entry(words.split())
    if entry is None or entry.kind == "demonym":
        return entry is not None
    endings = tuple(word_set("places", "people_endings"))
    return entry.kind == "region" and words != entry.name and words.rstrip("s").endswith(endings)


def is_town(words: Sequence[str]) -> bool:
    """Whether the lexicon has a town of that name that is not a word or a name of persons as well."""
    entry = _entry(words)
    return entry is not None and entry.kind in word_set("entities", "located") and not entry.common


def is_known(words: str) -> bool:
    """Whether the gazetteer has a place or an abbreviation of that name."""
    return words in abbreviations() or f"{words}." in abbreviations() or bool(gazetteer.named(words))


def may_be_name(words: Sequence[str]) -> bool:
    """Words that may name a place which no gazetteer has: capitalised, no address, no mere "City" or "Street"."""
    joined = " ".join(words)
    if any(mark in joined for mark in "@/_0123456789") or len(joined) < 3 or words[-1].lower() in gazetteer.words("facilities"):
        return False
    return words[0][:1].isupper() and not all(word.lower() in gazetteer.words("generic") for word in words)


def _entry(words: Sequence[str]) -> NameEntry | None:
    """The lexicon's row for all of these words."""
    entry = lexicon.names_at(words, 0)
    return entry[1] if entry is not None and entry[0] == len(words) else None


def _is_area(spot: Spot, words: str) -> bool:
    if spot.name[:3] != words[:3]:
        return False
    return (spot.kind == AREA and not spot.alias) or (spot.kind == COUNTY and " " in words)
