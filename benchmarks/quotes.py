"""Attributions: exact spans of source, cue and content, by the model that ships.

    python benchmarks/quotes.py                              # PolNeAR dev in CofeNet's token form
    python benchmarks/quotes.py --data FILE.jsonl            # another file of that form
    python benchmarks/quotes.py --data FOLDER                # text/ and attributions/ (brat): whole articles from raw text

Keys: source_f1, cue_f1, content_f1 and precision and recall of each, in percent. A span counts where both ends and its
type are right. In the token form each line is a unit; the lines of one article (`id`) are read as its paragraphs, so that
the reader has the context that it has in use. Of several annotators the first (lowest id) is gold. From raw text the
gold's offsets must be met up to blanks and marks at the edges (`exact`), or by half the words of either side (`overlap`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from polnear import KINDS, MARKS, Place, articles, attributions

from rapporteur.model import Report, Said
from rapporteur.reader import Reader
from rapporteur.reader.words import Token, words

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
PUBLISHED = {
    "PolNeAR test, CoreNLP": {"source_f1": 13.9, "content_f1": 17.5},
    "PolNeAR test, CRF": {"source_f1": 50.6, "cue_f1": 53.4, "content_f1": 28.6},
    "PolNeAR test, BiLSTM-CRF": {"source_f1": 69.6, "cue_f1": 66.7, "content_f1": 59.0},
    "PolNeAR test, BERT base + CofeNet": {"source_f1": 83.2, "cue_f1": 75.3, "content_f1": 72.9},
    "two annotators": {"source_f1": 78.0, "cue_f1": 71.0, "content_f1": 69.0},
}
EDGES = " \n\t.,;:\"'“”‘’`"


# ---- CofeNet's token form --------------------------------------------------------------------------------------------
def units(path: Path) -> Iterator[list[dict[str, list[str]]]]:
    """The lines of each article, in order."""
    rows: dict[str, list[dict[str, list[str]]]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            rows.setdefault(str(row.get("id", number)), []).append(row)
    yield from rows.values()


def gold_spans(labels: Sequence[str]) -> set[Place]:
    """(first, end, type) of BIO labels."""
    found, first = set(), 0
    for i in range(len(labels) + 1):
        label = labels[i] if i < len(labels) else "O"
        if i and labels[i - 1] != "O" and not (label[0] == "I" and label[2:] == labels[i - 1][2:]):
            found.add((first, i, labels[i - 1][2:]))
        if i < len(labels) and (label[0] == "B" or (label[0] == "I" and (not i or labels[i - 1][2:] != label[2:]))):
            first = i
    return found


def read_tokens(reader: Reader, article: list[dict[str, list[str]]]) -> list[set[Place]]:
    """The spans that the reader finds in each unit, in the unit's own tokens."""
    made: list[Token] = []
    owner: list[tuple[int, int]] = []
    borders = []
    at = 0
    for number, row in enumerate(article):
        borders.append(len(made))
        for place, token in enumerate(row["tokens"]):
            text = MARKS.get(token, token)
            for _, _, form in list(words(text)) or [(0, len(text), text)]:
                made.append((at, at + len(form), form))
                owner.append((number, place))
                at += len(form)
            at += 1
    found: list[set[Place]] = [set() for _ in article]
    for said in reader.read_words(made, borders).said:
        for start, end, kind in places(said):
            unit = owner[start][0]
            stop = max((i for i in range(start, end) if owner[i][0] == unit), default=start)
            found[unit].add((owner[start][1], owner[stop][1] + 1, kind))
    return found


def places(said: Said) -> Iterator[Place]:
    """The word ranges of an attribution with their types."""
    for kind, ranges in zip(KINDS, (said.source, said.cue, said.content), strict=True):
        for start, end in ranges:
            yield start, end, kind


def of_tokens(reader: Reader, path: Path) -> dict[str, float]:
    """Scores on a file of the token form."""
    pairs = []
    for article in units(path):
        found = read_tokens(reader, article)
        pairs += [(mine, gold_spans(row["labels"])) for mine, row in zip(found, article, strict=True)]
    return scores(pairs)


# ---- whole articles --------------------------------------------------------------------------------------------------
def of_articles(reader: Reader, folder: Path) -> dict[str, float]:
    """Scores on raw articles: exact but for blanks and marks at the edges, and by overlap."""
    exact, loose = [], []
    for name, text, files in articles(folder):
        reading = reader.read_one(Report(id=name, name=name, text=text))
        mine = {
            (reading.words[a].start, reading.words[b - 1].end, kind) for said in reading.said for a, b, kind in places(said)
        }
        gold = {span for attribution in attributions(files[0].read_text("utf-8")) for span in attribution}
        exact.append(({trimmed(text, s) for s in mine}, {trimmed(text, s) for s in split(text, gold)}))
        loose.append(overlapping(mine, gold))
    return scores(exact) | {f"overlap_{name}": value for name, value in scores(loose).items() if name.endswith("f1")}


def split(text: str, spans: set[Place]) -> set[Place]:
    """Spans cut at the ends of paragraphs, as the token form has them."""
    found = set()
    for start, end, kind in spans:
        at = start
        for part in text[start:end].split("\n"):
            if part.strip():
                found.add((at, at + len(part), kind))
            at += len(part) + 1
    return found


def trimmed(text: str, span: Place) -> Place:
    """Without blanks and marks at the edges."""
    start, end, kind = span
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end, kind


def overlapping(mine: set[Place], gold: set[Place]) -> tuple[set[Place], set[Place]]:
    """Both sets, a found span replaced by the gold span with which it shares half of both."""
    met = set()
    for start, end, kind in mine:
        best = max(gold, key=lambda g: (g[2] == kind) * (min(end, g[1]) - max(start, g[0])), default=None)
        shared = min(end, best[1]) - max(start, best[0]) if best and best[2] == kind else 0
        met.add(best if best and shared * 2 >= max(end - start, best[1] - best[0]) else (start, end, kind))
    return met, gold


# ---- scores ----------------------------------------------------------------------------------------------------------
def scores(pairs: Sequence[tuple[set[Place], set[Place]]]) -> dict[str, float]:
    """Micro-averaged F1, precision and recall by type, in percent."""
    made: dict[str, float] = {}
    for kind in KINDS:
        sides = [({s for s in mine if s[2] == kind}, {s for s in gold if s[2] == kind}) for mine, gold in pairs]
        hits = sum(len(mine & gold) for mine, gold in sides)
        found, wanted = sum(len(mine) for mine, _ in sides), sum(len(gold) for _, gold in sides)
        made[f"{kind}_f1"] = round(200 * hits / max(1, found + wanted), 2)
        made[f"{kind}_precision"] = round(100 * hits / max(1, found), 2)
        made[f"{kind}_recall"] = round(100 * hits / max(1, wanted), 2)
    return made


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA / "statements/polnear-cofenet-valid.jsonl")
    parser.add_argument("--model", type=Path, help="a model folder; the installed one otherwise")
    given = parser.parse_args()
    if not given.data.exists():
        sys.exit(f"{given.data}: not found; set RAPPORTEUR_DATA or give --data")
    reader = Reader(given.model)
    made = of_articles(reader, given.data) if given.data.is_dir() else of_tokens(reader, given.data)
    row = {"benchmark": "quotes", "data": given.data.name, "signature": reader.signature, **made, "published": PUBLISHED}
    print(json.dumps(row))


if __name__ == "__main__":
    main()
