"""A worker's life: it does one task after another within the bounds of each, and ends with its parent.

Bounds are the system's own (POSIX resource limits): processor time and memory are taken from a process even where it is
deep in a library. The parent's death ends a worker by Linux's signal for that; elsewhere, and besides, a thread waits
for it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from rapporteur.run.chain import Chain
from rapporteur.run.tasks import Task, Yield, attempted

OPENING = 8 * 2**30
"""Bytes of address space that a worker may reserve while the model is opened; it comes to hold half a gigabyte."""
WORN = 500_000_000
"""Bytes that a worker may have kept of its tasks; one that keeps more makes way for a fresh one."""
_PR_SET_PDEATHSIG = 1


class State(Enum):
    """What a worker says of itself between its answers."""

    READY = "ready"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What came of a task, from a worker that leaves after it."""

    step: Yield


class UnopenedError(Exception):
    """Why the chain can't be opened. Ends the whole run: no other worker would fare better."""


def work(pipe: Connection[Any, Any], opener: Callable[[], Chain], parent: int) -> None:
    """Takes tasks from the pipe and answers each with a `Yield`; an `UnopenedError` where there is no reader."""
    end_with(parent)
    bench = _Bench(opener)
    try:
        pipe.send(State.READY)
        while True:
            task = pipe.recv()
            if task.needs_chain and bench.chain is None:
                try:
                    bench.open()
                except Exception as error:
                    pipe.send(UnopenedError(str(error)))
                    return
                pipe.send(State.OPENED)
            step = bench.done(task)
            if bench.is_worn():
                pipe.send(LastAnswer(step))
                return
            pipe.send(step)
    except (EOFError, OSError):
        return


def end_with(parent: int) -> None:
    """Has this process killed as soon as its parent ends, however it ends. `parent` is its number as the parent knows it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if sys.platform != "win32" and os.getppid() != parent:
        os._exit(1)  # it ended while this process was starting
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class _Bench:
    """Where the tasks of one worker are done, one at a time. The chain is opened when a task first needs it."""

    def __init__(self, opener: Callable[[], Chain]) -> None:
        self.opener = opener
        self.chain: Chain | None = None
        self.base = _reserved()
        _limit("RLIMIT_CORE", 0)

    def open(self) -> None:
        """Opens the chain. Raises what the opener raises."""
        _limit("RLIMIT_AS", OPENING)
        _limit("RLIMIT_CPU", None)
        self.chain = self.opener()
        self.base = _reserved()

    def done(self, task: Task) -> Yield:
        """What comes of a task, within its bounds."""
        self._bound(task)
        return attempted(task, self.chain)

    def is_worn(self) -> bool:
        """Whether so much memory has stayed behind that a fresh process is better."""
        return _reserved() > self.base + WORN

    def _bound(self, task: Task) -> None:
        """The task's share of time and memory, on top of what the process has used before."""
        used = sum(os.times()[:2])
        _limit("RLIMIT_CPU", int(used + task.seconds) + 1)
        _limit("RLIMIT_AS", self.base + task.memory if self.base else OPENING)


def _reserved() -> int:
    """Bytes of address space of this process; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit(resource_name: str, value: int | None) -> None:
    """A soft limit, no higher than the hard one; `None`: as high as that."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    number = getattr(resource, resource_name)
    hard = resource.getrlimit(number)[1]
    free = hard == resource.RLIM_INFINITY
    soft = hard if value is None else value if free else min(value, hard)
    resource.setrlimit(number, (soft, hard))
