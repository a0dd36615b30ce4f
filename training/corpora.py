"""Corpora → sentences to learn from: trees of CoNLL-U, names of many schemes mapped to one.

A name label is a set of allowed labels (a bit mask over `NAME_LABELS`), since corpora differ in what they annotate: a
word that CrossNER leaves bare may still be a time; a title may or may not belong to the name (GMB says it does).
Sources and licences: the data's README and the model card.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

TYPES = ("per", "org", "geo", "gpe", "tim", "art", "eve", "nat")
"""GMB's types of names, which rule here."""
NAME_LABELS = ("O", *(f"{side}-{kind}" for kind in TYPES for side in "BI"))
BIT = {label: 1 << number for number, label in enumerate(NAME_LABELS)}
ANY = (1 << len(NAME_LABELS)) - 1
HELD_OUT = 10
"""Every tenth sentence of the GMB file is never trained on."""


@dataclass
class Sentence:
    """One sentence; lists run over its words. `heads` are 1-based, 0 = root; `names` are masks of allowed labels.

    `said` are labels of attribution, `groups` the attribution of each word (-1 = none); `facts` are (word, scale, value).
    """

    forms: list[str]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    paragraph: bool = False
    text: str = ""
    spaces: list[bool] = field(default_factory=list)
    said: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    facts: list[tuple[int, int, float]] = field(default_factory=list)


Document = list[Sentence]


def mask(side: str, kinds: Iterable[str]) -> int:
    """The labels `side`-kind as a mask."""
    return sum(BIT[f"{side}-{kind}"] for kind in kinds)


def conllu(path: Path) -> Iterator[Document]:
    """Documents of a CoNLL-U file; multiword tokens and empty nodes are left out, syntactic words kept."""
    doc: Document = []
    sentence = Sentence([], paragraph=True)
    entity_words: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            if doc:
                yield doc
            doc = []
        elif line.startswith("# newpar"):
            sentence.paragraph = True
        elif line.startswith("# text = "):
            sentence.text = line[9:]
        elif not line:
            if sentence.forms:
                sentence.paragraph |= not doc
                sentence.names = entity_names(sentence, entity_words)
                doc.append(sentence)
            sentence, entity_words = Sentence([]), []
        elif line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                add_word(sentence, columns)
                entity_words.append(entity_field(columns[9]))
    if doc:
        yield doc


def add_word(sentence: Sentence, columns: list[str]) -> None:
    """Appends one CoNLL-U word line."""
    sentence.forms.append(columns[1])
    sentence.upos.append(columns[3])
    sentence.xpos.append(columns[4])
    sentence.heads.append(int(columns[6]))
    sentence.rels.append(columns[7])
    sentence.spaces.append("SpaceAfter=No" not in columns[9])


def entity_field(misc: str) -> str:
    """GUM's `Entity=` value of a MISC column, or nothing."""
    found = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    return found[1] if found else ""


BRACKET = re.compile(r"\(([^()]+)|([^()]*)\)")
GUM_TYPES = {
    "person": ("per",),
    "organization": ("org",),
    "place": ("geo", "gpe"),
    "time": ("tim",),
    "event": ("eve", "nat"),
    "object": ("art",),
    "abstract": ("art",),
}


def gum_spans(entity_words: list[str]) -> list[tuple[int, int, str]]:
    """Entities of one sentence as (first, end, type), nested ones too, in the order of their ends."""
    opened: list[tuple[str, int, str]] = []
    spans = []
    for number, text in enumerate(entity_words):
        for found in BRACKET.finditer(text):
            if found[1]:
                parts = found[1].split("-")
                opened.append((parts[0], number, parts[1] if len(parts) > 1 else ""))
                continue
            matching = [i for i, entry in enumerate(opened) if entry[0] == found[2]]
            if opened and (matching or not found[2]):
                _, first, kind = opened.pop(matching[-1] if matching else -1)
                spans.append((first, number + 1, kind))
    return spans


def named_spans(sentence: Sentence, entity_words: list[str]) -> list[tuple[int, int, str]]:
    """The outermost entities whose head is a proper noun, cut to their proper nouns: (first, end, GUM type)."""
    named = []
    for first, end, kind in gum_spans(entity_words):
        heads = [i for i in range(first, end) if not first < sentence.heads[i] <= end]
        proper = [i for i in range(first, end) if sentence.upos[i] == "PROPN"]
        if kind in GUM_TYPES and heads and sentence.upos[heads[0]] == "PROPN":
            named.append((proper[0], proper[-1] + 1, kind))
    named.sort(key=lambda span: (span[0] - span[1], span[0]))
    kept: list[tuple[int, int, str]] = []
    for span in named:
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


def entity_names(sentence: Sentence, entity_words: list[str]) -> list[int]:
    """Masks from GUM's entities; a treebank without them tells nothing. Times and peoples are not named in GUM."""
    if not any(entity_words):
        return [ANY] * len(sentence.forms)
    bare = BIT["O"] | mask("B", ("tim", "gpe")) | mask("I", ("tim", "gpe"))
    names = [ANY if tag == "PROPN" else bare for tag in sentence.upos]
    for first, end, kind in named_spans(sentence, entity_words):
        for number in range(first, end):
            names[number] = mask("B" if number == first else "I", GUM_TYPES[kind])
    return names


def gmb(path: Path, held_out: bool) -> list[Sentence]:
    """GMB's sentences: every tenth of the file (`held_out`), or the rest less the verbatim repeats of those."""
    rows = list(blocks(path))
    kept = [row for number, row in enumerate(rows) if number % HELD_OUT == HELD_OUT - 1]
    if not held_out:
        seen = {tuple(word[0] for word in row) for row in kept}
        rest = [row for number, row in enumerate(rows) if number % HELD_OUT != HELD_OUT - 1]
        kept = [row for row in rest if tuple(word[0] for word in row) not in seen]
    return [Sentence([w[0] for w in row], names=[BIT[w[2].strip()] for w in row]) for row in kept]


def blocks(path: Path) -> Iterator[list[list[str]]]:
    """Sentences of a tab-separated file as lists of columns; blank lines and `#` comments divide."""
    opener = gzip.open if path.suffix == ".gz" else open
    rows: list[list[str]] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 1 and columns[0].strip():
                rows.append(columns)
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


TIMES = mask("B", ("tim",)) | mask("I", ("tim",))
UNTIMED = BIT["O"] | TIMES
SCHEMES: dict[str, tuple[dict[str, tuple[str, ...]], int]] = {
    "crossner": (
        {
            "politician": ("per",),
            "person": ("per",),
            "organisation": ("org",),
            "politicalparty": ("org",),
            "location": ("geo",),
            "country": ("geo", "gpe"),
            "election": ("eve",),
            "event": ("eve",),
            "misc": TYPES,
        },
        UNTIMED,
    ),
    "re3d": (
        {
            "Organisation": ("org",),
            "Person": ("per",),
            "Location": ("geo", "gpe"),
            "Nationality": ("gpe",),
            "Temporal": ("tim",),
        },
        UNTIMED,
    ),
    "btc": ({"PER": ("per",), "ORG": ("org",), "LOC": ("geo", "gpe")}, ANY & ~mask("B", ("per", "org", "geo"))),
}
"""Per corpus: its types → ours, and what a word without a label may be."""


def bio(path: Path, scheme: str) -> list[Sentence]:
    """Sentences of a BIO file (word, label), its labels mapped by `SCHEMES`."""
    kinds, bare = SCHEMES[scheme]
    sentences = []
    for rows in blocks(path):
        names = []
        for row in rows:
            side, _, kind = row[-1].strip().partition("-")
            names.append(bare if side not in "BI" else mask(side, kinds[kind]) if kind in kinds else ANY)
        forms = [row[0].strip() for row in rows]
        sentences.append(Sentence(forms, names=with_titles(names, forms)))
    return sentences


PEOPLE = mask("B", ("per",)) | mask("I", ("per",))
TITLES = frozenset(
    [
        "President",
        "Prime",
        "Minister",
        "Secretary",
        "Senator",
        "Sen.",
        "Rep.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Gen.",
        "General",
        "King",
        "Queen",
        "Pope",
        "Chancellor",
        "Foreign",
        "Defense",
        "Defence",
        "Vice",
        "Governor",
        "Gov.",
        "Mayor",
        "Congressman",
        "Ambassador",
        "Chairman",
        "Speaker",
        "Prince",
        "Sir",
        "Lord",
    ]
)


def with_titles(names: list[int], forms: list[str]) -> list[int]:
    """GMB counts titles in ("President Bush"), others do not: a title before a person may be either."""
    for number in range(len(names) - 1, 0, -1):
        starts = names[number] in (BIT["B-per"], PEOPLE)
        if starts and forms[number - 1] in TITLES and names[number - 1] & BIT["O"]:
            names[number] = PEOPLE
            names[number - 1] = PEOPLE if number > 1 and forms[number - 2] in TITLES else PEOPLE | BIT["O"]
    return names


SILVER = {
    "PERSON": PEOPLE,
    "ORGANIZATION": mask("B", ("org",)),
    "LOCATION": mask("B", ("geo", "gpe")),
    "DATE": UNTIMED,
    "TIME": UNTIMED,
    "DURATION": UNTIMED,
    "SET": UNTIMED,
    "NUMBER": UNTIMED,
    "MISC": ANY,
    "ORDINAL": UNTIMED,
}


def silver(path: Path) -> list[Document]:
    """Articles of the CoreNLP file (word, tag, type …): runs of a type are names; there are no edges within them."""
    documents: list[Document] = []
    previous_end = None
    for rows in blocks(path):
        rows = [row for row in rows if len(row) > 2]
        if not rows:
            continue
        start = int(rows[0][3]) if len(rows[0]) > 3 else 0
        if previous_end is None or start < previous_end:
            documents.append([])
        previous_end = int(rows[-1][4])
        forms = [row[0].replace("-LRB-", "(").replace("-RRB-", ")") for row in rows]
        documents[-1].append(Sentence(forms, names=silver_names([row[2] for row in rows], forms)))
    return documents


def silver_names(kinds: list[str], forms: list[str]) -> list[int]:
    """CoreNLP's types of the words → masks."""
    names = []
    for number, kind in enumerate(kinds):
        inside = number > 0 and kinds[number - 1] == kind
        allowed = SILVER.get(kind, BIT["O"])
        if kind == "PERSON":
            allowed = BIT["I-per"] if inside else BIT["B-per"]
        elif inside and kind in ("ORGANIZATION", "LOCATION"):
            allowed = mask("I", ("org",) if kind == "ORGANIZATION" else ("geo", "gpe"))
        names.append(allowed)
    return with_titles(names, forms)


def packed(sentences: list[Sentence], size: int = 12) -> list[Document]:
    """Runs of sentences as documents, for corpora that do not mark theirs; neighbours are mostly of one article."""
    return [sentences[i : i + size] for i in range(0, len(sentences), size)]


def conllu_entities(path: Path) -> Iterator[tuple[list[str], list[tuple[int, int, str]]]]:
    """Forms and named entities (`named_spans`) of each sentence of a CoNLL-U file with `Entity=`."""
    sentence, fields = Sentence([]), list[str]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if columns[0].isdigit():
            add_word(sentence, columns)
            fields.append(entity_field(columns[9]))
        elif not line and sentence.forms:
            yield sentence.forms, named_spans(sentence, fields)
            sentence, fields = Sentence([]), []
