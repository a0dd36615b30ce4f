"""How one long report is read: one JSON line, in seconds of the clock.

    python benchmarks/long_text.py [--data FOLDER] [--rounds 3]

A text of 1 MB, made of articles one after the other, is read into a database by one worker and by two, and the tenth of it
by one, the start of the workers and the opening of the model counted in. `growth`: 1 MB over ten times 100 kB (1.0 is
linear). `gain`: one worker over two. All in one run, round by round; ratios are of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from throughput import DATA, Peak, machine

from rapporteur.run import read_into, signature
from rapporteur.sources import sources_of
from rapporteur.store import Store

SIZE = 1_000_000
"""Characters."""
RUNS = {"tenth": (SIZE // 10, 1), "one": (SIZE, 1), "two": (SIZE, 2)}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--rounds", type=int, default=3)
    chosen = given.parse_args()
    text = english(chosen.data)
    if len(text) < SIZE:
        print(f"{chosen.data}: no {SIZE:,} characters there; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        sys.exit(1)
    times: dict[str, list[float]] = {name: [] for name in RUNS}
    with Peak() as peak:
        for _ in range(chosen.rounds):
            for name, (size, workers) in RUNS.items():
                times[name].append(seconds(text[:size], workers))
    print(json.dumps({"benchmark": "long_text", "machine": machine(), **line(times), "peak_mb": round(peak.highest / 1e6)}))


def english(folder: Path) -> str:
    """A megabyte of the folder's articles."""
    articles: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        articles.append(path.read_text(encoding="utf-8", errors="replace").strip())
        if sum(map(len, articles)) > SIZE:
            break
    return "\n\n".join(articles)


def seconds(text: str, workers: int) -> float:
    """From the file to the database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        with Store.open(Path(folder) / "r.db", write=True) as store:
            tally = read_into(store, sources_of([os.fspath(path)], published="2012-03-01"), workers=workers)
        if tally.read != 1 or tally.problems:
            print(tally.problems, file=sys.stderr)
            sys.exit(1)
        return time.perf_counter() - begun


def line(times: dict[str, list[float]]) -> dict[str, object]:
    middle = {name: median(rounds) for name, rounds in times.items()}
    return {
        "signature": signature(),
        "characters": SIZE,
        "seconds": {name: [round(second, 1) for second in rounds] for name, rounds in times.items()},
        "growth": round(middle["one"] / (10 * middle["tenth"]), 2),
        "gain": round(middle["one"] / middle["two"], 2),
    }


if __name__ == "__main__":
    main()
