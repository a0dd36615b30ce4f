"""How the work on one report grows with its length: one JSON line, in processor seconds a word by stage and shape.

    python benchmarks/growth_one.py                      # 1,000 and 10,000 of each, English of 1,000 to 100,000 words
    python benchmarks/growth_one.py --shapes quotations,names --sizes 500,2000
    python benchmarks/growth_one.py --full               # English of a million words too
    python benchmarks/growth_one.py --reader             # the reader reads every report in full, instead of one of its tiles

`growth`: the most by which a stage's seconds a word rise from the smallest size to the largest, by shape; a report of ten
times the length takes ten times as long where it is 1. `worst`: the highest of them. `seconds`: by shape, size and stage.
A stage that takes under `LEAST` seconds at the largest size is left out of the growth, for it is all noise.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from corpus import reading_of
from tiled import tiled

from rapporteur.extract import extract
from rapporteur.model import Extraction, Reading, Record, Report
from rapporteur.reader import Reader
from rapporteur.run.conduct import record
from rapporteur.sources import load
from rapporteur.store import Store
from rapporteur.views import FORMATS, LISTS, list_rows, show_text, table_text
from rapporteur.views.exports import EXPORTS, Choice, exported

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "statements" / "polnear" / "train" / "text"
LEAST = 0.15
BLANK = "\n\n"
T = TypeVar("T")

TILES: dict[str, tuple[str, str]] = {
    "statements": ("Mali will stay neutral, Awa Keita said on Monday.", BLANK),
    "quotations": ("“A truce would fail and nobody would gain from it,” Awa Keita said.", BLANK),
    "lone quotations": ("“A truce would fail and nobody would gain from it.”", BLANK),
    "figures": ("More than 300 soldiers were killed in Gao.", BLANK),
    "different figures": ("More than 4711 soldiers were killed in Gao.", BLANK),
    "contacts": ("Awa Keita met Ben Ode in Bamako on Monday.", BLANK),
    "different contacts": ("Awa Keita called Ben Zanturo on Monday.", BLANK),
    "events": ("Chad attacked Mali on Monday.", BLANK),
    "different events": ("Ben Zanturo accused Chad of theft.", BLANK),
    "precautions": ("Mali told its citizens to leave Chad.", BLANK),
    "forecasts": ("Chad could attack Mali within days.", BLANK),
    "times": ("The talks of 14 February went on from noon to Tuesday evening, two hours longer than in 2019.", BLANK),
    "places": ("The road from Gao to Timbuktu, 40 km north of Mopti in Mali, was closed.", BLANK),
    "names": ("Ben Zanturo, the mayor, left, and he said that he would not come back.", BLANK),
    "officials": ("A senior Malian official and the two ministers said that the army had left.", BLANK),
    "houses": ("The Zanturo Institute said that its workers had left the Zanturo River.", BLANK),
    "one paragraph": ("Chad attacked Mali on Monday. “It was a mistake,” Awa Keita said. He met 4711 soldiers in Gao.", " "),
    "quoted paragraph": ("“Chad attacked Mali on Monday. We met 4711 soldiers in Gao. They said they would go.", BLANK),
    "headings": ("Talks" + BLANK + "Mali and Chad", BLANK),
    "lines": ("Awa Keita: No truce" + BLANK + "No truce: Ben Zanturo", BLANK),
}
"""A text that is laid side by side, and what stands between."""

WHOLE: dict[str, Callable[[int], str]] = {
    "list of nouns": lambda size: "Awa Keita saw " + ", ".join(["soldiers", "tanks", "guns"] * (size // 3)) + " and ships.",
    "list of names": lambda size: "Awa Keita met " + ", ".join(["Mali", "Chad", "Kenya"] * (size // 3)) + " and Ghana.",
    "list of clauses": lambda size: " and ".join(["Chad attacked Mali", "Mali said that Chad lied"] * (size // 2)) + ".",
    "nested quotations": lambda size: "Awa Keita said: " + "“He said ‘" * size + "no" + "’ and left.”" * size,
    "open quotations": lambda size: "“" * size + "We go”, Awa Keita said.",
    "apostrophes": lambda size: "the troops’ guns said ‘" * size,
}
"""One sentence, one text: read in full."""


def english(words: int) -> str:
    """Articles one after the other, to so many words."""
    texts: list[str] = []
    count = 0
    paths = sorted(DATA.glob("*.txt"))
    while paths and count < words:
        for path in paths:
            article = path.read_text("utf-8", "replace")
            texts.append(article)
            count += len(article.split())
            if count >= words:
                break
    return BLANK.join(texts)


def grown(shape: str, size: int, whole: bool) -> tuple[Report, Reading | None]:
    """The report of a shape; its reading where it is made of tiles."""
    if shape == "english":
        return _report(english(size)), None
    if shape in WHOLE:
        return _report(WHOLE[shape](size)), None
    tile, gap = TILES[shape]
    base = _report(tile)
    report, reading = tiled(reading_of(base), size, gap)
    return report, None if whole else reading


def _report(text: str) -> Report:
    return Report(id="grown0", name="grown", text=text, published="2024-04-13", outlet="The Post")


def stages(report: Report, reading: Reading | None, reader: Callable[[], Reader]) -> Iterator[tuple[str, float]]:
    """Processor seconds of every stage, one after the other."""

    def timed(work: Callable[[], T]) -> tuple[T, float]:
        gc.collect()
        begun = time.process_time()
        result = work()
        return result, time.process_time() - begun

    yield "sources", timed(lambda: load(report.text.encode(), "grown"))[1]
    if reading is None:
        one = reader()
        reading, seconds = timed(lambda: one.read_one(report))
        yield "reader", seconds
    words = reading
    extraction, seconds = timed(lambda: extract(report, words))
    yield "extract", seconds
    made, seconds = timed(lambda: record([report], [extraction], [], "growth"))
    yield "reconcile", seconds
    yield "store", timed(lambda: kept(report, extraction))[1]
    for name, form in FORMATS.items():
        yield name, timed(lambda form=form: form(made))[1]  # type: ignore[misc]
    yield "lists", timed(lambda: [table_text(*list_rows(made, kind), "csv") for kind in LISTS])[1]
    yield "show", timed(lambda: shown(made))[1]
    yield "exports", timed(lambda: [exported(made, name, Choice()) for name in EXPORTS])[1]


def kept(report: Report, extraction: Extraction) -> None:
    """The report in a database, and out of it again."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.db", write=True) as store:
        store.add(report, extraction)
        store.extractions()


def shown(made: Record) -> None:
    """The finding with the most claims, and the last claim."""
    if made.findings:
        show_text(made, max(made.findings, key=lambda finding: len(finding.claims)).id)
        show_text(made, made.claims[-1].id)


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", default="")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--reader", action="store_true")
    chosen = parser.parse_args()
    shapes = chosen.shapes.split(",") if chosen.shapes else ["english", *TILES, *WHOLE]
    sizes = [int(size) for size in chosen.sizes.split(",")]
    seconds: dict[str, dict[int, dict[str, float]]] = {}
    rates: dict[str, dict[int, dict[str, float]]] = {}
    for shape in shapes:
        for size in sizes_of(shape, sizes, chosen.full):
            report, reading = grown(shape, size, chosen.reader)
            count = len(reading.words) if reading is not None else len(report.text.split())
            times = dict(stages(report, reading, _reader))
            seconds.setdefault(shape, {})[size] = {stage: round(used, 3) for stage, used in times.items()}
            rates.setdefault(shape, {})[size] = {stage: used / count for stage, used in times.items()}
            print(shape, size, count, seconds[shape][size], file=sys.stderr)
    growth = {shape: growing(rates[shape], seconds[shape]) for shape in shapes}
    worst = max((factor for factors in growth.values() for factor in factors.values()), default=1.0)
    print(json.dumps({"benchmark": "growth_one", "worst": worst, "growth": growth, "seconds": seconds}))


def sizes_of(shape: str, sizes: Sequence[int], full: bool) -> list[int]:
    """Words of English; repetitions of all else."""
    if shape != "english":
        return list(sizes)
    return [10 * size for size in sizes] + ([1_000_000] if full else [])


def growing(rates: dict[int, dict[str, float]], seconds: dict[int, dict[str, float]]) -> dict[str, float]:
    """By stage: seconds a word at the largest size over those at the smallest."""
    small, large = min(rates), max(rates)
    lengthy = [stage for stage, used in seconds[large].items() if used >= LEAST]
    return {stage: round(rates[large][stage] / max(rates[small][stage], 1e-9), 2) for stage in lengthy}


_READERS: list[Reader] = []


def _reader() -> Reader:
    if not _READERS:
        _READERS.append(Reader(threads=1))
    return _READERS[0]


if __name__ == "__main__":
    main()
