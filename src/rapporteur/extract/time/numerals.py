"""Words into pieces, and pieces into numbers; times and amounts both start here.

A piece is what arithmetic needs: "62-minute" is three ("62", "-", "minute"), whether the reader cut it or
not.

>>> read_number(["tens", "of", "thousands"], 0)
Number(low=20000.0, high=100000.0, end=3, vague=True)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from rapporteur.lexicon.word_sets import word_map, word_set
from rapporteur.model import Word

SPLIT = re.compile(r"[oO]['’]clock|\d+(?:[.,]\d+)*|[^\W\d_]+(?:\.[^\W\d_]+)*\.?|[^\w\s]|_")
_CUT = re.compile(r"[\d\-–—/:$£€¥%~+'’]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[oO]['’]clock|\d+(?:\.\d+)?")
_MAX_DIGITS = 18
"""Longer strings of digits are identifiers, not quantities."""
_MAX_PIECES = 14
"""The longest numeral that is read: "one hundred and twenty-three thousand four hundred and fifty-six" has 13."""


def _values(section: str) -> Mapping[str, float]:
    return {word: float(value) for word, value in word_map("time", section).items()}


def _ranges(section: str) -> Mapping[str, tuple[float, float | None]]:
    return {word: (float(low), float(high[0]) if high else None) for word, (low, *high) in word_map("time", section).items()}


SMALL, TENS = _values("small"), _values("tens")
SCALES, SUFFIXES = _values("scales"), _values("suffixes")
PLURALS, VAGUE = _ranges("plurals"), _ranges("vague")
FRACTIONS = {word: 1 / parts for word, parts in word_map("time", "fractions").items()}
GLYPHS = {glyph: above / below for glyph, (above, below) in word_map("time", "glyphs").items()}

Subtoken = tuple[str, int]
"""Lower-cased text without a closing full stop, and the index of the word it is part of."""


class Number(msgspec.Struct, frozen=True):
    """A number from the first piece to `end` (exclusive); `high` is `None` where the words set no upper bound."""

    low: float
    high: float | None
    end: int
    vague: bool = False


def pieces(words: Sequence[Word], start: int, end: int) -> list[Subtoken]:
    """The pieces of words `start` to `end`: `[("62", 4), ("-", 4), ("minute", 4)]` for a fifth word "62-minute"."""
    subtokens: list[Subtoken] = []
    for index in range(start, end):
        text = words[index].text
        if text.isalpha():
            subtokens.append((text.lower(), index))
        elif _CUT.search(text) is None:
            subtokens.append((text.lower().rstrip(".") or ".", index))
        else:
            subtokens.extend((part.lower().rstrip(".") or ".", index) for part in SPLIT.findall(text))
    return subtokens


def digits(text: str) -> float | None:
    """The value of "1,234", "1.5" or "40"; `None` for anything else, dates such as "12.02.2022" among it.

    >>> digits("130,000")
    130000.0
    """
    if not text[:1].isdigit() or len(text) > _MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    return float(text) if _PLAIN.fullmatch(text) else None


def read_number(texts: Sequence[str], at: int) -> Number | None:
    """The number that begins at piece `at`, as long as it goes; `None` where none begins.

    >>> read_number(["one", "hundred", "and", "twenty", "-", "five", "troops"], 0)
    Number(low=125.0, high=125.0, end=6, vague=False)
    """
    first = texts[at]
    if first in PLURALS:
        return _plural(texts, at)
    if first in VAGUE:
        return _vague(texts, at)
    if first in ("a", "an") and at + 1 < len(texts):
        return _after_article(texts, at)
    if first in ("half", "quarter"):
        return _part_of_scale(texts, at, FRACTIONS[first])
    if first in GLYPHS:
        return Number(GLYPHS[first], GLYPHS[first], at + 1)
    value = digits(first)
    if value is not None:
        return _digits(texts, at, value)
    return _spelled(texts, at) if first in SMALL or first in TENS else None


def _part_of_scale(texts: Sequence[str], at: int, part: float) -> Number | None:
    """For "half a million", "half-a-dozen", "quarter million"."""
    end = at + 1
    while end < len(texts) and texts[end] in ("a", "-") and end < at + 4:
        end += 1
    size = SCALES.get(texts[end], 12.0 if texts[end] == "dozen" else 0.0) if end < len(texts) else 0.0
    return Number(part * size, part * size, end + 1) if size else None


def _plural(texts: Sequence[str], at: int) -> Number:
    """For "dozens", "tens of thousands", "hundreds of millions"."""
    low, high = PLURALS[texts[at]]
    end = at + 1
    if end + 1 < len(texts) and texts[end] == "of" and texts[end + 1].rstrip("s") in SCALES:
        scale = SCALES[texts[end + 1].rstrip("s")]
        return Number(low * scale, None if high is None else high * scale, end + 2, True)
    return Number(low, high, end, True)


def _vague(texts: Sequence[str], word: int) -> Number:
    """For "several", "a few hundred", "a couple of thousand": `word` is the piece with the vague word."""
    low, high = VAGUE[texts[word]]
    end = word + 1
    after = end + 1 if end < len(texts) and texts[end] == "of" else end
    if after < len(texts) and (texts[after] in SCALES or texts[after] == "dozen"):
        scale = SCALES.get(texts[after], 12.0)
        return Number(low * scale, None if high is None else high * scale, after + 1, True)
    return Number(low, high, end, True)


def _after_article(texts: Sequence[str], at: int) -> Number | None:
    """For "a hundred", "a dozen", "a few", "a couple", "a half": the article counts only with such a word."""
    word = texts[at + 1]
    if word in ("few", "couple", "handful"):
        return _vague(texts, at + 1)
    if word in ("half", "quarter"):
        return _part_of_scale(texts, at + 1, FRACTIONS[word])
    if word == "dozen":
        return Number(12.0, 12.0, at + 2)
    if word == "score" and texts[at + 2 : at + 3] == ["of"]:
        return Number(20.0, 20.0, at + 2)
    if word in SCALES:
        number = _spelled(texts, at + 1)
        return Number(number.low, number.high, number.end) if number else None
    return None


def _digits(texts: Sequence[str], at: int, value: float) -> Number:
    """Digits with what may follow: "5 1/2", "1.5 million", "2bn", "3 dozen"."""
    end = at + 1
    if end < len(texts) and texts[end] in GLYPHS:
        return Number(value + GLYPHS[texts[end]], value + GLYPHS[texts[end]], end + 1)
    below = texts[end + 2] if texts[end + 1 : end + 2] == ["/"] and end + 2 < len(texts) else ""
    if below in word_set("time", "unit_parts") and texts[end].isdecimal():
        part = int(texts[end]) / int(below)
        return Number(value + part, value + part, end + 3) if part < 1 else Number(value, value, end)
    if texts[end : end + 3] == ["and", "a", "half"]:
        return _and_a_half(texts, end + 3, value)
    if texts[end : end + 1] == ["-"] and end + 1 < len(texts) and texts[end + 1] in SCALES:
        value, end = value * SCALES[texts[end + 1]], end + 2  # "a $2-billion fund"
    while end < len(texts) and end < at + 3:
        scale = SCALES.get(texts[end]) or SUFFIXES.get(texts[end])
        if scale is None:
            break
        value, end = value * scale, end + 1
    if end < len(texts) and texts[end] == "dozen":
        value, end = value * 12.0, end + 1
    return Number(value, value, end)


def _spelled(texts: Sequence[str], at: int) -> Number | None:
    """Number words added up as they are spoken: "two hundred and fifty thousand", "two and a half million"."""
    total, current, end = 0.0, 0.0, at
    last = "start"
    while end < len(texts) and end < at + _MAX_PIECES:
        word = texts[end]
        if word in SMALL and last in ("start", "tens", "scale"):
            current, last = current + SMALL[word], "small"
        elif word in TENS and last in ("start", "scale"):
            current, last = current + TENS[word], "tens"
        elif word == "hundred":
            current, last = (current or 1.0) * 100.0, "scale"
        elif word in SCALES:
            total, current, last = total + (current or 1.0) * SCALES[word], 0.0, "scale"
        elif word == "dozen":
            return Number((current or 1.0) * 12.0, (current or 1.0) * 12.0, end + 1)
        elif word in ("-", "and") and _goes_on(texts, end, last):
            pass
        elif texts[end : end + 3] == ["and", "a", "half"]:
            return _and_a_half(texts, end + 3, total + current)
        elif " ".join(texts[end : end + 6]) == "- and - a - half":
            return _and_a_half(texts, end + 6, total + current)
        else:
            break
        end += 1
    return Number(total + current, total + current, end)


def _goes_on(texts: Sequence[str], at: int, last: str) -> bool:
    """Whether a hyphen or "and" at piece `at` joins two parts of one numeral: "twenty-five", "hundred and six"."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    if texts[at] == "-":
        return (last == "tens" and after in SMALL) or (last == "small" and after in SCALES)
    return last == "scale" and (after in SMALL or after in TENS)


def _and_a_half(texts: Sequence[str], end: int, whole: float) -> Number:
    """For "two and a half", "two-and-a-half million": `end` is the piece after "half"."""
    scale = SCALES.get(texts[end], 1.0) if end < len(texts) else 1.0
    value = (whole + 0.5) * scale
    return Number(value, value, end + (scale != 1.0))


BOUNDS = {tuple(words.split()): bound for bound, phrases in word_map("time", "bounds").items() for words in phrases}
_BOUND_ENDS = frozenset(key[-1] for key in BOUNDS)
_LONGEST_BOUND = max(map(len, BOUNDS))


def bound_before(texts: Sequence[str], at: int) -> tuple[str, int] | None:
    """The bound that the words before piece `at` set, and the piece it begins at.

    >>> bound_before(["lasted", "a", "bit", "over", "an", "hour"], 4)
    ('just over', 1)
    """
    if at == 0 or texts[at - 1] not in _BOUND_ENDS:
        return None
    for length in range(min(_LONGEST_BOUND, at), 0, -1):
        bound = BOUNDS.get(tuple(texts[at - length : at]))
        if bound is not None:
            return bound, at - length
    return None


def bounded(low: float, high: float | None, bound: str | None) -> tuple[float | None, float | None]:
    """The interval that a bound makes of a number.

    "just over x" is [x, 1.25 x] and "nearly x" [0.75 x, x]: rules of thumb, so that a "bit over an hour" and "an hour
    and 10 minutes" agree. "about x" keeps x on both sides: the words stay, and readers compare with tolerance.

    >>> bounded(60, 60, "just over")
    (60, 75.0)
    """
    if bound in ("more than", "at least"):
        return low, None
    if bound == "just over":
        return low, 1.25 * low
    if bound in ("up to", "less than"):
        return None, high
    if bound == "nearly":
        return 0.75 * low, high
    return low, high
