"""Processes are few, end with the run however it ends, and leave nothing in the system."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from pathlib import Path

import pytest
import runwork
from faultwork import LIMIT, SENTENCES, kept, processes, seconds_until_none, victim, write_inputs
from runwork import texts_of

from rapporteur.run import read_into
from rapporteur.run.resources import processors
from rapporteur.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
STARTS = 12


def write_texts(folder: Path, *texts: str) -> Path:
    inputs = folder / "texts"
    inputs.mkdir()
    for number, text in enumerate(texts):
        (inputs / f"a{number:02}.txt").write_text(f"{text}\n")
    return inputs


def zombies(parent: int) -> list[int]:
    """Children that have ended and were not waited for."""
    ended = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] == "Z" and int(fields[1]) == parent:
            ended.append(int(path.parent.name))
    return ended


def test_no_more_processes_than_the_machine_has_processors_for(tmp_path: Path) -> None:
    inputs = write_texts(tmp_path, *(f"{SENTENCES[n % 10]} Number {n}." for n in range(24)))
    most = 0
    with victim(tmp_path / "r.db", inputs, workers=9999) as run:
        while run.process.poll() is None:
            run.listen(0.05)
            most = max(most, len(processes(run.ident)))
        assert run.process.returncode == 0, run.said()
        assert seconds_until_none(run.ident) is not None
    assert 3 <= most <= processors() + 2, "the run itself, multiprocessing's tracker, and a worker for each processor"


@pytest.mark.parametrize("number", range(STARTS))
def test_workers_that_start_end_with_their_parent(number: int, tmp_path: Path) -> None:
    draw = random.Random(number)
    with victim(tmp_path / "r.db", write_inputs(tmp_path), workers=4) as run:
        assert run.reached("before spawn", 1)
        time.sleep(draw.uniform(0, 0.8))
        run.process.kill()
        run.process.wait()
        assert seconds_until_none(run.ident) is not None, processes(run.ident)


@pytest.mark.parametrize("order", ["Backtrack", "Sleep"])
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_deep_in_a_call_ends_with_its_parent(order: str, blow: int, tmp_path: Path) -> None:
    with victim(tmp_path / "r.db", write_texts(tmp_path, f"{order}: {SENTENCES[0]}")) as run:
        assert run.reached("reads a00", 1)
        run.process.send_signal(blow)
        run.process.wait(LIMIT)
        assert seconds_until_none(run.ident) is not None, processes(run.ident)


def test_a_stopped_worker_ends_with_its_parent(tmp_path: Path) -> None:
    with victim(tmp_path / "r.db", write_texts(tmp_path, f"Sleep: {SENTENCES[0]}")) as run:
        assert run.reached("reads a00", 1)
        (worker,) = run.workers()
        os.kill(worker, signal.SIGSTOP)
        run.process.kill()
        run.process.wait()
        assert seconds_until_none(run.ident) is not None, processes(run.ident)


def test_what_devours_memory_is_named_and_costs_itself_alone(tmp_path: Path) -> None:
    inputs = write_texts(tmp_path, SENTENCES[0], f"Devour: {SENTENCES[1]}", SENTENCES[2])
    with victim(tmp_path / "r.db", inputs, RAPPORTEUR_TEST_MEMORY="100000000") as run:
        assert run.wait() == 3
        assert re.search(r"^a01: it took more memory than a report may$", run.said(), re.MULTILINE), run.said()
    assert kept(tmp_path / "r.db").names == ("a00", "a02")


def test_no_zombie_is_left_while_the_run_goes_on(tmp_path: Path) -> None:
    texts = texts_of("one", "crash: now", "three", "fault: now", "five")
    with Store.open(tmp_path / "r.db", write=True) as store:
        before = zombies(os.getpid())
        tally = read_into(store, texts, workers=2, opener=runwork.open_slow, signed="s")
        assert len(tally.failed) == 2
        assert zombies(os.getpid()) == before


@pytest.mark.parametrize("blow", [None, signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_in_the_system(blow: int | None, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def shared() -> set[str]:
        return {path.name for path in Path("/dev/shm").glob("*") if re.match(r"sem\.|psm_|pym-|mp-", path.name)}

    before = shared()
    with victim(tmp_path / "r.db", write_inputs(tmp_path), TMPDIR=str(scratch)) as run:
        if blow is not None and run.reached("reads a02", 1):
            run.process.send_signal(blow)
        run.wait()
        assert seconds_until_none(run.ident) is not None
    assert list(scratch.iterdir()) == []
    assert shared() <= before
    assert {path.name.removeprefix("r.db") for path in tmp_path.glob("r.db*")} <= {"", "-wal", "-shm", "-lock"}
