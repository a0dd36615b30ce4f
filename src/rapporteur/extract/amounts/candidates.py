"""A number while it is put together: what is known of it before it is asked what it counts.

>>> NumberCandidate(at=2, begin=0, end=3, low=5.0, high=5.0, bound="more than").unit is None
True
"""

from __future__ import annotations

import msgspec


class NumberCandidate(msgspec.Struct):
    """A number over pieces `begin` to `end`, its digits or words from `at`, and what is known."""

    at: int
    begin: int
    end: int
    low: float
    high: float | None
    unit: str | None = None
    bound: str | None = None
    sign: str = ""
    change: str | None = None
    role: str | None = None
    noun: bool = False
