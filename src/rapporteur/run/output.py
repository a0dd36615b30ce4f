"""Files that a run writes: never over what it reads, nor over what another wrote, and whole or not at all.

`objection(Path("monday/a.txt"), Involved(Path("rapporteur.db"), ("monday",)))` → "monday/a.txt is in monday, which is being
read: write it elsewhere". `objection` is asked before the reading, for minutes of work must not end in a refusal, and `write`
asks again.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

MOST_BYTES = 256 * 2**20
"""Of a file that is looked into for who wrote it; no brief is longer."""
STDOUT = "-"
_STREAM_FOLDERS = ("/dev/fd", "/proc/self/fd")
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_BESIDE_DATABASE = ("", "-wal", "-shm", "-journal", "-lock")
"""Endings of the names of a database's own files."""


class Involved(NamedTuple):
    """What a run reads: its database, and the files and folders of articles, names and places. None of it is written over."""

    database: Path
    inputs: tuple[str, ...] = ()


class OutputError(Exception):
    """Why a file is not written, in a sentence for the user."""


FileId = tuple[int, int]
"""The device and the number of a file: the same by whichever name, through links too."""


def stream_of(path: Path) -> int | None:
    """The number of the open stream that a path such as /dev/stdout or /dev/fd/3 names.

    Such a file is never opened anew: that would empty what `>>` appends to.

    >>> stream_of(Path("-")), stream_of(Path("/dev/fd/3")), stream_of(Path("brief.md"))
    (1, 3, None)
    """
    if str(path) == STDOUT:
        return 1
    if str(path.parent) in _STREAM_FOLDERS and path.name.isdecimal():
        return int(path.name)
    return _STREAMS.get(str(path))


def objection(path: Path, involved: Involved, *, force: bool = False) -> str | None:
    """Why the file may not be written, or `None`. With `force` it may be another's, but nothing that this run reads."""
    if stream_of(path) is not None:
        return None
    return _told(path, lambda: _misplaced(path) or _of_this_run(path, involved) or (None if force else _of_another(path)))


def folder_objection(folder: Path, endings: tuple[str, ...], involved: Involved, *, force: bool = False) -> str | None:
    """Why files whose names end so may not be written into the folder, or `None`; it need not be there yet.

    It may hold no file of such a name that Rapporteur did not write, whatever its name begins with.
    """
    return _told(folder, lambda: _unfit(folder) or _among_inputs(folder / "new", involved)) or next(
        (why for path in _ending(folder, endings) if (why := objection(path, involved, force=force))), None
    )


def write(files: Mapping[Path, bytes], involved: Involved, *, force: bool = False) -> None:
    """Writes files, each whole or not at all: all beside their places first and, once they are on disk, under their names.

    Raises `OutputError`, also where meanwhile something has come to be there that must not be written over.
    """
    with _explained(", ".join(map(str, files))), ExitStack() as unwritten:
        beside = [(_beside(path, data, involved, force, unwritten), path) for path, data in files.items()]
        for temporary, path in beside:
            if temporary is not None:
                _rename(temporary, path)


def write_into(folder: Path, files: Mapping[str, bytes], involved: Involved, *, force: bool = False) -> None:
    """Writes files into a folder, which is made where it is not there; made for nothing, it goes again. Raises `OutputError`."""
    lacking = [place for place in (folder, *folder.parents) if not place.exists()]
    with _explained(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        write({folder / name: data for name, data in files.items()}, involved, force=force)
    except BaseException:
        for place in lacking:
            with suppress(OSError):
                place.rmdir()
        raise


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turns what the system says of a file into an `OutputError`; `name` where it does not say of which."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{error.filename or name}: {error.strerror}") from error


def _beside(path: Path, data: bytes, involved: Involved, force: bool, unwritten: ExitStack) -> Path | None:
    """The file, beside its place, that holds the data; `None` where they went straight to a stream or device."""
    if (why := objection(path, involved, force=force)) is not None:
        raise OutputError(why)
    if (stream := stream_of(path)) is not None:
        _pour(os.dup(stream), data, path)
        return None
    place = Path(os.path.realpath(path))
    before = _stat(place)
    if before is not None and not stat.S_ISREG(before.st_mode):
        _pour(os.open(place, os.O_WRONLY), data, path)
        return None
    descriptor, name = tempfile.mkstemp(prefix=".rapporteur-", suffix=".part", dir=place.parent)
    unwritten.callback(_remove, name)
    _pour(descriptor, data, path, sync=True)
    _give_mode(name, before)
    return Path(name)


def _pour(descriptor: int, data: bytes, path: Path, sync: bool = False) -> None:
    """All data into an open file, which is then closed; an error names the path."""
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _give_mode(name: str, before: os.stat_result | None) -> None:
    """Owner, where the system lets us, and permissions of the file that was there; those of any new file else."""
    if before is not None and hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(name, before.st_uid, before.st_gid)
    os.chmod(name, before.st_mode & 0o777 if before else 0o666 & ~_umask())


def _umask() -> int:
    """Asked for by setting it, the only way there is."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _rename(temporary: Path, path: Path) -> None:
    """Gives the file its name, over what had it; the folder is synced too, where the system can."""
    place = Path(os.path.realpath(path))
    os.replace(temporary, place)
    with suppress(OSError):
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove(name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name)


# ---- what may not be written over -----------------------------------------------------------------------------------
def _told(path: Path, reason: Callable[[], str | None]) -> str | None:
    """The reason, or that the path is no path: too long, through a file, with a NUL."""
    try:
        return reason()
    except OSError as error:
        return f"{path}: {error.strerror}"
    except ValueError as error:
        return f"{path}: {error}"


def _misplaced(path: Path) -> str | None:
    """Why no file can be there: it is a folder, is protected, there is no such folder. Raises `OSError`."""
    there = _stat(path)
    if there is not None and stat.S_ISDIR(there.st_mode):
        return f"{path} is a folder: give the name of a file"
    if there is not None and not stat.S_ISREG(there.st_mode):
        return None if stat.S_ISFIFO(there.st_mode) or stat.S_ISCHR(there.st_mode) else f"{path} is no file"
    if there is not None and not os.access(path, os.W_OK):
        return f"{path} is protected from being written to"
    folder = Path(os.path.realpath(path)).parent
    if _stat(folder) is None:
        return f"{path}: there is no folder {folder if path.is_symlink() else path.parent}"
    return None if os.access(folder, os.W_OK | os.X_OK) else f"{path}: the folder {path.parent} can't be written to"


def _unfit(folder: Path) -> str | None:
    """Why no files can be written into the folder, or it can't be made. Raises `OSError`."""
    absolute = folder.absolute()
    there = next(place for place in (absolute, *absolute.parents) if _stat(place) is not None)
    if not there.is_dir():
        return f"{folder}: {there} is no folder"
    return None if os.access(there, os.W_OK | os.X_OK) else f"{folder}: the folder {there} can't be written to"


def _ending(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    """What is in the folder under names that end so."""
    try:
        return [path for path in sorted(folder.iterdir()) if path.name.endswith(endings)]
    except OSError:
        return []  # it is not there yet


def _of_this_run(path: Path, involved: Involved) -> str | None:
    """Why the file is one that the run itself reads."""
    place = os.path.realpath(path)
    for ending in _BESIDE_DATABASE:
        name = f"{involved.database}{ending}"
        if place == os.path.realpath(name) or _same(path, name):
            return f"{path} is the database" if not ending else f"{path} belongs to the database {involved.database}"
    return _among_inputs(path, involved)


def _among_inputs(path: Path, involved: Involved) -> str | None:
    """Why the file is an input or in a folder that is read, by whichever name it is reached."""
    there = _stat(path)
    this = _id(there) if there is not None and stat.S_ISREG(there.st_mode) else None
    above = {_id(stats) for parent in Path(os.path.realpath(path)).parents if (stats := _stat_of_input(parent)) is not None}
    for given in involved.inputs:
        stats = os.fstat(0) if given == STDOUT else _stat_of_input(given)
        if stats is None:
            continue
        if stat.S_ISDIR(stats.st_mode):
            if any(entry in above or entry == this for entry in _entries(given, with_files=this is not None)):
                return f"{path} is in {given}, which this very run reads: write it elsewhere"
        elif this is not None and (this == _id(stats) or _same(path, _sidecar_of(given))):
            return f"{path} is what this very run reads: write it elsewhere"
    return None


def _sidecar_of(given: str) -> str:
    from rapporteur.sources.sidecar import FILE

    return os.path.join(os.path.dirname(given), FILE)


def _entries(folder: str, with_files: bool) -> Iterator[FileId]:
    """The folder and the folders in it, through links too, and the files where these are asked for."""
    met: set[FileId] = set()
    for root, folders, files in os.walk(folder, followlinks=True):
        stats = _stat_of_input(root)
        if stats is None or _id(stats) in met:
            folders.clear()
            continue
        met.add(_id(stats))
        yield _id(stats)
        for name in files if with_files else ():
            if (stats := _stat_of_input(os.path.join(root, name))) is not None:
                yield _id(stats)


def _of_another(path: Path) -> str | None:
    """Why the file is a database, or none that Rapporteur wrote; a device is nobody's. Raises `OSError`."""
    from rapporteur.views.recognition import is_written_here

    there = _stat(path)
    if there is None or not stat.S_ISREG(there.st_mode):
        return None
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) <= MOST_BYTES and is_written_here(data):
        return None
    words = "is a database" if data.startswith(_database_header()) else "is there, and Rapporteur did not write it"
    return f"{path} {words}: write elsewhere, or --force"


def _database_header() -> bytes:
    from rapporteur.store.connect import HEADER

    return HEADER


def _stat(path: Path) -> os.stat_result | None:
    """What is at the path, through links; `None` where nothing is. Raises `OSError` where that can't be told."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _stat_of_input(path: str | Path) -> os.stat_result | None:
    """The same of what is read; whether it can be read is told elsewhere."""
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None


def _id(stats: os.stat_result) -> FileId:
    return stats.st_dev, stats.st_ino


def _same(path: Path, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False
