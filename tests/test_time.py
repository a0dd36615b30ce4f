"""Time expressions: the phrases of cases/time, with hand-given tags and with the reader, and what must never break."""

from __future__ import annotations

import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import simplemma
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.extract.time import Timex, duration_minutes, expressions, to_time, to_when
from rapporteur.extract.time.calendar import add, easter, part, span
from rapporteur.extract.time.numerals import bound_before, digits, read_number, vocabulary
from rapporteur.model import Interval, Reading, Report, Sentence, When, Word

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "reader-en" / "rapporteur_reader_en"
PREPOSITIONS = vocabulary("on in by before after since of at for within until from over as")
NUMBERS = vocabulary("one two three four five six eight ten half several few")
NO_SPACE_BEFORE = frozenset((".", ",", "'s", "%"))


def default_tag(word: str, first: bool) -> str:
    """The Penn tag of a word that its case gives none for."""
    low = word.lower()
    if word in (".", ",", "$"):
        return word
    if word[0].isdigit() or low in NUMBERS:
        return "CD"
    if low in ("and", "or", "but"):
        return "CC"
    if low in PREPOSITIONS:
        return "IN"
    if low in ("the", "a", "an", "this", "that", "every", "any"):
        return "DT"
    if low in ("he", "she", "it", "they", "him", "her", "we", "i"):
        return "PRP"
    if word[0].isupper() and not first:
        return "NNP"
    return "NNS" if low.endswith("s") else "NN"


def reading_of(marked: str) -> Reading:
    """A reading without trees of "They met/VBD on Monday .": one sentence per full stop."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    text, begin = "", 0
    for token in marked.split():
        form, tag = token.rsplit("/", 1) if token.rfind("/") > 0 and token[-1].isupper() else (token, "")
        if token.endswith("/$"):
            form, tag = "$", "$"
        glued = form in NO_SPACE_BEFORE or text.endswith("$")
        text += "" if glued or not text else " "
        tag = tag or default_tag(form, len(words) == begin)
        words.append(
            Word(
                len(text),
                len(text) + len(form),
                form,
                simplemma.lemmatize(form.lower(), lang="en"),
                "X",
                tag,
                -1,
                "dep",
            )
        )
        text += form
        if form == ".":
            sentences.append(Sentence(begin, len(words), 0))
            begin = len(words)
    if begin < len(words):
        sentences.append(Sentence(begin, len(words), 0))
    return Reading(report="r", text=text, words=tuple(words), sentences=tuple(sentences))


def load(kind: str) -> list[Any]:
    """The cases of a folder of cases/, each with its file's day of publication."""
    found = []
    for path in sorted((ROOT / "cases" / kind).glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in content["case"]:
            found.append(pytest.param(case, content.get("published"), id=f"{path.stem}: {case['text'][:60]}"))
    return found


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


def test_tree_decides_over_neighbourhood() -> None:
    """The nearest verb is "said", but the day hangs on "leave" under "will"."""
    words = [
        ("Envoys", "NNS", 2), ("will", "MD", 2), ("leave", "VB", -1), (",", ",", 5), ("he", "PRP", 5),
        ("said", "VBD", 2), (",", ",", 8), ("on", "IN", 8), ("Monday", "NNP", 2), (".", ".", 2),
    ]  # fmt: skip
    built, at = [], 0
    for form, tag, head in words:
        built.append(Word(at, at + len(form), form, form.lower(), "X", tag, head, "aux" if tag == "MD" else "dep"))
        at += len(form) + 1
    text = " ".join(form for form, _, _ in words)
    reading = Reading(report="r", text=text, words=tuple(built), sentences=(Sentence(0, 10, 0),))
    assert [timex.low for timex in expressions(reading, "2022-02-12")] == ["2022-02-14"]


@pytest.mark.parametrize(("head", "want"), [(2, "2022-09-01"), (1, "2021-09-01")])
def test_the_tense_says_less_of_what_hangs_on_a_noun(head: int, want: str) -> None:
    """ "announced elections in September" may look ahead; "announced in September" does not."""
    words = [("Envoys", "NOUN", "NNS", 1), ("announced", "VERB", "VBD", -1), ("elections", "NOUN", "NNS", 1),
             ("in", "ADP", "IN", 4), ("September", "PROPN", "NNP", head), (".", "PUNCT", ".", 1)]  # fmt: skip
    built, at = [], 0
    for form, upos, xpos, over in words:
        built.append(Word(at, at + len(form), form, form.lower(), upos, xpos, over, "case" if form == "in" else "dep"))
        at += len(form) + 1
    text = " ".join(form for form, *_ in words)
    reading = Reading(report="r", text=text, words=tuple(built), sentences=(Sentence(0, 6, 0),))
    assert [timex.low for timex in expressions(reading, "2022-08-12")] == [want]


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


JUMBLE = sorted(
    vocabulary(
        "the a an last next two 20 2014 1990s monday Feb. hour - hours and half of ago before in to , . : / 3 am week "
        "days end early mid ahead within hundred dozens '"
    )
)


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


def test_numerals() -> None:
    assert digits("1,234.5") == 1234.5
    assert digits("12.02.2022") is None
    assert digits("9" * 50) is None
    for words, low, high in [
        ("two hundred and fifty thousand troops", 250_000, 250_000),
        ("tens of thousands", 20_000, 100_000),
        ("a couple of thousand", 2_000, 2_000),
        ("1.5 million", 1_500_000, 1_500_000),
        ("two and a half million", 2_500_000, 2_500_000),
        ("twenty - five", 25, 25),
        ("dozens", 24, 120),
    ]:
        number = read_number(words.split(), 0)
        assert number is not None
        assert (number.low, number.high) == (low, high)
    assert bound_before(["no", "more", "than"], 3) == ("up to", 0)


def test_calendar() -> None:
    assert easter(2022) == date(2022, 4, 17)
    assert add("month", date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add("year", date(9999, 1, 1), 5) == date.max
    assert span("week", date(2021, 1, 1)).value == "2020-W53"
    assert part(span("month", date(2022, 2, 1)), "early").high == date(2022, 2, 9)
