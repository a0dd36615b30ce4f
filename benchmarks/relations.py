"""The relation of a marked pair, by the reader that ships: macro-F1 of roots, quad classes, cooperation against conflict.

    python benchmarks/relations.py [--data FILE.tsv]      the shipped weights
    python benchmarks/relations.py --folds [OPTION …]     five folds of PLV's training rows (needs what training/ needs)

FILE has columns gold_root, gold_penta, marked_sentence (<s>…</s>, <t>…</t>), source, target. The shipped weights have
learnt plv-train.tsv, of which the first form says so: there only the folds are a measure.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from pairs import plv_rows, scored_roots

from rapporteur.reader import Reader, event_relations

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events" / "plv-train.tsv"
START = Path("../reader-run/branch.pt")
PUBLISHED = {
    "ZSP, roberta-large, PLV test": {"root_macro_f1": 82.4, "quad_macro_f1": 89.6, "binary_macro_f1": 96.4},
    "linear SVM, PLV test": {"root_macro_f1": 73.1, "quad_macro_f1": 86.3, "binary_macro_f1": 92.2},
}
"""Hu et al. 2022, Zero-Shot PLOVER."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--folds", action="store_true")
    given, rest = parser.parse_known_args()
    if not given.data.is_file():
        print(f"{given.data}: no such file; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        sys.exit(1)
    if given.folds:
        command = [sys.executable, "training/events.py", "--folds", "--start", str(START), *rest]
        sys.exit(subprocess.run(command, check=False).returncode)
    reader = Reader()
    pairs = plv_rows(given.data)
    roots = [event_relations.root(reader.network, reader.read_event(p.forms)[0], p.source, p.target)[0] for p in pairs]
    learnt = given.data.name == DATA.name
    # Under another name no floor follows what has been learnt by heart.
    name = "relations, learnt" if learnt else "relations"
    line = {"benchmark": name, "data": given.data.name, "learnt_from_this": learnt}
    print(json.dumps(line | scored_roots(pairs, roots) | {"signature": reader.signature, "published": PUBLISHED}))


if __name__ == "__main__":
    main()
