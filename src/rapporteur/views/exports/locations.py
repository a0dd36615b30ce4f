"""Where something happened, as the formats of event data have it: a point, and the areas it lies in.

>>> known = location_of("Kyiv")
>>> known.city, known.country, known.precision, known.lat
('Kyiv', 'UKR', 'city', 50.455)
"""

from __future__ import annotations

import msgspec

from rapporteur import lexicon
from rapporteur.model import Place


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """A place: `words` as a report has them, `name` as the tables have it, the same where they don't; `precision` "city",
    "region", "country" or "area"; `lat`, `lon` in degrees (WGS 84); `country` ISO 3166 alpha-3."""

    words: str
    name: str
    precision: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None

    @property
    def land(self) -> str | None:
        """The name of the country."""
        known = lexicon.countries().get(self.country or "")
        return known.name if known else None


def location_at(place: Place, words: str) -> Location:
    """The record's place as a claim names it. Its country is the gazetteer's word, of a disputed place too."""
    return Location(
        words=words, name=place.name, precision=place.precision, country=claimed(place.country), lat=place.lat, lon=place.lon,
        city=place.name if place.precision == "city" else None, geonameid=place.geonameid,
        province=place.name if place.precision == "region" else place.admin1,
    )  # fmt: skip


def location_of(words: str) -> Location:
    """The place of these words by the lexicon, for a record without places: of several cities of a name the largest."""
    tokens = words.split()
    size, entry = (lexicon.names_at(tokens, 0) if tokens else None) or (0, None)
    entry = entry if size == len(tokens) else None
    if entry is None or entry.kind not in ("country", "capital", "place", "region"):
        return Location(words=words, name=words)
    country = claimed(entry.country)
    if entry.kind == "country":
        return Location(words=words, name=entry.name, precision="country", country=country)
    if entry.kind == "region":
        region = lexicon.regions()[entry.id]
        return Location(words=words, name=region.name, precision="area", country=country, lat=region.lat, lon=region.lon)
    city = next((place for place in lexicon.place(words) if place.id == entry.id), None)
    lat, lon = (city.lat, city.lon) if city else (None, None)
    return Location(words=words, name=entry.name, precision="city", city=entry.name, country=country, lat=lat, lon=lon)


def claimed(country: str | None) -> str | None:
    """The country; of an entity that most states do not recognise, the state that claims it (PLOVER manual, "Partially
    recognized (disputed) entities")."""
    land = lexicon.countries().get(country or "")
    return land.sovereign if land and land.sovereign and land.status == "partial" else country
