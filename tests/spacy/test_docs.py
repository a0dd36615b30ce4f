"""Readings as spaCy Docs. Skipped without spaCy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readingwork import by_hand

from rapporteur.model import Mention, Reading, Sentence, Word
from rapporteur.reader.words import words

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")


ODD = "ab“”.,'1\u0301 \n\t\r\x0b\x0c\x1c\x85\u00a0\u2003\u2028\u2029\u200b\u2060\ufeff\x00😀"


@given(st.text(alphabet=ODD + "     \n\n", max_size=40))
@settings(max_examples=200, deadline=None)
def test_text_and_offsets_stay(text: str) -> None:
    reading = by_hand(text)
    doc = reading.to_spacy()
    assert doc.text == text
    tokens = {(token.idx, token.idx + len(token)): token for token in doc}
    for word in reading.words:
        token = tokens[word.start, word.end]
        head = reading.words[word.head] if word.head >= 0 else word
        assert token.text == word.text
        assert (token.head.idx, token.dep_) == (head.start, "ROOT" if head is word else word.deprel)
    starts = [token.idx for token in doc if token.is_sent_start and not token.is_space]
    assert {reading.words[s.start].start for s in reading.sentences[1:]} <= set(starts)


def test_all_that_a_reading_knows() -> None:
    text = "Awa  Keita left Lake Ilo."
    rows = [("Awa", "PROPN", "NNP", 2, "nsubj"), ("Keita", "PROPN", "NNP", 0, "flat"), ("left", "VERB", "VBD", -1, "root"),
            ("Lake", "PROPN", "NNP", 4, "compound"), ("Ilo", "PROPN", "NNP", 2, "obj"),
            (".", "PUNCT", ".", 2, "punct")]  # fmt: skip
    made = tuple(
        Word(start, end, form, "leave" if form == "left" else form, *row[1:])
        for (start, end, form), row in zip(words(text), rows, strict=True)
    )
    names = (Mention(0, 2, "person"), Mention(3, 5, "place"))
    doc = Reading(report="r1", text=text, words=made, sentences=(Sentence(0, 6, 0),), mentions=names).to_spacy()
    assert [token.text for token in doc] == ["Awa", " ", "Keita", "left", "Lake", "Ilo", "."]
    assert [token.pos_ for token in doc][:4] == ["PROPN", "SPACE", "PROPN", "VERB"]
    assert [(doc[3].tag_, doc[3].lemma_, doc[3].dep_)] == [("VBD", "leave", "ROOT")]
    assert [token.head.text for token in doc[:4]] == ["left", "Awa", "Awa", "left"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Awa  Keita", "PERSON"), ("Lake Ilo", "GPE")]
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize(("name", "label"), [("Ruritania", "GPE"), ("Black Sea", "LOC"), ("Donbas", "LOC")])
def test_places_are_states_or_regions(name: str, label: str) -> None:
    reading = by_hand(name)
    named = Reading(report="r1", text=name, words=reading.words, sentences=reading.sentences,
                    mentions=(Mention(0, len(reading.words), "place"),))  # fmt: skip
    assert [ent.label_ for ent in named.to_spacy().ents] == [label]


def test_what_was_not_read_is_a_sentence_of_its_own() -> None:
    text = "Mali waits.\nPhoto: a stringer\nChad waits."
    whole = by_hand(text)
    first, last = text.index("Photo"), text.index("Chad")
    kept = [w for w in whole.words if not first <= w.start < last]
    made = tuple(Word(w.start, w.end, w.text, w.lemma, w.upos, w.xpos, h, w.deprel)
                 for w, h in zip(kept, [-1, 0, 0, -1, 3, 3], strict=True))  # fmt: skip
    doc = Reading(report="r1", text=text, words=made, sentences=(Sentence(0, 3, 0), Sentence(3, 6, 1))).to_spacy()
    assert doc.text == text
    assert [sent.text.strip() for sent in doc.sents] == ["Mali waits.", "Photo: a stringer", "Chad waits."]
    assert {token.tag_ for token in doc if first <= token.idx < last} == {"XX", "_SP"}
