"""Words: each case is a text and its words."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.reader.words import words

SPLIT = [
    ("They don’t know.", "They do n’t know ."),
    ("Biden's call; the troops' guns", "Biden 's call ; the troops ' guns"),
    ("It cost $1.5m, or 3.5% of 1,300,000.", "It cost $ 1.5 m , or 3.5 % of 1,300,000 ."),
    ("at 10am on Feb. 12 in the U.S.", "at 10 am on Feb. 12 in the U.S."),
    ("a 62-minute call", "a 62 - minute call"),
    ("non-aligned, anti-government, well-known", "non-aligned , anti-government , well - known"),
    ("“balanced”, he said—which", "“ balanced ” , he said — which"),
    ("the statement.The minister", "the statement . The minister"),
    (
        "see https://www.example.org/a?b=c. Or a.b@example.org!",
        "see https://www.example.org/a?b=c . Or a.b@example.org !",
    ),
    ("Mr. O'Brien of J. Smith & Co. can't", "Mr. O'Brien of J. Smith & Co. ca n't"),
    ("on 2022-02-12, 9/11 and in the 1990s", "on 2022-02-12 , 9/11 and in the 1990s"),
    ("Wait… what?! No...", "Wait … what ?! No ..."),
    ("18,19,20", "18 , 19 , 20"),
    ("U.S.-led talks", "U.S. - led talks"),
    ("100bn euros, 20km away", "100 bn euros , 20 km away"),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_words_are_split_as_ud_english_does(text: str, expected: str) -> None:
    assert [form for _, _, form in words(text)] == expected.split()


@given(st.text(max_size=200))
def test_every_character_but_space_is_in_one_word(text: str) -> None:
    tokens = list(words(text))
    assert all(text[start:end] == form and form.strip() for start, end, form in tokens)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(tokens))
    left = [c for c in text if not c.isspace() and c not in "\u200b\u2060\ufeff"]
    assert sum(len(form) for _, _, form in tokens) >= len(left)
