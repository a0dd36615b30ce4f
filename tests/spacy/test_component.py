"""The pipe `rapporteur`. Skipped without spaCy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from readingwork import NEWS, needs_model

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")
from spacy.tokens import Doc, Span  # noqa: E402


@needs_model
def test_a_blank_pipeline_gets_everything(pipeline: spacy.Language) -> None:
    doc = pipeline(NEWS)
    assert doc.text == NEWS
    assert all(doc.has_annotation(name) for name in ("TAG", "POS", "LEMMA", "DEP", "SENT_START", "ENT_IOB"))
    assert ("Bamako", "GPE") in [(ent.text, ent.label_) for ent in doc.ents]
    assert {s.speaker for s in doc._.statements} >= {"Awa Keita", "Ben Ode"}


@needs_model
@pytest.mark.parametrize("text", ["", " ", "\n\n", "…"])
def test_odd_texts(pipeline: spacy.Language, text: str) -> None:
    doc = pipeline(text)
    assert doc.text == text
    assert doc._.statements == ()


@needs_model
def test_other_tokens_are_left_alone(pipeline: spacy.Language) -> None:
    text = "Mali would stay neutral, Awa Keita said."
    doc = Doc(pipeline.vocab, words=text.split(" "))
    (said,) = pipeline.get_pipe("rapporteur")(doc)._.statements
    assert not doc.has_annotation("DEP")
    assert (said.speaker, str(said.cue)) == ("Awa Keita", "said.")
    assert [str(span) for span in said.content] == ["Mali would stay neutral,"]


@needs_model
def test_what_other_pipes_have_set_is_kept(pipeline: spacy.Language) -> None:
    doc = pipeline.make_doc("Mali would stay neutral, Awa Keita said.")
    doc.set_ents([Span(doc, 0, 1, "ORG")])
    made = pipeline.get_pipe("rapporteur")(doc)
    assert [(ent.text, ent.label_) for ent in made.ents] == [("Mali", "ORG")]
    assert made.has_annotation("DEP")


def fresh(code: str) -> str:
    """What a new Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_factory_needs_no_import_and_loads_nothing_heavy() -> None:
    code = "import spacy, sys; nlp = spacy.blank('en'); nlp.add_pipe('rapporteur'); print(nlp.pipe_names, [m for m in " \
           "('onnxruntime', 'tokenizers', 'rapporteur.lexicon', 'rapporteur.extract') if m in sys.modules])"  # fmt: skip
    assert fresh(code) == "['rapporteur'] []"


def test_rapporteur_itself_needs_no_spacy() -> None:
    assert fresh("import rapporteur, rapporteur.cli, rapporteur.run, sys; print('spacy' in sys.modules)") == "False"


EXAMPLES = re.findall(
    r"^```python\n(.*?)^```\n\n```text\n(.*?)^```",
    (Path(__file__).parents[2] / "docs" / "spacy.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@needs_model
@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_the_examples_print_what_they_say(code: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(code, {})
    assert capsys.readouterr().out == printed
