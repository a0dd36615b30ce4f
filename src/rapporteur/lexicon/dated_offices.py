"""People with dated offices, and organisations beyond the lexicon's own tables: what PETRARCH's dictionaries knew of them.

The tables are searched by halves and parsed where a name is found, so that they load in some hundredths of a second.

>>> terms("Ban Ki-moon")[0].end, terms("Ban")
('2006-11-30', ())
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from rapporteur.lexicon.fold import key
from rapporteur.lexicon.tables import many, maybe, text_of

PEOPLE, ORGANISATIONS = "coding/people.csv.gz", "coding/organisations.csv.gz"
OPEN_END = "2015-12-31"
"""Where the dictionaries leave a term open they say nothing of later years."""


class Term(NamedTuple):
    """An office held from `start` to `end`, ISO days. `widely`: known by the bare surname, wherever the report is from."""

    country: str | None
    sectors: tuple[str, ...]
    start: str
    end: str
    widely: bool


class Body(NamedTuple):
    """An organisation: iso3 where it has one, PLOVER's sectors, and CAMEO's own code where that has one."""

    country: str | None
    sectors: tuple[str, ...]
    cameo: str | None


def terms(name: str) -> tuple[Term, ...]:
    """The terms in office of the person of that name in any of its spellings, the earliest first."""
    all_terms = [Term(maybe(row[2]), many(row[3]), row[4], row[5], row[6] == "yes") for row in _rows(PEOPLE, name)]
    return tuple(sorted(all_terms, key=lambda term: (term.start, term.end)))


def body(name: str) -> Body | None:
    """The organisation of exactly that name: "Free Aceh Movement"."""
    rows = _rows(ORGANISATIONS, name)
    return Body(maybe(rows[0][1]), many(rows[0][2]), maybe(rows[0][3])) if rows else None


def _rows(table: str, name: str) -> list[list[str]]:
    wanted, lines = key(name), _lines(table)
    if not wanted:
        return []
    at = bisect_left(lines, wanted, key=_key)
    matches = []
    while at < len(lines) and _key(lines[at]) == wanted:
        matches.append(lines[at])
        at += 1
    return list(csv.reader(matches))


def _key(line: str) -> str:
    return key(line.split(",", 1)[0])


@cache
def _lines(table: str) -> tuple[str, ...]:
    return tuple(text_of(table).splitlines()[1:])
