"""One report after another through reader and extraction, with what each rule did on the way: for `rapporteur check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapporteur.extract.provenance import Drop
from rapporteur.model import Problem, Reading, Record, Report


class Trace(NamedTuple):
    """A record of one report alone, its reading, and the candidates that rules turned down."""

    record: Record
    reading: Reading
    drops: tuple[Drop, ...]


def traces(paths: Sequence[str], published: str | None = None, outlet: str | None = None) -> Iterator[Trace | Problem]:
    """The trace of each report of the paths, in their order, or the problem that kept it from being read.

    Raises `FileNotFoundError` when there is no model.
    """
    from rapporteur.extract import extract
    from rapporteur.extract.provenance import traced
    from rapporteur.reader import Reader
    from rapporteur.run.chain import Chain, signature
    from rapporteur.run.conduct import record
    from rapporteur.sources import gather

    reader = Reader(threads=1)
    readings: dict[str, Reading] = {}

    def read_one(report: Report) -> Reading:
        readings[report.id] = reader.read_one(report)
        return readings[report.id]

    chain = Chain(read_one, extract)
    for report in gather(paths, published=published, outlet=outlet):
        if isinstance(report, Problem):
            yield report
            continue
        with traced() as drops:
            outcome = chain(report)
        if isinstance(outcome, Problem):
            yield outcome
        else:
            yield Trace(record([report], [outcome], list(outcome.problems), signature()), readings.pop(report.id), tuple(drops))
