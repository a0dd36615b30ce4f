"""The fixed corpus that a change of the house is held against: the same documents, whatever the program makes of them.

Own texts (`examples/`, `cases/`, always there) and real news (`../shared`, where it is): the seeds, two days of real
crises, WikiEvents dev, sixty articles of PolNeAR dev and the sentences that pattern coders are tested on. Readings are
kept in a folder of the user's cache, by the reader's weights and code, so that only extraction runs the second time.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import pickle
import re
import tempfile
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import rapporteur
from rapporteur.model import Reading, Report
from rapporteur.reader import Reader, default_model
from rapporteur.sources import gather

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RAPPORTEUR_DATA", ROOT.parent / "shared/data"))
KEPT = Path(os.environ.get("RAPPORTEUR_READINGS", Path(tempfile.gettempdir()) / "rapporteur-readings"))
ARTICLES = 60
"""Articles of PolNeAR dev that belong to the corpus, in the order of their names."""
READS = ("reader", "lexicon")
"""Folders of the package whose code and tables a reading depends on."""


def documents() -> Iterator[Report]:
    """Every document of the corpus, own texts first; each name once."""
    yield from own()
    yield from news()


def own() -> Iterator[Report]:
    """The texts that the project ships."""
    for folder, published in ((ROOT / "examples", None), *((day, day.name) for day in sorted((ROOT / "cases/days").glob("*")))):
        yield from _gathered(folder, published)
    for path in sorted((ROOT / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8")).get("case", []):
            if "text" in case:
                yield _report(f"{path.stem}/{_short(case['text'])}", case["text"], case.get("published", "2024-04-13"))


def news() -> Iterator[Report]:
    """Real reports; nothing where `../shared` is missing."""
    for folder in sorted((SHARED.parent / "reports").glob("*")):
        yield from _gathered(folder, folder.name[-10:])
    wikievents = SHARED / "events/wikievents-dev.jsonl"
    if wikievents.exists():
        for line in wikievents.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield _report(f"wikievents/{row['doc_id']}", row["text"], None)
    for path in islice(sorted((SHARED / "statements/polnear/dev/text").glob("*.txt")), ARTICLES):
        yield _report(f"polnear/{path.stem}", path.read_text("utf-8"), None)
    gold = SHARED / "events/petr2-gold-dev.xml"
    if gold.exists():
        for number, text in enumerate(re.findall(r"<Text>(.*?)</Text>", gold.read_text("utf-8"), re.S)):
            yield _report(f"petrarch/{number}", html.unescape(" ".join(text.split())), "2014-03-01")


def _gathered(folder: Path, published: str | None) -> Iterator[Report]:
    for report in gather([str(folder)], published=published):
        if isinstance(report, Report):
            yield report


def _report(name: str, text: str, published: str | None) -> Report:
    return Report(id=_short(name), name=name, text=text, published=published)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def reading_of(report: Report) -> Reading:
    """The reading of a report, from the folder of kept ones where it is there."""
    furniture = ",".join(f"{s.start}-{s.end}" for s in report.furniture)
    key = hashlib.sha256(f"{report.id}\n{report.text}\n{furniture}".encode()).hexdigest()[:24]
    path = KEPT / _version() / key
    if path.exists():
        kept: Reading = pickle.loads(path.read_bytes())  # our own file
        return kept
    reading: Reading = _reader().read_one(report)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(pickle.dumps(reading))
    part.replace(path)
    return reading


@cache
def _reader() -> Reader:
    return Reader()


@cache
def _version() -> str:
    """A hash of what a reading depends on."""
    code = Path(rapporteur.__file__).parent
    files = [p for top in READS for p in sorted((code / top).rglob("*")) if p.suffix == ".py"]
    digest = hashlib.sha256()
    for path in (*files, *sorted(default_model().glob("*.onnx"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
