"""Reading by several processes with a stand-in for the reader: `python runwork.py DB COUNT WORKERS`.

A script, because Ctrl-C and kill -9 can only be tried on a process. The stand-in takes 50 ms a report and obeys what
the text says: "crash", "fault", "hang", "spin", "raise", "eat memory".
"""

from __future__ import annotations

import mmap
import os
import re
import signal
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from rapporteur.extract import Share
from rapporteur.model import Extraction, Figure, Interval, Kind, Reading, Report, Span, Word
from rapporteur.reader.sections import TextSection
from rapporteur.run import Chain, read_into
from rapporteur.run.progress import Silent
from rapporteur.run.tasks import MEMORY
from rapporteur.run.worker import WORN
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
    if order == "grow":
        GROWN.append(mmap.mmap(-1, WORN + 1))  # address space, of which nothing is touched
    if order == "stop in the answer":
        Connection.send = send_a_little  # type: ignore[method-assign]
    time.sleep(0.05)


GROWN: list[mmap.mmap] = []


def send_a_little(pipe: Connection[Any, Any], answer: object) -> None:
    """The length of an answer and its first bytes, as `Connection` sends them; then the process stops."""
    os.write(pipe.fileno(), struct.pack("!i", 1_000_000) + bytes(100))
    os.kill(os.getpid(), signal.SIGSTOP)


def figure_of(report: Report, start: int, end: int) -> Figure:
    span = Span(report.id, start, end, report.text[start:end])
    number = f"c{start}-{report.id}"
    return Figure(id=number, report=report.id, evidence=(span,), of=span.exact, subject=None, amount=Interval(1, 1))


class Shares:
    """Of a stand-in's figures the first half come with the first share, the others with the second."""

    def extract(self, report: Report, reading: Reading) -> Extraction:
        raise NotImplementedError

    def extract_share(self, report: Report, reading: Reading, kinds: Sequence[Kind]) -> Share:
        claims = self.extract(report, reading).claims
        half = len(claims) // 2
        return Share(claims[:half] if "contact" in kinds else claims[half:], ())

    def unpacked(self, share: bytes) -> Share:
        return msgspec.msgpack.decode(share, type=Share)

    def united(self, report: Report, shares: Sequence[Share]) -> Extraction:
        return Extraction(report=report.id, claims=tuple(claim for share in shares for claim in share.claims))


class OneFigure(Shares):
    """A claim for each report."""

    def extract(self, report: Report, reading: Reading) -> Extraction:
        if "unspeakable" in reading.text:
            raise KeyError("unspeakable")
        return Extraction(report=report.id, claims=(figure_of(report, 0, 1),))


class EveryWord(Shares):
    """A claim for each word, by which it shows what was read."""

    def extract(self, report: Report, reading: Reading) -> Extraction:
        return Extraction(report=report.id, claims=tuple(figure_of(report, word.start, word.end) for word in reading.words))


def open_slow() -> Chain:
    return Chain(Slow(), OneFigure())


def open_words() -> Chain:
    return Chain(Slow(), EveryWord())


def open_and_die() -> Chain:
    os._exit(3)


def open_first() -> Chain:
    """Opens in the first process that asks, and in no other."""
    try:
        Path(os.environ["RUNWORK_FIRST"]).touch(exist_ok=False)
    except FileExistsError:
        time.sleep(3600)
    return open_slow()


def open_without_end() -> Chain:
    time.sleep(3600)
    return open_slow()


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
