"""The conductors: whatever happens to a run, what was acknowledged is kept, and no report is lost without a word."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import runwork as script
from runwork import texts_of

from rapporteur.model import Problem
from rapporteur.run import Chain, read_into
from rapporteur.run.pool import Pool
from rapporteur.run.progress import Silent
from rapporteur.sources import sources_of
from rapporteur.store import Store

SCRIPT = Path(script.__file__)


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
@pytest.mark.parametrize("workers", [0, 2])
def test_what_was_acknowledged_survives_and_the_next_run_goes_on(tmp_path: Path, blow: int, workers: int) -> None:
    db = tmp_path / "r.db"
    run = started(db, 400, workers)
    assert run.stdout is not None
    seen = [run.stdout.readline().strip() for _ in range(5)]
    left = children(run.pid)
    assert bool(left) == bool(workers)
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


@pytest.mark.parametrize("workers", [0, 2])
def test_exceptions_become_problems_of_their_stage(tmp_path: Path, workers: int) -> None:
    found = texts_of("raise: it", "two", "unspeakable", "four", "five")
    with Store.open(tmp_path / "r.db", write=True) as store:
        tally = read_into(store, found, workers=workers, opener=script.open_slow, signed="s")
        assert [(p.report, p.stage) for p in tally.failed] == [("n0", "reader"), ("n2", "extract")]
        assert tally.failed[0].reason == "ValueError: no words"
        assert (tally.read, tally.claims) == (3, 3)
        assert store.problems() == tally.failed
        assert [report.name for report in store.reports()] == ["n1", "n3", "n4"]


def test_failed_reports_are_tried_again_and_others_are_not(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.db", write=True) as store:
        read_into(store, texts_of("raise: it", "two"), opener=script.open_slow, signed="s")
        tally = read_into(store, texts_of("raise: it", "two"), opener=script.open_slow, signed="s")
        assert (tally.read, tally.unchanged, len(tally.failed)) == (0, 1, 1)
        assert store.problems() == tally.failed


def test_again_reads_what_another_version_has_read(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.db", write=True) as store:

        def run(signed: str, again: bool) -> int:
            return read_into(store, texts_of("one"), opener=script.open_slow, signed=signed, again=again).read

        assert [run("v1", False), run("v2", False), run("v2", True), run("v2", True)] == [1, 0, 1, 0]


def test_problems_of_the_sources_are_kept_and_named(tmp_path: Path) -> None:
    scan = Problem(report="scan.pdf", stage="sources", reason="a PDF")
    with Store.open(tmp_path / "r.db", write=True) as store:
        tally = read_into(store, [scan, *texts_of("one")], opener=script.open_slow, signed="s")
        assert (tally.failed, store.problems()) == ((scan,), (scan,))


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many processes each pool may start, on a machine of eight processors."""
    made: list[int] = []

    class Counted(Pool):
        def __init__(self, size: int, opener: Callable[[], Chain], notice: Callable[[str], None]) -> None:
            made.append(size)
            super().__init__(1, opener, notice)

    monkeypatch.setattr("rapporteur.run.resources.processors", lambda: 8)
    monkeypatch.setattr("rapporteur.run.resources.memory", lambda: 100 * 2**30)
    monkeypatch.setattr("rapporteur.run.pool.Pool", Counted)
    return made


class Heard(Silent):
    def __init__(self) -> None:
        self.notices: list[str] = []

    def notice(self, words: str) -> None:
        self.notices.append(words)


def test_no_more_processes_than_reports_and_processors(tmp_path: Path, sizes: list[int]) -> None:
    heard = Heard()
    with Store.open(tmp_path / "r.db", write=True) as store:
        for workers, texts in ((9999, "abcdefghijkl"), (9999, "mno"), (2, "pqrst"), (None, "uvwxyz"), (0, "12")):
            read_into(store, texts_of(*texts), workers=workers, progress=heard, opener=script.open_slow, signed="s")
    assert sizes == [8, 3, 2, 4]
    assert heard.notices == ["9,999 processes asked for, 8 started: this machine has no room for more"]


def test_one_long_file_is_work_for_several(tmp_path: Path, sizes: list[int]) -> None:
    paragraph = "The envoys of both sides met in Geneva on Monday and said that they would meet again."
    (tmp_path / "long.txt").write_text(f"{paragraph}\n\n" * 1000)
    with Store.open(tmp_path / "r.db", write=True) as store:
        tally = read_into(store, sources_of([str(tmp_path / "long.txt")]), opener=script.open_words, signed="s")
    assert (sizes, tally.read, tally.failed) == ([4], 1, ())
    assert tally.claims == 17_000


def test_nothing_to_read_starts_nothing(tmp_path: Path, sizes: list[int]) -> None:
    with Store.open(tmp_path / "r.db", write=True) as store:
        assert read_into(store, [], opener=script.open_never, signed="s").read == 0
    assert sizes == []
