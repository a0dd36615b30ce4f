"""Scores of sentence starts → the first words of the sentences, with two rules of newspapers the treebanks lack.

>>> sentence_starts(["“", "No", ",", "”", "said", "he", ".", "Why"], [False] * 8, [1, -9, -9, -9, 2, -9, -9, 7])
[0, 7]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

CLOSING = frozenset(['"', "”", "''", "’", "'", "»", "“"])
MARKS = CLOSING | {"``", "‘", "«", "„"}


def sentence_starts(forms: Sequence[str], begins: Sequence[bool], scores: Sequence[float]) -> list[int]:
    """First words of the sentences of a pack of W words.

    `begins`: words that begin a paragraph, and so a sentence; `scores`: positive where the network sees one begin.
    """
    starts = [0]
    for number in range(1, len(forms)):
        likely = scores[number] > 0 and not after_comma(forms, number) and not lone_mark(forms, starts[-1], number)
        if begins[number] or likely:
            starts.append(number)
    firsts = [0]
    for start, end in pairwise([*starts[1:], len(forms)]):
        if begins[start] or not lone_mark(forms, start, end):
            firsts.append(start)
    return firsts


def after_comma(forms: Sequence[str], number: int) -> bool:
    """Whether a comma, perhaps in quotation marks, stands before a word: "…," said the minister."""
    last = number - 2 if number > 1 and forms[number - 1] in CLOSING else number - 1
    return forms[last] == ","


def lone_mark(forms: Sequence[str], first: int, end: int) -> bool:
    """Whether the words `first` to `end` are one quotation mark: it belongs to the sentence beside it."""
    return end - first == 1 and forms[first] in MARKS
