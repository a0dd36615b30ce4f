"""Two runs at once, and readers beside a run: one writes, and every reader sees a moment of its record whole."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from faultwork import environment, kept, rerun, undisturbed, victim, write_inputs

from rapporteur.run import record_of
from rapporteur.store import Store
from rapporteur.views import FORMATS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="stops and kills processes")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_inputs(tmp_path_factory.mktemp("together"))


def rapporteur(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rapporteur", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment())


def test_of_two_runs_one_reads_and_the_other_says_why_not(inputs: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    with victim(db, inputs) as first:
        assert first.reached("before add", 1)
        first.process.send_signal(signal.SIGSTOP)
        with victim(db, inputs) as second:
            assert second.wait() == 1
            assert second.said() == (
                f"rapporteur: {db} is being written to by another `rapporteur read`; wait until it is done\n"
            )
        first.process.send_signal(signal.SIGCONT)
        assert first.wait() == 3
    assert kept(db).record == undisturbed(inputs, tmp_path, RAPPORTEUR_TEST_WORKERS="0").kept.record


def test_the_lock_of_a_run_that_was_killed_is_in_nobodys_way(inputs: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    with victim(db, inputs) as run:
        assert run.reached("kept a02", 1)
        run.process.kill()
        run.process.wait()
        assert (tmp_path / "r.db-lock").exists()
        with victim(db, inputs) as again:  # at once: the workers of the first may not have ended yet
            assert again.wait() == 3, again.said()


def test_a_reader_sees_a_moment_of_the_record_whole(inputs: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    whole = undisturbed(inputs, tmp_path, RAPPORTEUR_TEST_WORKERS="0")
    record = msgspec.json.decode(whole.kept.record)
    claims = {report["id"]: [c for c in record["claims"] if c["report"] == report["id"]] for report in record["reports"]}
    names = []
    with victim(db, inputs) as run:
        while run.process.poll() is None:
            run.listen(0.01)
            now = kept(db)
            if not now.record:
                continue
            part = msgspec.json.decode(now.record)
            assert now.names == whole.kept.names[: len(now.names)]
            assert {c["id"] for c in part["claims"]} == {c["id"] for r in part["reports"] for c in claims[r["id"]]}
            assert {claim for finding in part["findings"] for claim in finding["claims"]} == {c["id"] for c in part["claims"]}
            names.append(now.names)
    assert names == sorted(names, key=len), "what has been shown does not go away"
    assert len(set(names)) > 2, "no reader came between"
    assert kept(db).record == whole.kept.record


@pytest.fixture
def half_way(inputs: Path, tmp_path: Path) -> Iterator[Path]:
    """The database of a run that stands still between two reports."""
    db = tmp_path / "half.db"
    with victim(db, inputs) as run:
        assert run.reached("kept a03", 1)
        run.process.send_signal(signal.SIGSTOP)
        yield db
        run.process.send_signal(signal.SIGCONT)
        assert run.wait() == 3
    assert kept(db).record == undisturbed(inputs, tmp_path, RAPPORTEUR_TEST_WORKERS="0").kept.record


def test_all_that_shows_answers_while_a_run_writes(half_way: Path) -> None:
    with Store.open(half_way) as store:
        record = record_of(store)
    assert len(record.reports) >= 4
    asked = {
        ("brief", "--format", "json"): FORMATS["json"](record).decode(),
        ("list", "reports", "--format", "csv"): None,
        ("show", record.findings[0].id): None,
        ("export", "polecat"): None,
        ("doctor",): None,
    }
    for words, answer in asked.items():
        run = rapporteur(*words, "--db", str(half_way))
        assert run.returncode == 0, (words, run.stderr)
        assert answer is None or run.stdout == answer
        assert "Traceback" not in run.stderr


def test_a_reader_that_stays_sees_what_it_saw_and_holds_nobody_up(inputs: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    query = "SELECT count(*) FROM reports"
    with victim(db, inputs) as run:
        assert run.reached("kept a01", 1)
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            (before,) = reader.execute(query).fetchone()
            assert run.wait() == 3, run.said()
            assert reader.execute(query).fetchone() == (before,)
    whole = undisturbed(inputs, tmp_path, RAPPORTEUR_TEST_WORKERS="0").kept
    assert 2 <= before < len(whole.names)
    assert kept(db) == whole._replace(named=kept(db).named)
    rerun(db, inputs)
    assert kept(db).record == whole.record
