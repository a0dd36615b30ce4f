"""Dates of the calendar: days, months, quarters, seasons, years, decades, feasts.

"12 February", "early 2014", "the 20th" in a report of 2022-02-12 are 2022-02-12, 2014, 2022-02-20. Where the words
leave out the year or the month, the tense chooses it (`nearest`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rapporteur.extract.time import calendar
from rapporteur.extract.time.calendar import DAY
from rapporteur.extract.time.normalisation import Context, Match, Meaning, finish, finish_span, number_of, year_of
from rapporteur.lexicon.word_sets import word_map, word_set

_BEFORE_DATES = word_set("time", "before_dates")
_QUALIFIED = tuple(word_set("time", "after_ordinals"))
_STALE = 270
"""Days after which a bare "March 12" would carry its year: the nearer one on the other side of publication is meant."""


def nearest(candidates: list[date], context: Context) -> date | None:
    """Of a yearly or monthly day, the one that the tense points at; without a tense, the nearest."""
    published = context.published
    if published is None or not candidates:
        return None
    if published in candidates:
        return published
    direction = context.tense()
    if direction == "past":
        return max((day for day in candidates if day <= published), default=None)
    if direction == "future":
        return min((day for day in candidates if day >= published), default=None)
    return min(candidates, key=lambda day: (abs((day - published).days), day))


def month_day(match: Match, context: Context) -> Meaning | None:
    """For "Feb. 12", "Saturday, 12 February 2022", "12-14 February": a day or days of a month."""
    month, first = number_of(match.get("m")), number_of(match.get("d"))
    last, year, det = number_of(match.get("d2")), year_of(match, context), match.get("det")
    if month is None or first is None or not 1 <= first <= 31:
        return None
    day = _day_in(year, month, first, context, det is not None and det.name == "last")
    if day is None:
        if year is not None or calendar.make_day(2024, month, first) is None:
            return None
        return Meaning("DATE", f"XXXX-{month:02d}-{first:02d}")
    meaning = finish_span(match, context, "week" if match.text("weekof") else "day", day)
    end = calendar.make_day(day.year, month, last) if last else None
    return meaning._replace(high=end) if meaning and end and end > day else meaning


def _day_in(year: int | None, month: int, day: int, context: Context, backward: bool) -> date | None:
    if year is not None:
        return calendar.make_day(year, month, day)
    if context.published is None:
        return None
    around = [calendar.make_day(context.published.year + step, month, day) for step in (-1, 0, 1)]
    days = [day for day in around if day is not None]
    if backward:
        return max((day for day in days if day < context.published), default=None)
    return _unless_stale(days, context)


def _unless_stale(days: list[date], context: Context) -> date | None:
    """The day that the tense points at, or the nearest one where that lies nearly a year away."""
    chosen, soonest = nearest(days, context), nearest(days, context._replace(tense=lambda: None))
    if chosen is None or soonest is None or context.published is None:
        return chosen
    return soonest if abs((context.published - chosen).days) > _STALE else chosen


def iso_day(match: Match, context: Context) -> Meaning | None:
    """For "2022-02-12"."""
    year, month, day = (number_of(match.get(name)) for name in ("y", "m", "d"))
    iso = calendar.make_day(year or 0, month or 0, day or 0)
    return finish_span(match, context, "day", iso)


def slashed_day(match: Match, context: Context) -> Meaning | None:
    """For "25/02/2022" and "02/25/2022"; "03/04/2022" could be either and stays undated but for its year."""
    first, second, year = (number_of(match.get(name)) for name in ("a", "b", "y"))
    if first is None or second is None or year is None:
        return None
    if year < 100:
        year += 2000 if year < 70 else 1900
    readings = [calendar.make_day(year, second, first), calendar.make_day(year, first, second)]
    days = sorted({day for day in readings if day is not None})
    if len(days) == 1:
        return finish_span(match, context, "day", days[0])
    if context.published in days and context.published is not None:
        return finish_span(match, context, "day", context.published)
    return Meaning("DATE", f"{year:04d}-XX-XX") if days else None


def month_name(match: Match, context: Context) -> Meaning | None:
    """For "February", "mid-February", "February 2022", "the end of March", "last May"."""
    token, year = match.get("m"), year_of(match, context)
    assert token is not None
    month, det = number_of(token) or 1, match.get("det")
    alone = year is None and det is None and not match.text("mod") and not match.text("edge")
    if alone and token.text in word_set("time", "name_months") and context.before not in _BEFORE_DATES:
        return None
    if alone and len(token.text) < 5 and context.after_tag.startswith("NNP"):
        return None
    if year is not None:
        return finish_span(match, context, "month", date(year, month, 1))
    published = context.published
    if published is None:
        return Meaning("DATE", f"XXXX-{month:02d}")
    this = date(published.year, month, 1)
    if det is not None and det.name == "this" and context.tense() != "past" and this < published.replace(day=1):
        return finish_span(match, context, "month", calendar.add("year", this, 1))
    if det is not None and det.name == "this":
        return finish_span(match, context, "month", this)
    if det is not None:
        return finish_span(match, context, "month", _strictly(this, published, det.name == "next"))
    around = [calendar.add("year", this, step) for step in (-1, 0, 1)]
    anew = context._replace(published=published.replace(day=1))
    if context.before in word_set("time", "month_limits"):
        anew = anew._replace(tense=lambda: None)
    settled = anew.tense() == "past" and not context.of_noun()
    day = nearest(around, anew) if settled else _unless_stale(around, anew)
    return finish_span(match, context, "month", day)


def _strictly(this: date, published: date, forward: bool) -> date:
    """The first of a month that lies wholly ahead of, or behind, the month of publication."""
    current = published.replace(day=1)
    if forward:
        return this if this > current else calendar.add("year", this, 1)
    return this if this < current else calendar.add("year", this, -1)


def year_number(match: Match, context: Context) -> Meaning | None:
    """For "2014", "early 2014", "fiscal 2022"; a bare year needs company that makes it one."""
    token = match.get("y")
    assert token is not None
    year = number_of(token) or (int(token.number.low) if token.number is not None else 0)
    plain = not (match.text("mod") or match.text("edge") or match.text("fiscal") or match.text("full"))
    if not 1500 <= year <= 2100 or (plain and not _looks_like_year(context, year)):
        return None
    return finish_span(match, context, "year", date(year, 1, 1))


def _looks_like_year(context: Context, year: int) -> bool:
    if context.before in word_set("time", "not_years") or context.after in word_set("time", "not_years_after"):
        return False
    if context.after == "-" and context.before not in _BEFORE_DATES:
        return False
    if context.before in _BEFORE_DATES or context.before in word_set("time", "year_owners"):
        return context.after_tag != "NNS" or context.before in word_set("time", "year_of_things")
    if context.after_tag == "NN" and 1900 <= year <= 2050:
        return True  # "her unsuccessful 1996 campaign"
    return context.sentence_start or context.after_tag in word_set("time", "year_closers")


def decade(match: Match, context: Context) -> Meaning | None:
    """For "the 1990s", "the late 1980s", "the '90s"."""
    start = number_of(match.get("x")) or 0
    if start < 100 and not (match.text("apostrophe") or context.before in word_set("time", "decade_openers")):
        return None
    if start < 100:
        start += 1900 if start > 20 else 2000
    if start % 100 == 0:
        return finish(match, context, calendar.years(start, start + 99, f"{start // 100:02d}"))
    return finish(match, context, calendar.years(start, start + 9, f"{start // 10:03d}"))


def century(match: Match, context: Context) -> Meaning | None:
    """For "the 19th century"."""
    number = number_of(match.get("o")) or 0
    if not 1 < number < 30:
        return None
    return finish(match, context, calendar.years(number * 100 - 99, number * 100, f"{number - 1:02d}"))


def ordinal_day(match: Match, context: Context) -> Meaning | None:
    """For "the 20th": the day of a month, nearest ahead unless the tense is past; never before a noun."""
    day, published = number_of(match.get("o")), context.published
    token = match.get("o")
    if day is None or token is None or not token.text[0].isdigit() or not 1 <= day <= 31:
        return None
    if context.before not in word_set("time", "before_ordinals"):
        return None
    if context.after_tag.startswith(_QUALIFIED) or context.after == "of":
        return None
    if published is None:
        return Meaning("DATE", f"XXXX-XX-{day:02d}")
    det = match.get("det")
    if det is not None:
        month = calendar.add("month", published.replace(day=1), int(str(det.value)))
        named = calendar.make_day(month.year, month.month, day) if match.text("u") == "month" else None
        return finish_span(match, context, "day", named)
    months = [calendar.add("month", published.replace(day=1), step) for step in (-2, -1, 0, 1, 2)]
    days = [each for first in months if (each := calendar.make_day(first.year, first.month, day))]
    tense = context.tense() if context.tense() == "past" else "future"
    chosen = nearest(days, context._replace(tense=lambda: tense))
    return finish_span(match, context, "day", chosen, tense)


def season_of(match: Match, context: Context) -> Meaning | None:
    """For "last winter", "the summer of 2014", "this spring", "in winter"."""
    code, year, det = str((match.get("s") or match.tokens[match.start]).value), year_of(match, context), match.get("det")
    if year is not None:
        return finish(match, context, calendar.season(year, code))
    if det is None and not _of_a_year(match, context):
        return None
    if context.published is None:
        return Meaning("DATE", f"XXXX-{code}")
    published = context.published
    around = [calendar.season(published.year + step, code) for step in (-2, -1, 0, 1)]
    if det is None:
        day = nearest([p.low for p in around if p.low], context)
        return finish_span(match, context, "season", day)
    if det.name == "last":
        return finish(match, context, max(p for p in around if p.high and p.high < published))
    if det.name == "next":
        return finish(match, context, min(p for p in around if p.low and p.low > published))
    current = [p for p in around if p.low and p.high and p.low <= published <= p.high]
    return finish(match, context, (current or [calendar.season(published.year, code)])[0])


def year_end(match: Match, context: Context) -> Meaning | None:
    """For "year-end", "by year's end": the end of the year of publication, or of the one before if it is long past."""
    if match.text("e") != "end" or context.after == "of":
        return None
    published = context.published
    if published is None:
        return Meaning("DATE", "XXXX")
    back = context.before in ("since", "from") or (context.tense() == "past" and published.month <= 3)
    year = calendar.span("year", published.replace(year=published.year - back, day=1))
    return finish(match, context, calendar.part(year, "end"))


def _of_a_year(match: Match, context: Context) -> bool:
    """Whether "the summer" is that of a year, as in "over the summer", and no time of the year in general."""
    if context.after_tag.startswith("NN"):
        return False  # "the end of the Winter Games"
    marked = bool(match.text("mod") or match.text("edge"))
    return marked or (bool(match.text("the")) and context.before in word_set("time", "season_openers"))


def holiday(match: Match, context: Context) -> Meaning | None:
    """For "Christmas Eve", "New Year's Day", "Thanksgiving"."""
    rule = word_map("time", "holidays").get(f"{match.text('h')} {match.text('h2')}".rstrip())
    year = number_of(match.get("y"))
    if rule is None:
        return None
    if year is None:
        if context.published is None:
            return None
        day = nearest([_holiday_in(context.published.year + step, rule) for step in (-1, 0, 1)], context)
    else:
        day = _holiday_in(year, rule)
    return finish_span(match, context, "day", day)


def _holiday_in(year: int, rule: Mapping[str, int]) -> date:
    """The day of a holiday in a year, as the table of holidays has it."""
    if "easter" in rule:
        return calendar.easter(year) + rule["easter"] * DAY
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    first = date(year, rule["month"], 1)
    return first + ((rule["weekday"] - first.weekday()) % 7 + 7 * (rule["count"] - 1)) * DAY
