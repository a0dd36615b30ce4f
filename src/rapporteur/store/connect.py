"""Connections to a record's SQLite file: one writer, which alone checkpoints the write-ahead log, and any readers.

SQLite before 3.51.3 can corrupt a write-ahead log when two connections checkpoint it at once; so a lock beside the file
admits one writer, and readers open the file read-only.

`writer(Path("rapporteur.db"))` → an `Engine` whose every transaction is `BEGIN IMMEDIATE`, synced to disk at its end.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 30.0


class StoreError(Exception):
    """Why a database can't be used, in a sentence for the user."""


def check_file(path: Path) -> None:
    """Raises `StoreError` unless `path` is absent, empty or starts like an SQLite database."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database")
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} can't be read: {error.strerror}") from error
    if head and head != HEADER:
        raise StoreError(f"{path} is not a database: choose another with --db")


def writer(path: Path) -> Engine:
    """The one connection that writes and checkpoints; creates the file. Every commit is on disk when it returns."""

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")
        return raw

    return _engine(connect, begin="BEGIN IMMEDIATE")


def reader(path: Path) -> Engine:
    """A read-only connection: it can neither write nor checkpoint, not even when it is the last to close.

    In a folder that can't be written to, SQLite can't share a log; the file is then read as it is.
    """
    unshared = "" if os.access(path.parent, os.W_OK) else "&immutable=1"
    uri = f"file:{quote(str(path.absolute()))}?mode=ro{unshared}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    return _engine(connect, begin="BEGIN")


def _engine(connect: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    """pysqlite's own transaction control is off (it commits behind one's back); SQLAlchemy says BEGIN instead."""
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def lock(path: Path) -> IO[bytes]:
    """An exclusive lock on `path`-lock, held until the returned file is closed or the process ends, however it ends.

    Raises `StoreError` when another process holds it.
    """
    file = Path(f"{path}-lock").open("ab")  # noqa: SIM115 - held for as long as the store is open
    try:
        _exclusive(file.fileno())
    except OSError as error:
        file.close()
        raise StoreError(f"{path} is being written to by another `rapporteur read`; wait until it is done") from error
    return file


def _exclusive(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:
        _exclusive_on_windows(descriptor)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _exclusive_on_windows(descriptor: int) -> None:
    import msvcrt

    windows: Any = msvcrt
    windows.locking(descriptor, windows.LK_NBLCK, 1)
