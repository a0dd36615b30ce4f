"""PolNeAR's files (Newell et al. 2018) as benchmarks and training read them: no benchmark itself.

A folder has `text/` and, in brat's stand-off form, `attributions/`: one file for each annotator of an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KINDS = ("source", "cue", "content")
MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
"""What the Penn Treebank writes for marks, and what newspapers print."""
Place = tuple[int, int, str]
"""Start and end in the text, and one of `KINDS`."""


class Article(NamedTuple):
    """An article and its annotators' files, that with the lowest id first: where there is one gold, it is that."""

    name: str
    text: str
    files: list[Path]


def articles(folder: Path) -> Iterator[Article]:
    """The articles of a folder by name; line ends stay as they are, since annotations count them."""
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield Article(path.stem, text, sorted((folder / "attributions").glob(f"{path.stem}_????.ann")))


def attributions(lines: str) -> list[list[Place]]:
    """The attributions of an annotator's file: the fragments of the spans of each.

    >>> attributions("T1\\tSource 0 5\\tKeita\\nT2\\tCue 6 12\\tdenied\\nE1\\tAttribution:T2 Source:T1\\n")
    [[(6, 12, 'cue'), (0, 5, 'source')]]
    """
    spans: dict[str, list[Place]] = {}
    rows = [line.split("\t") for line in lines.splitlines() if "\t" in line]
    for row in rows:
        if row[0][0] == "T":
            kind, _, ranges = row[1].partition(" ")
            spans[row[0]] = [(int(a), int(b), kind.lower()) for a, b in (pair.split() for pair in ranges.split(";"))]
    roles = [[role.partition(":")[2] for role in row[1].split()] for row in rows if row[0][0] == "E"]
    return [[span for name in names for span in spans.get(name, []) if span[2] in KINDS] for names in roles]
