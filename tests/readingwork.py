"""What several tests need of readings: one made by hand, a text with statements, and whether the model is there."""

from __future__ import annotations

import pytest

from rapporteur.model import Reading, Sentence, Word
from rapporteur.reader import default_model
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.words import words

NEWS = """Talks go on

Mali would stay neutral, President Awa Keita said on Monday. “A truce,” Ben Ode told reporters in Bamako, “would fail.”

The ministry denied that troops had crossed the border.  According to Chad's army, nobody was hurt."""


def model_missing() -> bool:
    """Whether no reading model is installed."""
    try:
        return not (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        return True


needs_model = pytest.mark.skipif(model_missing(), reason="rapporteur-reader-en is not installed")


def by_hand(text: str) -> Reading:
    """A reading without the model: every paragraph a sentence, its first word the root of the rest."""
    made: list[Word] = []
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        first = len(made)
        for a, b, form in words(text, start, end):
            root = len(made) == first
            made.append(Word(a, b, form, form.lower(), "NOUN", "NN", -1 if root else first, "root" if root else "dep"))
        if len(made) > first:
            sentences.append(Sentence(first, len(made), number))
    return Reading(report="r1", text=text, words=tuple(made), sentences=tuple(sentences))
