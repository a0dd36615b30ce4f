"""A stand-in for the reader and the extractor: a figure for the first word of each paragraph.

`open_stand_in()(report)` → `Extraction(report="91a5…", claims=(Figure(…), …))`, a hundredth of a second later.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from runwork import Shares
from victimwork import mark

from rapporteur.extract import Share
from rapporteur.model import Extraction, Figure, Interval, Problem, Reading, Report, Span, Word
from rapporteur.reader.sections import TextSection
from rapporteur.run import Chain

OPENING, READING = 0.05, 0.01
"""Seconds that it takes to be opened, and for a report."""


class Paragraphs:
    """A reader whose words are the first of each paragraph."""

    def read_one(self, report: Report) -> Reading:
        obey(report.text)
        return Reading(report=report.id, text=report.text, words=_firsts(report.text))

    def read_section(self, section: TextSection) -> Reading:
        time.sleep(READING)
        return Reading(report="", text=section.text, words=_firsts(section.text))


def obey(text: str) -> None:
    """Never ends, or eats memory, where a text begins with that order; else takes a hundredth of a second."""
    order = text.partition(":")[0]
    if order == "Backtrack":
        re.match(r"(a+)+$", "a" * 64 + "b")  # for longer than the sun shines, and without letting another thread run
    if order == "Sleep":
        time.sleep(3600)
    if order == "Devour":
        pages = []
        while True:
            pages.append(b"\1" * 10_000_000)
    time.sleep(READING)


def _firsts(text: str) -> tuple[Word, ...]:
    spans = [match.span() for match in re.finditer(r"^\S+", text, re.MULTILINE)]
    return tuple(Word(start, end, text[start:end], "", "X", "X", -1, "root") for start, end in spans)


def figure_of(report: Report, span: Span) -> Figure:
    of = f"{span.exact} of {report.name}"
    number = f"{report.id}-{span.start}"
    return Figure(id=number, report=report.id, evidence=(span,), of=of, subject=None, amount=Interval(1, 1))


class Figures(Shares):
    """A figure for each word, and a problem where the text begins with "Oddly"."""

    def extract(self, report: Report, reading: Reading) -> Extraction:
        mark(f"extracts {report.name}")
        spans = [Span(report.id, word.start, word.end, report.text[word.start : word.end]) for word in reading.words]
        odd = Problem(report=report.name, stage="sources", reason="an odd beginning")
        problems = (odd,) if report.text.startswith("Oddly") else ()
        return Extraction(report=report.id, claims=tuple(figure_of(report, span) for span in spans), problems=problems)

    def united(self, report: Report, shares: Sequence[Share]) -> Extraction:
        mark(f"unites {report.name}")
        return super().united(report, shares)


def open_stand_in() -> Chain:
    time.sleep(OPENING)
    return Chain(Paragraphs(), Figures())
