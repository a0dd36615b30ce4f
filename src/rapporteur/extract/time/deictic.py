"""Days told from the day of publication: "Saturday", "last night", "next week", "earlier in the day", "the weekend".

A weekday's name in a report published on that weekday is that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rapporteur.extract.time import calendar
from rapporteur.extract.time.calendar import DAY
from rapporteur.extract.time.durations import LETTERS, count_of, duration_value, window
from rapporteur.extract.time.lexer import TimeToken
from rapporteur.extract.time.normalisation import Context, Match, Meaning, clock_value, finish, finish_span, number_of
from rapporteur.extract.time.numerals import Number
from rapporteur.lexicon.word_sets import word_map, word_set

_NOUNS = word_set("time", "noun_tags")
_UNDATED: Mapping[str, str] = word_map("time", "undated")


def weekday_name(match: Match, context: Context) -> Meaning | None:
    """For "Saturday", "last Monday", "early Tuesday", "Friday night", "Monday next week"."""
    token = match.get("w")
    assert token is not None
    index, published = number_of(token) or 0, context.published
    if published is None:
        return _undated_weekday(match, index)
    det, rel = match.get("det"), match.get("rel")
    if rel is not None:
        start = calendar.add("week", published, int(str(rel.value)))
        day, direction = start + (index - start.weekday()) * DAY, None
    else:
        anchored = det is not None and det.text in ("previous", "preceding", "following")
        start = (context.reference or published) if anchored else published
        day, direction = _weekday_of(index, start, det.text if det else "", context.tense)
    return finish_span(match, context, "day", day, direction)


def _undated_weekday(match: Match, index: int) -> Meaning:
    part = match.get("part")
    value = f"XXXX-WXX-{index + 1}" + (str(part.value) if part else "")
    return Meaning("TIME" if part else "DATE", value)


def _weekday_of(index: int, published: date, det: str, tense: Callable[[], str | None]) -> tuple[date, str | None]:
    """The day that a weekday's name means: the day of publication itself if it is one, else as the tense points."""
    back, ahead = (published.weekday() - index) % 7, (index - published.weekday()) % 7
    if det in word_set("time", "backward"):
        return published - (back or 7) * DAY, "past"
    if det == "next":
        return published + (7 - published.weekday() + index) * DAY, "future"
    if det in word_set("time", "forward"):
        return published + (ahead or 7) * DAY, "future"
    direction = tense()
    if back == 0:
        return published, None if direction == "present" else direction
    if direction in ("future", "present") or (det == "this" and direction != "past"):
        return published + ahead * DAY, "future"
    return published - back * DAY, "past"


def today(match: Match, context: Context) -> Meaning | None:
    """For "today", "later today", "yesterday evening", "overnight", "the day after tomorrow"."""
    day, text, published = match.get("t"), match.text("t"), context.published
    step = number_of(day) or 0
    if match.text("beyond"):
        if (match.text("beyond"), text) not in (("before", "yesterday"), ("after", "tomorrow")):
            return None
        step *= 2
    if published is None:
        return Meaning("TIME" if text in ("tonight", "overnight") else "DATE", "XXXX-XX-XX")
    if text == "overnight":
        ahead = context.tense() == "future"
        low = published if ahead else published - DAY
        return Meaning("TIME", f"{(low + DAY if not ahead else low).isoformat()}TNI", low, low + DAY)
    period = calendar.span("day", published + step * DAY)
    if text == "tonight":
        return Meaning("TIME", period.value + "TNI", period.low, period.high)
    return finish(match, context, period)


def in_the_period(match: Match, context: Context) -> Meaning | None:
    """For "earlier in the day", "later that year": of what was told of last; "earlier in the year" is of publication's."""
    unit = match.get("u")
    grain = str(unit.value) if unit else "day"
    anchor = context.reference if grain in ("day", "week") else context.anchor if match.get("det") else None
    day = anchor or context.published
    if grain not in word_set("time", "anchored_periods"):
        return None
    if day is None:
        return Meaning("DATE", _UNDATED.get(grain, "XXXX"))
    return finish_span(match, context, grain, day)


def relative(match: Match, context: Context) -> Meaning | None:
    """For "last week", "this month", "the end of next year", "this morning", "last night", "that day"."""
    det, unit, published = match.get("det"), match.get("u"), context.published
    assert det is not None
    assert unit is not None
    if unit.name in ("part", "night"):
        return _part_of_today(det, unit, context)
    grain = str(unit.value)
    if grain in word_set("time", "lengths") or unit.text == "second":
        return None
    if det.name == "that" or det.text in ("following", "preceding", "previous"):
        return _anchored(match, context, det, grain)
    if grain == "day":
        return _anchored(match, context, det, grain) if det.text == "next" else None
    if published is None:
        return Meaning("DATE", _UNDATED.get(grain, "XXXX"))
    step = int(str(det.value))
    if det.text == "past":
        number = Number(1.0, 1.0, 0)
        return window(number, grain, "past", published)
    if det.text == "this" and context.after in ("old", "ago"):
        return None
    return finish_span(match, context, grain, calendar.add(grain, published, step))


def _part_of_today(det: TimeToken, unit: TimeToken, context: Context) -> Meaning | None:
    """For "this morning", "last night", "that evening"."""
    if det.name == "that" or det.text in word_set("time", "anchored"):
        day = context.reference and calendar.add("day", context.reference, int(str(det.value)))
        if day is None and det.name != "that":
            return None
    elif context.published is not None and (det.name == "this" or unit.text == "night"):
        day = context.published - DAY if det.name == "last" else context.published
    else:
        return None
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XX{unit.value}")
    return Meaning("TIME", f"{day.isoformat()}{unit.value}", day, day)


def before_last(match: Match, context: Context) -> Meaning | None:
    """For "the week before last"."""
    unit, published = match.get("u"), context.published
    grain = str(unit.value) if unit else ""
    if match.text("det") != "last" or grain not in word_set("time", "week_and_more"):
        return None
    if published is None:
        return Meaning("DATE", _UNDATED.get(grain, "XXXX"))
    return finish_span(match, context, grain, calendar.add(grain, published, -2))


def part_of_day(match: Match, context: Context) -> Meaning | None:
    """For "in the morning", "during the night": of the day last told of."""
    part, day = match.get("p"), context.reference or context.published
    if part is None or day is None or context.before not in ("in", "during") or context.tense() not in ("past", "future"):
        return None
    return Meaning("TIME", f"{day.isoformat()}{part.value}", day, day) if context.after != "of" else None


def _anchored(match: Match, context: Context, det: TimeToken, grain: str) -> Meaning | None:
    """For "that day", "the following week", "the next day": counted from the day last told of."""
    day = context.reference if grain in ("day", "week", "weekend") else context.anchor
    if det.text == "following" and day is None and grain != "day":
        day = context.published
    if day is None:
        return None
    return finish_span(match, context, grain, calendar.add(grain, day, int(str(det.value))))


def the_period(match: Match, context: Context) -> Meaning | None:
    """For "the weekend": the one the tense points at; "the end of the month": of the month of publication."""
    unit, published = match.get("u"), context.published
    grain = str(unit.value) if unit else ""
    if grain == "year" and not match.text("edge"):
        return _the_year(match, context)
    if grain != "weekend" and (not match.text("edge") or grain not in word_set("time", "edged")):
        return None
    if published is None:
        return Meaning("DATE", _UNDATED.get(grain, "XXXX"))
    current = calendar.span(grain, published)
    assert current.low is not None
    past = context.tense() == "past" and context.before not in ("by", "until", "before")
    if grain == "weekend" and current.low > published and past:
        current = calendar.span(grain, calendar.add("week", published, -1))
    return finish(match, context, current)


def _the_year(match: Match, context: Context) -> Meaning | None:
    """For "the full year", "sales for the year": that of publication; "the year ended July 2" is a length of time."""
    if context.after in ("ended", "ending"):
        return Meaning("DURATION", "P1Y")
    if context.after in word_set("time", "not_the_year") or context.after_tag[:2] in _NOUNS:
        return None
    if context.published is None or not (match.text("fiscal") or context.before in word_set("time", "over_a_year")):
        return None
    return finish_span(match, context, "year", context.published)


def now(match: Match, context: Context) -> Meaning | None:
    return Meaning("DATE", "PRESENT_REF")


def recently(match: Match, context: Context) -> Meaning | None:
    return Meaning("DATE", "PAST_REF", None, None, "past")


def the_past(match: Match, context: Context) -> Meaning | None:
    """For "in the past", where no noun follows."""
    if match.text("past") != "past" or context.after_tag[:2] in _NOUNS:
        return None
    return Meaning("DATE", "PAST_REF", None, None, "past")


def any_moment(match: Match, context: Context) -> Meaning | None:
    """For "at any moment", "any time": from the day of publication on."""
    if context.before not in ("at", ""):
        return None
    return Meaning("DATE", "FUTURE_REF", context.published, None, "future", None, None, "from")


def future(match: Match, context: Context) -> Meaning | None:
    if match.text("what") not in word_set("time", "futures"):
        return None
    return Meaning("DATE", "FUTURE_REF", None, None, "future")


def clock_time(match: Match, context: Context) -> Meaning | None:
    """For "0900 GMT", "at 3pm local time", "noon": on the day last told of, if the words name none."""
    tokens = match.whole("clock")
    value = clock_value(tokens)
    marked = any(token.name in word_set("time", "clock_marks") for token in tokens)
    if value is None or not (marked or (context.before in word_set("time", "before_clocks") and ":" in tokens[1].text)):
        return None
    if context.before == "high":
        return None
    day = context.reference or context.published
    return Meaning("TIME", (day.isoformat() if day else "XXXX-XX-XX") + value, day, day)


def often(match: Match, context: Context) -> Meaning | None:
    if context.after_tag.startswith("NNP"):
        return None
    return Meaning("SET", str(match.tokens[match.start].value))


def every(match: Match, context: Context) -> Meaning | None:
    """For "every day", "each Monday", "every two weeks", "twice a week", "on Mondays"."""
    weekday, unit, parts = match.get("w"), match.get("u"), match.get("parts")
    if weekday is not None:
        return Meaning("SET", f"XXXX-WXX-{(number_of(weekday) or 0) + 1}{parts.value if parts else ''}")
    month, season = match.get("m"), match.get("s")
    if month is not None or season is not None:
        return Meaning("SET", f"XXXX-{number_of(month):02d}" if month else f"XXXX-{season.value if season else ''}")
    assert unit is not None
    if unit.name in ("part", "night"):
        return Meaning("SET", f"XXXX-XX-XX{unit.value}")
    if str(unit.value) not in LETTERS:
        return None
    return Meaning("SET", duration_value(count_of(match.get("n")), str(unit.value)))
