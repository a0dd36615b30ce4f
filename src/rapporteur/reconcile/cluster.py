"""Clusters: duplicate_groups of claims that say the same, joined best match first, only where every pair of them can be the same.

Complete linkage: merging two different things is worse than a gap, and one vague claim must not bridge two precise
ones.

>>> complete_linkage(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.0, (2, 3): 0.5}, lambda i, j: 0.0)
[[0, 1], [2, 3]]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rapporteur.model import Claim
from rapporteur.reconcile.blocks import Comparer, duplicate_groups, pairs
from rapporteur.reconcile.comparison_context import ComparisonContext

_SAMPLE = 12
"""Members of a large cluster that a newcomer is compared with."""


def complete_linkage(
    size: int, scores: Mapping[tuple[int, int], float], compare: Callable[[int, int], float]
) -> list[list[int]]:
    """Clusters of 0 … size-1 as sorted lists. `scores` holds the compared pairs; `compare` gives those not compared
    yet."""
    cluster_of = list(range(size))
    members = [[i] for i in range(size)]
    known = dict(scores)

    def score(i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            known[pair] = compare(*pair)
        return known[pair]

    for (i, j), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        a, b = sorted((cluster_of[i], cluster_of[j]))
        if value <= 0 or a == b:
            continue
        if all(score(x, y) > 0 for x in members[a][:_SAMPLE] for y in members[b][:_SAMPLE]):
            members[a] = sorted(members[a] + members[b])
            for x in members[b]:
                cluster_of[x] = a
            members[b] = []
    return [m for m in members if m]


def cluster(claims: Sequence[Claim], comparer: Comparer[Any], context: ComparisonContext) -> list[tuple[list[Claim], list[Any]]]:
    """The claims of one kind in clusters, each with the features of its claims in the same order."""
    features = comparer.prepare([comparer.features(c, context) for c in claims])
    groups = duplicate_groups(claims, features, comparer)

    def compare(i: int, j: int) -> float:
        return comparer.compare(groups[i].features, groups[j].features, bool(groups[i].reports & groups[j].reports))

    scores = {pair: compare(*pair) for pair in pairs([comparer.keys(g.features) for g in groups])}
    clusters = complete_linkage(len(groups), {pair: s for pair, s in scores.items() if s > 0}, compare)
    members = [sorted(i for at in places for i in groups[at].members) for places in clusters]
    return [([claims[i] for i in places], [features[i] for i in places]) for places in members]
