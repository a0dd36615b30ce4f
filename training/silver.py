"""Events that Rapporteur's own rules find in news → JSON lines of silver, on which the relation head is trained before PLV.

    python training/silver.py ../shared/data/entities/gmb-news.tsv.gz ../shared/data/statements/polnear/train/text > silver.jsonl

A line: `forms`, the words of a sentence, and `pairs`: source words, target words (first, end exclusive), root. RETREAT and
CONCEDE are PLV's YIELD. What is told as done or planned by one noun phrase to another is kept: by the whole coder, and by
the frame of the verb alone, where the coder's word is the last. The lines hold the corpora's words: keep them out of the project.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rapporteur import lexicon
from rapporteur.extract import extract
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.model import Event, Reading, Report, Span
from rapporteur.reader import Reader

ROOTS = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
TIGHT = {" ,": ",", " .": ".", " 's": "'s", " ;": ";", " %": "%", "$ ": "$", " )": ")", "( ": "("}
TOGETHER = 8
"""Sentences of the tagged corpus that are read as one paragraph."""
SURE = 0.7
SOFT = frozenset({"AID", "COOPERATE", "SUPPORT", "CONSULT", "RETREAT", "CONCEDE"})
"""In the future tense an agreement (PLOVER manual, "AGREE")."""
HARD = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
"""In the future tense a threat."""
TOWARDS = ("against", "on", "to", "into", "with", "of", "at", "from", "for", "between", "over")
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


def framed(reading: Reading, report: Report) -> Iterator[Pair]:
    """By the verb's frame alone, whoever they are: what the rules are too strict for teaches the verbs."""
    doc = Document(report, reading)
    tree = doc.tree
    for i in range(len(tree.words)):
        agent = clauses.agent(tree, i) if tree.upos[i] == "VERB" else None
        kind = kind_of(doc, i) if agent is not None else None
        whom = whom_of(doc, i) if kind is not None else None
        if agent is None or kind is None or whom is None or not {tree.upos[agent], tree.upos[whom]} <= {"NOUN", "PROPN"}:
            continue
        coming = bool({"will", "'ll", "shall"} & set(clauses.auxiliaries(tree, i)))
        factuality = doc.factuality(i).factuality
        if coming and kind in SOFT:
            kind = "AGREE"
        elif coming and kind in HARD:
            kind = "THREATEN"
        elif factuality in ("conditional", "denied", "possible"):
            continue
        yield phrases.noun_phrase(tree, agent), phrases.noun_phrase(tree, whom), kind


def kind_of(doc: Document, i: int) -> str | None:
    """The type of the verb's frame, or CONSULT for a verb of contact; none for a verb below another that tells an event."""
    tree = doc.tree
    frame = event_frame(doc, i)
    above = tree.heads[i]
    if above >= 0 and tree.deprels[i] in ("xcomp", "ccomp", "advcl") and event_frame(doc, above) is not None:
        return None
    if frame is not None:
        return frame.type if frame.weight >= SURE else None
    met = lexicon.contact_verbs().get(tree.lemmas[i], ())
    return "CONSULT" if any(f.prep is None or tree.obliques(i, f.prep) for f in met) else None


def whom_of(doc: Document, i: int) -> int | None:
    """The object, the one aimed at, or the subject of what is asked; of an object that is nobody, who is named in it."""
    tree = doc.tree
    frame = event_frame(doc, i)
    aimed = tree.obliques(i, frame.prep) if frame is not None and frame.prep else []
    patient = clauses.patient(tree, i)
    found = [*aimed, *([patient] if patient is not None else []), *tree.objects(i), *tree.obliques(i, *TOWARDS)]
    found += [s for k in tree.children(i, "ccomp", "xcomp", "acl") if (s := clauses.own_subject(tree, k)) is not None]
    if not found:
        return None
    inside = [m for m in tree.children(found[0], "nmod", "appos", "nmod:poss") if doc.who(m) is not None]
    return inside[0] if inside and doc.who(found[0]) is None else found[0]


def sentences(reading: Reading, pairs: list[Pair]) -> Iterator[dict[str, object]]:
    """The sentences that hold both sides of a pair."""
    for s in reading.sentences:
        here = [p for p in pairs if all(s.start <= a and b <= s.end for a, b in p[:2]) and apart(*p[:2])]
        if here:
            moved = [[[a - s.start for a in side] for side in p[:2]] + [ROOTS.get(p[2], p[2])] for p in here]
            yield {"forms": [w.text for w in reading.words[s.start : s.end]], "pairs": moved}


def apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share no word."""
    return one[1] <= other[0] or other[1] <= one[0]


def main() -> None:
    """Reads the paths, prints the lines."""
    reader = Reader()
    for path in sys.argv[1:]:
        for text in texts(Path(path)):
            report = Report(id="silver", name="silver", text=text, published="2015-01-01")
            reading = reader.read_one(report)
            pairs = {p[:2]: p for p in [*framed(reading, report), *told(reading, report)]}
            for line in sentences(reading, list(pairs.values())):
                print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
