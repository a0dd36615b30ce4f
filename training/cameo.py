"""PETRARCH2's verb dictionary and PLOVER's table of codes → the tables under `lexicon/data/cameo`.

    python training/cameo.py            # reads $RAPPORTEUR_DATA/events (or ../shared/data/events)

The dictionary (CAMEO.2.0.txt, Open Event Data Alliance, MIT) has blocks of verbs that share patterns. A pattern says
which words must stand before and behind the verb: bare words head a noun phrase or are particles, braces hold a noun phrase,
brackets a preposition and what it governs, "&" names a set of synonyms. Marks for source and target ("$", "+", "^", "%")
are left out, since roles come from the tree here.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import simplemma

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events"
TABLES = Path(__file__).resolve().parents[1] / "src/rapporteur/lexicon/data/cameo"
RENAMED = {"humanitarian": "human_security", "democracy": "pro_democracy"}
"""Contexts of the table under the names that the codebook has for them now."""
MODES = {
    "assassinate": "targeted", "massacre": "targeted", "ban": "restrict", "political": "restrict", "return": "release",
    "ease": "", "cleansing": "", "pro_autocracy": "",
}  # fmt: skip
"""Modes of the table that the codebook of today has no longer, or never had (175 has a context there)."""
MARKS = frozenset("$+^%")
AUXILIARY = frozenset({"will", "would", "be", "is", "was", "are", "has", "have", "had", "not", "no"})
"""Tense and negation are asked of the tree, not of a dictionary."""
WORDS = re.compile(r"[{}()]|[^\s{}()]+")


class Part(NamedTuple):
    """One word that a pattern asks for: "subject", "object" or a preposition as `slot`, its place, and whether it is a set."""

    slot: str
    place: str
    word: str
    is_set: bool


class Pattern(NamedTuple):
    """What must stand with the verbs of a block, and the codes for both directions ("" where there is none)."""

    parts: tuple[Part, ...]
    code: str
    back: str


def lemma(word: str) -> str:
    """
    >>> lemma("WEAPONS"), lemma("TALKS"), lemma("ARMS")
    ('weapon', 'talk', 'arms')
    """
    low = word.strip("_").replace("_", " ").lower()
    if low in ("arms", "clashes", "ties", "news", "forces") or " " in low:
        return {"clashes": "clash", "ties": "tie", "forces": "force"}.get(low, low)
    return str(simplemma.lemmatize(low, "en")).lower() if low.endswith("s") and not low.endswith("ss") else low


def codes(field: str) -> tuple[str, str]:
    """
    >>> codes("[042:043]"), codes("[:173]"), codes("[---]")
    (('042', '043'), ('', '173'), ('', ''))
    """
    one, _, other = field.strip("[] ").partition(":")
    return one.strip("- !"), other.strip("- !")


def parts(side: str, slot: str) -> Iterator[Part]:
    """The parts of one side of the verb: a brace's last word is its head, the first word of a bracket its preposition."""
    here, brace = slot, False
    words = WORDS.findall(side)
    for n, word in enumerate(words):
        if word in "()":
            here = slot if word == ")" else "?"
        elif word in "{}":
            brace = word == "{"
        elif word in MARKS or (word.strip("+$%^") == ""):
            continue
        elif here == "?":
            here = word.lower().replace("_", " ")
            if n + 1 < len(words) and words[n + 1] == ")":
                yield Part(here, "only", "", False)
        else:
            last = not brace or words[n + 1 : n + 2] == ["}"]
            name = word.strip("+$%^")
            low = name.removeprefix("&").lower() if name.startswith("&") else lemma(name)
            if low not in AUXILIARY:
                yield Part(here, "head" if last else "modifier", low, name.startswith("&"))


def pattern(line: str) -> Iterator[Pattern]:
    """The patterns of a line "- before * behind [code]": several where a word is one of "A/B"."""
    found = re.match(r"^-\s*(.*?)\*(.*?)\s*(\[[^\]]*\])", line)
    if found is None:
        return
    before, after, code = found.groups()
    for choice in choices(f"{before}*{after}"):
        first, _, last = choice.partition("*")
        yield Pattern((*parts(first, "subject"), *parts(last, "object")), *codes(code))


def choices(text: str) -> list[str]:
    """
    >>> choices("* (BY/WITH GRENADE)")
    ['* (BY GRENADE)', '* (WITH GRENADE)']
    """
    found = re.search(r"[^\s(){}]+/[^\s(){}]+", text)
    if found is None:
        return [text]
    return [c for w in found[0].split("/") for c in choices(text[: found.start()] + w + text[found.end() :])]


def verb(line: str) -> tuple[str, str, str, str] | None:
    """Lemma, particle or second word, and the codes of "PUT_OFF {PUTS_OFF …} [160]"."""
    found = re.match(r"^([+A-Z][A-Z_+'-]*)\s*(?:\{[^}]*\})?\s*(\[[^\]]*\])?", re.sub(r"#.*", "", line).strip())
    if found is None:
        return None
    name = found[1].strip("_")
    lead = name.startswith("+") or "+" not in name
    words = name.strip("+").replace("+", "").lower().split("_")
    head, rest = (words[0], words[1:]) if lead else (words[-1], words[:-1])
    return head, " ".join(rest), *codes(found[2] or "[]")


def blocks(lines: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, str, str, str]], list[Pattern]]]:
    """The name of a block, its verbs and its patterns; a verb without a code has the block's."""
    name, default, verbs, patterns = "", ("", ""), list[tuple[str, str, str, str]](), list[Pattern]()
    for line in lines:
        head = re.match(r"^---\s+(\S+)\s+(\[[^\]]*\])", line)
        if head or line.startswith("#####"):
            if name:
                yield name, verbs, patterns
            name, default, verbs, patterns = head[1].lower() if head else "", codes(head[2]) if head else ("", ""), [], []
        elif re.match(r"^\s*-\s", line):
            patterns.extend(pattern(re.sub(r"#.*", "", line)))
        elif name and (found := verb(line)) is not None:
            lem, rest, *own = found
            verbs.append((lem, rest, *(own if any(own) or "[" in re.sub(r"#.*", "", line) else default)))


def sets(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Set and word of every synonym; a plural made by rule is the lemma's own affair."""
    name = ""
    for line in lines:
        word = re.sub(r"[#{].*", "", line).strip()
        if word.startswith("&"):
            name = word[1:].lower()
        elif word.startswith("+") and name:
            yield name, lemma(word[1:])


def contexts(lines: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    """Code, PLOVER type, mode and contexts of PLOVER's table; what it lists twice stands as it does last.

    >>> list(contexts(["0333: AGREE,  , humanitarian # aid", "030: AGREE,  , diplomatic # cooperate"]))
    [('030', 'AGREE', '', 'diplomatic'), ('0333', 'AGREE', '', 'human_security')]
    """
    found: dict[str, tuple[str, str, str, str]] = {}
    for line in lines:
        row = re.match(r"^(\d{3,4}): (\w+)\s*,([^,#]*),([^#]*)", line)
        if row:
            told = [c.strip() for c in row[4].split(";") if c.strip()]
            mode = MODES.get(row[3].strip(), row[3].strip())
            mode = "destroy" if (row[2], mode) == ("ASSAULT", "seize") else mode  # 1712: destroy property
            mode = "release" if row[1] == "084" else mode  # as the codes below it
            found[row[1]] = (row[1], row[2], mode, "|".join(RENAMED.get(c, c) for c in told))
    yield from sorted(found.values())


def write(name: str, header: str, rows: Iterable[Iterable[str]]) -> None:
    """A CSV table, zipped (without a time in its header) where its name says so."""
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header.split(","))
    out.writerows(dict.fromkeys(tuple(row) for row in rows))
    raw = text.getvalue().encode()
    (TABLES / name).write_bytes(gzip.compress(raw, 9, mtime=0) if name.endswith(".gz") else raw)


def main() -> None:
    lines = (DATA / "petrarch2-dictionaries/CAMEO.2.0.txt").read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if "VERB PATTERNS #" in line)
    found = list(blocks(lines[start + 1 :]))
    TABLES.mkdir(exist_ok=True)
    write("sets.csv", "set,word", sorted(set(sets(lines[:start]))))
    verbs = {(v[0], v[1], name): (v[0], v[1], name, *v[2:]) for name, its, _ in found for v in its}
    write("verbs.csv", "lemma,with,block,code,back", sorted(verbs.values()))
    rows = [
        (name, str(n), p.code, p.back, part.slot, part.place, part.word, "yes" if part.is_set else "")
        for name, _, patterns in found
        for n, p in enumerate(p for p in patterns if p.parts)
        for part in p.parts
    ]
    write("patterns.csv.gz", "block,number,code,back,slot,place,word,set", rows)
    write("codes.csv", "code,type,mode,contexts", contexts((DATA / "CAMEO2PLOVER-2021.txt").read_text("utf-8").splitlines()))


if __name__ == "__main__":
    main()
