"""Units of measure and currencies: how news writes them, and what they measure.

The tables are ours, not a library's: pint (BSD) adds four packages and a tenth of a second for what is one column here,
and knows no currency, no "sq ft", no "barrel-a-day" and no share of a whole.

>>> unit("sq km").name, unit("sq km").dimension
('square kilometre', 'area')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from rapporteur.lexicon.tables import many, rows

_FIRST = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|.")
_WORDS_TOO = frozenset(("ALL", "BOB", "COP", "CUP", "SOS", "TRY"))
"""Codes that before a number are mostly something else: "COP27"."""
MONEY = "money"
TIME = "time"


class Unit(msgspec.Struct, frozen=True):
    """A unit by its name ("kilometre", an ISO 4217 code) and the quantity that it measures ("length")."""

    name: str
    plural: str
    dimension: str


@cache
def units() -> Mapping[str, Unit]:
    """Every unit and currency by name."""
    measures = {row["name"]: Unit(row["name"], row["plural"], row["dimension"]) for row in rows("units.csv")}
    currencies = {row["code"]: Unit(row["code"], row["code"], MONEY) for row in rows("currencies.csv")}
    return MappingProxyType(measures | currencies)


def unit(written: str) -> Unit | None:
    """The unit that stands after a number as `written`: a symbol with its capitals, or words in any case and number."""
    lower = written.lower()
    name = _symbols().get(written) or _words().get(lower) or _words().get(lower.replace("-", " "))
    return units()[name] if name else None


def currency(sign: str) -> str | None:
    """The ISO 4217 code of a sign that stands before a number, with its capitals: "US$", "$A", "RM", "£", "EUR"."""
    return _signs().get(sign)


@cache
def beginnings() -> frozenset[str]:
    """What a unit's writing can begin with, in lower case: its first letters in a row ("km" of "km/h"), or first sign."""
    return frozenset(_FIRST.match(written.lower())[0] for written in (*_symbols(), *_words()))  # type: ignore[index]


@cache
def _symbols() -> Mapping[str, str]:
    symbols = {symbol: row["name"] for row in rows("units.csv") for symbol in many(row["symbols"])}
    signs = {sign: row["code"] for row in rows("currencies.csv") for sign in many(row["signs"]) if not sign.isalnum()}
    return MappingProxyType(signs | _codes() | symbols)


@cache
def _words() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in rows("currencies.csv"):
        for word in many(row["words"]):
            names[word] = names[word + "s"] = row["code"]
    for row in rows("units.csv"):
        for word in (row["name"], *many(row["words"])):
            first, space, rest = word.partition(" ")
            names[word] = names[word + "s"] = names[first + "s" + space + rest] = row["name"]
        names[row["plural"]] = row["name"]
    return MappingProxyType(names)


@cache
def _signs() -> Mapping[str, str]:
    signs = {sign: row["code"] for row in rows("currencies.csv") for sign in many(row["signs"])}
    return MappingProxyType(_codes() | signs)


def _codes() -> dict[str, str]:
    """The codes of currencies that are no words, each under itself."""
    codes = (row["code"] for row in rows("currencies.csv"))
    return {code: code for code in codes if code not in _WORDS_TOO}


def dimension(name: str) -> str | None:
    """What a unit measures: "length", "money", "barrel per day" its rate's "volume"; `None` for an unknown one.

    >>> dimension("barrel per day")
    'volume'
    """
    measure = units().get(name) or units().get(name.partition(" per ")[0])
    return measure.dimension if measure else None


def plural(name: str) -> str:
    """A unit's name after any number but one: "square feet", "barrels per day", "USD per barrel".

    >>> plural("barrel per day"), plural("foot"), plural("USD per month")
    ('barrels per day', 'feet', 'USD per month')
    """
    if name in units():
        return units()[name].plural
    front, per, rest = name.partition(" per ")
    return f"{units()[front].plural if front in units() else front}{per}{rest}"
