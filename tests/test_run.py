"""The conductors: whatever happens to a run, what was acknowledged is kept, and no report is lost without a word."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
import test_run_script as script

from rapporteur.model import Extraction, Problem, Report
from rapporteur.run import PoolError, read_into
from rapporteur.run.conduct import outcomes
from rapporteur.run.pool import Pool
from rapporteur.store import Store

SCRIPT = Path(script.__file__)


def told(*texts: str) -> list[Report]:
    return [Report(id=f"r{number}", name=f"n{number}", text=text) for number, text in enumerate(texts)]


def reasons(found: list[Report], workers: int, seconds: float = 60.0) -> list[str]:
    with Pool(workers, script.open_slow, seconds) as pool:
        return [o.reason if isinstance(o, Problem) else "" for _, o in pool.map(found)]


def started(db: Path, count: int, workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), str(db), str(count), str(workers)]
    # A shell's background job ignores Ctrl-C, and its children would too.
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heed)


def children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def gone(pids: list[int]) -> bool:
    def ended(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            return True

    for _ in range(200):
        if all(ended(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to look for processes left behind")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_acknowledged_survives_and_the_next_run_goes_on(tmp_path: Path, blow: int, workers: int) -> None:
    db = tmp_path / "r.db"
    run = started(db, 400, workers)
    assert run.stdout is not None
    seen = [run.stdout.readline().strip() for _ in range(5)]
    left = children(run.pid)
    assert len(left) >= (workers if workers > 1 else 0)
    # A terminal's Ctrl-C reaches every process of the group; kill -9 only the one that is named.
    (os.killpg if blow == signal.SIGINT else os.kill)(run.pid, blow)
    seen += run.stdout.read().split()
    assert run.wait(30) != 0
    assert gone(left), "a worker outlived the run"
    with Store.open(db) as store:
        kept = [report.name for report in store.reports()]
        assert len(store.extractions()) == len(kept)
        assert store.check() == "ok"
    assert kept[: len(seen)] == seen
    assert 5 <= len(kept) < 400

    more = len(kept) + 4
    with started(db, more, workers) as again:
        assert again.communicate()[0].split() == [f"n{n}" for n in range(len(kept), more)]
    with Store.open(db) as store:
        assert [report.name for report in store.reports()] == [f"n{n}" for n in range(more)]


def test_order_is_that_of_the_reports_whoever_is_faster() -> None:
    found = told(*[f"{n} words" for n in range(12)])
    with Pool(3, script.open_slow) as pool:
        assert [report.id for report, _ in pool.map(found)] == [report.id for report in found]


def test_a_worker_that_dies_costs_its_report_alone() -> None:
    said = reasons(told("one", "crash: now", "three", "four", "five", "six"), 2)
    assert [bool(reason) for reason in said] == [False, True, False, False, False, False]
    assert "died (signal 9)" in said[1]


def test_a_report_that_never_ends_is_given_up() -> None:
    said = reasons(told("hang: on", "two", "three", "four"), 2, seconds=10.0)
    assert said == ["it took more than 10 seconds", "", "", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="the address space can be limited on Linux alone")
def test_a_report_that_eats_memory_is_a_problem() -> None:
    assert "memory" in reasons(told("eat memory: all", "two"), 1)[0]


@pytest.mark.parametrize("workers", [1, 2])
def test_exceptions_become_problems_of_their_stage(tmp_path: Path, workers: int) -> None:
    found = told("raise: it", "two", "unspeakable", "four", "five")
    with Store.open(tmp_path / "r.db", write=True) as store:
        tally = read_into(store, found, workers=workers, opener=script.open_slow, signed="s")
        assert [(p.report, p.stage) for p in tally.failed] == [("n0", "reader"), ("n2", "extract")]
        assert tally.failed[0].reason == "ValueError: no words"
        assert (tally.read, tally.claims) == (3, 3)
        assert store.problems() == tally.failed
        assert [report.name for report in store.reports()] == ["n1", "n3", "n4"]


def test_failed_reports_are_tried_again_and_others_are_not(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.db", write=True) as store:
        read_into(store, told("raise: it", "two"), opener=script.open_slow, signed="s")
        tally = read_into(store, told("raise: it", "two"), opener=script.open_slow, signed="s")
        assert (tally.read, tally.unchanged, len(tally.failed)) == (0, 1, 1)
        assert store.problems() == tally.failed


def test_again_reads_what_another_version_has_read(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.db", write=True) as store:

        def run(signed: str, again: bool) -> int:
            return read_into(store, told("one"), opener=script.open_slow, signed=signed, again=again).read

        assert [run("v1", False), run("v2", False), run("v2", True), run("v2", True)] == [1, 0, 1, 0]


def test_problems_of_the_sources_are_kept_and_named(tmp_path: Path) -> None:
    scan = Problem(report="scan.pdf", stage="sources", reason="a PDF")
    with Store.open(tmp_path / "r.db", write=True) as store:
        tally = read_into(store, [scan, *told("one")], opener=script.open_slow, signed="s")
        assert (tally.failed, store.problems()) == ((scan,), (scan,))


def test_few_reports_pay_for_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_pool(*_: object) -> None:
        raise AssertionError("a pool was made for three reports")

    monkeypatch.setattr("rapporteur.run.pool.Pool", no_pool)
    done = [outcome for _, outcome in outcomes(told("one", "two", "three"), 4, script.open_slow)]
    assert all(isinstance(outcome, Extraction) for outcome in done)
    with pytest.raises(AssertionError, match="a pool was made"):
        list(outcomes(told("one", "two", "three", "four"), 4, script.open_slow))


def test_a_reader_that_can_not_start_ends_the_run_with_its_reason() -> None:
    with pytest.raises(PoolError, match="no reading model"), Pool(2, script.open_never) as pool:
        list(pool.map(told("one", "two")))
    assert pool.workers == []


def test_a_plain_script_needs_no_main_guard(tmp_path: Path) -> None:
    plain = tmp_path / "plain.py"
    plain.write_text(
        "import test_run_script as script\n"
        "from rapporteur.run.pool import Pool\n"
        "with Pool(2, script.open_slow) as pool:\n"
        "    print(len(list(pool.map(script.reports(3)))))\n"
    )
    where = {**os.environ, "PYTHONPATH": str(SCRIPT.parent)}
    run = subprocess.run([sys.executable, str(plain)], capture_output=True, text=True, env=where, timeout=60)
    assert (run.stdout, run.returncode) == ("3\n", 0), run.stderr
