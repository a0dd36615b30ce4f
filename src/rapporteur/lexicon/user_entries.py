"""A user's own names: CSV files that extend the lexicon and override it where both know a name.

The files are those that the environment variable RAPPORTEUR_LEXICON lists (separated as in PATH), so that worker processes
have them too; `use(["ngos.csv"])` sets it. Columns: `name`, and where wanted `aliases`, `kind`, `country`, `sectors`, `id`,
`from`, `to`; several values are joined by "|". docs/lexicon.md tells what each means.

>>> parsed("ngos.csv", "name,kind,country,sectors\\nAnsa Front,organisation,Mali,REB\\nx,river,,\\n")[0][0].id
'org.ansa-front'
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from rapporteur.lexicon.fold import key, slug
from rapporteur.lexicon.index import Index
from rapporteur.lexicon.names import countries, country_of, institution, organisation
from rapporteur.lexicon.schema import SECTORS
from rapporteur.model import Problem

VARIABLE = "RAPPORTEUR_LEXICON"
COLUMNS = ("name", "aliases", "kind", "country", "sectors", "id", "from", "to")
KINDS = {"person": "person", "organisation": "org", "group": "group", "state": "", "place": "place"}
"""Kinds of a row, and what ids of that kind begin with; a state's id is its code."""


class UserEntry(msgspec.Struct, frozen=True):
    """One row: who bears the name, and from which day to which its land and sectors hold ("" is open)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    start: str
    end: str

    def holds(self, day: str | None) -> bool:
        """Do land and sectors hold on that ISO day? Where the day is not known, only those without limits do."""
        if not day:
            return not self.start and not self.end
        return (not self.start or self.start <= day[:10]) and (not self.end or day[:10] <= self.end)


def use(paths: Iterable[str | Path]) -> None:
    """From here on these files are the user's own, in this process and in those that it starts."""
    os.environ[VARIABLE] = os.pathsep.join(str(path) for path in paths)


def files() -> tuple[str, ...]:
    """The paths of the user's own files, in order: of two rows for one name the first counts."""
    return _listed(os.environ.get(VARIABLE, ""))


@cache
def _listed(value: str) -> tuple[str, ...]:
    return tuple(path for path in value.split(os.pathsep) if path)


def problems() -> tuple[Problem, ...]:
    """What is wrong in the user's files, a row at a time; the other rows count. Raises `OSError` for a file that is not there."""
    return tuple(problem for path in files() for problem in _read(path)[1])


def names() -> Index[UserEntry] | None:
    """All names of the user's rows but persons', or `None` where there are none."""
    return _index(files(), False) if os.environ.get(VARIABLE) else None  # asked for every word


def persons() -> Index[UserEntry] | None:
    """All names of persons in the user's rows, or `None` where there are none."""
    return _index(files(), True) if os.environ.get(VARIABLE) else None


def entry_of(actor: str, day: str | None) -> UserEntry | None:
    """The first row for an actor whose land and sectors hold on that day."""
    return next((row for row in _by_id(files()).get(actor, ()) if row.holds(day)), None)


def parsed(path: str, text: str) -> tuple[tuple[UserEntry, ...], tuple[Problem, ...]]:
    """The rows of one file's text, and a problem for each row that is none."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    head = [column.strip().lower() for column in next(lines, [])]
    if "name" not in head:
        return (), (_problem(path, 1, f"the first line must name the columns, and {COLUMNS[0]!r} among them"),)
    rows: list[UserEntry] = []
    wrong = [_problem(path, 1, f"{c!r} is no column; they are {', '.join(COLUMNS)}") for c in head if c not in COLUMNS]
    for fields in lines:
        if any(field.strip() for field in fields):
            try:
                rows.append(_row(head, fields))
            except ValueError as error:
                wrong.append(_problem(path, lines.line_num, str(error)))
    return tuple(rows), tuple(wrong)


def _row(head: Sequence[str], fields: Sequence[str]) -> UserEntry:
    if len(fields) > len(head):
        raise ValueError(f"{len(fields)} fields, but {len(head)} columns; a name with a comma needs quotation marks")
    row = {column: field.strip() for column, field in zip(head, fields, strict=False)}
    name, kind = row.get("name", ""), row.get("kind", "").lower() or "organisation"
    if not key(name):
        raise ValueError("no name")
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind; they are {', '.join(KINDS)}")
    country = _country(row.get("country", ""))
    if kind == "state" and country is None:
        raise ValueError("a state needs its country")
    start, end = _day(row.get("from", "")), _day(row.get("to", ""))
    if start and end and start > end:
        raise ValueError(f"it begins on {start}, after its end on {end}")
    ident = row.get("id") or _ident(name, kind, country)
    return UserEntry(ident, name, _several(row.get("aliases", "")), kind, country, _sectors(row.get("sectors", "")), start, end)


def _ident(name: str, kind: str, country: str | None) -> str:
    """The id of the lexicon's own row of that name, so that both are one actor; else made of the name."""
    if kind == "state":
        return (country or "").lower()
    known = (institution(name) or organisation(name)) if kind == "organisation" else None
    return known.id if known is not None else f"{KINDS[kind]}.{slug(name)}"


def _several(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split("|") if key(part))


def _country(field: str) -> str | None:
    country = field.upper() if field.upper() in countries() else country_of(field) if field else None
    if field and country is None:
        raise ValueError(f"{field!r} is no country; ISO 3166 alpha-3 is wanted, or the country's name")
    return country


def _sectors(field: str) -> tuple[str, ...]:
    sectors = tuple(part.upper() for part in _several(field))
    unknown = [sector for sector in sectors if sector not in SECTORS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no sector; PLOVER has {', '.join(sorted(SECTORS))}")
    return sectors


def _day(field: str) -> str:
    try:
        return date.fromisoformat(field).isoformat() if field else ""
    except ValueError:
        raise ValueError(f"{field!r} is no day; 2022-02-12 is one") from None


def _problem(path: str, line: int, reason: str) -> Problem:
    return Problem(report=path, stage="lexicon", reason=f"line {line}: {reason}")


@cache
def _read(path: str) -> tuple[tuple[UserEntry, ...], tuple[Problem, ...]]:
    try:
        return parsed(path, Path(path).read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        return (), (Problem(report=path, stage="lexicon", reason="the file is not in UTF-8"),)
    except csv.Error as error:
        return (), (Problem(report=path, stage="lexicon", reason=f"the file is no CSV: {error}"),)


@cache
def _index(paths: tuple[str, ...], persons: bool) -> Index[UserEntry] | None:
    rows = [row for path in paths for row in _read(path)[0] if (row.kind == "person") is persons]
    index: Index[UserEntry] = Index()
    for row in rows:
        for name in (row.name, *row.aliases):
            index.add(name, row)
    return index if rows else None


@cache
def _by_id(paths: tuple[str, ...]) -> Mapping[str, tuple[UserEntry, ...]]:
    entries: dict[str, tuple[UserEntry, ...]] = {}
    for row in (row for path in paths for row in _read(path)[0]):
        entries[row.id] = (*entries.get(row.id, ()), row)
    return entries
