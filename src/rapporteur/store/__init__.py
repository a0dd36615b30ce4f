"""The record kept: reports with their claims, actors and problems in one SQLite file, a transaction per report.

    with Store.open("rapporteur.db", write=True) as store:
        store.add(report, extraction, signature="rapporteur 0.1.0; reader-en 1")
        store.reports()            # → (Report(id="91a5…", name="wire-14", …),)

A report whose text has changed since it was read is a new report; the earlier one stays, marked `superseded_by`, and
the record shows the newest. Nothing else is edited or deleted; reading a report anew replaces what it yielded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Select, Table, delete, func, insert, inspect, select, update
from sqlalchemy.exc import DatabaseError

from rapporteur.model import Actor, Claim, Extraction, Place, Problem, Report, Time
from rapporteur.store import connect, schema, versions
from rapporteur.store.connect import StoreError
from rapporteur.store.schema import actors, claims, meta, places, problems, reports, times

__all__ = ["Store", "StoreError"]

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DETAILS = ("outlet", "title", "url", "published")


class Store:
    """One database. Open it with `Store.open`; every method raises `StoreError` when the file can't be used."""

    def __init__(self, path: Path, engine: Engine, lock: IO[bytes] | None) -> None:
        self.path = path
        self._engine = engine
        self._lock = lock
        self._earlier = 0
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

    def up_to_date(self, report: Report, signature: str | None = None) -> bool:
        """Whether nothing would change if `report` were read: it is kept, and says no more than what is kept.

        With a `signature`, it must have been read under that one too.
        """
        stored = self._stored(report)
        if stored is None:
            return False
        if signature is not None and self._signature_of(stored.id) != signature:
            return False
        return stored.id != report.id or self.merged(report) == stored

    def merged(self, report: Report) -> Report:
        """The report with what was given when it was read before, where this time nothing is given."""
        stored = self._stored(report)
        if stored is None or stored.id != report.id:
            return report
        return msgspec.structs.replace(report, **{n: getattr(report, n) or getattr(stored, n) for n in _DETAILS})

    def add(
        self, report: Report, extraction: Extraction, problems_: Iterable[Problem] = (), signature: str = ""
    ) -> None:
        """Keeps a report and all it yields in one transaction; it is on disk when this returns.

        What was extracted from the report before is replaced, and problems that kept it from being read are gone.
        """
        with self._begin() as rows:
            _put_report(rows, report, signature, self._earlier)
            _put_claims(rows, report, extraction)
            rows.execute(delete(problems).where((problems.c.of == report.id) | (problems.c.report == report.name)))
            for problem in (*extraction.problems, *problems_):
                _put_problem(rows, problem, of=report.id)

    def add_problem(self, problem: Problem) -> None:
        """Keeps a problem that is no report's, for example a file that can't be read. Twice the same is kept once."""
        with self._begin() as rows:
            _put_problem(rows, problem, of=None)

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
        """All problems but those of superseded reports, in the order in which they were met."""
        gone = select(reports.c.id).where(~_CURRENT)
        where = problems.c.of.is_(None) | problems.c.of.not_in(gone)
        return tuple(_all(self, select(problems.c.body).where(where).order_by(problems.c.position), Problem))

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
                for table in (places, times):
                    table.create(rows, checkfirst=True)  # a database made before there were places has no table of them
            known = set(inspect(rows).get_table_names())
            self._tables = tuple(table for table in self._tables if table.name in known)
            self._earlier = rows.execute(select(func.max(reports.c.position))).scalar() or 0

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as rows:
                yield rows
        except (DatabaseError, msgspec.DecodeError) as error:
            reason = getattr(error, "orig", None) or error
            raise StoreError(f"{self.path} can't be used: {reason}") from error

    def _signature_of(self, report_id: str) -> str | None:
        with self._begin() as rows:
            return rows.execute(select(reports.c.signature).where(reports.c.id == report_id)).scalar()

    def _stored(self, report: Report) -> Report | None:
        """The report as kept: by its id, or else the same text read in an earlier run under a name of other length."""
        by_text = (reports.c.digest == versions.digest(report.text)) & (reports.c.position <= self._earlier)
        with self._begin() as rows:
            body = rows.execute(select(reports.c.body).where(reports.c.id == report.id)).scalar()
            if body is not None:
                return msgspec.json.decode(body, type=Report)
            query = select(reports.c.body).where(by_text).order_by(reports.c.position)
            twins = [msgspec.json.decode(body, type=Report) for body in rows.execute(query).scalars()]
        return next((twin for twin in twins if versions.again(twin.name, report.name)), None)


_CURRENT = reports.c.superseded_by.is_(None)


def _put_report(rows: Connection, report: Report, signature: str, earlier: int) -> None:
    values: dict[str, Any] = {n: getattr(report, n) for n in ("id", "name", *_DETAILS, "lang")}
    values |= {"digest": versions.digest(report.text), "signature": signature, "body": _ENCODER.encode(report)}
    if rows.execute(select(reports.c.id).where(reports.c.id == report.id)).scalar() is not None:
        rows.execute(update(reports).where(reports.c.id == report.id).values(values))
        return
    rows.execute(insert(reports).values(values))
    older = [old.id for old in _candidates(rows, report, earlier) if _supersedes(report, old)]
    rows.execute(update(reports).where(reports.c.id.in_(older)).values(superseded_by=report.id))


def _candidates(rows: Connection, report: Report, earlier: int) -> list[Report]:
    """Reports of earlier runs under the same name or address; files of one run never update each other."""
    same = (reports.c.name == report.name) | (reports.c.url.is_not(None) & (reports.c.url == report.url))
    query = select(reports.c.body).where(same, _CURRENT, reports.c.position <= earlier)
    return [msgspec.json.decode(body, type=Report) for body in rows.execute(query).scalars()]


def _supersedes(new: Report, old: Report) -> bool:
    """The same address is the same article; the same name needs a similar text, for "001" is a name in many folders."""
    if new.outlet and old.outlet and new.outlet != old.outlet:
        return False
    if new.url and old.url:
        return new.url == old.url
    return versions.update(old.text, new.text)


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


def _put_claims(rows: Connection, report: Report, extraction: Extraction) -> None:
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


def _put_problem(rows: Connection, problem: Problem, of: str | None) -> None:
    body = _ENCODER.encode(problem)
    number = versions.digest(body.decode())
    if rows.execute(select(problems.c.id).where(problems.c.id == number)).scalar() is None:
        named = {"report": problem.report, "stage": problem.stage, "reason": problem.reason}
        rows.execute(insert(problems).values(id=number, of=of, body=body, **named))


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
