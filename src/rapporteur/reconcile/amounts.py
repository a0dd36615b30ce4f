"""Intervals of quantities: whether they can be one number, and how a sentence gives them.

>>> from rapporteur.model import Interval
>>> disjoint(Interval(100, None), Interval(130, None)), disjoint(Interval(5, 5), Interval(7, 7))
(False, True)
>>> spoken(Interval(130000, None)), spoken(Interval(60, 75, "minute"))
('130,000 or more', '60–75 minutes')
"""

from __future__ import annotations

from rapporteur.model import Interval


def disjoint(a: Interval, b: Interval) -> bool:
    """Whether no number lies in both."""
    return _below(a, b) or _below(b, a)


def _below(a: Interval, b: Interval) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


def spoken(amount: Interval) -> str:
    """The interval in words, with its unit."""
    low, high = _number(amount.low), _number(amount.high)
    unit = f" {amount.unit}" if amount.unit else ""
    if amount.unit and amount.unit.isalpha() and amount.low != 1 and len(amount.unit) > 3:
        unit = f" {amount.unit.removesuffix('s')}s"
    if amount.low is not None and amount.high is not None:
        return f"{low}{unit}" if amount.low == amount.high else f"{low}–{high}{unit}"
    if amount.low is not None:
        return f"{low}{unit} or more"
    return f"up to {high}{unit}" if amount.high is not None else "an unknown number"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if abs(value) < 1e15 and value == int(value) else f"{value:,.6g}"
