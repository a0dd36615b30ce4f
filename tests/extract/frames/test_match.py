"""The matcher of frames on trees made by hand."""

from __future__ import annotations

import pytest

from rapporteur.extract.document import Document
from rapporteur.extract.frames.match import first, has_object, has_preposition, headings, names_one, says
from rapporteur.lexicon.schema import Frame
from rapporteur.model import Reading, Report, Sentence, Word

PULLED = "Mali/PROPN/nsubj/1 pulled:pull/VERB/root/-1 troops:troop/NOUN/obj/1 out/ADP/{out}/1 of/ADP/case/5 Chad/PROPN/obl/1"
AIMED = "Mali/PROPN/nsubj/1 fired:fire/VERB/root/-1 a/DET/det/3 salvo/NOUN/obj/1 of/ADP/case/5 missiles:missile/NOUN/nmod/3"
ASKED = "Mali/PROPN/nsubj/1 wants:want/VERB/root/-1 {whom}/PRON/{link}/1 to/PART/mark/4 leave/VERB/xcomp/1"
STAYED = "They/PRON/nsubj/1 stayed:stay/VERB/root/-1 very/ADV/advmod/3 near/ADP/case/5 a/DET/det/5 shelter/NOUN/obl/1"
ARMY = "They/PRON/nsubj/1 met:meet/VERB/root/-1 an/DET/det/4 army/NOUN/compound/4 chief/NOUN/obj/1"


def by_hand(sentence: str) -> Document:
    """A document of one sentence, each word as form[:lemma]/tag/label/head."""
    words, at = [], 0
    for item in sentence.split():
        form, tag, label, head = item.split("/")
        text, _, lemma = form.partition(":")
        words.append(Word(at, at + len(text), text, lemma or text, tag, "NN" if tag != "VERB" else "VBD", int(head), label))
        at += len(text) + 1
    text = " ".join(item.split("/")[0].partition(":")[0] for item in sentence.split())
    reading = Reading(report="r", text=text, words=tuple(words), sentences=(Sentence(0, len(words), 0),))
    return Document(Report(id="r", name="r", text=text), reading)


def frame(prep: str | None = None, *objects: str) -> Frame:
    return Frame("x", "verb", prep, objects)


@pytest.mark.parametrize(("label", "heads"), [("compound:prt", ["pull out"]), ("case", ["pull"])])
def test_a_particle_makes_another_verb(label: str, heads: list[str]) -> None:
    assert headings(by_hand(PULLED.format(out=label)).tree, 1) == heads


def test_objects_are_looked_for_in_what_they_are_of() -> None:
    doc = by_hand(AIMED)
    assert has_object(doc, 1, frame(None, "missiles"))
    assert not has_object(doc, 1, frame(None, "rocket"))
    assert has_object(doc, 1, frame())


def test_who_leads_an_army_is_none() -> None:
    doc = by_hand(ARMY)
    assert names_one(doc.tree, [4], ["chief"])
    assert not names_one(doc.tree, [4], ["army"])


def test_a_preposition_may_stand_before_a_noun_or_be_a_particle() -> None:
    doc = by_hand(PULLED.format(out="compound:prt"))
    assert has_preposition(doc, 1, frame("of"))
    assert has_preposition(doc, 1, frame("out"))
    assert not has_preposition(doc, 1, frame("from"))


@pytest.mark.parametrize(("whom", "link", "wanted"), [("them", "obj", True), ("only", "advmod", False)])
def test_somebody_else_is_to_do_it(whom: str, link: str, wanted: bool) -> None:
    assert has_preposition(by_hand(ASKED.format(whom=whom, link=link)), 1, frame("to")) == wanted


def test_a_phrase_may_have_words_between() -> None:
    tree = by_hand(STAYED).tree
    assert says(tree, 1, "stay near shelter")
    assert not says(tree, 1, "stay in shelter")


def test_the_first_frame_that_passes_every_test_is_taken() -> None:
    doc, frames = by_hand(AIMED), [frame("at"), frame(None, "missile"), frame()]
    assert first(doc, 1, frames, has_preposition, has_object) is frames[1]
    assert first(doc, 1, frames[:1], has_preposition, has_object) is None
