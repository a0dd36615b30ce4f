"""Paths → the files to read, each with a short name of its own and what its folder's sidecar says of it.

`["monday"]` with `monday/a.txt` and `monday/wires/a.html` gives two entries, named "monday/a" and "wires/a". Only
names and kinds are looked at here; the files are opened one at a time when they are read. Every file of a folder is an
entry, a problem or counted among those passed over.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapporteur.model import Problem
from rapporteur.sources import sidecar
from rapporteur.sources.filenames import printable, split_suffix, stem_of, unique_names
from rapporteur.sources.opening import irregular, why
from rapporteur.sources.sidecar import STAGE, Given

READABLE = (".txt", ".text", "", ".md", ".markdown", ".html", ".htm", ".xhtml")
_BESIDE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|heic|mp[34]|m4[av]|mov|avi|webm|wav|ogg|css|js|map|woff2?|ttf|ini|db|lnk)",
)


class SourceFile(NamedTuple):
    """A file to read: `shown` is its path as the user would write it, `name` unique within the run.

    `piped`: a pipe, which is read since the user has named it himself.
    """

    path: Path
    shown: str
    name: str
    given: Given
    piped: bool = False


class UnnamedFile(NamedTuple):
    """A file before it has a name."""

    path: Path
    shown: str
    given: Given
    piped: bool = False


class PassedOver(NamedTuple):
    """How many files of the folders are no reports, by what they are: ".png", "README", "hidden" or "saved with a page"."""

    kinds: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(number for _, number in self.kinds)

    def __str__(self) -> str:
        """In words for the user.

        >>> str(PassedOver(((".png", 2), ("hidden", 1))))
        '3 files passed over: 2 .png, 1 hidden'
        """
        files = "1 file" if self.total == 1 else f"{self.total:,} files"
        return f"{files} passed over: {', '.join(f'{number:,} {kind}' for kind, number in self.kinds)}"


class _Folder(NamedTuple):
    """A folder to go down into; `real` is its path without links."""

    path: str
    shown: str
    real: str


def source_files(paths: Sequence[str]) -> list[SourceFile | Problem | PassedOver]:
    """All files under the paths in the order given, folders by name and downwards; no file twice. Last, where there are
    any, how many files of the folders are none to read."""
    walk = _Walk()
    files = [item for path in paths for item in walk.argument(path)]
    names = iter(unique_names([item.path for item in files if isinstance(item, UnnamedFile)]))
    entries: list[SourceFile | Problem | PassedOver] = [
        SourceFile(i.path, i.shown, next(names), i.given, i.piped) if isinstance(i, UnnamedFile) else i for i in files
    ]
    kinds = tuple(sorted((kind for kind in walk.beside.items() if kind[1]), key=lambda kind: (-kind[1], kind[0])))
    return [*entries, PassedOver(kinds)] if kinds else entries


class _Walk:
    """One run over the paths: remembers the files and folders met, so that links and repetitions are read once."""

    def __init__(self) -> None:
        self.met: set[str] = set()
        self.sidecars: dict[str, dict[str, Given]] = {}
        self.beside: Counter[str] = Counter()

    def argument(self, path: str) -> Iterator[UnnamedFile | Problem]:
        """A path that the user wrote."""
        shown = printable(path)
        mode = _mode(path)
        if isinstance(mode, str):
            yield _problem(shown, mode)
        elif stat.S_ISDIR(mode):
            yield from self._under(_Folder(path, shown, os.path.realpath(path)))
        elif os.path.basename(path) != sidecar.FILE and self._is_new(os.path.realpath(path)):
            yield from self._file(Path(path), shown, mode)

    def _under(self, folder: _Folder) -> Iterator[UnnamedFile | Problem]:
        """All that lies in a folder and below it. Folders may nest deeper than functions can call themselves."""
        if not self._is_new(folder.real):
            return
        empty = True
        levels = [self._entries(folder)]
        while levels:
            entry = next(levels[-1], None)
            if entry is None:
                levels.pop()
            elif isinstance(entry, _Folder):
                levels.append(self._entries(entry))
            else:
                empty = False
                yield entry
        if empty:
            yield _problem(folder.shown, "the folder holds no reports")

    def _entries(self, folder: _Folder) -> Iterator[UnnamedFile | Problem | _Folder]:
        """What lies in a folder itself, by name."""
        try:
            names = sorted(os.listdir(folder.path), key=lambda name: (printable(name), name))
        except OSError as error:
            yield _problem(folder.shown, f"the folder cannot be read: {why(error)}")
            return
        given = yield from self._sidecar(folder, names)
        pages = frozenset(names)
        for name in names:
            if kind := _beside(name, pages):
                self.beside[kind] += _count(os.path.join(folder.path, name))
            elif name != sidecar.FILE:
                yield from self._entry(folder, name, given)

    def _entry(self, folder: _Folder, name: str, given: dict[str, Given]) -> Iterator[UnnamedFile | Problem | _Folder]:
        path, shown = os.path.join(folder.path, name), printable(os.path.join(folder.shown, name))
        mode = _mode(path)
        real = os.path.realpath(path) if os.path.islink(path) else os.path.join(folder.real, name)
        if isinstance(mode, str):
            yield _problem(shown, mode)
        elif not self._is_new(real):
            return
        elif stat.S_ISDIR(mode):
            yield _Folder(path, shown, real)
        elif kind := irregular(mode):
            yield _problem(shown, f"{kind}; not read")
        elif kind := _suffix_kind(name):
            self.beside[kind] += 1
        else:
            yield _article(Path(path), shown, given)

    def _file(self, path: Path, shown: str, mode: int) -> Iterator[UnnamedFile | Problem]:
        kind = irregular(mode)
        if kind and not stat.S_ISFIFO(mode):
            yield _problem(shown, f"{kind}; not read")
            return
        parent = str(path.parent)
        given = yield from self._sidecar(_Folder(parent, printable(os.path.dirname(shown)), os.path.realpath(parent)), None)
        yield _article(path, shown, given, piped=kind is not None)

    def _sidecar(self, folder: _Folder, names: Sequence[str] | None) -> Generator[Problem, None, dict[str, Given]]:
        """The folder's sidecar, read once; what is wrong with it is told once."""
        if folder.real not in self.sidecars:
            self.sidecars[folder.real] = {}
            names = _listed(folder.path) if names is None else names
            if sidecar.FILE in names:
                stems = [stem_of(name) for name in names if name != sidecar.FILE]
                shown = os.path.join(folder.shown, sidecar.FILE)
                given, problems = sidecar.read_sidecar(Path(folder.path, sidecar.FILE), shown, stems)
                self.sidecars[folder.real] = given
                yield from problems
        return self.sidecars[folder.real]

    def _is_new(self, real: str) -> bool:
        if real in self.met:
            return False
        self.met.add(real)
        return True


def _mode(path: str) -> int | str:
    """The mode of what a path leads to, or why it leads to nothing that can be looked at."""
    try:
        return os.stat(path).st_mode
    except ValueError:  # a NUL in the path
        return "no such file or folder"
    except OSError as error:
        if error.errno == errno.ENOENT:
            return "a link to something that does not exist" if os.path.islink(path) else "no such file or folder"
        return f"the file cannot be read: {why(error)}"


def _listed(folder: str) -> list[str]:
    """A folder's names; none where it cannot be listed, for a file may be readable where its folder is not."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _article(path: Path, shown: str, given: dict[str, Given], piped: bool = False) -> UnnamedFile | Problem:
    suffix = split_suffix(path.name)[1]
    if suffix not in READABLE:
        return _problem(shown, f"a {suffix} file is not read; text (.txt), Markdown (.md) and HTML (.html) are")
    return UnnamedFile(path, shown, given.get(stem_of(path.name), Given()), piped)


def _beside(name: str, names: frozenset[str]) -> str | None:
    """What an entry of a folder is that is not even looked into: hidden, or "Talks_files" beside "Talks.html", which a
    browser saves with a page, frames of advertisers included."""
    if name.startswith("."):
        return "hidden"
    stem = name.removesuffix("_files")
    saved = stem != name and (f"{stem}.html" in names or f"{stem}.htm" in names)
    return "saved with a page" if saved else None


def _suffix_kind(name: str) -> str | None:
    """What a file beside reports is that is none: by its suffix, or a README, which tells of the folder. Named it is read."""
    stem, suffix = split_suffix(name)
    return suffix if _BESIDE.fullmatch(suffix) else "README" if stem.casefold() == "readme" else None


def _count(path: str) -> int:
    """How many files lie at a path and below it, links not followed; what can't be listed counts as one."""
    if os.path.islink(path) or not os.path.isdir(path):
        return 1
    count, left = 0, [path]
    while left:
        path = left.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        left.append(entry.path)
                    else:
                        count += 1
        except OSError:
            count += 1
    return count


def _problem(shown: str, reason: str) -> Problem:
    return Problem(report=shown, stage=STAGE, reason=reason)
