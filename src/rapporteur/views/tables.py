"""The record's rows by kind: what can be listed, and which columns a list has.

`list_rows(record, "figures")` of one report gives the head `("id", "report", "subject", "of", "low", "high", …)` and a
row such as `("3fa…", "000", "Russia", "troops", "130000", "", …)`: cells are text, an unknown value is empty.
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.model import (
    Actor,
    Claim,
    Contact,
    Event,
    Figure,
    Finding,
    Forecast,
    Place,
    Precaution,
    Problem,
    Record,
    Report,
    Time,
)
from rapporteur.model import Statement as Statement_
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.status import status_words
from rapporteur.views.evidence import snippet
from rapporteur.views.table_formats import HeadAndRows, TableRow

_FIRST = ("id", "report")
_LAST = ("factuality", "start", "end", "place", "said_by", "spans", "words")


def list_rows(record: Record, kind: str) -> HeadAndRows:
    """Head and rows of one sort: a key of `LISTS`, singular or plural. An unknown kind raises `KeyError` naming all."""
    name = kind if kind in LISTS else f"{kind}s"
    if name not in LISTS:
        raise KeyError(f"{kind!r} is none of {', '.join(LISTS)}")
    return LISTS[name](BriefContext(record))


def _claims(
    sort: type[Claim], head: TableRow, body: Callable[[BriefContext, Claim], TableRow]
) -> Callable[[BriefContext], HeadAndRows]:
    def rows(context: BriefContext) -> HeadAndRows:
        claims = [claim for claim in context.record.claims if isinstance(claim, sort)]
        return (*_FIRST, *head, *_LAST), [
            (*_before(context, claim), *body(context, claim), *_after(context, claim)) for claim in claims
        ]

    return rows


def _before(context: BriefContext, claim: Claim) -> TableRow:
    report = context.report.get(claim.report)
    return claim.id, report.name if report else claim.report


def _after(context: BriefContext, claim: Claim) -> TableRow:
    when = claim.when
    start, end = (when.start or "", when.end or "") if when else ("", "")
    spans = "; ".join(f"{span.start}-{span.end}" for span in claim.evidence)
    return claim.factuality, start, end, context.place(claim.place), _names(context, claim.said_by), spans, snippet(claim, 200)


def _names(context: BriefContext, actors: tuple[str, ...]) -> str:
    return ", ".join(context.full_name(actor) for actor in actors)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))


def _contact(context: BriefContext, claim: Claim) -> TableRow:
    assert isinstance(claim, Contact)
    low, high = (claim.minutes.low, claim.minutes.high) if claim.minutes else (None, None)
    return claim.mode, _names(context, claim.parties), _number(low), _number(high), context.full_name(claim.host or "")


def _statement(context: BriefContext, claim: Claim) -> TableRow:
    assert isinstance(claim, Statement_)
    speaker = context.full_name(claim.speaker) if claim.speaker else claim.speaker_words
    return speaker, context.full_name(claim.addressee or ""), claim.form, claim.cue or "", claim.words


def _figure(context: BriefContext, claim: Claim) -> TableRow:
    assert isinstance(claim, Figure)
    amount = claim.amount
    return context.full_name(claim.subject or ""), claim.of, _number(amount.low), _number(amount.high), amount.unit or ""


def _precaution(context: BriefContext, claim: Claim) -> TableRow:
    assert isinstance(claim, Precaution)
    return context.full_name(claim.actor), claim.act, claim.affected or ""


def _forecast(context: BriefContext, claim: Claim) -> TableRow:
    assert isinstance(claim, Forecast)
    return claim.stance, claim.event, claim.condition or "", claim.likelihood.words if claim.likelihood else ""


def _event(context: BriefContext, claim: Claim) -> TableRow:
    assert isinstance(claim, Event)
    return claim.type, _names(context, claim.actors), _names(context, claim.recipients), claim.mode or "", claim.context or ""


def _reports(context: BriefContext) -> HeadAndRows:
    def row(report: Report) -> TableRow:
        known = (report.outlet, report.title, report.published, report.lang, report.url)
        return report.id, str(context.number[report.id]), report.name, *(value or "" for value in known)

    head = ("id", "number", "name", "outlet", "title", "published", "lang", "url")
    return head, [row(report) for report in context.record.reports]


def _actors(context: BriefContext) -> HeadAndRows:
    def row(actor: Actor) -> TableRow:
        roles = "; ".join(f"{role.role} of {role.of}" if role.of else role.role for role in actor.roles)
        number = "" if actor.cow is None else str(actor.cow)
        codes = actor.country or "", number, "; ".join(actor.sectors)
        return actor.id, actor.name, actor.kind, *codes, "; ".join(actor.aliases), roles

    return ("id", "name", "kind", "country", "cow", "sectors", "aliases", "roles"), [
        row(actor) for actor in context.record.actors
    ]


def _places(context: BriefContext) -> HeadAndRows:
    def row(place: Place) -> TableRow:
        spans = (*place.spans, *place.others)
        point = tuple("" if value is None else f"{value:g}" for value in (place.lat, place.lon))
        known = (place.country or "", place.admin1 or "", *point, place.precision or "", "yes" if place.disputed else "")
        counts = str(len(place.spans)), str(len(place.others)), str(len({span.report for span in spans}))
        where = "; ".join(f"{context.number[span.report]}:{span.start}-{span.end}" for span in spans)
        return place.id, place.name, *known, *counts, where, " | ".join(dict.fromkeys(span.exact for span in spans))

    known = ("id", "name", "country", "admin1", "lat", "lon", "precision", "disputed")
    return (*known, "named", "meant", "reports", "spans", "words"), [row(place) for place in context.record.places]


def _times(context: BriefContext) -> HeadAndRows:
    def row(time: Time) -> TableRow:
        report = context.report.get(time.span.report)
        low, high = (time.minutes.low, time.minutes.high) if time.minutes else (None, None)
        where = f"{time.span.start}-{time.span.end}"
        known = (time.type, time.value, time.start or "", time.end or "", _number(low), _number(high))
        return report.name if report else time.span.report, *known, where, time.span.exact

    head = ("report", "type", "value", "start", "end", "minutes_low", "minutes_high", "spans", "words")
    return head, [row(time) for time in context.record.times]


def _problems(context: BriefContext) -> HeadAndRows:
    def row(problem: Problem) -> TableRow:
        return problem.report, problem.stage, problem.reason, problem.span.exact if problem.span else ""

    return ("report", "stage", "reason", "words"), [row(problem) for problem in context.record.problems]


def _findings(context: BriefContext) -> HeadAndRows:
    def row(finding: Finding) -> TableRow:
        counts = str(len(finding.claims)), str(len(finding.origins))
        steps = status_words(finding.steps)
        return finding.id, finding.kind, finding.verdict, *counts, finding.headline, steps, finding.why

    head = ("id", "kind", "verdict", "claims", "origins", "headline", "steps", "why")
    return head, [row(finding) for finding in context.record.findings]


LISTS: dict[str, Callable[[BriefContext], HeadAndRows]] = {
    "contacts": _claims(Contact, ("mode", "parties", "minutes_low", "minutes_high", "host"), _contact),
    "statements": _claims(Statement_, ("speaker", "addressee", "form", "cue", "said"), _statement),
    "figures": _claims(Figure, ("subject", "of", "low", "high", "unit"), _figure),
    "precautions": _claims(Precaution, ("actor", "act", "affected"), _precaution),
    "forecasts": _claims(Forecast, ("stance", "event", "condition", "likelihood"), _forecast),
    "events": _claims(Event, ("type", "actors", "recipients", "mode", "context"), _event),
    "findings": _findings,
    "reports": _reports,
    "actors": _actors,
    "places": _places,
    "times": _times,
    "problems": _problems,
}
"""What can be listed, and how: a new list is one line here."""
