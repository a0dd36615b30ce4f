"""Things with a start and an end, found by what they overlap: without a look at all the others.

>>> quotes = Intervals([(0, 40, "outer"), (3, 9, "inner"), (50, 60, "later")])
>>> quotes.over(8, 9), quotes.over(30, 55), quotes.starting(1, 51)
(['outer', 'inner'], ['outer', 'later'], ['inner', 'later'])
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")


class Intervals(Generic[T]):
    """Items by their start and end (exclusive), in the order of their starts; of one start in that in which they came."""

    __slots__ = ("_ends", "_items", "_starts", "_wider")

    def __init__(self, ranges: Iterable[tuple[int, int, T]]) -> None:
        ordered = sorted(ranges, key=itemgetter(0))
        self._starts = [start for start, _, _ in ordered]
        self._ends = [end for _, end, _ in ordered]
        self._items = [item for _, _, item in ordered]
        self._wider = _wider(self._ends)

    def over(self, start: int, end: int) -> list[T]:
        """The items that begin before `end` and end behind `start`."""
        items, at = [], bisect_left(self._starts, end) - 1
        while at >= 0:
            if self._ends[at] > start:
                items.append(self._items[at])
                at -= 1
            else:
                at = self._wider[at]
        return items[::-1]

    def starting(self, start: int, end: int) -> list[T]:
        """The items that begin from `start` on and before `end`."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _wider(ends: list[int]) -> list[int]:
    """For each the nearest one before it that ends later, -1 for none: all between them end no later than it does."""
    wider: list[int] = []
    for at, end in enumerate(ends):
        before = at - 1
        while before >= 0 and ends[before] <= end:
            before = wider[before]
        wider.append(before)
    return wider
