"""Reports, claims and runs that the tests of reconcile share."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from rapporteur.model import (
    Actor,
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

ACTORS = (
    Actor(id="person.awa-keita", name="Awa Keita", kind="person", country="MLI"),
    Actor(id="person.keita", name="Keita", kind="person"),
    Actor(id="mli", name="Mali", kind="state", country="MLI"),
    Actor(id="mli.president", name="Malian president", kind="person", country="MLI"),
    Actor(id="tcd", name="Chad", kind="state", country="TCD"),
    Actor(id="desc.r0.official", name="an official", kind="person"),
)
STORY = " ".join(f"The {i}th convoy of grain left the river port at noon with {i * 7} trucks." for i in range(12))
OTHER = " ".join(
    f"In village {i} of the valley, farmers counted {i * 3} sheep and cursed the drought." for i in range(12)
)


def report(rid: str, text: str, outlet: str | None = None, published: str | None = None) -> Report:
    return Report(id=rid, name=rid, text=text, outlet=outlet, published=published)


def contact(rid: str, text: str, **fields: Any) -> Extraction:
    claim = Contact(
        id=f"c-{rid}",
        report=rid,
        evidence=(Span(rid, 0, 5, text[:5]),),
        parties=("person.awa-keita", "tcd"),
        mode="call",
        when=When("2024-05-03", "2024-05-03", "on Friday"),
        **fields,
    )
    return Extraction(report=rid, actors=ACTORS[:1] + ACTORS[4:5], claims=(claim,))


# ---- any claims -------------------------------------------------------------------------------------------------------
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


def long_text(seed: int) -> str:
    """Twelve sentences of five words that no other seed has."""
    dice = random.Random(seed)
    return " ".join(" ".join("".join(dice.choices("abcdefghij", k=5)) for _ in range(5)) + "." for _ in range(12))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Report], list[Extraction]]:
    """Reports of one story: calls of the same two, accusations, figures of the same troops, told, planned and denied."""
    reports, extractions = [], []
    for at in range(draw(st.integers(2, 5))):
        text, ident = long_text(at), f"r{at}"
        outlet, day = draw(st.sampled_from([None, "The Post", "AFP"])), draw(st.sampled_from(["2024-05-02", "2024-05-04", None]))
        reports.append(Report(id=ident, name=ident, text=text, outlet=outlet, published=day))
        standing = st.sampled_from(["stated", "planned", "denied"])
        friday = When("2024-05-03", "2024-05-03", "on Friday")
        call: Any = {"parties": ("person.awa-keita", "tcd"), "mode": "call", "when": friday}
        number = float(draw(st.sampled_from([100, 100, 200])))
        troops: Any = {"of": "troops", "subject": "tcd", "amount": Interval(number, number)}
        blame: Any = {"type": "ACCUSE", "actors": ("mli",), "recipients": ("tcd",), "place": draw(words)}
        spans = [Span(ident, place, place + 5, text[place : place + 5]) for place in (0, 30)]
        claims = (
            Contact(id=f"c-{at}", report=ident, evidence=(spans[0],), factuality=draw(standing), **call),
            Figure(id=f"f-{at}", report=ident, evidence=(spans[1],), **troops),
            Event(id=f"e-{at}", report=ident, evidence=(spans[1],), factuality=draw(standing), **blame),
        )
        extractions.append(Extraction(report=ident, actors=ACTORS, claims=claims))
    return reports, extractions
