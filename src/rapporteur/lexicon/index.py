"""Names to what they stand for, whatever the tokeniser did to their hyphens, dots and apostrophes.

A name is stored under its letters run together, so that "al-Qaeda" is found in ["al-Qaeda"], ["al", "-", "Qaeda"] and
["al", "Qaeda"]; capitals are checked afterwards (see `fold`).

>>> index: Index[str] = Index()
>>> index.add("United States", "usa"); index.add("US", "usa")
>>> index.longest(["the", "United", "States", "said"], 1)
(3, 'usa')
>>> index.find("us") is None
True
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from rapporteur.lexicon.fold import capitals, has_capitals, letters, stripped

T = TypeVar("T")


class Index(Generic[T]):
    """Names and their values. The first value added under a spelling wins: add the more particular table first."""

    def __init__(self) -> None:
        self.values: dict[str, list[tuple[str, T]]] = {}
        self.reach: dict[str, int] = {}

    def add(self, name: str, value: T) -> None:
        """Make `name` lead to `value`."""
        key = letters(name).lower()
        self.values.setdefault(key, []).append((name, value))
        if name.isalnum():
            self.reach[key] = max(self.reach.get(key, 0), len(key))
            return
        first = name.split(maxsplit=1)[0]
        # A tokeniser may cut the first word at its hyphen or apostrophe: both beginnings must lead here.
        for start in {letters(first).lower(), *_pieces(first)}:
            if self.reach.get(start, 0) < len(key):
                self.reach[start] = len(key)

    def extend(self, other: Index[T]) -> None:
        """Add all names of `other` after those already here."""
        for key, entries in other.values.items():
            self.values.setdefault(key, []).extend(entries)
        for start, reach in other.reach.items():
            self.reach[start] = max(self.reach.get(start, 0), reach)

    def all(self, words: str) -> tuple[T, ...]:
        """Every value whose name is `words`, in the order of adding; a leading "the" and a possessive may stand."""
        bare = letters(stripped(words))
        values = self._matching(bare)
        if not values and bare[:3].lower() == "the" and words.strip()[3:4].isspace():
            values = self._matching(bare[3:])
        return tuple(values)

    def find(self, words: str) -> T | None:
        """The first value whose name is `words`, or `None`."""
        values = self.all(words)
        return values[0] if values else None

    def longest(self, words: Sequence[str], i: int, limit: int | None = None) -> tuple[int, T] | None:
        """The longest name that starts at word `i` and ends by `limit`: the index after its last word, and the first value."""
        first = bare = letters(words[i])
        reach = self.reach.get(bare.lower())
        if not reach:
            return None
        best: tuple[int, T] | None = None
        end, last, stop = i + 1, bare, len(words) if limit is None else min(limit, len(words))
        while len(bare) <= reach:
            if bare.lower() in self.values and (last or end == i + 1):
                values = self._matching(bare, several=bare != first)
                best = (end, values[0]) if values else best
            if end >= stop:
                break
            last = letters(words[end])
            bare += last
            end += 1
        return best

    def _matching(self, bare: str, several: bool = False) -> list[T]:
        """Values of the names spelled `bare`; of `several` words never a plain single word: "In a" is not "Ina"."""
        entries = self.values.get(bare.lower(), ())
        return [v for name, v in entries if has_capitals(bare, capitals(name)) and not (several and name.isalnum())]


def _pieces(first: str) -> set[str]:
    """Beginnings of a hyphenated or apostrophised word: "al-Shabaab" → {"al"}."""
    if first.isalnum():
        return set()
    cuts = (i for i, c in enumerate(first) if c in "-'’")
    return {letters(first[:i]).lower() for i in cuts if i}
