"""Speakers: does the source of an attribution lead to the right actor? One JSON line, in percent.

    python benchmarks/speakers.py                                       # cases/speakers/polnear-dev.csv
    python benchmarks/speakers.py --data FILE.csv --texts FOLDER        # another file of that form, other articles
    python benchmarks/speakers.py --errors                              # and each wrong or unknown one, to stderr

The table has a source span a row (article, start, end in code points) and the names that are right for it: alternatives
parted by `|`, the persons of a joined source by ` & `. The head word of the span is resolved as the product resolves a
statement's speaker. `right`: the actor's name or an alias is one of the alternatives, up to case, accents, articles,
titles, possessives, marks and what stands behind a comma or in parentheses; the name of an actor that the report does not
name may be longer than the alternative, with the same head noun. `unknown`: no actor at all.

`even` and `odd` are two halves by a hash of the article's name: rules are developed on the errors of the even one.
The published orientation is no score of the same task: CoreNLP's issue #905 tells of 26 % of the quotations of news
articles without a known speaker. How far two people agree on this task is not known.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.document import Document
from rapporteur.extract.entities.mentions import source_head
from rapporteur.model import Actor, Report
from rapporteur.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "statements/polnear/dev/text"
PUBLISHED = {"CoreNLP, issue #905: quotes of unknown speaker": {"unknown": 26.0}}
CLASSES = ("name", "pronoun", "description")
ARTICLES = ("a", "an", "the")
_BEHIND = frozenset({"of", "for", "in", "by", "from", "on", "at", "with", "who", "that", "which", "against", "about", "to"})


class Row(NamedTuple):
    """A source span with its alternatives, each a tuple of joined names."""

    article: str
    start: int
    end: int
    wanted: tuple[tuple[str, ...], ...]


class Outcome(NamedTuple):
    """What became of a row: `verdict` is right, unknown or wrong."""

    row: Row
    verdict: str
    kind: str
    words: str
    got: tuple[str, ...]


def rows(path: Path) -> list[Row]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(r["article"], int(r["start"]), int(r["end"]), tuple(tuple(a.split(" & ")) for a in r["names"].split("|")))
            for r in csv.DictReader(file)
        ]


# ---- comparing -------------------------------------------------------------------------------------------------------
def folded(name: str) -> tuple[str, ...]:
    """A name's words as they are compared: "The U.S. Senator Awa Keïta's (D)" -> ("us", "senator", "awa", "keita")."""
    marked = re.sub(r"['’]s\b", "", re.split(r"\(|, ", name)[0].translate({8211: " ", 8212: " "}))
    plain = unicodedata.normalize("NFKD", marked).encode("ascii", "ignore").decode()
    found = re.sub(r"[^\w\s]", "", re.sub(r"[-/]", " ", plain)).casefold().split()
    while len(found) > 1 and (found[0] in ARTICLES or lexicon.is_title(found[0])):
        found = found[1:]
    return tuple(found)


def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """A description up to its head noun: "poll of voters" -> "poll"."""
    cut = next((i for i, word in enumerate(words) if i and word in _BEHIND), len(words))
    return words[:cut]


def describes(name: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Is a description the wanted one, if need be with more words and the same head noun?"""
    if not wanted or core(name)[-1:] != core(wanted)[-1:]:
        return False
    return name[: len(wanted)] == wanted or name[-len(wanted) :] == wanted or core(name)[-len(wanted) :] == wanted


def is_one(actor: Actor, wanted: tuple[str, ...], full: list[tuple[str, ...]]) -> bool:
    """Is the actor the wanted one? `full` are the alternatives of several words: a surname alone is not enough for
    somebody whose whole name the report gives otherwise."""
    name = folded(actor.name)
    if name == wanted or (actor.id.startswith("desc.") and describes(name, wanted)):
        return True
    namesake = actor.kind == "person" and len(name) > 1 and len(wanted) == 1 and full
    if namesake and not any(name[0] == f[0] or f[-1] != name[-1] for f in full):
        return False
    return any(folded(alias) == wanted for alias in actor.aliases)


def met(actors: list[Actor], wanted: tuple[tuple[str, ...], ...], text: str) -> bool:
    """Do the actors meet an alternative, all of its names where it joins several?

    Joined names have no alternatives in the table: a full name that the report never gives is met by its surname.
    """
    for names in wanted:
        given = [n if len(names) == 1 or n in text else n.split()[-1] for n in names]
        words = [folded(n) for n in given]
        full = [f for a in wanted for n in a if len(f := folded(n)) > 1]
        if all(any(is_one(a, w, full) for a in actors) for w in words) and (len(words) > 1 or len(actors) == 1):
            return True
    return False


# ---- resolving -------------------------------------------------------------------------------------------------------
def speakers(doc: Document, head: int) -> list[Actor]:
    """The actors that a statement with this source would have."""
    alone = (doc.speaker(Attribution(head, head, head, (), None)),)
    joined = len(doc.tree.conjuncts(head)) > 1 or len(doc.actors.several(head)) > 1
    found = {a for a in ((joined and doc.party(head)) or alone) if a is not None}
    return [a for a in doc.actors.nouns(found) if a.id in found]


def kind_of(doc: Document, head: int) -> str:
    """Whether the source is a name, a pronoun or a description."""
    if doc.tree.upos[head] == "PRON":
        return "pronoun"
    return "name" if head in doc.actors.name_at or doc.tree.upos[head] == "PROPN" else "description"


def judge(doc: Document, row: Row) -> Outcome:
    """Resolve one row and compare."""
    tree = doc.tree
    inside = [i for i in range(len(tree.words)) if tree.ends[i] > row.start and tree.starts[i] < row.end]
    words = " ".join(doc.report.text[row.start : row.end].split())
    if not inside:
        return Outcome(row, "unknown", "description", words, ())
    head = source_head(tree, inside[0], inside[-1] + 1)
    actors = speakers(doc, head)
    verdict = "unknown" if not actors else "right" if met(actors, row.wanted, doc.report.text) else "wrong"
    return Outcome(row, verdict, kind_of(doc, head), words, tuple(f"{a.name} [{a.id}]" for a in actors))


def outcomes(reader: Reader, table: list[Row], texts: Path) -> Iterator[Outcome]:
    """All rows, each article read once."""
    for article in dict.fromkeys(row.article for row in table):
        with (texts / f"{article}.txt").open(encoding="utf-8", newline="") as file:
            report = Report(id=article, name=article, text=file.read())
        doc = Document(report, reader.read_one(report))
        yield from (judge(doc, row) for row in table if row.article == article)


# ---- printing --------------------------------------------------------------------------------------------------------
def shares(found: list[Outcome]) -> dict[str, float]:
    """Percent of each verdict, and how many."""
    count = {v: sum(o.verdict == v for o in found) for v in ("right", "unknown", "wrong")}
    return {**{v: round(100 * c / max(1, len(found)), 1) for v, c in count.items()}, "n": len(found)}


def half(row: Row) -> int:
    """0 for the articles whose errors are read, 1 for the others."""
    return zlib.crc32(row.article.encode()) % 2


def line_of(found: list[Outcome]) -> dict[str, object]:
    """The benchmark's line."""
    parts = {"even": 0, "odd": 1}
    return {
        "benchmark": "speakers",
        **shares(found),
        **{kind: shares([o for o in found if o.kind == kind]) for kind in CLASSES},
        **{name: shares([o for o in found if half(o.row) == number]) for name, number in parts.items()},
        "published": PUBLISHED,
    }


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "cases/speakers/polnear-dev.csv")
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--errors", choices=("even", "odd", "all"), nargs="?", const="even", help="whose errors to print")
    args = parser.parse_args()
    missing = next((p for p in (args.data, args.texts) if not p.exists()), None)
    if missing is not None:
        print(json.dumps({"benchmark": "speakers", "skipped": f"no data at {missing}"}))
        return
    found = list(outcomes(Reader(), rows(args.data), args.texts))
    for o in found if args.errors else ():
        if o.verdict != "right" and (args.errors == "all" or half(o.row) == (args.errors == "odd")):
            wanted = "|".join(" & ".join(a) for a in o.row.wanted)
            print(o.verdict, o.row.article, o.row.start, repr(o.words), o.got, wanted, sep=" ; ", file=sys.stderr)
    print(json.dumps(line_of(found)))


if __name__ == "__main__":
    main()
