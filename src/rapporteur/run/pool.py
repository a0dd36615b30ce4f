"""Worker processes that outlive a bad report: one that crashes, hangs or eats memory costs that report alone.

`for report, outcome in Pool(2, open_chain).map(reports)` gives each report with its `Extraction` or `Problem`, in the
order in which the reports came, while at most a few per worker are under way.

`concurrent.futures` gives up the whole pool when one worker dies; here each worker has its own pipe, so that the report
it had in hand is known.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any, Self

from rapporteur.model import Problem, Report
from rapporteur.run.chain import Chain, Outcome

SECONDS = 120.0
"""For one report. The longest articles take a few seconds; what takes two minutes never ends."""
MEMORY = 6 * 2**30
"""Bytes of address space per worker. A worker holds about half a gigabyte, but reserves several times that."""
AHEAD = 8
"""Reports per worker that may wait, finished, behind a slow one."""


class PoolError(Exception):
    """Why no worker can start, in a sentence for the user."""


class Pool:
    """`workers` processes, each with the chain that `opener` (picklable: a function of a module) opens in it."""

    def __init__(self, workers: int, opener: Callable[[], Chain], seconds: float = SECONDS) -> None:
        self.opener = opener
        self.seconds = seconds
        self.workers: list[_Worker] = []
        self.size = workers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers at once; nothing of them is left, whatever they were doing."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def map(self, reports: Iterable[Report]) -> Iterator[tuple[Report, Outcome]]:
        """Each report with its outcome, in order. Raises `PoolError` when the chain can't be opened at all."""
        source = iter(reports)
        order: deque[Report] = deque()
        done: dict[str, Outcome] = {}
        self.workers = [_Worker(self.opener, self.seconds) for _ in range(self.size)]
        more = True
        while more or order:
            for worker in self.workers:
                if more and worker.free and len(order) < AHEAD * self.size:
                    report = next(source, None)
                    more = report is not None
                    if report is not None:
                        order.append(report)
                        worker.give(report)
            self._collect(done)
            while order and order[0].id in done:
                yield order[0], done.pop(order.popleft().id)

    def _collect(self, done: dict[str, Outcome]) -> None:
        """Waits until a worker answers, dies or is out of time, and takes what there is."""
        busy = [worker for worker in self.workers if not worker.free]
        if not busy:
            return
        ready = set(wait([worker.pipe for worker in busy], min(worker.left() for worker in busy)))
        for worker in busy:
            if worker.pipe in ready or worker.left() <= 0:
                report, outcome = worker.report, worker.take()
                if outcome is not None and report is not None:
                    done[report.id] = outcome
                if worker.ended:
                    self.workers[self.workers.index(worker)] = _Worker(self.opener, self.seconds)


class _Worker:
    """One process. It first says that it is ready, then answers one report at a time."""

    def __init__(self, opener: Callable[[], Chain], seconds: float) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.seconds = seconds
        self.process = context.Process(target=_work, args=(theirs, opener), daemon=True)
        with _deaf_to_interrupts(), _without_main(opener):
            self.process.start()
        theirs.close()
        self.report: Report | None = None
        self.ready = False
        self.ended = False
        self.deadline = time.monotonic() + seconds

    @property
    def free(self) -> bool:
        return self.ready and self.report is None

    def give(self, report: Report) -> None:
        self.report = report
        self.deadline = time.monotonic() + self.seconds
        try:
            self.pipe.send(report)
        except OSError:
            # It died while idle; `take` finds the pipe at its end and says so.
            self.deadline = time.monotonic()

    def left(self) -> float:
        """Seconds until the report's time is up."""
        return max(0.0, self.deadline - time.monotonic())

    def take(self) -> Outcome | None:
        """What the worker says of its report; a `Problem` where it died or its time is up, and then it has `ended`.

        Raises `PoolError` where it could not even start.
        """
        try:
            answer: Any = self.pipe.recv() if self.pipe.poll() else None
            why = f"it took more than {self.seconds:.0f} seconds"
        except (EOFError, OSError):
            self.process.join(5)
            answer, why = None, f"the process that read it died ({_cause(self.process.exitcode)})"
        if isinstance(answer, str) or (answer is None and not self.ready):
            self.end()
            raise PoolError(answer or f"no reader can be started: {why}")
        if answer is None:
            self.end()
            return Problem(report=self.report.name, stage="reader", reason=why) if self.report else None
        self.report, self.ready = None, True
        return answer if not isinstance(answer, bool) else None

    def end(self) -> None:
        """Kills the process (it holds nothing that needs tidying) and waits for it, so that no zombie is left."""
        if self.ended:
            return
        self.ended = True
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.process.close()


def _work(pipe: Connection[Any, Any], opener: Callable[[], Chain]) -> None:
    """A worker's life: ends when the parent's end of the pipe closes, also when the parent was killed."""
    _limit_memory()
    try:
        chain = opener()
    except Exception as error:
        pipe.send(f"no reader can be started: {error}")
        return
    try:
        pipe.send(True)
        while True:
            pipe.send(chain(pipe.recv()))
    except (EOFError, OSError):
        return


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard > MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A terminal sends Ctrl-C to the workers too. Started with the signal blocked, they leave it to the parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main(opener: Callable[[], Chain]) -> Iterator[None]:
    """A spawned process runs its parent's script again, which would read all once more; the workers need none of it."""
    main = sys.modules["__main__"]
    if opener.__module__ == "__main__":
        yield
        return
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {-code}"
    return f"exit status {code}"
