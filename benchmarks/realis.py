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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from logistic import FOLDS, Settings, Weights, f1, fitted, in_folds, predicted, write

from rapporteur.extract.factuality.genericity import CLASSES, features, predicted_class, report_profile
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Report
from rapporteur.reader import Reader

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events/casie"
WEIGHTS = Path(__file__).resolve().parents[1] / "src/rapporteur/lexicon/data/generic.csv"
AS_CLASS = {"Actual": "actual", "Generic": "generic", "General": "generic", "Other": "other"}
CONTENT = ("VERB", "NOUN", "PROPN", "ADJ")
FITTING = Settings(often=8, decay=6.0, rounds=500, worth={"actual": 1.0, "generic": 1.3, "other": 1.8})


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
        whole = report_profile(tree)
        for event in (e for hopper in raw["cyberevent"]["hopper"] for e in hopper["events"]):
            word = word_of(tree, raw["content"], event["nugget"])
            if word is not None and event.get("realis") in AS_CLASS:
                found = factuality_by_rules(tree, word)
                rules = "actual" if found.factuality == "stated" else "other"
                signs = features(tree, word, found, whole)
                yield Nugget(number, signs, rules, predicted_class(tree, word, whole), AS_CLASS[event["realis"]])


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


def fit(events: Sequence[Nugget]) -> Weights:
    """The weights of the signs."""
    return fitted([e.signs for e in events], [e.gold for e in events], FITTING)


def predict(weights: Weights, events: Sequence[Nugget]) -> list[str]:
    """The most likely class of each event."""
    return predicted(weights, [e.signs for e in events], CLASSES)


def scores(system: Sequence[str], gold: Sequence[str]) -> dict[str, float]:
    """Macro-F1, accuracy, and F1 of each class, in percent.

    >>> scores(["actual", "other"], ["actual", "actual"])["actual"]
    66.7
    """
    f1s = f1(system, gold, CLASSES)
    right = 100 * sum(a == b for a, b in zip(system, gold, strict=True)) / max(1, len(gold))
    row = {"macro_f1": f1s.pop("macro_f1"), "accuracy": right} | f1s
    return {name: round(value, 1) for name, value in row.items()}


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
        write(fit(events), CLASSES, WEIGHTS)
    most = max(CLASSES, key=gold.count)
    made: dict[str, Any] = {"events": {c: gold.count(c) for c in CLASSES}, "majority": scores([most] * len(gold), gold)}
    made["rules"] = scores([e.rules for e in events], gold)
    articles = [e.article for e in events]
    made["folds"] = scores(in_folds(events, articles, fit, predict), gold) if len(set(articles)) >= FOLDS else None
    made["shipped"] = scores([e.shipped for e in events], gold)
    made["shipped_fitted_on"] = "the articles of the default folder"
    print(json.dumps({"benchmark": "realis", "signature": reader.signature, **made, "published": None}))


if __name__ == "__main__":
    main()
