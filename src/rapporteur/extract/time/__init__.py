"""Time expressions of a `Reading`, normalised as TIMEX3 values and as closed intervals of days.

In a report published on 2022-02-12, a Saturday, "plans to visit Kyiv on Monday" gives

>>> Timex(start=5, end=6, type="DATE", value="2022-02-14", low="2022-02-14", high="2022-02-14",
...       words="Monday", direction="future").value
'2022-02-14'

TIMEX3 is that of TimeML 1.2.1 (Pustejovsky et al. 2003) as TempEval-3 uses it. Without a day of publication, whatever
depends on it stays undated: no date is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from rapporteur.extract.time.calendar import DAY
from rapporteur.extract.time.grammar import PHRASES
from rapporteur.extract.time.lexer import TimeToken, tokenise
from rapporteur.extract.time.normalisation import Context, Match, Meaning, Resolver
from rapporteur.extract.time.numerals import bound_before, bounded
from rapporteur.extract.time.tense import direction, of_noun
from rapporteur.lexicon.word_sets import word_map, word_set
from rapporteur.model import Interval, Reading, Sentence, Span, Time, When

__all__ = ["Timex", "duration_minutes", "expressions", "published_day", "to_time", "to_when"]

MODS: Mapping[str, str] = word_map("time", "mods")
_BOUNDING: Mapping[str, str] = word_map("time", "bounding")
_REACH = 3
"""Sentences over which a day told of stays the day that "a day earlier" counts from."""
_QUARTER_REACH = 12
"""Sentences over which a quarter stays the one that a report of results speaks of."""


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression over words `start` to `end` (indices into `Reading.words`, end exclusive).

    `value` is TIMEX3's; `low` and `high` are ISO days of a closed interval, `None` where the words leave that side
    open or nothing dates it. `bound` is the word that opens a side ("by Friday": `high` only) and `words` are the exact
    words, that one among them. `direction` is from the day of publication; `minutes` is set for stretches that have a
    length in minutes; `mod` is TIMEX3's.
    """

    start: int
    end: int
    type: str
    value: str
    low: str | None
    high: str | None
    words: str
    direction: str | None = None
    bound: str | None = None
    mod: str | None = None
    minutes: Interval | None = None


def expressions(reading: Reading, published: str | None) -> tuple[Timex, ...]:
    """The time expressions of a reading in the order of the text, none within another.

    `published` is an ISO day or minute; `None`, or one that is no date, leaves relative expressions undated.
    """
    day = published_day(published)
    timexes: list[Timex] = []
    anchors = Anchors()
    for number, sentence in enumerate(reading.sentences):
        for timex in _in_sentence(reading, sentence, day, anchors.at(number)):
            timexes.append(timex)
            anchors = anchors.after(timex, number, day)
    return tuple(timexes)


class Anchors(NamedTuple):
    """What the story has told of so far, which other expressions count from, and in which sentences."""

    day: date | None = None
    day_at: int = 0
    first: date | None = None
    first_at: int = 0
    quarter: date | None = None
    quarter_at: int = 0

    def at(self, number: int) -> Anchors:
        """What still holds in sentence `number`."""
        day = self.day if number - self.day_at <= _REACH else None
        first = self.first if number - self.first_at <= _REACH else None
        return self._replace(day=day, first=first, quarter=self.quarter if number - self.quarter_at <= _QUARTER_REACH else None)

    def after(self, timex: Timex, number: int, published: date | None) -> Anchors:
        """What holds after an expression; what is to come is no day that the story has reached."""
        day, anchors = _single_day(timex), self
        if day and not (published and day > published):
            anchors = anchors._replace(day=day, day_at=number)
        if timex.type in ("DATE", "TIME") and timex.low:
            anchors = anchors._replace(first=date.fromisoformat(timex.low), first_at=number)
        if timex.type == "DATE" and timex.low and timex.value[5:6] == "Q":
            return anchors._quarterly(timex, number, published)
        return anchors

    def _quarterly(self, timex: Timex, number: int, published: date | None) -> Anchors:
        """A quarter told of anew; one of the year before is what the first is held against, and changes nothing.

        Nor does one that is not over: results come after it.
        """
        quarter = date.fromisoformat(timex.low or "0001-01-01")
        if self.quarter is not None and number - self.quarter_at <= _QUARTER_REACH:
            over = published is None or timex.high is None or date.fromisoformat(timex.high) < published
            if quarter < self.quarter or not over:
                return self
        return self._replace(quarter=quarter, quarter_at=number)


def to_when(timex: Timex) -> When | None:
    """The interval of days as the record keeps it; `None` where the expression dates nothing.

    >>> to_when(Timex(start=0, end=1, type="DURATION", value="PT1H", low=None, high=None, words="an hour")) is None
    True
    """
    if timex.type == "SET" or (timex.low is None and timex.high is None):
        return None
    return When(start=timex.low, end=timex.high, words=timex.words)


def to_time(timex: Timex, reading: Reading) -> Time:
    """The expression as the record keeps it, with the place of its words in the text."""
    end = reading.words[timex.end - 1].end
    span = Span(reading.report, end - len(timex.words), end, timex.words)
    days = {"start": timex.low, "end": timex.high}
    return Time(span=span, type=timex.type, value=timex.value, minutes=timex.minutes, **days)


def duration_minutes(timex: Timex) -> Interval | None:
    """The length in minutes (unit "minute"): "a bit over an hour" is 60 to 75, "more than an hour" 60 and open.

    `None` for what is no stretch of time and for months and years, which have no fixed length.
    """
    return timex.minutes


def published_day(published: str | None) -> date | None:
    """The day of an ISO day or minute; `None` for anything else and for years that no news is from."""
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day is not None and 1500 <= day.year <= 2500 else None


def _single_day(timex: Timex) -> date | None:
    """The single day that an expression names: what "the following day" may count from."""
    if timex.type in ("DATE", "TIME") and timex.low is not None and timex.low == timex.high:
        return date.fromisoformat(timex.low)
    return None


def _in_sentence(reading: Reading, sentence: Sentence, published: date | None, anchors: Anchors) -> Iterator[Timex]:
    """The expressions of a sentence, leftmost and longest first; what resolves to nothing gives way."""
    tokens, codes = tokenise(reading.words, sentence)
    free, word = 0, sentence.start
    for match, resolve in _candidates(tokens, codes):
        if match.start < free or tokens[match.start].first < word:
            continue  # "Friday2 days" is two tokens of one word
        meaning = resolve(match, _context(reading, sentence, match, published, anchors))
        if meaning is not None:
            timex = _timex(reading, sentence, match, meaning, published)
            anchors = anchors.after(timex, anchors.day_at, None)
            free, word = match.end, timex.end
            yield timex


def _candidates(tokens: list[TimeToken], codes: str) -> list[tuple[Match, Resolver]]:
    """All matches of all phrases, by where they begin and the longer ones first."""
    present = frozenset(codes)
    candidates = [
        (match.start(), -match.end(), order, match, resolve)
        for order, (needed, pattern, resolve) in enumerate(PHRASES)
        if not needed.isdisjoint(present)
        for match in pattern.finditer(codes)
    ]
    return [(Match(tokens, match), resolve) for _, _, _, match, resolve in sorted(candidates, key=lambda each: each[:3])]


def _context(reading: Reading, sentence: Sentence, match: Match, published: date | None, anchors: Anchors) -> Context:
    words = reading.words
    start, end = match.tokens[match.start].first, match.tokens[match.end - 1].last + 1
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    return Context(
        published=published,
        reference=anchors.day,
        tense=lambda: direction(words, sentence, start, end),
        before=match.tokens[match.start - 1].text if match.start else "",
        after=following.text if following else "",
        after_tag=words[following.first].xpos if following else "",
        sentence_start=match.start == 0 or (match.start == 1 and match.tokens[0].text in ("“", '"', "``")),
        of_noun=lambda: of_noun(words, sentence, start, end),
        anchor=anchors.first,
        quarter=anchors.quarter,
    )


def _timex(reading: Reading, sentence: Sentence, match: Match, meaning: Meaning, published: date | None) -> Timex:
    """A meaning with the words around it applied: "as early as", "more than", "by", and its words cut from the text."""
    words = reading.words
    start, end = match.tokens[match.start].first, match.tokens[match.end - 1].last + 1
    lowered = [word.text.lower() for word in words[max(sentence.start, start - 6) : start]]
    shown = start
    if (meaning.type == "DURATION" and meaning.direction is None) or match.text("where"):
        meaning, taken = _approximated(meaning, lowered)
        start = shown = start - taken
    elif lowered[-3:] in (["as", "early", "as"], ["as", "soon", "as"]):
        meaning, start = meaning._replace(high=None, bound="from"), start - 3
        shown = start
    if meaning.bound is None and meaning.type in ("DATE", "TIME"):
        meaning = _opened(meaning, lowered, match, words[end].xpos if end < sentence.end else "")
        shown = start - (meaning.bound in _SHOWN)
    if meaning.bound is None and meaning.low is not None:
        meaning = _ends_then(reading, sentence, start, meaning)
    return Timex(
        start=start,
        end=end,
        type=meaning.type,
        value=meaning.value,
        low=meaning.low.isoformat() if meaning.low else None,
        high=meaning.high.isoformat() if meaning.high else None,
        words=reading.text[words[shown].start : words[end - 1].end],
        direction=_direction(meaning, published),
        bound=meaning.bound,
        mod=meaning.mod,
        minutes=meaning.minutes,
    )


_SHOWN = frozenset(_BOUNDING.values())


def _direction(meaning: Meaning, published: date | None) -> str | None:
    """Where an interval lies from the day of publication; the tense's answer where it touches that day."""
    if published is not None and meaning.high is not None and meaning.high < published:
        return "past"
    if published is not None and meaning.low is not None and meaning.low > published:
        return "future"
    return meaning.direction


def _approximated(meaning: Meaning, lowered: list[str]) -> tuple[Meaning, int]:
    """A stretch with the bound before it: "nearly two hours"; and how many words that bound takes."""
    bound_words = bound_before(lowered, len(lowered))
    if bound_words is None:
        return meaning, 0
    bound, begins = bound_words
    minutes = meaning.minutes
    if minutes is not None and minutes.low is not None:
        low, high = bounded(minutes.low, minutes.high, bound)
        minutes = Interval(low=low, high=high, unit="minute")
    open_ended = bound in ("more than", "at least", "just over") and meaning.type == "DATE"
    first = None if open_ended else meaning.low
    return meaning._replace(low=first, minutes=minutes, mod=MODS[bound]), len(lowered) - begins


def _opened(meaning: Meaning, lowered: list[str], match: Match, after_tag: str) -> Meaning:
    """A date with the preposition before it: "by Friday" has no first day, "since 2014" no last.

    Not where the date only modifies a noun or owns one: "after Monday's attack" says nothing of Tuesday.
    """
    bound = _BOUNDING.get(lowered[-1]) if lowered else None
    edge = match.text("edge")
    if bound == "from" and (match.text("where") or match.text("det") or match.text("d2")):
        bound = None  # "down from a year earlier": held against it, not lasting since; "from 3 to 5 May" is closed
    if bound in ("before", "after") and meaning.type == "TIME":
        bound = None  # "shortly before midnight on Sunday" is on Sunday
    if bound is None or after_tag == "POS" or after_tag.startswith("NN") or meaning.value.endswith("_REF"):
        mod = match.text("mod")
        return meaning._replace(bound=mod) if mod in ("early", "late") and bound is None else meaning
    low, high = meaning.low, meaning.high
    if bound == "before":
        first = low - DAY if low and not edge and low > date.min else high
        return meaning._replace(low=None, high=first, bound=bound)
    if bound in ("by", "until"):
        return meaning._replace(low=None, bound=bound)
    if bound == "after":
        return meaning._replace(low=high + DAY if high and high < date.max else None, high=None, bound=bound)
    return meaning._replace(high=None, bound=bound)


def _ends_then(reading: Reading, sentence: Sentence, start: int, meaning: Meaning) -> Meaning:
    """For "before the end of the games, which end on the 20th": the day bounds what is told to come before it."""
    texts = [word.text.lower() for word in reading.words[max(sentence.start, start - 20) : start]]
    if len(texts) < 5 or texts[-1] not in ("on", "by") or texts[-2] not in word_set("time", "closing"):
        return meaning
    relative = [at for at, text in enumerate(texts) if text in ("which", "that")]
    for at in relative[-1:]:
        for opener in range(at - 1, -1, -1):
            if texts[opener] in ("before", "by", "until"):
                return meaning._replace(low=None, bound=texts[opener])
    return meaning
