"""The record kept: reports with their claims, actors and problems in one SQLite file, a transaction per report.

    with Store.open("rapporteur.db", write=True) as store:
        store.add(report, extraction, signature="rapporteur 0.1.0; reader-en 1")
        store.reports()            # → (Report(id="91a5…", name="wire-14", …),)

A report whose text has changed since it was read is a new report; the earlier one stays, marked `superseded_by`, and
the record shows the newest. Nothing else is edited or deleted; reading a report anew replaces what it yielded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain as concatenated
from pathlib import Path
from typing import IO, Any, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Select, Table, delete, func, insert, inspect, null, select
from sqlalchemy.exc import DatabaseError

from rapporteur.model import Actor, Claim, Extraction, Place, Problem, Report, Time
from rapporteur.store import connect, schema, versions
from rapporteur.store.connect import StoreError
from rapporteur.store.index import Index, KeptReport
from rapporteur.store.rows import DETAILS, drop_problems, put_extraction, put_problem, put_report, revive, supersede
from rapporteur.store.schema import actors, claims, meta, places, problems, reports, times
from rapporteur.store.versions import Claimant

__all__ = ["Store", "StoreError"]

T = TypeVar("T")

STAGE = "store"


class Store:
    """One database. Open it with `Store.open`; every method raises `StoreError` when the file can't be used."""

    def __init__(self, path: Path, engine: Engine, lock: IO[bytes] | None) -> None:
        self.path = path
        self._engine = engine
        self._lock = lock
        self._index = Index(())
        self._met: set[str] = set()
        self._explained = True
        self._tables: tuple[Table, ...] = (reports, claims, actors, places, times, problems)

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Store:
        """Opens the database; creates it when `write` is true, and is then its only writer.

        Raises `StoreError` where there is none to read, where the file is no Rapporteur database, is damaged or was
        made by a later version, and where another process is writing.
        """
        path = Path(path)
        connect.check_file(path)
        if not write and not path.exists():
            raise StoreError(f"there is no {path}: `rapporteur read PATH…` makes it")
        if write and not path.parent.is_dir():
            raise StoreError(f"{path.parent} is no folder: {path} can't be made there")
        lock = _locked(path) if write else None
        store = cls(path, connect.writer(path) if write else connect.reader(path), lock)
        try:
            store._prepare(write)
        except StoreError:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection and lets go of the lock; a writer's log is folded into the file."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.close()

    @property
    def signature(self) -> str:
        """The distinct signatures (versions, model, lexicon) under which the reports of the record were read."""
        with self._begin() as rows:
            signatures = rows.execute(select(reports.c.signature).where(reports.c.superseded_by.is_(None)).distinct())
            return " + ".join(sorted(row[0] for row in signatures))

    def due(self, report: Report, signature: str | None = None) -> Report | None:
        """The report as it is to be read and added; `None` if nothing would change, for it is kept and says no more.

        What was given when it was read before holds where this time nothing is given. The same text under a longer name
        is the report that is kept. With a `signature`, it must have been read under that one too.
        """
        kept_report = self._kept(report)
        self._met.add(kept_report.id if kept_report else report.id)
        if kept_report is None:
            return report
        same = kept_report.id == report.id
        details = {name: getattr(report, name) or getattr(kept_report, name) for name in DETAILS}
        due = msgspec.structs.replace(report if same else kept_report, **details)
        with self._begin() as rows:
            row = rows.execute(select(reports.c.signature, reports.c.superseded_by).where(reports.c.id == due.id)).one()
        current = row.superseded_by is None and signature in (None, row.signature)
        return None if current and due == kept_report else due

    def add(
        self, report: Report, extraction: Extraction, problems_: Iterable[Problem] = (), signature: str = ""
    ) -> tuple[Problem, ...]:
        """Keeps a report and all it yields in one transaction; it is on disk when this returns.

        What was extracted from the report before is replaced, and problems that kept it from being read are gone. What
        it replaces, an earlier version or another outlet, day or address given before, is in the problems returned.
        """
        with self._begin() as rows:
            changed = self._changed_details(rows, report)
            new = put_report(rows, report, signature)
            replaced = self._supersede(rows, report, new)
            put_extraction(rows, report, extraction)
            drop_problems(rows, report)
            for problem in (*extraction.problems, *problems_, *changed):
                put_problem(rows, problem, of=report.id)
        self._met.add(report.id)
        return (*changed, *replaced)

    def _changed_details(self, rows: Connection, report: Report) -> list[Problem]:
        """A problem for who, when or where, known of the report before and given otherwise now."""
        before = rows.execute(select(*(reports.c[name] for name in DETAILS)).where(reports.c.id == report.id)).one_or_none()
        names = [name for name in DETAILS if name != "title" and before is not None]
        pairs = [(name, getattr(before, name), getattr(report, name)) for name in names]
        return [
            Problem(report=report.name, stage=STAGE, reason=f"{name} “{new}” takes the place of “{old}”, given before")
            for name, old, new in pairs
            if old and new and old != new
        ]

    def _supersede(self, rows: Connection, report: Report, new: bool) -> list[Problem]:
        """Marks what this report replaces: earlier versions, or the version that had come in its own place."""
        if new:
            old = self._versions(rows, report)
        else:
            successor = revive(rows, report.id)
            ids = [successor] if successor and successor not in self._met else []
            old = versions.claimants(report, self._bodies(rows, ids))
        supersede(rows, report, old)
        return [Problem(report=report.name, stage=STAGE, reason=versions.why(report, claimant)) for claimant in old]

    def _versions(self, rows: Connection, report: Report) -> list[Claimant]:
        """The current reports of earlier runs that `report` is a later version of."""
        groups = [self._bodies(rows, ids) for ids in (self._index.named(report.name), self._index.at(report.url))]
        shares = {claimant.report.id: claimant for claimant in versions.claimants(report, concatenated(*groups))}
        old: dict[str, Claimant] = {}
        for group in groups:
            claiming = [shares[earlier.id] for earlier in group]
            contested = len(group) > versions.MOST or not all(map(versions.same_text, claiming))
            old |= {c.report.id: c for c in claiming if versions.updates(report, c, contested)}
        return [claimant for ident, claimant in old.items() if ident not in self._met]

    def _bodies(self, rows: Connection, ids: Sequence[str]) -> list[Report]:
        query = select(reports.c.body).where(reports.c.id.in_(ids), _CURRENT).order_by(reports.c.position)
        return [msgspec.json.decode(body, type=Report) for body in rows.execute(query).scalars()]

    def add_problem(self, problem: Problem, unread: Report | None = None) -> None:
        """Keeps a problem that is no report's, for example a file that can't be read. Twice the same is kept once.

        `unread`: the report that it kept from being read; the problem goes when that one is read.
        """
        with self._begin() as rows:
            put_problem(rows, problem, text=unread.text if unread else None)

    def forget_problems(self, paths: Iterable[str]) -> None:
        """Drops the problems of files at or under these paths, for they are about to be met again or to be gone."""
        with self._begin() as rows:
            for path in ("stdin" if path == "-" else path.rstrip("/") for path in paths):
                here = (problems.c.report == path) | problems.c.report.startswith(f"{path}/", autoescape=True)
                rows.execute(delete(problems).where(problems.c.of.is_(None), here))

    def reports(self) -> tuple[Report, ...]:
        """The reports in the order in which they were first read, without the superseded ones."""
        return tuple(_all(self, select(reports.c.body).where(_CURRENT).order_by(reports.c.position), Report))

    def extractions(self) -> tuple[Extraction, ...]:
        """What each of `reports()` yielded, in the same order."""
        with self._begin() as rows:
            ids = rows.execute(select(reports.c.id).where(_CURRENT).order_by(reports.c.position)).scalars().all()
            said = _by_report(rows, claims, Claim)
            named = _by_report(rows, actors, Actor)
            where = _by_report(rows, places, Place) if places in self._tables else {}
            dated = _by_report(rows, times, Time) if times in self._tables else {}
            query = (
                select(problems.c.of, problems.c.body).where(problems.c.of.is_not(None)).order_by(problems.c.position)
            )
            failed = _grouped(rows, query, Problem)
        return tuple(
            Extraction(
                report=i,
                actors=tuple(named.get(i, ())),
                claims=tuple(said.get(i, ())),
                problems=tuple(failed.get(i, ())),
                places=tuple(where.get(i, ())),
                times=tuple(dated.get(i, ())),
            )
            for i in ids
        )

    def problems(self) -> tuple[Problem, ...]:
        """All problems but those of superseded reports, in the order in which they were met; then what was replaced."""
        gone = select(reports.c.id).where(~_CURRENT)
        where = problems.c.of.is_(None) | problems.c.of.not_in(gone)
        met = _all(self, select(problems.c.body).where(where).order_by(problems.c.position), Problem)
        return (*met, *(Problem(report=new, stage=STAGE, reason=why) for new, why in self._replacements()))

    def _replacements(self) -> list[tuple[str, str]]:
        """The name of each report that replaces an earlier version, and why it does."""
        new = reports.alias()
        why = reports.c.superseded_why if self._explained else null()
        query = select(new.c.name, why, reports.c.name).join(new, new.c.id == reports.c.superseded_by)
        with self._begin() as rows:
            order = query.order_by(new.c.position, reports.c.position)
            return [(name, why or f"replaces the version read before ({old})") for name, why, old in rows.execute(order)]

    def counts(self) -> dict[str, int]:
        """Rows per table, for `rapporteur doctor`."""
        with self._begin() as rows:
            count = select(func.count())
            return {table.name: rows.execute(count.select_from(table)).scalar_one() for table in self._tables}

    def check(self) -> str:
        """SQLite's own examination of the file: "ok", or what is wrong with it."""
        with self._begin() as rows:
            return str(rows.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())

    def _prepare(self, write: bool) -> None:
        with self._begin() as rows:
            if write and not inspect(rows).get_table_names():
                rows.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION}")
                schema.metadata.create_all(rows)
                rows.execute(insert(meta).values(key="schema", value=str(schema.VERSION)))
            _check_schema(rows, self.path)
            if write:
                schema.complete(rows)
            self._explained = reports.c.superseded_why not in schema.missing(rows)
            known = set(inspect(rows).get_table_names())
            self._tables = tuple(table for table in self._tables if table.name in known)
            if write:
                self._index = _index(rows)

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as rows:
                yield rows
        except (DatabaseError, msgspec.DecodeError) as error:
            reason = getattr(error, "orig", None) or error
            raise StoreError(f"{self.path} can't be used: {reason}") from error

    def _kept(self, report: Report) -> Report | None:
        """The report as kept: by its id, or else the same text read in an earlier run under a name of other length."""
        with self._begin() as rows:
            body = rows.execute(select(reports.c.body).where(reports.c.id == report.id)).scalar()
            if body is None:
                twin = self._twin(report)
                body = twin and rows.execute(select(reports.c.body).where(reports.c.id == twin.id)).scalar()
            return msgspec.json.decode(body, type=Report) if body is not None else None

    def _twin(self, report: Report) -> KeptReport | None:
        """One that no other file of this run is, and that no other outlet printed."""
        for twin in self._index.texts(versions.digest(report.text), report.name):
            if twin.id not in self._met and versions.again(twin.name, report.name):
                if not (twin.outlet and report.outlet and twin.outlet != report.outlet):
                    return twin
        return None


_CURRENT = reports.c.superseded_by.is_(None)


def _index(rows: Connection) -> Index:
    """The reports of earlier runs."""
    columns = reports.c.id, reports.c.name, reports.c.url, reports.c.digest, reports.c.outlet, _CURRENT
    return Index(KeptReport(*row) for row in rows.execute(select(*columns).order_by(reports.c.position)))


def _check_schema(rows: Connection, path: Path) -> None:
    if rows.exec_driver_sql("PRAGMA application_id").scalar() != schema.APPLICATION:
        raise StoreError(f"{path} is not a Rapporteur database: choose another with --db")
    version = int(rows.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar() or 0)
    if version > schema.VERSION:
        raise StoreError(
            f"{path} was made by a later Rapporteur (schema {version}; this one knows {schema.VERSION}): "
            "upgrade rapporteur, or choose another with --db"
        )


def _locked(path: Path) -> IO[bytes]:
    try:
        return connect.lock(path)
    except OSError as error:
        raise StoreError(f"{path} can't be written: {error.strerror}") from error


def _all(store: Store, query: Select[Any], noun: type[T]) -> list[T]:
    decoder = msgspec.json.Decoder(noun)
    with store._begin() as rows:
        return [decoder.decode(body) for body in rows.execute(query).scalars()]


def _by_report(rows: Connection, table: Table, noun: Any) -> dict[str, list[Any]]:
    return _grouped(rows, select(table.c.report, table.c.body).order_by(table.c.report, table.c.position), noun)


def _grouped(rows: Connection, query: Select[Any], noun: Any) -> dict[str, list[Any]]:
    decoder = msgspec.json.Decoder(noun)
    groups: dict[str, list[Any]] = {}
    for report, body in rows.execute(query):
        groups.setdefault(report, []).append(decoder.decode(body))
    return groups
