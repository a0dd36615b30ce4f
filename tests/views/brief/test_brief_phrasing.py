"""Days, quantities and titles in words."""

from __future__ import annotations

from typing import get_args

import pytest

from rapporteur.model import Factuality, Interval, When
from rapporteur.views.brief.phrasing import (
    FACTUALITIES,
    amount_words,
    count_words,
    date_words,
    day_words,
    days_title,
    minutes_words,
    when_words,
)


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


def test_every_standing_has_its_word() -> None:
    assert set(FACTUALITIES) == set(get_args(Factuality))


def test_counts_are_words_up_to_twelve() -> None:
    assert [count_words(count, "report") for count in (0, 1, 2, 12, 13, 1024)] == [
        "no reports", "one report", "two reports", "twelve reports", "13 reports", "1,024 reports",
    ]  # fmt: skip
    assert count_words(2, "state or body", "states and bodies") == "two states and bodies"


def test_an_odd_day_stays_as_it_is() -> None:
    assert day_words("soon") == date_words("soon") == "soon"
    assert when_words(When("soon", "later", "")) == "soon–later"
    assert when_words(When("2022-02-12T10:30", "2022-02-12T11:00", "")) == "Saturday 12 Feb, 10:30–11:00"
    assert days_title(["soon", "later"]) == "later – soon"
    assert days_title(["2022-02-12", "2022-03-01"]) == "12 February – 1 March 2022"
    assert days_title(["2022-02-12"]) == "12 February 2022"


def test_quantities_with_an_open_side() -> None:
    assert amount_words(Interval(None, None)) == "an unknown number"
    assert amount_words(Interval(None, 40)) == "up to 40"
    assert minutes_words(Interval(60, None)) == "at least 60 min"
    assert minutes_words(Interval(0, 0)) == "0 min"
