"""A run of `rapporteur read` that is hit, and what must hold afterwards, whenever and however it was hit.

    inputs = write_inputs(tmp_path)
    wanted = undisturbed(inputs, tmp_path)
    verdict = tried(Point("reads a03", 1, 0.004, "kill"), inputs, tmp_path, wanted)
    assert verdict.faults == []
"""

from __future__ import annotations

import os
import random
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stderr, suppress
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import victimwork

from rapporteur import cli
from rapporteur.model import Record
from rapporteur.run import record_of
from rapporteur.store import Store, StoreError

VICTIM = Path(victimwork.__file__)
START = "the process starts"
LIMIT = 30.0
"""Seconds after which a process that is still there is left behind; on an idle machine they are gone within one."""
RUN = 120.0
"""Seconds that a run of the stand-in may take on a machine however busy."""

STOPPED = "8"
"""Bound of a task's processor time, twice as long by the clock, after which a worker that was stopped is given up."""

SENTENCES = (
    "Envoys of the two states met in Geneva on Monday and agreed that they would meet there again in the spring.",
    "The minister told reporters that the talks had been useful, although nothing had been signed by either side.",
    "Shops in the harbour quarter closed early, and the last train for the capital left without its passengers.",
    "Officials counted the boats that had come back from the bay and said that three of them were still missing.",
    "A spokeswoman of the bank denied that its vaults had been opened, and asked those who had seen it to come forward.",
    "Farmers along the river have begun to move their cattle to higher ground, for the dam will not hold for long.",
    "The court put off its verdict once more, since two of the judges could not reach the town because of the snow.",
    "Engineers of both armies cleared the bridge of mines in the afternoon, and the first lorries crossed it at dusk.",
    "Teachers went on strike in four provinces after the parliament had refused to talk about their wages again.",
    "The pilots were flown home in the night, and their families were told of it only when they had landed.",
)


def write_inputs(folder: Path, pages: bool = False) -> Path:
    """A folder with all that a run may meet: short articles, a long one, a file that is none, the same text twice, one
    with a problem of its own; and, since what reads pages is slow to import, if asked for two pages of one address with
    much the same words."""
    inputs = folder / "inputs"
    inputs.mkdir()
    for number, sentence in enumerate(SENTENCES[:8]):
        odd = "Oddly enough, " if number in (2, 6) else ""
        (inputs / f"a{number:02}.txt").write_text(f"{odd}{sentence}\n\nIt was report number {number} of that day.\n")
    (inputs / "a03-scan.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (inputs / "a07-copy.txt").write_text((inputs / "a07.txt").read_text())
    (inputs / "a04-long.txt").write_text("\n\n".join(f"{n} of many. {SENTENCES[n % 10]}" for n in range(400)))
    for sub, last in (("b", SENTENCES[8]), ("c", SENTENCES[9])) if pages else ():
        (inputs / sub).mkdir()
        body = "".join(f"<p>{sentence}</p>" for sentence in (*SENTENCES[2:6], last))
        link = '<link rel="canonical" href="https://wire.example.org/bay">'
        page = f'<html lang="en"><head><title>The bay</title>{link}</head><body><article>{body}</article></body></html>'
        (inputs / sub / "wire.html").write_text(page)
    return inputs


class Kept(NamedTuple):
    """What a database holds: its record as JSON, the names of its reports, and SQLite's examination of it."""

    record: bytes
    names: tuple[str, ...]
    named: frozenset[str]
    integrity: str


NOTHING = re.compile(r"is empty: `rapporteur read PATH…` fills|a run was ended while it made it; `rapporteur read PATH…` goes on")
"""What is said of a database that a run had no time to make."""


def kept(db: Path) -> Kept:
    """What is in a database; nothing in one that is not there or has no tables yet."""
    try:
        with Store.open(db) as store:
            names = tuple(report.name for report in store.reports())
            record = record_of(store)
    except StoreError as error:
        if db.exists() and not NOTHING.search(str(error)):
            raise
        return Kept(b"", (), frozenset(), "ok")
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as raw:
        integrity = "; ".join(row[0] for row in raw.execute("PRAGMA integrity_check"))
        orphans = raw.execute("SELECT count(*) FROM claims WHERE report NOT IN (SELECT id FROM reports)").fetchone()[0]
    failed = frozenset(problem.report for problem in record.problems)
    return Kept(msgspec.json.encode(record), names, failed, integrity if not orphans else f"{orphans} claims of no report")


def in_no_order(record: bytes) -> Counter[str]:
    """The parts of a record whatever their order: what was given up and read later stands later."""
    whole = msgspec.json.decode(record, type=Record)
    parts = (*whole.reports, *whole.claims, *whole.problems, *whole.actors)
    return Counter(str(part) for part in parts)


def environment(**more: str) -> dict[str, str]:
    source = str(VICTIM.parents[1] / "src")
    path = os.pathsep.join(filter(None, (source, str(VICTIM.parent), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **more}


@dataclass
class Victim:
    """A run under way, known by a mark in its environment that its workers inherit."""

    process: subprocess.Popen[bytes]
    ident: str
    fifo: int
    born: float
    output: Path
    steps: list[tuple[float, str]] = field(default_factory=list)
    rest: bytes = b""

    def listen(self, seconds: float) -> bool:
        """Takes the steps that are marked within so many seconds: at least one, or none came."""
        if not select.select([self.fifo], [], [], max(0.0, seconds))[0]:
            return False
        lines = (self.rest + os.read(self.fifo, 65536)).split(b"\n")
        self.rest = lines.pop()
        now = time.monotonic() - self.born
        self.steps += [(now, line.decode()) for line in lines]
        return True

    def reached(self, step: str, times: int) -> bool:
        """Waits for a step to be reached for the so-manieth time; false where the run ends without."""
        end = time.monotonic() + RUN
        while self.count(step) < times:
            if time.monotonic() > end:
                raise TimeoutError(f"no end within {RUN:.0f} seconds; at {self.steps[-3:]}")
            if not self.listen(0.02) and self.process.poll() is not None and not self.listen(0):
                return self.count(step) >= times
        return True

    def count(self, step: str) -> int:
        return 1 if step == START else sum(name == step for _, name in self.steps)

    def acknowledged(self) -> list[str]:
        while self.listen(0):
            pass
        return [name.removeprefix("kept ") for _, name in self.steps if name.startswith("kept ")]

    def wait(self) -> int:
        """Waits for the end of the run, and takes what it marks; its exit status. Raises `TimeoutError` where it has none."""
        while self.process.poll() is None:
            self.reached("no such step", 1)
        return self.process.wait()

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def workers(self) -> list[int]:
        return [pid for pid, command in processes(self.ident).items() if "spawn_main" in command]

    def tracker(self) -> list[int]:
        return [pid for pid, command in processes(self.ident).items() if "resource_tracker" in command]


@contextmanager
def victim(
    db: Path, inputs: Path, workers: int = 2, under: Sequence[str] = (), scratch: Path | None = None, **more: str
) -> Iterator[Victim]:
    """A run of `read` in a process group of its own, under another command if given; whatever is left of it is killed at
    the end. What it marks and prints goes to the folder `scratch`, or else beside the database."""
    ident = uuid.uuid4().hex
    scratch = scratch or db.parent
    fifo = scratch / f"{ident}.fifo"
    os.mkfifo(fifo)
    marks = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
    env = environment(RAPPORTEUR_TEST_MARK=ident, RAPPORTEUR_TEST_MARKS=str(fifo), **more)
    command = [*under, sys.executable, str(VICTIM), "read", str(inputs), "--db", str(db), "--workers", str(workers)]
    output = scratch / f"{ident}.out"
    # A shell's background job ignores Ctrl-C, and its children would too.
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    with output.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=env, start_new_session=True, preexec_fn=heed)
    try:
        yield Victim(process, ident, marks, time.monotonic(), output)
    finally:
        process.kill()
        process.wait()
        for pid in processes(ident):
            with _gone():
                os.kill(pid, signal.SIGKILL)
        os.close(marks)
        fifo.unlink()


@contextmanager
def _gone() -> Iterator[None]:
    try:
        yield
    except (ProcessLookupError, FileNotFoundError, PermissionError):
        return


def processes(ident: str) -> dict[int, str]:
    """The processes that have this mark in their environment, with their command lines; no zombies."""
    wanted = f"RAPPORTEUR_TEST_MARK={ident}".encode()
    commands: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with _gone():
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                commands[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return commands


def seconds_until_none(ident: str, limit: float = LIMIT) -> float | None:
    """How long it took from now until no process with this mark was left; `None` where some are after the limit."""
    begin = time.monotonic()
    while processes(ident):
        if time.monotonic() - begin > limit:
            return None
        time.sleep(0.02)
    return time.monotonic() - begin


class Point(NamedTuple):
    """When a run is hit, so many seconds after it has reached a step for the so-manieth time, and how."""

    step: str
    times: int
    delay: float
    blow: str


@dataclass
class Verdict:
    """What was wrong after a blow (nothing, one hopes), and how long processes lived on after the run."""

    struck: bool
    faults: list[str]
    seconds: float


class Undisturbed(NamedTuple):
    """A run that nothing befell: its steps with their seconds, and what the database holds after it."""

    steps: list[tuple[float, str]]
    kept: Kept
    status: int


def undisturbed(inputs: Path, folder: Path, **more: str) -> Undisturbed:
    """Runs once without a blow."""
    db = folder / f"{uuid.uuid4().hex}.db"
    with victim(db, inputs, **more) as run:
        status = run.wait()
        while run.listen(0):
            pass
        steps = [(0.0, START), *run.steps]
    return Undisturbed(steps, kept(db), status)


RUN_ENDS = ("kill", "terminate", "hang up", "interrupt", "stop and kill")
"""Blows that end the run."""
RUN_GOES_ON = ("kill worker", "fault worker", "kill tracker", "stop worker")
"""Blows to its workers, which it outlives."""


def points(seed: int, number: int, steps: list[tuple[float, str]], blows: tuple[str, ...]) -> list[Point]:
    """Points spread over all the steps of a run, of each kind one at least, at a random moment before the step that follows."""
    draw = random.Random(seed)
    lengths = [later - earlier for (earlier, _), (later, _) in pairwise(steps)]
    counts: Counter[str] = Counter()
    occurrences = []
    for (_, step), length in zip(steps, lengths, strict=False):
        counts[step] += 1
        occurrences.append((step, counts[step], length))
    kinds = dict.fromkeys(step.split()[0] for step, _, _ in occurrences)
    chosen = [draw.choice([o for o in occurrences if o[0].split()[0] == kind]) for kind in kinds][:number]
    others = number - len(chosen)
    for n in range(others):
        low, high = n * len(occurrences) // others, (n + 1) * len(occurrences) // others
        chosen.append(occurrences[draw.randrange(low, max(low + 1, high))])  # of each stretch one
    return [
        Point(step, times, draw.uniform(0, length), blows[n % len(blows)]) for n, (step, times, length) in enumerate(chosen)
    ]


def struck(run: Victim, point: Point, draw: random.Random) -> bool:
    """Hits the run, or the process of it that the blow is for; false where there is none."""
    group = run.process.pid
    if point.blow in RUN_ENDS:
        if run.process.poll() is not None:
            return False
        with _gone():
            if point.blow == "stop and kill":
                os.kill(group, signal.SIGSTOP)
                time.sleep(0.05)
            number = {"terminate": signal.SIGTERM, "hang up": signal.SIGHUP, "interrupt": signal.SIGINT}
            whole_group = point.blow in ("hang up", "interrupt")  # a terminal's signals reach all
            (os.killpg if whole_group else os.kill)(group, number.get(point.blow, signal.SIGKILL))
        return True
    targets = run.tracker() if point.blow == "kill tracker" else run.workers()
    if not targets:
        return False
    number_of = {"fault worker": signal.SIGSEGV, "stop worker": signal.SIGSTOP}
    with _gone():
        os.kill(draw.choice(targets), number_of.get(point.blow, signal.SIGKILL))
        return True
    return False


def tried(point: Point, inputs: Path, folder: Path, wanted: Undisturbed, **more: str) -> Verdict:
    """Runs, hits at the point, and looks at what is left; then runs again, undisturbed."""
    db = folder / f"{uuid.uuid4().hex}.db"
    verdict = Verdict(False, [], 0.0)
    bounds = {"RAPPORTEUR_TEST_SECONDS": STOPPED} if point.blow == "stop worker" else {}
    with victim(db, inputs, **more, **bounds) as run:
        if run.reached(point.step, point.times):
            time.sleep(point.delay)
            verdict.struck = struck(run, point, random.Random(str(point)))
        run.wait()
        seconds = seconds_until_none(run.ident)
        verdict.seconds = LIMIT if seconds is None else seconds
        if seconds is None:
            verdict.faults.append(f"left behind: {processes(run.ident)}")
        verdict.faults += _after(point, run, kept(db), wanted, verdict.struck)
    rerun(db, inputs, **more)
    verdict.faults += _again(point, kept(db), wanted)
    return verdict


def _after(point: Point, run: Victim, now: Kept, wanted: Undisturbed, hit: bool) -> list[str]:
    """What is wrong straight after a blow."""
    faults = []
    acknowledged, status = run.acknowledged(), run.process.returncode
    if now.integrity != "ok":
        faults.append(f"integrity: {now.integrity}")
    lost = [name for name in acknowledged if name not in now.names and name not in now.named]
    if lost:
        faults.append(f"acknowledged and not stored: {lost}")
    if point.blow != "stop worker" and now.names != wanted.kept.names[: len(now.names)]:
        faults.append(f"no prefix of the undisturbed run: {now.names}")
    if hit and point.blow in RUN_ENDS:
        ended = {"kill": -9, "terminate": -15, "hang up": -1, "stop and kill": -9}.get(point.blow)
        if ended is not None and status not in (ended, wanted.status):
            faults.append(f"exit status {status}")
        if point.blow == "interrupt" and run.count("reading begins"):
            if status not in (130, wanted.status) or "Traceback" in run.said():
                faults.append(f"exit status {status}: {run.said()}")
    elif status != wanted.status:
        faults.append(f"exit status {status} instead of {wanted.status}: {run.said()}")
    elif point.blow != "stop worker" and now.record != wanted.kept.record:
        faults.append("the run went on to its end and its record is another")
    return faults


def _again(point: Point, now: Kept, wanted: Undisturbed) -> list[str]:
    """What is wrong after a further, undisturbed run."""
    faults = [] if now.integrity == "ok" else [f"integrity in the end: {now.integrity}"]
    same = now.record == wanted.kept.record
    if point.blow == "stop worker":
        same = in_no_order(now.record) == in_no_order(wanted.kept.record)
    if not same:
        faults.append(f"the record in the end is another: {differences(now.record, wanted.kept.record)}")
    return faults


def differences(record: bytes, wanted: bytes) -> str:
    """What one record has and the other has not, in short."""
    if not record:
        return "nothing"
    ours, theirs = (msgspec.json.decode(r, type=Record) for r in (record, wanted))
    for part in ("reports", "problems", "claims", "actors", "findings"):
        ids = [[str(getattr(n, "name", None) or getattr(n, "id", None) or n) for n in getattr(r, part)] for r in (ours, theirs)]
        if ids[0] != ids[1]:
            return f"{part} {ids[0]} instead of {ids[1]}"[:2000]
    return "in details"


def rerun(db: Path, inputs: Path, **more: str) -> None:
    """Runs once more, undisturbed, in this process."""
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()):
        for name, value in more.items():
            patch.setenv(name, value)
        patch.setenv("RAPPORTEUR_TEST_WORKERS", "0")
        patch.setattr("rapporteur.run.read_into", victimwork.read_marked)
        patch.setattr(sys, "argv", ["rapporteur", "read", str(inputs), "--db", str(db)])
        with suppress(SystemExit):
            cli.main()
