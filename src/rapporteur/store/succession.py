"""What the files of one run are to the reports of earlier runs: the same, a later version, or others.

`due(rows, report)` tells what is to be read; `replaced(rows, report, new=True)` marks what gives way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain as concatenated

import msgspec
from sqlalchemy import Connection, select

from rapporteur.model import Problem, Report
from rapporteur.store import versions
from rapporteur.store.bodies import Damage, decoded
from rapporteur.store.contents import CURRENT, damage
from rapporteur.store.earlier import EarlierReports, KeptReport
from rapporteur.store.rows import DETAILS, is_partial, revive, supersede
from rapporteur.store.schema import reports
from rapporteur.store.versions import Claimant

STAGE = "store"


class Succession:
    """One run. It remembers which reports its files are: these replace nothing and are replaced by nothing in it."""

    def __init__(self, earlier: Iterable[KeptReport] = ()) -> None:
        self._earlier = EarlierReports(earlier)
        self._met: set[str] = set()

    def due(self, rows: Connection, report: Report, signature: str | None) -> Report | None:
        """The report as it is to be read, `None` if nothing would change: see `Store.due`."""
        ident = self._ident(rows, report)
        self._met.add(ident or report.id)
        if ident is None:
            return report
        row = rows.execute(select(reports).where(reports.c.id == ident)).one()
        # The text is the same, so its furniture is as well, but for a newer way of finding it.
        furniture = tuple(msgspec.structs.replace(span, report=ident) for span in report.furniture)
        name = report.name if ident == report.id else row.name
        read = msgspec.structs.replace(report, id=ident, name=name, furniture=furniture)
        try:
            stored = decoded(Report, row.body, ident)
        except Damage:
            return read
        due = msgspec.structs.replace(read, **{name: getattr(read, name) or getattr(stored, name) for name in DETAILS})
        sound = signature is None or (row.signature == signature and damage(rows, ident) is None)
        whole = sound and not is_partial(rows, ident)
        return None if whole and row.superseded_by is None and due == stored else due

    def _ident(self, rows: Connection, report: Report) -> str | None:
        """Of the report that is kept, or else of the same text, read in an earlier run under a name of other length: one
        that no other file of this run is, and that no other outlet printed."""
        if rows.execute(select(reports.c.id).where(reports.c.id == report.id)).scalar() is not None:
            return report.id
        for twin in self._earlier.texts(versions.digest(report.text), report.name):
            if twin.id not in self._met and not (twin.outlet and report.outlet and twin.outlet != report.outlet):
                return twin.id
        return None

    def replaced(self, rows: Connection, report: Report, new: bool) -> list[Problem]:
        """Marks what this report replaces, earlier versions or the version that had come in its own place, and says so."""
        self._met.add(report.id)
        if new:
            old = self._versions(rows, report)
        else:
            successor = revive(rows, report.id)
            ids = [successor] if successor and successor not in self._met else []
            old = versions.claimants(report, _bodies(rows, ids))
        supersede(rows, report, old)
        return [Problem(report=report.name, stage=STAGE, reason=versions.why(report, claimant)) for claimant in old]

    def _versions(self, rows: Connection, report: Report) -> list[Claimant]:
        """The current reports of earlier runs that `report` is a later version of."""
        groups = [_bodies(rows, ids) for ids in (self._earlier.named(report.name), self._earlier.at(report.url))]
        shares = {claimant.report.id: claimant for claimant in versions.claimants(report, concatenated(*groups))}
        old: dict[str, Claimant] = {}
        for group in groups:
            claiming = [shares[earlier.id] for earlier in group]
            contested = len(group) > versions.MOST or not all(map(versions.same_text, claiming))
            old |= {c.report.id: c for c in claiming if versions.updates(report, c, contested)}
        return [claimant for ident, claimant in old.items() if ident not in self._met]


def changed_details(rows: Connection, report: Report) -> list[Problem]:
    """A problem for each of who, when and where that was known of the report before and is given otherwise now."""
    before = rows.execute(select(*(reports.c[name] for name in DETAILS)).where(reports.c.id == report.id)).one_or_none()
    names = [name for name in DETAILS if name != "title" and before is not None]
    pairs = [(name, getattr(before, name), getattr(report, name)) for name in names]
    return [
        Problem(report=report.name, stage=STAGE, reason=f"{name} “{new}” takes the place of “{old}”, given before")
        for name, old, new in pairs
        if old and new and old != new
    ]


def earlier_reports(rows: Connection) -> list[KeptReport]:
    """What identifies each report that is kept; a damaged row identifies none."""
    columns = reports.c.id, reports.c.name, reports.c.url, reports.c.digest, reports.c.outlet, CURRENT
    kept_reports = (KeptReport(*row) for row in rows.execute(select(*columns).order_by(reports.c.position)))
    return [row for row in kept_reports if all(isinstance(value, str) for value in (row.id, row.name, row.digest))]


def _bodies(rows: Connection, ids: Sequence[str]) -> list[Report]:
    """Reports that are current; one that is damaged can't be compared, and so nothing replaces it."""
    query = select(reports.c.id, reports.c.body).where(reports.c.id.in_(ids), CURRENT).order_by(reports.c.position)
    bodies = []
    for ident, body in rows.execute(query):
        try:
            bodies.append(decoded(Report, body, ident))
        except Damage:
            continue
    return bodies
