"""Readings as spaCy Docs, Docs of any pipeline as readings, and the pipe `rapporteur`. Skipped without spaCy."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.model import Mention, Reading, Report, Sentence, Word
from rapporteur.reader import default_model
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.words import words

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")
from spacy.tokens import Doc, DocBin, Span  # noqa: E402

from rapporteur.spacy.alignment import broken, parted  # noqa: E402
from rapporteur.spacy.clearnlp import CLEAR, NAMES, LabelledTree, is_clear, universal  # noqa: E402
from rapporteur.spacy.readings import to_reading  # noqa: E402


def model_missing() -> bool:
    """Whether no reading model is installed."""
    try:
        return not (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        return True


needs_model = pytest.mark.skipif(model_missing(), reason="rapporteur-reader-en is not installed")
NEWS = """Talks go on

Mali would stay neutral, President Awa Keita said on Monday. “A truce,” Ben Ode told reporters in Bamako, “would fail.”

The ministry denied that troops had crossed the border.  According to Chad's army, nobody was hurt."""
ROW = tuple[str, str, int, str]


@pytest.fixture(scope="module")
def blank() -> spacy.Language:
    return spacy.blank("en")


@pytest.fixture(scope="module")
def pipeline() -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("rapporteur")
    return nlp


def parsed(nlp: spacy.Language, rows: list[ROW], names: list[tuple[int, int, str]]) -> Doc:
    """A Doc as a trained pipeline would leave it: form, part of speech, head and label of every token, and the names."""
    forms = [row[0] for row in rows]
    closed = [after in (",", ".", "'s", "”", "") for after in [*forms[1:], ""]]
    spaces = [not shut and form != "“" for form, shut in zip(forms, closed, strict=True)]
    columns = {"pos": [r[1] for r in rows], "heads": [r[2] for r in rows], "deps": [r[3] for r in rows]}
    doc = Doc(nlp.vocab, words=forms, spaces=spaces, **columns)
    doc.set_ents([Span(doc, *name) for name in names])
    return doc


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


# ---- Reading → Doc --------------------------------------------------------------------------------------------------
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


@needs_model
def test_there_and_back() -> None:
    from rapporteur.reader import Reader

    reading = Reader().read_one(Report(id="r1", name="r1", text=NEWS))
    back = to_reading(reading.to_spacy())
    assert (back.text, back.words, back.sentences, back.quotes) == (NEWS, reading.words, reading.sentences, reading.quotes)
    assert back.mentions == reading.mentions


# ---- Doc → Reading --------------------------------------------------------------------------------------------------
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


def test_an_unread_doc_has_no_statements(blank: spacy.Language) -> None:
    assert blank("Mali waits.")._.statements == ()


# ---- labels ---------------------------------------------------------------------------------------------------------
def relabelled(rows: str) -> list[str]:
    """ "Keita:PROPN:1:nsubj …" with heads as indices, turned: "Keita←fled:nsubj"."""
    cells = [row.split("/") for row in rows.split()]
    forms = [cell[0] for cell in cells]
    lemmas = ["be" if form in ("is", "was") else form for form in forms]
    heads = [int(cell[2]) for cell in cells]
    tree = LabelledTree(heads, [cell[3] for cell in cells], [cell[1] for cell in cells], lemmas, [form.lower() for form in forms])
    universal(tree)
    rows_made = zip(forms, tree.heads, tree.deps, strict=True)
    return [f"{form}←{forms[head] if head >= 0 else ''}:{label}" for form, head, label in rows_made]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("Keita/PROPN/1/nsubj is/AUX/-1/ROOT ready/ADJ/1/acomp", "Keita←ready:nsubj is←ready:cop ready←:root"),
        (
            "Keita/PROPN/1/nsubj is/AUX/-1/ROOT not/PART/1/neg minister/NOUN/1/attr",
            "Keita←minister:nsubj is←minister:cop not←minister:advmod minister←:root",
        ),
        (
            "Keita/PROPN/1/nsubj is/AUX/-1/ROOT in/ADP/1/prep Mali/PROPN/2/pobj",
            "Keita←Mali:nsubj is←Mali:cop in←Mali:case Mali←:root",
        ),
        (
            "There/PRON/1/expl is/AUX/-1/ROOT a/DET/3/det truce/NOUN/1/attr in/ADP/3/prep Mali/PROPN/4/pobj",
            "There←is:expl is←:root a←truce:det truce←is:nsubj in←Mali:case Mali←truce:nmod",
        ),
        (
            "fled/VERB/-1/ROOT because/SCONJ/0/prep of/ADP/1/pcomp war/NOUN/2/pobj",
            "fled←:root because←war:case of←because:fixed war←fled:obl",
        ),
        (
            "fled/VERB/-1/ROOT out/ADP/0/prep of/ADP/1/prep Mali/PROPN/2/pobj",
            "fled←:root out←Mali:case of←Mali:case Mali←fled:obl",
        ),
        (
            "flew/VERB/-1/ROOT to/ADP/0/prep Mali/PROPN/1/pobj and/CCONJ/1/cc to/ADP/1/conj Chad/PROPN/4/pobj",
            "flew←:root to←Mali:case Mali←flew:obl and←Chad:cc to←Chad:case Chad←Mali:conj",
        ),
        (
            "accused/VERB/-1/ROOT Chad/PROPN/0/dobj of/ADP/0/prep sending/VERB/2/pcomp troops/NOUN/3/dobj",
            "accused←:root Chad←accused:obj of←sending:mark sending←accused:advcl troops←sending:obj",
        ),
        (
            "gave/VERB/-1/ROOT him/PRON/0/dative aid/NOUN/0/dobj",
            "gave←:root him←gave:iobj aid←gave:obj",
        ),
        (
            "wants/VERB/-1/ROOT to/PART/2/aux pull/VERB/0/xcomp out/ADP/2/prt",
            "wants←:root to←pull:mark pull←wants:xcomp out←pull:compound:prt",
        ),
        (
            "Mali/PROPN/2/poss 's/PART/0/case army/NOUN/-1/ROOT which/PRON/4/nsubj left/VERB/2/relcl",
            "Mali←army:nmod:poss 's←Mali:case army←:root which←left:nsubj left←army:acl:relcl",
        ),
        (
            "remains/VERB/-1/ROOT calm/ADJ/0/acomp Monday/PROPN/0/npadvmod",
            "remains←:root calm←remains:xcomp Monday←remains:obl:unmarked",
        ),
    ],
)  # fmt: skip
def test_labels(rows: str, wanted: str) -> None:
    assert " ".join(relabelled(rows)) == wanted


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_tree_stays_a_tree(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    order = data.draw(st.permutations(range(size)))
    heads = [-1] * size
    for n in range(1, size):
        heads[order[n]] = order[data.draw(st.integers(0, n - 1))]
    labels = st.sampled_from(sorted({*NAMES, "nsubj", "conj", "cc", "aux", "case", "nmod", "advmod", "expl"} - {"ROOT"}))
    deps = ["ROOT" if head < 0 else data.draw(labels) for head in heads]
    upos = [data.draw(st.sampled_from(["NOUN", "VERB", "AUX", "ADP", "ADJ"])) for _ in heads]
    lemmas = [data.draw(st.sampled_from(["be", "to", "according", "Mali"])) for _ in heads]
    tree = LabelledTree(heads, deps, upos, lemmas, lemmas)
    universal(tree)
    assert sum(head < 0 for head in tree.heads) == 1
    assert all(tree.depth(i) <= size for i in range(size))
    assert CLEAR.isdisjoint(tree.deps)


def test_a_broken_content_is_without_the_cue() -> None:
    text = "“A truce,” Keita said, “would fail”"
    halves = broken(text, (1, len(text) - 1), [(11, 16), (17, 21)])
    assert [text[a:b] for a, b in halves] == ["A truce", "would fail"]
    assert parted(text, "A truce would fail", [(1, 21)]) == halves


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_parts_are_found_again(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab ,", min_size=3, max_size=30))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True)))
    words = " ".join(text[a:b].strip() for a, b in ((cuts[0], cuts[1]), (cuts[2], cuts[3])))
    found = parted(text, words, [(cuts[0], cuts[3])])
    assert not found or " ".join(text[a:b] for a, b in found) == words
    assert all(before[1] <= after[0] for before, after in pairwise(found))


# ---- the pipe -------------------------------------------------------------------------------------------------------
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


@needs_model
def test_statements_travel_with_the_doc(pipeline: spacy.Language) -> None:
    doc = pipeline(NEWS)
    there = [s.claim for s in doc._.statements]
    assert there
    assert [s.claim for s in Doc(pipeline.vocab).from_bytes(doc.to_bytes())._.statements] == there
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    assert [s.claim for d in DocBin().from_bytes(kept).get_docs(pipeline.vocab) for s in d._.statements] == there


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
    (Path(__file__).parent.parent / "docs" / "spacy.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@needs_model
@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_the_examples_print_what_they_say(code: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(code, {})
    assert capsys.readouterr().out == printed
