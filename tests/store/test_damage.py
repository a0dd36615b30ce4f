"""A damaged database: every verb ends with a line that names the file and what is wrong, never with a traceback."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from viewwork import crisis

from rapporteur import cli
from rapporteur.model import Extraction, Problem, Report
from rapporteur.run import doctor
from rapporteur.store import Store, StoreError

VERBS = (
    ("brief",),
    ("list", "findings"),
    ("list", "reports", "--all"),
    ("show", "statement-herald"),
    ("export", "plover"),
)


def yielded(report: Report) -> Extraction:
    record = crisis()
    spans = tuple(span for place in record.places for span in place.spans if span.report == report.id)
    return Extraction(
        report=report.id,
        actors=record.actors,
        claims=tuple(claim for claim in record.claims if claim.report == report.id),
        places=tuple(msgspec.structs.replace(place, spans=spans, others=()) for place in record.places),
        times=tuple(time for time in record.times if time.span.report == report.id),
    )


@cache
def sound() -> bytes:
    """A small database of four reports, one of them replaced."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        for report in crisis().reports:
            with Store.open(path, write=True) as store:
                store.add(report, yielded(report), signature="test")
        with Store.open(path, write=True) as store:
            wire = crisis().reports[0]
            later = msgspec.structs.replace(wire, id="r-later", text=f"{wire.text} More follows.", furniture=())
            store.add(later, Extraction(report="r-later"), signature="test")
            store.add_problem(Problem(report="scan.pdf", stage="sources", reason="a PDF"))
        return path.read_bytes()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    path.write_bytes(sound())
    return path


@contextmanager
def streams() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    out, err, before = io.BytesIO(), io.BytesIO(), (sys.stdout, sys.stderr, sys.argv)
    sys.stdout, sys.stderr = io.TextIOWrapper(out, "utf-8"), io.TextIOWrapper(err, "utf-8")
    try:
        yield out, err
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr, sys.argv = before


def run(*words: str) -> tuple[int, str]:
    """Exit status and what went to standard error."""
    with streams() as (_, err):
        sys.argv = ["rapporteur", *words]
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        sys.stderr.flush()
        return status, err.getvalue().decode()


def read(db: Path, *reports: Report, signature: str | None = None) -> str:
    """A run of `read` with a stand-in for the model; what the store says where it refuses."""
    try:
        with Store.open(db, write=True) as store:
            for report in filter(None, [store.due(each, signature) for each in reports]):
                store.add(report, yielded(report) if report.id != "r-later" else Extraction(report=report.id), signature="test")
    except StoreError as error:
        return str(error)
    return ""


def examined(db: Path) -> tuple[bool, str]:
    words, well = doctor._database(db)
    return well, words


def everything(db: Path, verbs: Sequence[tuple[str, ...]] = VERBS) -> list[str]:
    """Runs every verb; what those said that refused, each a line that names the file."""
    refusals = []
    for verb in verbs:
        status, err = run(*verb, "--db", str(db))
        assert status in (0, 1), (verb, err)
        if status:
            assert err.startswith("rapporteur: "), (verb, err)
            assert err.count("\n") == 1, (verb, err)
            refusals.append(err)
    well, words = examined(db)
    refusals += [] if well else [words]
    if said := read(db, *crisis().reports):
        refusals.append(said)
    assert all(str(db) in words for words in refusals), refusals
    return refusals


def altered(db: Path, sql: str, *values: Any) -> None:
    with sqlite3.connect(db) as raw:
        assert raw.execute(sql, values).rowcount
        assert raw.total_changes or "UPDATE" not in sql
    raw.close()


def test_a_sound_one_is_read_by_all(db: Path) -> None:
    assert everything(db) == []
    with Store.open(db) as store:
        assert len(store.superseded()) == 1
        assert len(store.reports()) == 4


BODY = "UPDATE claims SET body = {} WHERE id = (SELECT id FROM claims WHERE report = 'r-herald' ORDER BY position LIMIT 1)"


def edited(table: str, old: str, new: str) -> str:
    """SQL that writes other words into what the herald's report has in a table."""
    report = "id" if table == "reports" else "report"
    return f"UPDATE {table} SET body = CAST(replace(CAST(body AS TEXT), '{old}', '{new}') AS BLOB) WHERE {report} = 'r-herald'"


OF_ROWS = {
    "no JSON": BODY.format("CAST('{\"kind\": ' AS BLOB)"),
    "another shape": BODY.format('CAST(\'{"kind": "figure"}\' AS BLOB)'),
    "deep": BODY.format("CAST('" + "[" * 5_000 + "' AS BLOB)"),
    "text for bytes": BODY.format("'{}'"),
    "a number for bytes": BODY.format("1000000000000"),
    "no UTF-8": BODY.format("CAST(x'7b22ff22' AS BLOB)"),
    "no such actor": "DELETE FROM actors WHERE report = 'r-herald'",
    "no such place": edited("claims", '"where":null', '"where":"geo.0"'),
    "other words": edited("claims", '"exact":"', '"exact":"Not '),
    "beyond the text": edited("claims", '"end":48', '"end":48000'),
    "of another report": edited("claims", "r-herald", "r-heraldx"),
    "no such day": edited("claims", '"2022-02-1', '"2022-22-1'),
    "report of no text": "UPDATE reports SET body = x'00' WHERE id = 'r-herald'",
    "report published never": edited("reports", '"2022-', '"20x2-'),
    "another name": "UPDATE reports SET name = 'other' WHERE id = 'r-herald'",
    "name of bytes": "UPDATE reports SET name = x'ff00' WHERE id = 'r-herald'",
    "signature of bytes": "UPDATE reports SET signature = x'ff' WHERE id = 'r-herald'",
    "no id": "UPDATE reports SET id = 'gone' WHERE id = 'r-herald'",
    "replaced by none": "UPDATE reports SET superseded_by = 'nobody' WHERE id = 'r-herald'",
    "replaced by itself": "UPDATE reports SET superseded_by = id WHERE id = 'r-herald'",
}


@pytest.mark.parametrize("sql", OF_ROWS.values(), ids=OF_ROWS)
def test_what_is_wrong_with_a_row_names_its_report(db: Path, sql: str) -> None:
    altered(db, sql)
    for verb in VERBS:
        status, err = run(*verb, "--db", str(db))
        assert (status, err.count("\n")) == (1, 1), err
        assert err.startswith(f"rapporteur: {db} is damaged: ")
        assert "r-herald" in err or "gone" in err
    well, words = examined(db)
    assert not well
    assert "r-herald" in words or "gone" in words
    assert read(db, *crisis().reports) == ""


@pytest.mark.parametrize("damage", [name for name in OF_ROWS if name != "no id"])
def test_reading_again_mends_it(db: Path, damage: str) -> None:
    altered(db, OF_ROWS[damage])
    assert read(db, *crisis().reports, signature="test") == ""
    assert everything(db) == []


def test_a_damaged_problem_is_named(db: Path) -> None:
    altered(db, "UPDATE problems SET body = x'00' WHERE report = 'scan.pdf'")
    assert "the problem of scan.pdf" in run("list", "problems", "--db", str(db))[1]


OF_TABLES = {
    "schema of words": "UPDATE meta SET value = 'one' WHERE key = 'schema'",
    "schema of bytes": "UPDATE meta SET value = x'ff' WHERE key = 'schema'",
    "no UTF-8": "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key = 'schema'",
    **{f"no {table}": f"DROP TABLE {table}" for table in ("meta", "reports", "claims", "actors", "problems")},
    "a column less": "ALTER TABLE reports RENAME COLUMN body TO other",
}


@pytest.mark.parametrize("sql", OF_TABLES.values(), ids=OF_TABLES)
def test_what_is_wrong_with_a_table_is_said(db: Path, sql: str) -> None:
    altered(db, sql)
    assert len(everything(db)) == len(VERBS) + 2


def test_what_sqlite_itself_can_not_quote_is_said(db: Path) -> None:
    raw = sqlite3.connect(db)
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute("UPDATE sqlite_master SET name = CAST(x'80ff' AS TEXT), sql = CAST(x'80ff' AS TEXT) WHERE name = 'times'")
    raw.commit()
    raw.close()
    assert len(everything(db)) == len(VERBS) + 2


def folder(path: Path) -> None:
    path.mkdir()


OF_FILES: dict[str, Callable[[Path], Any]] = {
    "truncated": lambda path: path.write_bytes(sound()[: len(sound()) // 2 + 100]),
    "head alone": lambda path: path.write_bytes(sound()[:16]),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "zeros behind its head": lambda path: path.write_bytes(sound()[:100] + bytes(8192)),
    "folder": folder,
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "circle": lambda path: path.symlink_to(path),
    "in a file": lambda path: path.write_text("x"),
}


@pytest.mark.parametrize("kind", OF_FILES)
def test_what_is_no_database_is_said(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "r.db"
    OF_FILES[kind](path)
    refusals = everything(path / "r.db" if kind == "in a file" else path)
    assert len(refusals) == len(VERBS) + 2


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    assert len(everything(tmp_path / ("x" * 300))) == len(VERBS) + 2


def test_a_lock_that_can_not_be_is_said(db: Path) -> None:
    Path(f"{db}-lock").mkdir()
    assert f"its lock {db}-lock" in read(db)


def test_a_pipe_for_a_lock_is_not_waited_for(db: Path) -> None:
    os.mkfifo(f"{db}-lock")
    assert read(db) == ""


def test_a_log_left_behind_is_read_even_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    with Store.open(live, write=True) as store:
        store.add(crisis().reports[0], yielded(crisis().reports[0]), signature="test")
        for end in ("", "-wal"):  # as a run leaves them that is killed
            Path(f"{copy}{end}").write_bytes(Path(f"{live}{end}").read_bytes())
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Store.open(copy) as store:
        assert len(store.reports()) == 1


lenient = settings(max_examples=70, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
SOME = (("brief",), ("list", "reports", "--all"))
"""Verbs of which one looks at all that is current, and the other at what was replaced."""


@lenient
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20), st.booleans())
def test_random_bytes(changes: list[tuple[float, int]], torn: bool) -> None:
    data = bytearray(sound())
    for where, value in changes:
        data[int(where * len(data))] = value
    with TemporaryDirectory() as parent:
        path = Path(parent) / "r.db"
        path.write_bytes(data[: int(changes[0][0] * len(data))] if torn else data)
        everything(path, SOME)


COLUMNS = [
    *((table, column) for table in ("claims", "actors", "places", "times", "reports", "problems") for column in ("body",)),
    *(("reports", column) for column in ("id", "name", "signature", "superseded_by", "digest", "url", "position")),
    *(("claims", column) for column in ("report", "position")),
    ("problems", "of"),
    ("meta", "value"),
]
values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.binary(max_size=9) | st.text(max_size=9)


@lenient
@given(
    st.sampled_from(COLUMNS),
    st.integers(0, 40),
    values | st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=3)),
)
def test_random_rows(column: tuple[str, str], row: int, value: Any) -> None:
    with TemporaryDirectory() as parent:
        path = Path(parent) / "r.db"
        path.write_bytes(sound())
        raw = sqlite3.connect(path)
        rows = [ident for (ident,) in raw.execute(f"SELECT rowid FROM {column[0]}")]
        where = rows[row % len(rows)]
        if isinstance(value, tuple):  # some bytes of what is there
            (old,) = raw.execute(f'SELECT CAST("{column[1]}" AS BLOB) FROM {column[0]} WHERE rowid = ?', (where,)).fetchone()
            at = int(value[0] * len(old or b""))
            value = (old or b"")[:at] + value[1] + (old or b"")[at + len(value[1]) :]
        try:
            raw.execute(f'UPDATE {column[0]} SET "{column[1]}" = ? WHERE rowid = ?', (value, where))
            raw.commit()
        except sqlite3.Error:
            pass  # what SQLite itself keeps out is no damage
        raw.close()
        everything(path, SOME)


def leaves(noun: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to the values in JSON that hold no others."""
    parts = noun.items() if isinstance(noun, dict) else enumerate(noun) if isinstance(noun, list) else ()
    for key, value in parts:
        yield from leaves(value, (*path, key))
    if not isinstance(noun, dict) or not noun:
        yield path


texts = st.sampled_from(
    ("", "x", "2022-02-30", "2022-02-12T25:00", "9999-12-31", "denied", "r-wire", "\x00", "\ud800", "é" * 400)
)
scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | texts | st.just([]) | st.just({})


@lenient
@given(st.sampled_from(COLUMNS[:6]), st.integers(0, 40), st.integers(0, 999), scalars)
def test_random_values(column: tuple[str, str], row: int, leaf: int, value: Any) -> None:
    table, _ = column
    with TemporaryDirectory() as parent:
        path = Path(parent) / "r.db"
        path.write_bytes(sound())
        raw = sqlite3.connect(path)
        rows = raw.execute(f"SELECT rowid, body FROM {table}").fetchall()
        where, body = rows[row % len(rows)]
        noun = json.loads(body)
        ways = [way for way in leaves(noun) if way]
        *before, last = ways[leaf % len(ways)]
        holder = reduce(lambda part, key: part[key], before, noun)
        holder[last] = value
        raw.execute(f"UPDATE {table} SET body = ? WHERE rowid = ?", (json.dumps(noun).encode(), where))
        raw.commit()
        raw.close()
        everything(path, SOME)
