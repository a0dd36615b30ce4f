"""The best tree without crossing arcs (Eisner 1996), for sentences whose best tree of all has some.

English crosses arcs in some two sentences of a hundred; a scorer that judges each arc for itself does it oftener, and then
mostly wrongly: it gives a name to the second verb it could belong to.

>>> import numpy as np
>>> projective(np.array([[0.0, -9.0, 5.0], [9.0, 4.0, -9.0]]))  # word 1 hangs on word 2, the root
array([2, 0])
"""

from __future__ import annotations

import numpy as np

from rapporteur.reader.arrays import Floats, Heads

NEVER = -1e9


def crosses(heads: Heads) -> bool:
    """Do any two arcs cross? heads: N, 1-based, 0 = root.

    >>> crosses(np.array([3, 4, 0, 3])), crosses(np.array([2, 0, 2, 3]))
    (True, False)
    """
    arcs = [(min(i, h), max(i, h)) for i, h in enumerate(heads.tolist(), 1) if h]
    arcs.sort(key=lambda arc: (arc[0], -arc[1]))
    open_ends: list[int] = []
    for start, end in arcs:
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if open_ends and end > open_ends[-1]:
            return True
        open_ends.append(end)
    return False


def projective(scores: Floats) -> Heads:
    """Heads of the best projective tree with one root. scores: N×(N+1), column 0 the root; returns N, 1-based, 0 = root."""
    n = len(scores)
    arcs = scores[:, 1:].T.astype(np.float64)  # arcs[h, d]
    chart = _Chart(n)
    for k in range(1, n):
        chart.fill(arcs, k)
    ends = np.arange(n)
    rooted = chart.left_by_end[ends, ends] + chart.right[ends, n - 1 - ends] + scores[:, 0]
    root = int(rooted.argmax())
    heads = np.zeros(n, np.intp)
    chart.read_off(heads, root)
    return heads


class _Chart:
    """Scores of spans by start (or end) and length, and where each was split.

    `right`: the span's head is its first word, `left_by_end`: its last; the others are the same by the other edge.
    """

    def __init__(self, n: int) -> None:
        shape = (n, n)
        self.n = n
        self.right = np.full(shape, NEVER)
        self.right_by_end = np.full(shape, NEVER)
        self.left = np.full(shape, NEVER)
        self.left_by_end = np.full(shape, NEVER)
        self.open_right = np.full(shape, NEVER)
        self.open_left_by_end = np.full(shape, NEVER)
        for table in (self.right, self.right_by_end, self.left, self.left_by_end):
            table[:, 0] = 0.0
        self.split = np.zeros(shape, np.intp)
        self.split_right = np.zeros(shape, np.intp)
        self.split_left = np.zeros(shape, np.intp)

    def fill(self, arcs: Floats, k: int) -> None:
        """All spans of `k` + 1 words from shorter ones."""
        starts = np.arange(self.n - k)
        ends = starts + k
        joined = self.right[starts, :k] + self.left_by_end[ends, :k][:, ::-1]
        at = joined.argmax(1)
        best = joined[starts, at]
        self.split[starts, k] = at
        self.open_right[starts, k] = best + arcs[starts, ends]
        self.open_left_by_end[ends, k] = best + arcs[ends, starts]
        rightwards = self.open_right[starts, 1 : k + 1] + self.right_by_end[ends, :k][:, ::-1]
        at = rightwards.argmax(1)
        self.split_right[starts, k] = at + 1
        self.right[starts, k] = self.right_by_end[ends, k] = rightwards[starts, at]
        leftwards = self.left[starts, :k] + self.open_left_by_end[ends, 1 : k + 1][:, ::-1]
        at = leftwards.argmax(1)
        self.split_left[starts, k] = at
        self.left[starts, k] = self.left_by_end[ends, k] = leftwards[starts, at]

    def read_off(self, heads: Heads, root: int) -> None:
        """Follow the splits from the root's two spans down and write 1-based heads."""
        todo = [("left", 0, root), ("right", root, self.n - 1)]
        while todo:
            kind, i, j = todo.pop()
            if i >= j:
                continue
            k = j - i
            if kind == "right":
                m = i + int(self.split_right[i, k])
                heads[m] = i + 1
                todo += [("open", i, m), ("right", m, j)]
            elif kind == "left":
                m = i + int(self.split_left[i, k])
                heads[m] = j + 1
                todo += [("left", i, m), ("open", m, j)]
            else:
                m = i + int(self.split[i, k])
                todo += [("right", i, m), ("left", m + 1, j)]
