"""Time expressions: the phrases of cases/time, with hand-given tags and with the reader, and what must never break."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from taggedwork import MODEL, load, reading_of

from rapporteur.extract.time import Timex, duration_minutes, expressions, to_time, to_when
from rapporteur.model import Interval, Report, When


def shape(timex: Timex) -> dict[str, object]:
    """A found expression in the form of a case's `want`."""
    found: dict[str, object] = {"words": timex.words, "value": timex.value}
    if timex.low:
        found["low"] = timex.low
    if timex.high:
        found["high"] = timex.high
    minutes = duration_minutes(timex)
    if minutes is not None:
        found["minutes"] = ["" if side is None else side for side in (minutes.low, minutes.high)]
    return found


def close(found: dict[str, object], want: dict[str, object]) -> bool:
    """Whether a found expression is the wanted one; minutes are compared only where the case gives them."""
    return {key: value for key, value in found.items() if key != "minutes" or "minutes" in want} == want


@pytest.mark.parametrize(("case", "published"), load("time"))
def test_cases(case: dict[str, Any], published: str | None) -> None:
    found = [shape(timex) for timex in expressions(reading_of(case["text"]), published)]
    assert len(found) == len(case["want"]), found
    for one, want in zip(found, case["want"], strict=True):
        assert close(one, want), f"{one} is not {want}"


def test_cases_read_by_the_reader() -> None:
    """The same sentences without hand-given tags, tagged and parsed by the model: nearly all come out the same."""
    if not (MODEL / "model.onnx").exists():
        pytest.skip("the reader's model is not built")
    from rapporteur.reader import Reader

    reader, wrong = Reader(MODEL), []
    cases = load("time")
    for parameter in cases:
        case, published = parameter.values
        text = reading_of(case["text"]).text
        found = [shape(t) for t in expressions(reader.read_one(Report(id="r", name="r", text=text)), published)]
        right = len(found) == len(case["want"]) and all(map(close, found, case["want"]))
        if not right:
            wrong.append((text, found))
    assert len(wrong) <= len(cases) // 12, wrong


def test_publication_minute_counts_as_its_day() -> None:
    (timex,) = expressions(reading_of("They met/VBD yesterday ."), "2022-02-12T23:59")
    assert timex.low == "2022-02-11"


def test_unreadable_publication_leaves_everything_undated() -> None:
    (timex,) = expressions(reading_of("They met/VBD yesterday ."), "some time in spring")
    assert (timex.low, timex.high) == (None, None)


def test_the_record_keeps_the_words_of_a_time() -> None:
    reading = reading_of("Talks must/MD end/VB by Friday and last/VB nearly two hours .")
    by, lasting = (to_time(timex, reading) for timex in expressions(reading, "2022-02-12"))
    assert [reading.text[t.span.start : t.span.end] for t in (by, lasting)] == ["by Friday", "nearly two hours"]
    assert (by.span.report, by.type, by.value, by.start, by.end) == ("r", "DATE", "2022-02-18", None, "2022-02-18")
    assert lasting.minutes == Interval(low=90, high=120, unit="minute")


def test_to_when() -> None:
    (by, lasting) = expressions(reading_of("Talks must/MD end/VB by Friday and last/VB two hours ."), "2022-02-12")
    assert to_when(by) == When(start=None, end="2022-02-18", words="by Friday")
    assert to_when(lasting) is None
    assert duration_minutes(lasting) == Interval(low=120, high=120, unit="minute")


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.sampled_from(["met/VBD", "will/MD meet/VB"]))
@settings(max_examples=200, deadline=None)
def test_weekday_is_within_a_week_on_the_right_side(day: date, index: int, verb: str) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[index]
    (timex,) = expressions(reading_of(f"They {verb} on {name} ."), day.isoformat())
    assert timex.low is not None
    found = date.fromisoformat(timex.low)
    assert found.weekday() == index
    distance = (found - day).days
    assert (-7 < distance <= 0) if "met" in verb else (0 <= distance < 7)


JUMBLE = (
    "the", "a", "an", "last", "next", "two", "20", "2014", "1990s", "monday", "Feb.", "hour", "-", "hours", "and",
    "half", "of", "ago", "before", "in", "to", ",", ".", ":", "/", "3", "am", "week", "days", "end", "early", "mid",
    "ahead", "within", "hundred", "dozens", "'",
)  # fmt: skip


DAYS = (None, "2022-02-12", "0001-01-01", "9999-12-31")


@given(st.lists(st.sampled_from(JUMBLE), max_size=40), st.sampled_from(DAYS))
@settings(max_examples=500, deadline=None)
def test_any_jumble_gives_sound_intervals(tokens: list[str], published: str | None) -> None:
    reading = reading_of(" ".join(tokens))
    last = 0
    for timex in expressions(reading, published):
        assert last <= timex.start < timex.end <= len(reading.words)
        assert timex.words in reading.text
        assert timex.low is None or timex.high is None or timex.low <= timex.high
        last = timex.end


@pytest.mark.parametrize(
    "unit", ["the next ", "one hundred ", "Feb. 12 , ", "1,", "9", "- ", "12:", "a half and ", "Monday "]
)
def test_long_repetition_stays_linear(unit: str) -> None:
    """Ten times the input must not take a hundred times the work, counted in calls."""

    def work(size: int) -> int:
        reading = reading_of(unit * (size // len(unit)))
        steps = 0

        def count(*_: object) -> None:
            nonlocal steps
            steps += 1

        sys.setprofile(count)
        try:
            expressions(reading, "2022-02-12")
        finally:
            sys.setprofile(None)
        return steps

    assert work(20_000) < 15 * work(2_000) + 2_000


def test_what_does_not_rise_is_no_range() -> None:
    (timex,) = expressions(reading_of("They won/VBD 3 - 1 weeks ."), None)
    assert timex.minutes == Interval(low=10080, high=10080, unit="minute")


def test_two_expressions_share_no_word() -> None:
    (timex,) = expressions(reading_of("They met/VBD on Friday2 days ."), "2022-02-12")
    assert timex.words == "Friday2"
