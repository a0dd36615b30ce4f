"""A run of `read` under strace, which ends it, or has the system refuse, at a chosen write or sync of its database.

    calls = counted_calls(inputs, tmp_path)                   # Counter({"pwrite64": 141, "fdatasync": 10, …})
    injected(Injection("fdatasync", 7, "error=EIO"), inputs, tmp_path, wanted)      # [] when all is well
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import uuid
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faultwork import Undisturbed, Victim, differences, kept, rerun, victim

CALLS = ("write", "pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
KILL, FULL, BROKEN = "signal=SIGKILL", "error=ENOSPC", "error=EIO"
_CALL = re.compile(r"^\d+\s+(\w+)\(", re.MULTILINE)


class Injection(NamedTuple):
    """What befalls the n-th call of a name."""

    call: str
    number: int
    what: str


@cache
def obstacle() -> str:
    """Why strace can't be used here; nothing where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    trial = [sys.executable, "-c", "print(1)"]
    run = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", *trial], capture_output=True, text=True, timeout=60)
    return "" if run.returncode == 0 else f"strace: {run.stderr.strip()[:200]}"


def write_few(folder: Path, number: int = 3) -> Path:
    """A few short articles."""
    inputs = folder / "few"
    inputs.mkdir()
    for n in range(number):
        (inputs / f"a{n}.txt").write_text(f"Envoys of the two states met in Geneva and agreed to meet there again. Report {n}.\n")
    return inputs


def under_strace(db: Path, log: Path, injection: Injection | None = None) -> list[str]:
    """The command that traces what is done to a database."""
    paths = [db, *(Path(f"{db}{ending}") for ending in ("-wal", "-shm", "-journal"))]
    traced = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    inject = ["-e", f"inject={injection.call}:{injection.what}:when={injection.number}"] if injection else []
    return [*traced, *(word for path in paths for word in ("-P", str(path))), *inject]


def counted_calls(inputs: Path, folder: Path) -> Counter[str]:
    """How often a run writes and syncs its database, by the name of the call."""
    db = folder / f"{uuid.uuid4().hex}.db"
    log = folder / "calls.log"
    with victim(db, inputs, under=under_strace(db, log), RAPPORTEUR_TEST_WORKERS="0") as run:
        run.wait()
    return Counter(_CALL.findall(log.read_text()))


def injections(calls: Counter[str], what: str) -> list[Injection]:
    """One for each call."""
    return [Injection(call, n + 1, what) for call, number in sorted(calls.items()) for n in range(number)]


def injected(injection: Injection, inputs: Path, folder: Path, wanted: Undisturbed) -> list[str]:
    """What is wrong after an injection, and after a further run."""
    db = folder / f"{uuid.uuid4().hex}.db"
    log = folder / "strace.log"
    with victim(db, inputs, under=under_strace(db, log, injection), RAPPORTEUR_TEST_WORKERS="0") as run:
        run.wait()
        faults = _after(injection, run, db, wanted)
    if "INJECTED" not in (text := log.read_text()) and "killed by SIGKILL" not in text:
        faults.append("nothing was injected")
    rerun(db, inputs)
    now = kept(db)
    if now.integrity != "ok":
        faults.append(f"integrity in the end: {now.integrity}")
    if now.record != wanted.kept.record:
        faults.append(f"the record in the end is another: {differences(now.record, wanted.kept.record)}")
    return faults


def _after(injection: Injection, run: Victim, db: Path, wanted: Undisturbed) -> list[str]:
    status, said, now = run.process.returncode, run.said(), kept(db)
    faults = [] if now.integrity == "ok" else [f"integrity: {now.integrity}"]
    lost = [name for name in run.acknowledged() if name not in now.names]
    if lost:
        faults.append(f"acknowledged and not stored: {lost}")
    if now.names != wanted.kept.names[: len(now.names)]:
        faults.append(f"no prefix of the undisturbed run: {now.names}")
    if injection.what == KILL:
        return faults if status in (-9, 137) else [*faults, f"exit status {status}"]
    if status == wanted.status:  # what was refused could be done without
        return faults if now.names == wanted.kept.names else [*faults, "a run that ended well has not kept all"]
    plain = status == 1 and said.startswith("rapporteur: ") and said.count("\n") == 1 and "can't be" in said
    return faults if plain else [*faults, f"exit status {status}: {said}"]
