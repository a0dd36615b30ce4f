"""PolNeAR's attributions and the factuality corpora → sentences to learn from.

PolNeAR (Newell et al. 2018): brat stand-off, each token in one attribution at most, so spans are labels of words. Every
annotator's file is read as a copy of the article. Its articles bear no trees: the shipped reader's own are taken, which
teaches news words to the tree and keeps what it knows while the encoder learns the new heads.
UW (Lee et al. 2015) and UDS-IH2 (Rudinger et al. 2018): a word and how certain its event is, -3 to 3.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from corpora import BIT, Document, Sentence

from rapporteur.model import Reading, Report
from rapporteur.reader import Reader
from rapporteur.reader.words import words

SAID_TYPES = ("source", "cue", "content")
SAID_LABELS = ("O", *(f"{side}-{kind}" for kind in SAID_TYPES for side in "BI"))
SCALES = ("uw", "uds")
"""Corpora of factuality, in the order of the head's outputs."""
TUNING = 24
"""Every 24th training article is kept from training, to tune what stands behind the network."""
Span = tuple[int, int, str, int]
"""Start and end in the text, type, and the number of the attribution it belongs to."""
KINDS = {"person": "per", "organisation": "org", "place": "geo", "gpe": "gpe", "time": "tim", "event": "eve", "work": "art"}
LINE = re.compile(r"([TE])\d+\t(.*)")


def brat(path: Path) -> list[Span]:
    """The spans of one `.ann` file; the fragments of a broken span are spans of one attribution."""
    texts: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    found: list[Span] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        columns = line.split("\t")
        if line[:1] == "T" and len(columns) > 1:
            kind, _, places = columns[1].partition(" ")
            pieces = [tuple(map(int, place.split())) for place in places.split(";")]
            texts[columns[0]] = (kind.lower(), [(a, b) for a, b in pieces])
    for number, line in enumerate(lines):
        columns = line.split("\t")
        if line[:1] == "E" and len(columns) > 1:
            for role in columns[1].split():
                kind, fragments = texts.get(role.partition(":")[2], ("", []))
                if kind in SAID_TYPES:
                    found += [(a, b, kind, number) for a, b in fragments]
    return sorted(found)


def articles(folder: Path) -> Iterator[tuple[str, str, list[list[Span]]]]:
    """Name, text and the annotations of each article, the first annotator's (the lowest id) first."""
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as opened:
            text = opened.read()
        files = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        yield path.stem, text, [brat(file) for file in files]


def polnear(folder: Path, cache: Path) -> tuple[list[Document], list[Document]]:
    """Training and tuning documents of PolNeAR; the readings are kept in `cache`, as they take minutes."""
    readings: dict[str, Reading] = pickle.loads(cache.read_bytes()) if cache.exists() else {}
    reader = None
    sides: tuple[list[Document], list[Document]] = ([], [])
    for number, (name, text, annotated) in enumerate(articles(folder)):
        if name not in readings:
            reader = reader or Reader()
            readings[name] = reader.read_one(Report(id=name, name=name, text=text))
        held = number % TUNING == TUNING - 1
        for spans in annotated[:1] if held else annotated:
            sides[held].append(doc(readings[name], spans))
    cache.write_bytes(pickle.dumps(readings))
    print(len(sides[0]), "attribution documents to train,", len(sides[1]), "to tune", file=sys.stderr)
    return sides


def doc(reading: Reading, spans: list[Span]) -> Document:
    """The sentences of a reading with its trees and names as labels, and the spans as labels of words."""
    said, groups = labelled(reading, spans)
    names = [BIT["O"]] * len(reading.words)
    for mention in reading.mentions:
        kind = KINDS[mention.type]
        for place in range(mention.start, mention.end):
            names[place] = BIT[f"{'B' if place == mention.start else 'I'}-{kind}"]
    made = []
    paragraph = -1
    for s in reading.sentences:
        found = reading.words[s.start : s.end]
        sentence = Sentence(
            forms=[w.text for w in found],
            upos=[w.upos for w in found],
            xpos=[w.xpos for w in found],
            heads=[w.head - s.start + 1 if w.head >= 0 else 0 for w in found],
            rels=[w.deprel for w in found],
            names=names[s.start : s.end],
            paragraph=s.paragraph != paragraph,
            said=said[s.start : s.end],
            groups=groups[s.start : s.end],
        )
        paragraph = s.paragraph
        made.append(sentence)
    return made


def labelled(reading: Reading, spans: list[Span]) -> tuple[list[int], list[int]]:
    """Label number of each word, and the attribution it belongs to (-1 for none); a paragraph ends every span."""
    said, groups = [0] * len(reading.words), [-1] * len(reading.words)
    fresh = {reading.sentences[0].start} if reading.sentences else set()
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        if after.paragraph != before.paragraph:
            fresh.add(after.start)
    at = 0
    for start, end, kind, group in spans:
        while at < len(reading.words) and reading.words[at].end <= start:
            at += 1
        begins = True
        while at < len(reading.words) and reading.words[at].start < end:
            begins |= at in fresh
            said[at] = SAID_LABELS.index(f"{'B' if begins else 'I'}-{kind}")
            groups[at] = group
            begins = False
            at += 1
    return said, groups


def factuality(path: Path, scale: str) -> Document:
    """The sentences of one corpus in the order of the file; an event of several words is known by its last."""
    sentences: Document = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            forms: list[str] = []
            last: list[int] = []
            for token in row["text"].split(" "):
                forms += [form for _, _, form in words(token)] or [token]
                last.append(len(forms) - 1)
            facts = [(last[t["span1"][1] - 1], SCALES.index(scale), float(t["label"])) for t in row["targets"]]
            sentences.append(Sentence(forms, facts=facts))
    return sentences


QUOTES = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
"""What the Penn Treebank writes for marks, and what newspapers print."""


def cofenet(path: Path) -> list[Document]:
    """CofeNet's token form: a line a paragraph, lines of one article together; tokens are split as the reader does."""
    documents: dict[str, Document] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            forms: list[str] = []
            said: list[int] = []
            for token, label in zip(row["tokens"], row["labels"], strict=True):
                parts = [form for _, _, form in words(QUOTES.get(token, token))] or [token]
                forms += parts
                rest = label.replace("B-", "I-")
                said += [SAID_LABELS.index(label)] + [SAID_LABELS.index(rest)] * (len(parts) - 1)
            documents.setdefault(row["id"], []).append(Sentence(forms, said=said, paragraph=True))
    return list(documents.values())
