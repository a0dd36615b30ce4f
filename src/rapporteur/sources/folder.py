"""Paths → the files to read, each with a short name of its own and what its folder's sidecar says of it.

`["monday"]` with `monday/a.txt` and `monday/wires/a.html` gives two entries, named "monday/a" and "wires/a". Only
names are looked at here; the files are opened one at a time when they are read.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapporteur.model import Problem
from rapporteur.sources import sidecar
from rapporteur.sources.sidecar import STAGE, Given

READABLE = (".txt", ".text", "", ".md", ".markdown", ".html", ".htm", ".xhtml")
_BESIDE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|heic|mp[34]|m4[av]|mov|avi|webm|wav|ogg|css|js|map|woff2?|ttf|ini|db|lnk)",
)
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


class SourceFile(NamedTuple):
    """A file to read: `shown` is its path as the user would write it, `name` unique within the run."""

    path: Path
    shown: str
    name: str
    given: Given


class UnnamedFile(NamedTuple):
    """A file before it has a name."""

    path: Path
    shown: str
    given: Given


def source_files(paths: Sequence[str]) -> list[SourceFile | Problem]:
    """All files under the paths in the order given, folders by name and downwards; no file twice. "-" is passed
    over."""
    walk = _Walk()
    files = [item for path in paths if path != "-" for item in walk.argument(path)]
    names = iter(unique_names([item.path for item in files if isinstance(item, UnnamedFile)]))
    return [SourceFile(i.path, i.shown, next(names), i.given) if isinstance(i, UnnamedFile) else i for i in files]


def split_suffix(filename: str) -> tuple[str, str]:
    """A file name → its stem and its suffix in small letters; what follows a dot is a suffix only if it starts with a
    letter.

    >>> split_suffix("wire 12.02"), split_suffix("Talks.HTML")
    (('wire 12.02', ''), ('Talks', '.html'))
    """
    match = _SUFFIX.search(filename, 1)
    return (filename[: match.start()], match[0].lower()) if match else (filename, "")


def unique_names(paths: Sequence[Path]) -> list[str]:
    """Stems; where several files share one, as many folders before it as tell them apart, at last the suffix too.

    >>> unique_names([Path("/r/mon/a.txt"), Path("/r/tue/a.txt"), Path("/r/tue/b.txt")])
    ['mon/a', 'tue/a', 'b']
    """
    names = [_name(path, 1, False) for path in paths]
    groups: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        groups.setdefault(name, []).append(index)
    for group in groups.values():
        if len(group) > 1:
            for index, name in zip(group, _told_apart([paths[index] for index in group]), strict=True):
                names[index] = name
    return names


def _told_apart(paths: list[Path]) -> list[str]:
    deepest = max(len(path.parts) for path in paths)
    for suffixed in (False, True):
        for depth in range(1, deepest + 1):
            names = [_name(path, depth, suffixed) for path in paths]
            if len(set(names)) == len(names):
                return names
    return [str(path) for path in paths]


def _name(path: Path, depth: int, suffixed: bool) -> str:
    last = path.name if suffixed else split_suffix(path.name)[0]
    return printable("/".join([*path.parts[-depth:-1], last]))


def printable(path: str) -> str:
    """A path as NFC text that UTF-8 can hold: file names are bytes, and some are not UTF-8."""
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "replace"))


class _Walk:
    """One run over the paths: remembers the files and folders met, so that links and repetitions are read once."""

    def __init__(self) -> None:
        self.met: set[str] = set()
        self.sidecars: dict[str, dict[str, Given]] = {}

    def argument(self, path: str) -> Iterator[UnnamedFile | Problem]:
        """A path that the user wrote."""
        shown = printable(path)
        try:
            known = os.path.exists(path)
            folder = os.path.isdir(path)
        except ValueError:
            known = folder = False
        if not known:
            yield _problem(shown, "no such file or folder")
        elif folder:
            files = list(self._folder(Path(path), shown))
            yield from files or [_problem(shown, "the folder holds no reports")]
        elif self._is_new(path) and os.path.basename(path) != sidecar.FILE:
            yield from self._file(Path(path), shown)

    def _folder(self, folder: Path, shown: str) -> Iterator[UnnamedFile | Problem]:
        if not self._is_new(str(folder)):
            return
        try:
            names = sorted(os.listdir(folder), key=lambda name: (printable(name), name))
        except OSError as error:
            yield _problem(shown, f"the folder cannot be read: {error.strerror or error}")
            return
        given = yield from self._sidecar(folder, shown, names)
        for name in names:
            path, inner = folder / name, printable(os.path.join(shown, name))
            if name.startswith(".") or name == sidecar.FILE or _is_saved_page_folder(name, names):
                continue
            if path.is_dir():
                yield from self._folder(path, inner)
            elif not _is_beside(name) and self._is_new(str(path)):
                yield self._entry(path, inner, given)

    def _file(self, path: Path, shown: str) -> Iterator[UnnamedFile | Problem]:
        folder = path.parent
        try:
            names = os.listdir(folder)
        except OSError:
            names = []  # the file may be readable where its folder is not
        given = yield from self._sidecar(folder, printable(os.path.dirname(shown)), names)
        yield self._entry(path, shown, given)

    def _entry(self, path: Path, shown: str, given: dict[str, Given]) -> UnnamedFile | Problem:
        stem, suffix = split_suffix(path.name)
        if suffix not in READABLE:
            return _problem(shown, f"a {suffix} file is not read; text (.txt), Markdown (.md) and HTML (.html) are")
        return UnnamedFile(path, shown, given.get(printable(stem), Given()))

    def _sidecar(self, folder: Path, shown: str, names: list[str]) -> Generator[Problem, None, dict[str, Given]]:
        """The folder's sidecar, read once; what is wrong with it is told once."""
        key = os.path.realpath(folder)
        if key not in self.sidecars:
            self.sidecars[key] = {}
            if sidecar.FILE in names:
                stems = [printable(split_suffix(name)[0]) for name in names if name != sidecar.FILE]
                where = os.path.join(shown, sidecar.FILE)
                self.sidecars[key], problems = sidecar.read_sidecar(folder / sidecar.FILE, where, stems)
                yield from problems
        return self.sidecars[key]

    def _is_new(self, path: str) -> bool:
        real = os.path.realpath(path)
        if real in self.met:
            return False
        self.met.add(real)
        return True


def _is_beside(name: str) -> bool:
    """What lies beside reports and is none: by its suffix, or a README, which tells of the folder. Named itself it is read."""
    stem, suffix = split_suffix(name)
    return _BESIDE.fullmatch(suffix) is not None or stem.casefold() == "readme"


def _is_saved_page_folder(name: str, names: Sequence[str]) -> bool:
    """ "Talks_files" beside "Talks.html": what a browser saves with a page, frames of advertisers included."""
    stem = name.removesuffix("_files")
    return stem != name and any(f"{stem}{suffix}" in names for suffix in (".html", ".htm"))


def _problem(shown: str, reason: str) -> Problem:
    return Problem(report=shown, stage=STAGE, reason=reason)
