"""Tags and trees on a CoNLL-U file, from its words and from raw text: one JSON line, in percent.

    python benchmarks/tree.py [--data FILE.conllu] [--model DIR] [--threads N]

`upos`, `xpos`, `uas`, `las`: gold words and sentences (relations compared by their universal part, punctuation
counted, as CoNLL 2018's script does; `las_full` compares subtypes too). `raw_*`: F1 from raw text, words
aligned by characters; `raw_words`, `raw_sentences`: F1 of the splitting itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapporteur.model import Reading, Report
from rapporteur.reader import Reader
from rapporteur.reader.packing import LIMIT, ROOM

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
PUBLISHED = {
    "note": "on EWT test",
    "Stanza, raw text": {"raw_las": 86.8},
    "spaCy trf, raw text": {"raw_las": 89.4},
    "UDPipe 2, gold words, large encoder": {"upos": 97.5, "uas": 93.4, "las": 91.5},
}


@dataclass
class Gold:
    """A sentence as annotated. `spans`: characters of each word in its document, white space not counted."""

    forms: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    surface: str = ""
    paragraph: bool = False


def documents(path: Path) -> Iterator[list[Gold]]:
    """The documents of a CoNLL-U file; without `# newdoc`, the file is one."""
    document: list[Gold] = []
    lines: list[str] = []
    paragraph = True
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc") and document:
            yield document
            document, paragraph = [], True
        paragraph |= line.startswith(("# newpar", "# newdoc"))
        if line and line[0] != "#":
            lines.append(line)
        elif not line and lines:
            at = sum(len("".join(s.surface.split())) for s in document)
            document.append(sentence(lines, at, paragraph))
            lines, paragraph = [], False
    if document:
        yield document


def sentence(lines: list[str], at: int, paragraph: bool) -> Gold:
    """One sentence from its word lines; `at` counts the characters of the document before it."""
    gold = Gold(paragraph=paragraph)
    until = 0
    for line in lines:
        columns = line.split("\t")
        number, form = columns[0], "".join(columns[1].split())
        space = "" if "SpaceAfter=No" in columns[9] else " "
        if "-" in number:
            first, until = (int(part) for part in number.split("-"))
            parts = [row.split("\t")[1] for row in lines if row.split("\t")[0].isdigit()][first - 1 : until]
            gold.surface += columns[1] + space
            gold.spans += multiword(parts, form, at)
            at += len(form)
        elif number.isdigit():
            add(gold, columns)
            if int(number) > until:
                gold.surface += columns[1] + space
                gold.spans.append((at, at + len(form), 0))
                at += len(form)
    return gold


def multiword(parts: list[str], form: str, at: int) -> list[tuple[int, int, int]]:
    """Spans of the words of a multiword token: their own where they spell it, else the token's, numbered."""
    if "".join(parts) != form:
        return [(at, at + len(form), number) for number in range(len(parts))]
    spans = []
    for part in parts:
        spans.append((at, at + len(part), 0))
        at += len(part)
    return spans


def add(gold: Gold, columns: list[str]) -> None:
    """Appends a word's annotation."""
    gold.forms.append(columns[1])
    gold.upos.append(columns[3])
    gold.xpos.append(columns[4])
    gold.heads.append(int(columns[6]))
    gold.rels.append(columns[7])


def packs(document: list[Gold], reader: Reader) -> Iterator[list[Gold]]:
    """Runs of sentences of up to `ROOM` word pieces; a sentence over `LIMIT` is left out (and counts as wrong)."""
    pack: list[Gold] = []
    left = ROOM
    for gold in document:
        size = sum(reader.network.lengths(gold.forms))
        if pack and size > left:
            yield pack
            pack, left = [], ROOM
        if size <= LIMIT:
            pack.append(gold)
            left -= size
    if pack:
        yield pack


def gold_words(document: list[Gold], reader: Reader, count: dict[str, int]) -> None:
    """Adds to `count` what is right with gold words and sentences."""
    count["words"] += sum(len(gold.forms) for gold in document)
    for pack in packs(document, reader):
        starts, forms, begins = [], [], []
        for gold in pack:
            starts.append(len(forms))
            begins += [gold.paragraph and i == 0 for i in range(len(gold.forms))]
            forms += gold.forms
        found = reader.analyse(forms, begins, starts)
        at = 0
        for gold, start in zip(pack, starts, strict=True):
            for i, head in enumerate(gold.heads):
                right = found.heads[at] == (head + start if head else 0)
                count["upos"] += found.upos[at] == gold.upos[i]
                count["xpos"] += found.xpos[at] == gold.xpos[i]
                count["uas"] += right
                count["las"] += right and universal(found.rels[at]) == universal(gold.rels[i])
                count["las_full"] += right and found.rels[at] == gold.rels[i]
                at += 1


def universal(rel: str) -> str:
    """A relation without its subtype."""
    return rel.split(":")[0]


def raw_text(document: list[Gold]) -> str:
    """The document as it would be found: paragraphs with a blank line between them."""
    return "".join(("\n\n" if gold.paragraph and i else "") + gold.surface for i, gold in enumerate(document))


def from_text(document: list[Gold], reader: Reader, count: dict[str, int]) -> None:
    """Adds to `count` what is right from raw text."""
    text = raw_text(document)
    reading = reader.read_one(Report(id="benchmark", name="benchmark", text=text))
    places = solid(text)
    mine = {(places[word.start], places[word.end], 0): number for number, word in enumerate(reading.words)}
    count["raw_system"] += len(reading.words)
    for gold in document:
        for i, span in enumerate(gold.spans):
            word = reading.words[mine[span]] if span in mine else None
            if word is None:
                continue
            head = gold.spans[gold.heads[i] - 1] if gold.heads[i] else None
            attached = mine.get(head, -2) == word.head if head else word.head == -1
            count["raw_words"] += 1
            count["raw_upos"] += word.upos == gold.upos[i]
            count["raw_uas"] += attached
            count["raw_las"] += attached and universal(word.deprel) == universal(gold.rels[i])
    sentence_hits(document, reading, places, count)


def sentence_hits(document: list[Gold], reading: Reading, places: list[int], count: dict[str, int]) -> None:
    """Adds how many sentences have both ends right."""
    true = {(gold.spans[0][0], gold.spans[-1][1]) for gold in document}
    ends = [(reading.words[s.start].start, reading.words[s.end - 1].end) for s in reading.sentences]
    found = {(places[start], places[end]) for start, end in ends}
    count["sentences"] += len(true)
    count["raw_sentence_system"] += len(found)
    count["raw_sentences"] += len(true & found)


def solid(text: str) -> list[int]:
    """For each place in the text, the characters before it that are no white space."""
    places, seen = [0], 0
    for character in text:
        seen += not character.isspace()
        places.append(seen)
    return places


def measure(path: Path, reader: Reader) -> dict[str, object]:
    """All figures of one file."""
    names = (
        "words upos xpos uas las las_full raw_system raw_words raw_upos raw_uas raw_las sentences raw_sentence_system"
    )
    count = dict.fromkeys([*names.split(), "raw_sentences"], 0)
    seconds = 0.0
    for document in documents(path):
        gold_words(document, reader, count)
        began = time.perf_counter()
        from_text(document, reader, count)
        seconds += time.perf_counter() - began
    total = max(1, count["words"])
    scores: dict[str, object] = {
        n: round(100 * count[n] / total, 2) for n in ("upos", "xpos", "uas", "las", "las_full")
    }
    both = max(1, count["words"] + count["raw_system"])
    scores |= {n: round(200 * count[n] / both, 2) for n in ("raw_las", "raw_uas", "raw_upos", "raw_words")}
    both = max(1, count["sentences"] + count["raw_sentence_system"])
    scores["raw_sentences"] = round(200 * count["raw_sentences"] / both, 2)
    scores |= {
        "words": count["words"],
        "sentences": count["sentences"],
        "words_per_second": round(total / max(seconds, 1e-9)),
    }
    return scores


def main() -> None:
    """Reads the arguments, prints the line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA / "treebanks/en_ewt-dev.conllu")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    if not given.data.exists():
        print(f"{given.data}: not there; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        print(json.dumps({"benchmark": "tree", "skipped": f"no {given.data.name}"}))
        return
    reader = Reader(given.model, given.threads)
    scores = measure(given.data, reader)
    signature = f"{reader.signature} · tree · {given.data.name}"
    print(
        json.dumps({"benchmark": "tree", **scores, "signature": signature, "published": PUBLISHED}, ensure_ascii=False)
    )


if __name__ == "__main__":
    main()
