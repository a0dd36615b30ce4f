"""Small records for the tests of the brief: claims in a line each, reports laid out under them, findings around them."""

from __future__ import annotations

from itertools import count
from typing import Any, TypeAlias

import msgspec

from rapporteur.model import (
    Actor,
    Claim,
    Contact,
    Event,
    Figure,
    Finding,
    Forecast,
    Interval,
    Precaution,
    Record,
    Report,
    Span,
    Statement,
    Step,
)
from rapporteur.views.brief.context import BriefContext, BriefFinding
from rapporteur.views.brief.nodes import Inlines, Run, SourceLink

Group: TypeAlias = tuple[Finding, tuple[Claim, ...]]

_NUMBERS = count(1)
_BODY: dict[Any, dict[str, Any]] = {
    Contact: {"parties": ("Keita", "Ode"), "mode": "call"},
    Statement: {"speaker": None, "speaker_words": "Keita", "form": "direct"},
    Figure: {"of": "tanks", "subject": None, "amount": Interval(7, 7)},
    Precaution: {"actor": "Norland", "act": "advise-leave"},
    Forecast: {"event": "a raid", "stance": "forecast", "factuality": "possible"},
    Event: {"type": "ASSAULT", "actors": ("Norland",), "recipients": ("Kelm",)},
}


def made(sort: Any, report: str = "a", exact: str = "these words", /, **body: Any) -> Any:
    """A claim of `sort` that `report` makes in the words `exact`; what `body` leaves out has a value for all."""
    evidence = (Span(report, 0, len(exact), exact),)
    given = {**_BODY[sort], **({"words": exact} if sort is Statement else {}), **body}
    ident = f"{sort.__name__.lower()}-{next(_NUMBERS)}"
    return sort(id=ident, report=report, evidence=evidence, **given)


def group(verdict: Any, *claims: Any, origins: int = 1, why: str = "why", steps: tuple[Step, ...] = ()) -> Group:
    """A finding on `claims` with so many origins."""
    kind: Any = type(claims[0]).__name__.lower()
    idents = tuple(claim.id for claim in claims)
    names = tuple(f"o{at}" for at in range(origins))
    finding = Finding(
        id=f"f-{idents[0]}",
        kind=kind,
        headline="",
        claims=idents,
        verdict=verdict,
        origins=names,
        outlets=(),
        why=why,
        steps=steps,
    )
    return finding, claims


def small(*groups: Group, actors: tuple[Actor, ...] = (), reports: tuple[str, ...] = ()) -> Record:
    """The record of these groups: reports in the order in which claims name them, `reports` before, each claim in a
    paragraph of its own."""
    texts: dict[str, str] = dict.fromkeys(reports, "")
    claims: dict[str, Claim] = {}
    for claim in {claim.id: claim for _, members in groups for claim in members}.values():
        (span,) = claim.evidence
        start = len(texts.setdefault(claim.report, ""))
        texts[claim.report] += f"{span.exact}.\n\n"
        evidence = (Span(claim.report, start, start + len(span.exact), span.exact),)
        claims[claim.id] = msgspec.structs.replace(claim, evidence=evidence)
    return Record(
        signature="test",
        reports=tuple(Report(id=ident, name=ident, text=text) for ident, text in texts.items()),
        actors=actors,
        claims=tuple(claims.values()),
        findings=tuple(finding for finding, _ in groups),
    )


def opened(record: Record) -> tuple[BriefContext, list[BriefFinding]]:
    """A context of the record and its findings in their order."""
    context = BriefContext(record)
    return context, [BriefFinding(finding, context.claims(finding)) for finding in record.findings]


def plain(line: Inlines) -> str:
    """The text of a line: links as [1], quotations in marks."""
    return "".join(_plain(inline) for inline in line)


def _plain(inline: Any) -> str:
    if isinstance(inline, SourceLink):
        return f"[{inline.number}]"
    if isinstance(inline, Run):
        return f"“{inline.text}”" if inline.style == "quote" else inline.text
    words = "".join(text for text, _ in inline.parts)
    return f"“{words}”" if inline.quoted else words


def letters(size: int) -> str:
    """Words of `size` letters in all, the last of which is no white space."""
    text = ("nine more " * size)[:size]
    return text[:-1] + "x"
