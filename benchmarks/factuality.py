"""How certain an event is: UW's and UDS's numbers, and MEANTIME's certain, possible, negated and future events.

    python benchmarks/factuality.py                          # UW dev, UDS dev and MEANTIME
    python benchmarks/factuality.py --data FILE.jsonl        # another file of UW's form; --scale uds for UDS's numbers
    python benchmarks/factuality.py --data FOLDER            # other articles of MEANTIME, by the rules and by the shipped weights

UW (Lee et al. 2015) and UDS-IH2 (Rudinger et al. 2018): `mae` and `r` (Pearson) of the head's number against the gold
number, -3 to 3, the event given. Each sentence is read alone; with its neighbours in the file the figures are the same
within .008 (MAE .396 for .387 on UW dev before clipping and rounding), so the safer setting is the default.
UW's annotators round: half of
all events have exactly 3, so a number from `SURE` on is 3. `SURE` lowers MAE on UW train (.198 -> .185) as on dev (.383 -> .375).

MEANTIME (Minard et al. 2016): macro-F1 in percent over four classes, the event words given. A mention with several
attributes has the first of these that holds: polarity NEG is negated, certainty POSSIBLE or PROBABLE is possible, time
FUTURE is future (also where certainty is UNDERSPECIFIED: "to launch"), certainty CERTAIN is certain. A mention that is
UNDERSPECIFIED and not FUTURE says nothing and is left out, as are those without attributes. `rules` maps stated, planned,
possible, conditional, denied to certain, future, possible, possible, negated; `folds` is a logistic regression over the features
of `rapporteur.extract.factuality.classifier`, five folds over articles, but for what the rules call denied; `shipped` has
the weights that `--fit` wrote from all 60, and which `--data FOLDER` measures on the articles given. The signs were chosen
by folds over the same 60 articles, so that `folds` is a little hopeful.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from logistic import Settings, Weights, f1, fitted, in_folds, predicted, write
from lxml import etree

from rapporteur.extract.factuality.classifier import OPEN, features, predicted_class
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Reading
from rapporteur.reader import Reader
from rapporteur.reader.words import Token, words

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
WEIGHTS = Path(__file__).resolve().parents[1] / "src/rapporteur/lexicon/data/realis.csv"
SCALES = ("uw", "uds")
CORPORA = {"uw": "UW", "uds": "UDS_IH2"}
SURE = 2.8
"""From here on UW's number is rounded to 3; the best on UW train of 2.6, 2.65 … 2.9."""
PUBLISHED = {"UW test, Stanovsky 2017": {"mae": 0.399, "r": 0.668}}
CLASSES = (*OPEN, "negated")
AS_CLASS = {"stated": "certain", "planned": "future", "possible": "possible", "conditional": "possible", "denied": "negated"}
FITTING = Settings(often=3, decay=3.0, rounds=1000, worth={"certain": 1.0, "possible": 2.0, "future": 1.0})


# ---- reading -----------------------------------------------------------------------------------------------------------
class Text(NamedTuple):
    """Tokens of the corpus split as the reader does, and where each of them ended up: its last part."""

    made: list[Token]
    last: list[int]


def split(tokens: Sequence[str]) -> Text:
    """
    >>> split(["It", "didn't"]).last
    [0, 2]
    """
    made: list[Token] = []
    last = []
    at = 0
    for token in tokens:
        for _, _, form in list(words(token)) or [(0, len(token), token)]:
            made.append((at, at + len(form), form))
            at += len(form)
        last.append(len(made) - 1)
        at += 1
    return Text(made, last)


def read(reader: Reader, text: Text, borders: Sequence[int]) -> Reading:
    """A reading of given words, with blanks between the corpus's own tokens."""
    whole = ""
    for start, _, form in text.made:
        whole = whole.ljust(start) + form
    found = reader.read_words(text.made, borders)
    return Reading(
        report="b", text=whole, words=tuple(found.words), sentences=tuple(found.sentences),
        mentions=tuple(found.mentions), said=tuple(found.said), certainty=tuple(found.certainty),
    )  # fmt: skip


# ---- numbers: UW and UDS -----------------------------------------------------------------------------------------------
def pairs(reader: Reader, path: Path, scale: int) -> Iterator[tuple[float, float]]:
    """The number found and the gold number of each event."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = split(row["text"].split(" "))
            found = reader.read_words(text.made, [0]).certainty
            for target in row["targets"]:
                value = max(-3.0, min(3.0, found[text.last[target["span1"][1] - 1]][scale]))
                yield (3.0 if scale == 0 and value > SURE else value), target["label"]


def numbers(reader: Reader, path: Path, scale: str) -> dict[str, float]:
    """Mean absolute error and Pearson's r on one file."""
    found, gold = numpy.array(list(pairs(reader, path, SCALES.index(scale)))).T
    error, r = numpy.abs(found - gold).mean(), numpy.corrcoef(found, gold)[0, 1]
    return {"mae": round(float(error), 4), "r": round(float(r), 4), "events": len(gold)}


# ---- classes: MEANTIME -------------------------------------------------------------------------------------------------
class Event(NamedTuple):
    """An event mention of MEANTIME in its article's tree."""

    article: int
    tree: Tree
    word: int
    gold: str


def kind(mention: Any) -> str | None:
    """The class that a mention's attributes put it into."""
    if mention.get("polarity") == "NEG":
        return "negated"
    if mention.get("certainty") in ("POSSIBLE", "PROBABLE"):
        return "possible"
    if mention.get("time") == "FUTURE":
        return "future"
    return "certain" if mention.get("certainty") == "CERTAIN" else None


def articles(reader: Reader, folder: Path) -> Iterator[list[Event]]:
    """The event mentions of each article: the title, the date and the body are its paragraphs."""
    for number, path in enumerate(sorted(folder.rglob("*.xml"))):
        root = etree.parse(str(path)).getroot()
        tokens = list(root.iter("token"))
        text = split([t.text for t in tokens])
        firsts = [n for n, t in enumerate(tokens) if not n or t.get("sentence") != tokens[n - 1].get("sentence")]
        reading = read(reader, text, [text.last[n - 1] + 1 if n else 0 for n in firsts[:3]])
        tree = Tree(reading)
        place = {t.get("t_id"): text.last[n] for n, t in enumerate(tokens)}
        yield [
            Event(number, tree, word_of(tree, [place[a.get("t_id")] for a in m.iter("token_anchor")]), gold)
            for m in root.iter("EVENT_MENTION")
            if (gold := kind(m)) is not None and m.find("token_anchor") is not None
        ]


def word_of(tree: Tree, anchors: list[int]) -> int:
    """The head of a mention of several words: the one that hangs on a word outside."""
    return next((i for i in anchors if tree.heads[i] not in anchors), anchors[-1])


def signs_of(event: Event) -> dict[str, float]:
    """The signs at the event's word, as the product weighs them."""
    return features(event.tree, event.word, factuality_by_rules(event.tree, event.word))


def fit(events: Sequence[Event]) -> Weights:
    """The weights of the signs, over what nobody negates."""
    known = [e for e in events if e.gold in OPEN and AS_CLASS[factuality_by_rules(e.tree, e.word).factuality] in OPEN]
    return fitted([signs_of(e) for e in known], [e.gold for e in known], FITTING)


def predict(weights: Weights, events: Sequence[Event]) -> list[str]:
    """The class of each event: negated by the rules, else the most likely."""
    likely = predicted(weights, [signs_of(e) for e in events], OPEN)
    rules = [factuality_by_rules(e.tree, e.word).factuality for e in events]
    return ["negated" if rule == "denied" else c for rule, c in zip(rules, likely, strict=True)]


def scores(system: Sequence[str], gold: Sequence[str]) -> dict[str, float]:
    """F1 of each class and their mean, in percent.

    >>> scores(["certain", "future"], ["certain", "certain"])["certain"]
    66.7
    """
    return {name: round(value, 1) for name, value in f1(system, gold, CLASSES).items()}


def classes(events: Sequence[Event], folds: bool) -> dict[str, Any]:
    """Majority, rules, shipped weights; and folds, which the default has instead of weights that have seen the articles."""
    gold = [e.gold for e in events]
    most = max(CLASSES, key=gold.count)
    made: dict[str, Any] = {"events": {c: gold.count(c) for c in CLASSES}, "majority": scores([most] * len(gold), gold)}
    made["rules"] = scores([AS_CLASS[factuality_by_rules(e.tree, e.word).factuality] for e in events], gold)
    if folds:
        made["folds"] = scores(in_folds(events, [e.article for e in events], fit, predict), gold)
    else:
        made["shipped"] = scores([predicted_class(e.tree, e.word) for e in events], gold)
    return made


# ---- all ---------------------------------------------------------------------------------------------------------------
def measured(reader: Reader, given: Path | None, scale: str) -> dict[str, Any]:
    """The figures of one file or folder, or of all three corpora."""
    if given is None:
        uw, uds = (numbers(reader, DATA / f"factuality/{CORPORA[s]}/dev.jsonl", s) for s in SCALES)
        return uw | {"uds": uds, "meantime": classes(mentions(reader, DATA / "meantime"), folds=True)}
    if given.is_dir():
        return classes(mentions(reader, given), folds=False)
    return numbers(reader, given, scale)


def mentions(reader: Reader, folder: Path) -> list[Event]:
    """The event mentions of all articles."""
    return [e for found in articles(reader, folder) for e in found]


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="a .jsonl file of UW's form, or a folder of MEANTIME's .xml files")
    parser.add_argument("--scale", choices=SCALES, default="uw", help="which of the two numbers --data FILE has")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew on MEANTIME and keep them in the lexicon")
    parser.add_argument("--model", type=Path, help="a model folder; the installed one otherwise")
    given = parser.parse_args()
    wanted = given.data or DATA
    if not wanted.exists():
        sys.exit(f"{wanted}: not found; set RAPPORTEUR_DATA or give --data")
    reader = Reader(given.model)
    if given.fit:
        write(fit(mentions(reader, given.data or DATA / "meantime")), OPEN, WEIGHTS)
    made = measured(reader, given.data, given.scale)
    print(json.dumps({"benchmark": "factuality", "signature": reader.signature, **made, "published": PUBLISHED}))


if __name__ == "__main__":
    main()
