"""PolNeAR's attributions and the factuality corpora → sentences to learn from.

PolNeAR (Newell et al. 2018): brat stand-off, each token in one attribution at most, so spans are labels of words. Every
annotator's file is read as a copy of the article. Its articles bear no trees: the shipped reader's own are taken, which
teaches news words to the tree and keeps what it knows while the encoder learns the new heads.
UW (Lee et al. 2015) and UDS-IH2 (Rudinger et al. 2018): a word and how certain its event is, -3 to 3.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

from corpora import BIT, Document, Sentence

from rapporteur.model import Reading, Report
from rapporteur.reader import Reader
from rapporteur.reader.words import words

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from polnear import KINDS as SAID_KINDS
from polnear import MARKS, articles, attributions

SAID_LABELS = ("O", *(f"{side}-{kind}" for kind in SAID_KINDS for side in "BI"))
SCALES = ("uw", "uds")
"""Corpora of factuality, in the order of the head's outputs."""
TUNING = 24
"""Every 24th training article is kept from training, to tune what stands behind the network."""
Span = tuple[int, int, str, int]
"""Start and end in the text, type, and the number of the attribution it belongs to."""
KINDS = {"person": "per", "organisation": "org", "place": "geo", "gpe": "gpe", "time": "tim", "event": "eve", "work": "art"}


def brat(path: Path) -> list[Span]:
    """The spans of one `.ann` file; the fragments of a broken span are spans of one attribution."""
    groups = attributions(path.read_text(encoding="utf-8"))
    return sorted((*place, number) for number, places in enumerate(groups) for place in places)


def polnear(folder: Path, cache: Path) -> tuple[list[Document], list[Document]]:
    """Training and tuning documents of PolNeAR; the readings are kept in `cache`, as they take minutes."""
    readings: dict[str, Reading] = pickle.loads(cache.read_bytes()) if cache.exists() else {}
    reader = None
    sides: tuple[list[Document], list[Document]] = ([], [])
    for number, (name, text, files) in enumerate(articles(folder)):
        if name not in readings:
            reader = reader or Reader()
            readings[name] = reader.read_one(Report(id=name, name=name, text=text))
        held = number % TUNING == TUNING - 1
        for file in files[:1] if held else files:
            sides[held].append(doc(readings[name], brat(file)))
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


def cofenet(path: Path) -> list[Document]:
    """CofeNet's token form: a line a paragraph, lines of one article together; tokens are split as the reader does."""
    documents: dict[str, Document] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            forms: list[str] = []
            said: list[int] = []
            for token, label in zip(row["tokens"], row["labels"], strict=True):
                parts = [form for _, _, form in words(MARKS.get(token, token))] or [token]
                forms += parts
                rest = label.replace("B-", "I-")
                said += [SAID_LABELS.index(label)] + [SAID_LABELS.index(rest)] * (len(parts) - 1)
            documents.setdefault(row["id"], []).append(Sentence(forms, said=said, paragraph=True))
    return list(documents.values())
