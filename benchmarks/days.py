"""Whole days of reports against hand-written gold: recall, precision and linking per kind, one JSON line, in percent.

    python benchmarks/days.py                          # cases/days, our own composed reports
    python benchmarks/days.py --data DIR --gold FILE --published 2022-02-12

The scorer is the one that lies beside the shared gold (`../shared/gold/score_gold.py`, or --scorer); without it the
benchmark says so and measures nothing. No figure is published for this task.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from rapporteur.model import KINDS
from rapporteur.run import one_shot
from rapporteur.views import record_json

ROOT = Path(__file__).resolve().parent.parent
SCORER = ROOT.parent / "shared/gold/score_gold.py"


def days(data: Path, gold: Path | None) -> list[tuple[Path, Path]]:
    """Folders of reports with their gold files."""
    return [(data, gold)] if gold else [(g.parent, g) for g in sorted(data.glob("*/gold.toml"))]


def score(folder: Path, gold: Path, published: str, scorer: Path) -> dict[str, Any]:
    """What the scorer prints for the record of one folder."""
    record = one_shot([str(folder)], published=published)
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(record_json(record))
        file.flush()
        done = subprocess.run(
            [sys.executable, str(scorer), str(gold), file.name], capture_output=True, text=True, check=True
        )
    return dict(json.loads(done.stdout))


def ratio(rows: list[dict[str, Any]], field: str) -> float | None:
    """The sum of "found/wanted" over days, in percent."""
    pairs = [tuple(map(int, row[field].split("/"))) for row in rows if field in row]
    wanted = sum(pair[1] for pair in pairs)
    return round(100 * sum(pair[0] for pair in pairs) / wanted, 1) if wanted else None


def mean(rows: list[dict[str, Any]], field: str) -> float | None:
    """The mean over days that give the field, in percent."""
    values = [row[field] for row in rows if row.get(field) is not None]
    return round(100 * sum(values) / len(values), 1) if values else None


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "cases/days")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--published", help="publication day; by default the gold file's")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    args = parser.parse_args()
    if not args.scorer.exists():
        print(json.dumps({"benchmark": "days", "skipped": f"no scorer at {args.scorer.name}"}))
        return
    scores = []
    for folder, gold in days(args.data, args.gold):
        published = args.published or str(tomllib.loads(gold.read_text("utf-8"))["published"])
        scores.append(score(folder, gold, published, args.scorer))
    line: dict[str, Any] = {"benchmark": "days", "days": len(scores)}
    for kind in KINDS:
        rows = [s[kind] for s in scores]
        line[kind] = {"recall": ratio(rows, "found"), "linked": ratio(rows, "linked"), "precision": mean(rows, "precision")}
        line[kind]["overmerged"] = sum(row["overmerged"] for row in rows)
    for field in ("bad_spans", "long_evidence", "violations"):
        line[field] = sum(s[field] for s in scores)
    print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
