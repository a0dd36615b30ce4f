"""Stretches of time and what is counted in them: "an hour and 40 minutes", "two weeks ago", "within 48 hours"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rapporteur.extract.time import calendar
from rapporteur.extract.time.lexer import TimeToken
from rapporteur.extract.time.normalisation import Context, Match, Meaning, finish_span
from rapporteur.extract.time.numerals import Number
from rapporteur.lexicon.word_sets import word_map, word_set
from rapporteur.model import Interval

LETTERS: Mapping[str, str] = word_map("time", "letters")
MINUTES = {unit: seconds / 60 for unit, seconds in word_map("time", "seconds").items()}
"""Minutes of the units that have a fixed length."""


def count_of(token: TimeToken | None) -> Number:
    """The number of a token; an article counts one."""
    return token.number if token is not None and token.number is not None else Number(1.0, 1.0, 0)


def ago(match: Match, context: Context) -> Meaning | None:
    """For "two weeks ago", "a day earlier", "three years later", "a week from now"."""
    number, unit, where = count_of(match.get("n")), match.get("u"), match.text("where")
    grain = grain_of(unit) if unit else "day"
    back = where in ("ago", "earlier", "before")
    if match.get("n") is None:
        vague = duration_value(Number(2.0, None, 0, True), grain)
        return Meaning("DATE", "PAST_REF", direction="past") if where == "ago" else Meaning("DURATION", vague)
    if grain == "year" and number.low == number.high == 1 and back and context.quarter is not None:
        return finish_span(match, context, "quarter", calendar.add("year", context.quarter, -1), "past")
    day = context.published if where in ("ago", "from", "hence") else context.reference or context.published
    if where in ("before", "after") and context.after_tag and context.after not in word_set("time", "ago_closers"):
        return None
    count = number.low + (0.5 if match.text("half") else 0)
    if day is None or number.vague or count > 10000:
        if where == "later" and number.vague:
            return Meaning("DURATION", duration_value(number, grain), direction="future")
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF", direction="past" if back else "future")
    if grain in ("second", "minute", "hour"):
        return Meaning("DATE", day.isoformat(), day, day, "past" if back else "future")
    grain = {"night": "day", "weekend": "week", "fortnight": "week"}.get(grain, grain)
    size = 2 if unit and unit.value == "fortnight" else 1
    if grain == "week" and context.reference == day and day != context.published:
        target = calendar.add("week", day, -int(count) if back else int(count))
        return Meaning("DATE", target.isoformat(), target, target, "past" if back else "future")
    steps = int(count * size)
    target = calendar.add(grain, day, -steps if back else steps)
    if target in (date.min, date.max):
        return None
    if grain == "decade":
        grain = "year"
    return finish_span(match, context, grain, target, "past" if back else "future")


def window(number: Number, grain: str, direction: str, published: date | None) -> Meaning:
    """A stretch that ends or begins on the day of publication: "the past two weeks", "the next 24 hours"."""
    value, minutes = duration_value(number, grain), _minutes(number, grain)
    if published is None:
        return Meaning("DURATION", value, direction=direction, minutes=minutes)
    far = _far(number, grain, published, -1 if direction == "past" else 1)
    low, high = (far, published) if direction == "past" else (published, far)
    return Meaning("DURATION", value, low, high, direction, None, minutes)


def _far(number: Number, grain: str, published: date, sign: int) -> date | None:
    """The other end of a window; unknown where the number is vague ("the coming days")."""
    if number.vague and number.low != number.high:
        return None
    count = number.high or number.low
    if grain in ("second", "minute", "hour"):
        days = int(-(-count * MINUTES[grain] // 1440))
        return calendar.add("day", published, sign * days)
    return calendar.add({"night": "day"}.get(grain, grain), published, sign * int(-(-count // 1)))


def coming(match: Match, context: Context) -> Meaning | None:
    """For "the past two weeks", "the next few days", "the coming weeks", "recent months"."""
    det, unit, number = match.text("det"), match.get("u"), match.get("n")
    assert unit is not None
    if det in ("these", "those"):
        return Meaning("DATE", "PRESENT_REF") if det == "these" and unit.text == "days" else None
    counted = _range(match) if number is not None else Number(2.0, None, 0, True)
    if number is None and unit.name != "units":
        return None
    direction = "past" if det in word_set("time", "elapsed") else "future"
    return window(counted, str(unit.value), direction, context.published)


def ahead(match: Match, context: Context) -> Meaning | None:
    """For "the days ahead", "in the weeks to come"."""
    number = match.get("n")
    counted = _range(match) if number is not None else Number(2.0, None, 0, True)
    unit = match.get("u")
    return window(counted, str(unit.value) if unit else "day", "future", context.published)


def within(match: Match, context: Context) -> Meaning | None:
    """For "within days", "within 48 hours", "within a week": from the day of publication on, unless told as past."""
    number, unit = match.get("n"), match.get("u")
    assert unit is not None
    if number is None and unit.name != "units":
        return None
    counted = _range(match) if number is not None else Number(2.0, None, 0, True)
    grain = grain_of(unit)
    if context.tense() == "past":
        return Meaning("DURATION", duration_value(counted, grain), minutes=_minutes(counted, grain))
    return window(counted, grain, "future", context.published)


def grain_of(unit: TimeToken) -> str:
    """The unit's name; "night" is a part of the day elsewhere ("TNI"), a length here ("a night of shelling")."""
    return "night" if unit.value == "TNI" else str(unit.value)


def _range(match: Match) -> Number:
    """The number of groups n and n2: "24 to 48" is low 24, high 48; what does not rise ("won 3-1") is the second alone."""
    first, second = count_of(match.get("n")), match.get("n2")
    if second is None or second.number is None:
        return first
    if second.number.high is not None and second.number.high < first.low:
        return second.number
    return Number(first.low, second.number.high, 0, first.vague or second.number.vague)


def duration_value(number: Number, grain: str, half: bool = False) -> str:
    """The TIMEX3 value; the upper end of a range, as TimeBank has it.

    >>> duration_value(Number(30.0, 40.0, 0), "minute"), duration_value(Number(2.0, None, 0, vague=True), "week")
    ('PT40M', 'PXW')
    """
    if grain == "decade" or (grain == "century" and not number.vague):
        number, grain = _tenfold(number, 10 if grain == "decade" else 100), "year"
    letter = LETTERS[grain]
    time = "T" if grain in ("second", "minute", "hour") else ""
    if number.vague and number.low != number.high:
        return f"P{time}X{letter}"
    count = (number.high or number.low) + (0.5 if half else 0.0)
    if grain == "fortnight":
        count *= 2
    if count % 1 == 0.5 and grain in ("hour", "minute"):
        smaller = {"hour": "30M", "minute": "30S"}[grain]
        return f"PT{int(count)}{letter}{smaller}" if count >= 1 else f"PT{smaller}"
    if count % 1 == 0.5 and grain == "year":
        return f"P{int(count)}Y6M" if count > 1 else "P6M"
    return f"P{time}{count:g}{letter}"


def _tenfold(number: Number, years: int) -> Number:
    """Decades and centuries in years, as TimeBank counts them."""
    return Number(number.low * years, number.high and number.high * years, number.end, number.vague)


def _minutes(number: Number, grain: str, extra: float = 0.0) -> Interval | None:
    size = MINUTES.get(grain)
    if size is None:
        return None
    high = None if number.high is None else number.high * size + extra
    return Interval(low=number.low * size + extra, high=high, unit="minute")


def duration(match: Match, context: Context) -> Meaning | None:
    """For "an hour and 40 minutes", "62-minute", "24 to 48 hours", "half an hour", "eight years"."""
    number, unit = _range(match), match.get("u")
    if unit is None or not _is_duration(match, context, unit):
        return None
    grain = grain_of(unit) if unit.text not in ("second", "seconds") else "second"
    if grain == "quarter":
        return None
    if match.text("half"):
        number = Number(0.5, 0.5, 0)
    elif match.text("half2"):
        number = Number(number.low + 0.5, (number.high or number.low) + 0.5, 0, number.vague)
    value, minutes = duration_value(number, grain), _minutes(number, grain)
    second, unit2 = match.get("m"), match.get("v")
    if unit2 is not None and grain_of(unit2) != grain and MINUTES.get(grain_of(unit2)) and grain in MINUTES:
        more = count_of(second)
        value = _joined(value, duration_value(more, grain_of(unit2)))
        minutes = _minutes(number, grain, more.low * MINUTES[grain_of(unit2)])
    elif unit2 is not None and grain_of(unit2) == grain:
        return None  # "12 hours a day, seven days a week"
    elif unit2 is not None:
        value = _joined(value, duration_value(count_of(second), grain_of(unit2)))
    return Meaning("DURATION", value, minutes=minutes)


def _joined(first: str, second: str) -> str:
    """For "PT1H" and "PT40M" make "PT1H40M"."""
    return first + (second[2:] if second.startswith("PT") and "T" in first else second[1:])


def _is_duration(match: Match, context: Context, unit: TimeToken) -> bool:
    """Whether a count and a unit are a stretch of time, not a rate ("twice a week") or an ordinal ("a second try")."""
    number = match.get("n")
    simple = number is not None and number.name == "a" and match.end - match.start == 2
    if unit.text == "second" and (number is None or number.name == "a"):
        return False
    if match.text("long") == "old":
        return False  # an age
    if number is not None and number.name == "a" and match.end - match.start > 2 and match.text("long"):
        return False
    if simple:
        return context.before in word_set("time", "takes_a_length") and context.after_tag not in ("NN", "NNS")
    if number is not None and number.name == "a" and not (match.text("half2") or match.get("v")):
        return match.text("hyphen") != "" or match.text("half") != "" or match.text("more") != ""
    return not (number is not None and number.name == "year" and unit.name != "units")


def lasting(match: Match, context: Context) -> Meaning | None:
    """For "hour-long", "decades-long"."""
    unit = match.get("u")
    assert unit is not None
    grain = grain_of(unit)
    number = Number(2.0, None, 0, True) if unit.name == "units" else Number(1.0, 1.0, 0)
    return Meaning("DURATION", duration_value(number, grain), minutes=_minutes(number, grain))


def bare_plural(match: Match, context: Context) -> Meaning | None:
    """For "for weeks", "over months": a stretch of unknown length."""
    unit = match.get("u")
    assert unit is not None
    if context.before not in word_set("time", "bare_openers") or context.after in word_set("time", "bare_refusers"):
        return None
    number = Number(2.0, None, 0, True)
    grain = grain_of(unit)
    return Meaning("DURATION", duration_value(number, grain), minutes=_minutes(number, grain))
