"""Reading → Doc: the report's text character for character, Rapporteur's words as tokens, its tree, names and statements.

>>> text = "Mali denied it."
>>> rows = [(0, 4, "Mali", "PROPN", 1, "nsubj"), (5, 11, "deny", "VERB", -1, "root"), (12, 14, "it", "PRON", 1, "obj")]
>>> words = tuple(Word(a, b, text[a:b], lemma, upos, "", head, label) for a, b, lemma, upos, head, label in rows)
>>> reading = Reading(report="r", text=text, words=words)
>>> [(token.text, token.dep_) for token in bare_doc(reading, shared_vocab())]  # the full stop is no word of this reading
[('Mali', 'nsubj'), ('denied', 'ROOT'), ('it', 'obj'), ('.', 'dep')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from rapporteur import lexicon
from rapporteur.model import Mention, Reading, Word
from rapporteur.spacy.statements import annotate

ENTITIES = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
    "gpe": "NORP",
    "time": "DATE",
    "event": "EVENT",
    "work": "WORK_OF_ART",
}
"""Our types of names → those of spaCy's English models (OntoNotes)."""
NATURE = frozenset(
    [
        "bay", "border", "canal", "cape", "coast", "desert", "east", "gulf", "island", "islands", "lake", "mountain",
        "mountains", "north", "ocean", "peninsula", "river", "sea", "south", "strait", "straits", "valley", "west",
    ]
)  # fmt: skip
"""A place whose name ends in one of these is no state or town: LOC, not GPE."""
STRETCH = re.compile(r"\s+|\S+")
SPACE, UNREAD = ("SPACE", "_SP", "dep"), ("X", "XX", "dep")
"""Part of speech, tag and label of white space (as spaCy has it) and of what was not read."""
TokenSpan = tuple[int, int, int]
"""Start and end of a token in the text and the index of its word, -1 where it is none."""


def to_doc(reading: Reading, vocab: Vocab | None = None) -> Doc:
    """The reading as a `Doc` with `doc.text == reading.text`.

    Every word is one token at its own offsets, with pos, tag, lemma, head, dep (Universal Dependencies, "ROOT" at a root),
    sentence starts, entities, and `doc._.statements`. Line ends and further spaces are tokens of white space; page
    furniture, which is not read, is tokens with the tag XX in sentences of its own. `vocab`: without it, one of
    `spacy.blank("en")` that all these Docs share. Raises `ValueError` where a text has a half of a surrogate pair.
    """
    doc = bare_doc(reading, vocab or shared_vocab())
    annotate(doc, reading)
    return doc


def bare_doc(reading: Reading, vocab: Vocab) -> Doc:
    """Tokens, tree and entities without the statements."""
    tokens = list(pieces(reading))
    heads = token_heads(reading, tokens)
    rows = [described(reading, piece) for piece in tokens]
    return Doc(
        vocab,
        words=[reading.text[start:end] for start, end, _ in tokens],
        spaces=blanks(reading.text, tokens),
        pos=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        deps=["ROOT" if head == i else row[2] for i, (head, row) in enumerate(zip(heads, rows, strict=True))],
        lemmas=[row[3] for row in rows],
        heads=heads,
        ents=entities(reading, tokens),
    )


@cache
def shared_vocab() -> Vocab:
    """One vocabulary for all Docs of this process, so that they can be compared and joined."""
    return spacy.blank("en").vocab


# ---- tokens ---------------------------------------------------------------------------------------------------------
def pieces(reading: Reading) -> Iterator[TokenSpan]:
    """The tokens in order: the words, and what lies between them."""
    at = 0
    for i, word in enumerate(reading.words):
        yield from between(reading.text, at, word.start)
        yield word.start, word.end, i
        at = word.end
    yield from between(reading.text, at, len(reading.text))


def between(text: str, start: int, end: int) -> Iterator[TokenSpan]:
    """Tokens of a gap; one space belongs to the token before it, as in all of spaCy."""
    for match in STRETCH.finditer(text, start, end):
        first = match.start()
        first += first > 0 and text[first] == " "
        if first < match.end():
            yield first, match.end(), -1


def blanks(text: str, tokens: list[TokenSpan]) -> list[bool]:
    """Whether a space follows each token."""
    ends = [end for _, end, _ in tokens]
    nexts = [start for start, _, _ in [*tokens, (len(text), len(text), -1)][1:]]
    return [after > end for end, after in zip(ends, nexts, strict=True)]


def described(reading: Reading, piece: TokenSpan) -> tuple[str, str, str, str]:
    """Part of speech, tag, label and lemma of a token."""
    start, end, i = piece
    if i >= 0:
        word = reading.words[i]
        return word.upos, word.xpos, word.deprel, word.lemma
    exact = reading.text[start:end]
    return *(SPACE if exact.isspace() else UNREAD), exact


# ---- tree -----------------------------------------------------------------------------------------------------------
def token_heads(reading: Reading, tokens: list[TokenSpan]) -> list[int]:
    """The head of every token as an index of a token; a root is its own."""
    token = {i: t for t, (_, _, i) in enumerate(tokens) if i >= 0}
    sentence = {i: n for n, s in enumerate(reading.sentences) for i in range(s.start, s.end)}
    heads: list[int] = []
    unread = -1  # the first token of the page furniture that we are in
    before = -1  # the last word before it
    for t, (start, end, i) in enumerate(tokens):
        if i >= 0:
            heads.append(own_head(reading.words[i], t, token))
            unread, before = -1, i
            continue
        apart = sentence.get(before) is None or sentence.get(before) != sentence.get(before + 1)
        if unread < 0 and apart and any(c.isalnum() for c in reading.text[start:end]):
            unread = t
        heads.append(unread if unread >= 0 else t - 1)
    return [head if head >= 0 else following(t, tokens) for t, head in enumerate(heads)]


def own_head(word: Word, t: int, token: dict[int, int]) -> int:
    """The token of a word's governor; the word itself at a root."""
    return token[word.head] if word.head >= 0 else t


def following(t: int, tokens: list[TokenSpan]) -> int:
    """What white space at the very beginning hangs on: the token after it, where there is one."""
    return t + 1 if t + 1 < len(tokens) else t


# ---- entities -------------------------------------------------------------------------------------------------------
def entities(reading: Reading, tokens: list[TokenSpan]) -> list[str]:
    """ "B-PERSON", "I-PERSON", "O", a row for every token."""
    token = {i: t for t, (_, _, i) in enumerate(tokens) if i >= 0}
    rows = ["O"] * len(tokens)
    for mention in sorted(reading.mentions, key=lambda m: (m.start, -m.end)):
        first, last = token[mention.start], token[mention.end - 1]
        if set(rows[first : last + 1]) == {"O"}:
            name = entity(reading, mention)
            rows[first : last + 1] = [f"B-{name}", *[f"I-{name}"] * (last - first)]
    return rows


def entity(reading: Reading, mention: Mention) -> str:
    """The type of a name: of places, seas and regions are LOC, states and towns GPE."""
    if mention.type != "place":
        return ENTITIES[mention.type]
    words = [word.text for word in reading.words[mention.start : mention.end]]
    outlying = words[-1].casefold() in NATURE or lexicon.region(" ".join(words)) is not None
    return "LOC" if outlying else "GPE"


def same_tokens(doc: Doc, other: Doc) -> bool:
    """Do both part the same text at the same places?"""
    return len(doc) == len(other) and all(a.idx == b.idx and len(a) == len(b) for a, b in zip(doc, other, strict=True))


__all__ = ["bare_doc", "same_tokens", "shared_vocab", "to_doc"]
