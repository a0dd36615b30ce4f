"""Reports, claims and runs that the tests of reconcile share."""

from __future__ import annotations

from typing import Any

from rapporteur.model import (
    Actor,
    Contact,
    Extraction,
    Report,
    Span,
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
