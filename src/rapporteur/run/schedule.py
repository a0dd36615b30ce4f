"""The way of each file and report from task to task, many at a time, and out in the order in which they came in.

    with Pool(2, open_chain) as pool:
        for report, outcome in outcomes(items, pool, wanted=lambda report: report):
            …

A long report is cut into sections that all workers share; a section that can't be read is left out and named.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from rapporteur.model import Extraction, Problem, Report, Span
from rapporteur.reader.sections import TextSection
from rapporteur.run.chain import Outcome
from rapporteur.run.progress import Progress, Silent
from rapporteur.run.queue import Tasks
from rapporteur.run.tasks import SHARES, Cut, Load, Portion, Rest, Task, Unite, Whole, Yield
from rapporteur.sources import Source

LONG = 40_000
"""Characters from which a report is shared among workers: two sections."""
AHEAD = 24
"""Files and reports under way or waiting, finished, behind a slow one."""

Item: TypeAlias = Source | Report | Problem
Wanted: TypeAlias = Callable[[Report], Report | None]


def outcomes(
    items: Iterable[Item], tasks: Tasks, wanted: Wanted, progress: Progress | None = None
) -> Iterator[tuple[Report | None, Outcome]]:
    """Each report that is wanted with what became of it, in order, and each problem of a file without a report.

    `wanted` is asked once for each report, when it is known: what to read in its place, or `None` to pass it over.
    Raises what `tasks` raises.
    """
    source = iter(items)
    order: deque[_Way] = deque()
    ways: dict[int, _Way] = {}
    count = 0
    more = True

    def submit(way: _Way, following: Iterable[Task]) -> None:
        for task in following:
            ways[id(task)] = way
            tasks.submit(task, way.number)

    while more or order:
        while more and len(order) < AHEAD:
            item = next(source, None)
            more = item is not None
            if item is not None:
                count += 1
                order.append(_Way(count, tasks.size > 1, wanted, progress or Silent()))
                submit(order[-1], order[-1].begun(item))
        while order and order[0].ended:
            way = order.popleft()
            if way.outcome is not None:
                yield way.report, way.outcome
        if order and not order[0].ended:
            for task, step in tasks.finished():
                way = ways.pop(id(task))
                submit(way, way.after(task, step))


class _Way:
    """How far one file or report has come. Ended without an outcome, it was passed over."""

    def __init__(self, number: int, shared: bool, wanted: Wanted, progress: Progress) -> None:
        self.number = number
        self.shared = shared
        self.wanted = wanted
        self.progress = progress
        self.report: Report | None = None
        self.outcome: Outcome | None = None
        self.ended = False
        self.cut: Sequence[TextSection] = ()
        self.readings: dict[int, Yield] = {}
        self.shares: dict[int, Yield] = {}

    def begun(self, item: Item) -> Sequence[Task]:
        """The first task of an item, if it needs any."""
        if isinstance(item, Problem):
            return self._end(item)
        return self._known(item) if isinstance(item, Report) else (Load(item),)

    def after(self, task: Task, step: Yield) -> Sequence[Task]:
        """The tasks that follow on a task, given what came of it."""
        if isinstance(task, Portion):
            return self._read(task, step)
        if isinstance(task, Rest) and task.share is not None:
            return self._understood(task.share, step)
        if isinstance(step, Report):
            return self._known(step)
        if isinstance(step, tuple):
            return self._sections(step)
        assert isinstance(step, Extraction | Problem)
        return self._end(self._with_gaps(step))

    def _end(self, outcome: Outcome | None) -> Sequence[Task]:
        self.outcome, self.ended = outcome, True
        return ()

    def _known(self, report: Report) -> Sequence[Task]:
        self.report = self.wanted(report)
        if self.report is None:
            return self._end(None)
        return (Cut(self.report),) if len(self.report.text) > LONG else (Whole(self.report),)

    def _sections(self, cut: Sequence[TextSection]) -> Sequence[Task]:
        assert self.report is not None
        self.cut = cut
        if len(cut) < 2:
            return (Whole(self.report),)
        return [Portion(self.report.name, number, section) for number, section in enumerate(cut)]

    def _read(self, portion: Portion, step: Yield) -> Sequence[Task]:
        """Keeps a section's reading; after the last one the tasks that go on from all of them."""
        assert self.report is not None
        self.readings[portion.number] = step
        self.progress.part(portion.name, len(self.readings), len(self.cut))
        if len(self.readings) < len(self.cut):
            return ()
        readings = [(self.cut[n], step) for n, step in sorted(self.readings.items()) if isinstance(step, bytes)]
        if not readings:
            return self._end(next(step for step in self.readings.values() if isinstance(step, Problem)))
        cut, packed = tuple(section for section, _ in readings), tuple(reading for _, reading in readings)
        return [Rest(self.report, cut, packed, share) for share in (range(len(SHARES)) if self.shared else (None,))]

    def _understood(self, number: int, step: Yield) -> Sequence[Task]:
        """Keeps what some kinds yield; after the last of them the task that puts all together."""
        assert self.report is not None
        self.shares[number] = step
        if len(self.shares) < len(SHARES):
            return ()
        shares = tuple(share for _, share in sorted(self.shares.items()) if isinstance(share, bytes))
        if not shares:
            return self._end(next(share for share in self.shares.values() if isinstance(share, Problem)))
        return (Unite(self.report, shares),)

    def _with_gaps(self, outcome: Outcome) -> Outcome:
        """The outcome with the sections and kinds that are missing from it among its problems."""
        gaps = [self._section_gap(number, step) for number, step in sorted(self.readings.items()) if isinstance(step, Problem)]
        gaps += [_kinds_gap(number, step) for number, step in sorted(self.shares.items()) if isinstance(step, Problem)]
        if isinstance(outcome, Problem) or not gaps:
            return outcome
        return msgspec.structs.replace(outcome, problems=(*gaps, *outcome.problems))

    def _section_gap(self, number: int, problem: Problem) -> Problem:
        """The problem of a section, with where it stands and how it begins."""
        assert self.report is not None
        start = self.cut[number].start
        end = start + len(self.cut[number].text)
        reason = f"characters {start:,} to {end:,} were not read: {problem.reason}"
        head = Span(self.report.id, start, min(end, start + 80), self.report.text[start : min(end, start + 80)])
        return msgspec.structs.replace(problem, reason=reason, span=head)


def _kinds_gap(number: int, problem: Problem) -> Problem:
    """The problem of some kinds, with their names."""
    kinds = ", ".join(f"{kind}s" for kind in SHARES[number])
    return msgspec.structs.replace(problem, reason=f"its {kinds} are missing: {problem.reason}")
