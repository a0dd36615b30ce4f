"""Proper names: countries, peoples, capitals, institutions, organisations, collectives, regions and cities.

>>> country_of("the Netherlands"), demonym("Dutch"), capital("Kiev"), country_of("turkey")
('NLD', 'NLD', 'UKR', None)
>>> index_of_names().longest(["The", "West", "Bank", "is", "calm"], 1)
(3, NameEntry(kind='region', id='region.west-bank', name='West Bank', country='PSE', sector=None, common=False))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

from rapporteur.lexicon.fold import key
from rapporteur.lexicon.index import Index
from rapporteur.lexicon.schema import (
    Collective,
    Country,
    CountryStatus,
    EntryKind,
    Institution,
    NameEntry,
    Organisation,
    PlaceEntry,
    Region,
)
from rapporteur.lexicon.tables import lists, many, maybe, rows, yes


@cache
def countries() -> Mapping[str, Country]:
    """Every state and territory by iso3, sorted by it; X-codes are of unrecognised entities, XKX Kosovo."""
    by_iso3 = {
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
    return MappingProxyType(by_iso3)


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
    country = countries().get(iso3 or "")
    if country is None:
        return None
    return country.cow if country.cow is not None else cow(country.sovereign)


def country_of(words: str) -> str | None:
    """The iso3 of a country named by `words`, or of the people or adjective they are: "US", "Holland", "Russians".

    Case tells: "us", "turkey" and "polish" name nobody. A leading "the" and a closing possessive may stand.
    """
    entry = _countries().find(words)
    return entry.country if entry else None


def demonym(words: str) -> str | None:
    """The iso3 of the country whose adjective or people `words` are ("Dutch", "Frenchmen"), else `None`."""
    return next((e.country for e in _countries().all(words) if e.kind == "demonym"), None)


def capital(words: str) -> str | None:
    """The iso3 of the country whose capital `words` names, in any of its spellings ("Kyiv", "Kiev"), else `None`."""
    return _capitals().find(words)


def institution(words: str) -> Institution | None:
    """The institution of that name: "Élysée" and "Elysee Palace" give "fra.elysee"."""
    entry = _institutions().find(words)
    return institutions()[entry.id] if entry else None


def organisation(words: str) -> Organisation | None:
    """The organisation of that name: "Nato" and "NATO" give "org.nato"; "Who" gives none."""
    entry = _organisations().find(words)
    return organisations()[entry.id] if entry else None


def collective(words: str) -> Collective | None:
    """The group of states of that name: "western leaders" gives "group.west"."""
    entry = _collectives().find(words)
    return collectives()[entry.id] if entry else None


def region(words: str) -> Region | None:
    """The region, sea, island or disputed area of that name: "Donbass" gives "region.donbas"."""
    entry = _regions().find(words)
    return regions()[entry.id] if entry else None


def place(words: str) -> tuple[PlaceEntry, ...]:
    """Cities of that name, the most populous first; none for a name of no city of about 30,000 or more."""
    return tuple(_place(row) for row in index_of_cities().all(words))


def places_near(lat: float, lon: float, degrees: float = 0.2) -> tuple[PlaceEntry, ...]:
    """Cities within `degrees` of latitude and longitude of a point, the most populous first."""
    return tuple(
        _place(row)
        for row in _city_rows()
        if abs(float(row[3]) - lat) <= degrees and abs(float(row[4]) - lon) <= degrees
    )


def _add(index: Index[NameEntry], names: Iterable[str], entry: NameEntry) -> None:
    for name in names:
        index.add(name, entry)


@cache
def _countries() -> Index[NameEntry]:
    index: Index[NameEntry] = Index()
    for c in countries().values():
        _add(index, (c.name, *c.aliases), NameEntry("country", c.iso3.lower(), c.name, c.iso3, "GOV"))
    for c in countries().values():
        _add(index, (*c.adjectives, *c.peoples), NameEntry("demonym", c.iso3.lower(), c.name, c.iso3))
    return index


@cache
def _capitals() -> Index[str]:
    index: Index[str] = Index()
    for c in countries().values():
        for name in c.capitals:
            index.add(name, c.iso3)
    return index


def _capital_entry(iso3: str, name: str) -> NameEntry:
    """The city of that name in that country: "Kiev" and "Kyiv" are one place with one id."""
    city = next((row[0] for row in index_of_cities().all(name) if row[2] == iso3), name)
    return NameEntry("capital", place_id(iso3, city), city, iso3)


@cache
def _institutions() -> Index[NameEntry]:
    index: Index[NameEntry] = Index()
    for it in institutions().values():
        _add(index, (it.name, *it.aliases), NameEntry("institution", it.id, it.name, it.country, it.sector))
    return index


@cache
def _organisations() -> Index[NameEntry]:
    index: Index[NameEntry] = Index()
    for it in organisations().values():
        _add(index, (it.name, *it.aliases), NameEntry("organisation", it.id, it.name, it.country, it.sector))
    return index


@cache
def _collectives() -> Index[NameEntry]:
    index: Index[NameEntry] = Index()
    for it in collectives().values():
        _add(index, (it.name, *it.aliases), NameEntry("collective", it.id, it.name, None, "GOV"))
    return index


@cache
def _regions() -> Index[NameEntry]:
    index: Index[NameEntry] = Index()
    for it in regions().values():
        country = it.countries[0] if len(it.countries) == 1 else None
        _add(index, (it.name, *it.aliases), NameEntry("region", it.id, it.name, country))
    return index


@cache
def index_of_names() -> Index[NameEntry]:
    """All names but cities, the more particular tables first."""
    merged: Index[NameEntry] = Index()
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
def index_of_cities() -> Index[list[str]]:
    """Cities by name as rows of the table: they become `PlaceEntry`s when asked for, since most never are."""
    index: Index[list[str]] = Index()
    for row in _city_rows():
        index.add(row[0], row)
        for alias in many(row[1]):
            index.add(alias, row)
    return index


def _place(row: list[str]) -> PlaceEntry:
    name, aliases, country, lat, lon, population, is_capital, common = row
    return PlaceEntry(
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


def city_entry(row: list[str]) -> NameEntry:
    city = _place(row)
    kind: EntryKind = "capital" if city.capital else "place"
    return NameEntry(kind, city.id, city.name, city.country, common=city.common)
