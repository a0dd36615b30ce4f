"""Clusters: what may not be bridged."""

from __future__ import annotations

from reconcilework import ACTORS, OTHER, STORY, report

from rapporteur.model import (
    Extraction,
    Span,
    Statement,
    When,
)
from rapporteur.reconcile import reconcile


def statement(rid: str, n: int, said: str) -> Statement:
    return Statement(
        id=f"s-{rid}-{n}",
        report=rid,
        evidence=(Span(rid, 0, 3, "The"),),
        speaker="person.awa-keita",
        speaker_words="Keita",
        words=said,
        form="direct",
        when=When("2024-05-03", "2024-05-03", "Friday"),
    )


def test_two_utterances_of_one_report_are_not_bridged() -> None:
    """The better match wins; the like but other utterance of the same report stays its own finding."""
    one = (
        statement(
            "a", 0, "Today our worst adviser is fear, and every such rumour, which only feeds fear, does not protect us"
        ),
    )
    two = (
        statement("b", 0, "Each rumour is feeding fear and is not protecting us"),
        statement("b", 1, "rumours feed fear and are no use"),
    )
    run = (
        [report("a", STORY), report("b", OTHER)],
        [
            Extraction(report="a", actors=ACTORS[:1], claims=one),
            Extraction(report="b", actors=ACTORS[:1], claims=two),
        ],
    )
    assert sorted(tuple(sorted(f.claims)) for f in reconcile(*run)[2]) == [("s-a-0", "s-b-0"), ("s-b-1",)]
