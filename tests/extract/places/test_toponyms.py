"""Which words name places: cut to the name, within other names, and as the name of a people."""

from __future__ import annotations

import pytest
from readingwork import by_hand

from rapporteur.extract.places.marked_words import marked_words
from rapporteur.extract.places.toponyms import toponyms
from rapporteur.model import Mention, Reading


def marked(text: str, words: str, kind: str) -> Reading:
    """A reading in which the reader has taken these words for a name of that type."""
    reading = by_hand(text)
    texts = [word.text for word in reading.words]
    start = texts.index(words.split()[0])
    mention = Mention(start, start + len(words.split()), kind)
    return Reading(report="r1", text=text, words=reading.words, sentences=reading.sentences, mentions=(mention,))


@pytest.mark.parametrize(
    ("text", "mention", "kind", "names"),
    [
        ("Fire closed Kidal Airport today.", "Kidal Airport", "place", [("Kidal", False)]),
        ("He left the Kenya Airways office.", "Kenya Airways", "organisation", [("Kenya", False)]),
        ("They live in Oruba now.", "Oruba", "place", [("Oruba", True)]),
        ("They praised Oruba now.", "Oruba", "place", []),
        ("He closed the City today.", "City", "place", []),
        ("Kenyan troops left.", "Kenyan", "gpe", [("Kenyan", False)]),
        ("He spoke with Awa Keita there.", "Awa Keita", "person", []),
    ],
)
def test_what_a_mention_names(text: str, mention: str, kind: str, names: list[tuple[str, bool]]) -> None:
    assert [(name.text, name.literal) for name in toponyms(marked(text, mention, kind))] == names


def test_names_that_the_reader_has_not_marked() -> None:
    assert [name.text for name in toponyms(by_hand("They flew from Mali to Sri Lanka."))] == ["Mali", "Sri Lanka"]


def test_a_mention_without_article_possessive_and_party() -> None:
    reading = marked("He met R - Gao there.", "R - Gao", "place")
    words = marked_words(reading)
    assert words.joined(*words.bare(reading.mentions[0])) == "Gao"
    assert words.places == {"Gao"}
