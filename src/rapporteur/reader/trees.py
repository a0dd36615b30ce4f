"""Scores of heads → one tree per sentence: arg-max where that is a tree already, else the maximum spanning tree.

>>> import numpy as np
>>> decode(np.array([[0.0, -9.0, 5.0], [1.0, 4.0, -9.0]]), [0])  # each word wants the other: a cycle, broken at word 1
array([2, 0])
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapporteur.reader.arrays import Floats, Heads
from rapporteur.reader.projective import crosses, projective

NEVER = -1e9
CROSSING = 20.0
"""How much likelier (in log odds) a tree with crossing arcs must be than the best one without; tuned on EWT and GUM dev."""


def decode(arcs: Floats, starts: Sequence[int]) -> Heads:
    """Heads of a pack's words, counted from 1 within the pack, 0 = root.

    arcs: W×(W+1), the score of each head (column) for each word (row), column 0 the root. starts: the first words of
    the sentences, rising from 0; no arc crosses them.
    """
    heads = np.zeros(len(arcs), np.intp)
    for first, end in zip(starts, [*starts[1:], len(arcs)], strict=True):
        block = np.concatenate([arcs[first:end, :1], arcs[first:end, first + 1 : end + 1]], 1)
        sentence = tree(block)
        heads[first:end] = np.where(sentence > 0, sentence + first, 0)
    return heads


def tree(scores: Floats) -> Heads:
    """The best tree of one sentence with exactly one root. scores: N×(N+1) as in `decode`."""
    scores = scores.astype(np.float64)
    n = len(scores)
    scores[np.arange(n), np.arange(1, n + 1)] = NEVER
    heads: Heads = scores.argmax(1)
    if (heads == 0).sum() != 1 or find_cycle(heads):
        heads = single_root(scores, heads)
    if not crosses(heads):
        return heads
    flat = projective(scores)
    rows = np.arange(n)
    return heads if scores[rows, heads].sum() - scores[rows, flat].sum() > CROSSING else flat


def find_cycle(heads: Heads) -> list[int]:
    """The words (rows) of one cycle, or nothing. heads: N, 1-based, 0 = root."""
    state = [0] * len(heads)
    above = heads.tolist()
    for word in range(len(above)):
        path = []
        at = word
        while at >= 0 and not state[at]:
            state[at] = word + 1
            path.append(at)
            at = above[at] - 1
        if at >= 0 and state[at] == word + 1 and path:
            return path[path.index(at) :]
    return []


def single_root(scores: Floats, greedy: Heads) -> Heads:
    """Tries the likely roots and keeps the best tree: those that arg-max picked, else the highest scored few."""
    picked = np.flatnonzero(greedy == 0)
    gain = scores[:, 0] - scores[:, 1:].max(1, initial=NEVER)
    likely = set(picked.tolist()) | set(np.argsort(-gain, kind="stable")[:3].tolist())
    best: tuple[float, Heads] | None = None
    for root in sorted(likely):
        heads = rooted(scores, root)
        total = float(scores[np.arange(len(heads)), heads].sum())
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1]


def rooted(scores: Floats, root: int) -> Heads:
    """The best tree whose only root is the word (row) `root`."""
    fixed = scores.copy()
    fixed[:, 0] = NEVER
    fixed[root] = NEVER
    fixed[root, 0] = 0.0
    n = len(fixed)
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = fixed
    return spanning(square)[1:]


def spanning(square: Floats) -> Heads:
    """Chu-Liu/Edmonds: the best tree from node 0. square[d, h]: score of h as head of d; returns heads, [0] = 0."""
    n = len(square)
    heads: Heads = square.argmax(1)
    heads[0] = 0
    cycle = [node + 1 for node in find_cycle(heads[1:])]
    if not cycle:
        return heads
    outside = np.setdiff1d(np.arange(n), cycle)
    inside = np.array(cycle)
    merged = np.full((len(outside) + 1, len(outside) + 1), NEVER)
    merged[:-1, :-1] = square[np.ix_(outside, outside)]
    out = square[np.ix_(outside, inside)]
    merged[:-1, -1] = out.max(1)
    entering = square[np.ix_(inside, outside)] - square[inside, heads[inside]][:, None]
    merged[-1, :-1] = entering.max(0)
    return expanded(heads, spanning(merged), outside, inside, out.argmax(1), entering.argmax(0))


def expanded(heads: Heads, small: Heads, outside: Heads, inside: Heads, leaving: Heads, entry: Heads) -> Heads:
    """The tree over all nodes from the tree `small` in which the cycle `inside` is one node, the last."""
    last = len(outside)
    result = heads.copy()
    for place, node in enumerate(outside[1:].tolist(), 1):
        head = int(small[place])
        result[node] = inside[leaving[place]] if head == last else outside[head]
    source = int(small[last])
    result[inside[entry[source]]] = outside[source]
    return result
