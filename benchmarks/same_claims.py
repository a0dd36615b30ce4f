"""Whether extraction makes the same claims as before, over the fixed corpus: the scale of every change that only moves.

    python benchmarks/same_claims.py --keep before.jsonl       # writes what is claimed now
    python benchmarks/same_claims.py --against before.jsonl    # one JSON line; --show prints what changed

`documents_changed`, `claims_changed`: claims that only one of the two has. Exit 1 where there are any. Nothing here is a
score: which of two claims is right has to be read. `--but rule,confidence` leaves fields out of the comparison.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import msgspec
from corpus import documents, reading_of

from rapporteur.extract import extract

Rows = dict[str, dict[str, Any]]


def claimed(but: frozenset[str] = frozenset()) -> Rows:
    """By document: its claims in order, its actors, places, times and problems."""
    rows: Rows = {}
    for report in documents():
        built = msgspec.to_builtins(extract(report, reading_of(report)))
        built["claims"] = [{k: v for k, v in claim.items() if k not in but} for claim in built["claims"]]
        rows[f"{report.name}#{report.id}"] = built
    return rows


def differences(before: Rows, after: Rows) -> dict[str, list[str]]:
    """By document that both know: what only one side has, each as a line of JSON behind "-" or "+"."""
    out: dict[str, list[str]] = {}
    for name in sorted({*before} & {*after}):
        one, other = lines(before[name]), lines(after[name])
        changes = [f"- {line}" for line in one if line not in other] + [f"+ {line}" for line in other if line not in one]
        if not changes and one != other:
            changes = ["~ order"]
        if changes:
            out[name] = changes
    return out


def lines(row: dict[str, Any]) -> list[str]:
    """Every claim, actor, place and time of a document as a line."""
    return [f"{field} {json.dumps(item, sort_keys=True)}" for field, items in row.items()
            if isinstance(items, list | tuple) for item in items]  # fmt: skip


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--but", default="", help="fields of claims that are not compared, with commas")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    but = frozenset(args.but.split(",")) - {""}
    after = claimed(but)
    if args.keep:
        args.keep.write_text("\n".join(json.dumps([name, row]) for name, row in after.items()) + "\n", "utf-8")
    line: dict[str, Any] = {"benchmark": "same_claims", "documents": len(after)}
    line["claims"] = sum(len(row["claims"]) for row in after.values())
    if args.against:
        before = dict(json.loads(text) for text in args.against.read_text("utf-8").splitlines())
        for row in before.values():
            row["claims"] = [{k: v for k, v in claim.items() if k not in but} for claim in row["claims"]]
        changed = differences(before, after)
        line["documents_changed"] = len(changed)
        line["claims_changed"] = sum(c[2:].startswith("claims ") for changes in changed.values() for c in changes)
        line["lines_changed"] = sum(map(len, changed.values()))
        if args.show:
            for name, changes in changed.items():
                print(name, *changes, sep="\n", file=sys.stderr)
    print(json.dumps(line))
    sys.exit(1 if line.get("documents_changed") else 0)


if __name__ == "__main__":
    main()
