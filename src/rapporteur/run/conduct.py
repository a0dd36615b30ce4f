"""Paths → record: what to read, by how many processes, and where what they find is kept.

`read_into(store, sources_of(["monday/"]))` keeps each report in a transaction of its own and returns
`Tally(read=12, unchanged=3, claims=341, problems=(…))`; when it is killed half-way, the next call goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain as concatenated
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from rapporteur.model import Extraction, Problem, Record, Report
from rapporteur.run.chain import Chain, open_chain, signature
from rapporteur.run.progress import Progress, Silent
from rapporteur.run.queue import Here, Tasks
from rapporteur.run.resources import affordable, default_workers
from rapporteur.run.schedule import LONG, Item, outcomes
from rapporteur.sources import SourceBytes, sources_of

if TYPE_CHECKING:
    from rapporteur.store import Store

MANY = 256
"""Items that are looked at before the number of workers is settled: more than there are processors."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: reports read, reports left alone since nothing changed, claims found, and what went wrong.

    `failed` are the problems of reports that could not be read; `problems` those and the lesser ones.
    """

    read: int = 0
    unchanged: int = 0
    claims: int = 0
    failed: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_into(
    store: Store,
    items: Iterable[Item],
    *,
    workers: int | None = None,
    again: bool = False,
    progress: Progress | None = None,
    opener: Callable[[], Chain] = open_chain,
    signed: str | None = None,
) -> Tally:
    """Reads what is new and keeps it, a transaction per report, in the order given.

    `workers`: as `tasks_of` has it. `again` also reads what was read under another signature.
    Raises `StoreError`, `PoolError`, or what `opener` raises.
    """
    progress = progress or Silent()
    current = signed if signed is not None else signature()
    failed: list[Problem] = []
    problems: list[Problem] = []
    unchanged = read = claims = 0
    once = Once()

    def wanted(report: Report) -> Report | None:
        nonlocal unchanged
        if not once(report):
            return None
        due = store.due(report, current if again else None)
        unchanged += due is None
        return due

    with tasks_of(items, workers, opener, progress) as (known, tasks):
        for report, outcome in outcomes(known, tasks, wanted, progress):
            if isinstance(outcome, Problem):
                failed.append(outcome)
                store.add_problem(outcome, report)
                progress.kept(outcome.report)
                continue
            assert report is not None
            problems += (*outcome.problems, *store.add(report, outcome, signature=current))
            read, claims = read + 1, claims + len(outcome.claims)
            progress.kept(report.name)
    return Tally(read=read, unchanged=unchanged, claims=claims, failed=tuple(failed), problems=(*failed, *problems))


def one_shot(
    paths: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    opener: Callable[[], Chain] = open_chain,
) -> Record:
    """Reads paths into a record without a database; `workers` as `tasks_of` has it.

    Raises `PoolError` or what `opener` raises.
    """
    progress = progress or Silent()
    failed: list[Problem] = []
    pairs: list[tuple[Report, Extraction]] = []
    once = Once()
    items = sources_of(paths, published=published, outlet=outlet, passed_over=lambda files: progress.notice(str(files)))
    with tasks_of(items, workers, opener, progress) as (known, tasks):
        import rapporteur.reconcile  # noqa: F401 - while the first worker starts

        for report, outcome in outcomes(known, tasks, lambda report: report if once(report) else None, progress):
            if isinstance(outcome, Problem):
                failed.append(outcome)
            else:
                assert report is not None
                pairs.append((report, outcome))
            progress.kept(outcome.report if isinstance(outcome, Problem) or report is None else report.name)
    problems = [*failed, *(problem for _, extraction in pairs for problem in extraction.problems)]
    return record([r for r, _ in pairs], [e for _, e in pairs], list(dict.fromkeys(problems)), signature())


class Once:
    """Tells the reports that were not there before: one given twice in a run is read once."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def __call__(self, report: Report) -> bool:
        new = report.id not in self.ids
        self.ids.add(report.id)
        return new


@contextmanager
def tasks_of(
    items: Iterable[Item], workers: int | None, opener: Callable[[], Chain], progress: Progress
) -> Iterator[tuple[Iterable[Item], Tasks]]:
    """The items, and where their tasks are done: by so many processes, which end with the context.

    No more are started than processors, memory and items are worth. Only other processes can be given up when they
    crash, hang or eat memory; `workers=0` reads in this process all the same, for tests and programs that know their texts.
    """
    if workers == 0:
        yield items, Here(opener)
        return
    source = iter(items)
    first = list(islice(source, MANY))
    if not first:
        yield (), Here(opener)
        return
    from rapporteur.run.pool import Pool

    asked = workers or default_workers()
    tasks = MANY if len(first) == MANY or any(map(_may_be_long, first)) else len(first)
    size = affordable(asked, tasks)
    if workers and size < min(asked, tasks):
        progress.notice(f"{asked:,} processes asked for, {size} started: this machine has no room for more")
    with Pool(size, opener, progress.notice) as pool:
        yield concatenated(first, source), pool


def _may_be_long(item: Item) -> bool:
    """Whether several processes may have something to do with one item."""
    if isinstance(item, Report):
        return len(item.text) > LONG
    if isinstance(item, SourceBytes):
        return len(item.data) > LONG
    try:
        return not isinstance(item, Problem) and item.path.stat().st_size > LONG
    except OSError:
        return False


def record_of(store: Store) -> Record:
    """The record of all that a database keeps, reconciled anew."""
    everything = store.contents()
    return record(everything.reports, everything.extractions, list(everything.problems), everything.signature)


def record(reports: Sequence[Report], extractions: Sequence[Extraction], problems: Sequence[Problem], signed: str) -> Record:
    from rapporteur.reconcile import extractions_in_order, reconcile
    from rapporteur.reconcile.places import united_places
    from rapporteur.reconcile.source_identity import in_content_order

    ordered = in_content_order(reports)
    read = extractions_in_order(ordered, extractions)
    actors, claims, findings = reconcile(ordered, read)
    return Record(
        signature=signed,
        reports=ordered,
        actors=actors,
        claims=claims,
        findings=findings,
        problems=tuple(problems),
        places=united_places(read),
        times=tuple(time for extraction in read for time in extraction.times),
    )
