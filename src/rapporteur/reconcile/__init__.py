"""Claims → Findings: who is who across reports, which claims are about the same thing, and how they stand.

>>> reconcile([], [])
((), (), ())
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from rapporteur.model import KINDS, Actor, Claim, Extraction, Finding, Report
from rapporteur.reconcile.actors import Names, canonical
from rapporteur.reconcile.blocks import Comparer
from rapporteur.reconcile.cluster import cluster
from rapporteur.reconcile.contacts import CONTACTS
from rapporteur.reconcile.events import EVENTS
from rapporteur.reconcile.figures import FIGURES
from rapporteur.reconcile.forecasts import FORECASTS
from rapporteur.reconcile.foretold import foretold
from rapporteur.reconcile.lineage import voices
from rapporteur.reconcile.precautions import PRECAUTIONS
from rapporteur.reconcile.setting import Setting
from rapporteur.reconcile.statements import STATEMENTS
from rapporteur.reconcile.verdicts import finding, origin

COMPARERS: Mapping[str, Comparer[Any]] = {
    "contact": CONTACTS,
    "statement": STATEMENTS,
    "figure": FIGURES,
    "precaution": PRECAUTIONS,
    "forecast": FORECASTS,
    "event": EVENTS,
}
_VERDICTS = ("agreed", "conflict", "differs", "sole")
_ACTOR_FIELDS = ("said_by", "parties", "host", "speaker", "addressee", "subject", "actor", "actors", "recipients")


def reconcile(
    reports: Sequence[Report], extractions: Sequence[Extraction]
) -> tuple[tuple[Actor, ...], tuple[Claim, ...], tuple[Finding, ...]]:
    """Canonical actors, the claims with these actors' ids (their own ids unchanged), and the findings.

    Every claim is in exactly one finding; one that nobody else makes is a `sole` finding of its own. The result
    depends on the content of reports and extractions, not on their order; a claim handed in twice (same id) counts
    once.
    """
    actors, names = canonical(extractions)
    setting = Setting.of(actors, reports, voices(list({r.id: r for r in reports}.values())))
    claims = _claims(extractions, names, setting)
    day = {c.id: (c.when.start or c.when.end or "") if c.when else "" for c in claims}
    found: list[Finding] = []
    for kind in KINDS:
        mine = [c for c in claims if c.__struct_config__.tag == kind]
        groups = cluster(mine, COMPARERS[kind], setting)
        findings = [finding(kind, members, forms, COMPARERS[kind], setting) for members, forms in groups]
        found += sorted(findings, key=lambda f: _rank(f, day))
    found = foretold(found, {c.id: c for c in claims}, setting)
    return actors, tuple(msgspec.structs.replace(c, origin=origin(c, setting)) for c in claims), tuple(found)


def _rank(finding: Finding, day: Mapping[str, str]) -> tuple[int, int, str, str, str]:
    """Within a kind: by verdict, most origins first, then day and headline."""
    first = min((day[c] for c in finding.claims if day[c]), default="9999")
    return _VERDICTS.index(finding.verdict), -len(finding.origins), first, finding.headline, finding.id


def _claims(extractions: Sequence[Extraction], names: Names, setting: Setting) -> tuple[Claim, ...]:
    """All claims in the order of their kind, report and place in the text, under canonical actor ids."""
    found: dict[str, Claim] = {}
    for extraction in sorted(extractions, key=lambda e: (e.report, len(e.claims))):
        for claim in extraction.claims:
            found.setdefault(claim.id, _renamed(claim, names))
    order = {kind: i for i, kind in enumerate(KINDS)}
    return tuple(sorted(found.values(), key=lambda c: (order[str(c.__struct_config__.tag)], c.report, _start(c), c.id)))


def _start(claim: Claim) -> int:
    return claim.evidence[0].start if claim.evidence else 0


def _renamed(claim: Claim, names: Names) -> Claim:
    """The claim with canonical ids wherever it names an actor."""
    changes: dict[str, Any] = {}
    for name in _ACTOR_FIELDS:
        value = getattr(claim, name, None)
        if isinstance(value, tuple):
            changes[name] = tuple(dict.fromkeys(names.get((claim.report, v), v) for v in value))
        elif value is not None:
            changes[name] = names.get((claim.report, value), value)
    return msgspec.structs.replace(claim, **changes)
