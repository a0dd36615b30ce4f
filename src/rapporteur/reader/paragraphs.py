"""A report's text → its paragraphs, without page furniture; hard-wrapped lines stay together.

>>> text = "Talks fail\\nThe two presidents spoke.\\n\\nNo change."
>>> [text[a:b] for a, b in paragraphs(text)]
['Talks fail', 'The two presidents spoke.', 'No change.']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

Stretch: TypeAlias = tuple[int, int]
"""Start and end in the report's text, end exclusive."""

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
BULLET = re.compile(r"\s*(?:[-–—•*·▪●]\s|\d{1,2}[.)]\s)")
NARROW, WIDE = 40, 110
"""Characters of a line in hard-wrapped text: mail wraps at 72 to 78, wire copy near 65."""
SLACK = 16
"""A wrapped line is at most a long word short of the width."""


def paragraphs(text: str, furniture: Iterable[Stretch] = ()) -> list[Stretch]:
    """The stretches to read, in order, without white space at their ends."""
    stretches: list[Stretch] = []
    for start, end in readable(len(text), furniture):
        for block in blocks(text, start, end):
            stretches += joined(text, block)
    return stretches


def readable(length: int, furniture: Iterable[Stretch]) -> Iterator[Stretch]:
    """What furniture leaves of the text.

    >>> list(readable(20, [(5, 9), (0, 2)]))
    [(2, 5), (9, 20)]
    """
    at = 0
    for start, end in sorted(furniture):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def blocks(text: str, start: int, end: int) -> Iterator[list[Stretch]]:
    """Lines (trimmed) between blank lines."""
    block: list[Stretch] = []
    before = start
    feeds = returns = 0
    for match in LINE.finditer(text, start, end):
        feeds, returns = feeds + text.count("\n", before, match.start()), returns + text.count("\r", before, match.start())
        before = match.start()
        if block and (feeds or returns) > 1:
            yield block
            block = []
        line = match[0]
        first, last = match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip())
        if first < last:
            block.append((first, last))
            before, feeds, returns = match.end(), 0, 0
    if block:
        yield block


def joined(text: str, lines: list[Stretch]) -> list[Stretch]:
    """The paragraphs of one block."""
    width = wrapped_at(lines)
    stretches = [lines[0]]
    for before, line in pairwise(lines):
        if breaks(text, before, line, width):
            stretches.append(line)
        else:
            stretches[-1] = (stretches[-1][0], line[1])
    return stretches


def wrapped_at(lines: list[Stretch]) -> int:
    """The width at which a block is hard-wrapped, or 0 where its lines are paragraphs."""
    sizes = [end - start for start, end in lines]
    width = max(sizes)
    full = sum(size > width - SLACK for size in sizes[:-1])
    return width if NARROW < width < WIDE and full * 2 >= len(sizes) - 1 else 0


def breaks(text: str, before: Stretch, line: Stretch, width: int) -> bool:
    """Whether a paragraph ends with the line `before`."""
    here = text[line[0] : line[1]]
    if BULLET.match(here):
        return True
    if width and before[1] - before[0] + 1 + len(here.split(maxsplit=1)[0]) > width - 2:
        return False
    if ENDED.search(text, before[0], before[1]):
        return True
    return not here[0].islower()
