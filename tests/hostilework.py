"""A record that has hostile text in every field that can hold any, for the tests of what is written of it.

Fields that only ever have a word of a table (a verdict, a mode, PLOVER's types) have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapporteur.kinds import kind_of
from rapporteur.model import (
    Actor,
    Claim,
    Contact,
    Event,
    Figure,
    Finding,
    Forecast,
    Interval,
    Likelihood,
    Place,
    Precaution,
    Problem,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Step,
    Time,
    Verdict,
    When,
)

DAY = "2022-02-12"


def hostile(texts: Sequence[str]) -> Record:
    """The record: of each text two reports with claims of all kinds and findings of all verdicts."""
    records = [_hostile(text, f"{at}-") for at, text in enumerate(texts)]
    return Record(
        signature=" ".join(texts),
        **{
            name: tuple(entry for record in records for entry in getattr(record, name))
            for name in Record.__struct_fields__
            if name != "signature"
        },
    )


def _hostile(text: str, key: str) -> Record:
    """What one text alone makes; `key` begins all ids."""
    reports = [_report(text, key, letter) for letter in "ab"]
    places = [
        Place(
            id=f"{key}place",
            name=text,
            words=text,
            country=text,
            admin1=text,
            lat=1.0,
            lon=1.0,
            relation=text,
            spans=(_span(report, text),),
        )
        for report in reports[:1]
    ]
    times = [Time(span=_span(report, text), type=text, value=text, start=DAY) for report in reports]
    groups = _groups(text, key, reports)
    return Record(
        signature="",
        reports=tuple(reports),
        actors=_actors(text, key),
        claims=tuple(claim for _, claims in groups for claim in claims),
        findings=tuple(_finding(text, verdict, claims) for verdict, claims in groups),
        problems=(Problem(report=text, stage=text, reason=text, span=_span(reports[0], text)),),
        places=tuple(places),
        times=tuple(times),
    )


def _report(text: str, key: str, letter: str) -> Report:
    words = {"a": f"Officials said {text} on the day. Markets fell.", "b": f"{text} was heard, and then {text}"}[letter]
    return Report(
        id=f"{key}{letter}",
        name=text,
        text=words,
        outlet=f"{text} {letter}",
        title=text,
        url=text if letter == "a" else f"https://link.test/{text}",
        published=DAY,
        lang=text,
    )


def _span(report: Report, text: str) -> Span:
    start = report.text.index(text)
    return Span(report.id, start, start + len(text), text)


def _actors(text: str, key: str) -> tuple[Actor, ...]:
    known: dict[str, Any] = {"aliases": (text, f"{text} also"), "roles": (Role(text, text),), "country": text, "sectors": (text,)}
    return (
        Actor(id=f"{key}person", name=text, kind="person", **known),
        Actor(id=f"{key}other", name=f"{text} the other", kind="person", **known),
        Actor(id=f"{key}state", name=f"{text} land", kind="state", **known),
    )


def _groups(text: str, key: str, reports: Sequence[Report]) -> list[tuple[Verdict, tuple[Claim, ...]]]:
    """The claims of each finding, with its verdict: of every kind one that both tell and one that only one tells."""
    kinds = _bodies(text, key)
    bodies = [*kinds, *kinds, kinds[2], kinds[1]]
    verdicts: list[Verdict] = [*["agreed"] * len(kinds), *["sole"] * len(kinds), "conflict", "differs"]  # type: ignore[list-item]
    standings = ("stated", *["stated"] * len(kinds), "possible")
    groups = []
    for at, (verdict, body) in enumerate(zip(verdicts, bodies, strict=True)):
        claims = _claims(key, at, {**body, "factuality": standings[at % len(standings)]}, reports)
        groups.append((verdict, claims[:1] if verdict == "sole" else claims))
    return groups


def _claims(key: str, at: int, body: dict[str, Any], reports: Sequence[Report]) -> tuple[Claim, ...]:
    """One claim of each report; the second differs in what it counts and says."""
    claims = []
    for other, report in enumerate(reports):
        parts = dict(body)
        sort, text = parts.pop("sort"), parts.pop("text")
        if "amount" in parts and other:
            parts["amount"] = Interval(99, None, text)
        if "words" in parts and other:
            parts["words"] = f"now {text}"
        claims.append(
            sort(id=f"{key}c{at}{'ab'[other]}", report=report.id, evidence=(_span(report, text),), rule=(text,), **parts)
        )
    return tuple(claims)


def _bodies(text: str, key: str) -> list[dict[str, Any]]:
    """The claims without their ids, one of each kind."""
    person, other, state = f"{key}person", f"{key}other", f"{key}state"
    header = {"text": text, "place": text, "when": When(DAY, None, text), "said_by": (person, text), "origin": text}
    contact = {"sort": Contact, "parties": (person, other, text), "mode": "call", "host": text, "minutes": Interval(5, 9)}
    statement = {"sort": Statement, "speaker": None, "speaker_words": text, "words": text, "form": "direct", "cue": text}
    figure = {"sort": Figure, "of": text, "subject": state, "amount": Interval(7, 7, text)}
    precaution = {"sort": Precaution, "actor": state, "act": "advise-leave", "affected": text}
    likelihood = Likelihood(text)
    forecast = {"sort": Forecast, "event": text, "stance": "threat", "condition": text, "likelihood": likelihood}
    event = {"sort": Event, "type": "ACCUSE", "actors": (person, text), "recipients": (other,), "cameo": "112", "context": text}
    kinds: list[dict[str, Any]] = [contact, statement, figure, precaution, forecast, event]
    return [{**header, **kind} for kind in kinds]


def _finding(text: str, verdict: Verdict, claims: tuple[Claim, ...]) -> Finding:
    steps = tuple(Step(published=DAY, standing=claim.factuality, claims=(claim.id,)) for claim in claims)
    return Finding(
        id=f"f-{claims[0].id}",
        kind=kind_of(claims[0]),
        headline=text,
        claims=tuple(claim.id for claim in claims),
        verdict=verdict,
        origins=(text, f"{text} b"),
        outlets=(text,),
        why=text,
        steps=steps if verdict == "differs" else (),
    )
