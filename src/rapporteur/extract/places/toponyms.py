"""Which words of a reading name places: the reader's mentions, cut to the name, and the names that the lexicon knows.

A name within the name of an organisation or building ("the Kharkiv police", "Kidal Airport") and a people's name
("Kenyan") lead to a place without being it: such a `Toponym` is not `literal`.

>>> # "in southern Mali, at Kidal Airport" -> Toponyms "Mali" (literal) and "Kidal" (not)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import given_names
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, abbreviations
from rapporteur.lexicon.gazetteer import words as sort
from rapporteur.lexicon.schema import Spot
from rapporteur.model import Mention, Reading

_LEADS_TO = frozenset({"of", "in", "at", "for", "to", "from", "near"})
_PLACES = frozenset({"country", "capital", "region", "place"})
_LOCATIVE = frozenset({"in", "near", "into", "between", "outside", "towards", "toward", "around", "inside", "across"})
_OPENERS = frozenset({"lake", "mount", "mt", "fort", "port", "river", "cape", "camp", "wadi", "tell", "tel", "kafr", "deir"})
_WITHIN_NAMES = frozenset(
    {"de", "la", "el", "al", "del", "da", "do", "dos", "du", "des", "le", "les", "di", "'", "’", "ash", "az", "es"}
)  # fmt: skip
Found = tuple[int, int, bool, str | None]
"""Words `start` to `end`, whether they are literal, and the kind of a `Toponym`."""
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
        if kind is None and literal:
            start, end = finder.widened(start, end)
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
        self.surnames = {self.texts[m.end - 1] for m in reading.mentions if m.type == "person" and m.end - m.start > 1}
        self.places = {self._words(*self._bare(m.start, m.end)) for m in reading.mentions if m.type == "place"}

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.texts[start:end])

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """Characters of words `start` to `end`, with the full stop of an abbreviation ("Ala.")."""
        first, last = self.reading.words[start].start, self.reading.words[end - 1].end
        text = self.reading.text
        if text[last : last + 1] == "." and f"{text[first:last]}." in abbreviations():
            last += 1
        if first > 1 and text[first - 1] == "." and text[first - 2 : last] in abbreviations():  # "W.[Va.]"
            first -= 2
        return first, last

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """With what the reader has cut off: "[New] London", "Nyanza [Province]", "Queen Anne['s County]"."""
        texts, lower = self.texts, self.lower
        before = texts[start - 1] if start else ""
        if before[:1].isupper() and start - 1 not in self.of and _known(self._words(start - 1, end)) and before != "The":
            start -= 1
        if end < len(texts) and texts[end][:1].isupper() and lower[end] in sort("types") and self._free(end, end + 1):
            return start, end + 1
        if lower[end : end + 1] in (["'s"], ["’s"]) and lower[end + 1 : end + 2] and lower[end + 1] in sort("areas"):
            return start, end + 2 if texts[end + 1][0].isupper() else end
        return start, end

    def ranges(self) -> Iterator[Found]:
        yield from self._joined()
        for mention in self.reading.mentions:
            if mention.type in ("place", "gpe"):
                yield from self._in_place(mention)
        for mention in self.reading.mentions:
            if mention.type in ("organisation", "event", "work", "person"):
                yield from self._in_other(mention)
        yield from self._unmarked()

    def _joined(self) -> Iterator[Found]:
        """Names of several words that the reader has cut in two ("Sri | Lanka", "Russian | Federation")."""
        for first in sorted({mention.start for mention in self.reading.mentions}):
            for i in (first - 1, first) if first and first - 1 not in self.of else (first,):
                known = lexicon.names_at(self.texts, i) if self.texts[i][:1].isupper() else None
                if known is not None and known[0] > self.of[first].end and known[1].kind in ("country", "region"):
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

    def _in_place(self, mention: Mention) -> Iterator[Found]:
        start, end = self._bare(mention.start, mention.end)
        words = self._words(start, end)
        if start == end:
            return
        if _is_people(words) and not (mention.type == "place" and _is_land(words)):
            yield start, end, False, "demonym"
        elif _says_nothing(words) or (mention.type == "gpe" and not _is_land(words) and not self._is_town(start, end)):
            return
        elif words[0].isupper() and _known(words):
            yield start, end, True, None
        elif mention.type == "place":
            pieces = list(self._pieces(start, end))
            if len(pieces) > 1:
                for a, b in pieces:
                    yield from ((a, b, True, None),) if _known(self._words(a, b)) else ()
            elif pieces:
                yield from self._part(*pieces[0])

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Capitalised stretches of a mention, each without the word for a part in front: "Asia-Pacific", "island of Bohol"."""
        first = start
        for i in range(start, end + 1):
            if i == end or (not self.texts[i][:1].isupper() and self.lower[i] not in _WITHIN_NAMES):
                while first < i and self.lower[first] in sort("parts") and not _known(self._words(first, i)):
                    first += 1
                if first < i:
                    yield first, i
                first = i + 1

    def _part(self, start: int, end: int) -> Iterator[Found]:
        """The place within a longer name: "[Kidal] Airport"; "[Nyanza Province]" and a name that may be one as a whole."""
        words, last = self._words(start, end), self.lower[end - 1]
        if _known(words) or (end - start > 1 and last in sort("types")):
            yield start, end, True, None
        elif end - start > 1 and "-" in self.texts[start] and _known(self._words(start + 1, end)):  # "Mali-controlled [Gao]"
            yield start + 1, end, True, None
        elif end - start > 1 and (last in sort("facilities") or last in sort("generic")):
            yield from self._opening(start, end)
        elif _may_be_name(self.texts[start:end]) and self._stands_as_place(start, end):
            yield start, end, True, None

    def _stands_as_place(self, start: int, end: int) -> bool:
        """Whether the words around a name that no gazetteer has say that it is a place: "in …", "village of …", "…, Mali"."""
        before = self.lower[start - 1] if start else ""
        if before == "the" and start > 1:
            before = self.lower[start - 2]
        typed = before == "of" and start > 1 and self.lower[start - 2] in sort("types")
        return before in _LOCATIVE or typed or self.lower[start] in _OPENERS or self._has_land_behind(end)

    def _has_land_behind(self, end: int) -> bool:
        """Whether ", Mali" or ", Ala." follows."""
        if end + 1 >= len(self.texts) or self.texts[end] != ",":
            return False
        mention = self.of.get(end + 1)
        stop = mention.end if mention is not None else end + 2
        short = self.texts[end + 1]
        return _is_land(self._words(end + 1, stop)) or short in abbreviations() or f"{short}." in abbreviations()

    def _opening(self, start: int, end: int) -> Iterator[Found]:
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
        entry = lexicon.names_at(self.texts[:end], end - 1)
        if end - start > 2 and entry is not None and entry[1].kind == "country":
            yield end - 1, end, False, None

    def _leads(self, words: str, stop: int, end: int) -> bool:
        """Whether these words of a longer name name a place: a land or county, a town that the report names or a larger one."""
        if not words[:1].isupper() or words.lower() in sort("parts") or (words.isupper() and len(words) > 3 and "." not in words):
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

    def _in_other(self, mention: Mention) -> Iterator[Found]:
        start, end = self._bare(mention.start, mention.end)
        if start == end:
            return
        words = self._words(start, end)
        pieces = list(self._pieces(start, end))
        if mention.type == "person":
            yield from self._in_person(start, end)
        elif len(pieces) > 1 and all(self._leads(self._words(a, b), b, b) for a, b in pieces):
            yield from ((a, b, True, None) for a, b in pieces)
        elif mention.type == "organisation" and (_is_land(words) or words in self.places):
            yield start, end, True, None
        else:
            yield from self._opening(start, end)

    def _in_person(self, start: int, end: int) -> Iterator[Found]:
        """A land in "Indiana Governor Awa Keita"; a single word that is no surname of the report and names a known place."""
        if end - start > 2 and any(lexicon.office_at(self.texts, i) for i in range(start + 1, end)):
            yield from self._opening(start, end)
        if end - start > 1 or self.texts[start] in self.surnames or self.texts[start] in given_names():
            return
        if self._is_town(start, end) and not (start > 0 and lexicon.is_title(self.texts[start - 1])):
            yield start, end, True, None

    def _is_town(self, start: int, end: int) -> bool:
        """Whether the lexicon has a town of that name that is not a word or a name of persons as well."""
        known = lexicon.names_at(self.texts[start:end], 0)
        return known is not None and known[0] == end - start and known[1].kind in _PLACES and not known[1].common

    def _unmarked(self) -> Iterator[Found]:
        """Lands and towns that the reader has not marked, among them those before a land: "GAO, Mali —", "in Mobile, Ala."."""
        for i, text in enumerate(self.texts):
            if i in self.of or not text[:1].isupper():
                continue
            known = lexicon.names_at(self.texts, i)
            if known is not None and self._free(i, known[0]):
                if _is_people(self._words(i, known[0])):
                    yield i, known[0], False, "demonym"
                elif not known[1].common and self._may_be_unmarked(i, known[1].kind):
                    yield i, known[0], True, None
            for end in (i + 3, i + 2, i + 1):
                if self._has_land_behind(end) and self._free(i, end) and _known(self._words(i, end)):
                    yield i, end, True, None

    def _may_be_unmarked(self, i: int, kind: str) -> bool:
        return kind in ("country", "region", "capital") or (kind == "place" and self.reading.words[i].upos == "PROPN")

    def _free(self, start: int, end: int) -> bool:
        """Whether the reader sees no name in these words."""
        return not any(i in self.of for i in range(start, end))


def _is_land(words: str) -> bool:
    """A country, state, province or known region."""
    entry = lexicon.names_at(words.split(), 0)
    if entry is not None and entry[0] == len(words.split()) and entry[1].kind in ("country", "region"):
        return True
    return any(_is_area(spot, words) for spot in gazetteer.named(words))


def _is_people(words: str) -> bool:
    """A people's name or an adjective: "Kenyan", "Kenyans"; also of a part of the world ("African")."""
    entry = lexicon.names_at(words.split(), 0)
    if entry is None or entry[0] != len(words.split()):
        return False
    of_region = entry[1].kind == "region" and words != entry[1].name and words.rstrip("s").endswith(("an", "ish", "ese", "ic"))
    return entry[1].kind == "demonym" or of_region


def _says_nothing(words: str) -> bool:
    """A single word that is only the word for a place or a part of one: "City", "Northwest", "Street"."""
    return any(words.lower() in sort(name) for name in ("generic", "types", "parts", "facilities"))


def _is_area(spot: Spot, words: str) -> bool:
    if spot.name[:3] != words[:3]:
        return False
    return (spot.kind == AREA and not spot.alias) or (spot.kind == COUNTY and " " in words)


def _known(words: str) -> bool:
    return words in abbreviations() or f"{words}." in abbreviations() or bool(gazetteer.named(words))


def _may_be_name(texts: Iterable[str]) -> bool:
    """Words that may name a place which no gazetteer has: capitalised, no address, no mere "City" or "Street"."""
    texts = list(texts)
    joined = " ".join(texts)
    if any(mark in joined for mark in "@/_0123456789") or len(joined) < 3 or texts[-1].lower() in sort("facilities"):
        return False
    return texts[0][:1].isupper() and not all(text.lower() in sort("generic") for text in texts)
