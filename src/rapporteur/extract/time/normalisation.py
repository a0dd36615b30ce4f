"""What a time phrase is resolved against, what it comes to, and the finishing touches all dates share.

"the end of next month" is a phrase for the month and an edge: `finish` applies edges, parts of the day,
clock times.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rapporteur.extract.time import calendar
from rapporteur.extract.time.calendar import Period
from rapporteur.extract.time.lexer import TimeToken
from rapporteur.lexicon.word_sets import word_map
from rapporteur.model import Interval


class Meaning(NamedTuple):
    """What an expression comes to; `low` and `high` are days, `None` where open or undated."""

    type: str
    value: str
    low: date | None = None
    high: date | None = None
    direction: str | None = None
    mod: str | None = None
    minutes: Interval | None = None
    bound: str | None = None


class Context(NamedTuple):
    """What a phrase is resolved against: the day of publication, the day last told of, the tense around it."""

    published: date | None
    reference: date | None
    tense: Callable[[], str | None]
    before: str
    """The lower-cased word right before the phrase, "" at the start of a sentence."""
    after: str
    after_tag: str
    sentence_start: bool
    of_noun: Callable[[], bool]
    """Whether the phrase belongs to a noun ("elections in May"), of which the tense of the verb says less."""
    anchor: date | None = None
    """The first day of what was last told of, be it a month or a year."""
    quarter: date | None = None
    """The first day of the quarter last told of, which "a year earlier" and "the quarter" count from."""


class Match:
    """A pattern's match on the tokens of a sentence."""

    def __init__(self, tokens: list[TimeToken], match: re.Match[str]) -> None:
        self.tokens = tokens
        self.match = match
        self.start, self.end = match.span()

    def get(self, name: str) -> TimeToken | None:
        """The first token of a named group, `None` where the group is absent or empty."""
        group = self.match.groupdict().get(name)
        return self.tokens[self.match.start(name)] if group else None

    def text(self, name: str) -> str:
        """The lower-cased text of a group's first token, "" where it is absent."""
        token = self.get(name)
        return token.text if token else ""

    def whole(self, name: str) -> list[TimeToken]:
        """All tokens of a named group."""
        return self.tokens[self.match.start(name) : self.match.end(name)] if self.match.groupdict().get(name) else []


Resolver = Callable[[Match, Context], "Meaning | None"]


def finish(match: Match, context: Context, period: Period | None, direction: str | None = None) -> Meaning | None:
    """A period with its edges ("the end of"), parts ("early"), part of the day and clock time applied."""
    if period is None:
        return None
    mod = None
    period, mod = _edged(match, context, period)
    part, clock = match.get("part") or match.get("part0"), clock_value(match.whole("clock") or match.whole("clock2"))
    if part is None and clock is None:
        return Meaning("DATE", period.value, period.low, period.high, direction, mod)
    if len(period.value) != 10:
        return None
    suffix = clock or str(part.value if part else "")
    return Meaning("TIME", period.value + suffix, period.low, period.high, direction, mod)


def finish_span(
    match: Match, context: Context, grain: str, day: date | None, direction: str | None = None
) -> Meaning | None:
    """The period of a size that holds a day, finished; `None` where there is no such day."""
    return finish(match, context, calendar.span(grain, day) if day else None, direction)


def _edged(match: Match, context: Context, period: Period) -> tuple[Period, str | None]:
    edge, mod = match.text("edge"), match.text("mod")
    if mod in ("earlier", "later") and context.published is not None and period.low and period.high:
        if not period.low <= context.published <= period.high:
            return period, None
        return (
            (period._replace(high=context.published), "START")
            if mod == "earlier"
            else (period._replace(low=context.published), "END")
        )
    which = {"beginning": "start", "close": "end", "turn": "start"}.get(edge, edge) or mod
    if not which:
        return period, None
    single = period.low == period.high
    return (period if single else calendar.part(period, which)), word_map("time", "edges").get(which)


def clock_value(tokens: list[TimeToken]) -> str | None:
    """The TIMEX3 suffix of a clock time; `None` where the tokens are no time of day.

    >>> clock_value([TimeToken("clock", "0930", None, None, 0, 0), TimeToken("zone", "gmt", None, None, 1, 1)])
    'T09:30Z'
    """
    if not tokens:
        return None
    if tokens[0].name == "noon":
        return str(tokens[0].value)
    first = tokens[0].text
    texts = [token.text for token in tokens]
    if len(tokens) > 2 and texts[1] == ":":
        hour, minute = int(first), int(texts[2])
    elif len(first) == 4 and first.isdecimal():
        hour, minute = int(first[:2]), int(first[2:])
    elif "." in first and first.replace(".", "").isdecimal() and len(first.split(".")[1]) == 2:
        hour, minute = (int(part) for part in first.split("."))
    elif first.isdecimal() and len(first) <= 2:
        hour, minute = int(first), 0
    else:
        return None
    half = next((text[0] for text in texts if text in word_map("time", "tokens")["ampm"]), "")
    half = {"TMO": "a", "TAF": "p", "TEV": "p"}.get(str(tokens[-1].value), half)
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 if half == "p" else (hour % 12 if half == "a" else hour)
    zone = "Z" if texts[-1] in ("gmt", "utc") else ""
    return f"T{hour:02d}:{minute:02d}{zone}" if hour < 25 and minute < 60 else None


def year_of(match: Match, context: Context) -> int | None:
    """The year that the words name ("2014") or point at ("of last year")."""
    rel = match.get("rel")
    if rel is not None and context.published is not None:
        return context.published.year + int(str(rel.value))
    return number_of(match.get("y"))


def number_of(token: TimeToken | None) -> int | None:
    """The whole number a token stands for: a day, a month, a year, a weekday; `None` without one."""
    return token.value if token is not None and isinstance(token.value, int) else None
