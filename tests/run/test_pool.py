"""Workers: one that crashes, hangs or eats memory costs its task alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import runwork as script
from runwork import texts_of

from rapporteur.model import Problem, Report
from rapporteur.run import Chain, PoolError, pool
from rapporteur.run.pool import Pool
from rapporteur.run.schedule import outcomes

SCRIPT = Path(script.__file__)
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory and processor time are bounded on Linux")


def reasons(
    reports: Iterable[Report], size: int, opener: Callable[[], Chain] = script.open_slow, notice: Callable[[str], None] = print
) -> list[str]:
    with Pool(size, opener, notice) as workers:
        return [o.reason if isinstance(o, Problem) else "" for _, o in outcomes(reports, workers, lambda report: report)]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds of processor time for a task, and four by the clock."""
    monkeypatch.setattr("rapporteur.run.tasks.SECONDS", 2.0)
    monkeypatch.setattr(pool, "PATIENCE", 2.0)


def test_order_is_that_of_the_reports_whoever_is_faster() -> None:
    reports = texts_of(*[f"{n} words" for n in range(12)])
    with Pool(3, script.open_slow) as workers:
        done = [report.id for report, _ in outcomes(reports, workers, lambda report: report) if report]
    assert done == [report.id for report in reports]


@pytest.mark.parametrize(("order", "number"), [("crash", 9), ("fault", 11)])
def test_a_worker_that_dies_costs_its_report_alone(order: str, number: int) -> None:
    said = reasons(texts_of("one", f"{order}: now", "three", "four", "five", "six"), 2)
    assert [bool(reason) for reason in said] == [False, True, False, False, False, False]
    assert f"died (signal {number})" in said[1]


def test_a_task_whose_worker_was_killed_is_tried_again(tmp_path: Path) -> None:
    assert reasons(texts_of("one", f"crash once:{tmp_path / 'been'}", "three"), 2) == ["", "", ""]
    assert (tmp_path / "been").exists()


def test_a_report_that_never_ends_is_given_up(hurried: None) -> None:
    assert reasons(texts_of("hang: on", "two", "three", "four"), 2) == ["it came to no end within 4 seconds", "", "", ""]


@linux
def test_a_report_that_takes_all_the_processor_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.run.tasks.SECONDS", 2.0)
    monkeypatch.setattr(pool, "PATIENCE", 60.0)  # of the clock's, which other programs share
    assert reasons(texts_of("spin: on", "two"), 1) == ["it took more than 2 seconds of processor time", ""]


@linux
def test_a_report_that_eats_memory_is_a_problem() -> None:
    assert reasons(texts_of("eat memory: all", "two"), 1) == ["it took more memory than a report may", ""]


def test_a_reader_that_can_not_start_ends_the_run_with_its_reason() -> None:
    with Pool(2, script.open_never) as workers, pytest.raises(PoolError, match="no reading model"):
        list(outcomes(texts_of("one", "two"), workers, lambda report: report))
    assert workers.workers == []


def test_processes_that_die_while_they_start_end_the_run_with_a_reason() -> None:
    with pytest.raises(PoolError, match=r"the process died \(exit status 3\)"):
        reasons(texts_of("one", "two"), 1, script.open_and_die)


def test_a_slow_start_is_waited_for_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SAYING", 0.01)
    said: list[str] = []
    assert reasons(texts_of("one"), 1, notice=said.append) == [""]
    assert said
    assert said[0].startswith("waiting for a reading process to start (0 seconds so far")


def test_a_start_that_comes_to_no_end_is_left_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SAYING", 3.0)
    monkeypatch.setenv("RUNWORK_FIRST", str(tmp_path / "first"))
    assert reasons(texts_of(*map(str, range(12))), 2, script.open_first) == [""] * 12


def test_a_start_that_comes_to_no_end_ends_the_run_where_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SAYING", 0.5)
    monkeypatch.setattr(pool, "START", 2.0)
    with pytest.raises(PoolError, match="no reader has started within 0 minutes"):
        reasons(texts_of("one"), 1, script.open_without_end)


@linux
def test_a_worker_that_stops_in_the_middle_of_an_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "STALL", 2)
    (reason, *others) = reasons(texts_of("stop in the answer: now", "two", "three"), 1)
    assert reason == "the process that read it stopped in the middle of its answer, for 2 seconds"
    assert others == ["", ""]


@linux
def test_a_worker_that_has_grown_too_much_costs_no_task() -> None:
    assert reasons(texts_of(*["grow: much"] * 6), 2) == [""] * 6


def test_where_no_more_processes_are_granted_those_there_are_do_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    real, started = pool._Worker, []

    def granted(opener: Callable[[], Chain]) -> pool._Worker:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(real(opener))
        return started[0]

    monkeypatch.setattr(pool, "_Worker", granted)
    assert reasons(texts_of(*map(str, range(12))), 3) == [""] * 12
    with pytest.raises(PoolError, match="no reading process can be started: Resource temporarily unavailable"):
        reasons(texts_of("one"), 1)


@linux
def test_ctrl_c_is_the_parents_alone() -> None:
    with Pool(1, script.open_slow) as workers:
        list(outcomes(texts_of("one"), workers, lambda report: report))
        status = Path(f"/proc/{workers.workers[0].process.pid}/status").read_text()
    blocked = int(next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk")), 16)
    assert blocked & 1 << signal.SIGINT - 1


def test_a_worker_is_started_only_when_there_is_work_for_it() -> None:
    def most(*texts: str) -> int:
        with Pool(3, script.open_slow) as workers:
            return max(len(workers.workers) for _ in outcomes(texts_of(*texts), workers, lambda report: report))

    assert most("one", "two", "three") == 1
    assert most(*map(str, range(20))) == 3


def test_a_plain_script_needs_no_main_guard(tmp_path: Path) -> None:
    plain = tmp_path / "plain.py"
    plain.write_text(
        "import runwork as script\n"
        "from rapporteur.run.pool import Pool\n"
        "from rapporteur.run.schedule import outcomes\n"
        "with Pool(2, script.open_slow) as workers:\n"
        "    print(len(list(outcomes(script.reports(3), workers, lambda report: report))))\n"
    )
    where = {**os.environ, "PYTHONPATH": str(SCRIPT.parent)}
    run = subprocess.run([sys.executable, str(plain)], capture_output=True, text=True, env=where, timeout=120)
    assert (run.stdout, run.returncode) == ("3\n", 0), run.stderr
