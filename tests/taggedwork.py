"""Sentences with hand-given tags, as `cases/time` and `cases/amounts` have them: "They met/VBD on Monday ."."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import simplemma

from rapporteur.model import Reading, Sentence, Word

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "reader-en" / "rapporteur_reader_en"
PREPOSITIONS = frozenset(
    ["on", "in", "by", "before", "after", "since", "of", "at", "for", "within", "until", "from", "over", "as"]
)
NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "eight", "ten", "half", "several", "few"])
NO_SPACE_BEFORE = frozenset((".", ",", "'s", "%"))


def default_tag(word: str, first: bool) -> str:
    """The Penn tag of a word that its case gives none for."""
    low = word.lower()
    if word in (".", ",", "$"):
        return word
    if word[0].isdigit() or low in NUMBERS:
        return "CD"
    if low in ("and", "or", "but"):
        return "CC"
    if low in PREPOSITIONS:
        return "IN"
    if low in ("the", "a", "an", "this", "that", "every", "any"):
        return "DT"
    if low in ("he", "she", "it", "they", "him", "her", "we", "i"):
        return "PRP"
    if word[0].isupper() and not first:
        return "NNP"
    return "NNS" if low.endswith("s") else "NN"


def reading_of(marked: str) -> Reading:
    """A reading without trees of "They met/VBD on Monday .": one sentence per full stop."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    text, begin = "", 0
    for token in marked.split():
        form, tag = token.rsplit("/", 1) if token.rfind("/") > 0 and token[-1].isupper() else (token, "")
        if token.endswith("/$"):
            form, tag = "$", "$"
        glued = form in NO_SPACE_BEFORE or text.endswith("$")
        text += "" if glued or not text else " "
        tag = tag or default_tag(form, len(words) == begin)
        words.append(
            Word(
                len(text),
                len(text) + len(form),
                form,
                simplemma.lemmatize(form.lower(), lang="en"),
                "X",
                tag,
                -1,
                "dep",
            )
        )
        text += form
        if form == ".":
            sentences.append(Sentence(begin, len(words), 0))
            begin = len(words)
    if begin < len(words):
        sentences.append(Sentence(begin, len(words), 0))
    return Reading(report="r", text=text, words=tuple(words), sentences=tuple(sentences))


def load(kind: str) -> list[Any]:
    """The cases of a folder of cases/, each with its file's day of publication."""
    cases = []
    for path in sorted((ROOT / "cases" / kind).glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in content["case"]:
            cases.append(pytest.param(case, content.get("published"), id=f"{path.stem}: {case['text'][:60]}"))
    return cases


def parsed(words: list[tuple[str, str, int, str]]) -> Reading:
    """A reading of one sentence from (form, Penn tag, head, relation)."""
    built, at = [], 0
    upos = {"CD": "NUM", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "VBD": "VERB", "VBN": "VERB"}
    for form, tag, head, relation in words:
        built.append(Word(at, at + len(form), form, form.lower(), upos.get(tag, "X"), tag, head, relation))
        at += len(form) + 1
    text = " ".join(form for form, _, _, _ in words)
    return Reading(report="r", text=text, words=tuple(built), sentences=(Sentence(0, len(built), 0),))
