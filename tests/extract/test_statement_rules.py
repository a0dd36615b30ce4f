"""Statements and the rules that made them or turned them down: the ids and sentences of `rules.toml`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from casework import reader

from rapporteur import extract
from rapporteur.extract.provenance import traced
from rapporteur.lexicon.rules import rules
from rapporteur.model import Report, Statement

SOURCES = Path(extract.__file__).parent
MADE = {
    "“Mali is ready!” Awa Keita said.": "sentence-before",
    "The talks, Awa Keita added, would go on.": "model",
    "Awa Keita said that Mali would help Chad.": "clause",
    "Awa Keita called the report “absurd”.": "name",
    "Awa Keita warned of a refugee crisis in Mali.": "preposition",
    "Awa Keita denied the charge.": "object",
    "According to Awa Keita, the road to Bamako is closed.": "according-to",
    "Awa Keita: “We will not leave Mali.”": "name-and-colon",
    "Awa Keita said that Mali was ready. “We have waited for long years.”": "continued",
    "Awa Keita ruled out a truce, “because it would fail and cost lives”.": "partial",
}
DROPPED = {
    "Awa Keita would not say whether Mali would leave.": "left-unsaid",
    "Awa Keita refused to leave Mali.": "declined",
    "Awa Keita called Idris Ode on Monday.": "deed",
    "Awa Keita asked not to be named.": "unnamed",
    "“He said that Mali was ready,” Awa Keita said.": "own-words",
    "Soldiers crossed the so-called “zone of lasting peace” on Monday.": "quoted-part",
    "Awa Keita may say that Mali will leave.": "unreal",
    "Awa Keita believes that Mali will leave.": "thought",
    "Chad accused Awa Keita of saying that Mali had left.": "blamed",
    "The claim that Mali had left surprised Awa Keita.": "no-source",
    "Awa Keita told Idris Ode that Mali was ready, the ministry said.": "relay",
}


def used() -> set[str]:
    """The ids of rules of statements that the source names."""
    return {name for path in SOURCES.rglob("*.py") for name in re.findall(r'"(statement\.[a-z-]+)"', path.read_text("utf-8"))}


def test_every_rule_has_its_sentence_and_every_sentence_its_rule() -> None:
    assert used() == {name for name in rules() if name.startswith("statement.")}


def claimed(text: str) -> tuple[set[str], set[str]]:
    """The rules that made statements of a text, and those that turned one down, without their kind."""
    report = Report(id="case", name="case", text=text, published="2026-05-04", url=None)
    with traced() as drops:
        claims = extract.extract(report, reader().read_one(report)).claims
    made = {rule for claim in claims if isinstance(claim, Statement) for rule in claim.rule}
    return {name.split(".")[1] for name in made}, {drop.rule.split(".")[1] for drop in drops if drop.rule in used()}


@pytest.mark.parametrize(("text", "rule"), MADE.items(), ids=MADE.values())
def test_a_statement_names_its_rule(text: str, rule: str) -> None:
    assert rule in claimed(text)[0]


@pytest.mark.parametrize(("text", "rule"), DROPPED.items(), ids=DROPPED.values())
def test_what_is_no_statement_names_its_rule(text: str, rule: str) -> None:
    assert rule in claimed(text)[1]
