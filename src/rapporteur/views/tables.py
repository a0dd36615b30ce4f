"""The record's rows by kind: what can be listed, and which columns a list has.

`list_rows(record, "figures")` of one report gives the head `("id", "report", "subject", "of", "low", "high", …)` and a
row such as `("3fa…", "000", "Russia", "troops", "130000", "", …)`: cells are text, an unknown value is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rapporteur.kinds import kind_of
from rapporteur.model import Actor, Claim, Finding, Kind, Place, Problem, Record, Report, Time
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.status import status_words
from rapporteur.views.evidence import snippet
from rapporteur.views.kinds import KIND_VIEWS
from rapporteur.views.table_formats import HeadAndRows, TableRow, number_cell

if TYPE_CHECKING:
    from rapporteur.store import Superseded

_FIRST = ("id", "report")
_LAST = ("factuality", "start", "end", "place", "said_by", "spans", "words")


def list_rows(record: Record, kind: str) -> HeadAndRows:
    """Head and rows of one sort: a key of `LISTS`, singular or plural. Raises `KeyError`, naming all, for an unknown one."""
    name = kind if kind in LISTS else f"{kind}s"
    if name not in LISTS:
        raise KeyError(f"{kind!r} is none of {', '.join(LISTS)}")
    return LISTS[name](BriefContext(record))


def _claims(kind: Kind) -> Callable[[BriefContext], HeadAndRows]:
    view = KIND_VIEWS[kind]

    def rows(context: BriefContext) -> HeadAndRows:
        claims = [claim for claim in context.record.claims if kind_of(claim) == kind]
        return (*_FIRST, *view.columns, *_LAST), [
            (*_before(context, claim), *view.row(context, claim), *_after(context, claim)) for claim in claims
        ]

    return rows


def _before(context: BriefContext, claim: Claim) -> TableRow:
    report = context.report.get(claim.report)
    return claim.id, report.name if report else claim.report


def _after(context: BriefContext, claim: Claim) -> TableRow:
    when = claim.when
    start, end = (when.start or "", when.end or "") if when else ("", "")
    spans = "; ".join(f"{span.start}-{span.end}" for span in claim.evidence)
    return claim.factuality, start, end, context.place(claim.place), context.full_names(claim.said_by), spans, snippet(claim, 200)


_REPORT = ("id", "number", "name", "outlet", "title", "published", "lang", "url")


def _report_row(report: Report, number: int | None) -> TableRow:
    known = (report.outlet, report.title, report.published, report.lang, report.url)
    return report.id, f"{number or ''}", report.name, *(value or "" for value in known)


def _reports(context: BriefContext) -> HeadAndRows:
    return _REPORT, [_report_row(report, context.number[report.id]) for report in context.record.reports]


def all_report_rows(record: Record, superseded: Iterable[Superseded]) -> HeadAndRows:
    """Head and rows of the reports and of those that are kept and replaced: these have no number, but the id of the
    report that replaces them, and why it does."""
    head, rows = _reports(BriefContext(record))
    replaced = [(*_report_row(entry.report, None), entry.by, entry.why) for entry in superseded]
    return (*head, "superseded_by", "superseded_why"), [*((*row, "", "") for row in rows), *replaced]


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
        known = (time.type, time.value, time.start or "", time.end or "", number_cell(low), number_cell(high))
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
    **{f"{kind}s": _claims(kind) for kind in KIND_VIEWS},
    "findings": _findings,
    "reports": _reports,
    "actors": _actors,
    "places": _places,
    "times": _times,
    "problems": _problems,
}
"""What can be listed, and how: the kinds of claim by themselves, any other list in a line here."""
