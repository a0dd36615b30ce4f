"""Quarters and halves of a year, and what business news counts from them: "the year-ago quarter", "the 1988 period".

"Net rose to $3 million in the third quarter from $2 million a year earlier": the year earlier is that year's third
quarter, since like is held against like. `Context.quarter` is the quarter last told of.
"""

from __future__ import annotations

from datetime import date

from rapporteur.extract.time import calendar
from rapporteur.extract.time.calendar import DAY, Period
from rapporteur.extract.time.normalisation import Context, Match, Meaning, finish, finish_span, number_of, year_of
from rapporteur.lexicon.word_sets import word_set


def quarter_of(match: Match, context: Context) -> Meaning | None:
    """For "the third quarter", "Q3 2021", "the first half of 2022", "last year's fourth quarter"."""
    index, published = number_of(match.get("o")) or 0, context.published
    size, letter, top = (6, "H", 2) if match.text("half") else (3, "Q", 4)
    if not 1 <= index <= top:
        return None
    year = year_of(match, context)
    if letter == "H" and year is None and match.get("rel") is None:
        return None
    if year is None and published is None:
        return Meaning("DATE", f"XXXX-{letter}{index}")
    year = _year_of(index, size, context) if year is None else year
    day = date(year, (index - 1) * size + 1, 1)
    return finish_span(match, context, "half" if letter == "H" else "quarter", day)


def _year_of(index: int, size: int, context: Context) -> int:
    """The year of a quarter or half without one: the last that has begun, unless the tense is future."""
    published = context.published or date.min
    ahead = date(published.year, (index - 1) * size + 1, 1) > published
    return published.year - (ahead and context.tense() != "future" and published.year > 1)


def last_half(match: Match, context: Context) -> Meaning | None:
    """For "the last half of 1989"."""
    year = number_of(match.get("y"))
    return finish_span(match, context, "half", date(year, 12, 1)) if year else None


def _in_focus(context: Context, back: int) -> Period | None:
    """The quarter last told of, `back` years before."""
    if context.quarter is None:
        return None
    return calendar.span("quarter", calendar.add("year", context.quarter, -back))


def _finished(context: Context, back: int) -> Period | None:
    """The last quarter that was over on the day of publication, `back` years before."""
    if context.published is None:
        return None
    low = calendar.span("quarter", context.published).low
    return calendar.span("quarter", calendar.add("year", low - DAY, -back)) if low and low > date.min else None


def year_earlier(match: Match, context: Context) -> Meaning | None:
    """For "the year-earlier quarter", "the year-ago third quarter", "the comparable period last year", "year-ago"."""
    if match.text("where") == "later" or context.published is None:
        return None
    index, what = number_of(match.get("o")), match.text("q")
    if not what and context.after_tag == "CD":
        return None
    if index is not None:
        if not 1 <= index <= 4:
            return None
        year = _year_of(index, 3, context) - 1
        return finish_span(match, context, "quarter", date(max(year, 1), index * 3 - 2, 1), "past")
    period = _in_focus(context, 1) or (_finished(context, 1) if what == "quarter" else None)
    if period is None:
        period = calendar.span("year", calendar.add("year", context.published, -1))
    return finish(match, context, period, "past")


def quarter_in(match: Match, context: Context) -> Meaning | None:
    """For "the 1988 quarter", "last year's period": the quarter told of, in that year."""
    year = year_of(match, context)
    if context.quarter is None or year is None:
        return None
    return finish_span(match, context, "quarter", context.quarter.replace(year=year))


def quarter_in_focus(match: Match, context: Context) -> Meaning | None:
    """For "the quarter", "the latest period", "the quarter a year ago"."""
    latest, what, back = match.text("latest"), match.text("q"), int(bool(match.text("back")))
    if (what == "period" and not latest) or context.after in word_set("time", "not_quarters"):
        return None
    period = _in_focus(context, back) or (_finished(context, back) if latest and what == "quarter" else None)
    return finish(match, context, period)
