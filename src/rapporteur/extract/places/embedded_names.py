"""Names of places within longer names: "[Kidal] Airport", "University of [Gao]", "[Indiana] Governor Awa Keita"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rapporteur import lexicon
from rapporteur.extract.entities.namesakes import given_names
from rapporteur.extract.places.marked_words import MarkedWords
from rapporteur.extract.places.name_kinds import is_known, is_land, is_town, may_be_name
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, abbreviations
from rapporteur.lexicon.gazetteer import words as sort
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Mention

NameRange: TypeAlias = tuple[int, int, bool, str | None]
"""Words `start` to `end`, whether they are literal, and the kind of a `Toponym`."""
TALL = 30_000
"""People of a town whose name may be read out of an organisation's name without the report naming the town elsewhere."""


def in_place(marked: MarkedWords, start: int, end: int) -> Iterator[NameRange]:
    """The names in what the reader took for one place: all of several, the place within a longer name."""
    pieces = list(_pieces(marked, start, end))
    if len(pieces) == 1:
        yield from _in_piece(marked, *pieces[0])
        return
    yield from ((a, b, True, None) for a, b in pieces if is_known(marked.joined(a, b)))


def in_other(marked: MarkedWords, mention: Mention) -> Iterator[NameRange]:
    """The places that the name of somebody or something else tells."""
    start, end = marked.bare(mention)
    if start == end:
        return
    words = marked.joined(start, end)
    pieces = list(_pieces(marked, start, end))
    if mention.type == "person":
        yield from _in_person(marked, start, end)
    elif len(pieces) > 1 and all(_leads(marked, marked.joined(a, b), b, b) for a, b in pieces):
        yield from ((a, b, True, None) for a, b in pieces)
    elif mention.type == "organisation" and (is_land(words) or words in marked.places):
        yield start, end, True, None
    else:
        yield from _opening(marked, start, end)


def _pieces(marked: MarkedWords, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Capitalised stretches of a mention, each without the word for a part in front: "Asia-Pacific", "island of Bohol"."""
    texts, lower, particles = marked.texts, marked.lower, word_set("places", "particles")
    first = start
    for i in range(start, end + 1):
        if i == end or (not texts[i][:1].isupper() and lower[i] not in particles):
            while first < i and lower[first] in sort("parts") and not is_known(marked.joined(first, i)):
                first += 1
            if first < i:
                yield first, i
            first = i + 1


def _in_piece(marked: MarkedWords, start: int, end: int) -> Iterator[NameRange]:
    """The place within a longer name: "[Kidal] Airport"; "[Nyanza Province]" and a name that may be one as a whole."""
    words, last = marked.joined(start, end), marked.lower[end - 1]
    if is_known(words) or (end - start > 1 and last in sort("types")):
        yield start, end, True, None
    elif end - start > 1 and "-" in marked.texts[start] and is_known(marked.joined(start + 1, end)):  # "Mali-controlled [Gao]"
        yield start + 1, end, True, None
    elif end - start > 1 and (last in sort("facilities") or last in sort("generic")):
        yield from _opening(marked, start, end)
    elif may_be_name(marked.texts[start:end]) and _stands_as_place(marked, start, end):
        yield start, end, True, None


def _stands_as_place(marked: MarkedWords, start: int, end: int) -> bool:
    """Whether the words around a name that no gazetteer has say that it is a place: "in …", "village of …", "…, Mali"."""
    lower = marked.lower
    before = lower[start - 1] if start else ""
    if before == "the" and start > 1:
        before = lower[start - 2]
    typed = before == "of" and start > 1 and lower[start - 2] in sort("types")
    locative = before in word_set("places", "locative") or lower[start] in word_set("places", "openers")
    return locative or typed or marked.has_land_behind(end)


def _opening(marked: MarkedWords, start: int, end: int) -> Iterator[NameRange]:
    """The longest name of a place that a longer name begins with, and one that it ends with behind "of" or "in"."""
    for stop in range(end - 1, start, -1):
        if _leads(marked, marked.joined(start, stop), stop, end):
            yield start, stop, False, None
            break
    for i in range(start + 1, end - 1):
        if marked.lower[i] in word_set("places", "leads_to"):
            first = i + 1 + (marked.lower[i + 1] == "the")
            if first < end and _leads(marked, marked.joined(first, end), end, end):
                yield first, end, False, None
                return
    entry = lexicon.names_at(marked.texts[end - 1 : end], 0)
    if end - start > 2 and entry is not None and entry[1].kind == "country":
        yield end - 1, end, False, None


def _leads(marked: MarkedWords, words: str, stop: int, end: int) -> bool:
    """Whether these words of a longer name name a place: a land or county, a town that the report names or a larger one."""
    if not words[:1].isupper() or words.lower() in sort("parts") or (words.isupper() and len(words) > 3 and "." not in words):
        return False
    if is_land(words) or (words in abbreviations() and "." in words):
        return True
    if words in marked.places:
        return bool(gazetteer.named(words))
    behind = marked.lower[stop : min(stop + 2, end)]
    bodies = stop == end or any(word in sort("facilities") for word in behind)
    return bodies and any(
        spot.kind in (AREA, COUNTY) or (spot.population >= TALL and not spot.alias) for spot in gazetteer.named(words)
    )


def _in_person(marked: MarkedWords, start: int, end: int) -> Iterator[NameRange]:
    """A single word that is no surname of the report and names a known place."""
    texts = marked.texts
    if end - start > 1 or texts[start] in marked.surnames or texts[start] in given_names():
        return
    if is_town(texts[start:end]) and not (start > 0 and lexicon.is_title(texts[start - 1])):
        yield start, end, True, None
