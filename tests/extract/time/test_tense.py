"""Which way a date lies, by the tree of its sentence."""

from __future__ import annotations

import pytest

from rapporteur.extract.time import expressions
from rapporteur.model import Reading, Sentence, Word


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
