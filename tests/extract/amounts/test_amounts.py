"""Amounts: the sentences of cases/amounts, with hand-given tags and with the reader, and what must never break."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from taggedwork import MODEL, load, parsed, reading_of

from rapporteur.extract.amounts import Amount, amounts, quantities
from rapporteur.extract.time import expressions
from rapporteur.model import Interval, Reading, Report, Sentence, Word


def shape(reading: Reading, amount: Amount) -> dict[str, object]:
    """A found amount in the form of a case's `want`: what is `None` is left out."""
    found = {
        "words": amount.words,
        "low": amount.amount.low,
        "high": amount.amount.high,
        "bound": amount.bound,
        "counted": None if amount.counted is None else reading.words[amount.counted].text,
        "unit": amount.amount.unit,
        "change": amount.change,
        "role": None if amount.role == "by" else amount.role,
    }
    return {key: value for key, value in found.items() if value is not None}


@pytest.mark.parametrize(("case", "_published"), load("amounts"))
def test_cases(case: dict[str, Any], _published: None) -> None:
    reading = reading_of(case["text"])
    assert [shape(reading, amount) for amount in amounts(reading)] == case["want"]


def test_cases_read_by_the_reader() -> None:
    """The same sentences without hand-given tags, tagged and parsed by the model: nearly all come out the same."""
    if not (MODEL / "model.onnx").exists():
        pytest.skip("the reader's model is not built")
    from rapporteur.reader import Reader

    reader, wrong, cases = Reader(MODEL), [], load("amounts")
    for parameter in cases:
        case, _ = parameter.values
        reading = reader.read_one(Report(id="r", name="r", text=reading_of(case["text"]).text))
        found = [shape(reading, amount) for amount in amounts(reading)]
        if found != case["want"]:
            wrong.append((reading.text, found))
    assert len(wrong) <= len(cases) // 12, wrong


def test_a_total_that_a_verb_fills() -> None:
    reading = parsed([
        ("It", "PRP", 1, "nsubj"), ("raised", "VBD", -1, "root"), ("the", "DT", 3, "det"), ("number", "NN", 1, "obj"),
        ("of", "IN", 5, "case"), ("troops", "NNS", 3, "nmod"), ("to", "IN", 7, "case"), ("130,000", "CD", 1, "obl"),
        (".", ".", 1, "punct"),
    ])  # fmt: skip
    (amount,) = amounts(reading)
    assert amount.counted == 5


def test_one_of_many_is_marked() -> None:
    (amount,) = amounts(reading_of("One of the pilots died/VBD ."))
    assert amount.pronoun


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("The call lasted/VBD 90 minutes .", "minute", 90),
        ("Two years later/RB it closed/VBD .", "year", 2),
        ("Maria/NNP Brown/NNP , 44 , left/VBD .", "year of age", 44),
        ("The 65-year-old left/VBD .", "year of age", 65),
    ],
)
def test_quantities_hold_lengths_of_time_and_ages(text: str, unit: str, low: float) -> None:
    reading = reading_of(text)
    (found,) = quantities(reading)
    assert (found.amount.unit, found.amount.low) == (unit, low)
    assert amounts(reading) == ()


def test_a_number_that_a_sentence_break_cut_is_whole() -> None:
    reading = parsed([("It", "PRP", 1, "nsubj"), ("cost", "VBD", -1, "root"), ("RM23", "NNP", 1, "obj"), (".", ".", 1, "punct")])
    words = reading.words
    dot = words[2].end
    text = reading.text[:dot] + ".50 now"
    more = (Word(dot, dot + 1, ".", ".", "X", ".", 1, "punct"), Word(dot + 1, dot + 3, "50", "50", "X", "CD", -1, "root"))
    cut = Reading(report="r", text=text, words=(*words[:3], *more), sentences=(Sentence(0, 4, 0), Sentence(4, 5, 0)))
    (amount,) = amounts(cut)
    assert (amount.amount.low, amount.amount.unit) == (23.5, "MYR")


def test_known_times_are_not_looked_for_again() -> None:
    reading = reading_of("Within/IN 48 hours all 30 left/VBD .")
    assert amounts(reading, expressions(reading, None)) == amounts(reading)


_TOKENS = (
    "the", "a", "one", "two", "half", "third", "dozens", "of", "thousands", "million", "130,000", "5", "-", "/", "%",
    "$", "and", "between", "to", "or", "more", "than", "up", "F", "troops", ".", "few", "couple", "m", "per", "cent",
    "+",
)  # fmt: skip


@given(st.lists(st.sampled_from(_TOKENS), max_size=30))
@settings(max_examples=500, deadline=None)
def test_any_jumble_gives_sound_amounts(tokens: list[str]) -> None:
    reading = reading_of(" ".join(tokens))
    last = 0
    for amount in amounts(reading):
        assert last <= amount.end <= len(reading.words)
        assert amount.start < amount.end
        assert amount.words in reading.text
        low, high = amount.amount.low, amount.amount.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
        last = amount.end


def test_no_bound_at_all_is_no_amount() -> None:
    assert amounts(reading_of("up to thousands")) == ()


def test_interval_is_the_models() -> None:
    (amount,) = amounts(reading_of("They sent/VBD 12 ships ."))
    assert amount.amount == Interval(low=12, high=12, unit=None)
