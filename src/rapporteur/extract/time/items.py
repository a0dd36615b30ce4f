"""Pieces into items of a time grammar: each gets one code, so that a phrase is a regular expression over codes.

"two weeks ago" becomes the items number(2) unit(week) ago; `compile_pattern("number unit ago")` matches their codes.
"""

from __future__ import annotations

import re

import msgspec

from rapporteur.extract.time.numerals import SMALL, TENS, Number, digits, pieces, read_number, vocabulary
from rapporteur.model import Sentence, Word

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
UNITS = (
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
)
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
SPELLED_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
CLOCK_WORDS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, start=1)}
ZONES = vocabulary("gmt utc bst cet cest eet eest msk est edt cst cdt mst mdt pst pdt et pt ist jst aest")
_ABBREVIATED = {
    **{name[:3]: name for name in MONTHS},
    "sept": "september",
    "mon": "monday",
    "tue": "tuesday",
    "tues": "tuesday",
    "wed": "wednesday",
    "thu": "thursday",
    "thur": "thursday",
    "thurs": "thursday",
    "fri": "friday",
}
_WORDY_MONTHS = frozenset(("may", "march"))
"""Month names that are common words: only with a capital, and not as a verb."""

_FIXED: dict[str, tuple[str, object]] = {
    **{name: ("weekday", index) for index, name in enumerate(WEEKDAYS)},
    **{name + "s": ("weekdays", index) for index, name in enumerate(WEEKDAYS)},
    **{name: ("month", index) for index, name in enumerate(MONTHS, start=1)},
    **{name: ("unit", name) for name in UNITS},
    **{name + "s": ("units", name) for name in UNITS if name != "century"},
    "day": ("day", "day"),
    "week": ("week", "week"),
    "year": ("annum", "year"),
    "nights": ("nights", "TNI"),
    **{name + "s": ("parts", code) for name, code in PARTS.items() if name != "night"},
    "centuries": ("units", "century"),
    "hr": ("unit", "hour"),
    "hrs": ("units", "hour"),
    "mins": ("units", "minute"),
    "min": ("unit", "minute"),
    "secs": ("units", "second"),
    "yr": ("annum", "year"),
    "yrs": ("units", "year"),
    **{name: ("season", code) for name, code in SEASONS.items()},
    **{name: ("part", code) for name, code in PARTS.items() if name != "night"},
    **{name: ("decade", start) for name, start in SPELLED_DECADES.items()},
    **{name: ("noon", code) for name, code in CLOCK_WORDS.items()},
    **{name: ("ordinal", value) for name, value in ORDINALS.items() if name != "second"},
    **{name: ("zone", name) for name in ZONES},
    **dict.fromkeys(("last", "past", "previous", "preceding"), ("last", -1)),
    **dict.fromkeys(("next", "coming", "following", "upcoming", "forthcoming"), ("next", 1)),
    **dict.fromkeys(("this", "current"), ("this", 0)),
    **dict.fromkeys(("that", "same"), ("that", 0)),
    **dict.fromkeys(("am", "pm", "a.m", "p.m"), ("ampm", None)),
    **dict.fromkeys(("every", "each"), ("every", None)),
    **dict.fromkeys(("daily", "weekly", "monthly", "yearly", "annually", "hourly", "nightly"), ("often", None)),
    **dict.fromkeys(("today", "yesterday", "tomorrow", "tonight", "overnight"), ("today", None)),
    **dict.fromkeys(("earlier", "later"), ("earlier", None)),
    **dict.fromkeys(("early", "late"), ("early", None)),
    **dict.fromkeys(("end", "beginning", "start", "middle", "close", "turn"), ("end", None)),
    **dict.fromkeys(("before", "after", "hence"), ("before", None)),
    **dict.fromkeys(("now", "currently", "nowadays"), ("now", None)),
    **dict.fromkeys(("recently", "lately"), ("recently", None)),
    **dict.fromkeys(("-", "–", "—"), ("hyphen", None)),
    "long": ("long", None),
    "old": ("old", None),
    **dict.fromkeys(("latest", "recent"), ("latest", None)),
    **dict.fromkeys(("more", "additional", "further", "extra", "consecutive", "straight", "full"), ("more", None)),
    **dict.fromkeys(("comparable", "corresponding"), ("comparable", None)),
}
_LITERALS = (
    "a",
    "afterwards",
    "ago",
    "ahead",
    "an",
    "and",
    "any",
    "as",
    "at",
    "between",
    "by",
    "christmas",
    "during",
    "easter",
    "eve",
    "fiscal",
    "for",
    "from",
    "future",
    "half",
    "in",
    "local",
    "long-term",
    "mid",
    "moment",
    "new",
    "o'clock",
    "of",
    "on",
    "once",
    "or",
    "other",
    "over",
    "period",
    "o’clock",
    "per",
    "q",
    "so",
    "some",
    "thanksgiving",
    "the",
    "these",
    "those",
    "through",
    "time",
    "to",
    "twice",
    "until",
    "within",
)
_SIGNS = {",": "comma", ":": "colon", "/": "slash", "'": "apostrophe", "’": "apostrophe", ".": "stop"}

LEXICON: dict[str, tuple[str, object]] = {word: (word, None) for word in _LITERALS}
LEXICON.update(_FIXED)
LEXICON.update({sign: (name, None) for sign, name in _SIGNS.items()})
LEXICON["night"] = ("night", "TNI")
LEXICON["an"] = ("a", None)
LEXICON["o’clock"] = ("o'clock", None)
LEXICON["second"] = ("second", 2)
LEXICON["century"] = ("century", "century")
LEXICON["quarter"] = ("quarter", "quarter")

_CLASSES = sorted({name for name, _ in LEXICON.values()} | {"number", "small", "year", "clock", "decade", "other"})
_CODES = {name: chr(0xE000 + index) for index, name in enumerate(_CLASSES)}
_GROUPS = {
    "N": ("number", "small", "year"),
    "ANY": ("number", "small", "year", "clock"),
    "O": ("ordinal", "second"),
    "U": ("unit", "day", "week", "annum", "units", "nights", "second", "century", "quarter", "night"),
    "ONE": ("unit", "day", "week", "annum", "second", "century", "quarter", "night"),
    "S": ("units", "nights"),
    "YEAR": ("year", "number", "small"),
    "PART": ("part", "night"),
}


class Item(msgspec.Struct, frozen=True):
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
    """

    def code(match: re.Match[str]) -> str:
        name = match.group(0)
        return "[" + "".join(_CODES[member] for member in _GROUPS.get(name, (name,))) + "]"

    marked = re.sub(r"(?<![<\w])[A-Za-z']+(?![>\w])", code, pattern)
    return re.compile(re.sub(r"<(\w+)>", r"?P<\1>", marked).replace(" ", ""))


def codes_of(names: str) -> frozenset[str]:
    """The codes of classes and groups of classes, in a string with spaces between."""
    return frozenset(_CODES[member] for name in names.split() for member in _GROUPS.get(name, (name,)))


def items(words: tuple[Word, ...], sentence: Sentence) -> tuple[list[Item], str]:
    """The items of a sentence and the string of their codes, one character each."""
    cut = pieces(words, sentence.start, sentence.end)
    texts = [text for text, _ in cut]
    found: list[Item] = []
    at = 0
    while at < len(cut):
        item, at = _item(words, cut, texts, at)
        found.append(item)
    return found, "".join([_CODES[item.name] for item in found])


def _item(words: tuple[Word, ...], cut: list[tuple[str, int]], texts: list[str], at: int) -> tuple[Item, int]:
    """The item that begins at piece `at`, and the piece after it."""
    text, word = cut[at]
    entry = LEXICON.get(text)
    if entry is not None and not (text in ("a", "an") and at + 1 < len(texts) and texts[at + 1] in _AFTER_A):
        name, value = entry
        if name == "month" and text in _WORDY_MONTHS and not _is_month(words, word):
            name = "other"
        if text in _VERBS_TOO and words[word].xpos.startswith("VB"):
            name = "other"
        return Item(name, text, value, None, word, word), at + 1
    if text[0].isdigit():
        return _digits(cut, texts, at)
    short = _ABBREVIATED.get(text)
    if short is not None and words[word].text[:1].isupper():
        name, value = LEXICON[short]
        return Item(name, text, value, None, word, word), at + 1
    spelled = _spelled_year(texts, at) if text in _CENTURIES else None
    if spelled is not None:
        return Item("year", text, spelled[0], None, word, cut[spelled[1] - 1][1]), spelled[1]
    number = read_number(texts, at)
    if number is None:
        return Item("other", text, None, None, word, word), at + 1
    joined = _spelled_ordinal(texts, at, number)
    if joined is not None:
        return Item("ordinal", text, joined, None, word, cut[number.end + 1][1]), number.end + 2
    return Item("number", text, None, number, word, cut[number.end - 1][1]), number.end


_CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_VERBS_TOO = vocabulary("last fall spring long close end start")
"""Words of the lexicon that a verb's tag makes something else: "talks last two hours"."""
_AFTER_A = vocabulary("few couple handful dozen hundred thousand million billion")


def _is_month(words: tuple[Word, ...], index: int) -> bool:
    return words[index].text[0].isupper() and words[index].xpos.startswith("NN")


def _spelled_ordinal(texts: list[str], at: int, number: Number) -> int | None:
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


def _digits(cut: list[tuple[str, int]], texts: list[str], at: int) -> tuple[Item, int]:
    """Years, decades, ordinals, clock times and other numbers in digits."""
    text, word = cut[at]
    after = texts[at + 1] if at + 1 < len(texts) else ""
    glued = at + 1 < len(cut) and cut[at + 1][1] == word
    if after in ("th", "st", "nd", "rd") and glued and text.isdecimal() and len(text) < 4:
        return Item("ordinal", text, int(text), None, word, word), at + 2
    apostrophe = after in ("'", "’") and texts[at + 2 : at + 3] == ["s"] and cut[at + 2][1] == word
    if ((after == "s" and glued) or apostrophe) and text.isdecimal() and len(text) in (2, 4) and text[-1] == "0":
        return Item("decade", text, int(text), None, word, word), at + (3 if apostrophe else 2)
    if text.isdecimal() and len(text) == 4 and text[0] == "0":
        return Item("clock", text, None, None, word, word), at + 1
    number = read_number(texts, at)
    if number is None:
        return Item("other", text, None, None, word, word), at + 1
    single = number.end == at + 1 and text.isdecimal()
    if single and len(text) == 4 and 1000 <= int(text) <= 2199:
        return Item("year", text, int(text), number, word, word), at + 1
    if single and len(text) <= 2 and digits(text) is not None:
        return Item("small", text, int(text), number, word, word), at + 1
    return Item("number", text, None, number, word, cut[number.end - 1][1]), number.end
