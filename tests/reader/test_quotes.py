"""Quotations: each case is a text and its quotations, and whether a mark closes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.quotes import pair

QUOTES = [
    ("He said: “It’s ‘balanced’.”", [("It’s ‘balanced’.", True), ("balanced", True)]),
    ('It was "absurd", he said, "and wrong".', [("absurd", True), ("and wrong", True)]),
    ("“First.\n\n“Second,” he said.", [("First.", False), ("Second,", True)]),
    ("``We go'', he said", [("We go", True)]),
    ("„Nein“ and «non»", [("Nein", True), ("non", True)]),
    ("'We don't know,' he said of the soldiers' guns.", [("We don't know,", True)]),
    ("The ‘troops’ guns’ of the ’90s", [("troops’ guns", True)]),
    ("the soldiers' guns, rock 'n' roll", []),
    ('6\'2" tall, odd " mark', []),
    ("“never closed", [("never closed", False)]),
    ("”", []),
    ('"', []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotations(text: str, expected: list[tuple[str, bool]]) -> None:
    found = pair(text, paragraphs(text))
    assert [(text[q.start : q.end], q.closed) for q in found] == expected


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`", max_size=60))
def test_quotations_survive_any_marks(text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) for q in pair(text, paragraphs(text)))
