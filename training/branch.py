"""The branch for events: the upper layers of the encoder once more, tuned to who does what to whom, and its two heads.

It goes on from the states that the shipped int8 encoder has after its layer `LOW`, one sentence at a time, so that all
other heads stay as they are. S sentences, P pieces, W words, N pairs of spans.
"""

from __future__ import annotations

import copy

import torch
from network import LAYERS, WIDTH, Encoder, projection
from torch import Tensor, nn

LOW = 2
"""Layers of the encoder that are shared."""
ROOTS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
"""PLV's root codes (Hu et al. 2022, Zero-Shot PLOVER): YIELD is PLOVER's RETREAT and CONCEDE."""
SIDES = ("none", "source", "target", "both")
"""What a noun phrase is in an event; "both": a reciprocal one ("Mali and Chad met")."""
HIDDEN, SIDE_HIDDEN = 320, 256


class Branch(nn.Module):
    """Copied layers, the side of a phrase, and the relation of a pair from four vectors: two sides, the sentence, their link."""

    def __init__(self, encoder: Encoder, low: int = LOW) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(encoder.layers[i]) for i in range(low, LAYERS))
        self.missing = nn.Parameter(torch.zeros(2, WIDTH))
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.hidden = projection(4 * WIDTH, HIDDEN, 0.2)
        self.root = nn.Linear(HIDDEN, len(ROOTS))
        self.side_hidden = projection(4 * WIDTH, SIDE_HIDDEN, 0.2)
        self.side = nn.Linear(SIDE_HIDDEN, len(SIDES))

    def states(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """S×P×WIDTH of layer `LOW` → the branch's own."""
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def sides(self, x: Tensor, span: Tensor, edges: Tensor) -> Tensor:
        """N×sides. x N×P×WIDTH, the sentence of each phrase; span N×P, its pieces; edges N×3: first piece, last, head word's."""
        places = torch.gather(x, 1, edges.unsqueeze(-1).expand(-1, -1, WIDTH))
        return self.sided((span.unsqueeze(1) @ x).squeeze(1), span, places)

    def sided(self, total: Tensor, span: Tensor, places: Tensor) -> Tensor:
        """N×sides from the sum N×WIDTH over a span and the states N×3×WIDTH of its edges and head."""
        mean = total / span.sum(1, keepdim=True).clamp_min(1)
        return self.side(self.side_hidden(torch.cat([mean, places.flatten(1)], 1)))

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
    """What `events.onnx` computes: states P×WIDTH of one sentence, spans N×P and edges N×3 of its phrases → own states, sides."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, states: Tensor, span: Tensor, edges: Tensor) -> tuple[Tensor, Tensor]:
        """P×WIDTH and N×sides."""
        x = self.branch.states(states.unsqueeze(0), None).squeeze(0)
        return x, self.branch.sided(span @ x, span, x[edges])  # as `Branch.sides`, without a copy of the states for each phrase


class Pairs(nn.Module):
    """What `pairs.onnx` computes: own states P×WIDTH, masks N×P of the sources and of the targets → N×roots."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, states: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """N×roots."""
        x = states.unsqueeze(0).expand(source.shape[0], -1, -1)
        return self.branch.roots(x, torch.ones_like(source), source, target)
