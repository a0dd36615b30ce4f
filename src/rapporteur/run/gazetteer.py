"""A GeoNames dump → places in the user's own gazetteer, line by line; what is wrong in a line is a `Problem` that names it.

`add(Path("ML.txt"))` → `(24817, [Problem(report="ML.txt", stage="gazetteer", reason="line 7: …")])`. The format is that of
allCountries.txt, cities500.txt or XX.txt: nineteen fields between tabs (https://download.geonames.org/export/dump).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rapporteur.lexicon import user_gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, TOWN, alpha3, folded
from rapporteur.lexicon.user_gazetteer import UserGazetteerError
from rapporteur.model import Problem

FIELDS = 19
_CLASSES = {"P": TOWN, "H": "water", "T": "mountain", "L": "area", "S": "structure", "V": "area", "U": "area", "R": "area"}
_MOST_PROBLEMS = 100
_LONGEST_LINE = 2**20
_LARGEST = 2**63 - 1
"""What a whole number of SQLite can be."""


class GazetteerRow(NamedTuple):
    """A place as it is kept, with all names it is filed under."""

    number: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    admin1: str
    admin2: str
    population: int
    keys: dict[str, bool]


def add(path: Path) -> tuple[int, list[Problem]]:
    """Adds the places of a dump, in one transaction; a file of the same name that was added before is replaced.

    Returns how many places were added, and at most a hundred problems. Raises `OSError` where the file can't be read and
    `UserGazetteerError` where it holds no places or these can't be kept; then all is as it was.
    """
    problems: list[Problem] = []
    with path.open("rb") as file, _places() as db, db:
        if os.path.samefile(path, user_gazetteer.path()):
            raise UserGazetteerError(f"{path} is the file of added places itself")
        forget(path.name, db)
        digest = blake2b(digest_size=4)
        count = 0
        for row in _rows(_hashed(_lines(file), digest), path, problems):
            _put(db, row, path.name)
            count += 1
        if not count:
            more = f" ({problems[0].reason})" if problems else ""
            raise UserGazetteerError(f"{path} is no GeoNames dump: no line of it is a place{more}")
        db.execute("INSERT INTO lists VALUES (?, ?, ?)", (path.name, digest.hexdigest(), count))
    return count, problems


def forget(name: str, db: sqlite3.Connection) -> int:
    """Takes the places of the list `name` out again; how many there were."""
    db.execute("DELETE FROM names WHERE id IN (SELECT id FROM places WHERE list = ?)", (name,))
    gone = db.execute("DELETE FROM places WHERE list = ?", (name,)).rowcount
    db.execute("DELETE FROM lists WHERE name = ?", (name,))
    return gone


def remove(name: str) -> int:
    """Removes a list that was added, by its file name; 0 where there is none."""
    if not os.path.isfile(user_gazetteer.path()):
        return 0
    with _places() as db, db:
        return forget(name, db)


@contextmanager
def _places() -> Iterator[sqlite3.Connection]:
    """The file of added places, made where it is not there. Raises `UserGazetteerError` for what the database says."""
    file = user_gazetteer.path()
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(file)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and not tables >= {"lists", "places", "names"}:
                raise UserGazetteerError(f"{file} is a database of something else: move it away, or set RAPPORTEUR_HOME")
            db.executescript(user_gazetteer.SCHEMA)
            yield db
    except sqlite3.Error as error:
        raise UserGazetteerError(f"{file} can't be written: {error}") from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; what is longer than any line of a dump is cut, for it may be no text at all."""
    return iter(lambda: file.readline(_LONGEST_LINE), b"")


def _hashed(lines: Iterable[bytes], digest: blake2b) -> Iterator[bytes]:
    for line in lines:
        digest.update(line)
        yield line


def _rows(lines: Iterable[bytes], path: Path, problems: list[Problem]) -> Iterator[GazetteerRow]:
    places = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = parsed(line.decode("utf-8"))
        except (ValueError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            if len(problems) < _MOST_PROBLEMS:
                problems.append(Problem(report=str(path), stage="gazetteer", reason=f"line {number}: {reason}; skipped"))
            elif not places:
                return  # a hundred lines, and none of them a place
            continue
        if row is not None:
            places += 1
            yield row


def parsed(line: str) -> GazetteerRow | None:
    """A line of a dump; `None` for a country: these are known. Raises `ValueError` saying what is wrong."""
    fields = line.rstrip("\r\n").split("\t")
    if len(fields) != FIELDS:
        raise ValueError(f"{len(fields)} fields between tabs instead of {FIELDS}")
    number, name, ascii_name, others, lat, lon, sort, code, iso2, _, admin1, admin2, *_ = fields
    if not number.isdecimal() or int(number) > _LARGEST or not name:
        raise ValueError("no number or no name at its beginning")
    north, east = float(lat), float(lon)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"no point on the globe: {lat}, {lon}")
    if code.startswith("PCL"):
        return None
    kind = {"ADM1": AREA, "ADM2": COUNTY}.get(code, _CLASSES.get(sort, "area"))
    keys = {folded(other): True for other in (*others.split(","), ascii_name) if other.isascii() and len(other) > 2}
    keys[folded(name)] = False
    people = min(int(fields[14]), _LARGEST) if fields[14].isdecimal() else 0
    country, known = alpha3().get(iso2), {k: v for k, v in keys.items() if k}
    return GazetteerRow(int(number), name, kind, north, east, country, admin1, admin2, people, known)


def _put(db: sqlite3.Connection, row: GazetteerRow, name: str) -> None:
    db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row[:9], name))
    db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", [(k, row.number, v) for k, v in row.keys.items()])
