"""What a worker is asked to do, a step of a report's way at a time, and how much time and memory each may take.

A file is loaded (`Load`); a report of ordinary length is read and extracted at once (`Whole`); a long one is cut
(`Cut`), its sections are read by whichever worker is free (`Portion`), and one extracts from all of them (`Rest`), or two
do, some kinds each, and `Unite` puts together what they yield.

>>> Whole(Report(id="r", name="wire-14", text="Envoys met.")).seconds
15.0
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import msgspec

from rapporteur.model import KINDS, Extraction, Kind, Problem, Reading, Report
from rapporteur.reader.sections import TextSection, joined, sections
from rapporteur.run.chain import Chain, problem_of
from rapporteur.sources import Source, load_source

SECONDS = 15.0
"""Of processor time, for a step of a short text. Articles take two at most; what takes fifteen never ends."""
RATE = 2_000
"""Characters a second that the slowest machine reads: a laptop of today does ten thousand and more."""
MEMORY = 1_000_000_000
"""Bytes beyond those that a worker holds before. An article takes some twenty million."""
PER_CHARACTER = 600
"""Bytes more for each character of a text: a long report's words, trees and actors are in memory together."""
WEIGHT = 10_000
"""Characters of an article."""

SHARES: tuple[tuple[Kind, ...], ...] = (KINDS[:3], KINDS[3:])
"""Kinds that two processes take of a long report: both halves cost about the same."""

Yield: TypeAlias = Report | Extraction | Problem | tuple[TextSection, ...] | bytes
"""What comes of a task: a report, its sections, a reading or share as MessagePack, or the end of its way."""


class Task(ABC):
    """A step for a worker."""

    stage: ClassVar[str] = "reader"
    """Of the problem where it fails."""
    needs_chain: ClassVar[bool] = True
    """Whether the model must be open."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The report's, or the path of the file."""

    @property
    def size(self) -> int:
        """Characters to work on."""
        return 0

    @property
    def seconds(self) -> float:
        """Of processor time that it may take."""
        return SECONDS + self.size // RATE

    @property
    def memory(self) -> int:
        """Bytes that it may take."""
        return MEMORY + PER_CHARACTER * self.size

    @property
    def weight(self) -> int:
        """How much work it is; an article is about 1."""
        return 1 + self.size // WEIGHT

    @abstractmethod
    def run(self, chain: Chain | None) -> Yield:
        """Does it. What it raises becomes a `Problem` of its stage."""


@dataclass(frozen=True, slots=True)
class Load(Task):
    """A file's bytes → its report."""

    stage = "sources"
    needs_chain = False
    source: Source

    @property
    def name(self) -> str:
        """The path as the user wrote it."""
        return self.source.shown

    def run(self, chain: Chain | None) -> Yield:
        """The report, or the problem why there is none."""
        return load_source(self.source)


@dataclass(frozen=True, slots=True)
class Whole(Task):
    """A report → what it yields."""

    report: Report

    @property
    def name(self) -> str:
        """The report's."""
        return self.report.name

    @property
    def size(self) -> int:
        """Characters of the report."""
        return len(self.report.text)

    def run(self, chain: Chain | None) -> Yield:
        """The extraction, or the problem that kept the report from being read."""
        assert chain is not None
        return chain(self.report)


@dataclass(frozen=True, slots=True)
class Cut(Task):
    """A long report → its sections."""

    needs_chain = False
    report: Report

    @property
    def name(self) -> str:
        """The report's."""
        return self.report.name

    def run(self, chain: Chain | None) -> Yield:
        """The sections."""
        return tuple(sections(self.report.text, self.report.furniture))


@dataclass(frozen=True, slots=True)
class Portion(Task):
    """The section `number` of the report of this name → its reading."""

    report: str
    number: int
    section: TextSection

    @property
    def name(self) -> str:
        """The report's."""
        return self.report

    @property
    def size(self) -> int:
        """Characters of the section."""
        return len(self.section.text)

    def run(self, chain: Chain | None) -> Yield:
        """The reading, packed as the worker that extracts unpacks it; the conductor only passes it on."""
        assert chain is not None
        return msgspec.msgpack.encode(chain.reader.read_section(self.section))


@dataclass(frozen=True, slots=True)
class Rest(Task):
    """A long report and the readings of its sections → what it yields, or the share number `share` of it."""

    stage = "extract"
    report: Report
    cut: tuple[TextSection, ...]
    readings: tuple[bytes, ...]
    share: int | None = None

    @property
    def name(self) -> str:
        """The report's."""
        return self.report.name

    @property
    def size(self) -> int:
        """Characters of the report."""
        return len(self.report.text)

    def run(self, chain: Chain | None) -> Yield:
        """The extraction, or the share, packed as `Unite` unpacks it."""
        assert chain is not None
        readings = [msgspec.msgpack.decode(reading, type=Reading) for reading in self.readings]
        reading = joined(self.report, self.cut, readings)
        if self.share is None:
            return chain.extractor.extract(self.report, reading)
        return msgspec.msgpack.encode(chain.extractor.extract_share(self.report, reading, SHARES[self.share]))


@dataclass(frozen=True, slots=True)
class Unite(Task):
    """The shares of what a long report yields → all of it."""

    stage = "extract"
    report: Report
    shares: tuple[bytes, ...]

    @property
    def name(self) -> str:
        """The report's."""
        return self.report.name

    @property
    def size(self) -> int:
        """Characters of the report."""
        return len(self.report.text)

    def run(self, chain: Chain | None) -> Yield:
        """The extraction."""
        assert chain is not None
        return chain.extractor.united(self.report, [chain.extractor.unpacked(share) for share in self.shares])


def attempted(task: Task, chain: Chain | None) -> Yield:
    """What comes of a task; what it raises is a `Problem` of its stage."""
    try:
        return task.run(chain)
    except Exception as error:
        return problem_of(task.name, task.stage, error)
