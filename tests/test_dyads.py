"""Dyads of CAMEO: single sentences by the real reader, and rows made by hand."""

from __future__ import annotations

import pytest
from casework import reader

from rapporteur.extract import extract
from rapporteur.extract.dyads import dyads
from rapporteur.extract.entities.codes import cameo_code
from rapporteur.model import Actor, Claim, Contact, Event, Precaution, Report, Span

Triple = tuple[str, str, str]

CODED: list[tuple[str, set[Triple]]] = [
    ("Mali and Chad held talks in Nairobi.", {("MLI", "TCD", "046"), ("TCD", "MLI", "046")}),
    ("Mali will supply arms to Chad.", {("MLI", "TCD", "072")}),
    ("Kenya said that Chad had shelled Mali.", {("KEN", "TCD", "112")}),
    ("Kenya pledged to send aid to Mali.", {("KEN", "MLI", "033")}),
    ("Mali threatened to impose sanctions on Chad.", {("MLI", "TCD", "1312")}),
    ("Kenya refused to help Mali.", {("KEN", "MLI", "122")}),
    ("Kenya has asked Mali to withdraw its troops.", {("KEN", "MLI", "0256")}),
    ("Kenya may attack Mali.", set()),
    ("Kenya did not attack Mali.", set()),
    ("Kenya expelled two Malian diplomats on Monday.", {("KEN", "MLIGOV", "161")}),
    ("Chad is scheduled to attend a summit in Kenya.", {("TCD", "KEN", "042")}),
    ("Malian troops were attacked by Kenyan rebels.", {("KENREB", "MLIMIL", "190")}),
]


@pytest.mark.parametrize(("text", "wanted"), CODED, ids=[text for text, _ in CODED])
def test_one_sentence(text: str, wanted: set[Triple]) -> None:
    report = Report(id="d", name="d", text=text, published="2024-04-13")
    found = extract(report, reader().read_one(report))
    cast = {actor.id: actor for actor in found.actors}
    codes = {i: cameo_code(cast[i]) if i in cast else i.upper() for d in dyads(found.claims, found.actors) for i in d[:2]}
    assert {(codes[d.source], codes[d.target], d.code) for d in dyads(found.claims, found.actors)} == wanted


# ---- by hand ----------------------------------------------------------------------------------------------------------
MALI = Actor(id="mli", name="Mali", kind="state", country="MLI")
CHAD = Actor(id="tcd", name="Chad", kind="state", country="TCD")
KEITA = Actor(id="person.awa-keita", name="Awa Keita", kind="person", country="MLI")
ODE = Actor(id="person.jomo-ode", name="Jomo Ode", kind="person", country="KEN")
CAST = [MALI, CHAD, KEITA, ODE]


def span(text: str, start: int = 0) -> tuple[Span, ...]:
    return (Span("r", start, start + len(text), text),)


def coded(*claims: Claim) -> list[Triple]:
    return [(d.source, d.target, d.code) for d in dyads(claims, CAST)]


def test_the_land_of_the_place_stands_in_for_a_target() -> None:
    deed = Event(id="e", report="r", evidence=span("…"), type="MOBILIZE", actors=("mli",), place="Nairobi", cameo="154")
    assert coded(deed) == [("mli", "ken", "154")]


def test_several_on_both_sides_are_multiplied_out() -> None:
    deed = Event(
        id="e", report="r", evidence=span("…"), type="ACCUSE", actors=("mli", "tcd"), recipients=("ken", "ner"), cameo="112"
    )
    assert len(coded(deed)) == 4


def test_what_is_said_twice_is_one_row() -> None:
    deed = Event(id="e", report="r", evidence=span("…"), type="ACCUSE", actors=("mli",), recipients=("tcd",), cameo="112")
    again = Event(id="f", report="r", evidence=span("…"), type="ACCUSE", actors=("mli",), recipients=("tcd",), cameo="112")
    assert coded(deed, again) == [("mli", "tcd", "112")]


def test_a_visit_on_which_talks_were_held_is_those_talks() -> None:
    words = span("Awa Keita held talks with Jomo Ode during a visit to Nairobi")
    talks = Contact(id="c", report="r", evidence=words, parties=("person.awa-keita", "person.jomo-ode"), mode="talks")
    visit = Contact(id="v", report="r", evidence=words, parties=("person.awa-keita",), mode="visit", place="Nairobi")
    assert {row[2] for row in coded(talks, visit)} == {"046"}
    assert coded(visit) == [("person.awa-keita", "ken", "042")]


def test_advice_against_travel_reduces_relations() -> None:
    advice = Precaution(id="p", report="r", evidence=span("…"), actor="mli", act="advise-against-travel", place="Chad")
    assert coded(advice) == [("mli", "tcd", "160")]
    assert coded(Precaution(id="p", report="r", evidence=span("…"), actor="mli", act="shelter", place="Chad")) == []
