"""How well quantities are found, normalised and tied to what they are of, on NewsQuant, scored as CQE's evaluation does.

    python benchmarks/figures.py --data FOLDER_OR_FILE [--errors]

FOLDER holds `figures/newsquant-dev.json` (197 of the 590 sentences of Almasian et al., EMNLP 2023); a FILE is of the same
format: a list of `{text, quantities: [{value, normalized_unit, change, referred_concepts}]}`.

F1, in percent, of the value; of value and unit; of value and change (=, ~, >, <, up, down); of value and concept, where one
word in common is enough ("partial" in the paper). Quantities are matched as satya77/CQE_Evaluation does
(evaluate_models.py): both lists sorted by unit; a gold quantity runs over the system's; each equal value counts once for the
value, up to the number of gold quantities of the sentence, and for change and concept whenever these agree; an equal unit
takes the system's quantity away and ends the run. So two equal values in one sentence can count more than once; `paired`
gives the same four numbers where each quantity has one partner at most, the one that agrees in most.

The corpus has conventions that are not ours, and `as_in_corpus` maps ours to them, by kind and never by sentence: "from X to
Y" is one range; a vague plural runs from one to ten of them (dozens: 12-120), "several" and "a few" are no quantities; the
unit of what is counted is its noun with its adjectives; a bound hides the direction of a change, and "a 5% drop" is none;
units have names of their own ("metric ton", "dollar").
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from quantities import owners

from rapporteur.extract.amounts import Amount, quantities
from rapporteur.extract.time.numerals import PLURALS, VAGUE
from rapporteur.lexicon import tables
from rapporteur.model import Reading, Report, Word
from rapporteur.reader import Reader

FIELDS = ("value", "value_unit", "value_change", "value_concept")
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
NAMES = {
    "percent": "percentage",
    "USD": "dollar",
    "ILS": "shekel",
    "RUB": "russian ruble",
    "penny": "point",
    "tonne": "metric ton",
    "kilotonne": "kiloton",
    "megatonne": "megaton",
    "gigatonne": "gigaton",
    "pound": "pound-mass",
    "fluid ounce": "ounce",
    "part per billion": "parts-per-billion",
    "revolution per minute": "revolutions per minute",
}
"""The corpus's names of units, where they are not ours or the currency's English one."""
Value = float | tuple[float, float]


class Quantity(NamedTuple):
    """What both sides are brought to: a number or the two ends of a range, unit, change sign, words of the concept."""

    value: Value
    unit: str
    change: str
    concept: frozenset[str]


def wanted(entry: dict[str, Any]) -> Quantity:
    """A quantity of the corpus; ranges are "252.0-287.0"."""
    text = str(entry["value"])
    low, dash, high = text.partition("-") if "e-" not in text.lower() else (text, "", "")
    value: Value = (float(low), float(high)) if dash and low else float(text)
    concept = frozenset(word.lower() for word in re.split(r"[,\s]+", entry["referred_concepts"]))
    return Quantity(value, entry["normalized_unit"].lower(), entry["change"], concept)


# ---- ours in the corpus's terms -------------------------------------------------------------------------------------


def as_in_corpus(reading: Reading, found: Sequence[Amount]) -> list[Quantity]:
    """Our quantities of a sentence in the corpus's conventions (see above)."""
    out: list[Quantity] = []
    told = [amount for amount in found if amount.words.lower().split()[-1] not in VAGUE]
    for at, amount in enumerate(told):
        before = told[at - 1] if at else None
        low, high = ends(amount)
        paired = before is not None and before.role == "from" and amount.role == "to" and out
        if paired and before is not None and before.amount.unit in (amount.amount.unit, None):
            low = ends(before)[0]
            out.pop()
        concept = frozenset(token_at(reading, i) for i in concept_of(reading, amount))
        value: Value = low if low == high else (low, high)
        out.append(Quantity(value, unit_of(reading, amount), change_of(amount), concept or frozenset("-")))
    return out


def ends(amount: Amount) -> tuple[float, float]:
    """The number itself, its bound taken back; a vague plural from one of them to ten."""
    low, high = amount.amount.low, amount.amount.high
    if amount.bound == "nearly" and high is not None:
        low = high
    if amount.bound == "just over":
        high = low
    word = next((word for word in amount.words.lower().split() if word in PLURALS), None)
    if word is not None and low is not None:
        return low / 2, low * 5
    low = high if low is None else low
    high = low if high is None else high
    assert low is not None
    assert high is not None
    return low, high


def change_of(amount: Amount) -> str:
    """The corpus's one sign of bound and change."""
    if amount.bound is not None:
        return CHANGES[amount.bound]
    return amount.change if amount.change and not amount.noun else "="


def unit_of(reading: Reading, amount: Amount) -> str:
    """The corpus's name of a unit, or the noun that is counted with its adjectives."""
    unit = amount.amount.unit
    noun = "-" if amount.counted is None else noun_of(reading, amount)
    if unit == "share":
        return f"% {noun}"
    if unit is None:
        return noun
    return NAMES.get(unit) or " per ".join(name_of(part) for part in unit.split(" per "))


@cache
def _currencies() -> dict[str, str]:
    """The English name of a currency by its ISO 4217 code."""
    return {row["code"]: row["name"] for row in tables.rows("currencies.csv")}


def name_of(unit: str) -> str:
    """One unit's name in the corpus."""
    return NAMES.get(unit) or _currencies().get(unit, unit).lower()


def noun_of(reading: Reading, amount: Amount) -> str:
    """The noun that is counted, with its adjectives and common nouns, the common noun that it is of, and what it is per."""
    assert amount.counted is not None
    words, at = reading.words, amount.counted
    first = at
    while first - 1 >= amount.end and words[first - 1].xpos in ("JJ", "JJR", "JJS", "NN", "NNS", "HYPH", "CC"):
        first -= 1
    names = ""
    for i in range(first, at + 1):
        if words[i].xpos == "CC":
            continue
        joined = names and words[i].start == words[i - 1].end
        form = words[i].lemma.lower() if i == at or words[i].xpos in ("JJS", "NNS") else words[i].text.lower()
        names += form if joined or not names else f" {form}"
    parts = ["count" if names == "time" else names, *(word.lemma.lower() for word in whole_of(reading, at))]
    if at + 2 < len(words) and words[at + 1].text == "per" and words[at + 2].xpos == "NN":
        parts += ["per", words[at + 2].lemma.lower()]
    return " ".join(parts)


def whole_of(reading: Reading, at: int) -> list[Word]:
    """The common nouns after the "of" that follows a noun: "categories of products"."""
    words, found = reading.words, []
    if at + 1 < len(words) and words[at + 1].text == "of":
        for word in words[at + 2 : at + 5]:
            if word.xpos not in ("NN", "NNS"):
                break
            found.append(word)
    return found


def concept_of(reading: Reading, amount: Amount) -> set[int]:
    """The words of what a quantity is of: what is measured, and whose it is."""
    measured = {amount.counted} if amount.amount.unit and amount.counted is not None else set()
    return measured | set(owners(reading, amount))


def token_at(reading: Reading, i: int) -> str:
    """What white space delimits around a word, without its punctuation: the corpus does not cut "TA-125"."""
    text, word = reading.text, reading.words[i]
    start = max(text.rfind(" ", 0, word.start), -1) + 1
    end = text.find(" ", word.end)
    return text[start : end if end >= 0 else len(text)].strip(".,;:()'\"“”").removesuffix("'s").removesuffix("’s").lower()


# ---- scoring --------------------------------------------------------------------------------------------------------


def same_value(one: Value, other: Value) -> bool:
    """Equal to one part in 100,000, as numpy's isclose in CQE's evaluation; a range is no number."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return same_value(one[0], other[0]) and same_value(one[1], other[1])
    if isinstance(one, tuple) or isinstance(other, tuple):
        return False
    return math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-8)


def agreements(gold: Quantity, system: Quantity) -> list[bool]:
    """In which of `FIELDS` two quantities of one value agree."""
    return [True, gold.unit == system.unit, gold.change == system.change, bool(gold.concept & system.concept)]


def hits(gold: list[Quantity], system: list[Quantity]) -> list[int]:
    """Hits per field as CQE's evaluation counts them."""
    left, count = sorted(system, key=lambda one: one.unit), [0, 0, 0, 0]
    for want in sorted(gold, key=lambda one: one.unit):
        for got in left:
            if not same_value(want.value, got.value):
                continue
            same = agreements(want, got)
            same[0] = count[0] < len(gold)
            count = [number + hit for number, hit in zip(count, same, strict=True)]
            if same[1]:
                left.remove(got)
                break
    return count


def paired(gold: list[Quantity], system: list[Quantity]) -> list[int]:
    """Hits per field where each quantity has one partner: of equal value, and the one that agrees in most."""
    left, count = list(system), [0, 0, 0, 0]
    for want in gold:
        equal = [got for got in left if same_value(want.value, got.value)]
        if equal:
            best = max(equal, key=lambda got: sum(agreements(want, got)))
            left.remove(best)
            count = [number + hit for number, hit in zip(count, agreements(want, best), strict=True)]
    return count


def scores(count: Sequence[int], total: int) -> dict[str, float]:
    """F1 of each field in percent, of hits and the quantities on both sides together."""
    return {f"{field}_f1": round(200 * number / max(1, total), 1) for field, number in zip(FIELDS, count, strict=True)}


def corpus(data: Path) -> Path:
    """The file of sentences that `data` names."""
    return data / "figures" / "newsquant-dev.json" if data.is_dir() else data


def main() -> int:
    """Measure and print; 2 where the corpus is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder, or a file of sentences")
    parser.add_argument("--model", type=Path, help="folder with model.onnx; default: the installed one")
    parser.add_argument("--errors", action="store_true", help="list the sentences that differ on stderr")
    options = parser.parse_args()
    path = corpus(options.data)
    if not path.is_file():
        print(f"no corpus at {path}", file=sys.stderr)
        return 2
    reader, total, as_cqe, by_pairs = Reader(options.model), 0, [0] * 4, [0] * 4
    for number, sentence in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        gold = [wanted(entry) for entry in sentence["quantities"]]
        reading = reader.read_one(Report(id="b", name="b", text=sentence["text"]))
        system = as_in_corpus(reading, quantities(reading))
        total += len(gold) + len(system)
        as_cqe = [a + b for a, b in zip(as_cqe, hits(gold, system), strict=True)]
        pairs = paired(gold, system)
        by_pairs = [a + b for a, b in zip(by_pairs, pairs, strict=True)]
        if options.errors and min(pairs) < max(len(gold), len(system)):
            print(f"{number} {pairs} {sentence['text']}", *(f"  want {one}" for one in gold),
                  *(f"  got  {one}" for one in system), sep="\n", file=sys.stderr)  # fmt: skip
    line = {"benchmark": "figures", **scores(as_cqe, total), "paired": scores(by_pairs, total), "published": PUBLISHED}
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
