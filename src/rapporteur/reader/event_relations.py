"""Who acts on whom in a sentence, as the branch for events sees it: the side of each phrase, and the root of every pair.

PLV's fifteen roots (Hu et al. 2022): PLOVER's types, with RETREAT and CONCEDE as YIELD. Spans are words of the sentence.

>>> shifted(Relation((0, 1), (2, 3), "ACCUSE", 0.9), 10)  # the sentence begins at word 10 of the pack
Relation(source=(10, 11), target=(12, 13), root='ACCUSE', share=0.9)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from rapporteur.model import Relation
from rapporteur.reader.noun_phrases import NounPhrase

if TYPE_CHECKING:
    from rapporteur.reader.network import EventScores, Network, WordRange

NONE = 0
FLOOR = 0.33
"""How likely a side must be: half of the F1 of targets, which is the optimum (Lipton et al. 2014)."""


def sides(network: Network, event: EventScores, phrases: Sequence[NounPhrase]) -> list[tuple[int, int, str]]:
    """The phrases that act (source), are acted on (target), or both ("Mali and Chad met"): the likeliest, none in another."""
    labels = network.labels["sides"]
    likely = np.exp(event.sides - event.sides.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    likely[:, NONE] = 0
    chosen: list[tuple[int, int, str]] = []
    for n in np.argsort(-likely.max(1), kind="stable").tolist():
        start, end, _ = phrases[n]
        if likely[n].max() < FLOOR:
            break
        if all(end <= a or b <= start for a, b, _ in chosen):
            chosen.append((start, end, labels[int(likely[n].argmax())]))
    return sorted(chosen)


def root(network: Network, event: EventScores, source: Sequence[WordRange], target: Sequence[WordRange]) -> tuple[str, float]:
    """What the sources do to the targets (several mentions of one each, or none), and how likely it is."""
    likely = network.roots(event, [(source, target)])[0]
    best = int(likely.argmax())
    return network.labels["roots"][best], float(likely[best])


def relations(network: Network, event: EventScores, phrases: Sequence[NounPhrase], at: int) -> list[Relation]:
    """Every source with every target of a sentence that begins at word `at` of the pack; a reciprocal phrase by itself."""
    placed = sides(network, event, phrases)
    sources, targets, both = ([s[:2] for s in placed if s[2] == side] for side in ("source", "target", "both"))
    pairs: list[tuple[WordRange, WordRange | None]] = [(s, t) for s in sources for t in targets] + [(b, None) for b in both]
    if not pairs:
        return []
    labels = network.labels["roots"]
    likely = network.roots(event, [([s], [t] if t else [s]) for s, t in pairs])
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
    """The word after its last.

    >>> end(Relation((5, 7), (0, 2), "AID", 0.9))
    7
    """
    return max(relation.source[1], relation.target[1] if relation.target else 0)
