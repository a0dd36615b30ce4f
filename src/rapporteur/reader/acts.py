"""Who acts on whom in a sentence, as the branch for events sees it: the side of each phrase, and the root of every pair.

PLV's fifteen roots (Hu et al. 2022): PLOVER's types, with RETREAT and CONCEDE as YIELD. Spans are words of the sentence.

>>> # sides(network, acts, phrases) of "Mali accused Chad." -> [(0, 1, "source"), (2, 3, "target")]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from rapporteur.model import Relation
from rapporteur.reader.phrases import Phrase, phrases

if TYPE_CHECKING:
    from rapporteur.reader import Reader
    from rapporteur.reader.network import Acts, Network

Span = tuple[int, int]
NONE = 0
FLOOR = 0.33
"""How likely a side must be: half of the F1 of targets, which is the optimum (Lipton et al. 2014)."""


def sides(network: Network, acts: Acts, found: Sequence[Phrase]) -> list[tuple[int, int, str]]:
    """The phrases that act (source), are acted on (target), or both ("Mali and Chad met"): the likeliest, none in another."""
    labels = network.labels["sides"]
    likely = np.exp(acts.sides - acts.sides.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    likely[:, NONE] = 0
    chosen: list[tuple[int, int, str]] = []
    for n in np.argsort(-likely.max(1), kind="stable").tolist():
        start, end, _ = found[n]
        if likely[n].max() < FLOOR:
            break
        if all(end <= a or b <= start for a, b, _ in chosen):
            chosen.append((start, end, labels[int(likely[n].argmax())]))
    return sorted(chosen)


def root(network: Network, acts: Acts, source: Sequence[Span], target: Sequence[Span]) -> tuple[str, float]:
    """What the sources do to the targets (several mentions of one each, or none), and how likely it is."""
    likely = network.roots(acts, [(source, target)])[0]
    best = int(likely.argmax())
    return network.labels["roots"][best], float(likely[best])


def relations(network: Network, acts: Acts, found: Sequence[Phrase], at: int) -> list[Relation]:
    """Every source with every target of a sentence that begins at word `at` of the pack; a reciprocal phrase by itself."""
    placed = sides(network, acts, found)
    sources, targets, both = ([s[:2] for s in placed if s[2] == side] for side in ("source", "target", "both"))
    pairs: list[tuple[Span, Span | None]] = [(s, t) for s in sources for t in targets] + [(b, None) for b in both]
    if not pairs:
        return []
    labels = network.labels["roots"]
    likely = network.roots(acts, [([s], [t] if t else [s]) for s, t in pairs])
    best = likely.argmax(1).tolist()
    return [
        Relation((s[0] + at, s[1] + at), (t[0] + at, t[1] + at) if t else None, labels[k], round(float(row[k]), 3))
        for (s, t), k, row in zip(pairs, best, likely, strict=True)
    ]


def shifted(relation: Relation, by: int) -> Relation:
    """The relation, its words counted from `by` words further ahead."""
    (a, b), target = relation.source, relation.target
    return Relation((a + by, b + by), (target[0] + by, target[1] + by) if target else None, relation.root, relation.share)


def end(relation: Relation) -> int:
    """The word after its last."""
    return max(relation.source[1], relation.target[1] if relation.target else 0)


def alone(reader: Reader, forms: Sequence[str]) -> tuple[Acts, list[Phrase]]:
    """A sentence read by itself, and its phrases."""
    scores = reader.network.scores(forms, [True] + [False] * (len(forms) - 1))
    found = phrases(*reader.tree(scores, [0])) or [(0, len(forms), 0)]
    return reader.network.acts(scores, forms, 0, len(forms), found), found
