"""Paths → short names for reports, each unique within a run, in characters that any output can hold.

`/r/mon/a.txt` and `/r/tue/a.txt` become "mon/a" and "tue/a". A name does not depend on where the folder lies.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from pathlib import Path

from rapporteur.sources.page import tidy

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


def split_suffix(filename: str) -> tuple[str, str]:
    """A file name → its stem and its suffix in small letters; what follows a dot is a suffix only if it starts with a
    letter.

    >>> split_suffix("wire 12.02"), split_suffix("Talks.HTML")
    (('wire 12.02', ''), ('Talks', '.html'))
    """
    match = _SUFFIX.search(filename, 1)
    return (filename[: match.start()], match[0].lower()) if match else (filename, "")


def printable(path: str) -> str:
    """A path as NFC text that UTF-8 can hold: file names are bytes, and some are not UTF-8."""
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "replace"))


def stem_of(filename: str) -> str:
    """The name that a file's report has, and that its sidecar's table has to have.

    >>> stem_of("wire  14.txt")
    'wire 14'
    """
    return tidy(printable(split_suffix(filename)[0])) or "unnamed"


def unique_names(paths: Sequence[Path]) -> list[str]:
    """Stems; where several files share one, as many folders before it as tell them apart, at last the suffix too.

    >>> unique_names([Path("/r/mon/a.txt"), Path("/r/tue/a.txt"), Path("/r/tue/b.txt")])
    ['mon/a', 'tue/a', 'b']
    """
    names = [stem_of(path.name) for path in paths]
    # "x.txt" and "x.md" are told apart as such; then "x.txt" may be the stem of "x.txt.html".
    for tries in (_WORDINGS, _WORDINGS[1:], _WORDINGS[2:]):
        groups: dict[str, list[int]] = {}
        for index, name in enumerate(names):
            groups.setdefault(name, []).append(index)
        for group in groups.values():
            if len(group) > 1:
                for index, name in zip(group, _told_apart([paths[index] for index in group], tries), strict=True):
                    names[index] = name
    return names


@lru_cache(maxsize=10_000)
def _whole(filename: str) -> str:
    return tidy(printable(filename)) or ""


def _stem(filename: str) -> str:
    return _whole(split_suffix(filename)[0])


def _escaped(filename: str) -> str:
    return ascii(filename)[1:-1].replace(" ", r"\x20")


_WORDINGS = ((_stem, _whole), (_whole, _whole), (_escaped, _escaped))
"""How the file and its folders are written: names that differ only in what no text can hold at last in ASCII."""


def _told_apart(paths: list[Path], wordings: Sequence[tuple[Callable[[str], str], Callable[[str], str]]]) -> list[str]:
    """Names for paths that would have the same, in the first wording that tells them apart."""
    parts: list[tuple[str, ...]] = []
    # From the last folder on that all have in common: what lies above it would change with the place of that folder.
    shared = max(0, _shared(min(path.parts[:-1] for path in paths), max(path.parts[:-1] for path in paths)) - 1)
    for file, folder in wordings:
        parts = [(file(path.name), *map(folder, reversed(path.parts[shared:-1]))) for path in paths]
        if len({*parts}) == len(parts):
            break
    depth = _most_shared(parts) + 1
    return ["/".join(reversed(each[:depth])) for each in parts]


def _most_shared(parts: list[tuple[str, ...]]) -> int:
    """How many names, from the last one on, two paths have in common at most. Sorted, the likest stand side by side."""
    ordered = sorted(parts)
    return max(_shared(one, other) for one, other in pairwise(ordered))


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
