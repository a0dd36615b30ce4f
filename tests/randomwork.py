"""Readings that no model made: words with any tags in trees of any shape, and the model's own readings damaged.

What holds of every `Reading` holds of these: words in the order of the text with their own offsets, sentences one behind
the other, one tree in each, ranges of names, attributions and relations within the words.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from choicework import Choices, Drawn
from hypothesis import strategies as st
from readingwork import model_missing
from taggedwork import default_tag

from rapporteur.model import Mention, Quote, Reading, Relation, Report, Said, Sentence, Word
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.quotes import pair
from rapporteur.reader.words import words

ROOT = Path(__file__).parent.parent
VOCABULARY = tuple(
    tuple(row.split())
    for row in """
Mali Mali PROPN NNP|Chad Chad PROPN NNP|Keita Keita PROPN NNP|Awa Awa PROPN NNP|Ode Ode PROPN NNP|Kyiv Kyiv PROPN NNP
NATO NATO PROPN NNP|Russian russian ADJ JJ|U.S. U.S. PROPN NNP|Bamako Bamako PROPN NNP|Reuters Reuters PROPN NNP
President President PROPN NNP|Foreign Foreign PROPN NNP|Minister Minister PROPN NNP|Ministry Ministry PROPN NNP
ministry ministry NOUN NN|army army NOUN NN|officials official NOUN NNS|official official NOUN NN|leaders leader NOUN NNS
spokeswoman spokeswoman NOUN NN|counterpart counterpart NOUN NN|citizens citizen NOUN NNS|nationals national NOUN NNS
embassy embassy NOUN NN|staff staff NOUN NN|troops troops NOUN NNS|soldiers soldier NOUN NNS|people people NOUN NNS
attack attack NOUN NN|attack attack VERB VB|talks talk NOUN NNS|call call NOUN NN|visit visit NOUN NN|truce truce NOUN NN
border border NOUN NN|sanctions sanction NOUN NNS|invasion invasion NOUN NN|flights flight NOUN NNS|risk risk NOUN NN
airspace airspace NOUN NN|statement statement NOUN NN|warning warning NOUN NN|threat threat NOUN NN|war war NOUN NN
he he PRON PRP|she she PRON PRP|they they PRON PRP|his his PRON PRP$|we we PRON PRP|it it PRON PRP|who who PRON WP
which which PRON WDT|that that SCONJ IN|that that PRON WDT|I I PRON PRP|their their PRON PRP$|themselves themselves PRON PRP
said say VERB VBD|told tell VERB VBD|says say VERB VBZ|denied deny VERB VBD|accused accuse VERB VBD|warned warn VERB VBD
asked ask VERB VBD|urged urge VERB VBD|met meet VERB VBD|called call VERB VBD|spoke speak VERB VBD|visited visit VERB VBD
agreed agree VERB VBD|rejected reject VERB VBD|attacked attack VERB VBD|killed kill VERB VBD|killed kill VERB VBN
leave leave VERB VB|left leave VERB VBD|evacuated evacuate VERB VBD|withdraw withdraw VERB VB|closed close VERB VBD
suspended suspend VERB VBD|advised advise VERB VBD|ordered order VERB VBD|believes believe VERB VBZ|fear fear VERB VBP
expected expect VERB VBN|planned plan VERB VBN|according accord VERB VBG|rose rise VERB VBD|fell fall VERB VBD
begin begin VERB VB|fail fail VERB VB|invade invade VERB VB|holding hold VERB VBG|sent send VERB VBD|fired fire VERB VBD
will will AUX MD|would would AUX MD|could could AUX MD|may may AUX MD|has have AUX VBZ|have have AUX VBP|is be AUX VBZ
was be AUX VBD|were be AUX VBD|been be AUX VBN|did do AUX VBD|not not PART RB|n't not PART RB|to to PART TO|to to ADP IN
of of ADP IN|in in ADP IN|on on ADP IN|from from ADP IN|with with ADP IN|by by ADP IN|for for ADP IN|at at ADP IN
near near ADP IN|between between ADP IN|after after ADP IN|before before SCONJ IN|if if SCONJ IN|unless unless SCONJ IN
when when SCONJ WRB|out out ADP RP|up up ADP RP|and and CCONJ CC|or or CCONJ CC|but but CCONJ CC|both both DET DT
the the DET DT|a a DET DT|no no DET DT|this this DET DT|all all DET DT|more more ADJ JJR|than than ADP IN|least least ADJ JJS
new new ADJ JJ|foreign foreign ADJ JJ|senior senior ADJ JJ|former former ADJ JJ|likely likely ADJ JJ|possible possible ADJ JJ
two two NUM CD|100 100 NUM CD|130,000 130,000 NUM CD|5.5 5.5 NUM CD|million million NUM CD|% % SYM NN|$ $ SYM $|half half NOUN NN
2022 2022 NUM CD|12 12 NUM CD|Monday Monday PROPN NNP|Friday Friday PROPN NNP|February February PROPN NNP|week week NOUN NN
days day NOUN NNS|hours hour NOUN NNS|yesterday yesterday NOUN NN|next next ADJ JJ|last last ADJ JJ|ago ago ADV RB
soon soon ADV RB|never never ADV RB|only only ADV RB|reportedly reportedly ADV RB|about about ADV RB|’s 's PART POS
, , PUNCT ,|. . PUNCT .|“ “ PUNCT ``|” ” PUNCT ''|" " PUNCT ''|‘ ‘ PUNCT ``|’ ’ PUNCT ''|: : PUNCT :|— — PUNCT :
? ? PUNCT .|( ( PUNCT -LRB-|) ) PUNCT -RRB-|- - PUNCT HYPH|… … PUNCT .|é é X FW|Σς σς X FW|ﬁ ﬁ NOUN NN|İ i̇ PROPN NNP
""".replace("\n", "|").strip("|").split("|")
)
"""Form, lemma, part of speech and Penn tag."""
LABELS = {
    "NOUN": ["nsubj", "obj", "obl", "nmod", "nsubj:pass", "conj", "compound", "appos", "nmod:poss", "iobj", "obl:unmarked"],
    "PROPN": ["nsubj", "obj", "obl", "nmod", "flat", "compound", "nmod:desc", "nmod:poss", "conj", "appos", "obl:agent"],
    "PRON": ["nsubj", "obj", "obl", "nmod:poss", "iobj", "nsubj:pass", "expl"],
    "VERB": ["ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj"],
    "AUX": ["aux", "cop", "aux:pass"],
    "ADP": ["case", "compound:prt", "mark", "fixed"],
    "SCONJ": ["mark", "advmod", "fixed"],
    "PART": ["mark", "advmod", "case"],
    "CCONJ": ["cc", "cc:preconj"],
    "DET": ["det", "det:predet", "nsubj"],
    "ADJ": ["amod", "xcomp", "advcl", "conj"],
    "NUM": ["nummod", "obj", "obl", "nsubj", "compound"],
    "ADV": ["advmod", "fixed", "mark"],
    "SYM": ["nmod", "obj", "obl"],
}
LABEL = sorted({label for labels in LABELS.values() for label in labels} | {"punct", "dep", "orphan", "list", "vocative"})
CLASSES = sorted({row[2] for row in VOCABULARY} | {"INTJ"})
TAGS = sorted({row[3] for row in VOCABULARY} | {"WP$", "EX", "UH", "LS", "NNPS", "ADD", "RBR"})
NAMES = ["person", "organisation", "place", "gpe", "time", "event", "work"]
ROOTS = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
         "SANCTION", "SUPPORT", "THREATEN", "YIELD"]  # fmt: skip
SHAPES = ["tree", "near", "star", "back star", "chain", "back chain"]
UNSPACED = frozenset({".", ",", "’s", "n't", "”", ")", "?", ":", "%"})


# ---- words in trees of any shape --------------------------------------------------------------------------------------
def random_reading(choices: Choices, sentences: int = 5, longest: int = 14) -> Reading:
    """A reading of some sentences of the vocabulary; tags are a word's own for the most part, trees have any shape."""
    made: list[Word] = []
    borders: list[Sentence] = []
    text, paragraph = "", 0
    for number in range(choices.number(1, sentences)):
        if number and choices.rarely(4):
            text, paragraph = text + "\n\n", paragraph + 1
        first = len(made)
        rows = [choices.pick(VOCABULARY) for _ in range(choices.number(1, longest))]
        heads = random_tree(choices, len(rows))
        for (form, lemma, upos, xpos), head in zip(rows, heads, strict=True):
            text += " " if text and text[-1] != "\n" and (form not in UNSPACED or choices.rarely(4)) else ""
            upos, xpos = (choices.pick(CLASSES), choices.pick(TAGS)) if choices.rarely(12) else (upos, xpos)
            label = random_label(choices, upos) if head >= 0 else "root"
            made.append(Word(len(text), len(text) + len(form), form, lemma, upos, xpos, first + head if head >= 0 else -1, label))
            text += form
        borders.append(Sentence(first, len(made), paragraph))
    return annotated(choices, text, tuple(made), tuple(borders))


def random_tree(choices: Choices, size: int) -> list[int]:
    """Heads of a sentence: one root, no ring."""
    shape = choices.pick(SHAPES)
    if shape == "star":
        return [-1] + [0] * (size - 1)
    if shape == "back star":
        return [size - 1] * (size - 1) + [-1]
    if shape == "chain":
        return list(range(-1, size - 1))
    if shape == "back chain":
        return [*range(1, size), -1]
    root = choices.number(0, size - 1)
    heads, hung = [-1] * size, [root]
    for at in range(size):
        if at != root:
            heads[at] = choices.pick(hung[-3:] if shape == "near" else hung)
            hung.append(at)
    return heads


def random_label(choices: Choices, upos: str) -> str:
    """A relation that words of this class have, seldom any other."""
    return "punct" if upos == "PUNCT" else choices.pick(LABEL if choices.rarely(8) else LABELS.get(upos, LABEL))


def annotated(choices: Choices, text: str, made: tuple[Word, ...], borders: tuple[Sentence, ...]) -> Reading:
    """A reading of these words with names, attributions, certainties and relations put on any of them."""
    count = len(made)
    said = tuple(random_said(choices, count) for _ in range(choices.number(0, 3)))
    relations = tuple(random_relation(choices, count) for _ in range(choices.number(0, 2)))
    certainty = tuple((choices.number(-6, 6) / 2, choices.number(-6, 6) / 2) for _ in made)
    return Reading(
        report="r",
        text=text,
        words=made,
        sentences=borders,
        mentions=random_mentions(choices, borders),
        quotes=quotations(text),
        said=said,
        certainty=certainty,
        relations=relations,
    )


def quotations(text: str) -> tuple[Quote, ...]:
    """As the reader has them."""
    return pair(text, paragraphs(text))


def random_mentions(choices: Choices, borders: tuple[Sentence, ...]) -> tuple[Mention, ...]:
    """Names, none in another and none over a sentence's end."""
    mentions: list[Mention] = []
    for sentence in borders:
        at = sentence.start
        while at < sentence.end and choices.number(0, 2):
            start = choices.number(at, sentence.end - 1)
            at = choices.number(start + 1, min(start + 4, sentence.end))
            mentions.append(Mention(start, at, choices.pick(NAMES)))
    return tuple(mentions)


def random_ranges(choices: Choices, count: int, most: int) -> tuple[tuple[int, int], ...]:
    """Up to `most` ranges of words, in order, none in another."""
    ranges, at = [], 0
    for _ in range(choices.number(0, most)):
        if at < count:
            start = choices.number(at, count - 1)
            at = choices.number(start + 1, min(start + 8, count))
            ranges.append((start, at))
    return tuple(ranges)


def random_said(choices: Choices, count: int) -> Said:
    """An attribution: any of its parts may be missing or broken, not all."""
    said = Said(random_ranges(choices, count, 1), random_ranges(choices, count, 1), random_ranges(choices, count, 2))
    return said if said.source or said.cue or said.content else Said((), ((0, 1),), ())


def random_relation(choices: Choices, count: int) -> Relation:
    """What one phrase does to another."""
    ends = random_ranges(choices, count, 2) or ((0, 1),)
    return Relation(ends[0], ends[1] if len(ends) > 1 else None, choices.pick(ROOTS), choices.number(0, 10) / 10)


# ---- the model's readings, damaged ------------------------------------------------------------------------------------
@cache
def case_texts() -> tuple[str, ...]:
    """The texts of cases/, a few sentences each."""
    files = sorted((ROOT / "cases").glob("*.toml"))
    tables: list[dict[str, Any]] = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    return tuple(dict.fromkeys(case["text"] for table in tables for case in table.get("case", ()) if "text" in case))


@cache
def _reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


@cache
def case_reading(text: str) -> Reading:
    """The model's reading of a text."""
    return msgspec.structs.replace(_reader().read_one(Report(id="r", name="r", text=text)), report="r")


def damaged_reading(choices: Choices) -> Reading:
    """The reading of a case with some of its labels, heads, tags, names and attributions changed."""
    reading = case_reading(choices.pick(case_texts()))
    made = list(reading.words)
    for _ in range(choices.number(0, 8)):
        at = choices.number(0, len(made) - 1)
        made[at] = changed(choices, made, reading, at)
    changes: dict[str, Any] = {"words": tuple(made)}
    if choices.rarely(3):
        changes["mentions"] = random_mentions(choices, reading.sentences)
    if choices.rarely(3):
        changes["said"] = (*reading.said[1:], random_said(choices, len(made)))
    if choices.rarely(3):
        changes["relations"] = (random_relation(choices, len(made)),)
    if choices.rarely(4):
        changes["certainty"] = tuple((choices.number(-3, 3) * 1.0, 0.0) for _ in made)
    return msgspec.structs.replace(reading, **changes)


def changed(choices: Choices, made: list[Word], reading: Reading, at: int) -> Word:
    """A word with one thing about it that is another's."""
    word, other = made[at], made[choices.number(0, len(made) - 1)]
    part = choices.number(0, 4)
    if part == 0:
        return msgspec.structs.replace(word, upos=choices.pick(CLASSES))
    if part == 1:
        return msgspec.structs.replace(word, xpos=choices.pick(TAGS))
    if part == 2:
        return msgspec.structs.replace(word, lemma=other.lemma)
    if part == 3 and word.head >= 0:
        return msgspec.structs.replace(word, deprel=choices.pick(LABEL))
    sentence = next(s for s in reading.sentences if s.start <= at < s.end)
    head = choices.number(sentence.start, sentence.end - 1)
    above = head
    while above >= 0 and above != at:
        above = made[above].head
    return word if above == at or word.head < 0 else msgspec.structs.replace(word, head=head)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading: made of the vocabulary, or the model's own damaged where there is one."""
    choices = Drawn(draw)
    return random_reading(choices) if model_missing() or draw(st.booleans()) else damaged_reading(choices)


# ---- a text tagged by rule of thumb -----------------------------------------------------------------------------------
PAST = frozenset(["met", "said", "told", "left", "was", "were", "began", "fell", "rose", "held"])
MODALS = frozenset(["will", "would", "could", "may", "must", "shall", "should", "can", "might"])


def crude(text: str) -> Reading:
    """A text in the reader's paragraphs and words, tagged by the ends of words; its trees are flat, chains or none at all."""
    made: list[Word] = []
    borders: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        begin = len(made)
        for a, b, form in words(text, start, end):
            made.append(Word(a, b, form, form.lower(), "X", crude_tag(form, len(made) == begin), -1, "dep"))
            if form == "." and len(made) > begin:
                borders.append(Sentence(begin, len(made), number))
                begin = len(made)
        if begin < len(made):
            borders.append(Sentence(begin, len(made), number))
    return Reading(report="r", text=text, words=tuple(hung(made, borders, len(text) % 3)), sentences=tuple(borders))


def hung(made: list[Word], borders: list[Sentence], shape: int) -> list[Word]:
    """The words without heads, under the first of their sentence, or each under the one before."""
    heads = {i: (s.start if shape == 1 else i - 1) for s in borders for i in range(s.start + 1, s.end)} if shape else {}
    return [msgspec.structs.replace(word, head=heads.get(i, -1)) for i, word in enumerate(made)]


def crude_tag(form: str, first: bool) -> str:
    """A Penn tag for a form."""
    low = form.lower()
    if low in MODALS:
        return "MD"
    if low in PAST or (low.endswith("ed") and len(low) > 3):
        return "VBD"
    if low.endswith("ing") and len(low) > 4:
        return "VBG"
    return default_tag(form, first)
