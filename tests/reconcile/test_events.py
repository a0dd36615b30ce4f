"""Events across reports: when two strikes are one."""

from __future__ import annotations

from typing import Any

from rapporteur.model import (
    Event,
    Span,
    When,
)
from rapporteur.reconcile import events
from rapporteur.reconcile.comparison_context import ComparisonContext


def test_two_strikes_of_one_day_are_not_one_where_only_one_tells_whom_it_hit() -> None:
    def form(words: str, **fields: Any) -> events.EventFeatures:
        when = When("2024-04-09", "2024-04-09", "Tuesday")
        told = Event(id=words, report=words, evidence=(Span(words, 0, len(words), words),), when=when, type="ASSAULT", **fields)
        return events.features(told, ComparisonContext.of((), (), {}))

    bombed = form("bombed the harbour", actors=("mli",), recipients=("tcd",))
    shot = form("troops killed five", actors=("mli",), place="gao")
    again = form("bombed the harbour again", actors=("mli",))
    assert events.compare(bombed, shot, False) == 0
    assert events.compare(bombed, again, False) > 0


def test_two_weekdays_are_two_raids() -> None:
    """Where no report has a date, the days of the week that they name still tell two deeds apart."""
    monday, again, wednesday = (
        events.features(
            Event(id=words, report=words, evidence=(Span(words, 0, len(words), words),), type="ASSAULT",
                  actors=("mli",), recipients=("tcd",)),
            ComparisonContext.of((), (), {}),
        )
        for words in ("shelled the harbour on Monday", "on Monday, shelled the harbour", "shelled the harbour on Wednesday")
    )  # fmt: skip
    assert events.compare(monday, again, False) > 0
    assert events.compare(monday, wednesday, False) == 0
