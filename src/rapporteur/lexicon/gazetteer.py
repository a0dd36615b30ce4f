"""Where places lie: towns, administrative areas, countries, seas and mountains by name, with coordinates.

The tables lie in `data/gazetteer` (GeoNames, CC BY 4.0; see `data/LICENSES.md`); `rapporteur gazetteer add` keeps larger
lists beside them (`rapporteur.lexicon.user_gazetteer`). The table of towns is big and most of it is never asked for: it is sorted
by `folded` name and searched as it lies, by bisection, so that loading it is no more than unpacking it (8 MB, 40 ms).

>>> [(spot.name, spot.country, spot.lat, spot.lon) for spot in named("Kiev")][0]
('Kyiv', 'UKR', 50.45, 30.52)
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from rapporteur.lexicon import user_gazetteer
from rapporteur.lexicon.fold import letters
from rapporteur.lexicon.names import countries, place, regions
from rapporteur.lexicon.schema import Spot
from rapporteur.lexicon.tables import lists, many, rows, toml, yes

COLUMNS = ("name", "of", "class", "lat", "lon", "country", "admin1", "admin2", "population", "geonameid")
"""Of the tables of towns and areas. A row with `of` is another name of that place: the rest of it is empty but the number."""
TOWN, AREA, COUNTY = "P", "A1", "A2"
"""Classes of the table: populated places, areas of the first order (states, provinces), of the second (counties, districts)."""
_PAGE = 1024
"""Bytes between the names that are looked at first."""
_SHORT = re.compile(r"\b(St|Ste|Mt|Ft)\b\.?(?=[ -])")
_LONG = {"St": "Saint", "Ste": "Sainte", "Mt": "Mount", "Ft": "Fort"}
_KINDS_OF_AREA = re.compile(
    r" (Oblast|Krai|Kray|Region|Province|Governorate|Republic|Prefecture|Department|Territory|State|Parish"
    r"|Autonomous Region|Municipality|oblast'?|oblysy|Sheng)$"
)


def folded(name: str) -> str:
    """The key under which a name is filed: letters without case and marks, "St.", "Mt." and "Ft." written out.

    >>> folded("St. Mary's"), folded("Al-Ḥasakah")
    ('saintmarys', 'alhasakah')
    """
    if "St" in name or "Mt" in name or "Ft" in name:
        name = _SHORT.sub(lambda m: _LONG[m[1]], name)
    return letters(name).lower()


@lru_cache(maxsize=16384)
def named(name: str) -> tuple[Spot, ...]:
    """Every place of that name, in no order of likelihood: countries, regions, areas, towns, and what the user has added."""
    key = folded(name)
    if not key:
        return ()
    spots = [*_known().get(key, ()), *_areas().get(key, ()), *_towns_named(key), *user_gazetteer.named(key)]
    return tuple({(spot.id, spot.kind): spot for spot in reversed(spots)}.values())


def area_name(country: str | None, admin1: str) -> str | None:
    """The name of an area of the first order: area_name("USA", "TX") is "Texas"."""
    return _area_names().get((country, admin1)) if country and admin1 else None


def country_spot(iso3: str) -> Spot | None:
    """A country by its code, with its middle as coordinates."""
    return _countries().get(iso3)


@cache
def words(sort: str) -> frozenset[str]:
    """Words around names of places, of one sort: "parts", "areas", "types", "generic", "facilities" (`words.toml`)."""
    return frozenset(toml("gazetteer/words.toml")[sort])


@cache
def sorts() -> frozenset[str]:
    """Every word around names of places, of whatever sort: none of them alone names one."""
    return frozenset(word for sort in toml("gazetteer/words.toml").values() for word in sort)


@cache
def renowned() -> frozenset[tuple[str, str]]:
    """Towns that readers everywhere know, and think of first, by folded name and country: Venice is the one in Italy."""
    return frozenset((folded(row["name"]), row["country"]) for row in rows("gazetteer/renowned.csv"))


@cache
def abbreviations() -> Mapping[str, tuple[str, str, bool]]:
    """Short names of states and provinces: "Ala." → (Alabama, USA, whether it stands for it behind a place's name only)."""
    table = rows("gazetteer/abbreviations.csv")
    return MappingProxyType({row["short"]: (row["name"], row["country"], yes(row["after_place"])) for row in table})


@cache
def alpha3() -> Mapping[str, str]:
    """ISO alpha-2 → alpha-3."""
    return MappingProxyType({row["iso2"]: row["iso3"] for row in rows("gazetteer/countries.csv") if row["iso2"]})


def is_disputed(spot: Spot) -> bool:
    """Whether border layers differ over where a place belongs: it is a disputed area, or lies in one.

    >>> [is_disputed(spot) for spot in named("Simferopol") + named("Lviv")]
    [True, False, False]
    """
    if spot.disputed:
        return True
    return any(
        (not codes or spot.admin1 in codes) and (box is None or _in_box(spot, box))
        for codes, box in _disputed().get(spot.country or "", ())
        if spot.kind != "country" or not (codes or box)
    )


def _in_box(spot: Spot, box: tuple[float, ...]) -> bool:
    south, west, north, east = box
    return south <= spot.lat <= north and west <= spot.lon <= east


@cache
def _disputed() -> Mapping[str, list[tuple[tuple[str, ...], tuple[float, ...] | None]]]:
    """Country → areas (GeoNames' codes) or boxes of degrees that more than one side claims."""
    disputed: dict[str, list[tuple[tuple[str, ...], tuple[float, ...] | None]]] = {}
    for row in rows("gazetteer/disputed.csv"):
        box = tuple(float(row[side]) for side in ("south", "west", "north", "east")) if row["south"] else None
        disputed.setdefault(row["country"], []).append((many(row["admin1"]), box))
    return disputed


class SortedTable:
    """A table that is sorted by the folded first field, searched without being parsed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        starts = [data.find(b"\n") + 1]
        while (end := data.find(b"\n", starts[-1] + _PAGE)) >= 0:
            starts.append(end + 1)
        self._starts = [start for start in starts if start < len(data)]
        self._keys = [_key_at(data, start) for start in self._starts]

    def rows(self, key: str) -> list[list[str]]:
        """The rows whose name is filed under `key`."""
        wanted = key.encode()
        page = max(bisect_left(self._keys, wanted) - 1, 0)
        at, end, data, matches = self._starts[page], len(self._data), self._data, []
        while at < end and (here := _key_at(data, at)) <= wanted:
            line_end = data.find(b"\n", at)
            if here == wanted:
                matches.append(data[at:line_end].decode().split(","))
            at = line_end + 1
        return matches


def _key_at(data: bytes, start: int) -> bytes:
    return folded(data[start : data.find(b",", start)].decode()).encode()


@cache
def _towns() -> SortedTable:
    path = files("rapporteur.lexicon") / "data" / "gazetteer" / "places.csv.gz"
    return SortedTable(gzip.decompress(path.read_bytes()))


def _towns_named(key: str) -> Iterable[Spot]:
    for row in _towns().rows(key):
        if row[2]:
            yield _spot(row)
        else:
            main = next((r for r in _towns().rows(folded(row[1])) if r[9] == row[9] and r[2]), None)
            if main is not None:
                spot = _spot(main)
                yield spot._replace(alias=not _is_usual(row[0], spot))


def _is_usual(name: str, spot: Spot) -> bool:
    """Whether reports in English call a town so, as the lexicon has it: "Geneva" for Genève, "Kiev" for Kyiv."""
    towns = (town for town in place(name) if town.country == spot.country)
    return any(abs(town.lat - spot.lat) < 0.3 and abs(town.lon - spot.lon) < 0.3 for town in towns)


def _spot(row: list[str]) -> Spot:
    name, _, kind, lat, lon, iso2, admin1, admin2, people, number = row
    country = alpha3().get(iso2)
    return Spot(name, kind, float(lat), float(lon), country, admin1, admin2, int(people or 0), number)


@cache
def _areas() -> Mapping[str, list[Spot]]:
    """Areas of the first order by every name they have, also without the word for what they are ("Donetsk" Oblast)."""
    table = lists("gazetteer/areas.csv.gz")
    spots = {row[9]: _spot(row) for row in table if row[2]}
    by_name: dict[str, list[Spot]] = {}
    for row in table:
        for name in dict.fromkeys((row[0], _KINDS_OF_AREA.sub("", row[0]))):
            spot = spots[row[9]]
            spot = spot._replace(alias=folded(name) not in (folded(spot.name), folded(_KINDS_OF_AREA.sub("", spot.name))))
            same = by_name.setdefault(folded(name), [])
            if all(other.id != spot.id for other in same):
                same.append(spot)
    return by_name


@cache
def _area_names() -> Mapping[tuple[str | None, str], str]:
    return {(spot.country, spot.admin1): spot.name for spots in _areas().values() for spot in spots}


@cache
def _countries() -> Mapping[str, Spot]:
    by_iso3 = {}
    for row in rows("gazetteer/countries.csv"):
        name, number = countries()[row["iso3"]].name, row["geonameid"] or row["iso3"].lower()
        by_iso3[row["iso3"]] = Spot(name, "country", float(row["lat"]), float(row["lon"]), row["iso3"], "", "",
                                  int(row["population"]), number, yes(row["disputed"]))  # fmt: skip
    return by_iso3


@cache
def _known() -> Mapping[str, list[Spot]]:
    """Countries, regions and features by name."""
    by_name: dict[str, list[Spot]] = {}
    for iso3, spot in _countries().items():
        country = countries()[iso3]
        for name in (country.name, *country.aliases):
            by_name.setdefault(folded(name), []).append(spot)
    for region in regions().values():
        only = region.countries[0] if len(region.countries) == 1 else None
        spot = Spot(region.name, region.kind, region.lat, region.lon, only, "", "", 0, region.id, region.disputed)
        for name in (region.name, *region.aliases):
            by_name.setdefault(folded(name), []).append(spot)
    for row in rows("gazetteer/features.csv"):
        within = many(row["countries"])
        spot = Spot(row["name"], row["kind"], float(row["lat"]), float(row["lon"]), within[0] if len(within) == 1 else None,
                    "", "", 0, f"feature.{folded(row['name'])}", yes(row["disputed"]))  # fmt: skip
        for name in (row["name"], *many(row["aliases"])):
            by_name.setdefault(folded(name), []).append(spot)
    return by_name
