"""Documents → packs of consecutive sentences → padded batches; spellings as newsrooms vary them (case, quotes)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from corpora import ANY, NAME_LABELS, Document, Sentence
from network import NEVER
from tokenizers import Tokenizer
from torch import Tensor

from rapporteur.reader.features import CLS, MASK, SEP, Pieces

LONGEST = 480
"""Pieces of a pack at most; the encoder has 512 places."""
IGNORE = -100
Pack = list[Sentence]


def pieces_from(path: Path) -> Pieces:
    """The word pieces of a `tokenizer.json`."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Pieces(lambda form: tokenizer.encode(form, add_special_tokens=False).ids)


@dataclass
class Coder:
    """Label lists by head and the word pieces: all it takes to number a sentence."""

    labels: dict[str, list[str]]
    pieces: Pieces

    def __post_init__(self) -> None:
        self.ids = {head: {label: i for i, label in enumerate(names)} for head, names in self.labels.items()}
        bits = torch.tensor([1 << i for i in range(len(NAME_LABELS))])
        self.bits = bits

    def length(self, sentence: Sentence) -> int:
        """Word pieces of a sentence."""
        return sum(len(self.pieces(form)[0]) for form in sentence.forms)


def packs(documents: list[Document], coder: Coder, dice: random.Random) -> list[Pack]:
    """Cuts every document into packs: one in six a single sentence, the others of 60 to 250 pieces."""
    made: list[Pack] = []
    for doc in documents:
        pack: Pack = []
        room = draw_room(dice)
        for sentence in doc:
            size = coder.length(sentence)
            if size > LONGEST:
                continue
            if pack and size > room:
                made.append(pack)
                pack, room = [], draw_room(dice)
            pack.append(sentence)
            room -= size
        if pack:
            made.append(pack)
    return made


def draw_room(dice: random.Random) -> int:
    """Pieces for the next pack."""
    return 1 if dice.random() < 0.3 else dice.randint(60, 250)


def batches(made: list[Pack], coder: Coder, size: int, dice: random.Random) -> Iterator[list[Pack]]:
    """Packs of like length together, `size` padded pieces at most, in random order."""
    lengths = [sum(map(coder.length, pack)) + 2 for pack in made]
    order = sorted(range(len(made)), key=lambda i: lengths[i] + dice.uniform(0, 12))
    groups: list[list[Pack]] = []
    widest = 0
    for i in order:
        widest = max(widest, lengths[i])
        if not groups or (len(groups[-1]) + 1) * widest > size:
            groups.append([])
            widest = lengths[i]
        groups[-1].append(made[i])
    dice.shuffle(groups)
    yield from groups


MARKS = (("“", "”"), ("``", "''"), ("‘", "’"), ('"', '"'), ("«", "»"))
STRAIGHT = frozenset(['"', "“", "”", "``", "''"])


def varied(pack: Pack, dice: random.Random) -> Pack:
    """A copy as another newsroom sets it: other quotation marks, apostrophes, dashes; at times all lower or upper."""
    opening, closing = dice.choice(MARKS[:4] if dice.random() < 0.95 else MARKS)
    quotes, curly, dash = dice.random() < 0.5, dice.random() < 0.4, dice.random() < 0.3
    split = dice.random() < 0.5
    swaps = {"-": "–", "--": "—", "–": "—", "—": "–"}
    case = dice.choices((None, "lower", "upper", "title"), (0.9, 0.03, 0.03, 0.04))[0]
    copies = []
    opened = False
    for sentence in pack:
        forms = list(sentence.forms)
        for i, form in enumerate(forms):
            if form in STRAIGHT and quotes:
                ends = sentence.xpos[i] == "''" if sentence.xpos else opened
                forms[i] = closing if ends else opening
                opened = not ends
            elif curly and "'" in form and len(form) > 1:
                forms[i] = form.replace("'", "’")
            elif dash and form in swaps and (not sentence.xpos or sentence.xpos[i] != "HYPH"):
                forms[i] = swaps[form]
        names = sentence.names
        if split and not sentence.xpos and not sentence.facts:
            forms, names = hyphens_split(forms, names)
        if case:
            forms = [form.title() if case == "title" and len(form) > 3 else recased(form, case) for form in forms]
        starts = sentence.paragraph or dice.random() < 0.1
        copies.append(replace(sentence, forms=forms, names=names, paragraph=starts))
    copies[0].paragraph |= dice.random() < 0.4
    if len(copies) == 1 and dice.random() < 0.08:
        copies[0] = without_stop(copies[0])
    return copies


HYPHEN = re.compile(r"(?<=[\w.])(-)(?=\w)")
PARTICIPLE = re.compile(r"[a-z]+ed|led|held|run|born|made|style|wide|old|year|day|month|member|era|type|speaking")
"""What stands after the hyphen of "U.S.-led" and is no part of a name."""
OUTSIDE, BEGINS, INSIDE = 1, sum(1 << i for i in range(1, 17, 2)), sum(1 << i for i in range(2, 17, 2))
"""Masks of "O", of all B and of all I labels: they alternate in `NAME_LABELS`."""


def hyphens_split(forms: list[str], names: list[int]) -> tuple[list[str], list[int]]:
    """Words as UD splits them ("al-Qaida" → "al - Qaida"): the corpora of names don't, yet the reader meets them so."""
    split_forms, split_names = [], []
    for form, mask in zip(forms, names, strict=True):
        parts = HYPHEN.split(form) if "-" in form else [form]
        split_forms += parts
        rest = (mask & OUTSIDE) | (mask & INSIDE) | ((mask & BEGINS) << 1)
        if len(parts) > 1 and mask == OUTSIDE and form.lower() != form:
            mask = rest = ANY
        split_names += [mask] + [rest] * (len(parts) - 1)
        if len(parts) > 1 and PARTICIPLE.fullmatch(parts[-1]):
            split_names[-2:] = [rest | OUTSIDE] * 2
    return split_forms, split_names


def recased(form: str, case: str) -> str:
    """A word in lower or upper case; short words of a headline in title case stay."""
    return form.lower() if case == "lower" else form.upper() if case == "upper" else form


def without_stop(sentence: Sentence) -> Sentence:
    """The sentence without its last full stop, as headlines are."""
    n = len(sentence.forms)
    if n < 3 or sentence.forms[-1] != "." or n in sentence.heads:
        return sentence
    lists = ("forms", "upos", "xpos", "heads", "rels", "names", "said", "groups")
    return replace(sentence, **{name: getattr(sentence, name)[: n - 1] for name in lists})


def collate(group: list[Pack], coder: Coder, dropped: float = 0.0) -> dict[str, Tensor]:
    """A padded batch. B×P: pieces, cases, paragraphs; B×1×1×P: bias; B×W: all else, IGNORE where nothing is known.

    `heads` count words of the pack from 1, 0 = root; `inside` is B×W×(W+1), 0 where an arc is allowed, else NEVER;
    `allowed` is B×W×L, 0 for the name labels allowed, else NEVER. `dropped`: share of words whose pieces are masked.
    """
    rows = [pack_row(pack, coder, dropped) for pack in group]
    width = max(len(row["pieces"]) for row in rows)
    words = max(len(row["first"]) for row in rows)
    batch = {}
    for key, fill in (("pieces", 0), ("cases", 0), ("paragraphs", 0)):
        batch[key] = torch.tensor([row[key] + [fill] * (width - len(row[key])) for row in rows])
    for key in ("first", "last"):
        batch[key] = torch.tensor([row[key] + [0] * (words - len(row[key])) for row in rows])
    for key in ("upos", "xpos", "heads", "rels", "boundary", "sentence", "names", "said", "groups"):
        batch[key] = torch.tensor([row[key] + [IGNORE] * (words - len(row[key])) for row in rows])
    batch["facts"] = torch.full((len(rows), words, 2), float("nan"))
    for i, row in enumerate(rows):
        for place, scale, value in row["facts"]:
            batch["facts"][i, place, scale] = value
    batch["lengths"] = torch.tensor([len(row["first"]) for row in rows])
    sizes = torch.tensor([len(row["pieces"]) for row in rows])
    if int(sizes.min()) < width:
        batch["bias"] = ((torch.arange(width) >= sizes.unsqueeze(1)) * NEVER)[:, None, None, :]
    same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
    same &= ~torch.eye(words, dtype=torch.bool)
    batch["inside"] = torch.cat([torch.zeros(len(rows), words, 1), (~same) * NEVER], 2)
    known = torch.where(batch["names"] == IGNORE, torch.ones_like(batch["names"]), batch["names"])
    batch["allowed"] = ((known.unsqueeze(-1) & coder.bits) == 0) * NEVER
    return batch


def pack_row(pack: Pack, coder: Coder, dropped: float) -> dict[str, list]:
    """One pack as lists of numbers."""
    row: dict[str, list] = {"pieces": [CLS], "cases": [0], "paragraphs": [0]}
    for key in ("first", "last", "upos", "xpos", "heads", "rels", "boundary", "sentence", "names", "said", "groups", "facts"):
        row[key] = []
    for number, sentence in enumerate(pack):
        before = len(row["first"])
        for i, form in enumerate(sentence.forms):
            ids, case = coder.pieces(form)
            if dropped and random.random() < dropped:
                ids = [MASK] * len(ids)
            row["first"].append(len(row["pieces"]))
            row["pieces"] += ids
            row["cases"] += [case] * len(ids)
            row["paragraphs"] += [int(sentence.paragraph and i == 0)] * len(ids)
            row["last"].append(len(row["pieces"]) - 1)
            given = i == 0 and (sentence.paragraph or number == 0)
            row["boundary"].append(IGNORE if given else int(i == 0))
        n = len(sentence.forms)
        row["said"] += sentence.said or [IGNORE] * n
        row["groups"] += sentence.groups or [-1] * n
        row["facts"] += [(before + place, scale, value) for place, scale, value in sentence.facts if place < n]
        row["sentence"] += [number] * n
        row["names"] += sentence.names or [(1 << len(NAME_LABELS)) - 1] * n
        for key, values in (("upos", sentence.upos), ("xpos", sentence.xpos), ("rels", sentence.rels)):
            ids_of = coder.ids["deprel" if key == "rels" else key]
            row[key] += [ids_of.get(value, IGNORE) for value in values] if values else [IGNORE] * n
        heads = [head + before if head else 0 for head in sentence.heads]
        row["heads"] += heads if heads else [IGNORE] * n
    row["pieces"].append(SEP)
    row["cases"].append(0)
    row["paragraphs"].append(0)
    return row
