"""Worker processes that outlive a bad report: a task that crashes, hangs or eats memory costs that task alone.

    with Pool(2, open_chain) as pool:
        pool.submit(Whole(report))
        for task, step in pool.finished():  # at least one, as soon as there is one
            …

`concurrent.futures` gives up the whole pool when one worker dies; here each worker has its own pipe, so that the task it
had in hand is known. A worker is started only when there is work for it.
"""

from __future__ import annotations

import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from os import dup, getpid
from types import ModuleType
from typing import Any, Self

from rapporteur.model import Problem
from rapporteur.run.chain import Chain
from rapporteur.run.queue import Finished, Queue
from rapporteur.run.tasks import Task, Yield
from rapporteur.run.worker import LastAnswer, State, UnopenedError, work

PATIENCE = 8.0
"""Times its seconds of processor time that a task may take by the clock: other programs want the processors too."""
FEW = 3
"""Articles waiting for each worker before another is worth its start."""
START = 900.0
"""Seconds that a worker may take to start. A laptop takes one; a machine under heavy load takes minutes."""
SAYING = 20.0
"""Seconds of waiting for a worker's start after which the user is told so, and told again."""
STALL = 60
"""Seconds for which a worker may keep the pipe waiting in the middle of a task or an answer."""
TRIES = 2
"""For a task whose worker was killed: by the system, when memory is short, it may be by no fault of the task."""


class PoolError(Exception):
    """Why no worker can start, in a sentence for the user."""


class Pool:
    """At most `size` processes, each with the chain that `opener` (picklable: a function of a module) opens in it.

    `notice` is called with a sentence when there is something to wait for.
    """

    def __init__(self, size: int, opener: Callable[[], Chain], notice: Callable[[str], None] = lambda _: None) -> None:
        self.size = size
        self.opener = opener
        self.notice = notice
        self.workers: list[_Worker] = []
        self.waiting = Queue()
        self.tries: dict[int, int] = {}
        self.stillborn = 0
        self._hire()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers at once; nothing of them is left, whatever they were doing."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def submit(self, task: Task, order: int = 0) -> None:
        """Has a task done: those of lower `order` first, and of one order as submitted."""
        self.waiting.put(task, order)

    def finished(self) -> list[Finished]:
        """Tasks that are done, with what came of them: at least one where any is under way.

        Raises `PoolError` when the chain can't be opened at all.
        """
        steps: list[Finished] = []
        while not steps and (self.waiting or any(worker.task for worker in self.workers)):
            self._hire()
            self._give()
            steps = self._collected()
        return steps

    def _hire(self) -> None:
        """Starts one more worker where those there are have too much before them. Raises `PoolError` where none can be."""
        idle = sum(worker.task is None for worker in self.workers)
        much = len(self.waiting) > idle and self.waiting.weight > FEW * len(self.workers)
        if self.workers and not (much and len(self.workers) < self.size):
            return
        try:
            self.workers.append(_Worker(self.opener))
        except OSError as error:  # no more processes or files are granted: those there are do it all
            if not self.workers:
                raise PoolError(f"no reading process can be started: {error.strerror}") from error
            self.size = len(self.workers)

    def _give(self) -> None:
        for worker in self.workers:
            if self.waiting and worker.free:
                worker.give(*self.waiting.take())

    def _collected(self) -> list[Finished]:
        """Waits until a worker answers, dies or is out of time, and takes what there is."""
        left = [worker.left() for worker in self.workers if worker.deadline is not None]
        ready = set(wait([worker.pipe for worker in self.workers], min(left, default=None)))
        steps: list[Finished] = []
        for worker in tuple(self.workers):
            if worker.pipe in ready:
                steps += self._answer(worker)
            elif worker.left() <= 0:
                steps += self._late(worker)
        return steps

    def _answer(self, worker: _Worker) -> list[Finished]:
        """What a worker says, or why it says nothing any more. Raises `PoolError` where no worker can do anything."""
        task = worker.task
        try:
            answer = worker.take()
        except (EOFError, OSError):
            return self._dead(worker)
        if isinstance(answer, UnopenedError):
            raise PoolError(f"no reader can be started: {answer}")
        if isinstance(answer, LastAnswer):
            self._let_go(worker)
            answer = answer.step
        return [self._done(task, answer)] if task is not None and not isinstance(answer, State) else []

    def _done(self, task: Task, step: Yield) -> Finished:
        self.tries.pop(id(task), None)
        return task, step

    def _dead(self, worker: _Worker) -> list[Finished]:
        """A worker has ended: one that had nothing in hand is let go, another's task is tried again or given up."""
        task, code = worker.task, worker.cause()
        self._let_go(worker)
        if worker.starts:
            self._bury(code)
            if task is not None:
                self.waiting.put(task, worker.order)
            return []
        if task is None:
            return []
        self.tries[id(task)] = self.tries.get(id(task), 0) + 1
        if code is not None and code < 0 and not _out_of_time(code) and self.tries[id(task)] < TRIES:
            self.waiting.put(task, worker.order)
            return []
        return [self._done(task, _failed(task, _cause(code, task)))]

    def _bury(self, code: int | None) -> None:
        """A worker died while it started. Where others work, they are enough. Raises `PoolError` where none does."""
        self.stillborn += 1
        working = sum(worker.opened for worker in self.workers)
        if self.stillborn < 3:
            return
        if not working:
            raise PoolError(f"no reader can be started: the process died ({_signalled(code)})")
        self.size = working

    def _late(self, worker: _Worker) -> list[Finished]:
        """A worker is out of time. Raises `PoolError` where it never started, and no other did."""
        task = worker.task
        if worker.starts:
            self._wait_for(worker)
            return []
        self._let_go(worker)
        if task is None:
            return []
        return [self._done(task, _failed(task, f"it came to no end within {PATIENCE * task.seconds:.0f} seconds"))]

    def _wait_for(self, worker: _Worker) -> None:
        """Goes on waiting for a start and says so, unless another has nothing to do or has started long since.

        Raises `PoolError` where none has.
        """
        task, others = worker.task, [other for other in self.workers if other.opened]
        if worker.age() > START and not others:
            raise PoolError(f"no reader has started within {START / 60:.0f} minutes")
        if worker.age() > START:
            self.size = len(others)
        elif task is None or not any(other.free for other in others):
            self.notice(f"waiting for a reading process to start ({worker.age():.0f} seconds so far; is the machine busy?)")
            worker.wait_on(SAYING)
            return
        self._let_go(worker)
        if task is not None:
            self.waiting.put(task, worker.order)

    def _let_go(self, worker: _Worker) -> None:
        worker.end()
        self.workers.remove(worker)


class _Worker:
    """One process. It first says that it is ready, then answers one task at a time."""

    def __init__(self, opener: Callable[[], Chain]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        _bound(self.pipe.fileno(), STALL)
        self.process = context.Process(target=work, args=(theirs, opener, getpid()), daemon=True)
        with _deaf_to_interrupts(), _without_main(opener):
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.order = 0
        self.ready = self.opened = False
        self.born = time.monotonic()
        self.deadline: float | None = self.born + SAYING

    @property
    def free(self) -> bool:
        """Whether it waits for a task."""
        return self.ready and self.task is None

    @property
    def starts(self) -> bool:
        """Whether it is not yet at work: its process is starting, or opens the chain that its task needs."""
        return not self.ready or (self.task is not None and self.task.needs_chain and not self.opened)

    def age(self) -> float:
        """Seconds since it has been starting."""
        return time.monotonic() - self.born

    def wait_on(self, seconds: float) -> None:
        """Gives it so much more time."""
        self.deadline = time.monotonic() + seconds

    def give(self, order: int, task: Task) -> None:
        """A task to do. That the process has died shows when its answer is asked for."""
        self.order, self.task = order, task
        if self.starts:
            self.born = time.monotonic()
        self.wait_on(SAYING if self.starts else PATIENCE * task.seconds)
        with suppress(OSError):
            self.pipe.send(task)

    def left(self) -> float:
        """Seconds until its time is up; a worker with nothing to do has all the time there is."""
        return float("inf") if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def take(self) -> Any:
        """Its answer, or its new state. Raises `EOFError` or `OSError` where it has died."""
        answer = self.pipe.recv()
        self.ready, self.opened = True, self.opened or answer is State.OPENED
        if not isinstance(answer, State):
            self.task = None
        if self.task is None:
            self.deadline = None
        else:
            self.wait_on(PATIENCE * self.task.seconds)
        return answer

    def cause(self) -> int | None:
        """The exit code of a process that has died."""
        self.process.join(5)
        return self.process.exitcode

    def end(self) -> None:
        """Kills the process (it holds nothing that needs tidying) and waits for it, so that no zombie is left."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.process.close()


def _bound(descriptor: int, seconds: int) -> None:
    """Has reads and writes of a socket fail that get no further for so long: the process at its other end has stopped."""
    if sys.platform == "win32":
        return
    with socket.socket(fileno=dup(descriptor)) as end:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            end.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))


def _failed(task: Task, reason: str) -> Problem:
    return Problem(report=task.name, stage=task.stage, reason=reason)


def _cause(code: int | None, task: Task) -> str:
    """What became of a process, from its exit code."""
    if _out_of_time(code):
        return f"it took more than {task.seconds:.0f} seconds of processor time"
    if code is None:
        return f"the process that read it stopped in the middle of its answer, for {STALL} seconds"
    return f"the process that read it died ({_signalled(code)})"


def _out_of_time(code: int | None) -> bool:
    return code is not None and code == -getattr(signal, "SIGXCPU", 0)


def _signalled(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A terminal sends Ctrl-C to the workers too. Started with the signal blocked, they leave it to the parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # multiprocessing starts it with the first worker else, and lets signals through again thereafter
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
