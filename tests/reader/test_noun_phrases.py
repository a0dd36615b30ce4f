"""Noun phrases of a tree, and of any heads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.reader.noun_phrases import noun_phrases


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[str], list[int], list[str]]:
    """Any heads, rings among them: the words come from a model."""
    size = draw(st.integers(1, 9))
    upos = draw(st.lists(st.sampled_from(("NOUN", "VERB", "ADP", "PROPN")), min_size=size, max_size=size))
    heads = draw(st.lists(st.integers(0, size), min_size=size, max_size=size))
    rels = draw(st.lists(st.sampled_from(("det", "case", "nmod", "punct", "acl:relcl")), min_size=size, max_size=size))
    return upos, heads, rels


@given(trees())
def test_a_phrase_holds_its_head_and_stays_in_the_sentence(tree: tuple[list[str], list[int], list[str]]) -> None:
    found = noun_phrases(*tree)
    assert all(0 <= start <= head < end <= len(tree[0]) for start, end, head in found)
    held = {i for start, end, _ in found for i in range(start, end)}
    assert {i for i, tag in enumerate(tree[0]) if tag in ("NOUN", "PROPN")} <= held


def test_the_reaches_of_a_noun_phrase() -> None:
    # the capital of Mali fell
    upos, heads, rels = ["DET", "NOUN", "ADP", "PROPN", "VERB"], [2, 5, 4, 2, 0], ["det", "nsubj", "case", "nmod", "root"]
    assert {p[:2] for p in noun_phrases(upos, heads, rels)} == {(0, 2), (0, 4), (1, 2), (1, 4), (3, 4)}


def test_phrases_of_a_later_sentence_stay_in_it() -> None:
    upos, heads, rels = ["PROPN", "VERB", "PROPN", "VERB"], [2, 0, 4, 0], ["nsubj", "root", "nsubj", "root"]
    assert noun_phrases(upos, heads, rels, 2, 4) == [(2, 3, 2)]
