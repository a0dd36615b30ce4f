"""What a report and its extraction put into the tables: statements of SQL, each within a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from rapporteur.model import Extraction, Problem, Report
from rapporteur.store import versions
from rapporteur.store.earlier import endings
from rapporteur.store.schema import actors, claims, places, problems, reports, times
from rapporteur.store.versions import Claimant

DETAILS = ("outlet", "title", "url", "published")
"""What can be known of a report besides its words, and may be given later."""
READING = ("reader", "extract")
"""The stages whose problems mean that something of a report is missing."""

_ENCODER = msgspec.json.Encoder(order="deterministic")


def put_report(rows: Connection, report: Report, signature: str) -> bool:
    """Keeps a report as the current one; whether it is new. One that another had replaced replaces that one's successor."""
    values: dict[str, Any] = {name: getattr(report, name) for name in ("name", *DETAILS, "lang")}
    values |= {"digest": versions.digest(report.text), "signature": signature, "body": _ENCODER.encode(report)}
    known = rows.execute(select(reports.c.id).where(reports.c.id == report.id)).scalar() is not None
    if known:
        rows.execute(update(reports).where(reports.c.id == report.id).values(values))
    else:
        rows.execute(insert(reports).values(id=report.id, **values))
    return not known


def supersede(rows: Connection, new: Report, old: Iterable[Claimant]) -> None:
    """Marks earlier versions as replaced, and says why."""
    for claimant in old:
        values = {"superseded_by": new.id, "superseded_why": versions.why(new, claimant)}
        rows.execute(update(reports).where(reports.c.id == claimant.report.id).values(values))


def revive(rows: Connection, report_id: str) -> str | None:
    """Makes a report current again; the id of the current one that had come in its place, if any."""
    successor = _successor(rows, report_id)
    if successor is None:
        return None
    rows.execute(update(reports).where(reports.c.id == report_id).values(superseded_by=None, superseded_why=None))
    met = {report_id}
    while successor not in met and (after := _successor(rows, successor)) is not None:
        met.add(successor)
        successor = after
    return successor if successor not in met else None


def _successor(rows: Connection, report_id: str) -> str | None:
    successor: str | None = rows.execute(select(reports.c.superseded_by).where(reports.c.id == report_id)).scalar()
    return successor


def put_extraction(rows: Connection, report: Report, extraction: Extraction) -> None:
    """Replaces what a report has yielded."""
    for table in (claims, actors, places, times):
        rows.execute(delete(table).where(table.c.report == report.id))
    claim_rows = [
        {
            "report": report.id,
            "position": position,
            "id": claim.id,
            "kind": claim.__struct_config__.tag,
            "factuality": claim.factuality,
            "start": claim.when.start if claim.when else None,
            "end": claim.when.end if claim.when else None,
            "body": _ENCODER.encode(claim),
        }
        for position, claim in enumerate(extraction.claims)
    ]
    actor_rows = [
        {"report": report.id, "position": n, "id": a.id, "name": a.name, "kind": a.kind, "body": _ENCODER.encode(a)}
        for n, a in enumerate(extraction.actors)
    ]
    place_rows = [
        {"report": report.id, "position": n, "id": p.id, "name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon,
         "body": _ENCODER.encode(p)}
        for n, p in enumerate(extraction.places)
    ]  # fmt: skip
    time_rows = [
        {"report": report.id, "position": n, "value": t.value, "start": t.start, "end": t.end, "body": _ENCODER.encode(t)}
        for n, t in enumerate(extraction.times)
    ]
    for table, values in ((claims, claim_rows), (actors, actor_rows), (places, place_rows), (times, time_rows)):
        if values:
            rows.execute(insert(table), values)


def put_problem(rows: Connection, problem: Problem, of: str | None = None, text: str | None = None) -> None:
    """Keeps a problem, once: `of` is the report that yielded it, `text` what a report says that it kept from being read."""
    body = _ENCODER.encode(problem)
    number = versions.digest(f"{body.decode()}\0{text}" if text else body.decode())
    if rows.execute(select(problems.c.id).where(problems.c.id == number)).scalar() is None:
        named = {"report": problem.report, "stage": problem.stage, "reason": problem.reason}
        rows.execute(insert(problems).values(id=number, of=of, text=text, body=body, **named))


def is_partial(rows: Connection, report_id: str) -> bool:
    """Whether a part of a report could not be read or understood: as with a report that could not be, the next run tries."""
    query = select(problems.c.position).where(problems.c.of == report_id, problems.c.stage.in_(READING))
    return rows.execute(query.limit(1)).scalar() is not None


def drop_problems(rows: Connection, report: Report) -> None:
    """Drops the problems that a report yielded when it was read before, or that kept it or a version of it from being read."""
    rows.execute(delete(problems).where(problems.c.of == report.id))
    names = [name for form in (report.name, versions.stem(report.name)) for name in (form, *endings(form))]
    failures = select(problems.c.position, problems.c.text).where(problems.c.of.is_(None), problems.c.report.in_(names))
    for position, text in rows.execute(failures.where(problems.c.text.is_not(None))).all():
        if versions.is_version(report, text):
            rows.execute(delete(problems).where(problems.c.position == position))
    legacy = problems.c.of.is_(None) & problems.c.text.is_(None) & problems.c.stage.in_(READING)
    rows.execute(delete(problems).where(legacy, problems.c.report == report.name))


def drop_problems_at(rows: Connection, paths: Iterable[str], but: Iterable[Problem]) -> None:
    """Drops the problems of files at or under these paths, but for some."""
    spared = {_ENCODER.encode(problem) for problem in but}
    for path in paths:
        here = (problems.c.report == path) | problems.c.report.startswith(f"{path}/", autoescape=True)
        known = rows.execute(select(problems.c.position, problems.c.body).where(problems.c.of.is_(None), here)).all()
        gone = [{"gone": position} for position, body in known if body not in spared]
        if gone:
            rows.execute(delete(problems).where(problems.c.position == bindparam("gone")), gone)
