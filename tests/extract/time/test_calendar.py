"""Periods of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from rapporteur.extract.time.calendar import add, easter, month_end, part, span


def test_calendar() -> None:
    assert easter(2022) == date(2022, 4, 17)
    assert add("month", date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add("year", date(9999, 1, 1), 5) == date.max
    assert span("week", date(2021, 1, 1)).value == "2020-W53"
    assert part(span("month", date(2022, 2, 1)), "early").high == date(2022, 2, 9)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2023, 2, 28), date(2023, 2, 28)),
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(9999, 11, 2), date(9999, 11, 30)),
        (date(9999, 12, 2), date(9999, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(day: date, last: date) -> None:
    """Also where no other month follows."""
    assert month_end(day) == last
