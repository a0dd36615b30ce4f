"""The words of a reading with the mentions that the reader has marked in them, as the search for names of places asks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rapporteur.extract.places.name_kinds import is_land
from rapporteur.lexicon.gazetteer import abbreviations
from rapporteur.model import Mention, Reading


class MarkedWords(NamedTuple):
    """`texts` as written and in `lower` case; `mention_at`: word → the mention that it is a part of.

    `surnames` are those of persons whom the reading names in full, `places` the names that the reader took for places.
    Ranges are of words, end exclusive.
    """

    reading: Reading
    texts: tuple[str, ...]
    lower: tuple[str, ...]
    mention_at: Mapping[int, Mention]
    surnames: frozenset[str]
    places: frozenset[str]

    def joined(self, start: int, end: int) -> str:
        """The words of a range with a space between them."""
        return " ".join(self.texts[start:end])

    def is_free(self, start: int, end: int) -> bool:
        """Whether the reader sees no name in these words."""
        return not any(i in self.mention_at for i in range(start, end))

    def bare(self, mention: Mention) -> tuple[int, int]:
        """A mention without "the", possessive, marks and a politician's party ("R-Gao")."""
        return _bare(self.texts, self.lower, mention.start, mention.end)

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """Characters of words `start` to `end`, with the full stop of an abbreviation ("Ala.")."""
        first, last = self.reading.words[start].start, self.reading.words[end - 1].end
        text = self.reading.text
        if text[last : last + 1] == "." and f"{text[first:last]}." in abbreviations():
            last += 1
        if first > 1 and text[first - 1] == "." and text[first - 2 : last] in abbreviations():  # "W.[Va.]"
            first -= 2
        return first, last

    def has_land_behind(self, end: int) -> bool:
        """Whether ", Mali" or ", Ala." follows."""
        if end + 1 >= len(self.texts) or self.texts[end] != ",":
            return False
        mention = self.mention_at.get(end + 1)
        stop = mention.end if mention is not None else end + 2
        short = self.texts[end + 1]
        return is_land(self.joined(end + 1, stop)) or short in abbreviations() or f"{short}." in abbreviations()


def marked_words(reading: Reading) -> MarkedWords:
    """The words of a reading and what the reader has marked in them."""
    texts = tuple(word.text for word in reading.words)
    lower = tuple(text.lower() for text in texts)
    places = (_bare(texts, lower, m.start, m.end) for m in reading.mentions if m.type == "place")
    return MarkedWords(
        reading, texts, lower,
        mention_at={i: m for m in reading.mentions for i in range(m.start, m.end)},
        surnames=frozenset(texts[m.end - 1] for m in reading.mentions if m.type == "person" and m.end - m.start > 1),
        places=frozenset(" ".join(texts[start:end]) for start, end in places),
    )  # fmt: skip


def _bare(texts: tuple[str, ...], lower: tuple[str, ...], start: int, end: int) -> tuple[int, int]:
    while start < end and (lower[start] == "the" or not texts[start][0].isalnum()):
        start += 1
    while start < end and (lower[end - 1] in ("'s", "’s") or not texts[end - 1][0].isalnum()):
        end -= 1
    if end - start > 2 and texts[start] in ("R", "D", "I") and texts[start + 1] in ("-", "–"):
        start += 2
    return start, end
