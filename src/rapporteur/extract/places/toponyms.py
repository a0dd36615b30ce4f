"""Which words of a reading name places: the reader's mentions, cut to the name, and the names that the lexicon knows.

A name within the name of an organisation or building ("the Kharkiv police", "Kidal Airport") and a people's name
("Kenyan") lead to a place without being it: such a `Toponym` is not `literal`.

>>> from rapporteur.model import Word
>>> text = "Kenyan troops left Mali"
>>> at = [(text.index(word), word) for word in text.split()]
>>> words = [Word(start, start + len(word), word, word, "PROPN", "NNP", -1, "root") for start, word in at]
>>> [(name.text, name.kind) for name in toponyms(Reading(report="1", text=text, words=tuple(words)))]
[('Kenyan', 'demonym'), ('Mali', None)]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.places.embedded_names import NameRange, in_other, in_place
from rapporteur.extract.places.marked_words import MarkedWords, marked_words
from rapporteur.extract.places.name_kinds import is_known, is_land, is_people, is_town
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import words as sort
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Mention, Reading


class Toponym(NamedTuple):
    """Characters `start` to `end` of the report; `text` is the name as written, `kind` "demonym" for a people's name."""

    start: int
    end: int
    text: str
    literal: bool = True
    kind: str | None = None


def toponyms(reading: Reading) -> list[Toponym]:
    """All place names of a reading in text order, not overlapping."""
    marked = marked_words(reading)
    names: dict[int, Toponym] = {}
    taken: set[int] = set()
    for start, end, literal, kind in _ranges(marked):
        if kind is None and literal:
            start, end = _widened(marked, start, end)
        if start < end and not taken & set(range(start, end)):
            taken |= set(range(start, end))
            first, last = marked.edges(start, end)
            names[first] = Toponym(first, last, reading.text[first:last], literal, kind)
    return [names[first] for first in sorted(names)]


def _ranges(marked: MarkedWords) -> Iterator[NameRange]:
    """What may name places; of those that overlap the first wins."""
    yield from _cut_in_two(marked)
    for mention in marked.reading.mentions:
        if mention.type in ("place", "gpe"):
            yield from _of_place(marked, mention)
    for mention in marked.reading.mentions:
        if mention.type in word_set("places", "around"):
            yield from in_other(marked, mention)
    yield from _unmarked(marked)


def _widened(marked: MarkedWords, start: int, end: int) -> tuple[int, int]:
    """With what the reader has cut off: "[New] London", "Nyanza [Province]", "Queen Anne['s County]"."""
    texts, lower = marked.texts, marked.lower
    before = texts[start - 1] if start and start - 1 not in marked.mention_at else "The"
    if before[:1].isupper() and before != "The" and is_known(marked.joined(start - 1, end)):
        start -= 1
    if end < len(texts) and texts[end][:1].isupper() and lower[end] in sort("types") and marked.is_free(end, end + 1):
        return start, end + 1
    if end + 1 < len(texts) and lower[end] in ("'s", "’s") and lower[end + 1] in sort("areas"):
        return start, end + 2 if texts[end + 1][0].isupper() else end
    return start, end


def _cut_in_two(marked: MarkedWords) -> Iterator[NameRange]:
    """Names of several words that the reader has cut in two ("Sri | Lanka", "Russian | Federation")."""
    for first in sorted({mention.start for mention in marked.reading.mentions}):
        for i in (first - 1, first) if first and first - 1 not in marked.mention_at else (first,):
            known = lexicon.names_at(marked.texts, i) if marked.texts[i][:1].isupper() else None
            if known is not None and known[0] > marked.mention_at[first].end and known[1].kind in ("country", "region"):
                yield i, known[0], True, None


def _of_place(marked: MarkedWords, mention: Mention) -> Iterator[NameRange]:
    """What the reader took for a place or a people."""
    start, end = marked.bare(mention)
    words = marked.joined(start, end)
    if start == end:
        return
    if is_people(words) and not (mention.type == "place" and is_land(words)):
        yield start, end, False, "demonym"
    elif words.lower() in gazetteer.sorts():
        return  # "City", "Northwest", "Street" alone
    elif mention.type == "gpe" and not is_land(words) and not is_town(marked.texts[start:end]):
        return
    elif words[0].isupper() and is_known(words):
        yield start, end, True, None
    elif mention.type == "place":
        yield from in_place(marked, start, end)


def _unmarked(marked: MarkedWords) -> Iterator[NameRange]:
    """Lands and towns that the reader has not marked, among them those before a land: "GAO, Mali —", "in Mobile, Ala."."""
    for i, text in enumerate(marked.texts):
        if i in marked.mention_at or not text[:1].isupper():
            continue
        known = lexicon.names_at(marked.texts, i)
        if known is not None and marked.is_free(i, known[0]):
            if is_people(marked.joined(i, known[0])):
                yield i, known[0], False, "demonym"
            elif not known[1].common and _may_be_unmarked(marked, i, known[1].kind):
                yield i, known[0], True, None
        for end in (i + 3, i + 2, i + 1):
            if marked.has_land_behind(end) and marked.is_free(i, end) and is_known(marked.joined(i, end)):
                yield i, end, True, None


def _may_be_unmarked(marked: MarkedWords, i: int, kind: str) -> bool:
    return kind in ("country", "region", "capital") or (kind == "place" and marked.reading.words[i].upos == "PROPN")
