"""Reconcile as a whole: whatever the claims and their order, each is in one finding, with its own id."""

from __future__ import annotations

import random

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reconcilework import ACTORS, OTHER, STORY, report, runs

from rapporteur.model import (
    Extraction,
    Precaution,
    Report,
    Span,
)
from rapporteur.reconcile import reconcile


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(runs(), st.randoms(use_true_random=False))
def test_every_claim_once_in_any_order(run: tuple[list[Report], list[Extraction]], shuffled: random.Random) -> None:
    """Whatever the claims: no exception, each in one finding of its kind, and the order of the reports tells
    nothing."""
    reports, extractions = run
    actors, claims, findings = reconcile(reports, extractions)
    kinds = {c.id: c.__struct_config__.tag for c in claims}
    assert sorted(i for f in findings for i in f.claims) == sorted(c.id for e in extractions for c in e.claims)
    assert all(kinds[i] == f.kind for f in findings for i in f.claims)
    assert len({f.id for f in findings}) == len(findings)
    assert all(f.origins and f.outlets and f.headline and f.why for f in findings)
    assert all((f.verdict == "agreed") <= (len(f.origins) > 1) for f in findings)
    first = msgspec.json.encode((actors, claims, findings))
    shuffled.shuffle(reports)
    shuffled.shuffle(extractions)
    assert msgspec.json.encode(reconcile(reports, extractions)) == first


def test_claims_keep_their_ids_and_get_canonical_actors() -> None:
    claim = Precaution(id="p-b-1", report="b", evidence=(Span("b", 0, 3, "In "),), actor="person.keita", act="stay")
    actors, claims, _ = reconcile(
        [report("a", STORY), report("b", OTHER)],
        [Extraction(report="a", actors=ACTORS[:1]), Extraction(report="b", actors=ACTORS[1:2], claims=(claim,))],
    )
    assert [a.id for a in actors] == ["person.awa-keita"]
    assert claims == (msgspec.structs.replace(claim, actor="person.awa-keita", origin="b"),)
