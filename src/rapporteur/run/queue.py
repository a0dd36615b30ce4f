"""Tasks that wait to be done, and the place where one process does them by itself.

>>> from rapporteur.model import Report
>>> from rapporteur.run.tasks import Whole
>>> tasks = Queue()
>>> tasks.put(Whole(Report(id="b", name="b", text="")), 2)
>>> tasks.put(Whole(Report(id="a", name="a", text="")), 1)
>>> tasks.take()[1].name
'a'
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Protocol, TypeAlias

from rapporteur.run.chain import Chain
from rapporteur.run.tasks import Task, Yield, attempted

Finished: TypeAlias = tuple[Task, Yield]


class Tasks(Protocol):
    """Where tasks are done: by this process (`Here`) or by workers (`pool.Pool`)."""

    @property
    def size(self) -> int:
        """How many can be under way at a time."""

    def submit(self, task: Task, order: int) -> None:
        """Has a task done: those of lower `order` first, and of one order as submitted."""

    def finished(self) -> list[Finished]:
        """Tasks that are done, with what came of them: at least one where any is under way."""


class Queue:
    """Tasks by their order, and of one order as they came."""

    def __init__(self) -> None:
        self.heap: list[tuple[int, int, Task]] = []
        self.count = 0
        self.weight = 0

    def __len__(self) -> int:
        return len(self.heap)

    def put(self, task: Task, order: int) -> None:
        """Adds a task."""
        self.count += 1
        self.weight += task.weight
        heappush(self.heap, (order, self.count, task))

    def take(self) -> tuple[int, Task]:
        """The order of the first task, and the task, which leaves. Raises `IndexError` where there is none."""
        order, _, task = heappop(self.heap)
        self.weight -= task.weight
        return order, task


class Here:
    """Tasks done in this process, one after the other. Nothing bounds them."""

    def __init__(self, opener: Callable[[], Chain]) -> None:
        self.size = 1
        self.opener = opener
        self.chain: Chain | None = None
        self.waiting = Queue()

    def submit(self, task: Task, order: int) -> None:
        """Has a task done: those of lower `order` first, and of one order as submitted."""
        self.waiting.put(task, order)

    def finished(self) -> list[Finished]:
        """The first task and what came of it, if any waits. Raises what the opener raises."""
        if not self.waiting:
            return []
        _, task = self.waiting.take()
        if self.chain is None and task.needs_chain:
            self.chain = self.opener()
        return [(task, attempted(task, self.chain))]
