"""Holds a benchmark's JSON line against `floors.json`: a score may rise, and never falls unnoticed.

    python benchmarks/throughput.py | python benchmarks/floor.py            # exit 1 where a score is below its floor
    python benchmarks/throughput.py | python benchmarks/floor.py --raise    # floors follow the scores upwards
    … | python benchmarks/floor.py --lower "claims of a new kind cost time"  # and prints what the commit has to say

`floors.json` has a table per benchmark: `{"throughput": {"words_per_second": 4000}}`. A key is a score of the JSON
line, with dots into tables ("stages.reader"); one that begins with "-" is better when lower ("-peak_mb").
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")

Floors = dict[str, float]


def score(line: dict[str, Any], key: str) -> float | None:
    """
    >>> score({"stages": {"reader": 9000}}, "stages.reader")
    9000.0
    """
    value: Any = line
    for part in key.removeprefix("-").split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return None if value is None else float(value)


def better(key: str, one: float, other: float) -> bool:
    """Whether `one` is better than `other`: higher, or lower where the key begins with "-"."""
    return one < other if key.startswith("-") else one > other


def below(line: dict[str, Any], floors: Floors) -> list[str]:
    """The keys whose score is worse than the floor, or missing."""
    scores = {key: score(line, key) for key in floors}
    return [key for key, found in scores.items() if found is None or better(key, floors[key], found)]


def raised(line: dict[str, Any], floors: Floors) -> Floors:
    """The floors, each moved to the score where that is better; none is ever lowered."""
    scores = {key: score(line, key) for key in floors}
    return {k: f if (s := scores[k]) is None or not better(k, s, f) else s for k, f in floors.items()}


def lowered(line: dict[str, Any], floors: Floors) -> Floors:
    """The floors, with those that the scores miss moved down to them. A score that is missing stays missed."""
    missed = set(below(line, floors))
    return {k: s if k in missed and (s := score(line, k)) is not None else f for k, f in floors.items()}


def message(name: str, before: Floors, after: Floors, reason: str) -> str:
    """What the commit that lowers floors must say."""
    moved = [f"  {name} {key}: {before[key]:g} -> {after[key]:g}" for key in before if before[key] != after[key]]
    return "\n".join(["Floors lowered, because " + reason.rstrip(".") + ":", *moved])


def main(words: list[str] | None = None, floors_file: Path = FLOORS) -> int:
    """Reads one JSON line from stdin. 0: no score is below its floor; 1: some are; 2: the benchmark has no floors."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--raise", dest="up", action="store_true")
    given.add_argument("--lower", metavar="REASON")
    chosen = given.parse_args(words)
    line = json.loads(sys.stdin.readline())
    name = line["benchmark"]
    every: dict[str, Floors] = json.loads(floors_file.read_text(encoding="utf-8"))
    if name not in every:
        print(f"{floors_file.name} has no table {name!r}", file=sys.stderr)
        return 2
    before = after = every[name]
    if chosen.lower:
        after = lowered(line, after)
        print(message(name, before, after, chosen.lower))
    if chosen.up:
        after = raised(line, after)
    if after != before:
        floors_file.write_text(json.dumps({**every, name: after}, indent=2) + "\n", encoding="utf-8")
    missed = below(line, after)
    for key in missed:
        print(f"{name} {key}: {score(line, key)} is below the floor {after[key]:g}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
