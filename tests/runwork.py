"""Reading by several processes with a stand-in for the reader: `python runwork.py DB COUNT WORKERS`.

A script, because Ctrl-C and kill -9 can only be tried on a process. The stand-in takes 50 ms a report and obeys what
the text says: "crash", "fault", "hang", "spin", "raise", "eat memory".
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rapporteur.model import Extraction, Figure, Interval, Reading, Report, Span, Word
from rapporteur.reader.sections import TextSection
from rapporteur.run import Chain, read_into
from rapporteur.run.progress import Silent
from rapporteur.run.tasks import MEMORY
from rapporteur.store import Store


def reports(count: int) -> Iterator[Report]:
    for number in range(count):
        yield Report(id=f"r{number}", name=f"n{number}", text=f"{number} envoys met.")


def texts_of(*texts: str) -> list[Report]:
    """A report of each text."""
    return [Report(id=f"r{number}", name=f"n{number}", text=text) for number, text in enumerate(texts)]


class Slow:
    """A reader that does what a text orders."""

    def read_one(self, report: Report) -> Reading:
        obey(report.text)
        return Reading(report=report.id, text=report.text)

    def read_section(self, section: TextSection) -> Reading:
        obey(section.text)
        words = tuple(
            Word(a, b, section.text[a:b], "", "X", "X", -1, "root")
            for a, b in (match.span() for match in re.finditer(r"\S+", section.text))
        )
        return Reading(report="", text=section.text, words=words)


def obey(text: str) -> None:
    """Crashes, hangs, raises or eats memory where a text begins with that order; else takes 50 ms."""
    order = text.partition(":")[0]
    if order == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "fault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if order == "crash once" and not Path(text.partition(":")[2]).exists():
        Path(text.partition(":")[2]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        time.sleep(3600)
    if order == "spin":
        while True:
            pass
    if order == "raise":
        raise ValueError("no words")
    if order == "eat memory":
        bytes(2 * MEMORY)  # asked for, and never touched: without a limit it would be granted
    time.sleep(0.05)


def one_figure(report: Report, reading: Reading) -> Extraction:
    if "unspeakable" in reading.text:
        raise KeyError("unspeakable")
    span = Span(report.id, 0, 1, report.text[:1])
    one = Interval(1, 1)
    claim = Figure(id=f"c-{report.id}", report=report.id, evidence=(span,), of="envoys", subject=None, amount=one)
    return Extraction(report=report.id, claims=(claim,))


def open_slow() -> Chain:
    return Chain(Slow(), one_figure)


def open_words() -> Chain:
    """A chain that makes a claim of every word, by which it shows what was read."""
    return Chain(Slow(), every_word)


def every_word(report: Report, reading: Reading) -> Extraction:
    spans = [Span(report.id, word.start, word.end, report.text[word.start : word.end]) for word in reading.words]
    one = Interval(1, 1)
    claims = [Figure(id=f"c{s.start}", report=report.id, evidence=(s,), of=s.exact, subject=None, amount=one) for s in spans]
    return Extraction(report=report.id, claims=tuple(claims))


def open_and_die() -> Chain:
    os._exit(3)


def open_never() -> Chain:
    raise FileNotFoundError("no reading model")


class Acknowledged(Silent):
    """Prints the name of each report that is kept."""

    def kept(self, name: str) -> None:
        print(name, flush=True)


if __name__ == "__main__":
    with Store.open(sys.argv[1], write=True) as store:
        some = reports(int(sys.argv[2]))
        read_into(store, some, workers=int(sys.argv[3]), opener=open_slow, signed="test", progress=Acknowledged())
