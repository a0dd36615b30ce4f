"""What the attribution and factuality heads add to the reading time: one reader with them, one cut free of them, in turns.

    python benchmarks/heads.py [--articles 40] [--rounds 5]      # needs the package onnx, to cut the graph

Key: added, in percent of the processor time of the reader without them (median of the rounds; noisy machines: compare
ratios of one run only), and size, of the model's graph in percent of the one without.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rapporteur.model import Report, Said
from rapporteur.reader import Reader, default_model
from rapporteur.reader.network import Scores

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
HEADS = ("said", "ends", "certainty")


class Bare(Reader):
    """The reader as it was before it had the heads."""

    def __init__(self, folder: Path) -> None:
        import onnx.utils
        import onnxruntime

        super().__init__(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        kept = [name for name in self.network.outputs if name not in HEADS]
        with tempfile.TemporaryDirectory() as cut:
            path = f"{cut}/model.onnx"
            inputs = [given.name for given in self.network.session.get_inputs()]
            onnx.utils.extract_model(str(folder / "model.onnx"), path, inputs, kept)
            self.size = Path(path).stat().st_size
            self.network.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        def scores(forms: Sequence[str], paragraphs: Sequence[bool]) -> Scores:
            empty = np.zeros((len(forms), 2), np.float32)
            raw = self.network.session.run(None, self.network.inputs(forms, paragraphs))
            return Scores(**dict(zip(kept, raw, strict=True)), said=empty, ends=empty, certainty=empty)

        self.network.scores = scores

    def attributed(self, scores: Scores, begins: Sequence[bool]) -> list[Said]:
        """None."""
        return []


def seconds(reader: Reader, reports: Sequence[Report]) -> float:
    """Processor seconds to read the reports."""
    began = time.process_time()
    for report in reports:
        reader.read_one(report)
    return time.process_time() - began


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA / "statements/polnear/train/text", help="a folder of .txt files")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    folder = default_model()
    try:
        bare = Bare(folder)
    except ImportError:
        sys.exit("heads.py needs the package onnx to cut the graph: pip install onnx")
    whole = Reader(folder)
    paths = sorted(given.data.glob("*.txt"))[: given.articles]
    reports = [Report(id=p.stem, name=p.stem, text=p.read_text(encoding="utf-8")) for p in paths]
    seconds(whole, reports[:3]), seconds(bare, reports[:3])
    rounds = [(seconds(whole, reports), seconds(bare, reports)) for _ in range(given.rounds)]
    ratios = sorted(100 * (a / b - 1) for a, b in rounds)
    row = {
        "benchmark": "heads",
        "signature": whole.signature,
        "added": round(statistics.median(ratios), 1),
        "least": round(ratios[0], 1),
        "most": round(ratios[-1], 1),
        "size": round(100 * (folder / "model.onnx").stat().st_size / bare.size, 1),
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main()
