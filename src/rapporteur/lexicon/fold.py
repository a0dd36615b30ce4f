"""Spelling made comparable: no diacritics, marks or spaces; case kept apart, because it tells names.

Words are compared by `key` (lower case) and then by case: a name that its table writes "Turkey" is not met by "turkey",
"US" not by "us", yet "NATO" is met by "Nato", and "the west" by "The West".

>>> letters("Élysée"), letters("U.S."), letters("Nagorno-Karabakh")
('Elysee', 'US', 'NagornoKarabakh')
>>> capitals("US"), capitals("NATO"), capitals("the West Bank")
((0, 1), (0,), (3, 7))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PLAIN = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
     "ə": "a", "Ə": "A", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)  # fmt: skip
"""Letters that Unicode decomposition leaves whole."""
_POSSESSIVES = ("'s", "’s", "ʼs")
STRICT = 3
"""Acronyms of so few letters must be capitals throughout: WHO is not "Who"; longer ones may be "Nato" or "Unicef"."""


def letters(word: str) -> str:
    """The letters and digits of `word` without diacritics and marks, in the case they have."""
    if word.isascii():
        return word if word.isalnum() else "".join(filter(str.isalnum, word))
    return _unmarked(word)


@lru_cache(maxsize=65536)
def _unmarked(word: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", word.translate(_PLAIN))))


def key(words: str) -> str:
    """What two spellings of a name share: `letters` in lower case; "Sana'a" and "Sanaa" both give "sanaa"."""
    return letters(words).lower()


@lru_cache(maxsize=65536)
def capitals(name: str) -> tuple[int, ...]:
    """Positions in `letters(name)` that must be capitals in a text for the text to mean this name."""
    positions: list[int] = []
    at = 0
    for word in name.split():
        bare = letters(word)
        if bare[:1].isupper():
            strict = bare.isupper() and sum(map(str.isalpha, bare)) <= STRICT and len(bare) > 1
            positions += [at + i for i, c in enumerate(bare) if c.isalpha()] if strict else [at]
        at += len(bare)
    return tuple(positions)


def has_capitals(bare: str, positions: Iterable[int]) -> bool:
    """Whether `bare` (the output of `letters`) is in capitals at `positions`."""
    return all(bare[i].isupper() for i in positions)


def slug(words: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens, as ids have them: "Nāṣir al-Dīn" is "nasir-al-din"."""
    plain = unicodedata.normalize("NFKD", words.translate(_LATIN)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold().replace("'", ""))) or "unknown"


_LATIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "đ": "d", "Đ": "D", "’": None})


def stripped(words: str) -> str:
    """`words` without surrounding space and a closing possessive: "Russia's" gives "Russia"."""
    words = words.strip()
    for ending in _POSSESSIVES:
        words = words.removesuffix(ending)
    return words.removesuffix("'").removesuffix("’")
