"""Hits `read` as often as one likes, and prints one JSON line of what was tried and what was wrong (nothing, one hopes).

    python tests/faults/run.py --points 200 --model 20       # blows at random points; some runs with the real model
    python tests/faults/run.py --points 200 --blows kill     # kill -9 of the run itself alone
    python tests/faults/run.py --writes                      # at each write and sync of the database: kills, then errors
    python tests/faults/run.py --starts 200                  # the parent is killed while its workers start

The same `--seed` draws the same points. Each fault is also told on standard error as soon as it is met.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faultwork import RUN_ENDS, RUN_GOES_ON, SENTENCES, points, seconds_until_none, tried, undisturbed, victim, write_inputs
from injectwork import BROKEN, FULL, KILL, counted_calls, injected, injections, obstacle, write_few

BLOWS = ("kill", *RUN_ENDS, "kill", *RUN_GOES_ON)
LONG = 5.0
"""Seconds after which a process counts as left behind."""


class Account:
    """What was tried, what was wrong, and how long processes lived on."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.faults: list[str] = []
        self.longest = 0.0

    def note(self, kind: str, name: str, faults: list[str], seconds: float = 0.0) -> None:
        self.tried[kind] += 1
        self.longest = max(self.longest, seconds)
        late = [f"processes for {seconds:.1f} seconds"] if seconds > LONG else []
        for fault in (*faults, *late):
            self.faults.append(f"{name}: {fault}")
            print(self.faults[-1], file=sys.stderr, flush=True)

    def line(self) -> str:
        counts = {"tried": self.tried.total(), "by": dict(self.tried), "faults": len(self.faults)}
        return json.dumps({**counts, "longest_seconds_after_the_run": round(self.longest, 2)})


def try_points(account: Account, number: int, seed: int, blows: tuple[str, ...], folder: Path, **more: str) -> None:
    """Blows at random points, until so many have struck."""
    folder.mkdir()
    inputs = write_small(folder) if more else write_inputs(folder, pages=True)
    wanted = undisturbed(inputs, folder, **more)
    struck = 0
    while struck < number:
        for point in points(seed, number - struck, wanted.steps, blows):
            verdict = tried(point, inputs, folder, wanted, **more)
            struck += verdict.struck
            kind = point.blow if verdict.struck else "missed"
            account.note(f"{kind} with the model" if more else kind, str(point), verdict.faults, verdict.seconds)
        seed += 1


def write_small(folder: Path) -> Path:
    """A few short articles for the real model."""
    inputs = folder / "inputs"
    inputs.mkdir()
    for number, sentence in enumerate(SENTENCES[:5]):
        (inputs / f"a{number:02}.txt").write_text(f"{sentence}\n")
    return inputs


def try_writes(account: Account, folder: Path) -> None:
    """Kills and errors at each write and sync."""
    folder.mkdir()
    inputs = write_few(folder)
    wanted = undisturbed(inputs, folder, RAPPORTEUR_TEST_WORKERS="0")
    calls = counted_calls(inputs, folder)
    for what in (KILL, FULL, BROKEN):
        for injection in injections(calls, what):
            account.note(what, str(injection), injected(injection, inputs, folder, wanted))


def try_starts(account: Account, number: int, seed: int, folder: Path) -> None:
    """The parent is killed while workers start."""
    folder.mkdir()
    inputs = write_inputs(folder)
    for n, delay in enumerate(_delays(number, seed)):
        with victim(folder / f"{n}.db", inputs, workers=4) as run:
            run.reached("before spawn", 1)
            time.sleep(delay)
            run.process.kill()
            run.process.wait()
            seconds = seconds_until_none(run.ident)
        faults = ["left behind"] if seconds is None else []
        account.note("start", f"{delay:.3f} s after the first spawn", faults, seconds or 0.0)


def _delays(number: int, seed: int) -> Iterator[float]:
    draw = random.Random(seed)
    yield from (draw.uniform(0, 1.5) for _ in range(number))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--points", "--model", "--starts"):
        parser.add_argument(option, type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--writes", action="store_true")
    names = sorted({*BLOWS})
    parser.add_argument("--blows", nargs="+", choices=names, default=BLOWS, metavar="BLOW", help=", ".join(names))
    given = parser.parse_args()
    account = Account()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the runs under way are ended, and what was tried is told
    try:
        with tempfile.TemporaryDirectory(prefix="faults-") as name:
            try_all(account, given, Path(name))
    finally:
        print(account.line())
    sys.exit(1 if account.faults else 0)


def try_all(account: Account, given: argparse.Namespace, folder: Path) -> None:
    """What the command line asks for."""
    if given.points:
        try_points(account, given.points, given.seed, tuple(given.blows), folder / "points")
    if given.model:
        try_points(account, given.model, given.seed, tuple(given.blows), folder / "model", RAPPORTEUR_TEST_MODEL="1")
    if given.starts:
        try_starts(account, given.starts, given.seed, folder / "starts")
    if given.writes and obstacle():
        sys.exit(obstacle())
    if given.writes:
        try_writes(account, folder / "writes")


if __name__ == "__main__":
    main()
