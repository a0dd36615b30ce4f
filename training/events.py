"""Trains the branch for events: relation of a pair (PLV), who acts on whom (actor spans); five folds, or the shipped weights.

    python training/silver.py … > ../reader-run/silver.jsonl
    python training/events.py --silver ../reader-run/silver.jsonl --out ../reader-run/branch.pt           # silver alone
    python training/events.py --start ../reader-run/branch.pt --folds                                     # one JSON line
    python training/events.py --start ../reader-run/branch.pt --model models/reader-en/rapporteur_reader_en  # ships

Folds: a sentence, and its twin in the other corpus, are in one fold; each fold's branch is rounded to int8 and read by the
reader's own code, as shipped. PLV: Hu et al. 2022; the relation is learnt from its training rows and from silver alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from branch import LOW, ROOTS, SIDES, Branch, Pairs, Sentence
from export import quantise, write
from network import Reader
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from warm import load_shipped

from rapporteur.reader import Reader as FullReader
from rapporteur.reader import event_relations
from rapporteur.reader.noun_phrases import NounPhrase, noun_phrases

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from actor_spans import head
from pairs import actor_sentences, plv_rows, scored_roots, scored_sides, spans

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events"
MODEL = Path("models/reader-en/rapporteur_reader_en")
FOLDS = 5
Span = tuple[int, int]


@dataclass
class Row:
    """A sentence: its words, the encoder's states of its pieces, pairs (sources, targets, root), labels of words."""

    forms: Sequence[str]
    pairs: list[tuple[list[Span], list[Span], int]]
    phrases: list[NounPhrase]
    sides: list[int]
    states: Tensor
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def mask(self, spans: Sequence[Span]) -> Tensor:
        """Ones on the pieces of spans."""
        mask = torch.zeros(len(self.states))
        for a, b in spans:
            mask[self.first[a] : self.last[b - 1] + 1] = 1
        return mask


def row(reader: FullReader, forms: Sequence[str], pairs=(), sides: Sequence[tuple[int, int, str]] = ()) -> Row:
    """A sentence with the states and the phrases of the shipped reader, which reads it alone; `sides` are (first, end, side)."""
    network = reader.network
    scores = network.scores(forms, [True] + [False] * (len(forms) - 1))
    states, first, last = network.sentence_states(scores, forms, 0, len(forms))
    numbered = [(list(s), list(t), ROOTS.index(root)) for s, t, root in pairs]
    upos, heads, rels = reader.tree(scores, [0])
    phrases = noun_phrases(upos, heads, rels) if sides else []
    known = {(a, b): SIDES.index(side) for a, b, side in sides}
    labels = [known.get(p[:2], 0) for p in phrases]
    return Row(forms, numbered, phrases, labels, torch.tensor(states).to(torch.bfloat16), first, last)


def padded(rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """States S×P×WIDTH and the mask S×P of real pieces."""
    size = max(len(r.states) for r in rows)
    states = torch.stack([functional.pad(r.states, (0, 0, 0, size - len(r.states))) for r in rows]).float()
    inside = torch.stack([functional.pad(torch.ones(len(r.states)), (0, size - len(r.states))) for r in rows])
    return states, inside


def own_states(branch: Branch, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """The branch's states and the mask."""
    states, inside = padded(rows)
    with torch.autocast("cpu", torch.bfloat16):
        x = branch.states(states, ((inside - 1) * 1e4)[:, None, None, :])
    return x.float(), inside


def relation_loss(branch: Branch, rows: Sequence[Row], weights: Tensor) -> Tensor:
    """Cross entropy over the pairs."""
    x, inside = own_states(branch, rows)
    at = torch.tensor([n for n, r in enumerate(rows) for _ in r.pairs])
    size = x.shape[1]
    sides = [
        torch.stack([functional.pad(r.mask(p[k]), (0, size - len(r.states))) for r in rows for p in r.pairs]) for k in (0, 1)
    ]
    gold = torch.tensor([p[2] for r in rows for p in r.pairs])
    return functional.cross_entropy(branch.roots(x[at], inside[at], *sides), gold, weight=weights)


def side_loss(branch: Branch, rows: Sequence[Row]) -> Tensor:
    """Cross entropy over all phrases, for a sentence."""
    x, _ = own_states(branch, rows)
    at = torch.tensor([n for n, r in enumerate(rows) for _ in r.phrases])
    size = x.shape[1]
    span = torch.stack([functional.pad(r.mask([p[:2]]), (0, size - len(r.states))) for r in rows for p in r.phrases])
    edges = torch.tensor([[r.first[a], r.last[b - 1], r.first[h]] for r in rows for a, b, h in r.phrases])
    gold = torch.tensor([side for r in rows for side in r.sides])
    return functional.cross_entropy(branch.sides(x[at], span, edges), gold, reduction="sum") / len(rows)


def trained(branch: Branch, given: argparse.Namespace, rows: list[Row], actors: list[Row], epochs: int) -> Branch:
    """Batches of pairs, with one of labelled sentences beside each where there are any; rates fall to zero."""
    deep = list(branch.layers.parameters())
    rest = [p for p in branch.parameters() if not any(p is d for d in deep)]
    groups = [{"params": deep, "lr": given.rate}, {"params": rest, "lr": given.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * ((len(rows) + given.batch - 1) // given.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min((i + 1) / (0.1 * steps), (steps - i) / (0.9 * steps)))
    counts = np.bincount([p[2] for r in rows for p in r.pairs], minlength=len(ROOTS))
    weights = torch.tensor(np.minimum((counts.mean() / np.maximum(counts, 1)) ** 0.3, 5), dtype=torch.float32)
    branch.train()
    for epoch in range(epochs):
        rows = sorted(rows, key=lambda r: len(r.forms) // 6 + random.random() * 2)
        order = list(range(0, len(rows), given.batch))
        random.shuffle(order)
        total = 0.0
        for i in order:
            loss = relation_loss(branch, rows[i : i + given.batch], weights)
            if actors:
                loss = loss + given.sides * side_loss(branch, random.sample(actors, given.batch))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch}: {total / len(order):.3f}", file=sys.stderr, flush=True)
    return branch.eval()


def export(branch: Branch, folder: Path) -> None:
    """events.onnx (int8) and pairs.onnx (32 bits, small) beside the shipped graphs, and their labels in config.json."""
    states, edges, mask = torch.zeros(6, 384), torch.tensor([[1, 2, 2], [1, 4, 2]]), torch.ones(2, 6)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "events.onnx"
        axes = {"states": {0: "P"}, "span": {0: "N", 1: "P"}, "edges": {0: "N"}, "own": {0: "P"}, "sides": {0: "N"}}
        write(Sentence(branch), (states, mask, edges), plain, ("states", "span", "edges"), ("own", "sides"), axes)
        quantise(plain, folder / "events.onnx")
    axes = {"own": {0: "P"}, "source": {0: "N", 1: "P"}, "target": {0: "N", 1: "P"}, "roots": {0: "N"}}
    write(Pairs(branch), (states, mask, mask), folder / "pairs.onnx", ("own", "source", "target"), ("roots",), axes)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["labels"] |= {"roots": list(ROOTS), "sides": list(SIDES)}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def tuned(given: argparse.Namespace, start: dict, encoder, rows: list[Row], actors: list[Row]) -> Branch:
    """A branch tuned on these rows from the start: the mean of several runs' weights (Wortsman et al. 2022, Model soups)."""
    made = []
    for seed in range(given.runs):
        torch.manual_seed(seed)
        random.seed(seed)
        branch = Branch(encoder, given.low)
        branch.load_state_dict(start)
        made.append(trained(branch, given, rows, actors, given.epochs).state_dict())
    branch.load_state_dict({name: sum(m[name] for m in made) / len(made) for name in made[0]})
    return branch


def main() -> None:
    """Reads the arguments; trains on silver, in folds, or what ships."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--start", type=Path, help="a branch trained on silver")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--model", type=Path, help="writes events.onnx and pairs.onnx there")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--low", type=int, default=LOW)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--sides", type=float, default=1.0, help="weight of the actor spans")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--runs", type=int, default=3, help="whose weights are averaged")
    given = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    full = FullReader(MODEL)
    reader = Reader(full.labels)
    load_shipped(reader, MODEL)
    if given.silver:
        random.seed(0)
        torch.manual_seed(0)
        lines = [json.loads(line) for line in given.silver.open(encoding="utf-8")]
        told = [(x["forms"], [([s], [t], root) for s, t, root in x["pairs"]]) for x in lines if 5 < len(x["forms"]) < 70]
        rows = [row(full, forms, pairs, silver_sides(pairs)) for forms, pairs in told]
        torch.save(trained(Branch(reader.encoder, given.low), given, rows, rows, 2).state_dict(), given.out)
        return
    start = torch.load(given.start)
    pairs = plv_rows(DATA / "plv-train.tsv")
    actors = actor_sentences(DATA / "actor-spans-train.conll")
    rows = [row(full, x.forms, [(x.source, x.target, x.root)]) for x in pairs]
    sides = [row(full, x.forms, sides=spans(x.labels)) for x in actors]
    if given.folds:
        in_folds(given, start, full, reader.encoder, pairs, rows, actors, sides)
    if given.model:
        export(tuned(given, start, reader.encoder, rows, sides), given.model)


def silver_sides(pairs) -> list[tuple[int, int, str]]:
    """The sources and targets of a sentence's pairs as phrases."""
    return [(*span[0], side) for p in pairs for span, side in zip(p[:2], ("source", "target"), strict=True)]


def in_folds(given: argparse.Namespace, start: dict, full: FullReader, encoder, pairs, rows, actors, sides) -> None:
    """Prints one JSON line: both heads on the fold that each branch has not seen."""
    trees = [full.analyse(x.forms, [True] + [False] * (len(x.forms) - 1), [0]).heads for x in actors]
    fold_of = folds([(x.root, x.forms) for x in pairs])
    other = random.Random(5)
    side_folds = [fold_of.get(key(x.forms), other.randrange(FOLDS)) for x in actors]
    roots: list[str] = [""] * len(pairs)
    found: list[list[tuple[int, int, str]]] = [[] for _ in actors]
    for fold in range(FOLDS):
        seen = [r for r, x in zip(rows, pairs, strict=True) if fold_of[key(x.forms)] != fold]
        branch = tuned(given, start, encoder, seen, [r for r, f in zip(sides, side_folds, strict=True) if f != fold])
        with tempfile.TemporaryDirectory() as scratch:
            folder = shadow(MODEL, Path(scratch))
            export(branch, folder)
            reader = FullReader(folder)
            for n, x in enumerate(pairs):
                if fold_of[key(x.forms)] == fold:
                    event, _ = reader.read_event(x.forms)
                    roots[n] = event_relations.root(reader.network, event, x.source, x.target)[0]
            for n, y in enumerate(actors):
                if side_folds[n] == fold:
                    found[n] = event_relations.sides(reader.network, *reader.read_event(y.forms))
        known = [n for n, r in enumerate(roots) if r]
        print(fold, scored_roots([pairs[n] for n in known], [roots[n] for n in known]), file=sys.stderr, flush=True)
        read = [n for n, f in enumerate(side_folds) if f <= fold]
        print(fold, scored_sides([actors[n] for n in read], [found[n] for n in read]), file=sys.stderr, flush=True)
    scores = scored_roots(pairs, roots) | scored_sides(actors, found, lambda n, span: head(trees[n], span))
    print(json.dumps({"benchmark": "relations", "folds": FOLDS, **scores}))


def key(forms: Sequence[str]) -> str:
    """What a sentence and its twin in the other corpus, cut into other words, have in common."""
    return "".join(forms).replace(" ", "").lower()[:80]


def folds(sentences: Sequence[tuple[str, Sequence[str]]]) -> dict[str, int]:
    """Sentences → folds, every root spread evenly."""
    shuffle = random.Random(0)
    by_root: dict[str, dict[str, None]] = {}
    for root, forms in sentences:
        by_root.setdefault(root, {})[key(forms)] = None
    fold: dict[str, int] = {}
    for root in sorted(by_root):
        keys = list(by_root[root])
        shuffle.shuffle(keys)
        for k in keys:
            fold.setdefault(k, len(fold) % FOLDS)
    return fold


def shadow(model: Path, folder: Path) -> Path:
    """A folder that holds the model's files by links, its config as a copy."""
    for path in model.iterdir():
        if path.name == "config.json":
            (folder / path.name).write_bytes(path.read_bytes())
        elif path.is_file() and path.name not in ("events.onnx", "pairs.onnx"):
            (folder / path.name).symlink_to(path.resolve())
    return folder


if __name__ == "__main__":
    main()
