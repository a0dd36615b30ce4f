"""Blocks: which claims are worth comparing at all. No run ever compares every claim with every other.

Claims of the same content (as reprints have it) become one `Form`'s pile first, so a story printed a thousand times
costs one comparison; then only piles that share a block key are paired. After splink's block → compare → cluster.

>>> list(pairs([("a",), ("a", "b"), ("b",), ("c",)]))
[(0, 1), (1, 2)]
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from rapporteur.model import Claim
from rapporteur.reconcile.setting import Setting

F = TypeVar("F")
BLOCK = 150
"""Piles in a block that are all compared with each other; a larger block is compared in a sliding window instead
(sorted neighbourhood, Hernández & Stolfo 1995)."""
WINDOW = 30


class Weighed(NamedTuple):
    """How the claims of one finding stand to each other: `same`, `differs` or `conflict`, and the sentence for it."""

    relation: str
    why: str


@dataclass(frozen=True)
class Comparer(Generic[F]):
    """What a kind of claim brings: its features, its block keys, its comparison (0 = not the same, up to 1), its words.

    `compare(a, b, same_report)` is stricter within one report: a report seldom tells the same thing twice in other
    words.
    """

    form: Callable[[Any, Setting], F]
    sign: Callable[[F], Hashable]
    keys: Callable[[F], Sequence[Hashable]]
    compare: Callable[[F, F, bool], float]
    headline: Callable[[Sequence[F], Setting], str]
    weigh: Callable[[Sequence[F], Setting], Weighed]
    prepare: Callable[[Sequence[F]], Sequence[F]] = lambda forms: forms


class Pile(NamedTuple):
    """Claims with one content: the form of the first, the places of all in the list, and the reports they are of."""

    form: Any
    members: tuple[int, ...]
    reports: frozenset[str]


def piles(claims: Sequence[Claim], forms: Sequence[Any], comparer: Comparer[Any]) -> list[Pile]:
    """Claims grouped by `sign`, in the order of the first of each."""
    groups: dict[Hashable, list[int]] = {}
    for i, form in enumerate(forms):
        groups.setdefault(comparer.sign(form), []).append(i)
    return [Pile(forms[m[0]], tuple(m), frozenset(claims[i].report for i in m)) for m in groups.values()]


def pairs(keys: Sequence[Sequence[Hashable]]) -> Iterator[tuple[int, int]]:
    """Pairs of places that share a key, each once, smaller first."""
    blocks: dict[Hashable, list[int]] = {}
    for i, mine in enumerate(keys):
        for key in dict.fromkeys(mine):
            blocks.setdefault(key, []).append(i)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        reach = len(block) if len(block) <= BLOCK else WINDOW
        for at, i in enumerate(block):
            for j in block[at + 1 : at + 1 + reach]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j
