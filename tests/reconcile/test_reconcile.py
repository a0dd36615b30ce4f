"""Reconcile as a whole: whatever the claims and their order, each is in one finding, with its own id."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reconcilework import ACTORS, OTHER, STORY, report

from rapporteur.model import (
    Claim,
    Contact,
    Event,
    Extraction,
    Figure,
    Forecast,
    Interval,
    Likelihood,
    Precaution,
    Report,
    Span,
    Statement,
    When,
)
from rapporteur.reconcile import reconcile

ids = st.sampled_from([*(a.id for a in ACTORS), "nobody.knows", ""])
some = st.lists(ids, max_size=3).map(tuple)
words = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            [
                "no",
                "not",
                "raid",
                "on",
                "Mali",
                "could",
                "attack",
                "if",
                "300",
                "the",
                "soldiers",
                "“leave”",
                "this",
                "week",
            ]
        ),
        max_size=9,
    ).map(" ".join),
)
day = st.sampled_from([None, "2024-05-03", "2024-05-04", "2024-05-03T10:00", "soon", ""])
number = st.one_of(st.none(), st.floats(allow_nan=False, width=32), st.integers(-3, 200_000).map(float))
interval = st.builds(Interval, number, number, st.sampled_from([None, "minute", "EUR"]))
head = {
    "said_by": some,
    "factuality": st.sampled_from(["stated", "planned", "possible", "conditional", "denied"]),
    "when": st.one_of(st.none(), st.builds(When, day, day, words)),
    "place": st.one_of(st.none(), st.sampled_from(["Bamako", "Mali", "", " "]), words),
}
bodies: dict[str, Any] = {
    "contact": (
        Contact,
        {
            "parties": some,
            "mode": st.sampled_from(["call", "meeting", "visit", "talks"]),
            "minutes": st.one_of(st.none(), interval),
            "host": st.one_of(st.none(), ids),
        },
    ),
    "statement": (
        Statement,
        {
            "speaker": st.one_of(st.none(), ids),
            "speaker_words": words,
            "words": words,
            "form": st.sampled_from(["direct", "indirect", "mixed"]),
            "addressee": st.one_of(st.none(), ids),
        },
    ),
    "figure": (Figure, {"of": words, "subject": st.one_of(st.none(), ids), "amount": interval}),
    "precaution": (
        Precaution,
        {
            "actor": ids,
            "act": st.sampled_from(["stay", "advise-leave", "close-post", "relocate-post"]),
            "affected": st.one_of(st.none(), words),
        },
    ),
    "forecast": (
        Forecast,
        {
            "event": words,
            "stance": st.sampled_from(["forecast", "threat"]),
            "condition": st.one_of(st.none(), words),
            "likelihood": st.one_of(st.none(), st.builds(Likelihood, words)),
        },
    ),
    "event": (
        Event,
        {"type": st.sampled_from(["ACCUSE", "AGREE", "ASSAULT", "MOBILIZE"]), "actors": some, "recipients": some},
    ),
}


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Report], list[Extraction]]:
    """A few reports with any claims of all kinds: spans, days and names may be nonsense."""
    reports, extractions = [], []
    for i in range(draw(st.integers(0, 4))):
        rid = f"r{i}"
        text = draw(words) + " Text."
        reports.append(
            Report(
                id=rid,
                name=draw(st.sampled_from(["x", "y"])),
                text=text,
                outlet=draw(st.sampled_from([None, "The Post", "AFP"])),
                published=draw(day),
            )
        )
        claims: list[Claim] = []
        for n in range(draw(st.integers(0, 6))):
            kind, fields = bodies[draw(st.sampled_from(sorted(bodies)))]
            made = draw(st.fixed_dictionaries({**head, **fields}))
            claims.append(kind(id=f"c-{i}-{n}", report=rid, evidence=(Span(rid, n, n + 4, text[n : n + 4]),), **made))
        extractions.append(Extraction(report=rid, actors=ACTORS, claims=tuple(claims)))
    return reports, extractions


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
