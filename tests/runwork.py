"""Reading by several processes with a stand-in for the reader: `python runwork.py DB COUNT WORKERS`.

A script, because Ctrl-C and kill -9 can only be tried on a process. The stand-in takes 50 ms a report and obeys what
the text says: "crash", "hang", "raise", "eat memory".
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

from rapporteur.model import Extraction, Figure, Interval, Reading, Report, Span
from rapporteur.run import Chain, read_into
from rapporteur.run.pool import MEMORY
from rapporteur.store import Store


def reports(count: int) -> Iterator[Report]:
    for number in range(count):
        yield Report(id=f"r{number}", name=f"n{number}", text=f"{number} envoys met.")


def texts_of(*texts: str) -> list[Report]:
    """A report of each text."""
    return [Report(id=f"r{number}", name=f"n{number}", text=text) for number, text in enumerate(texts)]


def read_slowly(report: Report) -> Reading:
    order = report.text.partition(":")[0]
    if order == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        time.sleep(3600)
    if order == "raise":
        raise ValueError("no words")
    if order == "eat memory":
        bytes(MEMORY)  # asked for, and never touched: without a limit it would be granted
    time.sleep(0.05)
    return Reading(report=report.id, text=report.text)


def one_figure(report: Report, reading: Reading) -> Extraction:
    if "unspeakable" in reading.text:
        raise KeyError("unspeakable")
    span = Span(report.id, 0, 1, report.text[:1])
    one = Interval(1, 1)
    claim = Figure(id=f"c-{report.id}", report=report.id, evidence=(span,), of="envoys", subject=None, amount=one)
    return Extraction(report=report.id, claims=(claim,))


def open_slow() -> Chain:
    return Chain(read_slowly, one_figure)


def open_never() -> Chain:
    raise FileNotFoundError("no reading model")


def acknowledged(name: str) -> None:
    print(name, flush=True)


if __name__ == "__main__":
    with Store.open(sys.argv[1], write=True) as store:
        some = reports(int(sys.argv[2]))
        read_into(store, some, workers=int(sys.argv[3]), opener=open_slow, signed="test", progress=acknowledged)
