"""Calendar periods: their TIMEX3 values, their first and last days, and steps from one to the next.

>>> span("week", date(2022, 2, 16))
Period(value='2022-W07', low=datetime.date(2022, 2, 14), high=datetime.date(2022, 2, 20))
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from rapporteur.lexicon.word_sets import word_map

DAY = timedelta(days=1)
_SEASONS: Mapping[str, int] = word_map("time", "season_starts")
_DAYS: Mapping[str, int] = word_map("time", "days")
_MONTHS: Mapping[str, int] = word_map("time", "months")


class Period(NamedTuple):
    """A stretch of calendar: a TIMEX3 value, and its first and last day (`None` where the value is undated)."""

    value: str
    low: date | None
    high: date | None


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or `None` where there is none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 or day.month < 12 else None
    return following - DAY if following else date(9999, 12, 31)


def span(grain: str, day: date) -> Period:
    """The period of size `grain` that holds `day`; weeks are ISO weeks, a weekend belongs to the week it ends."""
    match grain:
        case "day":
            return Period(day.isoformat(), day, day)
        case "week":
            return _week(day)
        case "weekend":
            return _weekend(day)
        case "month":
            return Period(f"{day:%Y-%m}", day.replace(day=1), month_end(day))
        case "quarter" | "half":
            return _months(day, _MONTHS[grain], grain[0].upper())
        case "season":
            return _season(day)
    size = _MONTHS[grain] // 12
    first, zeros = day.year // size * size, len(str(size)) - 1
    return years(first, first + size - 1, f"{first:04d}"[: 4 - zeros])


def years(first: int, last: int, value: str) -> Period:
    """Whole years `first` to `last` under a TIMEX3 value."""
    return Period(value, date(max(first, 1), 1, 1), date(min(last, 9999), 12, 31))


def _week(day: date) -> Period:
    year, week, weekday = day.isocalendar()
    monday = day - (weekday - 1) * DAY
    return Period(f"{year:04d}-W{week:02d}", monday, monday + 6 * DAY)


def _weekend(day: date) -> Period:
    week = _week(day)
    assert week.low is not None
    return Period(f"{week.value}-WE", week.low + 5 * DAY, week.low + 6 * DAY)


def _months(day: date, size: int, letter: str) -> Period:
    """A quarter or half of a year."""
    index = (day.month - 1) // size
    first = day.replace(month=index * size + 1, day=1)
    return Period(f"{day.year:04d}-{letter}{index + 1}", first, month_end(first.replace(month=first.month + size - 1)))


def _season(day: date) -> Period:
    """The season of `day`; a winter bears the year it begins in."""
    if day.month < 3:
        return season(day.year - 1, "WI")
    return season(day.year, max((code for code in _SEASONS if _SEASONS[code] <= day.month), key=_SEASONS.__getitem__))


def season(year: int, code: str) -> Period:
    """Season `code` (SP, SU, FA, WI) that begins in `year`."""
    first = date(year, _SEASONS[code], 1)
    return Period(f"{year:04d}-{code}", first, month_end(add("month", first, 2)))


def add(grain: str, day: date, count: int) -> date:
    """`day` moved by `count` periods; a month's 31st becomes the last day of a shorter month.

    >>> add("month", date(2022, 1, 31), 1)
    datetime.date(2022, 2, 28)
    """
    try:
        if grain in _DAYS:
            return day + count * DAY * _DAYS[grain]
        total = day.year * 12 + day.month - 1 + count * _MONTHS[grain]
        first = date(total // 12, total % 12 + 1, 1)
        return first.replace(day=min(day.day, month_end(first).day))
    except (ValueError, OverflowError):
        return date.max if count > 0 else date.min


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def part(period: Period, which: str) -> Period:
    """The early, mid or late part of a period: its first, second or last third in days ("start" and "end" as well).

    >>> part(span("year", date(2014, 1, 1)), "early").high
    datetime.date(2014, 5, 1)
    """
    if period.low is None or period.high is None:
        return period
    days = (period.high - period.low).days + 1
    third = max(1, days // 3)
    if which in ("early", "start"):
        return period._replace(high=period.low + (third - 1) * DAY if days > 1 else period.high)
    if which in ("late", "end"):
        return period._replace(low=period.high - (third - 1) * DAY if days > 1 else period.low)
    return period._replace(low=period.low + third * DAY, high=period.high - third * DAY) if days > 2 else period
