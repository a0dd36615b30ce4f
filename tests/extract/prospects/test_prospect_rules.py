"""What makes a forecast and what turns one down: each rule has a sentence, and a text in which it does its work."""

from __future__ import annotations

import pytest
from casework import document_of

from rapporteur.extract.forecasts import find
from rapporteur.extract.prospects.clauses import CONSTRAINTS
from rapporteur.extract.provenance import traced
from rapporteur.lexicon.rules import rules

TURNED_DOWN = {
    "forecast.question": "Keita asked whether rebels would attack.",
    "forecast.condition": "If rebels would attack Chad, Keita left.",
    "forecast.past": "The attack might have been avoided.",
    "forecast.bare": "It will be.",
    "forecast.unsaid": "Keita did not say that the army would attack Chad.",
    "forecast.ability": "The missiles can hit Chad.",
    "forecast.wished": "Mali rejected the demand that it will attack Chad.",
    "forecast.harmless": "It will rain on Friday.",
    "forecast.general": "Keita said the parties would like war.",
    "forecast.readiness": "Mali is ready to meet Chad.",
    "forecast.precaution": "The embassy may evacuate its staff.",
    "forecast.plan": "Mali will sign the treaty with Chad.",
    "forecast.announcement": "Mali said that it will attack Chad.",
    "forecast.repeated": "Rebels could attack Chad. Rebels could attack Chad.",
}
MADE = {
    "forecast.clause": "Keita warned that rebels could attack within days.",
    "forecast.predicate": "A takeover of the city is highly unlikely.",
    "forecast.chance": "There is a risk of war.",
    "forecast.warned": "Keita warned of an attack.",
    "forecast.drift": "The country is heading for civil war.",
    "forecast.existence": "Keita said there would be no revenge.",
}


@pytest.mark.parametrize("rule", TURNED_DOWN)
def test_turns_down(rule: str) -> None:
    with traced() as drops:
        find(document_of(TURNED_DOWN[rule]))
    assert rule in {drop.rule for drop in drops}


@pytest.mark.parametrize("rule", MADE)
def test_makes(rule: str) -> None:
    assert [forecast.rule[0] for forecast in find(document_of(MADE[rule]))] == [rule]


def test_every_rule_has_a_text_and_a_sentence_with_an_example() -> None:
    assert {rule for rule, _ in CONSTRAINTS} <= {*TURNED_DOWN}
    sentences = {rule: says for rule, says in rules().items() if rule.startswith("forecast.")}
    assert {*TURNED_DOWN, *MADE} == {*sentences}
    assert [rule for rule, says in sentences.items() if '"' not in says] == []
