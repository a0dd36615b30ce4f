"""What times, figures and places add to the reading time: one JSON line, in percent of the reader's processor time.

    python benchmarks/added.py [--data FOLDER] [--limit 60] [--rounds 3]

Over news articles, in one process with one thread: time expressions found and led to days, quantities found with what they
count, places found and led to points on the globe. Each is the best of the rounds, on readings made before; articles that
are not counted go first, so that tables are loaded. Noisy machines: compare ratios of one run only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from rapporteur.extract import figures, places
from rapporteur.extract.amounts import amounts
from rapporteur.extract.document import Document
from rapporteur.extract.time import expressions
from rapporteur.model import Reading, Report
from rapporteur.reader import Reader

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
WARM = 5
"""Articles read first and not counted."""


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor seconds of the quickest round."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def measured(reports: Sequence[Report], rounds: int) -> dict[str, float]:
    """The reader's seconds, and what each of the three takes in percent of them."""
    reader = Reader(threads=1)
    read: list[tuple[Report, Reading]] = [(report, reader.read_one(report)) for report in reports]
    for pair in read[:WARM]:
        places.find(Document(*pair))
    counted = read[WARM:]
    whole = seconds(lambda: [reader.read_one(report) for report, _ in counted], rounds)
    scenes = [Document(*pair) for pair in counted]
    parts = {
        "times": seconds(lambda: [expressions(reading, report.published) for report, reading in counted], rounds),
        "figures": seconds(lambda: [amounts(s.reading, s.times) for s in scenes], rounds)
        + seconds(lambda: [figures.find(s) for s in scenes], rounds),
        "places": seconds(lambda: [places.find(s) for s in scenes], rounds),
    }
    shares = {name: round(100 * taken / whole, 1) for name, taken in parts.items()}
    return {"reading_seconds": round(whole, 2), **shares, "added": round(100 * sum(parts.values()) / whole, 1)}


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA / "statements/polnear/train/text", help="a folder of .txt files")
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    paths = list(islice(sorted(given.data.glob("*.txt")), given.limit + WARM))
    if not paths:
        sys.exit(f"{given.data}: no .txt there; set RAPPORTEUR_DATA or give --data")
    reports = [Report(id=p.stem, name=p.stem, text=p.read_text("utf-8"), published="2016-05-12") for p in paths]
    print(json.dumps({"benchmark": "added", "articles": len(reports) - WARM, **measured(reports, given.rounds)}))


if __name__ == "__main__":
    main()
