"""Decisions from bytes (for atheris) or from hypothesis, asked for in one way: `number`, `pick`, `rarely`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Choices:
    """Decisions taken one after another."""

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        raise NotImplementedError

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.number(0, len(options) - 1)]

    def rarely(self, times: int) -> bool:
        """True once in so many times."""
        return self.number(1, times) == times


class FromBytes(Choices):
    """What bytes decide; behind their end everything is the lowest."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self, low: int, high: int) -> int:
        width = 1 if high - low < 256 else 2 if high - low < 65_536 else 3
        part = self.data[self.at : self.at + width]
        self.at += width
        return low + int.from_bytes(part, "big") % (high - low + 1)

    @property
    def ended(self) -> bool:
        """Whether all bytes are used."""
        return self.at >= len(self.data)


class Drawn(Choices):
    """What hypothesis decides, so that it can shrink."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def pick(self, options: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(options))
