"""Pieces into tokens of a time grammar: each gets one code, so that a phrase is a regular expression over codes.

"two weeks ago" becomes the tokens number(2) unit(week) ago; `compile_pattern("number unit ago")` matches their codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from rapporteur.extract.time.numerals import SMALL, TENS, Number, Subtoken, digits, pieces, read_number
from rapporteur.lexicon.word_sets import word_map, word_set
from rapporteur.model import Sentence, Word

ORDINALS: Mapping[str, int] = word_map("time", "tokens")["ordinal"]
_ABBREVIATED: Mapping[str, str] = word_map("time", "abbreviations")
_WORDY_MONTHS = frozenset(("may", "march"))
"""Month names that are common words: only with a capital, and not as a verb."""
_VERBS_TOO, _AFTER_A = word_set("time", "verbs_too"), word_set("time", "after_a")
_CENTURIES: Mapping[str, int] = word_map("time", "centuries")


def _entries() -> Iterator[tuple[str, tuple[str, object]]]:
    """Word, its class, and what it stands for."""
    yield from ((word, (word, None)) for word in word_set("time", "function_words"))
    for name, words in word_map("time", "tokens").items():
        yield from ((word, (name, words[word] if isinstance(words, dict) else None)) for word in words)


LEXICON = dict(_entries())
_CODES = {
    name: chr(0xE000 + index)
    for index, name in enumerate(sorted({name for name, _ in LEXICON.values()} | word_set("time", "written_classes")))
}
_GROUPS: Mapping[str, list[str]] = word_map("time", "token_groups")


class TimeToken(msgspec.Struct, frozen=True):
    """A piece, or several that make one numeral: its class, lower-cased text, value, and words `first` to `last`."""

    name: str
    text: str
    value: object
    number: Number | None
    first: int
    last: int


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A readable pattern over class names into a regular expression over codes.

    Capitals name groups of classes; `<x>` opens the named group x. All repeats are bounded, so matching is linear.

    >>> compile_pattern("(<n>a|N) week ago").groupindex["n"]
    1
    """

    def code(match: re.Match[str]) -> str:
        name = match.group(0)
        return "[" + "".join(_CODES[member] for member in _GROUPS.get(name, (name,))) + "]"

    marked = re.sub(r"(?<![<\w])[A-Za-z']+(?![>\w])", code, pattern)
    return re.compile(re.sub(r"<(\w+)>", r"?P<\1>", marked).replace(" ", ""))


def codes_of(names: str) -> frozenset[str]:
    """The codes of classes and groups of classes, in a string with spaces between."""
    return frozenset(_CODES[member] for name in names.split() for member in _GROUPS.get(name, (name,)))


def tokenise(words: tuple[Word, ...], sentence: Sentence) -> tuple[list[TimeToken], str]:
    """The tokens of a sentence and the string of their codes, one character each."""
    subtokens = pieces(words, sentence.start, sentence.end)
    texts = [text for text, _ in subtokens]
    tokens: list[TimeToken] = []
    at = 0
    while at < len(subtokens):
        token, at = _token(words, subtokens, texts, at)
        tokens.append(token)
    return tokens, "".join([_CODES[token.name] for token in tokens])


def _token(words: tuple[Word, ...], subtokens: list[Subtoken], texts: list[str], at: int) -> tuple[TimeToken, int]:
    """The token that begins at piece `at`, and the piece after it."""
    text, word = subtokens[at]
    entry = LEXICON.get(text)
    if entry is not None and not (text in ("a", "an") and at + 1 < len(texts) and texts[at + 1] in _AFTER_A):
        name, value = entry
        if name == "month" and text in _WORDY_MONTHS and not _is_month(words, word):
            name = "other"
        if text in _VERBS_TOO and words[word].xpos.startswith("VB"):
            name = "other"
        return TimeToken(name, text, value, None, word, word), at + 1
    if text[0].isdigit():
        return _digits(subtokens, texts, at)
    short = _ABBREVIATED.get(text)
    if short is not None and words[word].text[:1].isupper():
        name, value = LEXICON[short]
        return TimeToken(name, text, value, None, word, word), at + 1
    spelled = _spelled_year(texts, at) if text in _CENTURIES else None
    if spelled is not None:
        return TimeToken("year", text, spelled[0], None, word, subtokens[spelled[1] - 1][1]), spelled[1]
    number = read_number(texts, at)
    if number is None:
        return TimeToken("other", text, None, None, word, word), at + 1
    joined = _spelled_ordinal(texts, number)
    if joined is not None:
        return TimeToken("ordinal", text, joined, None, word, subtokens[number.end + 1][1]), number.end + 2
    return TimeToken("number", text, None, number, word, subtokens[number.end - 1][1]), number.end



def _is_month(words: tuple[Word, ...], index: int) -> bool:
    return words[index].text[0].isupper() and words[index].xpos.startswith("NN")


def _spelled_ordinal(texts: list[str], number: Number) -> int | None:
    """For "twenty-first": the numeral 20, a hyphen, an ordinal below ten."""
    if number.end + 1 < len(texts) and texts[number.end] == "-" and number.low in (20.0, 30.0):
        unit = ORDINALS.get(texts[number.end + 1], 0)
        return int(number.low) + unit if 0 < unit < 10 else None
    return None


def _spelled_year(texts: list[str], at: int) -> tuple[int, int] | None:
    """For "nineteen ninety-six", "twenty thirteen", as speech has them: the year and the piece after it."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    century = _CENTURIES[texts[at]]
    if 10 <= SMALL.get(after, 0) < 20:
        return century + int(SMALL[after]), at + 2
    if after not in TENS or century == 2000:
        return None
    end = at + 2 + (texts[at + 2 : at + 3] == ["-"])
    unit = int(SMALL.get(texts[end], 0)) if end < len(texts) else 0
    return century + int(TENS[after]) + (unit if 0 < unit < 10 else 0), end + 1 if 0 < unit < 10 else at + 2


def _digits(subtokens: list[Subtoken], texts: list[str], at: int) -> tuple[TimeToken, int]:
    """Years, decades, ordinals, clock times and other numbers in digits."""
    text, word = subtokens[at]
    after = texts[at + 1] if at + 1 < len(texts) else ""
    glued = at + 1 < len(subtokens) and subtokens[at + 1][1] == word
    if after in word_set("time", "digit_endings") and glued and text.isdecimal() and len(text) < 4:
        return TimeToken("ordinal", text, int(text), None, word, word), at + 2
    apostrophe = after in ("'", "’") and texts[at + 2 : at + 3] == ["s"] and subtokens[at + 2][1] == word
    if ((after == "s" and glued) or apostrophe) and text.isdecimal() and len(text) in (2, 4) and text[-1] == "0":
        return TimeToken("decade", text, int(text), None, word, word), at + (3 if apostrophe else 2)
    if text.isdecimal() and len(text) == 4 and text[0] == "0":
        return TimeToken("clock", text, None, None, word, word), at + 1
    number = read_number(texts, at)
    if number is None:
        return TimeToken("other", text, None, None, word, word), at + 1
    single = number.end == at + 1 and text.isdecimal()
    if single and len(text) == 4 and 1000 <= int(text) <= 2199:
        return TimeToken("year", text, int(text), number, word, word), at + 1
    if single and len(text) <= 2 and digits(text) is not None:
        return TimeToken("small", text, int(text), number, word, word), at + 1
    return TimeToken("number", text, None, number, word, subtokens[number.end - 1][1]), number.end
