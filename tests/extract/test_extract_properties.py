"""Whatever the reading: claims in the report's words, numbers as they are written, days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from choicework import Drawn
from fuzz.targets import DAYS, check_expressions, check_extraction, check_numbers, check_tree
from hypothesis import given
from hypothesis import strategies as st
from propertywork import MANY, SOME, texts, tries
from randomwork import VOCABULARY, crude, random_reading, readings
from taggedwork import reading_of

from rapporteur.extract import extract, extract_share, united, unpacked
from rapporteur.extract.amounts import amounts
from rapporteur.extract.factuality import factuality
from rapporteur.extract.syntax.tree import Tree
from rapporteur.extract.time import expressions
from rapporteur.lexicon.rules import rules
from rapporteur.model import KINDS, Reading, Report, Sentence, Span, Word

FACTUALITIES = {"stated", "planned", "possible", "conditional", "denied"}


# ---- any reading ------------------------------------------------------------------------------------------------------
@tries(150)
@given(readings(), st.sampled_from(DAYS))
def test_any_reading_yields_claims_in_its_words(reading: Reading, published: str | None) -> None:
    check_extraction(reading, published)


@SOME
@given(readings())
def test_repairs_of_any_tree_leave_a_tree(reading: Reading) -> None:
    check_tree(reading)


@SOME
@given(readings())
def test_every_word_of_any_reading_is_somehow_a_fact(reading: Reading) -> None:
    tree = Tree(reading)
    for at in range(len(reading.words)):
        result = factuality(tree, at)
        assert result.factuality in FACTUALITIES
        assert result.condition is None or 0 <= result.condition[0] < result.condition[1] <= len(reading.words)
        assert factuality(tree, at) == result


@SOME
@given(readings())
def test_every_rule_that_made_a_claim_has_a_sentence(reading: Reading) -> None:
    report = Report(id="r", name="r", text=reading.text)
    assert {rule for claim in extract(report, reading).claims for rule in claim.rule} <= set(rules())


@SOME
@given(readings())
def test_claims_do_not_depend_on_what_a_report_is_called(reading: Reading) -> None:
    """Neither on its id nor on its name, title being equal."""
    one = extract(Report(id="r", name="n", text=reading.text), reading)
    other = extract(Report(id="mli", name="Mali.txt", text=reading.text), msgspec.structs.replace(reading, report="mli"))
    assert nameless(one, "r") == nameless(other, "mli")


@SOME
@given(readings(), st.integers(1, len(KINDS) - 1))
def test_shares_of_any_reading_are_together_what_it_yields(reading: Reading, cut: int) -> None:
    """Whichever kinds one process takes and which the other, and each share packed on its way."""
    report = Report(id="r", name="r", text=reading.text, published="2022-02-12")
    shares = [extract_share(report, reading, kinds) for kinds in (KINDS[:cut], KINDS[cut:])]
    packed = [unpacked(msgspec.msgpack.encode(share)) for share in shares]
    assert united(report, packed) == extract(report, reading)


def nameless(value: Any, report: str) -> Any:
    """The value with the report's id taken out of spans, claims and what is made of them."""
    if isinstance(value, Span):
        return value.start, value.end, value.exact
    if isinstance(value, tuple):
        return tuple(nameless(part, report) for part in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: nameless(getattr(value, name), report) for name in value.__struct_fields__}
        fields |= {"report": ""} if "report" in fields else {}
        fields |= {"id": ""} if "evidence" in fields else {}
        return type(value).__name__, tuple(fields.items())
    return value.replace(f"desc.{report}.", "desc.") if isinstance(value, str) else value


# ---- odd shapes -------------------------------------------------------------------------------------------------------
def shaped(forms: list[str], heads: list[int], borders: list[tuple[int, int]]) -> Reading:
    """A reading of words of the vocabulary under given heads."""
    known = {row[0]: row for row in VOCABULARY}
    made, at = [], 0
    for form, head in zip(forms, heads, strict=True):
        _, lemma, upos, xpos = known[form]
        made.append(Word(at, at + len(form), form, lemma, upos, xpos, head, "root" if head < 0 else "dep" if at % 2 else "conj"))
        at += len(form) + 1
    sentences = tuple(Sentence(a, b, number) for number, (a, b) in enumerate(borders))
    return Reading(report="r", text=" ".join(forms), words=tuple(made), sentences=sentences)


LONG = ["Keita", "said", "that", "Mali", "would", "attack", "Chad", "on", "Friday", ","] * 50
SHAPES: dict[str, Reading] = {
    "nothing": Reading(report="r", text=""),
    "white space": Reading(report="r", text=" \n\n\t"),
    "empty sentences": shaped(["Mali", "attacked", "Chad"], [1, -1, 1], [(0, 0), (0, 3), (3, 3)]),
    "a word": shaped(["said"], [-1], [(0, 1)]),
    "words by themselves": shaped(["Keita", "said", "100", "."], [-1] * 4, [(0, 1), (1, 2), (2, 3), (3, 4)]),
    "only marks": shaped(["“", "”", ",", ".", "—"] * 8, [-1, *[0] * 39], [(0, 40)]),
    "a star": shaped(LONG, [-1, *[0] * 499], [(0, 500)]),
    "a star seen from its end": shaped(LONG, [*[499] * 499, -1], [(0, 500)]),
    "a chain": shaped(LONG, list(range(-1, 499)), [(0, 500)]),
    "a chain seen from its end": shaped(LONG, [*range(1, 500), -1], [(0, 500)]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_is_too_odd(shape: str) -> None:
    reading = SHAPES[shape]
    check_tree(reading)
    check_extraction(reading, "2024-01-05")


@tries(40)
@given(st.data())
def test_no_sentence_is_too_long(data: st.DataObject) -> None:
    check_extraction(random_reading(Drawn(data.draw), 1, 120), None)


# ---- numbers ----------------------------------------------------------------------------------------------------------
NUMERALS = st.lists(st.sampled_from(["1", "2", "2", "30", "to", "to", "-", "million", "half", "%", "$", "weeks"]), min_size=3)


@MANY
@given(st.one_of(texts, NUMERALS.map(" ".join)))
def test_amounts_and_times_of_any_text_are_sound(text: str) -> None:
    reading = crude(text.encode("utf-8", "ignore").decode())
    check_numbers(reading)
    check_expressions(reading, "2022-02-12")


@MANY
@given(st.one_of(st.integers(0, 999), st.integers(2200, 10**12)))
def test_a_whole_number_in_digits_is_that_number(number: int) -> None:
    """With or without commas; a year may be one, and ten digits in a row are the number of something."""
    assert sides(f"{number:,} tanks left/VBD .") == [(number, number)]
    assert sides(f"{number} tanks left/VBD .") == [(number, number)] or number >= 10**9


@SOME
@given(st.integers(1, 9_999), st.sampled_from([("million", 1e6), ("billion", 1e9), ("trillion", 1e12)]))
def test_a_number_with_its_scale_is_multiplied(tenths: int, scale: tuple[str, float]) -> None:
    ((low, high),) = sides(f"It cost/VBD $ {tenths / 10:.1f} {scale[0]} .")
    assert low == high == pytest.approx(tenths / 10 * scale[1])


UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spelled(number: int) -> str:
    """A number below a million in words."""
    if number < 20:
        return UNITS.split()[number]
    if number < 100:
        return TENS.split()[number // 10 - 2] + (f"-{spelled(number % 10)}" if number % 10 else "")
    size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % size
    return f"{spelled(number // size)} {word}" + (f"{' and' if rest < 100 else ''} {spelled(rest)}" if rest else "")


@MANY
@given(st.integers(2, 999_999))
def test_a_number_in_words_is_that_number(number: int) -> None:
    text = f"They sent {spelled(number)} tanks."
    reading = crude(text)
    assert [(a.amount.low, a.amount.high) for a in amounts(reading)] == [(number, number)], text


@SOME
@given(st.integers(1, 5_000), st.sampled_from(["more than", "at least", "up to", "less than"]))
def test_a_bound_opens_one_side_and_never_moves_the_other(number: int, bound: str) -> None:
    ((low, high),) = sides(f"They sent/VBD {bound} {number + 5000:,} tanks .")
    assert (low, high) == ((number + 5000, None) if bound in ("more than", "at least") else (None, number + 5000))


def sides(marked: str) -> list[tuple[float | None, float | None]]:
    """The amounts of a tagged sentence, as low and high."""
    return [(amount.amount.low, amount.amount.high) for amount in amounts(reading_of(marked))]


# ---- days -------------------------------------------------------------------------------------------------------------
NEWSDAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
DEICTIC = [
    "yesterday", "today", "tomorrow", "3 days ago", "two days later", "the day before yesterday", "on Monday", "next Friday",
    "last Tuesday", "two weeks ago", "last week", "next week", "since Monday", "this weekend", "by Friday",
]  # fmt: skip
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def days_of(words: str, published: date) -> list[tuple[date | None, date | None]]:
    """The intervals that a sentence with these words tells in a report of that day."""
    found = expressions(reading_of(f"They met/VBD {words} ."), published.isoformat())
    return [tuple(date.fromisoformat(day) if day else None for day in (timex.low, timex.high)) for timex in found]  # type: ignore[misc]


@SOME
@given(NEWSDAYS, st.sampled_from(DEICTIC), st.integers(-60, 60))
def test_words_that_point_from_the_day_move_with_it(day: date, words: str, weeks: int) -> None:
    """By whole weeks, so that days of the week are the same ones."""
    here, there = days_of(words, day), days_of(words, day + timedelta(weeks=weeks))
    assert here
    assert here[0] != (None, None)
    moved = [tuple(side + timedelta(weeks=weeks) if side else None for side in pair) for pair in here]
    assert there == moved


@SOME
@given(NEWSDAYS, st.integers(2, 60))
def test_a_count_of_days_is_counted(day: date, count: int) -> None:
    assert days_of(f"{count} days ago", day) == [(day - timedelta(days=count),) * 2]


@MANY
@given(
    NEWSDAYS,
    NEWSDAYS,
    st.sampled_from(["{d} {m} {y}", "{m} {d} , {y}", "{y}-{n:02}-{d:02}", "the {d}th of {m} , {y}"]),
)
def test_a_whole_date_is_that_date_whenever_it_is_told(day: date, published: date, written: str) -> None:
    words = written.format(d=day.day, m=MONTHS[day.month - 1], n=day.month, y=day.year)
    assert days_of(f"on {words}", published) == [(day, day)]
