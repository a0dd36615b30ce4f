"""The network in ONNX Runtime: words of one pack in, scores of every head out. No padding, one pack a call.

The branch for events goes on from the states of one sentence of the pack (`Network.event_scores`), and compares pairs of
its spans.

Activations are quantised by the range of the whole input, so a pack's scores would depend on what it is batched with;
alone, they depend on its words only. See `training/export.py` for the graph.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from rapporteur.reader.arrays import Floats, Ints
from rapporteur.reader.features import CLS, SEP, Pieces

WordRange = tuple[int, int]
"""First word and end (exclusive) of words of a sentence."""


@dataclass(frozen=True)
class Scores:
    """Scores of a pack of W words by head, not normalised.

    upos, xpos, names: W×labels; boundary: W, positive where a sentence starts; arcs: W×(W+1), column 0 the root;
    said: W×7 labels of attribution; ends: W×4E, vectors of a word as a span's first, its last, its member and its cue;
    certainty: W×2, -3 to 3 on UW's and UDS's scale; dependents: W×R and heads: (W+1)×R are what `Network.relations` compares;
    states: P×D, of the P pieces after a middle layer, from which the branch for events goes on.
    """

    upos: Floats
    xpos: Floats
    boundary: Floats
    names: Floats
    said: Floats
    ends: Floats
    certainty: Floats
    arcs: Floats
    dependents: Floats
    heads: Floats
    states: Floats


@dataclass(frozen=True)
class EventScores:
    """One sentence in the branch for events: its own states P×D, N×4 scores of its phrases' sides, and pieces of its words."""

    states: Floats
    sides: Floats
    first: Ints
    last: Ints

    def mask(self, spans: Sequence[WordRange]) -> Floats:
        """P, ones on the pieces of the words of these spans."""
        mask = np.zeros(len(self.states), np.float32)
        for start, end in spans:
            mask[self.first[start] : self.last[end - 1] + 1] = 1
        return mask


class Network:
    """ONNX sessions over one model directory: the encoder with its heads, the relations of chosen arcs, the branch for events."""

    def __init__(self, model_dir: Path, threads: int = 1) -> None:
        import onnxruntime  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "1" if threads > 1 else "0")
        cpu = ["CPUExecutionProvider"]

        def session(name: str) -> Any:
            return onnxruntime.InferenceSession(str(model_dir / name), options, providers=cpu)

        self.session, self.relation_session = session("model.onnx"), session("relations.onnx")
        self.open_session: Callable[[str], Any] = session
        self.has_branch = (model_dir / "events.onnx").exists()  # not yet, while it is being trained
        self.outputs = [output.name for output in self.session.get_outputs()]
        config = json.loads((model_dir / "config.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = config["labels"]
        self.transitions = np.array(config["transitions"], np.float32)
        self.said_transitions = np.array(config["said_transitions"], np.float32)
        self.config: dict[str, Any] = config
        self.version: str = config["version"]
        tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.pieces = Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))

    @cached_property
    def event_session(self) -> Any:
        """The branch's layers and labels; made when first asked for."""
        return self.open_session("events.onnx")

    @cached_property
    def pair_session(self) -> Any:
        """The branch's comparison of pairs."""
        return self.open_session("pairs.onnx")

    def lengths(self, forms: Sequence[str]) -> list[int]:
        """Word pieces of each word."""
        return [len(self.pieces(form)[0]) for form in forms]

    def scores(self, forms: Sequence[str], paragraphs: Sequence[bool]) -> Scores:
        """The scores of one pack; `paragraphs` is true for words that begin a paragraph. At most 510 pieces."""
        raw = self.session.run(None, self.inputs(forms, paragraphs))
        return Scores(**dict(zip(self.outputs, raw, strict=True)))

    def inputs(self, forms: Sequence[str], paragraphs: Sequence[bool]) -> dict[str, Ints]:
        """pieces, cases, paragraphs: 1×P; first, last: 1×W, where each word's pieces begin and end."""
        pieces, cases, begins, first, last = [CLS], [0], [0], [], []
        for form, paragraph in zip(forms, paragraphs, strict=True):
            ids, case = self.pieces(form)
            first.append(len(pieces))
            pieces += ids
            cases += [case] * len(ids)
            begins += [int(paragraph)] * len(ids)
            last.append(len(pieces) - 1)
        rows = {
            "pieces": [*pieces, SEP],
            "cases": [*cases, 0],
            "paragraphs": [*begins, 0],
            "first": first,
            "last": last,
        }
        return {name: np.array([row], np.int64) for name, row in rows.items()}

    def relations(self, scores: Scores, arcs: Ints) -> Ints:
        """Numbers of the relation labels (W) of words with their chosen heads (W, counted from 1, 0 = root)."""
        feed = {"dependents": scores.dependents, "heads": scores.heads[arcs]}
        scores_by_label: Floats = self.relation_session.run(None, feed)[0]
        best: Ints = scores_by_label.argmax(1)
        return best

    def sentence_states(self, scores: Scores, forms: Sequence[str], start: int, end: int) -> tuple[Floats, Ints, Ints]:
        """The states P×D of the pieces of words `start` to `end` of a pack, and the first and last piece of each word."""
        lengths = self.lengths(forms[:end])
        begin = 1 + sum(lengths[:start])
        last = np.cumsum(lengths[start:]) - 1
        first = last - np.array(lengths[start:]) + 1
        return scores.states[begin : begin + int(last[-1]) + 1], first, last

    def event_scores(
        self, scores: Scores, forms: Sequence[str], start: int, end: int, phrases: Sequence[tuple[int, int, int]]
    ) -> EventScores:
        """The sentence of words `start` to `end` of a pack in the branch for events; `phrases` count from its first word."""
        states, first, last = self.sentence_states(scores, forms, start, end)
        plain = EventScores(states, states, first, last)
        span = np.stack([plain.mask([phrase[:2]]) for phrase in phrases])
        edges = np.array([[first[a], last[b - 1], first[h]] for a, b, h in phrases], np.int64)
        states, sides = self.event_session.run(None, {"states": states, "span": span, "edges": edges})
        return EventScores(states, sides, first, last)

    def roots(self, event: EventScores, pairs: Sequence[tuple[Sequence[WordRange], Sequence[WordRange]]]) -> Floats:
        """N×15: how likely each root is between the sources and the targets of each pair, spans of words of the sentence."""
        source = np.stack([event.mask(s) for s, _ in pairs])
        target = np.stack([event.mask(t) for _, t in pairs])
        scores: Floats = self.pair_session.run(None, {"own": event.states, "source": source, "target": target})[0]
        likely = np.exp(scores - scores.max(1, keepdims=True))
        shares: Floats = likely / likely.sum(1, keepdims=True)
        return shares
