"""Adds the states after a middle layer to the outputs of a shipped model.onnx; every weight and other output stays as it is.

    python training/expose.py models/reader-en/rapporteur_reader_en
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
from branch import LOW
from network import WIDTH
from onnx import TensorProto, helper, numpy_helper

STATES = f"/encoder/layers.{LOW - 1}/norm/LayerNormalization_output_0"


def exposed(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with `states`, P×WIDTH, as its last output."""
    graph = model.graph
    if any(output.name == "states" for output in graph.output):
        return model
    shape = numpy_helper.from_array(np.array([-1, WIDTH], np.int64), "states_shape")
    graph.initializer.append(shape)
    graph.node.append(helper.make_node("Reshape", [STATES, "states_shape"], ["states"], name="states"))
    graph.output.append(helper.make_tensor_value_info("states", TensorProto.FLOAT, ["P", WIDTH]))
    return model


if __name__ == "__main__":
    path = Path(sys.argv[1]) / "model.onnx"
    onnx.save(exposed(onnx.load(str(path))), str(path))
