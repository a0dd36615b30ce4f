"""Intervals of quantities: whether they can be one number, and how a sentence gives them.

>>> from rapporteur.model import Interval
>>> disjoint(Interval(100, None), Interval(130, None)), disjoint(Interval(5, 5), Interval(7, 7))
(False, True)
>>> spoken(Interval(130000, None)), spoken(Interval(60, 75, "minute"))
('130,000 or more', '60–75 minutes')
>>> spoken(Interval(300, 300, "square kilometre")), spoken(Interval(0.5, None, "share"))
('300 square kilometres', '50 percent or more')
"""

from __future__ import annotations

from rapporteur.lexicon import units
from rapporteur.model import Interval


def disjoint(a: Interval, b: Interval) -> bool:
    """Whether no number lies in both."""
    return _below(a, b) or _below(b, a)


def _below(a: Interval, b: Interval) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


def spoken(amount: Interval) -> str:
    """The interval in words, with its unit."""
    if amount.unit == "share":
        low, high, unit = _percentage(amount.low), _percentage(amount.high), " percent"
    else:
        low, high = _number(amount.low), _number(amount.high)
        name = amount.unit if amount.low == 1 else units.plural(amount.unit or "")
        unit = f" {name}" if name else ""
    if amount.low is not None and amount.high is not None:
        return f"{low}{unit}" if amount.low == amount.high else f"{low}–{high}{unit}"
    if amount.low is not None:
        return f"{low}{unit} or more"
    return f"up to {high}{unit}" if amount.high is not None else "an unknown number"


def _percentage(share: float | None) -> str:
    return "" if share is None else _number(round(100 * share, 1))


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if abs(value) < 1e15 and value == int(value) else f"{value:,.6g}"
