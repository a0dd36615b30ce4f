"""The statements of a Doc. Skipped without spaCy."""

from __future__ import annotations

import pytest
from readingwork import NEWS, needs_model

from rapporteur.model import Report

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")
from spacy.tokens import Doc, DocBin  # noqa: E402


@needs_model
def test_a_reading_has_its_statements() -> None:
    from rapporteur.reader import Reader

    doc = Reader().read_one(Report(id="r1", name="r1", text=NEWS)).to_spacy()
    assert doc.text == NEWS
    said = {(s.speaker, str(s.content[0]).strip("“”.,")): s for s in doc._.statements}
    keita = said["Awa Keita", "Mali would stay neutral"]
    assert (str(keita.source), str(keita.cue)) == ("President Awa Keita", "said")
    assert (keita.form, keita.factuality) == ("indirect", "stated")
    assert keita.claim.words == "Mali would stay neutral"
    assert any(s.speaker == "Ben Ode" and s.form == "direct" and str(s.cue) == "told" for s in doc._.statements)
    assert any(s.factuality == "denied" and "crossed the border" in str(s.content[0]) for s in doc._.statements)
    assert any(str(s.cue) == "According to" and "nobody was hurt" in str(s.content[0]) for s in doc._.statements)


def test_an_unread_doc_has_no_statements(blank: spacy.Language) -> None:
    assert blank("Mali waits.")._.statements == ()


@needs_model
def test_statements_travel_with_the_doc(pipeline: spacy.Language) -> None:
    doc = pipeline(NEWS)
    there = [s.claim for s in doc._.statements]
    assert there
    assert [s.claim for s in Doc(pipeline.vocab).from_bytes(doc.to_bytes())._.statements] == there
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    assert [s.claim for d in DocBin().from_bytes(kept).get_docs(pipeline.vocab) for s in d._.statements] == there
