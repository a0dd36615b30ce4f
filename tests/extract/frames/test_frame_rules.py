"""What makes contacts and precautions, and what is none, says so under an id that has a sentence."""

from __future__ import annotations

import pytest
from casework import reader
from readingwork import needs_model

from rapporteur.extract import contacts, extract, precautions
from rapporteur.extract.provenance import traced
from rapporteur.lexicon.rules import rules
from rapporteur.model import Report

MADE = [
    ("Awa Keita phoned Ben Ode on Friday.", "contact.verb"),
    ("Awa Keita spoke to Ben Ode by phone.", "contact.light-verb"),
    ("Talks between Awa Keita and Ben Ode ended.", "contact.noun"),
    ("Awa Keita was on the phone to Ben Ode when the shells fell.", "contact.phone"),
    ("Awa Keita phoned Ben Ode. The call lasted an hour.", "contact.length"),
    ("Mali closed its embassy in Sudan.", "precaution.frame"),
    ("Mali urged its citizens to leave Sudan.", "precaution.told"),
    ("Mali urged its citizens to leave Sudan. Chad followed suit.", "precaution.likewise"),
]
DROPPED = [
    ("Awa Keita called the claim absurd.", "contact.naming"),
    ("Awa Keita met to talk.", "contact.one-sided"),
    ("Kenya's call for a truce was rejected.", "contact.demand"),
    ("The talks collapsed.", "contact.of-nobody"),
    ("Awa Keita could meet Ben Ode.", "contact.undated"),
    ("Awa Keita's call was short.", "contact.one-party"),
    ("Mali sent a plane to evacuate its nationals from Sudan.", "precaution.told-below"),
    ("Mali did not close its embassy in Sudan.", "precaution.not-done"),
    ("The airspace over Sudan was closed.", "precaution.of-nobody"),
    ("Mali withdrew its staff.", "precaution.nowhere"),
]


@needs_model
@pytest.mark.parametrize(("text", "rule"), MADE)
def test_a_claim_says_what_made_it(text: str, rule: str) -> None:
    report = Report(id="r", name="r", text=text)
    assert rule in [r for claim in extract(report, reader().read_one(report)).claims for r in claim.rule]


@needs_model
@pytest.mark.parametrize(("text", "rule"), DROPPED)
def test_a_filter_says_what_it_turned_down(text: str, rule: str) -> None:
    report = Report(id="r", name="r", text=text)
    with traced() as drops:
        extract(report, reader().read_one(report))
    assert rule in [drop.rule for drop in drops]


def test_every_rule_has_a_sentence() -> None:
    filters = [*contacts._VERB_FILTERS, *contacts._NOUN_FILTERS, *precautions._FILTERS]
    assert {rule for rule, _ in filters} | {rule for _, rule in [*MADE, *DROPPED]} <= {*rules()}
