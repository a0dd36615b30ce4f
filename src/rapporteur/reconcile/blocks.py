"""Blocks: which claims are worth comparing at all. No run ever compares every claim with every other.

Claims of the same content (as reprints have it) become one `DuplicateGroup` first, so a story printed a thousand times
costs one comparison; then only duplicate_groups that share a block key are paired. After splink's block → compare → cluster.

>>> list(pairs([("a",), ("a", "b"), ("b",), ("c",)]))
[(0, 1), (1, 2)]
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from rapporteur.model import Claim
from rapporteur.reconcile.comparison_context import ComparisonContext

F = TypeVar("F")
BLOCK = 150
"""Groups in a block that are all compared with each other; a larger block is compared in a sliding window instead
(sorted neighbourhood, Hernández & Stolfo 1995)."""
WINDOW = 30


class Judged(NamedTuple):
    """How the claims of one finding stand to each other: `same`, `differs` or `conflict`, and the sentence for it."""

    relation: str
    why: str


@dataclass(frozen=True)
class Comparer(Generic[F]):
    """What a kind of claim brings: its features, its block keys, its comparison (0 = not the same, up to 1), its words.

    `compare(a, b, same_report)` is stricter within one report: a report seldom tells the same thing twice in other
    words.
    """

    features: Callable[[Any, ComparisonContext], F]
    content_key: Callable[[F], Hashable]
    keys: Callable[[F], Sequence[Hashable]]
    compare: Callable[[F, F, bool], float]
    headline: Callable[[Sequence[F], ComparisonContext], str]
    judge: Callable[[Sequence[F], ComparisonContext], Judged]
    prepare: Callable[[Sequence[F]], Sequence[F]] = lambda features: features
    is_witnessed: Callable[[Any, ComparisonContext], bool] = lambda claim, context: False
    """Whether who hears it is a witness of its own, though somebody vouches for it: of what is done by saying it."""
    has_history: Callable[[Sequence[Claim]], bool] = lambda claims: False
    """Whether its standing can change over time: what was said, and a number, are as they are."""
    done: str = "done"
    """What is said of a thing that came about after it was planned."""


class DuplicateGroup(NamedTuple):
    """Claims with one content: the features of the first, the places of all in the list, and the reports they are of."""

    features: Any
    members: tuple[int, ...]
    reports: frozenset[str]


def duplicate_groups(claims: Sequence[Claim], features: Sequence[Any], comparer: Comparer[Any]) -> list[DuplicateGroup]:
    """Claims grouped by `content_key`, in the order of the first of each."""
    groups: dict[Hashable, list[int]] = {}
    for i, claim in enumerate(features):
        groups.setdefault(comparer.content_key(claim), []).append(i)
    return [DuplicateGroup(features[m[0]], tuple(m), frozenset(claims[i].report for i in m)) for m in groups.values()]


def pairs(keys: Sequence[Sequence[Hashable]]) -> Iterator[tuple[int, int]]:
    """Pairs of places that share a key, each once, smaller first."""
    blocks: dict[Hashable, list[int]] = {}
    for i, keys_of_one in enumerate(keys):
        for key in dict.fromkeys(keys_of_one):
            blocks.setdefault(key, []).append(i)
    paired: set[tuple[int, int]] = set()
    for block in blocks.values():
        reach = len(block) if len(block) <= BLOCK else WINDOW
        for at, i in enumerate(block):
            for j in block[at + 1 : at + 1 + reach]:
                if (i, j) not in paired:
                    paired.add((i, j))
                    yield i, j
