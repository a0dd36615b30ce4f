"""What the network is given of a word: its word pieces and its case class; training and inference share this file.

>>> case_class("Kremlin"), case_class("NATO"), case_class("troops"), case_class("2022")
(2, 3, 1, 6)
"""

from __future__ import annotations

from collections.abc import Callable

CLS, SEP, UNK, MASK = 101, 102, 100, 103
"""Ids of BERT's uncased vocabulary."""
CASES = 8
"""Classes of `case_class`; 0 is for [CLS], [SEP] and padding."""
MAX_PIECES = 12
"""Pieces kept of one word: a URL of 3,000 characters says no more than its first dozen."""
CACHE_WORDS = 200_000


def case_class(form: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 one capital letter, 5 mixed, 6 digits without letters, 7 neither."""
    if not any(map(str.isalpha, form)):
        return 6 if any(map(str.isdigit, form)) else 7
    if form.islower():
        return 1
    if form.isupper():
        return 3 if sum(map(str.isalpha, form)) > 1 else 4
    return 2 if form[0].isupper() and form[1:].islower() else 5


class Pieces:
    """Word pieces of single words, remembered: news repeats its words, so nearly all are dictionary look-ups."""

    def __init__(self, encode: Callable[[str], list[int]]) -> None:
        """`encode` gives the piece ids of a word without special tokens; ids index BERT's uncased vocabulary."""
        self.encode = encode
        self.known: dict[str, tuple[list[int], int]] = {}

    def __call__(self, form: str) -> tuple[list[int], int]:
        """Piece ids (1 to `MAX_PIECES` of them) and case class of a word."""
        features = self.known.get(form)
        if features is None:
            if len(self.known) >= CACHE_WORDS:
                self.known.clear()
            features = (self.encode(form)[:MAX_PIECES] or [UNK], case_class(form))
            self.known[form] = features
        return features
