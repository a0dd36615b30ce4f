"""Whole days of reports against hand-written gold (`gold.py`): recall, precision and linking per kind, one JSON line, in percent.

    python benchmarks/days.py                          # cases/days, our own composed reports
    python benchmarks/days.py --data DIR --gold FILE --published 2022-02-12
    python benchmarks/days.py --lines                  # and, to standard error, what was missed and what is too much
    python benchmarks/days.py --data cases/examples    # the reports of examples/
    python benchmarks/days.py --renew                  # the exact figures of both, which tests/test_days.py holds

No figure is published for this task. The exact figures of a day lie beside its gold, in `expected.toml`: a change of any of them
is either wrong or on purpose, and then the file is renewed and what has changed is read before it is committed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple, get_args

from gold import Gold, extent, kind_of, load_gold
from msgspec.structs import replace
from scores import DayScore, Ratio, score

from rapporteur.model import KINDS, Factuality, Record, Verdict
from rapporteur.run import one_shot
from rapporteur.views import FORMATS

ROOT = Path(__file__).resolve().parent.parent
DAYS = ROOT / "cases/days"
EXAMPLES = ROOT / "cases/examples"
EXPECTED = "expected.toml"
HEAD = 6
"""Words of a line of the brief that tell which line it is."""

Figures = dict[str, Any]


class Day(NamedTuple):
    """A folder of reports, read, and its gold."""

    gold: Gold
    record: Record


def gold_files(data: Path) -> list[Path]:
    """The gold of every day under a folder."""
    return sorted(data.glob("*/gold.toml"))


def read_day(path: Path, data: Path | None = None, published: str | None = None) -> Day:
    """Reads the reports of a gold file, which lie beside it unless the file or `data` says where."""
    gold = load_gold(path)
    folder = data or (ROOT / gold.reports if gold.reports else path.parent)
    record = one_shot([str(folder)], published=published or gold.published, workers=0)
    # The gold and its figures are beside the reports: nobody misses them among what was read.
    problems = tuple(problem for problem in record.problems if not problem.report.endswith(".toml"))
    return Day(gold, replace(record, problems=problems))


# ---- the line ----


def summary(scores: Sequence[DayScore]) -> Figures:
    """All days in one line."""
    kinds = {kind: _kind_summary(scores, kind) for kind in KINDS}
    counts = {field: sum(getattr(s, field) for s in scores) for field in ("bad_spans", "long_evidence")}
    return {"benchmark": "days", "days": len(scores), **kinds, **counts, "violations": sum(len(s.violations) for s in scores)}


def _kind_summary(scores: Sequence[DayScore], kind: str) -> Figures:
    rows = [s.kinds[kind] for s in scores]
    return {
        "recall": percent(total(row.found for row in rows).share),
        "linked": percent(total(row.linked for row in rows).share),
        "precision": percent(mean(row.precision.share for row in rows if row.precision)),
        "overmerged": sum(row.overmerged for row in rows),
    }


def total(ratios: Iterable[Ratio]) -> Ratio:
    """The sums of parts and wholes."""
    return sum(ratios, Ratio(0, 0))


def mean(shares: Iterable[float | None]) -> float | None:
    """The mean over the days that have a share: a day of few claims weighs as much as one of many."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def percent(share: float | None) -> float | None:
    """
    >>> percent(2 / 3)
    66.7
    """
    return None if share is None else round(100 * share, 1)


def remarks(day: DayScore) -> Iterator[str]:
    """What was missed, what is too much, and what must not be, a line each."""
    for kind in day.kinds.values():
        yield from (f"missed: {line}" for line in kind.missed)
        yield from (f"extra: {line}" for line in kind.extras)
    yield from (f"never: {line}" for line in day.violations)


# ---- the exact figures ----


def figures(day: Day) -> Figures:
    """Every figure of a day, of each kind in a table, and what heads the lines of its brief."""
    result = score(day.record, day.gold)
    tables = {kind: _scores(result, kind) | _extents(day.record, kind) for kind in KINDS}
    counts = {field: getattr(result, field) for field in ("claims", "bad_spans", "no_evidence", "long_evidence")}
    return {**counts, "violations": len(result.violations), "brief": heads(day.record), **tables}


def _scores(result: DayScore, kind: str) -> Figures:
    row = result.kinds[kind]
    ratios = {name: str(getattr(row, name)) for name in ("found", "linked", "pairs", "verdicts")}
    closed = {"precision": str(row.precision), "extras": len(row.extras)} if row.precision else {}
    return {**ratios, "overmerged": row.overmerged, **closed}


def _extents(record: Record, kind: str) -> Figures:
    """Findings by verdict, claims by factuality, and characters of their evidence."""
    verdicts = Counter[str](finding.verdict for finding in record.findings if finding.kind == kind)
    claims = [claim for claim in record.claims if kind_of(claim) == kind]
    factuality = Counter[str](claim.factuality for claim in claims)
    return {
        "findings": {verdict: verdicts[verdict] for verdict in get_args(Verdict) if verdicts[verdict]},
        "claims": {value: factuality[value] for value in get_args(Factuality) if factuality[value]},
        "evidence": sum(extent(claim) for claim in claims),
    }


def heads(record: Record) -> list[str]:
    """The first words of what the brief tells, line by line down to its versions; several things in a line one by one."""
    body = FORMATS["md"](record).decode().partition("\n- Made by ")[0]
    things = (thing for line in body.splitlines() if line.strip("| -") for thing in line.split(" · "))
    return [" ".join(thing.split()[:HEAD]) for thing in things]


def changes(before: Figures, after: Figures) -> list[str]:
    """Every figure that moved, as "contact.found: 12/13 -> 11/13"; lists line by line. What isn't there is none."""
    flat_before, flat_after = _flat(before), _flat(after)
    pairs = {key: (flat_before.get(key, 0), flat_after.get(key, 0)) for key in {**flat_before, **flat_after}}
    return [line for key, (old, new) in pairs.items() if old != new for line in _change(key, old, new)]


def _change(key: str, before: Any, after: Any) -> list[str]:
    if not (isinstance(before, list) and isinstance(after, list)):
        return [f"{key}: {before} -> {after}"]
    difference = list(unified_diff(before, after, "before", "after", lineterm="", n=1))
    return [f"{key}:", *(f"  {line}" for line in difference)]


def _flat(table: Figures, prefix: str = "") -> Figures:
    """
    >>> _flat({"claims": 3, "contact": {"found": "1/2"}})
    {'claims': 3, 'contact.found': '1/2'}
    """
    rows: Figures = {}
    for key, value in table.items():
        rows |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return rows


def expected(gold: Path) -> Figures:
    """The figures that lie beside a gold file; none where nobody has written them."""
    path = gold.with_name(EXPECTED)
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def as_toml(table: Figures) -> str:
    """Figures as TOML: a table per kind, and in it tables and lists as values."""
    heading = {key: value for key, value in table.items() if key not in KINDS}
    kinds = "".join(f"\n[{kind}]\n{_rows(table[kind])}" for kind in KINDS if kind in table)
    return _rows(heading) + kinds


def _rows(table: Figures) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    """What JSON writes of numbers and text is TOML as well.

    >>> _value({"agreed": 2, "sole": 11})
    '{ agreed = 2, sole = 11 }'
    """
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_value(line)},\n" for line in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def renew(path: Path) -> Iterator[str]:
    """Writes the figures of a day beside its gold, and tells what has changed."""
    before, after = expected(path), figures(read_day(path))
    head = "# What tests/test_days.py holds of this day. Written by: python benchmarks/days.py --renew\n"
    path.with_name(EXPECTED).write_text(head + as_toml(after), encoding="utf-8")
    yield from (f"{path.parent.name} {line}" for line in (changes(before, after) if before else ["is new"]))


def measure(days: Iterable[Day], verbose: bool) -> Figures:
    """The line of all days; `verbose`: with what was missed and what is too much, to standard error."""
    scores = [score(day.record, day.gold) for day in days]
    for line in (line for result in scores for line in remarks(result)) if verbose else ():
        print(line, file=sys.stderr)
    return summary(scores)


def main() -> None:
    """Prints one JSON line, or what --renew has changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of days, or with --gold the folder of its reports")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--published", help="publication day; by default the gold file's")
    parser.add_argument("--lines", action="store_true", help="what was missed and what is too much, to standard error")
    parser.add_argument("--renew", action="store_true", help="write expected.toml beside every gold file of ours")
    args = parser.parse_args()
    if args.renew:
        print(*(line for data in (DAYS, EXAMPLES) for path in gold_files(data) for line in renew(path)), sep="\n")
    elif args.gold:
        print(json.dumps(measure([read_day(args.gold, args.data, args.published)], args.lines)))
    else:
        days = (read_day(path, published=args.published) for path in gold_files(args.data or DAYS))
        print(json.dumps(measure(days, args.lines)))


if __name__ == "__main__":
    main()
