"""Intervals as a sentence gives them."""

from __future__ import annotations

import pytest

from rapporteur.model import Interval
from rapporteur.reconcile.amounts import spoken


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Interval(3, 3, "tonne"), "3 tonnes"),
        (Interval(1, 1, "tonne"), "1 tonne"),
        (Interval(100, 130), "100–130"),
        (Interval(100, None), "100 or more"),
        (Interval(None, 130), "up to 130"),
        (Interval(None, None), "an unknown number"),
        (Interval(0.2, 0.2, "share"), "20 percent"),
        (Interval(0.2, 0.25, "share"), "20–25 percent"),
        (Interval(None, 0.5, "share"), "up to 50 percent"),
    ],
)
def test_an_interval_in_words(amount: Interval, words: str) -> None:
    assert spoken(amount) == words
