"""Sections of a long report: they cover it, and its reading is theirs put together."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.model import Reading, Relation, Report, Said, Sentence, Span, Word
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.sections import SIZE, TextSection, joined, sections

TEXTS = st.lists(st.text(alphabet="ab “”.\n", max_size=30), max_size=8).map("\n\n".join)


def read(section: TextSection) -> Reading:
    """A stand-in: a word for each run of letters, a sentence for each paragraph, the first word its root."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(section.stretches):
        first = len(words)
        for match in re.finditer(r"\S+", section.text[start:end]):
            place = match.start() + start, match.end() + start
            words.append(Word(*place, match[0], match[0], "X", "X", first if len(words) > first else -1, "dep"))
        sentences.append(Sentence(first, len(words), number))
    said = (Said(((0, 1),), (), ((0, len(words)),)),)
    return Reading(report="", text=section.text, words=tuple(words), sentences=tuple(sentences), said=said)


@given(TEXTS, st.integers(1, 60))
def test_sections_are_the_paragraphs_in_order_and_large_enough(text: str, size: int) -> None:
    cut = sections(text, size=size)
    assert [(s.start + a, s.start + b) for s in cut for a, b in s.stretches] == paragraphs(text)
    assert all(text[s.start : s.start + len(s.text)] == s.text for s in cut)
    assert all(len(s.text) >= size for s in cut[:-1])


@given(TEXTS, st.integers(1, 60))
def test_a_reading_is_the_same_however_the_text_is_cut(text: str, size: int) -> None:
    report = Report(id="r", name="r", text=text)
    whole, cut = sections(text, size=len(text) + 1), sections(text, size=size)
    once = joined(report, whole, [read(section) for section in whole])
    again = joined(report, cut, [read(section) for section in cut])
    assert (again.words, again.sentences, again.quotes) == (once.words, once.sentences, once.quotes)
    assert all(text[word.start : word.end] == word.text for word in again.words)


def test_attributions_and_relations_count_words_of_the_report() -> None:
    report = Report(id="r", name="r", text="one two\n\nthree four")
    cut = sections(report.text, size=1)
    related = (Relation((0, 1), (1, 2), "AID", 0.5), Relation((0, 2), None, "CONSULT", 0.5))
    first, second = (read(section) for section in cut)
    reading = joined(report, cut, [first, msgspec.structs.replace(second, relations=related)])
    assert reading.said[1] == Said(((2, 3),), (), ((2, 4),))
    assert reading.relations == (Relation((2, 3), (3, 4), "AID", 0.5), Relation((2, 4), None, "CONSULT", 0.5))


def test_furniture_is_in_no_section() -> None:
    text = "Envoys met.\n\nRead more\n\nThey left."
    (section,) = sections(text, [Span("r", 13, 22, "Read more")])
    assert [section.text[a:b] for a, b in section.stretches] == ["Envoys met.", "They left."]


@pytest.mark.parametrize("size", [SIZE - 1, 4 * SIZE])
def test_an_article_is_one_section(size: int) -> None:
    paragraph = "Envoys met in Geneva. " * 40 + "\n\n"
    text = (paragraph * (size // len(paragraph) + 1))[:size]
    assert len(sections(text)) == max(1, round(size / SIZE))
