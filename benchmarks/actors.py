"""Codes of actors against UniversalPetrarch's gold: how many of the codes that people gave do a sentence's actors have?

`python benchmarks/actors.py` prints one JSON line. Gold: `events/petr2-gold-dev.xml` (39 sentences with hand-checked CAMEO
events). A gold code is found where an actor of the sentence (any noun phrase that can act, whether or not an event was made
of it) has it: `country` its first three letters, `code` the whole, where CAMEO's PPL
counts as CVL and codes of a certain group (MUS, HMS, ISI …) behind the sector are left out on both sides, since actors have no
such field. `recall` is over gold codes. `events` compares, as sets in each sentence, the codes of the sides of extracted events
with those of the gold's: precision, recall and F1 of lands and of whole codes; an event not found costs recall here.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from rapporteur.extract import extract
from rapporteur.extract.document import Document
from rapporteur.extract.entities.codes import cameo_code
from rapporteur.lexicon import SECTORS
from rapporteur.model import Event, Report

HERE = Path(__file__).resolve().parent
DATA = os.environ.get("RAPPORTEUR_DATA", HERE.parent.parent / "shared" / "data")
SECTORAL = SECTORS | {"HLH", "PPL", "DEV", "HRI", "UNO", "EUR", "EEC", "WST", "NAT"}
_ACTS = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "compound")


class Gold(NamedTuple):
    """One sentence, its day, and the codes of its sides."""

    text: str
    day: str
    codes: tuple[str, ...]


def gold(path: Path) -> list[Gold]:
    """The sentences that have events. The file is no well-formed XML, so that it is read by pattern."""
    out = []
    for part in re.split(r"<Sentence ", path.read_text(encoding="utf-8"))[1:]:
        codes = re.findall(r'(?:source|target)code="([^"]*)"', part)
        text, date = re.search(r"<Text>(.*?)</Text>", part, re.S), re.search(r'date="(\d+)"', part)
        if text is not None and date is not None:
            out.append(Gold(" ".join(text[1].split()), _day(date[1]), tuple(dict.fromkeys(plain(c) for c in codes))))
    return out


def _day(digits: str) -> str:
    """ "20150609" or "121108" as an ISO day."""
    full = digits if len(digits) == 8 else "20" + digits
    return f"{full[:4]}-{full[4:6]}-{full[6:]}"


def plain(code: str) -> str:
    """A code without what names a certain group: "EGYOPPMUS" → "EGYOPP", "BRAPPL" → "BRACVL"."""
    parts = [p.replace("PPL", "CVL") for p in re.findall("...", code)]
    return "".join([parts[0], *(p for p in parts[1:] if p in SECTORAL)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(DATA) / "events" / "petr2-gold-dev.xml")
    parser.add_argument("--misses", action="store_true", help="also print the sentences whose codes were not found")
    options = parser.parse_args()
    if not options.data.exists():
        print(json.dumps({"benchmark": "actors", "skipped": f"no {options.data}"}))
        return
    from rapporteur.reader import Reader

    reader, count = Reader(threads=1), Counter[str]()
    for n, sentence in enumerate(gold(options.data)):
        report = Report(id=f"s{n}", name=f"s{n}", text=sentence.text, published=sentence.day)
        reading = reader.read_one(report)
        doc = Document(report, reading)
        missed = tally(count, sentence, all_codes(doc), event_codes(report, reading))
        if options.misses and missed:
            print(missed, sentence.text, sorted(all_codes(doc)))
    print(json.dumps(result(count)))


def all_codes(doc: Document) -> set[str]:
    """The codes of whatever in the sentence can act or be acted upon."""
    tree = doc.tree
    heads = [i for i in range(len(tree.words)) if tree.is_nominal(i) and tree.deprels[i].split(":")[0] in _ACTS]
    found = {a for i in heads for a in (*doc.actors.party(i), doc.actors.source(i)) if a is not None}
    return {plain(cameo_code(a)) for a in doc.actors.nouns(found) if a.id in found}


def event_codes(report: Report, reading: object) -> set[str]:
    """The codes of the sides of the events that were extracted."""
    found = extract(report, reading)  # type: ignore[arg-type]
    sides = {a for c in found.claims if isinstance(c, Event) for a in (*c.actors, *c.recipients)}
    return {plain(cameo_code(a)) for a in found.actors if a.id in sides}


def tally(count: Counter[str], sentence: Gold, codes: set[str], of_events: set[str]) -> list[str]:
    """Counts one sentence; the gold codes that no actor has."""
    lands = {c[:3] for c in codes}
    for code in sentence.codes:
        count["gold"] += 1
        count["code"] += code in codes
        count["country"] += code[:3] in lands
        count["side_code"] += code in of_events
        count["side_country"] += code[:3] in {c[:3] for c in of_events}
    if sentence.codes:
        count["told"] += len(of_events)
        count["told_code"] += len(of_events & set(sentence.codes))
        count["told_country"] += sum(c[:3] in {g[:3] for g in sentence.codes} for c in of_events)
    return [c for c in sentence.codes if c not in codes]


def result(count: Counter[str]) -> dict[str, object]:
    def percent(part: str, whole: str) -> float:
        return round(100 * count[part] / max(1, count[whole]), 1)

    def scores(kind: str) -> dict[str, float]:
        right, found = percent(f"told_{kind}", "told"), percent(f"side_{kind}", "gold")
        return {"precision": right, "recall": found, "f1": round(2 * right * found / max(0.1, right + found), 1)}

    return {
        "benchmark": "actors",
        "codes": count["gold"],
        "recall": {"country": percent("country", "gold"), "code": percent("code", "gold")},
        "events": {kind: scores(kind) for kind in ("country", "code")},
    }


if __name__ == "__main__":
    main()
