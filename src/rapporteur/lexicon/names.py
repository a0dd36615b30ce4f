"""Proper names: countries, peoples, capitals, institutions, organisations, collectives, regions and cities.

>>> country_of("the Netherlands"), demonym("Dutch"), capital("Kiev"), country_of("turkey")
('NLD', 'NLD', 'UKR', None)
>>> names_at(["The", "West", "Bank", "is", "calm"], 1)
(3, Entry(kind='region', id='region.west-bank', name='West Bank', country='PSE', sector=None, common=False))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import cast

from rapporteur.lexicon import user_entries
from rapporteur.lexicon.fold import key
from rapporteur.lexicon.index import Index
from rapporteur.lexicon.schema import (
    Collective,
    Country,
    CountryStatus,
    Entry,
    EntryKind,
    Institution,
    Organisation,
    Place,
    Region,
)
from rapporteur.lexicon.tables import lists, many, maybe, rows, yes


@cache
def countries() -> Mapping[str, Country]:
    """Every state and territory by iso3, sorted by it; X-codes are of unrecognised entities, XKX Kosovo."""
    found = {
        row["iso3"]: Country(
            row["iso3"],
            row["iso2"],
            int(row["cow"]) if row["cow"] else None,
            row["name"],
            many(row["aliases"]),
            many(row["adjectives"]),
            many(row["peoples"]),
            many(row["capitals"]),
            cast(CountryStatus, row["status"]),
            maybe(row["sovereign"]),
        )
        for row in rows("countries.csv")
    }
    return MappingProxyType(found)


@cache
def institutions() -> Mapping[str, Institution]:
    """Institutions under their own names or metonyms, by id: "rus.kremlin", "usa.state-department"."""
    return MappingProxyType(
        {
            row["id"]: Institution(
                row["id"], row["name"], many(row["aliases"]), row["country"], row["sector"], maybe(row["parent"])
            )
            for row in rows("institutions.csv")
        }
    )


@cache
def organisations() -> Mapping[str, Organisation]:
    """International organisations, alliances, armed groups, parties and companies, by id: "org.nato"."""
    return MappingProxyType(
        {
            row["id"]: Organisation(
                row["id"], row["name"], many(row["aliases"]), row["kind"], maybe(row["country"]), row["sector"]
            )
            for row in rows("organisations.csv")
        }
    )


@cache
def collectives() -> Mapping[str, Collective]:
    """Several states spoken of as one, by id: "group.west"."""
    return MappingProxyType(
        {
            row["id"]: Collective(row["id"], row["name"], many(row["aliases"]), many(row["members"]))
            for row in rows("collectives.csv")
        }
    )


@cache
def regions() -> Mapping[str, Region]:
    """Regions, seas, islands and disputed areas, by id: "region.crimea"."""
    return MappingProxyType(
        {
            row["id"]: Region(
                row["id"],
                row["name"],
                many(row["aliases"]),
                row["kind"],
                many(row["countries"]),
                yes(row["disputed"]),
                float(row["lat"]),
                float(row["lon"]),
            )
            for row in rows("regions.csv")
        }
    )


def cow(iso3: str | None) -> int | None:
    """The Correlates of War number of a land; of a territory or a region that few recognise that of its sovereign.

    >>> cow("MLI"), cow("XTR"), cow("PSE")
    (432, 359, None)
    """
    land = countries().get(iso3 or "")
    if land is None:
        return None
    return land.cow if land.cow is not None else cow(land.sovereign)


def country_of(words: str) -> str | None:
    """The iso3 of a country named by `words`, or of the people or adjective they are: "US", "Holland", "Russians".

    Case tells: "us", "turkey" and "polish" name nobody. A leading "the" and a closing possessive may stand.
    """
    found = _countries().find(words)
    return found.country if found else None


def demonym(words: str) -> str | None:
    """The iso3 of the country whose adjective or people `words` are ("Dutch", "Frenchmen"), else `None`."""
    return next((e.country for e in _countries().all(words) if e.kind == "demonym"), None)


def capital(words: str) -> str | None:
    """The iso3 of the country whose capital `words` names, in any of its spellings ("Kyiv", "Kiev"), else `None`."""
    return _capitals().find(words)


def institution(words: str) -> Institution | None:
    """The institution of that name: "Élysée" and "Elysee Palace" give "fra.elysee"."""
    found = _institutions().find(words)
    return institutions()[found.id] if found else None


def organisation(words: str) -> Organisation | None:
    """The organisation of that name: "Nato" and "NATO" give "org.nato"; "Who" gives none."""
    found = _organisations().find(words)
    return organisations()[found.id] if found else None


def collective(words: str) -> Collective | None:
    """The group of states of that name: "western leaders" gives "group.west"."""
    found = _collectives().find(words)
    return collectives()[found.id] if found else None


def region(words: str) -> Region | None:
    """The region, sea, island or disputed area of that name: "Donbass" gives "region.donbas"."""
    found = _regions().find(words)
    return regions()[found.id] if found else None


def place(words: str) -> tuple[Place, ...]:
    """Cities of that name, the most populous first; none for a name of no city of about 30,000 or more."""
    return tuple(_place(row) for row in _cities().all(words))


def places_near(lat: float, lon: float, degrees: float = 0.2) -> tuple[Place, ...]:
    """Cities within `degrees` of latitude and longitude of a point, the most populous first."""
    return tuple(
        _place(row)
        for row in _city_rows()
        if abs(float(row[3]) - lat) <= degrees and abs(float(row[4]) - lon) <= degrees
    )


def names_at(words: Sequence[str], i: int) -> tuple[int, Entry] | None:
    """The longest known name that starts at word `i`, as the index after its last word and what it stands for.

    Diacritics, apostrophes, dots and hyphens don't count, capitals do. Of names equally long the order is institution,
    organisation, country, collective, demonym, region, capital, city (the most populous), and before all of them the
    user's own rows (`rapporteur.lexicon.user_entries`).
    """
    start = key(words[i])
    known = _names().longest(words, i) if start in _names().reach else None
    city = _cities().longest(words, i) if start in _cities().reach else None
    index = user_entries.names()
    mine = index.longest(words, i) if index is not None else None
    if mine is not None and all(mine[0] >= other[0] for other in (known, city) if other is not None):
        return mine[0], _own_entry(mine[1])
    if city and (known is None or city[0] > known[0]):
        return city[0], _city_entry(city[1])
    return known


def _own_entry(row: user_entries.Own) -> Entry:
    kinds: dict[str, EntryKind] = {"group": "collective", "state": "country", "place": "place"}
    return Entry(kinds.get(row.kind, "organisation"), row.id, row.name, row.country, row.sectors[0] if row.sectors else None)


def _add(index: Index[Entry], names: Iterable[str], entry: Entry) -> None:
    for name in names:
        index.add(name, entry)


@cache
def _countries() -> Index[Entry]:
    index: Index[Entry] = Index()
    for c in countries().values():
        _add(index, (c.name, *c.aliases), Entry("country", c.iso3.lower(), c.name, c.iso3, "GOV"))
    for c in countries().values():
        _add(index, (*c.adjectives, *c.peoples), Entry("demonym", c.iso3.lower(), c.name, c.iso3))
    return index


@cache
def _capitals() -> Index[str]:
    index: Index[str] = Index()
    for c in countries().values():
        for name in c.capitals:
            index.add(name, c.iso3)
    return index


def _capital_entry(iso3: str, name: str) -> Entry:
    """The city of that name in that country: "Kiev" and "Kyiv" are one place with one id."""
    city = next((row[0] for row in _cities().all(name) if row[2] == iso3), name)
    return Entry("capital", place_id(iso3, city), city, iso3)


@cache
def _institutions() -> Index[Entry]:
    index: Index[Entry] = Index()
    for it in institutions().values():
        _add(index, (it.name, *it.aliases), Entry("institution", it.id, it.name, it.country, it.sector))
    return index


@cache
def _organisations() -> Index[Entry]:
    index: Index[Entry] = Index()
    for it in organisations().values():
        _add(index, (it.name, *it.aliases), Entry("organisation", it.id, it.name, it.country, it.sector))
    return index


@cache
def _collectives() -> Index[Entry]:
    index: Index[Entry] = Index()
    for it in collectives().values():
        _add(index, (it.name, *it.aliases), Entry("collective", it.id, it.name, None, "GOV"))
    return index


@cache
def _regions() -> Index[Entry]:
    index: Index[Entry] = Index()
    for it in regions().values():
        country = it.countries[0] if len(it.countries) == 1 else None
        _add(index, (it.name, *it.aliases), Entry("region", it.id, it.name, country))
    return index


@cache
def _names() -> Index[Entry]:
    """All names but cities, the more particular tables first."""
    merged: Index[Entry] = Index()
    for index in (_institutions(), _organisations(), _countries(), _collectives(), _regions()):
        merged.extend(index)
    for c in countries().values():
        for name in c.capitals:
            merged.add(name, _capital_entry(c.iso3, name))
    return merged


def place_id(iso3: str, name: str) -> str:
    """The id of a city: place_id("UKR", "Kyiv") is "place.ukr.kyiv"."""
    return f"place.{iso3.lower()}.{key(name)}"


@cache
def _city_rows() -> tuple[list[str], ...]:
    """Rows of cities as the table has them: name, aliases, country, lat, lon, population, capital, common."""
    return tuple(lists("places.csv.gz"))


@cache
def _cities() -> Index[list[str]]:
    """Cities by name as rows of the table: they become `Place`s when asked for, since most never are."""
    index: Index[list[str]] = Index()
    for row in _city_rows():
        index.add(row[0], row)
        for alias in many(row[1]):
            index.add(alias, row)
    return index


def _place(row: list[str]) -> Place:
    name, aliases, country, lat, lon, population, is_capital, common = row
    return Place(
        place_id(country, name),
        name,
        many(aliases),
        country,
        float(lat),
        float(lon),
        int(population),
        yes(is_capital),
        yes(common),
    )


def _city_entry(row: list[str]) -> Entry:
    found = _place(row)
    kind: EntryKind = "capital" if found.capital else "place"
    return Entry(kind, found.id, found.name, found.country, common=found.common)
