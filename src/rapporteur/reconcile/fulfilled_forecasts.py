"""Events that were forecast: what earlier reports threatened or expected becomes the first steps of the event's finding.

The forecasts stay findings of their own. One is taken for a deed only where it names the two sides (or its speaker is one of
them, threatening), is of the deed's class, was printed before the deed's day, and that day is in its window, or within two
weeks where it gives none; and only for the first such day: what comes after was not what was waited for.

>>> with_fulfilled_forecasts([], {}, None)
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from rapporteur.model import Claim, Event, Factuality, Finding, Forecast
from rapporteur.reconcile import date_intervals, events, forecasts
from rapporteur.reconcile.comparison_context import ComparisonContext
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.status_history import history_in_words, status_history
from rapporteur.reconcile.wording import tokens

_EVENT_TYPES = {"attack": "ASSAULT", "war": "ASSAULT", "sanctions": "SANCTION", "withdrawal": "RETREAT", "deployment": "MOBILIZE"}
"""Class of a forecast → PLOVER's type of the deed that fulfils it."""
_UTTERED = ("threat", "promise")
"""Stances of who will act himself."""


class DatedEvent(NamedTuple):
    """A finding that tells a dated deed as done, between two parties: its type, both sides, its days."""

    finding: Finding
    type: str
    sides: tuple[str, str]
    when: DateInterval


def with_fulfilled_forecasts(
    findings: Sequence[Finding], claims: Mapping[str, Claim], context: ComparisonContext | None
) -> list[Finding]:
    """The findings, those of forecast events with the forecasts among their steps. `claims`: all claims by id."""
    if context is None:
        return list(findings)
    dated = [event for finding in findings if finding.kind == "event" for event in _dated_events(finding, claims, context)]
    before: dict[str, list[Forecast]] = {}
    for claim in claims.values():
        if isinstance(claim, Forecast) and claim.factuality != "denied":
            fulfilling = [event for event in dated if _fulfils(event, claim, context)]
            for event in fulfilling:
                if event.when[0] == min(e.when[0] or 0 for e in fulfilling):
                    before.setdefault(event.finding.id, []).append(claim)
    return [_with_forecasts(finding, before.get(finding.id, []), claims, context) for finding in findings]


def _dated_events(finding: Finding, claims: Mapping[str, Claim], context: ComparisonContext) -> Iterator[DatedEvent]:
    for claim in (claims[i] for i in finding.claims):
        if isinstance(claim, Event) and claim.factuality == "stated" and claim.type in _EVENT_TYPES.values():
            event = events.features(claim, context)
            if event.when is not None and event.when[0] is not None and len(event.actors) == len(event.recipients) == 1:
                yield DatedEvent(finding, claim.type, (event.actors[0].id, event.recipients[0].id), event.when)
                return


def _fulfils(event: DatedEvent, claim: Forecast, context: ComparisonContext) -> bool:
    forecast = forecasts.features(claim, context)
    speaking = [forecast.side] if claim.stance in _UTTERED and forecast.side else []
    # Who acts is named before whom it hits, but for "an attack by".
    sides = tuple(dict.fromkeys([*speaking, *forecasts.countries(claim.event)]))
    if _EVENT_TYPES.get(forecast.what) != event.type or sides != event.sides or "by" in tokens(claim.event):
        return False
    start, published = event.when[0], forecast.published
    if start is None or published is None or published >= start:
        return False
    if forecast.when is not None:
        return date_intervals.overlap(forecast.when, event.when)
    return start - published <= 2 * date_intervals.SLACK


def _with_forecasts(
    finding: Finding, before: Sequence[Forecast], claims: Mapping[str, Claim], context: ComparisonContext
) -> Finding:
    if not before:
        return finding
    awaited: list[Claim] = [msgspec.structs.replace(c, factuality=_awaited(c.factuality)) for c in before]
    history = status_history([*awaited, *(claims[i] for i in finding.claims)], context)
    if not history:
        return finding
    reports = {c.id: c.report for c in (*before, *(claims[i] for i in finding.claims))}
    why = finding.why if finding.steps else f"{finding.why} {history_in_words(history, events.COMPARER.done, context, reports)}"
    return msgspec.structs.replace(finding, steps=history, why=why)


def _awaited(factuality: Factuality) -> Factuality:
    """What "will" come is a plan until it has come."""
    return "planned" if factuality == "stated" else factuality
