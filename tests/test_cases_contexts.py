"""Contexts and modes of events: `cases/contexts.toml` by words alone, `cases/modes.toml` at the word that tells the event."""

from __future__ import annotations

from collections import Counter

import pytest
from casework import Fields, load, reader

from rapporteur.extract.context import enriched, of_text
from rapporteur.extract.forecasts import event_frame
from rapporteur.extract.scene import Scene
from rapporteur.lexicon import plover
from rapporteur.model import Event, Report


@pytest.mark.parametrize("case", load("contexts.toml"), ids=lambda c: c["name"])
def test_contexts(case: Fields) -> None:
    found = of_text(case["text"])
    assert {*case.get("contexts", ())} <= {*found}
    assert not {*case.get("never", ())} & {*found}


def test_every_context_has_three_cases() -> None:
    told = Counter(context for case in load("contexts.toml") for context in case.get("contexts", ()))
    assert {context for context in plover.contexts() if told[context] < 3} == set()


@pytest.mark.parametrize("case", load("modes.toml"), ids=lambda c: c["name"])
def test_modes(case: Fields) -> None:
    report = Report(id="case", name="case", text=case["text"], published="2024-04-13")
    scene = Scene(report, reader().read_one(report))
    word = scene.tree.texts.index(case["word"])
    frame = event_frame(scene, word)
    told = frame.mode if frame is not None and frame.type == case["type"] else None
    evidence = (scene.sentence_span(word),)
    event = enriched(scene, word, Event(id="", report="case", evidence=evidence, type=case["type"], actors=(), mode=told))
    assert event.mode == case.get("mode")
    assert event.intensity == plover.intensity(case["type"], case.get("mode"))
