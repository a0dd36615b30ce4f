"""Docs of any pipeline as readings. Skipped without spaCy."""

from __future__ import annotations

import pytest
from readingwork import NEWS, needs_model

from rapporteur.model import Report

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")
from spacy.tokens import Doc, Span  # noqa: E402

from rapporteur.spacy.clearnlp import is_clear  # noqa: E402
from rapporteur.spacy.readings import to_reading  # noqa: E402

ROW = tuple[str, str, int, str]
CLEAR_NEWS: list[ROW] = [
    ("“", "PUNCT", 4, "punct"), ("A", "DET", 2, "det"), ("truce", "NOUN", 4, "nsubjpass"), ("was", "AUX", 4, "auxpass"),
    ("rejected", "VERB", 11, "ccomp"), ("by", "ADP", 4, "agent"), ("rebels", "NOUN", 5, "pobj"), (",", "PUNCT", 11, "punct"),
    ("”", "PUNCT", 11, "punct"), ("Awa", "PROPN", 10, "compound"), ("Keita", "PROPN", 11, "nsubj"), ("told", "VERB", 11, "ROOT"),
    ("reporters", "NOUN", 11, "dobj"), ("in", "ADP", 11, "prep"), ("Bamako", "PROPN", 13, "pobj"), (".", "PUNCT", 11, "punct"),
]  # fmt: skip
UD_NEWS: list[ROW] = [
    ("Keita", "PROPN", 1, "nsubj"), ("denied", "VERB", 1, "ROOT"), ("that", "SCONJ", 6, "mark"), ("Mali", "PROPN", 6, "nsubj"),
    ("was", "AUX", 6, "cop"), ("the", "DET", 6, "det"), ("cause", "NOUN", 1, "ccomp"), ("of", "ADP", 8, "case"),
    ("it", "PRON", 6, "nmod"), (".", "PUNCT", 1, "punct"),
]  # fmt: skip


def parsed(nlp: spacy.Language, rows: list[ROW], names: list[tuple[int, int, str]]) -> Doc:
    """A Doc as a trained pipeline would leave it: form, part of speech, head and label of every token, and the names."""
    forms = [row[0] for row in rows]
    closed = [after in (",", ".", "'s", "”", "") for after in [*forms[1:], ""]]
    spaces = [not shut and form != "“" for form, shut in zip(forms, closed, strict=True)]
    columns = {"pos": [r[1] for r in rows], "heads": [r[2] for r in rows], "deps": [r[3] for r in rows]}
    doc = Doc(nlp.vocab, words=forms, spaces=spaces, **columns)
    doc.set_ents([Span(doc, *name) for name in names])
    return doc


@needs_model
def test_there_and_back() -> None:
    from rapporteur.reader import Reader

    reading = Reader().read_one(Report(id="r1", name="r1", text=NEWS))
    back = to_reading(reading.to_spacy())
    assert (back.text, back.words, back.sentences, back.quotes) == (NEWS, reading.words, reading.sentences, reading.quotes)
    assert back.mentions == reading.mentions


@needs_model
def test_a_tree_with_clearnlp_labels(blank: spacy.Language) -> None:
    doc = parsed(blank, CLEAR_NEWS, [(9, 11, "PERSON"), (14, 15, "GPE")])
    reading = to_reading(doc)
    labels = {word.text: (word.deprel, reading.words[word.head].text) for word in reading.words}
    assert labels["truce"] == ("nsubj:pass", "rejected")
    assert labels["rebels"] == ("obl:agent", "rejected")
    assert labels["by"] == ("case", "rebels")
    assert labels["Bamako"] == ("obl", "told")
    assert [(m.start, m.end, m.type) for m in reading.mentions] == [(9, 11, "person"), (14, 15, "place")]
    assert [doc.text[q.start : q.end] for q in reading.quotes] == ["A truce was rejected by rebels,"]
    pipe = blank.create_pipe("rapporteur")
    (said,) = pipe(doc)._.statements
    assert (said.speaker, str(said.source), str(said.cue), said.form) == ("Awa Keita", "Awa Keita", "told", "direct")
    assert [str(span) for span in said.content] == ["A truce was rejected by rebels"]
    assert said.addressee == "reporters"
    assert [token.dep_ for token in doc][13:15] == ["prep", "pobj"], "the Doc's own tree stays"


@needs_model
def test_a_tree_with_universal_labels(blank: spacy.Language) -> None:
    doc = parsed(blank, UD_NEWS, [(0, 1, "PERSON"), (3, 4, "GPE")])
    assert not is_clear([token.dep_ for token in doc])
    assert [word.deprel for word in to_reading(doc).words] == ["root" if row[3] == "ROOT" else row[3] for row in UD_NEWS]
    (said,) = blank.create_pipe("rapporteur")(doc)._.statements
    assert (said.speaker, said.factuality, str(said.cue)) == ("Keita", "denied", "denied")
    assert [str(span) for span in said.content] == ["Mali was the cause of it"]


@needs_model
def test_white_space_is_no_word(blank: spacy.Language) -> None:
    doc = Doc(blank.vocab, words=["\n", "Mali", "  ", "waits", "."], pos=["SPACE", "PROPN", "SPACE", "VERB", "PUNCT"],
              heads=[1, 3, 1, 3, 3], deps=["dep", "nsubj", "dep", "ROOT", "punct"])  # fmt: skip
    reading = to_reading(doc)
    assert [(w.text, w.head) for w in reading.words] == [("Mali", 1), ("waits", -1), (".", 1)]
    assert [doc.text[w.start : w.end] for w in reading.words] == ["Mali", "waits", "."]
