"""How fast the whole chain reads real articles on this machine: one JSON line, in words a second.

    python benchmarks/throughput.py [--data FOLDER] [--limit N] [--workers 2]

`words_per_second`: from files to a reconciled record in a database, by `workers` processes. `stages`: each stage alone,
in one process, in words a second of processor time, which a busy machine does not change much. `peak_mb`: the most
memory that all processes held at one time. A word is what white space separates.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from rapporteur.extract import extract
from rapporteur.model import Extraction, Problem, Report
from rapporteur.reader import Reader
from rapporteur.reconcile import reconcile
from rapporteur.run import read_into, record_of, signature
from rapporteur.sources import gather
from rapporteur.store import Store

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "statements" / "polnear" / "train" / "text"
SAMPLE = 200
"""Articles on which the stages are timed one by one."""

T = TypeVar("T")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--limit", type=int, default=840)
    given.add_argument("--workers", type=int, default=2)
    chosen = given.parse_args()
    paths = [str(path) for path in islice(sorted(chosen.data.glob("*.txt")), chosen.limit)]
    if not paths:
        print(f"{chosen.data}: no .txt there; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        sys.exit(1)
    # First, so that the peak of memory is not that of the parent's own model.
    line = whole(paths, chosen.workers)
    print(json.dumps({"benchmark": "throughput", "machine": machine(), **line, "stages": stages(paths[:SAMPLE])}))


def whole(paths: Sequence[str], workers: int) -> dict[str, object]:
    """The chain as users run it, into a database, and the record from it."""
    with tempfile.TemporaryDirectory() as folder, Peak() as peak:
        begun = time.perf_counter()
        with Store.open(Path(folder) / "r.db", write=True) as store:
            tally = read_into(store, gather(paths), workers=workers)
            kept = time.perf_counter() - begun
            record = record_of(store)
        seconds = time.perf_counter() - begun
        size = (Path(folder) / "r.db").stat().st_size
    count = words(record.reports)
    return {
        "signature": signature(),
        "workers": workers,
        "reports": len(record.reports),
        "failed": len(tally.failed),
        "words": count,
        "claims": len(record.claims),
        "findings": len(record.findings),
        "seconds": round(seconds, 2),
        "words_per_second": round(count / seconds),
        "read_words_per_second": round(count / kept),
        "peak_mb": round(peak.highest / 1e6),
        "database_mb": round(size / 1e6, 1),
    }


def stages(paths: Sequence[str]) -> dict[str, int]:
    """Words a second of processor time of every stage alone."""
    rates: dict[str, int] = {}

    def timed(stage: str, work: Callable[[], T]) -> T:
        begun = time.process_time()
        result = work()
        rates[stage] = round(count / (time.process_time() - begun))
        return result

    count = words([item for item in gather(paths) if isinstance(item, Report)])
    reports = [item for item in timed("sources", lambda: list(gather(paths))) if not isinstance(item, Problem)]
    reader = Reader(threads=1)
    readings = timed("reader", lambda: [reader.read_one(report) for report in reports])
    pairs = list(zip(reports, readings, strict=True))
    extractions = timed("extract", lambda: [extract(report, reading) for report, reading in pairs])
    timed("reconcile", lambda: reconcile(reports, extractions))
    timed("store", lambda: keep(reports, extractions))
    return rates


def keep(reports: Sequence[Report], extractions: Sequence[Extraction]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.db", write=True) as store:
        for report, extraction in zip(reports, extractions, strict=True):
            store.add(report, extraction)


def words(reports: Sequence[Report]) -> int:
    return sum(len(report.text.split()) for report in reports)


class Peak:
    """The most memory that this process and its children hold together, looked at five times a second.

    Proportional set size: pages that processes share, such as the library's code, count once. Zero without a /proc.
    """

    def __init__(self) -> None:
        self.highest = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self) -> Peak:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def watch(self) -> None:
        while not self.over.wait(0.2):
            self.highest = max(self.highest, sum(held(pid) for pid in [os.getpid(), *children(os.getpid())]))


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(number) for number in task.read_text().split()]
        except OSError:
            continue
    return found


def held(pid: int) -> int:
    """Bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
