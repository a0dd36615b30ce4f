"""Workers: one that crashes, hangs or eats memory costs its report alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import runwork as script
from runwork import texts_of

from rapporteur.model import Problem, Report
from rapporteur.run import PoolError
from rapporteur.run.pool import Pool

SCRIPT = Path(script.__file__)


def reasons(reports: list[Report], workers: int, seconds: float = 60.0) -> list[str]:
    with Pool(workers, script.open_slow, seconds) as pool:
        return [o.reason if isinstance(o, Problem) else "" for _, o in pool.map(reports)]


def test_order_is_that_of_the_reports_whoever_is_faster() -> None:
    reports = texts_of(*[f"{n} words" for n in range(12)])
    with Pool(3, script.open_slow) as pool:
        assert [report.id for report, _ in pool.map(reports)] == [report.id for report in reports]


def test_a_worker_that_dies_costs_its_report_alone() -> None:
    said = reasons(texts_of("one", "crash: now", "three", "four", "five", "six"), 2)
    assert [bool(reason) for reason in said] == [False, True, False, False, False, False]
    assert "died (signal 9)" in said[1]


def test_a_report_that_never_ends_is_given_up() -> None:
    said = reasons(texts_of("hang: on", "two", "three", "four"), 2, seconds=10.0)
    assert said == ["it took more than 10 seconds", "", "", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="the address space can be limited on Linux alone")
def test_a_report_that_eats_memory_is_a_problem() -> None:
    assert "memory" in reasons(texts_of("eat memory: all", "two"), 1)[0]


def test_a_reader_that_can_not_start_ends_the_run_with_its_reason() -> None:
    with pytest.raises(PoolError, match="no reading model"), Pool(2, script.open_never) as pool:
        list(pool.map(texts_of("one", "two")))
    assert pool.workers == []


def test_a_plain_script_needs_no_main_guard(tmp_path: Path) -> None:
    plain = tmp_path / "plain.py"
    plain.write_text(
        "import runwork as script\n"
        "from rapporteur.run.pool import Pool\n"
        "with Pool(2, script.open_slow) as pool:\n"
        "    print(len(list(pool.map(script.reports(3)))))\n"
    )
    where = {**os.environ, "PYTHONPATH": str(SCRIPT.parent)}
    run = subprocess.run([sys.executable, str(plain)], capture_output=True, text=True, env=where, timeout=60)
    assert (run.stdout, run.returncode) == ("3\n", 0), run.stderr
