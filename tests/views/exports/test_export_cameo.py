"""The coder of CAMEO: single sentences from the text to the dyads that `icews` and `gdelt` write, and rows made by hand."""

from __future__ import annotations

import pytest
from casework import reader
from exportwork import KEITA, ODE, REPORTS, TEXTS, contact, record

from rapporteur.extract import extract
from rapporteur.model import Contact, Record, Report, Span
from rapporteur.reconcile import reconcile
from rapporteur.views.exports import Choice, cameo
from rapporteur.views.exports.event_rows import event_rows
from rapporteur.views.exports.record_index import ExportIndex

Triple = tuple[str, str | None, str]

CODED: list[tuple[str, set[Triple]]] = [
    ("Mali and Chad held talks in Nairobi.", {("MLI", "TCD", "046"), ("TCD", "MLI", "046")}),
    ("Mali supplied arms to Chad.", {("MLI", "TCD", "072")}),
    ("Mali will supply arms to Chad.", {("MLI", "TCD", "0332")}),
    ("Kenya said that Chad had shelled Mali.", {("TCD", "MLI", "190")}),
    ("Chad has shelled Mali, Reuters reports.", {("TCD", "MLI", "190")}),
    ("Kenya pledged to send aid to Mali.", {("KEN", "MLI", "033")}),
    ("Mali threatened to impose sanctions on Chad.", {("MLI", "TCD", "1312")}),
    ("Kenya refused to help Mali.", {("KEN", "MLI", "122")}),
    ("Kenya has asked Mali to withdraw its troops.", {("KEN", "MLI", "0256")}),
    ("Kenya may attack Mali.", set()),
    ("Kenya did not attack Mali.", set()),
    ("Kenya expelled two Malian diplomats on Monday.", {("KEN", "MLIGOV", "161")}),
    ("Chad is scheduled to attend a summit in Kenya.", {("TCD", "KEN", "036")}),
    ("Malian troops were attacked by Kenyan rebels.", {("KENREB", "MLIMIL", "190")}),
    ("Kenya advised its citizens against travel to Mali.", {("KEN", "MLI", "160")}),
]


def coded(found: Record) -> set[Triple]:
    """The dyads of a record with the codes of their actors."""
    index = ExportIndex(found)
    pairs = [pair for row in event_rows(index, Choice(per="claim"))[0] for pair in row.dyads]
    return {(index.codes(p.source).cameo, p.target and index.codes(p.target).cameo, p.code) for p in pairs}


@pytest.mark.parametrize(("text", "wanted"), CODED, ids=[text for text, _ in CODED])
def test_one_sentence(text: str, wanted: set[Triple]) -> None:
    report = Report(id="d", name="d", text=text, published="2024-04-13")
    actors, claims, findings = reconcile([report], [extract(report, reader().read_one(report))])
    assert coded(Record(signature="", reports=(report,), actors=actors, claims=claims, findings=findings)) == wanted


# ---- by hand ----------------------------------------------------------------------------------------------------------
CALLED = TEXTS["r1"].index("called Chad's president")
"""Where the words of a visit and of the talks on it begin, in the sentence that the evidence has whole."""


def on_visit(text: str) -> tuple[Contact, Contact]:
    """Talks of Keita and Ode and Keita's visit, both told by these words."""
    span = (Span(REPORTS[0].id, CALLED, CALLED + len(text), text),)
    talks = Contact(id="con-1", report=REPORTS[0].id, evidence=span, parties=(KEITA.id, ODE.id), mode="talks")
    visit = Contact(id="con-2", report=REPORTS[0].id, evidence=span, parties=(KEITA.id,), mode="visit", place="N'Djamena")
    return talks, visit


def test_a_visit_on_which_talks_were_held_is_those_talks() -> None:
    talks, visit = on_visit("Keita held talks with Ode during a visit to N'Djamena")
    (row,) = event_rows(ExportIndex(record((talks,), (visit,))), Choice())[0]
    assert (row.cameo, row.recipients, row.claims) == ("046", (), (talks, visit))
    (row,) = event_rows(ExportIndex(record((visit,))), Choice())[0]
    assert [pair.code for pair in row.dyads] == ["042", "043"]


def test_a_visit_after_the_talks_is_one_of_its_own() -> None:
    talks, visit = on_visit("Keita called Ode and then went on to N'Djamena")
    assert {row.cameo for row in event_rows(ExportIndex(record((talks,), (visit,))), Choice())[0]} == {"046", "042"}


def test_several_on_both_sides_are_multiplied_out() -> None:
    assert len(cameo.dyads(("mli", "tcd"), ("ken", "ner"), "112")) == 4


def test_who_is_alone_has_no_target() -> None:
    assert cameo.dyads(("mli",), (), "154") == [cameo.Dyad("mli", None, "154")]


def test_a_letter_is_a_consultation_by_no_telephone() -> None:
    (row,) = event_rows(ExportIndex(record((contact("con-1", 0, "called", mode="letter"),))), Choice())[0]
    assert (row.mode, row.cameo) == ("phone", "040")
