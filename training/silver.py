"""Events that Rapporteur's own rules find in news → JSON lines of silver, on which the relation head is trained before PLV.

    python training/silver.py ../shared/data/entities/gmb-news.tsv.gz ../shared/data/statements/polnear/train/text > silver.jsonl

A line: `forms`, the words of a sentence, and `pairs`: source words, target words (first, end exclusive), root. RETREAT and
CONCEDE are PLV's YIELD. Only what is told as done or planned, by one noun phrase to another, is kept; no text with labels of
its own for events is read. The lines hold the corpora's words: they are kept out of the project.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rapporteur import lexicon
from rapporteur.extract import extract
from rapporteur.extract.scene import Scene
from rapporteur.model import Event, Reading, Report, Span
from rapporteur.reader import Reader

ROOTS = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
TIGHT = {" ,": ",", " .": ".", " 's": "'s", " ;": ";", " %": "%", "$ ": "$", " )": ")", "( ": "("}
TOGETHER = 8
"""Sentences of the tagged corpus that are read as one paragraph."""
Pair = tuple[tuple[int, int], tuple[int, int], str]


def texts(path: Path) -> Iterator[str]:
    """The articles of a folder, or the sentences of a file of tagged words."""
    if path.is_dir():
        yield from (p.read_text("utf-8", "replace") for p in sorted(path.glob("*.txt")))
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        sentences = "".join(line.split("\t")[0] + (" " if line.strip() else "\n") for line in lines).split("\n")
    for old, new in TIGHT.items():
        sentences = [s.replace(old, new) for s in sentences]
    for i in range(0, len(sentences), TOGETHER):
        yield " ".join(sentences[i : i + TOGETHER])


def words_of(reading: Reading, span: Span) -> tuple[int, int]:
    """The words of a span."""
    inside = [i for i, w in enumerate(reading.words) if w.start >= span.start and w.end <= span.end]
    return (inside[0], inside[-1] + 1) if inside else (-1, -1)


def told(reading: Reading, report: Report) -> Iterator[Pair]:
    """Events with one actor and one recipient, in words of the reading."""
    for claim in extract(report, reading).claims:
        whole = isinstance(claim, Event) and claim.factuality in ("stated", "planned")
        if whole and len(claim.actor_spans) == 1 and len(claim.recipient_spans) == 1:
            yield words_of(reading, claim.actor_spans[0]), words_of(reading, claim.recipient_spans[0]), claim.type


def met(reading: Reading, report: Report) -> Iterator[Pair]:
    """Who met, called or visited whom: by the verb, since contacts tell no spans of their parties."""
    tree = Scene(report, reading).tree
    for i in range(len(tree.words)):
        frames = lexicon.contact_verbs().get(tree.lemmas[i], ()) if tree.upos[i] == "VERB" else ()
        agent = tree.agent(i)
        for frame in frames:
            whom = tree.obliques(i, frame.prep) if frame.prep else tree.objects(i)
            if agent is not None and whom and all(tree.upos[k] in ("PROPN", "NOUN") for k in (agent, whom[0])):
                later = any(tree.lower[k] in ("will", "'ll", "to") for k in tree.kids[i])
                yield tree.noun_phrase(agent), tree.noun_phrase(whom[0]), "AGREE" if later else "CONSULT"
                break


def sentences(reading: Reading, pairs: list[Pair]) -> Iterator[dict[str, object]]:
    """The sentences that hold both sides of a pair."""
    for s in reading.sentences:
        def inside(a: tuple[int, int], s: object = s) -> bool:
            return bool(s.start <= a[0] and a[1] <= s.end)  # type: ignore[attr-defined]

        here = [p for p in pairs if inside(p[0]) and inside(p[1]) and (p[0][1] <= p[1][0] or p[1][1] <= p[0][0])]
        if here:
            moved = [[[a - s.start for a in side] for side in p[:2]] + [ROOTS.get(p[2], p[2])] for p in here]
            yield {"forms": [w.text for w in reading.words[s.start : s.end]], "pairs": moved}


def main() -> None:
    """Reads the paths, prints the lines."""
    reader = Reader()
    for path in sys.argv[1:]:
        for text in texts(Path(path)):
            report = Report(id="silver", name="silver", text=text, published="2015-01-01")
            reading = reader.read_one(report)
            pairs = [*told(reading, report), *met(reading, report)]
            for line in sentences(reading, pairs):
                print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
