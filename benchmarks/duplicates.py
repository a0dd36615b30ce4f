"""Which event claims are the same event: what reconciling joins against the gold coreference of ECB+ or MEANTIME.

    python benchmarks/duplicates.py                                  # ECB+ topics 1-35 and MEANTIME
    python benchmarks/duplicates.py --data FOLDER                    # other topics or articles in either form
    python benchmarks/duplicates.py --show 20                        # wrong pairs, on standard error

The documents of one topic (ECB+: both of its seminal events) or corpus (MEANTIME) are read and reconciled together, without
dates of publication but for MEANTIME, whose second line is one. A claim of kind event or contact is taken for the gold mention
whose words its `action`, or else its evidence, holds (the longest overlap); claims that match none are left out.

A pair is two claims of different documents (`across`) or of one (`within`) that match mentions. `precision`: of the pairs
that are joined in one finding, how many corefer; `recall`: of the pairs that corefer and of which both claims were
extracted, how many are joined; both in percent, pairs counted over all topics. ECB+ counts as one event what one
annotator's note says (Cybulska and Vossen 2014). No figure is published for this task: systems of event coreference are
given all mentions and are measured by CoNLL F1 over clusters of them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from rapporteur.extract import extract
from rapporteur.model import Claim, Contact, Event, Extraction, Report
from rapporteur.reader import Reader
from rapporteur.reconcile import reconcile

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
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
    """A document of ECB+ or MEANTIME as running text: a paragraph a sentence, tokens set as in print."""
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
    for mention in (m for m in root.iter() if is_event(m)):
        spans = [places[a.get("t_id")] for a in mention.iter("token_anchor") if a.get("t_id") in places]
        if spans:
            chain = chains.get(mention.get("m_id"), f"{path.stem} {mention.get('m_id')}")
            mentions.append((min(s for s, _ in spans), max(e for _, e in spans), chain))
    return Article(Report(id=path.stem, name=path.stem, text=text, outlet=path.stem, published=published(text)), mentions)


def published(text: str) -> str | None:
    """The ISO day that MEANTIME's articles have as their second paragraph.

    >>> published("Prices fall\\n\\nMarch 01, 2008\\n\\nPrices fell")
    '2008-03-01'
    """
    try:
        return datetime.strptime(text.split("\n\n")[1], "%B %d, %Y").date().isoformat()
    except (ValueError, IndexError):
        return None


def is_event(mention: Any) -> bool:
    """Whether a markable is a mention of an event."""
    tag = str(mention.tag)
    return tag == "EVENT_MENTION" or tag.startswith(("ACTION", "NEG_ACTION"))


def chains_of(root: Any, name: str) -> dict[str, str]:
    """Mention id -> the id of what it refers to: across documents where the gold has one, else within the document."""
    found = {}
    instances = {m.get("m_id"): m.get("instance_id") for m in root.iter() if m.get("m_id")}
    for relation in root.iter("CROSS_DOC_COREF", "INTRA_DOC_COREF", "REFERS_TO"):
        target = next((t.get("m_id") for t in relation.iter("target")), None)
        across = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else instances.get(target)
        for source in relation.iter("source"):
            found[source.get("m_id")] = across if across else f"{name} {target}"
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


class Pairs(NamedTuple):
    """What is counted: pairs joined, of these right, pairs that corefer."""

    joined: int
    right: int
    coreferent: int

    def percent(self) -> dict[str, Any]:
        """Precision and recall in percent, and the counts behind them."""
        precision = round(100 * self.right / self.joined, 1) if self.joined else None
        recall = round(100 * self.right / self.coreferent, 1) if self.coreferent else None
        return {"precision": precision, "recall": recall, "joined": self.joined, "coreferent": self.coreferent}


def topic(reader: Reader, articles: Sequence[Article], show: Counter[str]) -> dict[str, Pairs]:
    """The pairs across and within the documents of one topic."""
    made = [extract(a.report, reader.read_one(a.report)) for a in articles]
    gold = {a.report.id: a.mentions for a in articles}
    claims = [c for e in made for c in e.claims if isinstance(c, Event | Contact)]
    chain = {c.id: found for c in claims if (found := matched(c, gold[c.report])) is not None}
    told = [Extraction(report=e.report, actors=e.actors, claims=tuple(c for c in e.claims if c.id in chain)) for e in made]
    _, kept, findings = reconcile([a.report for a in articles], told)
    group = {c: f.id for f in findings for c in f.claims}
    counts: dict[str, list[int]] = {"across": [0, 0, 0], "within": [0, 0, 0]}
    for one, other in combinations([c for c in kept if c.id in chain], 2):
        joined, same = group[one.id] == group[other.id], chain[one.id] == chain[other.id]
        count = counts["across" if one.report != other.report else "within"]
        for at, yes in enumerate((joined, joined and same, same)):
            count[at] += yes
        if joined != same and show["left"] > 0:
            show["left"] -= 1
            print(f"{'WRONG' if joined else 'MISSED'}  {told_of(one)}\n        {told_of(other)}", file=sys.stderr)
    return {where: Pairs(*count) for where, count in counts.items()}


def told_of(claim: Claim) -> str:
    """A claim in a line."""
    what = f"{claim.type} {claim.actors} {claim.recipients}" if isinstance(claim, Event) else ""
    what = f"{claim.mode} {claim.parties}" if isinstance(claim, Contact) else what
    when = f"{claim.when.start}..{claim.when.end}" if claim.when else "-"
    return f"{claim.report} {what} {claim.factuality} {when} {claim.place}: {claim.evidence[0].exact[:150]!r}"


def topics(folder: Path) -> Iterator[list[Article]]:
    """Articles that are reconciled together: those of one numbered folder (ECB+), or of one corpus (MEANTIME)."""
    groups = defaultdict(list)
    for path in sorted(folder.rglob("*.xml")):
        groups[path.parent].append(path)
    for paths in groups.values():
        yield [article(path) for path in paths]


def measured(reader: Reader, folder: Path, show: Counter[str]) -> dict[str, Any]:
    """Precision and recall over the topics of a folder."""
    total: dict[str, list[int]] = {"across": [0, 0, 0], "within": [0, 0, 0]}
    for articles in topics(folder):
        for where, pairs in topic(reader, articles, show).items():
            total[where] = [a + b for a, b in zip(total[where], pairs, strict=True)]
    return {where: Pairs(*counts).percent() for where, counts in total.items()}


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="a folder of .xml documents; ECB+ and MEANTIME otherwise")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong pairs to standard error")
    parser.add_argument("--model", type=Path, help="a model folder; the installed one otherwise")
    given = parser.parse_args()
    folders = {"given": given.data} if given.data else {"ecbplus": DATA / "stories/ecbplus", "meantime": DATA / "meantime"}
    for folder in folders.values():
        if not folder.is_dir():
            sys.exit(f"{folder}: not found; set RAPPORTEUR_DATA or give --data")
    reader = Reader(given.model)
    show = Counter({"left": given.show})
    made = {name: measured(reader, folder, show) for name, folder in folders.items()}
    print(json.dumps({"benchmark": "duplicates", "signature": reader.signature, **made, "published": None}))


if __name__ == "__main__":
    main()
