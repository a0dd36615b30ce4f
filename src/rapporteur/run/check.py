"""One report after another through reader and extraction, with what each rule did on the way: for `rapporteur check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rapporteur.extract.provenance import Drop
from rapporteur.model import Problem, Reading, Record, Report

if TYPE_CHECKING:
    from rapporteur.reader import Reader


class Trace(NamedTuple):
    """A record of one report alone, its reading, and the candidates that rules turned down."""

    record: Record
    reading: Reading
    drops: tuple[Drop, ...]


def traces(paths: Sequence[str], published: str | None = None, outlet: str | None = None) -> Iterator[Trace | Problem]:
    """The trace of each report of the paths, in their order, or the problem that kept it from being read.

    Raises `FileNotFoundError` when there is no model.
    """
    from rapporteur.reader import Reader
    from rapporteur.sources import gather

    reader = Reader(threads=1)
    for report in gather(paths, published=published, outlet=outlet):
        yield report if isinstance(report, Problem) else _trace(reader, report)


def _trace(reader: Reader, report: Report) -> Trace | Problem:
    from rapporteur.extract import extract
    from rapporteur.extract.provenance import traced
    from rapporteur.run.chain import problem_of, signature
    from rapporteur.run.conduct import record

    try:
        with traced() as drops:
            reading = reader.read_one(report)
            extraction = extract(report, reading)
    except Exception as error:
        return problem_of(report.name, "extract", error)
    return Trace(record([report], [extraction], list(extraction.problems), signature()), reading, tuple(drops))
