"""Who acts and on whom, as spans of words, by the reader that ships: F1 of sources and targets, whole spans and head words.

    python benchmarks/actor_spans.py [--data FILE.conll]      the shipped weights; five folds: relations.py --folds

FILE has a word and its label a line, B-S I-S B-T I-T B-R I-R O, an empty line after a sentence (ConfliBERT's cameo_ner). The
shipped weights have learnt actor-spans-train.conll. Head words are those of the reader's own tree. No figure is published.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from pairs import Span, actor_sentences, scored_sides

from rapporteur.reader import Reader, event_relations

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events" / "actor-spans-train.conll"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    given = parser.parse_args()
    if not given.data.is_file():
        print(f"{given.data}: no such file; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        sys.exit(1)
    reader = Reader()
    sentences = actor_sentences(given.data)
    sides = [event_relations.sides(reader.network, *reader.read_event(x.forms)) for x in sentences]
    trees = [reader.analyse(x.forms, [True] + [False] * (len(x.forms) - 1), [0]).heads for x in sentences]
    line = {"benchmark": "actor_spans", "data": given.data.name, "learnt_from_this": given.data.name == DATA.name}
    scores = scored_sides(sentences, sides, lambda n, span: head(trees[n], span))
    print(json.dumps(line | scores | {"signature": reader.signature, "published": {}}))


def head(heads: list[int], span: Span) -> int:
    """The first word of a span whose governor (counted from 1, 0 = root) lies outside it."""
    return next((i for i in range(*span) if not span[0] < heads[i] <= span[1]), span[1] - 1)


if __name__ == "__main__":
    main()
