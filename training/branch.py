"""The branch for events: the upper layers of the encoder once more, tuned to who does what to whom, and its two heads.

It goes on from the states that the shipped int8 encoder has after its layer `LOW`, one sentence at a time, so that all
other heads stay as they are. S sentences, P pieces, W words, N pairs of spans.
"""

from __future__ import annotations

import copy

import torch
from network import LAYERS, WIDTH, Encoder, projection
from torch import Tensor, nn

LOW = 4
"""Layers of the encoder that are shared."""
ROOTS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
"""PLV's root codes (Hu et al. 2022, Zero-Shot PLOVER): YIELD is PLOVER's RETREAT and CONCEDE."""
SIDES = ("O", "B-source", "I-source", "B-target", "I-target", "B-both", "I-both")
HIDDEN, SIDE_HIDDEN = 320, 192


class Branch(nn.Module):
    """Copied layers, a label per word, and the relation of a pair from four vectors: two sides, the sentence, what links them."""

    def __init__(self, encoder: Encoder, low: int = LOW) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(encoder.layers[i]) for i in range(low, LAYERS))
        self.missing = nn.Parameter(torch.zeros(2, WIDTH))
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.hidden = projection(4 * WIDTH, HIDDEN, 0.2)
        self.root = nn.Linear(HIDDEN, len(ROOTS))
        self.side_hidden = projection(WIDTH, SIDE_HIDDEN, 0.2)
        self.side = nn.Linear(SIDE_HIDDEN, len(SIDES))
        self.side_transitions = nn.Parameter(torch.zeros(len(SIDES), len(SIDES)))

    def states(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """S×P×WIDTH of layer `LOW` → the branch's own."""
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def sides(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """S×W×labels: the mean of a word's first and last piece; first, last S×W."""
        wide = (-1, -1, WIDTH)
        begins, ends = (torch.gather(x, 1, i.unsqueeze(-1).expand(wide)) for i in (first, last))
        return self.side(self.side_hidden((begins + ends) * 0.5))

    def roots(self, x: Tensor, inside: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """N×roots. x N×P×WIDTH, the sentence of each pair; masks N×P of its pieces and both spans (all zero: not given)."""
        actor, recipient = self.pooled(x, source, 0), self.pooled(x, target, 1)
        whole = (inside.unsqueeze(1) @ x).squeeze(1) / inside.sum(1, keepdim=True)
        query = self.query(torch.cat([actor, recipient], 1)).unsqueeze(2)
        weight = torch.softmax((x @ query).squeeze(2) * WIDTH**-0.5 + (inside - 1) * 1e4, 1)
        link = (weight.unsqueeze(1) @ x).squeeze(1)
        return self.root(self.hidden(torch.cat([actor, recipient, whole, link], 1)))

    def pooled(self, x: Tensor, span: Tensor, side: int) -> Tensor:
        """The mean over a span, or a vector of its own where there is none."""
        count = span.sum(1, keepdim=True)
        mean = (span.unsqueeze(1) @ x).squeeze(1) / count.clamp_min(1)
        given = count.clamp(0, 1)
        return given * mean + (1 - given) * self.missing[side]


class Sentence(nn.Module):
    """What `events.onnx` computes: states P×WIDTH of one sentence, first and last W → own states, label scores."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, states: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """P×WIDTH and W×labels."""
        x = self.branch.states(states.unsqueeze(0), None)
        return x.squeeze(0), self.branch.sides(x, first.unsqueeze(0), last.unsqueeze(0)).squeeze(0)


class Pairs(nn.Module):
    """What `pairs.onnx` computes: own states P×WIDTH, masks N×P of the sources and of the targets → N×roots."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, states: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """N×roots."""
        x = states.unsqueeze(0).expand(source.shape[0], -1, -1)
        return self.branch.roots(x, torch.ones_like(source), source, target)
