"""Dev figures of a network in training: trees, names, attributions, factuality."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import torch
from batches import IGNORE, Coder, batches, collate, packs
from corpora import NAME_LABELS, Document, conllu, gmb
from network import Reader
from said import SAID_LABELS, cofenet, factuality
from torch import Tensor


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


def best_path(scores: Tensor, transitions: Tensor, names: tuple[str, ...] = NAME_LABELS) -> list[int]:
    """Viterbi over W×L scores, without I after another type."""
    legal = torch.zeros_like(transitions)
    for i, before in enumerate(names):
        for j, after in enumerate(names):
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


@torch.no_grad()
def said_scores(model: Reader, coder: Coder, documents: list[Document]) -> dict[str, float]:
    """Exact F1 of source, cue and content spans by the best path; in percent."""
    tally = {kind: [0, 0] for kind in ("source", "cue", "content")}
    for group in batches(wide_packs(documents, coder), coder, 4000, random.Random(5)):
        batch = collate(group, coder)
        scores, _ = model.said_scores(model.states(batch), batch["first"], batch["last"])
        for pack, row in zip(group, scores.float(), strict=True):
            gold = [SAID_LABELS[label] for sentence in pack for label in sentence.said]
            guess = [SAID_LABELS[i] for i in best_path(row[: len(gold)], model.said_transitions, SAID_LABELS)]
            for kind, entry in tally.items():
                mine = [{s for s in spans(side) if s[2] == kind} for side in (guess, gold)]
                entry[0] += 2 * len(mine[0] & mine[1])
                entry[1] += len(mine[0]) + len(mine[1])
    return {kind: 100 * hit / max(1, total) for kind, (hit, total) in tally.items()}


def wide_packs(documents: list[Document], coder: Coder, room: int = 240) -> list[Document]:
    """Whole paragraphs up to `room` pieces together, as the reader packs them."""
    made: list[Document] = []
    for doc in documents:
        pack: Document = []
        size = 0
        paragraphs: list[Document] = []
        for sentence in doc:
            if sentence.paragraph or not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(sentence)
        for paragraph in paragraphs:
            more = sum(map(coder.length, paragraph))
            if pack and size + more > room:
                made.append(pack)
                pack, size = [], 0
            pack, size = pack + paragraph, size + more
        made.append(pack)
    return [pack for pack in made if sum(map(coder.length, pack)) < 500]


@torch.no_grad()
def fact_scores(model: Reader, coder: Coder, sentences: Document, scale: int) -> dict[str, float]:
    """Mean absolute error and Pearson's r, each sentence alone."""
    guesses, gold = [], []
    for group in batches([[sentence] for sentence in sentences], coder, 4000, random.Random(5)):
        batch = collate(group, coder)
        scores = model.fact_scores(model.states(batch), batch["first"], batch["last"]).float()[..., scale]
        truth = batch["facts"][..., scale]
        known = ~truth.isnan()
        guesses.append(scores[known].clamp(-3, 3))
        gold.append(truth[known])
    guess, truth = torch.cat(guesses), torch.cat(gold)
    return {"mae": float((guess - truth).abs().mean()), "r": float(torch.corrcoef(torch.stack([guess, truth]))[0, 1])}


def evaluate(model: Reader, coder: Coder, data: Path, part: int, tuning: list[Document]) -> None:
    """Logs the dev figures; `part` n takes every nth document or sentence."""
    model.eval()
    with torch.autocast("cpu", torch.bfloat16):
        for name in ("ewt", "gum-free"):
            documents = list(conllu(data / f"treebanks/en_{name}-dev.conllu"))[::part]
            log(name, rounded(tree_scores(model, coder, documents)))
        sentences = gmb(data / "entities/gmb-news.tsv.gz", held_out=True)[:: part * 2]
        log("gmb", rounded(name_scores(model, coder, [sentences])))
        log("said, tuning", rounded(said_scores(model, coder, tuning)))
        units = cofenet(data / "statements/polnear-cofenet-valid.jsonl")
        log("said, valid", rounded(said_scores(model, coder, units[::part])))
        for number, (folder, scale) in enumerate((("UW", "uw"), ("UDS_IH2", "uds"))):
            sentences = factuality(data / f"factuality/{folder}/dev.jsonl", scale)[::part]
            log(scale, rounded(fact_scores(model, coder, sentences, number)))
    model.train()
