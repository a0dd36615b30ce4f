"""Days, quantities and titles in words."""

from __future__ import annotations

import pytest

from rapporteur.model import Interval, When
from rapporteur.views.brief.phrasing import amount_words, days_title, minutes_words, when_words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When("2022-02-12", "2022-02-12", ""), "Saturday 12 Feb"),
        (When("2022-02-14", "2022-02-20", ""), "14–20 Feb"),
        (When("2022-02-26", "2022-03-04", ""), "26 Feb–4 Mar"),
        (When(None, "2022-02-20", ""), "by Sunday 20 Feb"),
        (When("2022-02-14", None, ""), "from Monday 14 Feb"),
        (When("2022-02-12T10:30", "2022-02-12T10:30", ""), "Saturday 12 Feb, 10:30"),
        (When(None, None, "soon"), ""),
        (None, ""),
    ],
)
def test_days_in_words(when: When | None, words: str) -> None:
    assert when_words(when) == words


def test_quantities_and_titles_in_words() -> None:
    assert amount_words(Interval(130000, None)) == "at least 130,000"
    assert amount_words(Interval(5, 6)) == "5–6"
    assert amount_words(Interval(2.5, 2.5)) == "2.5"
    assert minutes_words(Interval(100, 100)) == "1 h 40 min"
    assert minutes_words(Interval(60, 60)) == "1 h"
    assert minutes_words(Interval(60, 75)) == "60–75 min"
    assert days_title(["2022-02-14", "2022-02-12T10:00"]) == "12–14 February 2022"
    assert days_title(["2021-12-31", "2022-01-01"]) == "31 December 2021 – 1 January 2022"
