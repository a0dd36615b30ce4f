"""Deeds that were foretold: what earlier reports threatened, warned of or expected becomes the first steps of the deed's finding.

The forecasts stay findings of their own. One is taken for a deed only where it names the two sides (or its speaker is one of
them, threatening), is of the deed's class, was printed before the deed's day, and that day is in its window, or within two
weeks where it gives none; and only for the first such day: what comes after was not what was waited for.

>>> foretold([], {}, None)
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from rapporteur.model import Claim, Event, Factuality, Finding, Forecast, Step
from rapporteur.reconcile import days, events, forecasts
from rapporteur.reconcile.days import Days
from rapporteur.reconcile.setting import Setting
from rapporteur.reconcile.steps import steps, told
from rapporteur.reconcile.wording import tokens

_DEEDS = {"attack": "ASSAULT", "war": "ASSAULT", "sanctions": "SANCTION", "withdrawal": "RETREAT", "deployment": "MOBILIZE"}
"""Class of a forecast → PLOVER's type of the deed that fulfils it."""
_UTTERED = ("threat", "promise")
"""Stances of who will act himself."""


class Deed(NamedTuple):
    """A finding that tells a dated deed as done, between two parties: its type, both sides, its days."""

    finding: Finding
    type: str
    sides: tuple[str, str]
    when: Days


def foretold(findings: Sequence[Finding], claims: Mapping[str, Claim], setting: Setting | None) -> list[Finding]:
    """The findings, those of foretold deeds with the forecasts among their steps. `claims`: all claims by id."""
    if setting is None:
        return list(findings)
    deeds = [deed for finding in findings if finding.kind == "event" for deed in _deeds(finding, claims, setting)]
    before: dict[str, list[Forecast]] = {}
    for claim in claims.values():
        if isinstance(claim, Forecast) and claim.factuality != "denied":
            fit = [deed for deed in deeds if _fulfils(deed, claim, setting)]
            for deed in fit:
                if deed.when[0] == min(d.when[0] or 0 for d in fit):
                    before.setdefault(deed.finding.id, []).append(claim)
    return [_with(finding, before.get(finding.id, []), claims, setting) for finding in findings]


def _deeds(finding: Finding, claims: Mapping[str, Claim], setting: Setting) -> Iterator[Deed]:
    for claim in (claims[i] for i in finding.claims):
        if isinstance(claim, Event) and claim.factuality == "stated" and claim.type in _DEEDS.values():
            form = events.form(claim, setting)
            if form.when is not None and form.when[0] is not None and len(form.actors) == len(form.recipients) == 1:
                yield Deed(finding, claim.type, (form.actors[0].id, form.recipients[0].id), form.when)
                return


def _fulfils(deed: Deed, claim: Forecast, setting: Setting) -> bool:
    form = forecasts.form(claim, setting)
    own = [form.side] if claim.stance in _UTTERED and form.side else []
    # Who acts is named before whom it hits, but for "an attack by".
    sides = tuple(dict.fromkeys([*own, *forecasts.countries(claim.event)]))
    if _DEEDS.get(form.what) != deed.type or sides != deed.sides or "by" in tokens(claim.event):
        return False
    start, published = deed.when[0], form.published
    if start is None or published is None or published >= start:
        return False
    return days.meet(form.when, deed.when) if form.when is not None else start - published <= 2 * days.SLACK


def _with(finding: Finding, before: Sequence[Forecast], claims: Mapping[str, Claim], setting: Setting) -> Finding:
    if not before:
        return finding
    ahead: list[Claim] = [msgspec.structs.replace(c, factuality=_awaited(c.factuality)) for c in before]
    course: tuple[Step, ...] = steps([*ahead, *(claims[i] for i in finding.claims)], setting)
    if not course:
        return finding
    reports = {c.id: c.report for c in (*before, *(claims[i] for i in finding.claims))}
    why = finding.why if finding.steps else f"{finding.why} {told(course, 'event', setting, reports)}"
    return msgspec.structs.replace(finding, steps=course, why=why)


def _awaited(factuality: Factuality) -> Factuality:
    """What "will" come is a plan until it has come."""
    return "planned" if factuality == "stated" else factuality
