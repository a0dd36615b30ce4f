"""Statements of the record against PolNeAR's attributions, whole articles from raw text: what a user gets, by overlap.

    python benchmarks/statements.py [--data FOLDER]      # text/ and attributions/ as PolNeAR lays them out

A statement meets the attribution with whose content at least half of its words (as characters) are shared. precision:
statements that meet one; recall: attributions met (PolNeAR counts attitudes and plans too, which are no statements here);
source: of the statements that meet, those whose speaker's words and the gold source contain one another. In percent.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import polnear

from rapporteur.extract import extract
from rapporteur.model import BROKEN, Report, Statement
from rapporteur.reader import Reader

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
Range = tuple[int, int]
Gold = dict[str, list[Range]]


def attributions(path: Path) -> list[Gold]:
    """Per attribution of an `.ann` file that has a content the character ranges of its parts by type."""
    golds = []
    for spans in polnear.attributions(path.read_text("utf-8")):
        gold: Gold = {}
        for start, end, kind in spans:
            gold.setdefault(kind, []).append((start, end))
        if "content" in gold:
            golds.append(gold)
    return golds


def places(text: str, claim: Statement) -> list[Range]:
    """Where the words of a statement stand; its evidence where they are not found."""
    found = []
    for part in claim.words.split(BROKEN):
        for span in claim.evidence:
            at = text.find(part, max(0, span.start - len(claim.words)))
            if 0 <= at <= span.end:
                found.append((at, at + len(part)))
                break
    return found or [(span.start, span.end) for span in claim.evidence]


def shared(one: Sequence[Range], other: Sequence[Range]) -> int:
    """Characters in both."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def met(mine: Sequence[Range], gold: Sequence[Gold]) -> int | None:
    """The attribution that a statement tells."""
    best = max(range(len(gold)), key=lambda i: shared(mine, gold[i]["content"]), default=None)
    size = sum(end - start for start, end in mine)
    return best if best is not None and shared(mine, gold[best]["content"]) * 2 >= size > 0 else None


def same_source(text: str, claim: Statement, gold: Gold) -> bool:
    """Do the speaker's words and the gold source contain one another? An attribution without a source can't tell."""
    sources = [text[a:b] for a, b in gold.get("source", [])]
    return not sources or any(claim.speaker_words in s or s in claim.speaker_words for s in sources)


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA / "statements/polnear/dev")
    given = parser.parse_args()
    if not (given.data / "text").is_dir():
        sys.exit(f"{given.data}: no folder text in it; set RAPPORTEUR_DATA or give --data")
    reader = Reader()
    count = dict.fromkeys(("gold", "found", "right", "met", "source"), 0)
    for name, text, files in polnear.articles(given.data):
        gold = attributions(files[0])
        report = Report(id=name, name=name, text=text)
        claims = [c for c in extract(report, reader.read_one(report)).claims if isinstance(c, Statement)]
        pairs = [(claim, hit) for claim in claims if (hit := met(places(text, claim), gold)) is not None]
        count["gold"] += len(gold)
        count["found"] += len(claims)
        count["right"] += len(pairs)
        count["met"] += len({hit for _, hit in pairs})
        count["source"] += sum(same_source(text, claim, gold[hit]) for claim, hit in pairs)
    row = {
        "benchmark": "statements",
        "signature": reader.signature,
        "precision": round(100 * count["right"] / max(1, count["found"]), 1),
        "recall": round(100 * count["met"] / max(1, count["gold"]), 1),
        "source": round(100 * count["source"] / max(1, count["right"]), 1),
        "statements": count["found"],
        "attributions": count["gold"],
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main()
