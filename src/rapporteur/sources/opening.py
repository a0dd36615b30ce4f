"""A path → its bytes, without ever waiting: pipes, sockets and devices are named and not opened, long files not read whole.

`read_bytes(Path("a.txt"), 10_000_000)` gives at most one byte more than the limit, so that the caller can tell that
there is more. A pipe that the user names himself (`<(curl …)`) is read as long as something comes through it.
"""

from __future__ import annotations

import os
import select
import stat
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 120.0
"""Seconds that a named pipe may be silent: a slow download starts within them; a pipe that nobody writes to never does."""

_CHUNK = 1 << 20
_FLAGS = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


class NotAFile(OSError):
    """What a path is instead of a file, in words for the user."""


def irregular(mode: int) -> str | None:
    """What a path with this mode is, in words, where it is no file that can be read to its end.

    >>> irregular(stat.S_IFIFO), irregular(stat.S_IFREG)
    ('a named pipe, not a file', None)
    """
    return None if stat.S_ISREG(mode) else f"{_KINDS.get(stat.S_IFMT(mode), 'something else')}, not a file"


def why(error: Exception) -> str:
    """The reason of an error, as the system words it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def read_bytes(path: Path, most: int, *, piped: bool = False, patience: float = PATIENCE) -> bytes:
    """The bytes of a file, at most `most` + 1 of them; with `piped` also those of a pipe.

    Raises `NotAFile` for what is neither, another `OSError` where the file cannot be read, `ValueError` for a path that
    none can have.
    """
    _refuse(os.stat(path).st_mode, piped)
    # Without O_NONBLOCK a file that has become a pipe since would be waited for.
    descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        mode = os.fstat(descriptor).st_mode
        _refuse(mode, piped)
        chunks = _from_pipe(descriptor, most + 1, patience) if stat.S_ISFIFO(mode) else _from_file(descriptor, most + 1)
        return b"".join(chunks)
    finally:
        os.close(descriptor)


def _refuse(mode: int, piped: bool) -> None:
    reason = irregular(mode)
    if reason and not (piped and stat.S_ISFIFO(mode)):
        raise NotAFile(reason)


def _from_file(descriptor: int, most: int) -> Iterator[bytes]:
    """A file's bytes as they are now: one that shrinks, grows or is cut while it is read gives what there is."""
    while most > 0 and (chunk := os.read(descriptor, min(most, _CHUNK))):
        most -= len(chunk)
        yield chunk


def _from_pipe(descriptor: int, most: int, patience: float) -> Iterator[bytes]:
    """What comes through a pipe, until its writers have left. A pipe that nobody has opened yet is waited for."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while most > 0:
        if not poll.poll(patience * 1000):
            raise NotAFile(f"a named pipe through which nothing has come for {patience:.0f} seconds")
        chunk = os.read(descriptor, min(most, _CHUNK))
        if not chunk:
            return
        most -= len(chunk)
        yield chunk
