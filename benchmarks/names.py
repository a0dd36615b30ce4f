"""Names, exact span and type, on any of five formats: one JSON line, F1 in percent, by type with support.

    python benchmarks/names.py [--data FILE] [--all] [--model DIR] [--threads N]

| format | recognised by | types compared |
|---|---|---|
| GMB: word, tag, label | three columns | all eight of GMB |
| BIO: word, label (CrossNER, re3d, BTC) | two columns | person, organisation, place, event, time where annotated |
| UNER: number, word, label, … | five columns | person, organisation, place |
| GUM: CoNLL-U with `Entity=` | `.conllu` | the same; named = the head is a proper noun |
| MEANTIME: CAT XML | `.xml`, or a folder of them | person, organisation, place |

A GMB file of more than 20,000 sentences is the one trained on: only every tenth sentence is read, which training left
out (`--all` reads all).

Other corpora than GMB don't part peoples from places as GMB does: there `gpe` counts as `place`, and a prediction of a
type that the file never annotates counts as nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from corpora import HELD_OUT, blocks, conllu_entities

from rapporteur.reader import Reader
from rapporteur.reader.packing import LIMIT

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
MANY = 20_000
"""Sentences from which a GMB file must be the one that nine tenths of were trained on."""
GMB = {kind: kind for kind in ("per", "org", "geo", "gpe", "tim", "art", "eve", "nat")}
OTHERS = {
    "per": ["per", "politician", "person"],
    "org": ["org", "organisation", "organization", "politicalparty"],
    "geo": ["geo", "loc", "location", "country", "place", "gpe", "nationality"],
    "eve": ["eve", "event", "election"],
    "tim": ["tim", "temporal"],
}
READABLE = {
    "per": "person",
    "org": "organisation",
    "geo": "place",
    "gpe": "gpe",
    "tim": "time",
    "art": "work",
    "eve": "event",
    "nat": "nature",
}
Span = tuple[int, int, str]


@dataclass
class Gold:
    """A sentence and its names in GMB's type letters: (first word, end, type)."""

    forms: list[str]
    names: set[Span]


def from_labels(forms: list[str], labels: list[str], kinds: dict[str, str]) -> Gold:
    """A sentence from BIO labels; types that `kinds` does not map are no names."""
    names: set[Span] = set()
    first = 0
    for i, label in enumerate([*labels, "O"]):
        before = labels[i - 1] if i else "O"
        goes_on = label[0] == "I" and before != "O" and label[2:] == before[2:]
        if before != "O" and not goes_on and before[2:].lower() in kinds:
            names.add((first, i, kinds[before[2:].lower()]))
        if not goes_on:
            first = i
    return Gold(forms, names)


def columns(path: Path, everything: bool) -> tuple[list[Gold], str]:
    """Sentences of a tab-separated file, and which part of it they are."""
    rows = list(blocks(path))
    width = len(rows[0][0]) if rows else 2
    word, label = (1, 2) if width >= 4 else (0, -1)
    kinds = GMB if width == 3 else {name: kind for kind, names in OTHERS.items() for name in names}
    part = "all"
    if width == 3 and len(rows) > MANY and not everything:
        rows, part = rows[HELD_OUT - 1 :: HELD_OUT], f"every {HELD_OUT}th sentence"
    golds = []
    for row in rows:
        forms = [cells[word].strip() or "_" for cells in row]
        golds.append(from_labels(forms, [cells[label].strip() for cells in row], kinds))
    return golds, part


def gum(path: Path) -> list[Gold]:
    """Named entities of a CoNLL-U file."""
    kinds = {"person": "per", "organization": "org", "place": "geo"}
    golds = []
    for forms, spans in conllu_entities(path):
        golds.append(Gold(forms, {(a, b, kinds[kind]) for a, b, kind in spans if kind in kinds}))
    return golds


def meantime(paths: Iterable[Path]) -> Iterator[Gold]:
    """Sentences of MEANTIME articles: mentions by name (NAM, PRE.NAM) of people, organisations and places.

    Only the first few sentences of an article are annotated; those after the last name are left out.
    """
    kinds = {"PER": "per", "ORG": "org", "FIN": "org", "LOC": "geo"}
    for path in paths:
        root = ElementTree.parse(path).getroot()
        tokens = {t.get("t_id"): (int(t.get("sentence", 0)), int(t.get("number", 0))) for t in root.iter("token")}
        types = {e.get("m_id"): e.get("ent_type") for e in root.iter("ENTITY")}
        of = {}
        for link in root.iter("REFERS_TO"):
            target = link.find("target")
            for source in link.findall("source"):
                of[source.get("m_id")] = types.get(target.get("m_id")) if target is not None else None
        sentences: dict[int, Gold] = {}
        begins: dict[int, int] = {}
        for token in root.iter("token"):
            number, place = tokens[token.get("t_id")]
            begins.setdefault(number, place)
            sentences.setdefault(number, Gold([], set())).forms.append((token.text or "_").strip() or "_")
        for mention in root.iter("ENTITY_MENTION"):
            places = [tokens[a.get("t_id")] for a in mention.findall("token_anchor")]
            kind = kinds.get(of.get(mention.get("m_id")) or "")
            if kind and places and mention.get("syntactic_type") in ("NAM", "PRE.NAM"):
                number = places[0][0]
                where = [place - begins[number] for _, place in places]
                sentences[number].names.add((min(where), max(where) + 1, kind))
        last = max((number for number, gold in sentences.items() if gold.names), default=-1)
        yield from (gold for number, gold in sentences.items() if number <= last)


def load(path: Path, everything: bool) -> tuple[list[Gold], str]:
    """The sentences of a file or folder, and which part of it they are."""
    if path.is_dir():
        return list(meantime(sorted(path.rglob("*.xml")))), "all"
    if path.suffix == ".xml":
        return list(meantime([path])), "all"
    if path.suffix == ".conllu":
        return gum(path), "all"
    return columns(path, everything)


def predicted(gold: Gold, reader: Reader) -> set[Span]:
    """The reader's names in one sentence, read alone; a sentence over the limit is read in parts."""
    lengths = reader.network.lengths(gold.forms)
    found: set[Span] = set()
    first = 0
    while first < len(gold.forms):
        end, left = first, LIMIT
        while end < len(gold.forms) and lengths[end] <= left:
            left -= lengths[end]
            end += 1
        forms = gold.forms[first:end]
        names = reader.analyse(forms, [first == 0] + [False] * (len(forms) - 1), [0]).names
        found |= {(first + a, first + b, kind) for a, b, kind in names}
        first = end
    return found


def measure(golds: list[Gold], reader: Reader) -> dict[str, object]:
    """F1 of all types and of each."""
    kinds = {kind for gold in golds for _, _, kind in gold.names}
    hits: Counter[str] = Counter()
    mine: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for gold in golds:
        merged = {
            (a, b, "geo" if kind == "gpe" and "gpe" not in kinds else kind) for a, b, kind in predicted(gold, reader)
        }
        found = {span for span in merged if span[2] in kinds}
        for counter, spans in ((hits, found & gold.names), (mine, found), (true, gold.names)):
            counter.update(span[2] for span in spans)
    scores: dict[str, object] = {"f1": f1(hits.total(), mine.total(), true.total())}
    main = [kind for kind in ("per", "org", "geo", "gpe") if kind in kinds]
    scores["f1_person_organisation_place"] = f1(*(sum(c[kind] for kind in main) for c in (hits, mine, true)))
    scores["precision"] = round(100 * hits.total() / max(1, mine.total()), 2)
    scores["recall"] = round(100 * hits.total() / max(1, true.total()), 2)
    scores["types"] = {
        READABLE[k]: {"f1": f1(hits[k], mine[k], true[k]), "support": true[k]} for k in READABLE if k in kinds
    }
    return scores | {"support": true.total(), "sentences": len(golds)}


def f1(hits: int, mine: int, true: int) -> float:
    """In percent."""
    return round(200 * hits / max(1, mine + true), 2)


def main() -> None:
    """Reads the arguments, prints the line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA / "entities/gmb-news.tsv.gz")
    parser.add_argument("--all", action="store_true", help="also the sentences trained on")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    if not given.data.exists():
        print(f"{given.data}: not there; set RAPPORTEUR_DATA or give --data", file=sys.stderr)
        print(json.dumps({"benchmark": "names", "skipped": f"no {given.data.name}"}))
        return
    golds, part = load(given.data, given.all)
    reader = Reader(given.model, given.threads)
    signature = f"{reader.signature} · names · {given.data.name} · {part}"
    scores = measure(golds, reader)
    print(json.dumps({"benchmark": "names", **scores, "part": part, "signature": signature}, ensure_ascii=False))


if __name__ == "__main__":
    main()
