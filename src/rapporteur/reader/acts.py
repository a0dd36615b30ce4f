"""Who acts on whom in a sentence, as the branch for events sees it: sides, and the root of every pair of them.

PLV's fifteen roots (Hu et al. 2022): PLOVER's types, with RETREAT and CONCEDE as YIELD. Spans are words of the sentence.

>>> # sides(network, acts) of "Mali accused Chad." -> [(0, 1, "source"), (2, 3, "target")]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapporteur.reader import names

if TYPE_CHECKING:
    from rapporteur.reader.network import Acts, Network

Span = tuple[int, int]


def sides(network: Network, acts: Acts) -> list[tuple[int, int, str]]:
    """The noun phrases that act (source), are acted on (target), or both ("Mali and Chad met")."""
    labels = network.labels["sides"]
    path = names.best_path(acts.sides, network.side_transitions, labels, [0])
    return names.spans(path, [0])


def root(network: Network, acts: Acts, source: Sequence[Span], target: Sequence[Span]) -> tuple[str, float]:
    """What the sources do to the targets (several mentions of one each, or none), and how likely it is."""
    likely = network.roots(acts, [(source, target)])[0]
    best = int(likely.argmax())
    return network.labels["roots"][best], float(likely[best])


def alone(network: Network, forms: Sequence[str]) -> Acts:
    """A sentence read by itself."""
    scores = network.scores(forms, [True] + [False] * (len(forms) - 1))
    return network.acts(scores, forms, 0, len(forms))
