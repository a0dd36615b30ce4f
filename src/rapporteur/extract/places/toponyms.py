"""Which words of a reading name places: the reader's mentions, cut to the name, and the names that the lexicon knows.

A name within the name of an organisation or building ("the Kharkiv police", "Kidal Airport") and a people's name
("Kenyan") lead to a place without being it: such a `Toponym` is not `literal`.

>>> # "in southern Mali, at Kidal Airport" -> Toponyms "Mali" (literal) and "Kidal" (not)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, Spot, abbreviations
from rapporteur.lexicon.gazetteer import words as sort
from rapporteur.model import Mention, Reading

_LEADS_TO = frozenset({"of", "in", "at", "for", "to", "from", "near"})
TALL = 30_000
"""People of a town whose name may be read out of an organisation's name without the report naming the town elsewhere."""


class Toponym(NamedTuple):
    """Characters `start` to `end` of the report; `text` is the name as written, `kind` "demonym" for a people's name."""

    start: int
    end: int
    text: str
    literal: bool = True
    kind: str | None = None


def toponyms(reading: Reading) -> list[Toponym]:
    """All place names of a reading in text order, not overlapping."""
    finder = _Finder(reading)
    found: dict[int, Toponym] = {}
    taken: set[int] = set()
    for start, end, literal, kind in finder.ranges():
        if start < end and not taken & set(range(start, end)):
            taken |= set(range(start, end))
            first, last = finder.edges(start, end)
            found[first] = Toponym(first, last, reading.text[first:last], literal, kind)
    return [found[first] for first in sorted(found)]


class _Finder:
    """The rules, over the words of one reading. Ranges are of words, end exclusive; what comes first wins."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.texts = [word.text for word in reading.words]
        self.lower = [text.lower() for text in self.texts]
        self.of: dict[int, Mention] = {i: m for m in reading.mentions for i in range(m.start, m.end)}
        self.places = {self._words(*self._bare(m.start, m.end)) for m in reading.mentions if m.type == "place"}

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.texts[start:end])

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """Characters of words `start` to `end`, with the full stop of an abbreviation ("Ala.")."""
        first, last = self.reading.words[start].start, self.reading.words[end - 1].end
        text = self.reading.text
        if text[last : last + 1] == "." and f"{text[first:last]}." in abbreviations():
            last += 1
        return first, last

    def ranges(self) -> Iterator[tuple[int, int, bool, str | None]]:
        yield from self._joined()
        for mention in self.reading.mentions:
            if mention.type in ("place", "gpe"):
                yield from self._in_place(mention)
        for mention in self.reading.mentions:
            if mention.type in ("organisation", "event", "work", "person"):
                yield from self._in_other(mention)
        yield from self._unmarked()

    def _joined(self) -> Iterator[tuple[int, int, bool, str | None]]:
        """Names of several words that the reader has cut in two ("Sri | Lanka", "Russian | Federation")."""
        for i, text in enumerate(self.texts):
            if not text[:1].isupper() or (i in self.of and self.of[i].start != i):
                continue
            known = lexicon.names_at(self.texts, i) if i in self.of else None
            if known is not None and known[0] - i > 1 and known[1].kind in ("country", "region"):
                cut = {self.of[j].start for j in range(i, known[0]) if j in self.of}
                if len(cut) > 1 or known[0] > self.of[i].end:
                    yield i, known[0], True, None

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """A mention without "the", possessive, marks and a politician's party ("R-Gao")."""
        while start < end and (self.lower[start] == "the" or not self.texts[start][0].isalnum()):
            start += 1
        while start < end and (self.lower[end - 1] in ("'s", "’s") or not self.texts[end - 1][0].isalnum()):
            end -= 1
        if end - start > 2 and self.texts[start] in ("R", "D", "I") and self.texts[start + 1] in ("-", "–"):
            start += 2
        return start, end

    def _in_place(self, mention: Mention) -> Iterator[tuple[int, int, bool, str | None]]:
        start, end = self._bare(mention.start, mention.end)
        words = self._words(start, end)
        if start == end or (not words[:1].isupper() and self.lower[start] not in sort("parts")):
            return
        if lexicon.demonym(words) is not None and lexicon.country_of(words) is not None and not _is_land(words):
            yield start, end, False, "demonym"
        elif mention.type == "gpe" and not _is_land(words):
            yield from ((start, end, False, "demonym"),) if _people(words) else ()
        elif words[0].isupper() and _known(words):
            yield start, end, True, None
        else:
            yield from self._part(start, end)

    def _part(self, start: int, end: int) -> Iterator[tuple[int, int, bool, str | None]]:
        """The place within a longer name: "southern [Mali]", "[Kidal] Airport", "[Gao]-[Timbuktu] road"; else the whole."""
        first = start
        while first < end and self.lower[first] in sort("parts"):
            first += 1
        if start < first < end and _known(self._words(first, end)):
            yield first, end, True, None
            return
        hyphens = [i for i in range(first, end) if self.texts[i] in ("-", "–", "/", "and")]
        if hyphens:
            for a, b in zip([first, *(i + 1 for i in hyphens)], [*hyphens, end], strict=True):
                if a < b and _known(self._words(a, b)):
                    yield a, b, True, None
            return
        if end - first > 1 and (self.lower[end - 1] in sort("facilities") or self.lower[end - 1] in sort("generic")):
            yield from self._opening(first, end)
            return
        if _may_be_name(self.texts[first:end]):
            yield first, end, True, None

    def _opening(self, start: int, end: int) -> Iterator[tuple[int, int, bool, str | None]]:
        """The longest name of a place that a longer name begins with, and one that it ends with behind "of" or "in"."""
        for stop in range(end - 1, start, -1):
            if self._leads(self._words(start, stop), stop, end):
                yield start, stop, False, None
                break
        for i in range(start + 1, end - 1):
            if self.lower[i] in _LEADS_TO:
                first = i + 1 + (self.lower[i + 1] == "the")
                if first < end and self._leads(self._words(first, end), end, end):
                    yield first, end, False, None
                    return

    def _leads(self, words: str, stop: int, end: int) -> bool:
        """Whether these words of a longer name name a place: a land or county, a town that the report names or a larger one."""
        if not words[:1].isupper() or (words.isupper() and len(words) > 3 and "." not in words):
            return False
        if _is_land(words) or (words in abbreviations() and "." in words):
            return True
        if words in self.places:
            return bool(gazetteer.named(words))
        behind = self.lower[stop : min(stop + 2, end)]
        bodies = stop == end or any(word in sort("facilities") for word in behind)
        return bodies and any(
            spot.kind in (AREA, COUNTY) or (spot.population >= TALL and not spot.alias) for spot in gazetteer.named(words)
        )

    def _in_other(self, mention: Mention) -> Iterator[tuple[int, int, bool, str | None]]:
        start, end = self._bare(mention.start, mention.end)
        if start == end:
            return
        words = self._words(start, end)
        if mention.type == "person":
            title = any(lexicon.office_at(self.texts, i) for i in range(start + 1, end))
            yield from self._opening(start, end) if title and end - start > 2 else ()
        elif mention.type == "organisation" and (_is_land(words) or words in self.places):
            yield start, end, True, None
        else:
            yield from self._opening(start, end)

    def _unmarked(self) -> Iterator[tuple[int, int, bool, str | None]]:
        """Lands that the reader has not marked, and the state behind a town ("Gainesville, Ga.")."""
        for i, text in enumerate(self.texts):
            if i in self.of or not text[:1].isupper():
                continue
            known = lexicon.names_at(self.texts, i)
            if known is not None and known[1].kind in ("country", "region", "capital") and not known[1].common:
                if not any(j in self.of for j in range(i, known[0])):
                    yield i, known[0], True, None
            elif known is not None and known[1].kind == "demonym":
                yield i, known[0], False, "demonym"


def _is_land(words: str) -> bool:
    """A country, state, province or known region."""
    entry = lexicon.names_at(words.split(), 0)
    if entry is not None and entry[0] == len(words.split()) and entry[1].kind in ("country", "region"):
        return True
    return any(_is_area(spot, words) for spot in gazetteer.named(words))


def _is_area(spot: Spot, words: str) -> bool:
    if spot.name[:3] != words[:3]:
        return False
    return (spot.kind == AREA and not spot.alias) or (spot.kind == COUNTY and " " in words)


def _people(words: str) -> bool:
    return lexicon.demonym(words) is not None


def _known(words: str) -> bool:
    return words in abbreviations() or f"{words}." in abbreviations() or bool(gazetteer.named(words))


def _may_be_name(texts: Iterable[str]) -> bool:
    """Words that may name a place which no gazetteer has: capitalised, no address, no mere "City" or "Street"."""
    texts = list(texts)
    joined = " ".join(texts)
    if any(mark in joined for mark in "@/_0123456789") or len(joined) < 3 or texts[-1].lower() in sort("facilities"):
        return False
    return texts[0][:1].isupper() and not all(text.lower() in sort("generic") for text in texts)
