"""Scores of name labels → names: the best path of a linear chain, in which only the doubtful words cost anything.

>>> import numpy as np
>>> labels = ["O", "B-per", "I-per"]
>>> spans(["B-per", "I-per", "O", "B-per"], [0])
[(0, 2, 'per'), (3, 4, 'per')]
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rapporteur.reader.arrays import Floats

NEVER = np.float32(-1e4)
SURE = 12.0
"""Nats by which "O" must lead for a word to be settled without its neighbours; transitions are less than half of it."""


def legal(transitions: Floats, labels: Sequence[str]) -> Floats:
    """The transitions, those to I-x from anything but B-x and I-x ruled out."""
    allowed = transitions.copy()
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            if after[0] == "I" and before[2:] != after[2:]:
                allowed[i, j] = NEVER
    return allowed


def best_path(scores: Floats, transitions: Floats, labels: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The best labels of W words. scores: W×L; transitions: L×L from `legal`; no name reaches over a sentence start."""
    scores = scores.copy()
    inside = [number for number, label in enumerate(labels) if label[0] == "I"]
    scores[np.ix_(list(starts), inside)] = NEVER
    outside = labels.index("O")
    others = np.delete(scores, outside, 1).max(1)
    settled = scores[:, outside] - others > SURE
    path = ["O"] * len(scores)
    for first, end in stretches(settled):
        block = scores[max(0, first - 1) : end + 1]
        if first > 0:
            block[0] = pinned(block[0], outside)
        if end < len(scores):
            block[-1] = pinned(block[-1], outside)
        best = viterbi(block, transitions)
        skipped = int(first > 0)
        path[first:end] = [labels[number] for number in best[skipped : skipped + end - first]]
    return path


def pinned(row: Floats, outside: int) -> Floats:
    """Scores that leave "O" alone."""
    fixed = np.full_like(row, NEVER)
    fixed[outside] = 0
    return fixed


def stretches(settled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of words that are not settled: (first, end)."""
    edges = np.diff(np.concatenate([[False], ~settled, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def viterbi(scores: Floats, transitions: Floats) -> list[int]:
    """The best path's label numbers. scores: W×L, transitions: L×L (from row to column)."""
    table = scores[0]
    back = []
    into = np.ascontiguousarray(transitions.T)  # the best of a row is found faster than that of a column
    for row in scores[1:]:
        reached = into + table
        back.append(reached.argmax(1))
        table = reached.max(1) + row
    path = [int(table.argmax())]
    for where in reversed(back):
        path.append(int(where[path[-1]]))
    return path[::-1]


def spans(path: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int, str]]:
    """Names as (first word, end, type); `starts` are sentence starts, at which a name ends at the latest."""
    names: list[tuple[int, int, str]] = []
    borders = set(starts)
    first = -1
    for number, label in enumerate([*path, "O"]):
        goes_on = label[0] == "I" and first >= 0 and label[2:] == path[first][2:] and number not in borders
        if first >= 0 and not goes_on:
            names.append((first, number, path[first][2:]))
            first = -1
        if label != "O" and not goes_on:
            first = number
    return names
