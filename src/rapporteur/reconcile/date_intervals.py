"""Days as closed intervals of ordinals, and whether two of them can be the same time.

>>> from rapporteur.model import When
>>> interval_of(When("2022-02-14", "2022-02-20", "next week"))
(738200, 738206)
>>> overlap((738200, 738206), (738203, 738203)), overlap((1, 2), (3, 3)), overlap(None, (3, 3))
(True, False, True)
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from rapporteur.model import When

DateInterval = tuple[int | None, int | None]
SLACK = 7
"""Days between a report's publication and an undated event in it that still count as the same story."""


@lru_cache(maxsize=8192)
def ordinal(day: str | None) -> int | None:
    """The proleptic ordinal of an ISO day or minute; `None` where there is none or it is malformed."""
    try:
        return dt.date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def interval_of(when: When | None) -> DateInterval | None:
    """The interval of a claim's time; `None` where both sides are open."""
    if when is None:
        return None
    start, end = ordinal(when.start), ordinal(when.end)
    return None if start is None and end is None else (start, end)


def overlap(a: DateInterval | None, b: DateInterval | None) -> bool:
    """Whether two intervals share a day; an unknown one meets all."""
    if a is None or b is None:
        return True
    return not _before(a, b) and not _before(b, a)


def _before(a: DateInterval, b: DateInterval) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]


def may_coincide(
    a: DateInterval | None,
    a_published: int | None,
    b: DateInterval | None,
    b_published: int | None,
    standings: tuple[str, str] = ("", ""),
) -> bool:
    """Whether two times can be one: they meet, or an undated one was published within `SLACK` days of the other.

    With `standings`: what an undated report tells as done was done before it, what it has as planned comes after it.

    >>> held, planned = (None, 10), (None, 12)
    >>> may_coincide(*held, *planned, ("stated", "planned")), may_coincide(*planned, *held, ("stated", "planned"))
    (False, True)
    """
    if a is not None and b is not None:
        return overlap(a, b)
    return overlap(a or _around_publication(a_published, standings[0]), b or _around_publication(b_published, standings[1]))


def _around_publication(published: int | None, standing: str) -> DateInterval | None:
    if published is None:
        return None
    return published - SLACK * (standing != "planned"), published + SLACK * (standing != "stated")


def day_label(day: str | None) -> str:
    """An ISO day as a reader writes it: "2022-02-12" → "12 Feb"; "" where unknown."""
    number = ordinal(day)
    if number is None:
        return ""
    date = dt.date.fromordinal(number)
    return f"{date.day} {date:%b}"
