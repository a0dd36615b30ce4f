"""Which claims of events are one event: what reconciling joins, against the gold coreference of ECB+.

    python benchmarks/duplicates.py                   # topics 1-35
    python benchmarks/duplicates.py --data FOLDER     # other topics in ECB+'s form
    python benchmarks/duplicates.py --show 20         # wrong pairs, on standard error

ECB+ (Cybulska and Vossen 2014): each topic is news of two seminal events that are much alike (two fires, two drug cures), the
mentions of events in some sentences of each article, and which of them are one event. The articles of a topic are read and
reconciled together; they have no dates, which the product needs to tell like events apart. An event's claim is taken for the
mention whose words its `action` holds, a contact's for the one with most words in its first evidence; claims that match none
are left out.

A pair is two claims of one kind, of different documents (`across`) or of one (`within`). `precision`: of the pairs in one
finding, how many corefer; `recall`: of the pairs that corefer, both of them found by the extraction, how many are in one finding;
in percent, over the pairs of all topics. No figure is published for this task: systems of event coreference are given the
mentions and are measured by CoNLL F1 over clusters of all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from rapporteur.extract import extract
from rapporteur.model import Claim, Contact, Event, Extraction, Report
from rapporteur.reader import Reader
from rapporteur.reconcile import reconcile

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "stories/ecbplus"
CLOSING = frozenset(
    [*",.;:!?)]%”’'", "'s", "n't", "''", "’s", "'re", "'ve", "'ll", "'d", "'m"],
)
OPENING = frozenset(["(", "[", "``", "“", "$"])
MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


class Article(NamedTuple):
    """A document: its report, and each gold mention of an event as (start, end, chain)."""

    report: Report
    mentions: list[tuple[int, int, str]]


def article(path: Path) -> Article:
    """A document as running text: a paragraph a sentence, tokens set as in print."""
    root = etree.parse(str(path)).getroot()
    text, places, before, sentence = "", {}, "", None
    for token in root.iter("token"):
        word = MARKS.get(token.text or "", token.text or "")
        if sentence is not None and token.get("sentence") != sentence:
            text += "\n\n"
        elif text and (token.text not in CLOSING) and before not in OPENING:
            text += " "
        places[token.get("t_id")] = (len(text), len(text) + len(word))
        text, before, sentence = text + word, token.text or "", token.get("sentence")
    chains = chains_of(root, path.stem)
    mentions = []
    for mention in filter(is_event, root.iter()):
        spans = [places[a.get("t_id")] for a in mention.iter("token_anchor") if a.get("t_id") in places]
        if spans:
            chain = chains.get(mention.get("m_id"), f"{path.stem} {mention.get('m_id')}")
            mentions.append((min(s for s, _ in spans), max(e for _, e in spans), chain))
    return Article(Report(id=path.stem, name=path.stem, text=text, outlet=path.stem), mentions)


def is_event(mention: Any) -> bool:
    """Whether a markable is a mention of an event."""
    return str(mention.tag).startswith(("ACTION", "NEG_ACTION"))


def chains_of(root: Any, name: str) -> dict[str, str]:
    """Mention id -> the event it is of: the topic's, or else the document's own."""
    found = {}
    for relation in root.iter("CROSS_DOC_COREF", "INTRA_DOC_COREF"):
        target = next((t.get("m_id") for t in relation.iter("target")), None)
        across = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else None
        for source in relation.iter("source"):
            found[source.get("m_id")] = across or f"{name} {target}"
    return found


def matched(claim: Claim, mentions: Sequence[tuple[int, int, str]]) -> str | None:
    """The chain of the mention that a claim tells, or `None`."""
    spans = [claim.action] if isinstance(claim, Event) and claim.action is not None else list(claim.evidence)
    if not isinstance(claim, Event) or claim.action is None:
        spans = spans[:1]
    best = max(mentions, key=lambda m: max(min(m[1], s.end) - max(m[0], s.start) for s in spans), default=None)
    if best is None or all(min(best[1], s.end) <= max(best[0], s.start) for s in spans):
        return None
    return best[2]


def percent(joined: int, right: int, coreferent: int) -> dict[str, float | int | None]:
    """Precision and recall in percent, and the counts behind them.

    >>> percent(4, 3, 6)["recall"]
    50.0
    """
    precision = round(100 * right / joined, 1) if joined else None
    recall = round(100 * right / coreferent, 1) if coreferent else None
    return {"precision": precision, "recall": recall, "joined": joined, "coreferent": coreferent}


def topic(reader: Reader, articles: Sequence[Article], show: Counter[str]) -> dict[tuple[str, str], list[int]]:
    """The pairs of one topic by kind and where they are: joined, of these right, coreferent."""
    made = [extract(a.report, reader.read_one(a.report)) for a in articles]
    gold = {a.report.id: a.mentions for a in articles}
    claims = [c for e in made for c in e.claims if isinstance(c, Event | Contact)]
    chain = {c.id: found for c in claims if (found := matched(c, gold[c.report])) is not None}
    told = [Extraction(report=e.report, actors=e.actors, claims=tuple(c for c in e.claims if c.id in chain)) for e in made]
    _, kept, findings = reconcile([a.report for a in articles], told)
    group = {c: f.id for f in findings for c in f.claims}
    counts = {(kind, where): [0, 0, 0] for kind in ("event", "contact") for where in ("across", "within")}
    for one, other in combinations([c for c in kept if c.id in chain], 2):
        if type(one) is not type(other):
            continue
        joined, same = group[one.id] == group[other.id], chain[one.id] == chain[other.id]
        count = counts[str(one.__struct_config__.tag), "across" if one.report != other.report else "within"]
        for at, yes in enumerate((joined, joined and same, same)):
            count[at] += yes
        if joined != same and show["left"] > 0:
            show["left"] -= 1
            print(f"{'WRONG' if joined else 'MISSED'}  {told_of(one)}\n        {told_of(other)}", file=sys.stderr)
    return counts


def told_of(claim: Claim) -> str:
    """A claim in a line."""
    what = f"{claim.type} {claim.actors} {claim.recipients}" if isinstance(claim, Event) else ""
    what = f"{claim.mode} {claim.parties}" if isinstance(claim, Contact) else what
    when = f"{claim.when.start}..{claim.when.end}" if claim.when else "-"
    return f"{claim.report} {what} {claim.factuality} {when} {claim.place}: {claim.evidence[0].exact[:150]!r}"


def measured(reader: Reader, folder: Path, show: Counter[str]) -> dict[str, Any]:
    """Precision and recall over the topics of a folder: kind, then where the pairs are."""
    groups = defaultdict(list)
    for path in sorted(folder.rglob("*.xml")):
        groups[path.parent].append(path)
    total: dict[tuple[str, str], list[int]] = {}
    for paths in groups.values():
        for key, count in topic(reader, [article(path) for path in paths], show).items():
            total[key] = [a + b for a, b in zip(total.get(key, [0, 0, 0]), count, strict=True)]
    made: dict[str, Any] = defaultdict(dict)
    for (kind, where), count in total.items():
        made[kind][where] = percent(*count)
    return dict(made)


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of topics, a folder each")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong pairs to standard error")
    parser.add_argument("--model", type=Path, help="a model folder; the installed one otherwise")
    given = parser.parse_args()
    if not given.data.is_dir():
        sys.exit(f"{given.data}: not found; set RAPPORTEUR_DATA or give --data")
    reader = Reader(given.model)
    made = measured(reader, given.data, Counter({"left": given.show}))
    print(json.dumps({"benchmark": "duplicates", "signature": reader.signature, **made, "published": None}))


if __name__ == "__main__":
    main()
