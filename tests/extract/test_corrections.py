"""Corrections leave trees."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.extract.syntax.corrections import unringed
from rapporteur.model import Reading, Sentence, Word

SMALL = settings(max_examples=25, deadline=None)


@SMALL
@given(st.lists(st.integers(-1, 4), min_size=5, max_size=5))
def test_repairs_leave_trees(heads: list[int]) -> None:
    words = tuple(Word(i, i + 1, "a", "a", "X", "XX", i - 1, "dep") for i in range(5))
    reading = Reading(report="r", text="aaaaa", words=words, sentences=(Sentence(0, 5, 0),))
    labels = ["dep"] * 5
    unringed(reading, heads, labels)
    for i in range(5):
        seen = set()
        while i >= 0:
            assert i not in seen
            seen.add(i)
            i = heads[i]
