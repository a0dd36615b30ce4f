"""Whatever the claims: nothing is lost between claims and findings, and who copies is no second witness."""

from __future__ import annotations

import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from propertywork import tries
from reconcilework import crowds, long_text, runs

from rapporteur.kinds import ACTOR_FIELDS, kind_of
from rapporteur.model import Claim, Extraction, Finding, Report
from rapporteur.reconcile import reconcile
from rapporteur.reconcile.date_intervals import interval_of, overlap
from rapporteur.reconcile.lineage import origins

HALF = tries(50)
Run = tuple[list[Report], list[Extraction]]
VERDICTS = {"agreed", "sole", "differs", "conflict"}
STANDINGS = {"stated", "planned", "possible", "conditional", "denied"}


@HALF
@given(runs() | crowds())
def test_claims_come_out_as_they_went_in_but_for_actors_and_origin(run: Run) -> None:
    reports, extractions = run
    _, claims, _ = reconcile(reports, extractions)
    before = {claim.id: bare(claim) for extraction in extractions for claim in extraction.claims}
    assert {claim.id: bare(claim) for claim in claims} == before
    assert all(claim.origin is not None for claim in claims)


def bare(claim: Claim) -> Claim:
    """A claim without its origin and the actors in it."""
    blank = {name: () if isinstance(getattr(claim, name), tuple) else None for name in ACTOR_FIELDS[kind_of(claim)]}
    return msgspec.structs.replace(claim, origin=None, **blank)


@HALF
@given(runs() | crowds())
def test_findings_are_of_their_claims(run: Run) -> None:
    """Verdict, origins, outlets and steps are of claims that are there; a finding of one claim is of one origin."""
    _, claims, findings = reconcile(*run)
    known = {claim.id: claim for claim in claims}
    for finding in findings:
        members = [known[ident] for ident in finding.claims]
        assert finding.verdict in VERDICTS
        assert 1 <= len(finding.origins) <= len(members)
        assert len(finding.outlets) <= len({claim.report for claim in members})
        assert (finding.verdict == "sole") <= (len(finding.origins) == 1)
        assert {ident for step in finding.steps for ident in step.claims} <= set(finding.claims)
        assert [step.published or "" for step in finding.steps] == sorted(step.published or "" for step in finding.steps)
        assert {step.standing for step in finding.steps} <= STANDINGS


@HALF
@given(runs() | crowds())
def test_actors_that_reports_know_are_led_to_one_that_is_listed(run: Run) -> None:
    reports, extractions = run
    actors, claims, _ = reconcile(reports, extractions)
    listed = {actor.id for actor in actors}
    assert len(listed) == len(actors)
    local = {actor.id for extraction in extractions for actor in extraction.actors}
    for claim in claims:
        for name in ACTOR_FIELDS[kind_of(claim)]:
            value = getattr(claim, name)
            named = value if isinstance(value, tuple) else (value,)
            assert all(ident in listed for ident in named if ident in local)


@HALF
@given(runs() | crowds(), st.integers(0, 3), st.sampled_from(["Zenith Courier", None]))
def test_a_reprint_adds_no_origin(run: Run, place: int, outlet: str | None) -> None:
    """The same text with the same claims again, in an outlet that comes behind the first: no finding has more origins for it."""
    reports, extractions = run
    reports = [msgspec.structs.replace(report, text=long_text(at)) for at, report in enumerate(reports)]
    if not reports:
        return
    original, yielded = reports[place % len(reports)], extractions[place % len(reports)]
    copy = msgspec.structs.replace(original, id="copy", name="copy", outlet=outlet)
    again = tuple(msgspec.structs.replace(claim, id=f"{claim.id}-copy", report="copy") for claim in yielded.claims)
    _, _, before = reconcile(reports, extractions)
    _, _, after = reconcile([*reports, copy], [*extractions, Extraction(report="copy", actors=yielded.actors, claims=again)])
    counts = {ident: len(finding.origins) for finding in before for ident in finding.claims}
    groups = {ident: finding for finding in after for ident in finding.claims}
    for finding in before:
        assert len(groups[finding.claims[0]].origins) <= counts[finding.claims[0]] or grown(finding, groups)


def grown(finding: Finding, groups: dict[str, Finding]) -> bool:
    """Whether a finding has met others in its cluster, through the copy's claims."""
    return {ident.removesuffix("-copy") for ident in groups[finding.claims[0]].claims} > set(finding.claims)


@HALF
@given(runs() | crowds())
def test_a_report_that_claims_nothing_changes_nothing(run: Run) -> None:
    reports, extractions = run
    reports = [msgspec.structs.replace(report, text=long_text(at), name=report.id) for at, report in enumerate(reports)]
    silent = Report(id="silent", name="silent", text=long_text(99), outlet="The Silent", published="2024-05-03")
    assert reconcile([*reports, silent], [*extractions, Extraction(report="silent")]) == reconcile(reports, extractions)


prints = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["The Post", "AFP", None])), max_size=8)


@HALF
@given(prints, st.randoms(use_true_random=False))
def test_one_text_is_of_one_origin_in_any_order(printed: list[tuple[int, str | None]], order: random.Random) -> None:
    reports = [Report(id=f"r{at}", name=f"r{at}", text=long_text(seed), outlet=o) for at, (seed, o) in enumerate(printed)]
    sources = origins(reports)
    assert set(sources) == {report.id for report in reports}
    for one in reports:
        for other in reports:
            assert one.text != other.text or sources[one.id] == sources[other.id]
    assert origins(order.sample(reports, len(reports))) == sources


@HALF
@given(runs() | crowds())
def test_times_meet_each_other_and_themselves(run: Run) -> None:
    """Whichever is asked first; a time that nothing is known of meets all."""
    intervals = [None, *(interval_of(claim.when) for extraction in run[1] for claim in extraction.claims)]
    for one in intervals:
        assert one != (None, None)
        assert overlap(one, None)
        assert overlap(one, one) or (one is not None and None not in one and one[0] > one[1])  # type: ignore[operator]
        assert all(overlap(one, other) == overlap(other, one) for other in intervals)
