"""Actual, generic or other: macro-F1 of realis on CASIE's event nuggets, in percent, one JSON line.

    python benchmarks/realis.py                  # 900 articles, five folds over them, and the shipped weights
    python benchmarks/realis.py --data FOLDER    # other articles in CASIE's form: what the shipped weights make of them
    python benchmarks/realis.py --fit            # fit the weights anew and keep them in the lexicon

CASIE (Satyapanich et al. 2020): news of attacks on computers and of holes in software, a JSON file an article; each event
nugget, given by its offsets, is Actual, Generic or Other (one file has "General" for Generic). Where the offsets do not fit
the text, the nugget is looked for near them. Its word is the content word that hangs on a word outside.

`folds`: weights fitted on the other folds' articles. `shipped`: the weights of `lexicon/data/generic.csv`, which were fitted
on these very articles, so that they say something on other articles only. `rules`: what the rules of factuality alone say
(stated is actual, all else other). `majority`: all of them actual. No figure is published for this division: the corpus's
authors print F1 of detection and of roles, and the agreement of their annotators.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from rapporteur.extract.factuality.genericity import CLASSES, features, likeliest, tenor
from rapporteur.extract.factuality.propagation import by_rules
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Report
from rapporteur.reader import Reader

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events/casie"
WEIGHTS = Path(__file__).resolve().parents[1] / "src/rapporteur/lexicon/data/generic.csv"
AS_CLASS = {"Actual": "actual", "Generic": "generic", "General": "generic", "Other": "other"}
CONTENT = ("VERB", "NOUN", "PROPN", "ADJ")
FOLDS = 5
OFTEN = 8
"""How many events a sign must be seen with."""
DECAY = 6.0
"""Strength of the ridge of the regression."""
WORTH = {"actual": 1.0, "generic": 1.3, "other": 1.8}
"""How much an event of the class counts: macro-F1 wants the rarer classes found."""


class Nugget(NamedTuple):
    """An event of an article: the signs at its word, what the rules and the shipped weights say, and the gold class."""

    article: int
    signs: dict[str, float]
    rules: str
    shipped: str
    gold: str


def nuggets(reader: Reader, folder: Path) -> Iterator[Nugget]:
    """The nuggets of all articles in a folder."""
    for number, path in enumerate(sorted(folder.glob("*.json"))):
        raw = json.loads(path.read_text(encoding="utf-8"))
        tree = Tree(reader.read_one(Report(id=path.stem, name=path.stem, text=raw["content"])))
        whole = tenor(tree)
        for event in (e for hopper in raw["cyberevent"]["hopper"] for e in hopper["events"]):
            word = word_of(tree, raw["content"], event["nugget"])
            if word is not None and event.get("realis") in AS_CLASS:
                found = by_rules(tree, word)
                rules = "actual" if found.factuality == "stated" else "other"
                signs = features(tree, word, found, whole)
                yield Nugget(number, signs, rules, likeliest(tree, word, whole), AS_CLASS[event["realis"]])


def word_of(tree: Tree, text: str, nugget: dict[str, Any]) -> int | None:
    """The word that a nugget stands for; `None` where nothing was read at its place."""
    start, end = nugget["startOffset"], nugget["endOffset"]
    if text[start:end] != nugget["text"]:
        found = [at for at in (text.find(nugget["text"], max(0, start - 400)), text.rfind(nugget["text"], 0, end)) if at >= 0]
        start = min(found, key=lambda at: abs(at - nugget["startOffset"]), default=start)
        end = start + len(nugget["text"])
    first = max(0, bisect_right(tree.words, start, key=lambda w: w.start) - 1)
    last = bisect_right(tree.words, end - 1, key=lambda w: w.start)
    inside = [k for k in range(first, last) if tree.words[k].end > start]
    heads = [k for k in inside if tree.heads[k] not in inside]
    return next((k for k in heads if tree.upos[k] in CONTENT), heads[0] if heads else None)


class Weights(NamedTuple):
    """Names of the signs, and one row of weights each, a column a class."""

    names: list[str]
    table: Any


def fit(events: Sequence[Nugget]) -> Weights:
    """A multinomial logistic regression with a ridge, by gradient descent with momentum."""
    seen = Counter(name for event in events for name in event.signs)
    names = sorted(name for name, times in seen.items() if times >= OFTEN)
    x = matrix(events, names)
    y = numpy.array([[e.gold == c for c in CLASSES] for e in events], dtype=float)
    worth = numpy.array([[WORTH[e.gold]] for e in events])
    table, speed = numpy.zeros((len(names), len(CLASSES))), numpy.zeros((len(names), len(CLASSES)))
    for _ in range(500):
        slope = x.T @ (worth * (softmax(x @ table) - y)) + DECAY * table
        speed = 0.9 * speed - slope * 0.2 / len(events)
        table = table + speed
    return Weights(names, table)


def matrix(events: Sequence[Nugget], names: list[str]) -> Any:
    """One row an event, one column a sign."""
    place = {name: n for n, name in enumerate(names)}
    made = numpy.zeros((len(events), len(names)))
    for row, event in enumerate(events):
        for name, value in event.signs.items():
            if name in place:
                made[row, place[name]] = value
    return made


def softmax(sums: Any) -> Any:
    """Sums of weights as probabilities, row by row."""
    powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def in_folds(events: Sequence[Nugget]) -> list[str]:
    """The class of each event by weights fitted on the other folds' articles."""
    made = [""] * len(events)
    for fold in range(FOLDS):
        mine = [n for n, e in enumerate(events) if e.article % FOLDS == fold]
        weights = fit([e for e in events if e.article % FOLDS != fold])
        sums = matrix([events[n] for n in mine], weights.names) @ weights.table
        for n, best in zip(mine, sums.argmax(axis=1), strict=True):
            made[n] = CLASSES[best]
    return made


def f1(found: Sequence[str], gold: Sequence[str]) -> dict[str, float]:
    """Macro-F1, accuracy, and F1 of each class, in percent.

    >>> f1(["actual", "other"], ["actual", "actual"])["actual"]
    66.7
    """
    each = {}
    for c in CLASSES:
        hits = sum(a == b == c for a, b in zip(found, gold, strict=True))
        each[c] = 200 * hits / max(1, found.count(c) + gold.count(c))
    right = 100 * sum(a == b for a, b in zip(found, gold, strict=True)) / max(1, len(gold))
    made = {"macro_f1": sum(each.values()) / len(CLASSES), "accuracy": right} | each
    return {name: round(value, 1) for name, value in made.items()}


def written(weights: Weights) -> None:
    """Keeps the weights as the product's table."""
    rows = [f'"{n}",{",".join(f"{w:.3f}" for w in row)}' for n, row in zip(weights.names, weights.table, strict=True)]
    WEIGHTS.write_text("\n".join([f"sign,{','.join(CLASSES)}", *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of articles in CASIE's form")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew on the folder and keep them in the lexicon")
    parser.add_argument("--model", type=Path, help="a model folder; the installed one otherwise")
    given = parser.parse_args()
    if not given.data.is_dir():
        sys.exit(f"{given.data}: not found; set RAPPORTEUR_DATA or give --data")
    reader = Reader(given.model)
    events = list(nuggets(reader, given.data))
    gold = [e.gold for e in events]
    if given.fit:
        written(fit(events))
    most = max(CLASSES, key=gold.count)
    made: dict[str, Any] = {"events": {c: gold.count(c) for c in CLASSES}, "majority": f1([most] * len(gold), gold)}
    made["rules"] = f1([e.rules for e in events], gold)
    made["folds"] = f1(in_folds(events), gold) if len({e.article for e in events}) >= FOLDS else None
    made["shipped"] = f1([e.shipped for e in events], gold)
    made["shipped_fitted_on"] = "the articles of the default folder"
    print(json.dumps({"benchmark": "realis", "signature": reader.signature, **made, "published": None}))


if __name__ == "__main__":
    main()
