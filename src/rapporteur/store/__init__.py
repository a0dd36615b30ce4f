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
from pathlib import Path
from typing import IO, Self

from sqlalchemy import Connection, Engine, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from rapporteur.model import Extraction, Problem, Report
from rapporteur.store import connect, schema
from rapporteur.store.bodies import Damage
from rapporteur.store.connect import StoreError, is_there
from rapporteur.store.contents import Contents, Superseded, contents, superseded
from rapporteur.store.rows import drop_problems, drop_problems_at, put_extraction, put_problem, put_report
from rapporteur.store.schema import meta, reports
from rapporteur.store.succession import Succession, changed_details, earlier_reports

__all__ = ["Contents", "Store", "StoreError", "Superseded", "is_there"]


class Store:
    """One database. Open it with `Store.open`; every method raises `StoreError` when the file can't be used."""

    def __init__(self, path: Path, engine: Engine, lock: IO[bytes] | None) -> None:
        self.path = path
        self._engine = engine
        self._lock = lock
        self._succession = Succession()
        self._lacking: frozenset[str] = frozenset()

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Store:
        """Opens the database; creates it when `write` is true, and is then its only writer.

        Raises `StoreError` where there is none to read, where the file is no Rapporteur database, is damaged or was
        made by a later version, and where another process is writing.
        """
        path = Path(path)
        if not is_there(path) and not write:
            raise StoreError(f"there is no {path}: `rapporteur read PATH…` makes it")
        if write and not path.parent.is_dir():
            raise StoreError(f"{path.parent} is no folder: {path} can't be made there")
        lock = connect.lock(path) if write else None
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

    def due(self, report: Report, signature: str | None = None) -> Report | None:
        """The report as it is to be read and added; `None` if nothing would change, for it is kept whole and says no more.

        What was given when it was read before holds where this time nothing is given. The same text under a longer name
        is the report that is kept. With a `signature`, it must have been read under that one too.
        """
        with self._begin() as rows:
            return self._succession.due(rows, report, signature)

    def add(
        self, report: Report, extraction: Extraction, problems_: Iterable[Problem] = (), signature: str = ""
    ) -> tuple[Problem, ...]:
        """Keeps a report and all it yields in one transaction; it is on disk when this returns.

        What was extracted from the report before is replaced, and problems that kept it from being read are gone. What
        it replaces, an earlier version or another outlet, day or address given before, is in the problems returned.
        """
        with self._begin() as rows:
            changed = changed_details(rows, report)
            replaced = self._succession.replaced(rows, report, new=put_report(rows, report, signature))
            put_extraction(rows, report, extraction)
            drop_problems(rows, report)
            for problem in (*extraction.problems, *problems_, *changed):
                put_problem(rows, problem, of=report.id)
        return (*changed, *replaced)

    def add_problem(self, problem: Problem, unread: Report | None = None) -> None:
        """Keeps a problem that is no report's, for example a file that can't be read. Twice the same is kept once.

        `unread`: the report that it kept from being read; the problem goes when that one is read.
        """
        with self._begin() as rows:
            put_problem(rows, problem, text=unread.text if unread else None)

    def forget_problems(self, paths: Iterable[str], but: Iterable[Problem] = ()) -> None:
        """Drops the problems of files at or under these paths, `but` for those that a run has just met: they are gone.

        What is met again keeps its place among the problems, however often a run was ended on the way.
        """
        with self._begin() as rows:
            drop_problems_at(rows, ["stdin" if path == "-" else path.rstrip("/") for path in paths], but)

    def contents(self) -> Contents:
        """All of it in one view. Raises `StoreError` that names the report where something is damaged."""
        with self._begin() as rows:
            everything = contents(rows, self._lacking)
            self._refuse(rows, everything.damage)
        return everything

    def reports(self) -> tuple[Report, ...]:
        """The reports in the order in which they were first read, without the superseded ones."""
        return self.contents().reports

    def superseded(self) -> tuple[Superseded, ...]:
        """The reports that later versions have replaced, each with the id of that version and why."""
        with self._begin() as rows:
            replaced, damaged = superseded(rows, self._lacking)
            self._refuse(rows, damaged)
        return tuple(replaced)

    def extractions(self) -> tuple[Extraction, ...]:
        """What each of `reports()` yielded, in the same order."""
        return self.contents().extractions

    def problems(self) -> tuple[Problem, ...]:
        """All problems but those of superseded reports, in the order in which they were met; then what was replaced."""
        return self.contents().problems

    @property
    def signature(self) -> str:
        """The distinct signatures (versions, model, lexicon) under which the reports of the record were read."""
        return self.contents().signature

    def damage(self) -> tuple[str, ...]:
        """What in it is damaged, a line each."""
        with self._begin() as rows:
            return _named(rows, (*contents(rows, self._lacking).damage, *superseded(rows, self._lacking)[1]))

    def _refuse(self, rows: Connection, damaged: Sequence[Damage]) -> None:
        if damaged:
            first, *more = _named(rows, damaged)
            others = f" (and {len(more):,} more: `rapporteur doctor`)" if more else ""
            advice = "`rapporteur read --again PATH` with its file mends it, else restore the database from a copy"
            raise StoreError(f"{self.path} is damaged: {first}{others}; {advice}")

    def counts(self) -> dict[str, int]:
        """Rows per table, for `rapporteur doctor`."""
        with self._begin() as rows:
            count = select(func.count())
            tables = [table for table in schema.COUNTED if table.name not in self._lacking]
            return {table.name: rows.execute(count.select_from(table)).scalar_one() for table in tables}

    def check(self) -> str:
        """SQLite's own examination of the file: "ok", or what is wrong with it."""
        with self._begin() as rows:
            return str(rows.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())

    def _prepare(self, write: bool) -> None:
        with self._begin() as rows:
            if not inspect(rows).get_table_names():  # the run that made it was ended before there was anything to keep
                if not write:
                    raise StoreError(f"{self.path} is empty: `rapporteur read PATH…` fills it")
                rows.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION}")
                schema.metadata.create_all(rows)
                rows.execute(insert(meta).values(key="schema", value=str(schema.VERSION)))
            _check_schema(rows, self.path)
            self._lacking = schema.lacking(rows)
            if lost := self._lacking & {table.name for table in schema.FIRST_TABLES}:
                raise StoreError(f"{self.path} is damaged: it has no table {', '.join(sorted(lost))}; {connect.DAMAGED}")
            if write:
                schema.complete(rows, self._lacking)
                self._lacking = frozenset()
                self._succession = Succession(earlier_reports(rows))

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as rows:
                yield rows
        except (DBAPIError, UnicodeDecodeError) as error:  # the latter where SQLite quotes what is no text
            raise StoreError(connect.refusal(self.path, getattr(error, "orig", None) or error)) from error


def _named(rows: Connection, damaged: Iterable[Damage]) -> tuple[str, ...]:
    """What is damaged, with the names of reports beside their ids."""
    names = {f"{ident}": f"report “{name}” ({ident})" for ident, name in rows.execute(select(reports.c.id, reports.c.name))}
    return tuple(f"{names.get(error.of, error.of)}: {error.reason}" for error in damaged)


def _check_schema(rows: Connection, path: Path) -> None:
    if rows.exec_driver_sql("PRAGMA application_id").scalar() != schema.APPLICATION:
        raise StoreError(f"{path} is not a Rapporteur database: choose another with --db")
    value = rows.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    try:
        version = int(value or 0)
    except (TypeError, ValueError):
        raise StoreError(f"{path} is damaged: its schema is {value!r}, no number; {connect.DAMAGED}") from None
    if version > schema.VERSION:
        raise StoreError(
            f"{path} was made by a later Rapporteur (schema {version}; this one knows {schema.VERSION}): "
            "upgrade rapporteur, or choose another with --db"
        )
