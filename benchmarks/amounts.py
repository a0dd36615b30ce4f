"""How well amounts are found and normalised, on NewsQuant, scored as CQE does.

    python benchmarks/amounts.py --data FOLDER [--errors]

FOLDER holds `figures/newsquant-dev.json` (197 of the 590 sentences of Almasian et al., EMNLP 2023). A quantity of the
corpus may be a length of time or an age; those our extractor keeps with the times are counted as found. F1 of the
value; of value and unit (or counted noun); of value and change (=, ~, >, <, up, down). One JSON line, in percent.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from rapporteur.extract.amounts import Amount, amounts
from rapporteur.extract.time import Timex, expressions
from rapporteur.model import Reading, Report
from rapporteur.reader import Reader

PUBLISHED = {
    "note": "F1 on all 590 sentences; value / +unit / +change",
    "quantulum3": [73.0, 47.2, None],
    "CQE": [92.0, 85.6, 88.1],
}
CHANGES = {
    "more than": ">",
    "at least": ">",
    "just over": ">",
    "up to": "<",
    "less than": "<",
    "nearly": "~",
    "about": "~",
}
UNITS = {"percent": "percentage", "USD": "dollar", "GBP": "pound sterling", "EUR": "euro", "JPY": "japanese yen"}
LENGTHS = {"S": "second", "M": "month", "H": "hour", "D": "day", "W": "week", "Y": "year"}


class Quantity(NamedTuple):
    """What both sides are brought to: the ends of the value, a change sign and a unit."""

    low: float
    high: float
    change: str
    unit: str


def wanted(entry: dict[str, Any]) -> Quantity | None:
    """A quantity of the corpus; ranges are "252.0-287.0"."""
    match = re.fullmatch(r"(-?[\d.]+(?:e[+-]?\d+)?)(?:-([\d.]+))?", str(entry["value"]))
    if match is None:
        return None
    low = abs(float(match[1]))
    return Quantity(low, float(match[2]) if match[2] else low, entry["change"], str(entry["normalized_unit"]))


def of_amount(reading: Reading, amount: Amount) -> Quantity:
    """An amount in the corpus's form: the number itself, its bound as a sign."""
    low, high = amount.amount.low, amount.amount.high
    bound = amount.bound
    if bound == "nearly" and high is not None:
        low = high
    if bound == "just over":
        high = low
    low = high if low is None else low
    high = low if high is None else high
    assert low is not None
    assert high is not None
    unit = UNITS.get(amount.amount.unit or "", "")
    if not unit and amount.counted is not None:
        unit = reading.words[amount.counted].lemma.lower()
    return Quantity(low, high, amount.change or CHANGES.get(bound or "", "="), unit)


def of_timex(timex: Timex) -> Quantity | None:
    """A length of time in the corpus's form; `None` for dates."""
    match = re.fullmatch(r"P(T?)([\d.]+)([SMHDWY])", timex.value)
    if timex.type != "DURATION" or match is None:
        return None
    unit = "minute" if match[1] and match[3] == "M" else LENGTHS[match[3]]
    sign = {"MORE_THAN": ">", "EQUAL_OR_MORE": ">", "LESS_THAN": "<", "EQUAL_OR_LESS": "<", "APPROX": "~"}
    return Quantity(float(match[2]), float(match[2]), sign.get(timex.mod or "", "="), unit)


def found_in(reader: Reader, text: str) -> list[Quantity]:
    """All that is found in a sentence."""
    reading = reader.read_one(Report(id="b", name="b", text=text))
    times = expressions(reading, None)
    found = [of_amount(reading, amount) for amount in amounts(reading, times)]
    return found + [length for timex in times if (length := of_timex(timex)) is not None]


def same(one: Quantity, other: Quantity, field: str) -> bool:
    """Whether two quantities agree in value, and in unit or change if asked."""
    if abs(one.low - other.low) > 1e-6 * max(1.0, one.low) or abs(one.high - other.high) > 1e-6 * max(1.0, one.high):
        return False
    if field == "unit":
        mine, theirs = one.unit.split() or ["-"], other.unit.split() or ["-"]
        return mine[-1] == theirs[-1] or mine[0] == theirs[0]
    return field == "value" or one.change == other.change


def hits(gold: list[Quantity], system: list[Quantity], field: str) -> int:
    """How many of the gold quantities have a counterpart of their own in the system's."""
    left, count = list(system), 0
    for want in gold:
        got = next((one for one in left if same(one, want, field)), None)
        if got is not None:
            left.remove(got)
            count += 1
    return count


def main() -> int:
    """Measure and print; 2 where the corpus is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--model", type=Path, help="folder with model.onnx; default: the installed one")
    parser.add_argument("--errors", action="store_true", help="list the sentences that differ on stderr")
    options = parser.parse_args()
    path = options.data / "figures" / "newsquant-dev.json"
    if not path.is_file():
        print(f"no corpus at {path}", file=sys.stderr)
        return 2
    reader, total, count = Reader(options.model), 0, {"value": 0, "unit": 0, "change": 0}
    for sentence in json.loads(path.read_text(encoding="utf-8")):
        gold = [one for entry in sentence["quantities"] if (one := wanted(entry)) is not None]
        system = found_in(reader, sentence["text"])
        total += len(gold) + len(system)
        for field in count:
            count[field] += hits(gold, system, field)
        if options.errors and hits(gold, system, "value") < max(len(gold), len(system)):
            print(sentence["text"], *(f"  want {one}" for one in gold), *(f"  got  {one}" for one in system),
                  sep="\n", file=sys.stderr)  # fmt: skip
    scores = {f"{field}_f1": round(200 * number / total, 1) for field, number in count.items()}
    print(json.dumps({"benchmark": "amounts", **scores, "published": PUBLISHED}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
