"""Contexts and modes of events: `cases/contexts.toml` at the root of the text, `cases/modes.toml` at the word of the event."""

from __future__ import annotations

from collections import Counter

import pytest
from casework import Fields, document_of, load, settle

from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.plover.contexts import contexts, enriched
from rapporteur.lexicon import plover
from rapporteur.model import Event


@pytest.mark.parametrize("case", load("contexts.toml"), ids=lambda c: c["name"])
def test_contexts(case: Fields) -> None:
    doc = document_of(case["text"])
    root = doc.tree.heads.index(-1)
    event = Event(id="", report="case", evidence=(doc.sentence_span(root),), type="CONSULT", actors=())
    shown = [*contexts(doc, root, event)]
    settle(case, "" if shown == case["contexts"] else f"in the case: {case['contexts']}, as it comes out: {shown}")


def test_every_context_has_three_cases() -> None:
    """Cases that are named after it, not those that it only comes up in."""
    cases = Counter(
        case["name"].split(" ")[0] for case in load("contexts.toml") if case["name"].split(" ")[0] in case["contexts"]
    )
    assert {context for context in plover.contexts() if cases[context] < 3} == set()


@pytest.mark.parametrize("case", load("modes.toml"), ids=lambda c: c["name"])
def test_modes(case: Fields) -> None:
    doc = document_of(case["text"])
    word = doc.tree.texts.index(case["word"])
    frame = event_frame(doc, word)
    told = frame.mode if frame is not None and frame.type == case["type"] else None
    evidence = (doc.sentence_span(word),)
    event = enriched(doc, word, Event(id="", report="case", evidence=evidence, type=case["type"], actors=(), mode=told))
    assert event.mode == case.get("mode")
    assert event.intensity == plover.intensity(case["type"], case.get("mode"))


def context_of(doc: Document, word: str, type_: str, actors: tuple[str, ...] = (), cameo: str | None = None) -> str | None:
    i = doc.tree.texts.index(word)
    evidence = (doc.sentence_span(i),)
    return enriched(doc, i, Event(id="", report="case", evidence=evidence, type=type_, actors=actors, cameo=cameo)).context


def test_a_word_far_away_in_a_long_paragraph_tells_nothing() -> None:
    far = "The court heard the judge. The tribunal sat. " + "It rained. It was cold. It was late. " * 2
    assert context_of(document_of(far + "Mali urged Chad to answer."), "urged", "REQUEST") is None
    near = "The court heard the judge. The tribunal sat. Mali urged Chad to answer."
    assert context_of(document_of(near), "urged", "REQUEST") == "legal"


def test_words_of_the_sentence_come_before_those_beside_it() -> None:
    text = "Parliament and the senate met. Lawmakers left. Mali urged Chad to end the famine."
    assert str(context_of(document_of(text), "urged", "REQUEST")).split(";")[0] == "human_security"


def test_the_name_of_a_person_speaks_of_nothing() -> None:
    assert context_of(document_of("Chad praised Ben Forest."), "praised", "SUPPORT") is None


def test_the_code_of_the_older_codebook_counts() -> None:
    doc = document_of("Chad helped Mali.")
    assert context_of(doc, "helped", "COOPERATE") is None
    assert context_of(doc, "helped", "COOPERATE", cameo="064") == "intelligence"
