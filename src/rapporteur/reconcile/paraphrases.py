"""What a word stands for across wordings: the family of its near-synonyms, the country of a name, else its stem.

>>> head("provokes"), head("stirred"), head("message"), head("harvest"), head("only")
('cause', 'cause', 'information', 'harvest', '')
>>> turn(["this", "week"], 0)
(2, 'time', 'this week')
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapporteur import lexicon
from rapporteur.reconcile.wording import is_filler, stem

_TO_TWELVE = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: n for n, word in enumerate(_TO_TWELVE, 2)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_PRONOUNS = frozenset(["anyone", "anybody", "anything", "someone", "somebody", "something", "whoever", "whatever"])
_FAMILIES = ("deed", "thing", "quality")


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("rapporteur.reconcile").joinpath("senses.toml").read_text("utf-8"))


@cache
def _families() -> Mapping[str, str]:
    """Word → family: the words as listed, before their inflected forms, before those that share a stem ("stem:") with
    words of one family only."""
    members = [(name, word) for section in _FAMILIES for name, words in _table()[section].items() for word in words]
    words: dict[str, str] = {}
    for name, word in members:
        words.setdefault(word, name)
    for name, word in members:
        for inflected in _forms(word):
            words.setdefault(inflected, name)
    stems: dict[str, set[str]] = {}
    for name, word in members:
        stems.setdefault(f"{stem(word)}:", set()).add(name)
    return words | {s: min(names) for s, names in stems.items() if len(names) == 1}


def _forms(word: str) -> tuple[str, ...]:
    """The past and the participle of a regular verb: "stop" → "stopped", "stopping"; of other words nothing that is
    one."""
    if word.endswith("e"):
        return word + "d", word[:-1] + "ing"
    if word.endswith("y"):
        return word[:-1] + "ied", word + "ed", word + "ing"
    return word + "ed", word + "ing", word + word[-1] + "ed", word + word[-1] + "ing"


@cache
def deeds() -> frozenset[str]:
    """The families of verbs: two utterances that tell of other deeds are hardly one."""
    return frozenset(_table()["deed"])


@cache
def denying() -> Mapping[str, str]:
    """Words that hold a negation → the family of what they deny, "" for the deed beside them."""
    return {word: name for name, words in _table()["denying"].items() for word in words}


@cache
def opposites() -> frozenset[tuple[str, str]]:
    """Pairs of families that turn a sentence round, each in both orders."""
    pairs = [(a, b) for a, others in _table()["opposite"].items() for b in others]
    return frozenset([*pairs, *((b, a) for a, b in pairs)])


@cache
def light() -> frozenset[str]:
    """What words stand for that carry little of their own."""
    return frozenset(map(head, _table()["light"]["words"]))


@cache
def _phrases() -> Mapping[tuple[str, ...], str]:
    """Phrases, the first word as its stem, → family."""
    split = [(name, phrase.split()) for name, phrases in _table()["phrase"].items() for phrase in phrases]
    return {(stem(words[0]), *words[1:]): name for name, words in split}


def phrase(tokens: Sequence[str], at: int) -> tuple[int, str] | None:
    """The longest phrase that stands for a family at a place: how many words, and the family.

    >>> phrase(["soldiers", "opened", "fire"], 1)
    (2, 'shoot')
    """
    for size in (3, 2):
        name = _phrases().get((stem(tokens[at]), *tokens[at + 1 : at + size])) if at + size <= len(tokens) else None
        if name:
            return size, name
    return None


@cache
def _turns() -> Mapping[tuple[str, ...], tuple[str, str]]:
    turns = {}
    for kind, classes in _table()["turn"].items():
        for name, phrases in classes.items():
            turns.update({tuple(phrase.split()): (kind, name) for phrase in phrases})
    return turns


def turn(tokens: Sequence[str], at: int) -> tuple[int, str, str] | None:
    """The longest phrase at a place that narrows or turns a sentence: how many words, its kind, its class."""
    for size in range(min(4, len(tokens) - at), 0, -1):
        classed = _turns().get(tuple(tokens[at : at + size]))
        if classed is not None:
            return size, *classed
    return None


@lru_cache(maxsize=65536)
def head(token: str) -> str:
    """What a word in lower case stands for, "2" for "two", "" for a word without content of its own."""
    if is_filler(token) or token in _PRONOUNS:
        return ""
    if token in NUMBER_WORDS:
        return str(NUMBER_WORDS[token])
    if token in denying():
        return denying()[token]
    families = _families()
    return families.get(token) or families.get(f"{stem(token)}:") or stem(token)


def name_at(words: Sequence[str], at: int) -> tuple[int, str] | None:
    """A name at a place: how many words, and "@RUS" for a country, its people, capital and institutions, "@place.mli.gao"
    for a town or region."""
    if not words[at][0].isupper():
        return None
    match = lexicon.names_at(words, at)
    if match is None or match[1].common:
        return None
    end, entry = match
    state = entry.kind in ("country", "demonym", "capital", "institution") and entry.country
    return max(end - at, 1), f"@{entry.country if state else entry.id}"
