"""How well time expressions are found and normalised, on TimeBank and AQUAINT, scored as TempEval-3 does.

    python benchmarks/time.py --data FOLDER [--part AQUAINT] [--errors]

FOLDER holds `time/tbaq/{AQUAINT,TimeBank}/*.tml` (TIMEX3, LDC texts: read, never copied). Strict F1 wants equal
extents, relaxed F1 an overlap, value F1 an overlap and the same value in any case (UzZaman et al., SemEval 2013). One JSON
line, in percent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from rapporteur.extract.time import expressions
from rapporteur.model import Report
from rapporteur.reader import Reader

PUBLISHED = {
    "note": "on the TempEval-3 platinum set, not on this one",
    "HeidelTime": {"value_f1": 77.6, "relaxed_f1": 90.7, "strict_f1": 81.8, "verified": False},
    "CogComp": {"value_f1": 70.5, "verified": False},
}


class Gold(NamedTuple):
    """A TIMEX3 of the corpus: character offsets into the text, its value and type."""

    start: int
    end: int
    value: str
    type: str


def load(path: Path) -> tuple[str, str, list[Gold]]:
    """The text, the day of creation and the expressions of a .tml file; those of the header are left out."""
    root = etree.parse(str(path), etree.XMLParser(recover=True)).getroot()
    created = root.find(".//DCT//TIMEX3")
    body = root.find("TEXT")
    text, found = "", []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            start = len(text)
            text += node.text or ""
            if node.tag == "TIMEX3":
                exact = "".join(node.itertext())
                found.append(Gold(start, start + len(exact), node.get("value"), node.get("type")))
        elif node is not body:
            text += node.tail or ""
    value = created.get("value") if created is not None else ""
    return text, f"{value[:4]}-{value[4:6]}-{value[6:8]}" if value[:8].isdigit() else value[:10], found


def files(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    """The corpus files of the given parts, by name."""
    for part in parts:
        yield from sorted((folder / part).glob("*.tml"))


def found_in(reader: Reader, text: str, created: str) -> list[Gold]:
    """What the extractor finds, in the form of the corpus."""
    reading = reader.read_one(Report(id="b", name="b", text=text))
    words = reading.words
    return [Gold(words[t.start].start, words[t.end - 1].end, t.value, t.type) for t in expressions(reading, created)]


class Tally(NamedTuple):
    """Counts over the corpus: of expressions in gold and system, and of those that match."""

    gold: int = 0
    system: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    def f1(self, hits: int) -> float:
        return round(200 * hits / (self.gold + self.system), 1) if self.gold + self.system else 0.0


def compare(gold: list[Gold], system: list[Gold], errors: list[str], text: str) -> Tally:
    """One document's counts; each system expression answers one of the gold, the first it overlaps."""
    left, relaxed, strict, value = list(system), 0, 0, 0
    for want in gold:
        got = next((one for one in left if one.start < want.end and want.start < one.end), None)
        if got is None:
            errors.append(f"MISS  {text[want.start : want.end]!r} {want.value}")
            continue
        left.remove(got)
        relaxed += 1
        strict += (got.start, got.end) == (want.start, want.end)
        right = got.value.lower() == want.value.lower()
        value += right
        if not right:
            context = text[max(0, want.start - 50) : want.end + 40].replace("\n", " ")
            errors.append(f"VALUE {text[want.start : want.end]!r} want {want.value} got {got.value} | {context}")
    for spare in left:
        context = text[max(0, spare.start - 40) : spare.end + 30].replace("\n", " ")
        errors.append(f"EXTRA {text[spare.start : spare.end]!r} {spare.value} | {context}")
    return Tally(len(gold), len(system), relaxed, strict, value)


def main() -> int:
    """Measure and print; 2 where the corpus is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--part", action="append", choices=("AQUAINT", "TimeBank"), help="default: both")
    parser.add_argument("--model", type=Path, help="folder with model.onnx; default: the installed one")
    parser.add_argument("--errors", action="store_true", help="list every error on stderr")
    options = parser.parse_args()
    folder = options.data / "time" / "tbaq"
    if not folder.is_dir():
        print(f"no corpus at {folder}", file=sys.stderr)
        return 2
    reader, tally, errors = Reader(options.model), Tally(), list[str]()
    parts = tuple(options.part or ("AQUAINT", "TimeBank"))
    for path in files(folder, parts):
        text, created, gold = load(path)
        errors.append(f"---   {path.name} {created}")
        tally = tally.plus(compare(gold, found_in(reader, text, created), errors, text))
    if options.errors:
        print("\n".join(errors), file=sys.stderr)
    result = {
        "benchmark": "time", "parts": parts, "expressions": tally.gold, "value_f1": tally.f1(tally.value),
        "relaxed_f1": tally.f1(tally.relaxed), "strict_f1": tally.f1(tally.strict), "published": PUBLISHED,
    }  # fmt: skip
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
