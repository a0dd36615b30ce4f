"""Paragraphs: each case is a text and its paragraphs."""

import pytest

from rapporteur.reader.paragraphs import paragraphs

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
