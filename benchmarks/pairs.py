"""The corpora of marked pairs and of actor spans, and their measures: shared by `relations.py`, `actor_spans.py` and training.

PLV (Hu et al. 2022, Zero-Shot PLOVER): a sentence, <s>source</s> and <t>target</t>, one of fifteen roots, a quad class.
cameo_ner (ConfliBERT, Hu et al. 2022): words with B-S, I-S, B-T, I-T, B-R, I-R: source, target, both at once (reciprocal).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.reader.words import words

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "AID": 2, "COOPERATE": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3,
    "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER's quad classes: verbal and material cooperation, verbal and material conflict. Two classes are 1-2 and 3-4."""
SIDE = {"S": "source", "T": "target", "R": "both"}
MARK = re.compile(r"</?[st]>")
Span = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """A sentence's words, the words of both sides (every marked mention; none where a side is not told), root and quad."""

    forms: tuple[str, ...]
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    root: str
    quad: int


@dataclass(frozen=True)
class Labelled:
    """A sentence's words and a label for each: O, B-source, I-target …"""

    forms: tuple[str, ...]
    labels: tuple[str, ...]


def plv_rows(path: Path) -> list[Pair]:
    """The rows of a tab-separated file: gold_root, gold_penta, marked_sentence; source and target where they bear no marks."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [pair(line) for line in csv.DictReader(lines, delimiter="\t")]


def pair(line: dict[str, str]) -> Pair:
    """One row; where a side bears no mark, its words are looked for in the sentence."""
    text, marks = unmarked(line["marked_sentence"])
    tokens = list(words(text, 0, len(text)))
    ranges = []
    for letter, column in (("s", "source"), ("t", "target")):
        chars = list(zip(marks.get(f"<{letter}>", []), marks.get(f"</{letter}>", []), strict=False))
        name = (line.get(column) or "").strip()
        if not chars and name and name in text:
            chars = [(text.index(name), text.index(name) + len(name))]
        ranges.append(tuple(r for c in chars if (r := covered(tokens, *c))))
    quad = line.get("gold_penta") or ""
    root = line["gold_root"].strip().upper()
    return Pair(tuple(t[2] for t in tokens), *ranges, root, int(quad) if quad.strip().isdigit() else QUAD[root])


def unmarked(marked: str) -> tuple[str, dict[str, list[int]]]:
    """The text without marks, and where each mark stood."""
    text, places, end = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        places.setdefault(mark.group(), []).append(len(text))
        end = mark.end()
    return text + marked[end:], places


def covered(tokens: Sequence[tuple[int, int, str]], start: int, end: int) -> Span | None:
    """The words that characters `start` to `end` touch."""
    inside = [i for i, (a, b, _) in enumerate(tokens) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def actor_sentences(path: Path) -> list[Labelled]:
    """A word and its label a line, an empty line after a sentence."""
    blocks = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
    found = []
    for block in blocks:
        cells = [line.rsplit(None, 1) for line in block.splitlines() if len(line.rsplit(None, 1)) == 2]
        labels = tuple(f"{label[:2]}{SIDE[label[2]]}" if label[0] in "BI" else "O" for _, label in cells)
        found.append(Labelled(tuple(form for form, _ in cells), labels))
    return found


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Labels → (first word, end, side)."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label[0] == "I" and found and found[-1][1] == i and found[-1][2] == label[2:]:
            found[-1] = (found[-1][0], i + 1, label[2:])
        elif label != "O":
            found.append((i, i + 1, label[2:]))
    return found


def macro_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The mean F1 over the classes of the gold, in percent."""
    scores = []
    for c in sorted(set(gold), key=str):
        right = sum(g == f == c for g, f in zip(gold, found, strict=True))
        wrong = sum((g == c) != (f == c) for g, f in zip(gold, found, strict=True))
        scores.append(200 * right / (2 * right + wrong))
    return sum(scores) / len(scores)


def scored_roots(pairs: Sequence[Pair], roots: Sequence[str]) -> dict[str, object]:
    """Macro-F1 of roots, quad classes and the two classes, and the F1 of each root."""
    gold = [p.root for p in pairs]
    quads = [p.quad for p in pairs], [QUAD[r] for r in roots]
    each = {c: round(f1([g == c for g in gold], [r == c for r in roots]), 1) for c in sorted(set(gold))}
    return {
        "pairs": len(pairs),
        "root_macro_f1": round(macro_f1(gold, roots), 1),
        "quad_macro_f1": round(macro_f1(*quads), 1),
        "binary_macro_f1": round(macro_f1(*([q > 2 for q in side] for side in quads)), 1),
        "roots": each,
    }


def f1(gold: Iterable[bool], found: Iterable[bool]) -> float:
    """Of one class, in percent."""
    rows = list(zip(gold, found, strict=True))
    right = sum(g and f for g, f in rows)
    return 200 * right / max(1, 2 * right + sum(g != f for g, f in rows))


def scored_sides(
    sentences: Sequence[Labelled],
    found: Sequence[Sequence[tuple[int, int, str]]],
    head: Callable[[int, Span], int] | None = None,
) -> dict[str, object]:
    """F1 of the spans of each side: the same words, and, with `head` (sentence number, span → word), the same head word."""
    line: dict[str, object] = {"sentences": len(sentences)}
    for side in ("source", "target", "both"):
        gold = [{s[:2] for s in spans(x.labels) if s[2] == side} for x in sentences]
        ours = [{s[:2] for s in f if s[2] == side} for f in found]
        line[f"{side}_f1"] = over(gold, ours)
        if head is not None:
            heads = [[{head(n, s) for s in some} for n, some in enumerate(of)] for of in (gold, ours)]
            line[f"{side}_head_f1"] = over(*heads)
    return line


def over(gold: Sequence[set], ours: Sequence[set]) -> float:
    """F1 over all sentences, in percent."""
    right = sum(len(g & o) for g, o in zip(gold, ours, strict=True))
    total = sum(map(len, gold)) + sum(map(len, ours))
    return round(200 * right / max(1, total), 1)
