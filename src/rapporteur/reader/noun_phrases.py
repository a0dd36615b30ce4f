"""Noun phrases of a sentence, each with every reach that its tree allows: what may act or be acted on.

>>> upos, heads, rels = ["DET", "NOUN", "ADP", "PROPN"], [2, 0, 4, 2], ["det", "root", "case", "nmod"]
>>> noun_phrases(upos, heads, rels)  # "the capital of Mali": four around "capital", one around "Mali"
[(0, 2, 1), (0, 4, 1), (1, 2, 1), (1, 4, 1), (3, 4, 3)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
OUTSIDE = frozenset({"case", "cc", "punct", "mark"})
"""Relations of words in front of a noun that begin no phrase of it."""
NounPhrase = tuple[int, int, int]
"""First word, end (exclusive) and head word."""


def noun_phrases(
    upos: Sequence[str], heads: Sequence[int], rels: Sequence[str], start: int = 0, end: int | None = None
) -> list[NounPhrase]:
    """(first word, end, head word) of words `start` to `end`; `heads` count from 1 and 0 is the root."""
    stop = len(upos) if end is None else end
    below = reaches(heads, start, stop)
    spans: dict[tuple[int, int], int] = {}
    for head in range(start, stop):
        if upos[head] in NOMINAL:
            kids = [k for k in range(start, stop) if heads[k] == head + 1]
            for span in around(head, kids, rels, below):
                spans.setdefault(span, head)
    return [(first, last, head) for (first, last), head in spans.items()]


def around(head: int, kids: Sequence[int], rels: Sequence[str], below: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The phrases of one head: from each word that may begin them to the end of each part behind."""
    begins = {head} | {below[k][0] for k in kids if k < head and rels[k].split(":")[0] not in OUTSIDE}
    ends = [head + 1, *(below[k][1] for k in kids if k > head)]
    for first in sorted(begins):
        for last in ends:
            yield first, last


def reaches(heads: Sequence[int], start: int, stop: int) -> dict[int, tuple[int, int]]:
    """Each word's first and last (end exclusive) word with all below it."""
    reach = {i: (i, i + 1) for i in range(start, stop)}
    for i in range(start, stop):
        above, steps = i, 0
        while start < heads[above] <= stop and steps < stop - start:
            above, steps = heads[above] - 1, steps + 1
            reach[above] = (min(reach[above][0], i), max(reach[above][1], i + 1))
    return reach
