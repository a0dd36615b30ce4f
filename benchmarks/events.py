"""Events from raw text: CAMEO triples of UniversalPetrarch's gold sentences, and PLOVER types of the PLV pairs.

    python benchmarks/events.py                          # events/petr2-gold-dev.xml and events/plv-train.tsv
    python benchmarks/events.py --data FILE.xml          # another file of that form; --plv FILE.tsv for other pairs

The gold is what UniversalPetrarch is tested on: sentences with (source, target, CAMEO code). Its parses are not read; each
sentence is read alone, from its text and its date. `exact_f1`, `exact_precision`, `exact_recall`: triples that are the same
in full; `country_root_f1`: in the first three letters of both actors and the two digits of the root; `extra`: our triples
beyond those, in percent of the gold's. The published coder has the parse handed to it, and its figures are of the whole file.

PLV: a sentence, two phrases in it and the type of what happens between them. `plv_found`: pairs between which we have any
event or contact; `plv_type_right`: those among them of the right type (YIELD is CONCEDE or RETREAT). All in percent.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rapporteur.extract import extract
from rapporteur.extract.dyads import dyads
from rapporteur.extract.entities.codes import cameo_code
from rapporteur.model import Actor, Contact, Event, Extraction, Report, Span
from rapporteur.reader import Reader

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events"
PUBLISHED = {"UniversalPetrarch, whole file, parse given": {"exact_f1": 78.0, "country_root_f1": 85.0}}
YIELD = frozenset({"CONCEDE", "RETREAT"})
Triple = tuple[str, str, str]


class Sentence(NamedTuple):
    """A gold sentence: its id, ISO day or `None`, text and triples."""

    id: str
    day: str | None
    text: str
    triples: frozenset[Triple]


# ---- the gold ----------------------------------------------------------------------------------------------------------
def gold(xml: str) -> tuple[list[Sentence], dict[str, str]]:
    """The sentences of a file and, by id, why others were skipped. Tags may be closed at once, late or never.

    >>> found, skipped = gold('<Sentence date="20140301" id="A_1"/><EventCoding noevents="True"/><Text>No deed.</Text>'
    ...                       '<Sentence id="B"><EventCoding eventcode="042" sourcecode="MLI" targetcode="TCD" />')
    >>> found[0].day, found[0].triples, skipped
    ('2014-03-01', frozenset(), {'B': 'no text'})
    """
    found, skipped = [], {}
    bare = re.sub(r"<!--.*?-->|<Parse>.*?(</Parse>|$)", "", xml, flags=re.S)
    for part in re.split(r"(?=<Sentence\s)", bare)[1:]:
        tags = attributes(part[: part.index(">")])
        ident = tags.get("id", f"number {len(found) + len(skipped)}")
        text = re.search(r"<Text>(.*?)(</Text>|$)", part, re.S)
        codings = [attributes(tag) for tag in re.findall(r"<EventCoding\b[^>]*", part)]
        if tags.get("evaluate", "true").lower() == "false":
            skipped[ident] = "not to be evaluated"
        elif text is None or not text[1].strip():
            skipped[ident] = "no text"
        elif not codings:
            skipped[ident] = "not coded"
        else:
            triples = frozenset((c["sourcecode"], c["targetcode"], c["eventcode"]) for c in codings if "eventcode" in c)
            found.append(Sentence(ident, day(tags.get("date", "")), html.unescape(" ".join(text[1].split())), triples))
    return found, skipped


def attributes(tag: str) -> dict[str, str]:
    """
    >>> attributes('<EventCoding eventcode="042" sourcecode="USA"')
    {'eventcode': '042', 'sourcecode': 'USA'}
    """
    return dict(re.findall(r'([A-Za-z]+)\s*=\s*"([^"]*)"', tag))


def day(date: str) -> str | None:
    """
    >>> day("20080804"), day("121108")
    ('2008-08-04', None)
    """
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", date)
    return "-".join(found.groups()) if found else None


def triples(found: Extraction) -> frozenset[Triple]:
    """Our dyads with the codes of their actors."""
    cast = {actor.id: actor for actor in found.actors}

    def code(ident: str) -> str:
        return cameo_code(cast[ident]) if ident in cast else ident.upper()

    return frozenset((code(d.source), code(d.target), d.code) for d in dyads(found.claims, found.actors))


def roots(some: Iterable[Triple]) -> frozenset[Triple]:
    return frozenset((source[:3], target[:3], code[:2]) for source, target, code in some)


def coded(reader: Reader, sentences: list[Sentence]) -> dict[str, float]:
    """The figures over all sentences of the gold."""
    exact = ours = wanted = 0
    root = [0, 0, 0]
    for sentence in sentences:
        report = Report(id=sentence.id, name=sentence.id, text=sentence.text, published=sentence.day)
        mine = triples(extract(report, reader.read_one(report)))
        exact, ours, wanted = exact + len(mine & sentence.triples), ours + len(mine), wanted + len(sentence.triples)
        short, gold_short = roots(mine), roots(sentence.triples)
        root = [a + len(b) for a, b in zip(root, (short & gold_short, short, gold_short), strict=True)]
    return {
        "exact_f1": percent(2 * exact, ours + wanted),
        "exact_precision": percent(exact, ours),
        "exact_recall": percent(exact, wanted),
        "country_root_f1": percent(2 * root[0], root[1] + root[2]),
        "extra": percent(ours - exact, wanted),
    }


# ---- the pairs ---------------------------------------------------------------------------------------------------------
def between(text: str, found: Extraction, source: str, target: str) -> Iterator[str]:
    """The PLOVER types of what happens between two phrases of a sentence."""
    cast = {actor.id: actor for actor in found.actors}
    for claim in found.claims:
        if isinstance(claim, Event):
            there = reached(text, source, claim.actors, claim.actor_spans, cast)
            aimed = reached(text, target, (*claim.recipients, *claim.actors), (*claim.recipient_spans, *claim.actor_spans), cast)
            if there and aimed:
                yield claim.type
        elif isinstance(claim, Contact):
            if all(reached(text, phrase, claim.parties, (), cast) for phrase in (source, target)):
                yield "AGREE" if claim.factuality == "planned" else "CONSULT"


def reached(text: str, phrase: str, actors: Iterable[str], spans: Iterable[Span], cast: dict[str, Actor]) -> bool:
    """Does a phrase of the text hold one of the actors, by place or by name?"""
    start = text.find(phrase)
    if any(s.start < start + len(phrase) and start < s.end for s in spans):
        return True
    names = (name for a in actors if a in cast for name in (cast[a].name, *cast[a].aliases))
    return any(name in phrase for name in names)


def paired(reader: Reader, path: Path) -> dict[str, float]:
    """How many pairs of the PLV file are found, and how many of those with the right type."""
    seen = found = right = 0
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            report = Report(id=row["sentence_id"], name=row["sentence_id"], text=row["sentence"])
            sides = (row["source"].strip(), row["target"].strip())
            types = set(between(report.text, extract(report, reader.read_one(report)), *sides))
            gold_types = YIELD if row["gold_root"] == "YIELD" else {row["gold_root"]}
            seen, found, right = seen + 1, found + bool(types), right + bool(types & gold_types)
    return {"plv_found": percent(found, seen), "plv_type_right": percent(right, found)}


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA / "petr2-gold-dev.xml")
    parser.add_argument("--plv", type=Path, default=DATA / "plv-train.tsv")
    given = parser.parse_args()
    if not given.data.exists():
        print(json.dumps({"benchmark": "events", "skipped": f"{given.data} is not there"}))
        return 0
    reader = Reader()
    sentences, skipped = gold(given.data.read_text(encoding="utf-8"))
    line = {"benchmark": "events", "sentences": len(sentences), "skipped": skipped, **coded(reader, sentences)}
    line |= paired(reader, given.plv) if given.plv.exists() else {}
    print(json.dumps({**line, "published": PUBLISHED}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
