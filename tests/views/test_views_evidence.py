"""Sentences and the words marked in them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.model import Span
from rapporteur.views.evidence import parts, sentences


@given(st.text(alphabet=st.sampled_from('aB .!?\n"”“é3—'), max_size=80))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    bounds = sentences(text)
    assert all(start < end for start, end in bounds)
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))
    outside = text
    for start, end in reversed(bounds):
        outside = outside[:start] + outside[end:]
    assert not outside.strip()


@given(st.data())
@settings(max_examples=60)
def test_parts_mark_the_span_and_nothing_else(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("aB .!\n"), min_size=2, max_size=60))
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    found = parts(text, sentences(text), (Span("r", start, end, text[start:end]),))
    assert "".join(words for words, marked in found if marked) == text[start:end]
    assert "".join(words for words, _ in found) in text
