"""Constraints and revisions of events: each has a sentence, and a text in which it does its work."""

from __future__ import annotations

import pytest
from casework import document_of

from rapporteur.extract.events import find
from rapporteur.extract.plover.constraints import CERTAINTY, CONSTRAINTS
from rapporteur.extract.plover.revisions import REVISIONS
from rapporteur.extract.provenance import traced
from rapporteur.lexicon.rules import rules

TURNED_DOWN = {
    "event.modifier": "The attack helicopter landed in Chad.",
    "event.shrinking": "Mali pulled back from attacking Chad.",
    "event.repeated": "Mali launched an attack on Chad.",
    "event.toll": "Mali shelled the town in Chad, killing eight soldiers.",
    "event.unarmed": "Mali deployed lawyers to Chad.",
    "event.naming": "Mali called Chad a liar.",
    "event.incomplete": "The attack on Chad was long.",
    "event.lasting": "Mali's ceasefire with Chad was broken.",
    "event.withheld": "Mali refused to name the suspect.",
    "event.denial": "Mali dismissed reports that it had used gas.",
    "event.nobody": "The storm hit Mali.",
    "event.one-sided": "Mali criticised.",
    "event.verbal": "Awa Keita attacked Idris Ode in a speech on Monday.",
    "event.arrival": "Malian soldiers visited Chad.",
    "event.interview": "Awa Keita met journalists in Bamako.",
    "event.under-promise": "Mali urged Chad to release the prisoners.",
    "event.private": "A firm halted its work in Chad.",
    "event.mere-wish": "Mali may praise Chad.",
    "event.open-meeting": "Mali did not meet Chad.",
    "event.habit": "Pirates often attack ships in narrow waters.",
    "event.denied-before": "Chad denied that it had attacked Mali. It rejected the claim.",
}
MADE = {
    "event.frame": "Mali accused Chad of sending troops.",
    "event.noun": "Mali's attack on Chad failed.",
    "event.light": "Mali issued an appeal to Chad for help.",
    "event.intention": "Kenya wants to cooperate with Chad.",
    "event.pattern": "Mali sent planes to Chad.",
    "event.street": "Workers protested in Bamako.",
    "event.threat": "“If Mali attacks us, we will strike back,” Chad's president Idris Ode said.",
    "event.relation": "The rebel group Ansa Front freed a Kenyan lawmaker.",
    "event.indefinite": "Keita avoided condemning Mali's invasion of Chad.",
    "event.joint": "Mali and Chad deployed troops.",
    "event.riot": "Protesters torched the embassy of Chad.",
    "event.march": "Rebels marched on the capital.",
    "event.refusal": "Mali said that it would not recognise the government of Chad.",
    "event.agreement": "Mali will send aid to Chad.",
    "event.answer": "Chad blamed Mali for the raid. Mali rejected the accusation.",
}


@pytest.mark.parametrize("rule", TURNED_DOWN)
def test_turns_down(rule: str) -> None:
    with traced() as drops:
        find(document_of(TURNED_DOWN[rule]))
    assert rule in {drop.rule for drop in drops}


@pytest.mark.parametrize("rule", MADE)
def test_makes(rule: str) -> None:
    events = find(document_of(MADE[rule]))
    assert rule in {name for event in events for name in event.rule}, [(event.type, event.rule) for event in events]


def test_every_rule_has_a_text_and_a_sentence_with_an_example() -> None:
    ids = [rule for rule, _ in (*CONSTRAINTS, *CERTAINTY)] + [rule for rule, _ in REVISIONS]
    assert len(ids) == len({*ids})
    assert {*ids} <= {*TURNED_DOWN, *MADE}
    sentences = {rule: says for rule, says in rules().items() if rule.startswith("event.")}
    assert {*TURNED_DOWN, *MADE} == {*sentences}
    assert [rule for rule, says in sentences.items() if '"' not in says] == []
