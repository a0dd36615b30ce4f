"""Connections to a record's SQLite file: one writer, which alone checkpoints the write-ahead log, and any readers.

SQLite before 3.51.3 can corrupt a write-ahead log when two connections checkpoint it at once; so a lock beside the file
admits one writer, and readers open the file read-only.

`writer(Path("rapporteur.db"))` → an `Engine` whose every transaction is `BEGIN IMMEDIATE`, synced to disk at its end.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 30.0


DAMAGED = "restore it from a copy, or move it away and read the files again"
_ADVICE = {
    "SQLITE_FULL": "make room on the disk and read again; what was read is kept",
    "SQLITE_BUSY": "another program has it open: try again",
    "SQLITE_LOCKED": "another program has it open: try again",
    "SQLITE_READONLY_ROLLBACK": "a run was ended while it made it; `rapporteur read PATH…` goes on",
    "SQLITE_READONLY": "make the file and its folder writable, or choose another with --db",
    "SQLITE_CANTOPEN": "see whether the file, its folder and the files beside it (-wal, -shm) can be read and written",
    "SQLITE_IOERR": "see whether the disk is in order and has room, and try again",
}
"""What to do, by the beginning of the name of SQLite's error; any other speaks of a damaged file."""


class StoreError(Exception):
    """Why a database can't be used, in a sentence for the user."""


def refusal(path: Path, error: BaseException | None) -> str:
    """SQLite's error as a sentence that names the file and says what to do."""
    name = getattr(error, "sqlite_errorname", "")
    advice = next((words for code, words in _ADVICE.items() if name.startswith(code)), DAMAGED)
    return f"{path} can't be used: {error}; {advice}"


def is_there(path: Path) -> bool:
    """Whether there is a file at `path`. Raises `StoreError` unless it is absent, empty or starts like an SQLite database."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise StoreError(f"{path} is a folder, not a database: choose another with --db")
        if not stat.S_ISREG(mode):  # to open a pipe is to wait for its other end
            raise StoreError(f"{path} is no file, and so no database: choose another with --db")
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} can't be read: {_why(error)}; choose another with --db") from error
    if head and head != HEADER:
        raise StoreError(f"{path} is not a database: choose another with --db")
    return True


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


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

    In a folder that can't be written to, or on a full disk, SQLite can't make the files beside it that readers share. Without
    a log the file is then read as it is; with one, left by a run that was killed, it is read together with what lies beside it.
    """
    return _engine(partial(_opened_for_reading, path), begin="BEGIN")


def _opened_for_reading(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    shared = os.access(path.parent, os.W_OK) or _has_log(path)
    raw = _connected(uri if shared else f"{uri}&immutable=1")
    try:
        raw.execute("SELECT 1 FROM sqlite_master").close()
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_IOERR_SHM") or _has_log(path):
            raise
        raw.close()
        return _connected(f"{uri}&immutable=1")
    return raw


def _connected(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _has_log(path: Path) -> bool:
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def _engine(connect: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    """pysqlite's own transaction control is off (it commits behind one's back); SQLAlchemy says BEGIN instead."""
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def lock(path: Path) -> IO[bytes]:
    """An exclusive lock on `path`-lock, held until the returned file is closed or the process ends, however it ends.

    Raises `StoreError` when another process holds it, and where there can be none.
    """
    beside = Path(f"{path}-lock")
    try:
        # Not to wait for the other end, should it be a pipe.
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0), 0o666)
    except OSError as error:
        raise StoreError(f"{path} can't be written to: its lock {beside}: {_why(error)}; choose another with --db") from error
    file = os.fdopen(descriptor, "ab")
    try:
        _exclusive(descriptor)
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
