"""How the chances of attribution spans are weighed, tuned on the training articles that were kept back.

    python training/tune.py --model models/reader-en/rapporteur_reader_en --cache ../reader-run/polnear.pickle

Writes `said_weights` and `said_floors` into the model's `config.json`: a logistic regression per type over the
features of `rapporteur.reader.attributions.features`, and as floor half of the F1 reached, which is the optimum (Lipton et
al. 2014, Optimal thresholding of classifiers to maximize F1).
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import numpy as np
from corpora import Document
from said import SAID_LABELS, polnear
from scoring import log, spans

from rapporteur.reader import Reader
from rapporteur.reader import attributions as found_in

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
NEUTRAL = {"said_weights": [[1, 0, 0, 0]] * 3, "said_floors": [0.4] * 3}
RIDGE = 3e-3


def paragraphs(doc: Document, size, room: int = 240):
    """Packs of whole paragraphs as (forms, borders, gold spans)."""
    blocks: list[Document] = []
    for sentence in doc:
        if sentence.paragraph or not blocks:
            blocks.append([])
        blocks[-1].append(sentence)
    pack: list[Document] = []
    used = 0
    for block in [*blocks, None]:
        more = sum(size(form) for s in block for form in s.forms) if block else 0
        if pack and (block is None or used + more > room):
            yield joined(pack)
            pack, used = [], 0
        if block and more < 500:
            pack, used = [*pack, block], used + more


def joined(pack: list[Document]):
    """Forms, first words of paragraphs, and gold spans of a pack."""
    forms, borders, labels = [], [], []
    for block in pack:
        borders.append(len(forms))
        for sentence in block:
            forms += sentence.forms
            labels += [SAID_LABELS[label] for label in sentence.said]
    gold = {(first, end, found_in.TYPES.index(kind)) for first, end, kind in spans(labels)}
    return forms, borders, gold


def candidates(reader: Reader, documents: list[Document]):
    """All candidate spans of the documents: per pack a list of (start, end, kind, features, right) and the gold spans."""
    packs = []
    for doc in documents:
        for forms, borders, gold in paragraphs(doc, lambda form: len(reader.network.pieces(form)[0])):
            scores = reader.network.scores(forms, [i in borders for i in range(len(forms))])
            sums = found_in.chain(scores.said, reader.network.said_transitions)
            stops = np.array([min(b for b in [*borders, len(forms)] if b > i) for i in range(len(forms))])
            rows = []
            for kind in range(3):
                options = found_in.candidates(kind, sums, reader.network.said_transitions, stops)
                made = found_in.features(options, scores.ends) if options else []
                rows += [(s, e, kind, x, (s, e, kind) in gold) for (s, e, _), x in zip(options, made, strict=True)]
            packs.append((rows, gold))
    return packs


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by damped Newton steps, with a little ridge towards the chain alone."""
    prior = np.array([1.0, 0, 0, 0])
    weights = prior.copy()

    def loss(tried: np.ndarray) -> float:
        made = x @ tried
        return float(np.logaddexp(0, made).sum() - made @ y + RIDGE * len(y) * ((tried - prior) ** 2).sum() / 2)

    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - RIDGE * len(y) * (weights - prior)
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * len(y) * np.eye(4)
        step, size = np.linalg.solve(curve, slope), 1.0
        while size > 1e-3 and loss(weights + size * step) > loss(weights):
            size /= 2
        weights = weights + size * step
    return weights


def scored(packs, weighing: found_in.Weighing) -> list[float]:
    """F1 per type."""
    hits, total = np.zeros(3), np.zeros(3)
    for rows, gold in packs:
        options = [(s, e, float(1 / (1 + np.exp(-x @ weighing.factors[kind]))), kind) for s, e, kind, x, _ in rows]
        mine = {tuple(span) for span in found_in.chosen(options, weighing)}
        for kind in range(3):
            hits[kind] += 2 * sum(span in gold for span in mine if span[2] == kind)
            total[kind] += sum(span[2] == kind for span in mine) + sum(span[2] == kind for span in gold)
    return (100 * hits / total).tolist()


def main() -> None:
    """Tunes and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    path = given.model / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | NEUTRAL, indent=1) + "\n", encoding="utf-8")
    _, tuning = polnear(DATA / "statements/polnear/train", given.cache)
    packs = candidates(Reader(given.model), tuning)
    log("neutral", scored(packs, found_in.Weighing.of(NEUTRAL)))
    rows = [row for found, _ in packs for row in found]
    factors = np.array(
        [
            fitted(np.array([r[3] for r in rows if r[2] == kind]), np.array([float(r[4]) for r in rows if r[2] == kind]))
            for kind in range(3)
        ]
    )
    reached = scored(packs, found_in.Weighing(factors, [0.4] * 3))
    floors = [round(f1 / 200, 2) for f1 in reached]
    log("weights", factors.round(3).tolist(), "floors", floors, "F1", scored(packs, found_in.Weighing(factors, floors)))
    config |= {"said_weights": factors.round(4).tolist(), "said_floors": [round(floor, 2) for floor in floors]}
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
