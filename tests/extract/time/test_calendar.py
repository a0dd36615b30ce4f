"""Periods of the calendar."""

from __future__ import annotations

from datetime import date

from rapporteur.extract.time.calendar import add, easter, part, span


def test_calendar() -> None:
    assert easter(2022) == date(2022, 4, 17)
    assert add("month", date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add("year", date(9999, 1, 1), 5) == date.max
    assert span("week", date(2021, 1, 1)).value == "2020-W53"
    assert part(span("month", date(2022, 2, 1)), "early").high == date(2022, 2, 9)
