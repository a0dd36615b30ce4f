"""Claims → Findings: who is who across reports, which claims are about the same thing, and how they stand.

>>> reconcile([], [])
((), (), ())
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from rapporteur.kinds import ACTOR_FIELDS, kind_of
from rapporteur.model import KINDS, Actor, Claim, Extraction, Finding, Report
from rapporteur.reconcile.actors import Names, canonical
from rapporteur.reconcile.cluster import cluster
from rapporteur.reconcile.comparers import COMPARERS
from rapporteur.reconcile.comparison_context import ComparisonContext
from rapporteur.reconcile.fulfilled_forecasts import with_fulfilled_forecasts
from rapporteur.reconcile.lineage import origins
from rapporteur.reconcile.source_identity import in_content_order
from rapporteur.reconcile.verdicts import finding, origin

_VERDICTS = ("agreed", "conflict", "differs", "sole")


def reconcile(
    reports: Sequence[Report], extractions: Sequence[Extraction]
) -> tuple[tuple[Actor, ...], tuple[Claim, ...], tuple[Finding, ...]]:
    """Canonical actors, the claims with these actors' ids (their own ids unchanged), and the findings.

    Every claim is in exactly one finding; one that nobody else makes is a `sole` finding of its own. The result
    depends on the content of reports and extractions, not on their order, names or ids; a claim handed in twice (same
    id) counts once.
    """
    ordered = in_content_order(reports)
    read = extractions_in_order(ordered, extractions)
    actors, names = canonical(read)
    context = ComparisonContext.of(actors, ordered, origins(ordered))
    claims = _claims(read, names)
    findings: list[Finding] = []
    for kind in KINDS:
        clusters = cluster([c for c in claims if kind_of(c) == kind], COMPARERS[kind], context)
        findings += _in_order([finding(kind, *members, COMPARERS[kind], context) for members in clusters], claims)
    findings = with_fulfilled_forecasts(findings, {c.id: c for c in claims}, context)
    return actors, tuple(msgspec.structs.replace(c, origin=origin(c, context).label) for c in claims), tuple(findings)


def extractions_in_order(reports: Sequence[Report], extractions: Sequence[Extraction]) -> list[Extraction]:
    """The extractions in the order of their reports, those of unknown reports behind them."""
    rank = {report.id: place for place, report in enumerate(reports)}
    return sorted(extractions, key=lambda e: (rank.get(e.report, len(rank)), e.report, len(e.claims)))


def _in_order(findings: Sequence[Finding], claims: Sequence[Claim]) -> list[Finding]:
    """Within a kind: by verdict, most origins first, then day, headline, and the order of the claims."""
    day = {c.id: (c.when.start or c.when.end or "") if c.when else "" for c in claims}
    place = {c.id: i for i, c in enumerate(claims)}

    def rank(finding: Finding) -> tuple[int, int, str, str, int]:
        first = min((day[c] for c in finding.claims if day[c]), default="9999")
        verdict = _VERDICTS.index(finding.verdict)
        return verdict, -len(finding.origins), first, finding.headline, min(place[c] for c in finding.claims)

    return sorted(findings, key=rank)


def _claims(extractions: Sequence[Extraction], names: Names) -> tuple[Claim, ...]:
    """All claims in the order of their kind, report and place in the text, under canonical actor ids."""
    claims: dict[str, Claim] = {}
    rank: dict[str, int] = {}
    for extraction in extractions:
        rank.setdefault(extraction.report, len(rank))
        for claim in extraction.claims:
            claims.setdefault(claim.id, _renamed(claim, names))
    order = {kind: i for i, kind in enumerate(KINDS)}
    return tuple(
        sorted(claims.values(), key=lambda c: (order[kind_of(c)], rank.get(c.report, len(rank)), _start(c)))
    )


def _start(claim: Claim) -> int:
    return claim.evidence[0].start if claim.evidence else 0


def _renamed(claim: Claim, names: Names) -> Claim:
    """The claim with canonical ids wherever it names an actor."""
    changes: dict[str, Any] = {}
    for name in ACTOR_FIELDS[kind_of(claim)]:
        value = getattr(claim, name)
        if isinstance(value, tuple):
            changes[name] = tuple(dict.fromkeys(names.get((claim.report, v), v) for v in value))
        elif value is not None:
            changes[name] = names.get((claim.report, value), value)
    return msgspec.structs.replace(claim, **changes)
