"""How fast everything behind the encoder is, in sentences a second of one core's processor time: one JSON line.

    python benchmarks/after.py [--data FOLDER] [--limit 60]

Coders of events are timed on sentences that a parser has parsed before. The same line is drawn here: all of reading and
extraction counts (splitting words, decoding trees, names and attributions, claims of all six kinds) but the run of the
encoder, `model.onnx`, itself. `sentences_per_second` is that; `reading` and `extract` are its two parts alone. One process,
one thread; articles that are not counted are read first, so that tables are loaded.

Published: UniversalPetrarch (https://github.com/openeventdata/UniversalPetrarch) codes 60 to 100 sentences a second, parsing
not included; it codes events alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from rapporteur.extract import extract
from rapporteur.model import Event, Report
from rapporteur.reader import Reader
from rapporteur.run import signature
from rapporteur.sources import gather

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
WARM = 10
"""Articles read first and not counted."""
PUBLISHED = {"UniversalPetrarch": [60, 100]}


class Timed:
    """An ONNX session whose runs are timed: `seconds` of this process's time so far."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.seconds = 0.0

    def run(self, *args: Any) -> Any:
        begun = time.process_time()
        found = self.session.run(*args)
        self.seconds += time.process_time() - begun
        return found


def measured(reports: Sequence[Report]) -> dict[str, object]:
    """Counts and rates over the reports behind the first `WARM`."""
    reader = Reader(threads=1)
    encoder = reader.network.session = Timed(reader.network.session)
    for report in reports[:WARM]:
        extract(report, reader.read_one(report))
    encoder.seconds = 0.0
    begun = time.process_time()
    readings = [reader.read_one(report) for report in reports[WARM:]]
    read = time.process_time() - begun - encoder.seconds
    begun = time.process_time()
    found = [extract(report, reading) for report, reading in zip(reports[WARM:], readings, strict=True)]
    extracted = time.process_time() - begun
    sentences = sum(len(reading.sentences) for reading in readings)
    claims = [claim for extraction in found for claim in extraction.claims]
    return {
        "articles": len(readings),
        "sentences": sentences,
        "claims": len(claims),
        "events": sum(isinstance(claim, Event) for claim in claims),
        "sentences_per_second": round(sentences / (read + extracted), 1),
        "reading": round(sentences / read, 1),
        "extract": round(sentences / extracted, 1),
        "encoder": round(sentences / encoder.seconds, 1),
        "extract_share": round(100 * extracted / (read + extracted), 1),
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--limit", type=int, default=60)
    chosen = given.parse_args()
    folder = chosen.data / "statements" / "polnear" / "train" / "text"
    paths = [str(path) for path in islice(sorted(folder.glob("*.txt")), chosen.limit + WARM)]
    if not paths:
        print(f"{folder}: no .txt there; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        sys.exit(1)
    reports = [item for item in gather(paths) if isinstance(item, Report)]
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    line = {"benchmark": "after", "signature": signature(), "machine": machine, **measured(reports), "published": PUBLISHED}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
