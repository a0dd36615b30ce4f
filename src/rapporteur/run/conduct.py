"""Paths → record: what to read, by how many processes, and where what they find is kept.

`read_into(store, gather(["monday/"]))` keeps each report in a transaction of its own and returns
`Tally(read=12, unchanged=3, claims=341, problems=(…))`; when it is killed half-way, the next call goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain as concatenated
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from rapporteur.model import Extraction, Problem, Record, Report
from rapporteur.run.chain import Chain, Outcome, open_chain, signature

if TYPE_CHECKING:
    from rapporteur.store import Store

FEW = 3
"""Reports that one process reads sooner than others can load the model."""
MOST_WORKERS = 4
"""By default; each holds the model, about half a gigabyte."""

Progress = Callable[[str], None]


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
    gathered: Iterable[Report | Problem],
    *,
    workers: int | None = None,
    again: bool = False,
    progress: Progress | None = None,
    opener: Callable[[], Chain] = open_chain,
    signed: str | None = None,
) -> Tally:
    """Reads what is new and keeps it, a transaction per report, in the order found.

    `again` also reads what was read under another signature. `progress` is called with the name of each report kept.
    Raises `StoreError`, `PoolError`, or what `opener` raises.
    """
    current = signed if signed is not None else signature()
    failed: list[Problem] = []
    problems: list[Problem] = []
    unchanged = read = claims = 0

    def fresh() -> Iterator[Report]:
        nonlocal unchanged
        for report in reports_of(gathered, failed, store.add_problem):
            if store.up_to_date(report, current if again else None):
                unchanged += 1
            else:
                yield store.merged(report)

    for report, outcome in outcomes(fresh(), workers, opener):
        if isinstance(outcome, Problem):
            failed.append(outcome)
            store.add_problem(outcome)
        else:
            store.add(report, outcome, signature=current)
            problems += outcome.problems
            read, claims = read + 1, claims + len(outcome.claims)
        if progress is not None:
            progress(report.name)
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
    """Reads paths into a record without a database."""
    from rapporteur.sources import gather

    failed: list[Problem] = []
    pairs: list[tuple[Report, Extraction]] = []
    reports = reports_of(gather(paths, published=published, outlet=outlet), failed, lambda _: None)
    for report, outcome in outcomes(reports, workers, opener):
        if isinstance(outcome, Problem):
            failed.append(outcome)
        else:
            pairs.append((report, outcome))
        if progress is not None:
            progress(report.name)
    problems = [*failed, *(problem for _, extraction in pairs for problem in extraction.problems)]
    return record([r for r, _ in pairs], [e for _, e in pairs], list(dict.fromkeys(problems)), signature())


def record_of(store: Store) -> Record:
    """The record of all that a database keeps, reconciled anew."""
    return record(store.reports(), store.extractions(), store.problems(), store.signature)


def reports_of(
    gathered: Iterable[Report | Problem], failed: list[Problem], keep: Callable[[Problem], None]
) -> Iterator[Report]:
    """The reports among what was gathered, each once; the problems go to `failed` and to `keep`."""
    ids: set[str] = set()
    for item in gathered:
        if isinstance(item, Problem):
            failed.append(item)
            keep(item)
        elif item.id not in ids:
            ids.add(item.id)
            yield item


def outcomes(
    reports: Iterable[Report], workers: int | None, opener: Callable[[], Chain]
) -> Iterator[tuple[Report, Outcome]]:
    """Each report with what became of it, in order: by this process for a few, else by `workers` others.

    Only other processes can be given up when they crash, hang or eat memory.
    """
    first = list(islice(reports, FEW + 1))
    size = workers or default_workers()
    if len(first) <= FEW or size == 1:
        chain = opener() if first else None
        for report in concatenated(first, reports):
            assert chain is not None
            yield report, chain(report)
        return
    from rapporteur.run.pool import Pool

    with Pool(size, opener) as pool:
        yield from pool.map(concatenated(first, reports))


def default_workers() -> int:
    """As many as there are processors, at most four."""
    return max(1, min(os.cpu_count() or 1, MOST_WORKERS))


def record(
    reports: Sequence[Report], extractions: Sequence[Extraction], problems: Sequence[Problem], signed: str
) -> Record:
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
