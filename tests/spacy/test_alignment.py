"""Source, cue and content found again in the text. Skipped without spaCy."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")

from rapporteur.spacy.alignment import broken, parted  # noqa: E402


def test_a_broken_content_is_without_the_cue() -> None:
    text = "“A truce,” Keita said, “would fail”"
    halves = broken(text, (1, len(text) - 1), [(11, 16), (17, 21)])
    assert [text[a:b] for a, b in halves] == ["A truce", "would fail"]
    assert parted(text, "A truce would fail", [(1, 21)]) == halves


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_parts_are_found_again(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab ,", min_size=3, max_size=30))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True)))
    words = " ".join(text[a:b].strip() for a, b in ((cuts[0], cuts[1]), (cuts[2], cuts[3])))
    found = parted(text, words, [(cuts[0], cuts[3])])
    assert not found or " ".join(text[a:b] for a, b in found) == words
    assert all(before[1] <= after[0] for before, after in pairwise(found))
