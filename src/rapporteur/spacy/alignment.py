"""Where a statement's source, cue and content stand in the text: a claim keeps their words, and the evidence around them.

>>> text = "“A truce,” Keita said, “would fail”"
>>> content = parted(text, "A truce … would fail", [(1, 21)])
>>> [text[start:end] for start, end in content]
['A truce', 'would fail']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import NamedTuple

from rapporteur.model import BROKEN, Statement

EDGES = ' \t\r\n,;:—–-“”"«»'
"""What is not said stands at the edges of a content that the cue has broken."""
MOST = 4
"""Parts into which a content is broken at most."""
REACH = 1500
"""Characters between two parts, or between a part and the evidence, at most: a long paragraph."""
Range = tuple[int, int]
"""Characters of the text, end exclusive."""


class Alignment(NamedTuple):
    """Where the parts of a statement stand."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]


def align(text: str, claim: Statement) -> Alignment:
    """Source and cue, `None` where the evidence has none, and the content in one or several parts; none if not found."""
    evidence = [(span.start, span.end) for span in claim.evidence]
    content = parted(text, claim.words, evidence)
    cue_words = claim.cue or ""
    sources = occurrences(text, claim.speaker_words, evidence)
    cues = occurrences(text, cue_words, evidence) or occurrences(text, cue_words.partition(" ")[0], evidence)
    source, cue = nearest(sources, cues, content)
    clause = [part for part in (source, cue) if part is not None and overlaps(part, content)]
    return Alignment(source, cue, broken(text, content[0], clause) if len(content) == 1 else content)


# ---- content --------------------------------------------------------------------------------------------------------
def parted(text: str, words: str, evidence: list[Range]) -> tuple[Range, ...]:
    """The fewest stretches of the text that, joined by `BROKEN` or spaces, are `words`, and that touch the evidence."""
    for most in range(1, MOST + 1):
        for at in beginnings(text, words, evidence):
            stretches = aligned(text, words, at, most)
            if stretches and any(overlaps(stretch, stretches) for stretch in evidence):
                return stretches
    return ()


def beginnings(text: str, words: str, evidence: list[Range]) -> Iterator[int]:
    """Where `words` may begin: at the edges of the evidence first, then in it, then before it."""
    for start, end in evidence:
        yield start
        yield max(start, end - len(words))
        yield from openings(text, words, start, end)
        yield from reversed(list(openings(text, words, max(0, start - REACH), start)))


def openings(text: str, words: str, start: int, end: int) -> Iterator[int]:
    """Where the first word stands as a whole word."""
    first = words.partition(" ")[0]
    pattern = re.compile(rf"(?<!\w){re.escape(first)}(?!\w)")
    return (match.start() for match in pattern.finditer(text, start, end + len(first))) if first else iter(())


def aligned(text: str, words: str, at: int, most: int) -> tuple[Range, ...]:
    """`words` from a place in the text on, in at most so many stretches; none where they are not there."""
    same = shared(text, words, at)
    if same == len(words):
        return ((at, at + same),) if same else ()
    if most == 1:
        return ()
    gaps = (k for k in range(min(same, len(words) - 1), 0, -1) if words[k] == " ")
    for k in islice(gaps, 3):  # the text may go on like the next part by chance, but for a word or two at most
        rest, behind = words[k + 1 :].removeprefix(BROKEN.lstrip()), at + k
        for place in openings(text, rest, behind, behind + REACH):
            tail = aligned(text, rest, place, most - 1)
            if tail:
                return ((at, behind), *tail)
    return ()


def shared(text: str, words: str, at: int) -> int:
    """Characters that `words` and the text from `at` on have in common."""
    if text.startswith(words, at):
        return len(words)
    return next((k for k, (a, b) in enumerate(zip(words, text[at : at + len(words)], strict=False)) if a != b), len(text) - at)


def broken(text: str, content: Range, clause: Iterable[Range]) -> tuple[Range, ...]:
    """What is said without the cue clause in it: "“A truce,” Keita said, “would fail”" → "A truce", "would fail"."""
    parts = list(clause)
    if not parts:
        return (content,)
    first, last = min(start for start, _ in parts), max(end for _, end in parts)
    halves = (stripped(text, content[0], first), stripped(text, last, content[1]))
    return tuple(half for half in halves if half[0] < half[1]) or (content,)


def stripped(text: str, start: int, end: int) -> Range:
    """Without blanks and marks at the edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


# ---- source and cue -------------------------------------------------------------------------------------------------
def occurrences(text: str, words: str, evidence: list[Range]) -> list[Range]:
    """Where words stand in the evidence as whole words, in any case and spacing."""
    if not words:
        return []
    joined = r"\s+".join(map(re.escape, words.split()))
    pattern = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
    return [match.span() for start, end in evidence for match in pattern.finditer(text, start, end)]


def nearest(sources: list[Range], cues: list[Range], content: tuple[Range, ...]) -> tuple[Range | None, Range | None]:
    """Of the words that could be source and cue the two that stand closest, outside what is said if they can."""

    def cost(source: Range | None, cue: Range | None) -> tuple[int, int]:
        inside = sum(part is not None and overlaps(part, content) for part in (source, cue))
        apart = max(source[0] - cue[1], cue[0] - source[1]) if source and cue else 0
        return inside, apart

    pairs: list[tuple[Range | None, Range | None]] = list(product(sources or (None,), cues or (None,)))
    return min(pairs, key=lambda pair: cost(*pair))


def overlaps(one: Range, others: Iterable[Range]) -> bool:
    """Does it share a character with any of the others?"""
    return any(one[0] < end and start < one[1] for start, end in others)
