"""All that a database keeps, read in one transaction: a run beside it adds whole reports, and this sees them or not.

`contents(rows)` → `Contents(reports=(…), extractions=(…), problems=(…), signature="…", damage=())`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, null, select

from rapporteur.model import Actor, Claim, Extraction, Place, Problem, Report, Time
from rapporteur.store.bodies import Damage, decoded
from rapporteur.store.integrity import fault, fault_of_report
from rapporteur.store.schema import actors, claims, places, problems, reports, times

CURRENT = reports.c.superseded_by.is_(None)
STAGE = "store"


class Contents(NamedTuple):
    """The current reports in the order in which they were first read, what each yielded, and all problems."""

    reports: tuple[Report, ...]
    extractions: tuple[Extraction, ...]
    problems: tuple[Problem, ...]
    signature: str
    damage: tuple[Damage, ...] = ()


class Superseded(NamedTuple):
    """A report that is kept and no longer current: `by` is the id of the one that replaces it."""

    report: Report
    by: str
    why: str


def contents(rows: Connection, lacking: frozenset[str]) -> Contents:
    """What is whole of it, and what is damaged; `lacking` as `schema.lacking` has it."""
    whole, damaged = _reports(rows, CURRENT)
    texts = {report.id: report for report in whole}
    extractions, spoilt = _extractions(rows, texts, CURRENT, lacking)
    faults = {report.id: reason for report in whole if (reason := fault(report, extractions[report.id]))}
    damaged += [*spoilt, *(Damage(ident, reason) for ident, reason in faults.items()), *_lost(rows, lacking)]
    said, wrong = _problems(rows, lacking)
    return Contents(
        tuple(whole), tuple(extractions[report.id] for report in whole), said, _signature(rows), (*damaged, *wrong)
    )


def damage(rows: Connection, ident: str, lacking: frozenset[str] = frozenset()) -> Damage | None:
    """What is wrong with one report and what it yielded."""
    this = reports.c.id == ident
    whole, damaged = _reports(rows, this)
    if damaged:
        return damaged[0]
    extractions, spoilt = _extractions(rows, {report.id: report for report in whole}, this, lacking)
    reasons = [reason for report in whole if (reason := fault(report, extractions[report.id]))]
    return spoilt[0] if spoilt else Damage(ident, reasons[0]) if reasons else None


def superseded(rows: Connection, lacking: frozenset[str]) -> tuple[list[Superseded], list[Damage]]:
    """The reports that others have replaced, in the order in which they were read."""
    whole, damaged = _reports(rows, ~CURRENT)
    query = select(reports.c.id, reports.c.superseded_by, _why(lacking)).where(~CURRENT)
    by = {ident: (f"{new}", f"{why or ''}") for ident, new, why in rows.execute(query)}
    return [Superseded(report, *by[report.id]) for report in whole], damaged


def _why(lacking: frozenset[str]) -> ColumnElement[Any]:
    """The column, which a database made by a first version lacks."""
    return null() if f"{reports.c.superseded_why}" in lacking else reports.c.superseded_why


def _reports(rows: Connection, which: ColumnElement[bool]) -> tuple[list[Report], list[Damage]]:
    query = select(reports.c.id, reports.c.name, reports.c.signature, reports.c.body).where(which)
    whole: list[Report] = []
    damaged: list[Damage] = []
    for ident, name, signature, body in rows.execute(query.order_by(reports.c.position)):
        try:
            report = decoded(Report, body, f"{ident}")
            reason = fault_of_report(report, ident, name, signature)
            if reason:
                raise Damage(f"{ident}", reason)
            whole.append(report)
        except Damage as error:
            damaged.append(error)
    return whole, damaged


def _extractions(
    rows: Connection, whole: dict[str, Report], which: ColumnElement[bool], lacking: frozenset[str]
) -> tuple[dict[str, Extraction], list[Damage]]:
    """What each report has yielded by its id, and the reports whose rows can't be read."""
    damaged: dict[str, Damage] = {}
    ids = select(reports.c.id).where(which)

    def grouped(table: Table, noun: Any, of: Any) -> dict[str, tuple[Any, ...]]:
        if table.name in lacking:
            return {}
        query = select(of, table.c.body).where(of.in_(ids)).order_by(of, table.c.position)
        return _grouped(rows.execute(query), noun, damaged)

    claimed, named = grouped(claims, Claim, claims.c.report), grouped(actors, Actor, actors.c.report)
    where, dated = grouped(places, Place, places.c.report), grouped(times, Time, times.c.report)
    failed = grouped(problems, Problem, problems.c.of)
    return {
        ident: Extraction(
            report=ident,
            actors=named.get(ident, ()),
            claims=claimed.get(ident, ()),
            problems=failed.get(ident, ()),
            places=where.get(ident, ()),
            times=dated.get(ident, ()),
        )
        for ident in whole
    }, list(damaged.values())


def _grouped(rows: Iterable[Sequence[Any]], noun: Any, damaged: dict[str, Damage]) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for ident, body in rows:
        try:
            groups[ident].append(decoded(noun, body, ident))
        except Damage as error:
            damaged.setdefault(ident, error)
    return {ident: tuple(group) for ident, group in groups.items()}


def _lost(rows: Connection, lacking: frozenset[str]) -> list[Damage]:
    """What belongs to no report, and reports that give way to none: no list would show them."""
    ids = select(reports.c.id)
    lost = [
        Damage(f"{ident}", f"there are {table.name} of it and no report")
        for table in (claims, actors, places, times)
        if table.name not in lacking
        for ident in rows.execute(select(table.c.report).where(table.c.report.not_in(ids)).distinct()).scalars()
    ]
    return [*lost, *_astray(rows)]


def _astray(rows: Connection) -> list[Damage]:
    """Reports that give way to one that is not there, or in a circle."""
    ids = set(rows.execute(select(reports.c.id)).scalars())
    pairs = rows.execute(select(reports.c.id, reports.c.superseded_by).where(~CURRENT)).all()
    gave_way = {row.id: row.superseded_by for row in pairs}
    faults = []
    for ident in gave_way:
        met, last = {ident}, ident
        while (last := gave_way.get(last)) in gave_way and last not in met:
            met.add(last)
        if last not in ids or last in met:
            faults.append(Damage(f"{ident}", f"it gives way to {last}, which is no current report"))
    return faults


def _problems(rows: Connection, lacking: frozenset[str]) -> tuple[tuple[Problem, ...], list[Damage]]:
    """All but those of superseded reports, in the order in which they were met; then what was replaced by what."""
    where = problems.c.of.is_(None) | problems.c.of.not_in(select(reports.c.id).where(~CURRENT))
    met: list[Problem] = []
    damaged: list[Damage] = []
    for name, body in rows.execute(select(problems.c.report, problems.c.body).where(where).order_by(problems.c.position)):
        try:
            met.append(decoded(Problem, body, f"the problem of {name}"))
        except Damage as error:
            damaged.append(error)
    return (*met, *_replacements(rows, lacking)), damaged


def _replacements(rows: Connection, lacking: frozenset[str]) -> list[Problem]:
    new = reports.alias()
    query = select(new.c.name, _why(lacking), reports.c.name).join(new, new.c.id == reports.c.superseded_by)
    return [
        Problem(report=f"{name}", stage=STAGE, reason=f"{why}" if why else f"replaces the version read before ({old})")
        for name, why, old in rows.execute(query.order_by(new.c.position, reports.c.position))
    ]


def _signature(rows: Connection) -> str:
    """The distinct ones under which the current reports were read."""
    signatures = rows.execute(select(reports.c.signature).where(CURRENT).distinct()).scalars()
    return " + ".join(sorted(f"{words}" for words in signatures))
