"""Words, paragraphs and quotations: rules without a model. Each case is a text and what must come of it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.quotes import pair
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


PARAGRAPHS = [
    ("", []),
    ("\n \n", []),
    ("Talks fail\n\nNo change.\n", ["Talks fail", "No change."]),
    ("Talks fail\nThey spoke on Saturday.\nNo change.", ["Talks fail", "They spoke on Saturday.", "No change."]),
    ("One line that\nwent on in lower case.", ["One line that\nwent on in lower case."]),
    (
        "The two presidents spoke on Saturday for more than an hour about the\n"
        "troops that stand along the border. An adviser called the talk useful\n"
        "and said that they would speak again.",
        None,
    ),
    ("Asked for:\n- food\n- water", ["Asked for:", "- food", "- water"]),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str] | None) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == ([text] if expected is None else expected)


def test_furniture_is_not_read_and_parts_paragraphs() -> None:
    text = "Before Read more after."
    assert [text[a:b] for a, b in paragraphs(text, [(7, 16)])] == ["Before", "after."]


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
