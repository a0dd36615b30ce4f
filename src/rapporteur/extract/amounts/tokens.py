"""A sentence cut into the pieces that arithmetic needs, each with its place in the text.

"US $1.5bn" is four pieces, wherever the reader cut it:

>>> sentence, word = Sentence(0, 1, 0), Word(0, 7, "RM23.50", "rm23.50", "NOUN", "NN", -1, "root")
>>> TokenSequence(Reading(report="r", text="RM23.50", words=(word,), sentences=(sentence,)), sentence).texts
['rm', '23.50']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.extract.time.numerals import SPLIT
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Reading, Sentence, Word

_GROUPS = re.compile(r"\d{3}(?:,\d{3})*(?:\.\d+)?")


class TokenSequence:
    """The pieces of one sentence. `texts` are lower-cased, without a closing full stop; `index` is the word that a piece
    is part of; `starts` and `ends` are characters of the reading's text."""

    __slots__ = ("ends", "index", "reading", "sentence", "starts", "texts", "words")

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading, self.sentence = reading, sentence
        self.words: Sequence[Word] = reading.words
        self.texts: list[str] = []
        self.index: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        text_of, index_of, start_of, end_of = self.texts.append, self.index.append, self.starts.append, self.ends.append
        points = False
        for at in range(sentence.start, sentence.end):
            word = self.words[at]
            text, start = word.text, word.start
            if text.isalpha() or len(text) == 1 or text.isdecimal():
                text_of(text.lower())
                index_of(at)
                start_of(start)
                end_of(word.end)
                points = points or text in ".,"
                continue
            for match in SPLIT.finditer(text):
                text_of(match[0].lower().rstrip(".") or ".")
                index_of(at)
                start_of(start + match.start())
                end_of(start + match.end())
        if points:
            self._join()

    def _add(self, text: str, at: int, start: int, end: int) -> None:
        self.texts.append(text)
        self.index.append(at)
        self.starts.append(start)
        self.ends.append(end)

    def _join(self) -> None:
        """Digits that a reader cut at their point or comma are one number again: "US17" "," "246,208", ".001"."""
        joins = [(at - self.touching(at), at + 2) for at, text in enumerate(self.texts) if text in (".", ",") and self._joins(at)]
        if not joins:
            return
        texts, index, starts, ends = self.texts, self.index, self.starts, self.ends
        self.texts, self.index, self.starts, self.ends = [], [], [], []
        done = 0
        for first, end in joins:
            if first < done:
                continue
            for at in range(done, first):
                self._add(texts[at], index[at], starts[at], ends[at])
            whole = "".join(texts[first:end])
            self._add("0" + whole if whole[0] == "." else whole, index[first], starts[first], ends[end - 1])
            done = end
        for at in range(done, len(texts)):
            self._add(texts[at], index[at], starts[at], ends[at])

    def _joins(self, at: int) -> bool:
        """Whether the point or comma at piece `at` stands within a number."""
        after = self.text(at + 1)
        if not after[:1].isdigit() or not self.touching(at + 1):
            return False
        before = self.texts[at - 1] if self.touching(at) else ""
        if self.texts[at] == ".":
            fits = not before or before.replace(",", "").isdecimal()
            return fits and after.isdecimal()
        return before.isdecimal() and len(before) <= 3 and _GROUPS.fullmatch(after) is not None

    def touching(self, at: int) -> bool:
        """Whether nothing stands between piece `at` and the one before it."""
        return 0 < at < len(self.starts) and self.starts[at] == self.ends[at - 1]

    def text(self, at: int) -> str:
        """Piece `at`, or nothing outside the sentence."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def written(self, start: int, end: int) -> str:
        """The text of pieces `start` to `end` with its capitals."""
        return self.reading.text[self.starts[start] : self.ends[end - 1]]

    def word(self, at: int) -> Word:
        """The word that piece `at` is part of."""
        return self.words[self.index[at]]

    def tag(self, at: int) -> str:
        """The Penn tag of that word; nothing outside the sentence."""
        return self.words[self.index[at]].xpos if 0 <= at < len(self.index) else ""

    def plus_or_minus(self, at: int) -> str:
        """The "+" or "-" of a signed number at piece `at`: it touches the number and nothing before it; else nothing."""
        sign = self.text(at - 1)
        free = not self.touching(at - 1) or self.texts[at - 2] == "("
        if sign not in word_set("amounts", "signs_of_number") or not self.touching(at) or not free:
            return ""
        return "+" if sign == "+" else "-"
