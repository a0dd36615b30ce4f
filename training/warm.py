"""The shipped int8 model → the network's weights, so that training goes on from it without a checkpoint.

The initial weights differ from those it was made of by the rounding alone. Word embeddings come out as they are
shipped; they stay frozen, so that rounding them again changes nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import onnx
import torch
from export import MIXES
from network import LAYERS, Reader
from onnx import GraphProto, numpy_helper
from torch import Tensor


def load_shipped(reader: Reader, folder: Path) -> list[str]:
    """Copies all weights that the shipped model has; returns the names of those it lacks."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    known = tensors(graph)
    found = named(known) | named(tensors(onnx.load(str(folder / "relations.onnx")).graph))
    for table in ("words", "positions", "cases", "paragraphs"):
        found[f"encoder.{table}.weight"] = dequantised(known, f"reader.encoder.{table}.weight")
    for node in graph.node:
        held = [name for name in node.input if name in known]
        if node.op_type == "MatMulInteger":
            found[f"{module(node.name)}.weight"] = dequantised(known, held[0].removesuffix("_quantized")).T.contiguous()
        elif node.op_type == "MatMul" and held and known[held[0]].shape == (len(MIXES), LAYERS + 1):
            found |= {f"{mix}.weights": row.log() for mix, row in zip(MIXES, known[held[0]], strict=True)}
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for key in ("transitions", "said_transitions"):
        if key in config:
            found[key] = torch.tensor(config[key])
    missing = reader.load_state_dict(found, strict=False)
    if missing.unexpected_keys:
        raise SystemExit(f"the shipped model has weights that the network lacks: {missing.unexpected_keys}")
    return list(missing.missing_keys)


def tensors(graph: GraphProto) -> dict[str, Tensor]:
    """The constants of a graph."""
    return {t.name: torch.tensor(numpy_helper.to_array(t)) for t in graph.initializer}


def named(known: dict[str, Tensor]) -> dict[str, Tensor]:
    """Those that kept their names and their 32 bits."""
    rounded = ("_scale", "_zero_point", "_quantized")
    kept = {name: value for name, value in known.items() if name.startswith("reader.") and not name.endswith(rounded)}
    return {name.removeprefix("reader."): value for name, value in kept.items()}


def module(node: str) -> str:
    """`/tag/tag.0/MatMul_quant` → `tag.0`, `/encoder/layers.3/up/MatMul_quant` → `encoder.layers.3.up`."""
    parts = node.strip("/").split("/")[:-1]
    return ".".join(parts) if parts[0] == "encoder" else parts[-1]


def dequantised(known: dict[str, Tensor], name: str) -> Tensor:
    """The 32-bit values of a tensor in 8 bits; scales run over its last axis or are one number."""
    whole, zero = known[name + "_quantized"].float(), known[name + "_zero_point"].float()
    return (whole - zero) * known[name + "_scale"]
