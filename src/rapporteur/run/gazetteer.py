"""A GeoNames dump → places in the user's own gazetteer, line by line; what is wrong in a line is a `Problem` that names it.

`add(Path("ML.txt"))` → `(24817, [Problem(report="ML.txt", stage="gazetteer", reason="line 7: …")])`. The format is that of
allCountries.txt, cities500.txt or XX.txt: nineteen fields between tabs (https://download.geonames.org/export/dump).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from rapporteur.lexicon import user_gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, TOWN, alpha3, folded
from rapporteur.model import Problem

FIELDS = 19
_CLASSES = {"P": TOWN, "H": "water", "T": "mountain", "L": "area", "S": "structure", "V": "area", "U": "area", "R": "area"}
_MOST_PROBLEMS = 100


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

    Returns how many places were added, and at most a hundred problems. Raises `OSError` where the file can't be read.
    """
    problems: list[Problem] = []
    with path.open("rb") as file, closing(_opened()) as db, db:
        forget(path.name, db)
        digest = blake2b(digest_size=4)
        count = 0
        for row in _rows(_hashed(file, digest), path, problems):
            _put(db, row, path.name)
            count += 1
        db.execute("INSERT INTO lists VALUES (?, ?, ?)", (path.name, digest.hexdigest(), count))
    return count, problems[:_MOST_PROBLEMS]


def forget(name: str, db: sqlite3.Connection) -> int:
    """Takes the places of the list `name` out again; how many there were."""
    db.execute("DELETE FROM names WHERE id IN (SELECT id FROM places WHERE list = ?)", (name,))
    gone = db.execute("DELETE FROM places WHERE list = ?", (name,)).rowcount
    db.execute("DELETE FROM lists WHERE name = ?", (name,))
    return gone


def remove(name: str) -> int:
    """Removes a list that was added, by its file name; 0 where there is none."""
    if not user_gazetteer.path().is_file():
        return 0
    with closing(_opened()) as db, db:
        return forget(name, db)


def _opened() -> sqlite3.Connection:
    user_gazetteer.path().parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(user_gazetteer.path())
    db.executescript(user_gazetteer.SCHEMA)
    return db


def _hashed(lines: Iterable[bytes], digest: blake2b) -> Iterator[bytes]:
    for line in lines:
        digest.update(line)
        yield line


def _rows(lines: Iterable[bytes], path: Path, problems: list[Problem]) -> Iterator[GazetteerRow]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = parsed(line.decode("utf-8"))
        except (ValueError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            problems.append(Problem(report=str(path), stage="gazetteer", reason=f"line {number}: {reason}; skipped"))
            continue
        if row is not None:
            yield row


def parsed(line: str) -> GazetteerRow | None:
    """A line of a dump; `None` for a country: these are known. Raises `ValueError` saying what is wrong."""
    fields = line.rstrip("\r\n").split("\t")
    if len(fields) != FIELDS:
        raise ValueError(f"{len(fields)} fields between tabs instead of {FIELDS}")
    number, name, ascii_name, others, lat, lon, sort, code, iso2, _, admin1, admin2, *_ = fields
    if not number.isdigit() or not name:
        raise ValueError("no number or no name at its beginning")
    north, east = float(lat), float(lon)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"no point on the globe: {lat}, {lon}")
    if code.startswith("PCL"):
        return None
    kind = {"ADM1": AREA, "ADM2": COUNTY}.get(code, _CLASSES.get(sort, "area"))
    keys = {folded(other): True for other in (*others.split(","), ascii_name) if other.isascii() and len(other) > 2}
    keys[folded(name)] = False
    people = int(fields[14]) if fields[14].isdigit() else 0
    country, known = alpha3().get(iso2), {k: v for k, v in keys.items() if k}
    return GazetteerRow(int(number), name, kind, north, east, country, admin1, admin2, people, known)


def _put(db: sqlite3.Connection, row: GazetteerRow, name: str) -> None:
    db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row[:9], name))
    db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", [(k, row.number, v) for k, v in row.keys.items()])
