"""Events from raw text: CAMEO triples of UniversalPetrarch's gold sentences, and PLOVER types of the PLV pairs.

    python benchmarks/events.py                          # events/petr2-gold-dev.xml and events/plv-train.tsv
    python benchmarks/events.py --data FILE.xml          # another file of that form; --plv FILE.tsv for other pairs

What is scored is what `rapporteur export --per claim` writes: the rows of `views/exports`, each taken apart into one source, one
target and one CAMEO code as `icews` and `gdelt` do it. It is `--per claim`, since a gold sentence is a report of its own, and
`--include historical`, since the gold codes what is long past like the rest. What is planned is in as far as it is by default, as
a promise, and what is denied or possible is not: so the gold has it. Rows without a target are no triples, for it has none.

The gold is what UniversalPetrarch is tested on: sentences with (source, target, CAMEO code). Its parses are not read; each
sentence is read alone, from its text and its date. `exact_f1`, `exact_precision`, `exact_recall`: triples that are the same
in full; `tenseless_f1`: the same where the intent to do something counts as doing it, for the gold does not tell "will visit"
(036 by the codebook, and here) from "visits" (042); `country_root_f1`: in the first three letters of both actors and the two
digits of the root; `extra`: our triples beyond those, in percent of the gold's. The published coder has the parse handed to it,
and its figures are of the whole file. All 39 sentences were read while the coder was made.

PLV: a sentence, two phrases in it and the type of what happens between them. `plv_found`: pairs between which there is any row,
whatever its standing (`--include` all); `plv_type_right`: those among them of the right type (YIELD is CONCEDE or RETREAT). All
in percent.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapporteur.extract import extract
from rapporteur.model import Actor, Record, Report, Span
from rapporteur.reader import Reader
from rapporteur.reconcile import reconcile
from rapporteur.reconcile.places import united_places
from rapporteur.views.exports import MARKS, Choice, cameo
from rapporteur.views.exports.event_rows import EventRow, event_rows
from rapporteur.views.exports.record_index import ExportIndex

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events"
PUBLISHED = {"UniversalPetrarch, whole file, parse given": {"exact_f1": 78.0, "country_root_f1": 85.0}}
YIELD = frozenset({"CONCEDE", "RETREAT"})
CODED = Choice(per="claim", include=frozenset({"historical"}))
WHATEVER = Choice(per="claim", include=frozenset(MARKS))
NO_DAY = "2000-01-01"
"""Publication of a sentence without a date, as `--published` gives it: a row without a day is not exported."""
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


def exported(reader: Reader, report: Report, choice: Choice) -> tuple[list[EventRow], ExportIndex]:
    """The rows that `rapporteur export` writes of one report, and the index that it writes them with."""
    extraction = extract(report, reader.read_one(report))
    actors, claims, findings = reconcile([report], [extraction])
    places = united_places([extraction])
    index = ExportIndex(Record(signature="", reports=(report,), actors=actors, places=places, claims=claims, findings=findings))
    return event_rows(index, choice)[0], index


def triples(rows: Iterable[EventRow], index: ExportIndex) -> frozenset[Triple]:
    """The dyads of rows with the codes of their actors."""
    pairs = [pair for row in rows for pair in row.dyads]
    return frozenset((index.codes(p.source).cameo, index.codes(p.target).cameo, p.code) for p in pairs if p.target is not None)


def roots(some: Iterable[Triple]) -> frozenset[Triple]:
    return frozenset((source[:3], target[:3], code[:2]) for source, target, code in some)


def tenseless(system: frozenset[Triple], gold: frozenset[Triple]) -> frozenset[Triple]:
    """Our triples, those of an intent as the gold's triple of the same two doing it.

    >>> tenseless(frozenset({("MLI", "TCD", "0332"), ("TCD", "MLI", "036")}), frozenset({("MLI", "TCD", "072")})) == frozenset(
    ...     {("MLI", "TCD", "072"), ("TCD", "MLI", "036")})
    True
    """
    meant = {(source, target, cameo.intent(code)): (source, target, code) for source, target, code in gold}
    return frozenset(triple if triple in gold else meant.get(triple, triple) for triple in system)


def coded(reader: Reader, sentences: list[Sentence]) -> dict[str, float]:
    """The figures over all sentences of the gold."""
    systems = []
    for sentence in sentences:
        report = Report(id=sentence.id, name=sentence.id, text=sentence.text, published=sentence.day or NO_DAY)
        systems.append(triples(*exported(reader, report, CODED)))
    golds = [sentence.triples for sentence in sentences]
    exact, ours, wanted = overlap(systems, golds)
    return {
        "exact_f1": f1(systems, golds),
        "exact_precision": percent(exact, ours),
        "exact_recall": percent(exact, wanted),
        "tenseless_f1": f1([tenseless(s, g) for s, g in zip(systems, golds, strict=True)], golds),
        "country_root_f1": f1([roots(system) for system in systems], [roots(gold) for gold in golds]),
        "extra": percent(ours - exact, wanted),
    }


def overlap(systems: Sequence[frozenset[Triple]], golds: Sequence[frozenset[Triple]]) -> tuple[int, int, int]:
    """Triples in both, ours and the gold's."""
    shared = sum(len(system & gold) for system, gold in zip(systems, golds, strict=True))
    return shared, sum(map(len, systems)), sum(map(len, golds))


def f1(systems: Sequence[frozenset[Triple]], golds: Sequence[frozenset[Triple]]) -> float:
    shared, ours, wanted = overlap(systems, golds)
    return percent(2 * shared, ours + wanted)


# ---- the pairs ---------------------------------------------------------------------------------------------------------
def between(text: str, rows: Iterable[EventRow], index: ExportIndex, source: str, target: str) -> Iterator[str]:
    """The PLOVER types of what happens between two phrases of a sentence."""
    for row in rows:
        there = reached(text, source, row.actors, row.actor_spans, index)
        aimed = reached(text, target, (*row.recipients, *row.actors), (*row.recipient_spans, *row.actor_spans), index)
        if there and aimed:
            yield row.type


def reached(text: str, phrase: str, actors: Iterable[str], spans: Iterable[Span], index: ExportIndex) -> bool:
    """Does a phrase of the text hold one of the actors, by place or by name?"""
    start = text.find(phrase)
    if any(s.start < start + len(phrase) and start < s.end for s in spans):
        return True
    names = (name for actor in actors for name in names_of(index.actor(actor)))
    return any(name in phrase for name in names)


def names_of(actor: Actor) -> tuple[str, ...]:
    return actor.name, *actor.aliases


def paired(reader: Reader, path: Path) -> dict[str, float]:
    """How many pairs of the PLV file are found, and how many of those with the right type."""
    seen = found = right = 0
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            report = Report(id=row["sentence_id"], name=row["sentence_id"], text=row["sentence"], published=NO_DAY)
            sides = (row["source"].strip(), row["target"].strip())
            types = set(between(report.text, *exported(reader, report, WHATEVER), *sides))
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
