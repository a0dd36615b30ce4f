"""The network in ONNX Runtime: words of one pack in, scores of every head out. No padding, one pack a call.

Activations are quantised by the range of the whole input, so a pack's scores would depend on what it is batched with;
alone, they depend on its words only. See `training/export.py` for the graph.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapporteur.reader.features import CLS, SEP, Pieces

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Scores:
    """Scores of a pack of W words by head, not normalised.

    upos, xpos, names: W×labels; boundary: W, positive where a sentence starts; arcs: W×(W+1), column 0 the root;
    said: W×7 labels of attribution; ends: W×4E, vectors of a word as a span's first, its last, its member and its cue;
    certainty: W×2, -3 to 3 on UW's and UDS's scale; dependents: W×R and heads: (W+1)×R are what `Network.relations` compares.
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


class Network:
    """Two ONNX sessions over one model directory: the encoder with its heads, and the relations of chosen arcs."""

    def __init__(self, model_dir: Path, threads: int = 1) -> None:
        import onnxruntime  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "1" if threads > 1 else "0")
        cpu = ["CPUExecutionProvider"]
        self.session = onnxruntime.InferenceSession(str(model_dir / "model.onnx"), options, providers=cpu)
        self.relation_session = onnxruntime.InferenceSession(str(model_dir / "relations.onnx"), options, providers=cpu)
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
        found: Floats = self.relation_session.run(None, feed)[0]
        best: Ints = found.argmax(1)
        return best
