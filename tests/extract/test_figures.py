"""Every rule that makes a figure or turns a number down has a sentence, and a text that it has a part in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from casework import reader

import rapporteur.extract
from rapporteur.extract import extract
from rapporteur.extract.provenance import traced
from rapporteur.lexicon.rules import rules
from rapporteur.model import Figure, Report

EXTRACT = Path(rapporteur.extract.__file__).parent
EXAMPLES = {
    "counted": "Mali has sent 300 soldiers to the border.",
    "money": "Mali bought $5m of arms.",
    "share": "Half of the garrison left.",
    "measure": "The ship brought 40 tonnes of grain.",
    "state": "Two remain missing.",
    "estimate": "Officials estimate the loss at 400.",
    "sum": "The crowd numbered 300.",
    "comparison": "They reported 413 cases, up from 330.",
    "toll": "12 soldiers were killed.",
    "passed": "The toll passed 400.",
    "start": "The force could rise from 300 soldiers to 500 soldiers.",
    "difference": "Mali raised its force by 1,000 to 6,000 soldiers.",
    "none": "Not one shell fell.",
    "nothing": "He spoke of an odd 40.",
    "repeated": "Mali has sent 300 soldiers. Mali has sent 300 soldiers.",
    "source": "Two diplomats said on Monday that Mali would attack.",
    "chance": "There is a 30% chance of war.",
    "description": "Mali bought 155 mm shells.",
    "length": "They heard a thousand bare feet.",
    "uncounted": "The 12 sides met.",
    "no-noun": "The ministry put it at 400.",
    "few": "They bought two chairs.",
    "definite": "The five soldiers left.",
    "office": "Eight ministers left.",
    "time": "The ceasefire is to take between four and seven days.",
    "age": "Maria Brown, 44, left the city.",
    "unbounded": "They sent up to thousands.",
    "joined": "The Su-27 burned.",
    "name": "The Group of Seven met.",
    "identifier": "See note [5] there.",
    "goes-on": "It was open 24/7 there.",
    "model": "The new Boeing 787 landed. The 787 was late.",
    "label": "Article 5 was invoked.",
    "year": "It may sink by 2120 there.",
    "votes": "They voted 67 to 32.",
    "score": "They won 3-1.",
    "address": "They live at 12 Baker Street.",
    "pronoun": "No one left.",
}
"""A text that each rule of figures has a part in."""


@pytest.mark.parametrize("rule", EXAMPLES)
def test_every_rule_has_an_example(rule: str) -> None:
    report = Report(id="r", name="r", text=EXAMPLES[rule], published="2024-04-13")
    with traced() as drops:
        claims = extract(report, reader().read_one(report)).claims
    made = {rule for claim in claims if isinstance(claim, Figure) for rule in claim.rule}
    assert f"figure.{rule}" in made | {each.rule for each in drops}, (made, drops)


def test_every_rule_has_a_sentence() -> None:
    texts = [path.read_text("utf-8") for path in (EXTRACT / "figures.py", *(EXTRACT / "amounts").glob("*.py"))]
    named = {rule for text in texts for rule in re.findall(r'"(figure\.[\w-]+)"', text)}
    assert named == {rule for rule in rules() if rule.startswith("figure.")} == {f"figure.{name}" for name in EXAMPLES}
