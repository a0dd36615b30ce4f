"""Places that the user has added to the gazetteer: GeoNames dumps kept as one indexed SQLite file in the data folder.

`rapporteur gazetteer add UA.txt` fills it (`rapporteur.run.gazetteer`); here it is only looked into.

>>> folder({"XDG_DATA_HOME": "/home/keita/.data"}, "linux").as_posix()
'/home/keita/.data/rapporteur'
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from rapporteur.lexicon.schema import Spot

FILE = "gazetteer.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS lists (name TEXT PRIMARY KEY, digest TEXT NOT NULL, places INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    country TEXT, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, population INTEGER NOT NULL, list TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS names (key TEXT NOT NULL, id INTEGER NOT NULL, alias INTEGER NOT NULL, PRIMARY KEY (key, id))
WITHOUT ROWID;
"""
_QUERY = """
SELECT p.name, p.kind, lat, lon, country, admin1, admin2, population, p.id, alias
FROM names JOIN places p USING (id) WHERE key = ?
"""


class UserGazetteerError(Exception):
    """Why the added places can't be used, in a sentence for the user."""


def folder(env: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where the user's own data lie: RAPPORTEUR_HOME, else what the system has for it.

    Raises `UserGazetteerError` where the system knows no home folder.
    """
    if env.get("RAPPORTEUR_HOME"):
        return Path(env["RAPPORTEUR_HOME"])
    if platform == "linux" and env.get("XDG_DATA_HOME"):
        return Path(env["XDG_DATA_HOME"]) / "rapporteur"
    try:
        home = Path(env.get("HOME") or env.get("USERPROFILE") or "~").expanduser()
    except RuntimeError:
        raise UserGazetteerError("no home folder is known to keep added places in: set RAPPORTEUR_HOME") from None
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "rapporteur"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "rapporteur"
    return home / ".local" / "share" / "rapporteur"


def path() -> Path:
    """The file of added places; it need not be there. Raises `UserGazetteerError`."""
    return (folder() / FILE).absolute()


def _path_there() -> Path | None:
    """The file of added places, where it is there."""
    try:
        file = path()
    except UserGazetteerError:
        return None
    return file if os.path.isfile(file) else None


def named(key: str) -> list[Spot]:
    """Added places filed under `key` (`gazetteer.folded`); none where nothing was added or the file can't be read."""
    rows = _opened(file) if (file := _path_there()) else None
    if rows is None:
        return []
    return [
        Spot(name, kind, lat, lon, country, admin1, admin2, population, str(number), False, bool(alias))
        for name, kind, lat, lon, country, admin1, admin2, population, number, alias in rows.execute(_QUERY, (key,))
    ]


def summary() -> tuple[tuple[str, str, int], ...]:
    """The lists that were added: name, digest and number of places of each. Raises `UserGazetteerError` for a damaged file."""
    if (file := _path_there()) is None:
        return ()
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as rows:
            return tuple(rows.execute("SELECT name, digest, places FROM lists ORDER BY name"))
    except sqlite3.Error as error:
        raise UserGazetteerError(f"{file} can't be used: {error}; move it away, and add your lists of places again") from error


@cache
def _opened(file: Path) -> sqlite3.Connection | None:
    try:
        rows = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        rows.execute("SELECT 1 FROM names LIMIT 1")
    except sqlite3.Error:
        return None
    return rows
