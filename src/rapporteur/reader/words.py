"""Word splitting as UD English does it, with exact offsets; no word spans white space, none is empty.

>>> [text for _, _, text in words("It didn't cost $1.5m, e.g. by 10am in the U.S.")]
['It', 'did', "n't", 'cost', '$', '1.5', 'm', ',', 'e.g.', 'by', '10', 'am', 'in', 'the', 'U.S.']

The rules follow what the training parts of EWT and GUM do most often (hyphens split but after some prefixes, units
split from numbers, telephone numbers and dates whole). Repeats are bounded, so that no text, however odd, takes more
than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

Token: TypeAlias = tuple[int, int, str]
"""Start, end (code points, end exclusive) and the text between."""

LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d])"
"""A letter or a mark that belongs to one (Python's \\w knows no combining marks)."""
TITLES = "Mr Mrs Ms Messrs Mme Mlle Dr Prof Rev Hon Gov Sen Sens Rep Reps Pres Supt St Ft Mt"
RANKS = "Gen Lt Col Sgt Capt Maj Cpl Pvt Adm Cmdr"
MONTHS = "Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec"
OTHERS = "Inc Corp Ltd Co Bros Jr Sr Ph.D Ave Blvd Dept Univ Assn vs Vs viz approx cf al e.g i.e eg ca"
ABBREVIATIONS = "|".join(re.escape(word) for word in f"{TITLES} {RANKS} {MONTHS} {OTHERS}".split())
PREFIXES = "non|post|anti|pro|e|mid|cross|inter|multi|re|ex|sub|counter|pre|co|semi|mini"
"""EWT and GUM keep the hyphen inside a word after these; "self-", "well-", "al-" and the rest are split."""
UNITS = (
    r"am|pm|a\.m\.|p\.m\.|k|m|bn|tn|mn|b|mm|cm|km|kg|g|mg|ft|lb|lbs|mph|kph|"
    r"mw|gw|kw|gb|mb|tb|hz|khz|mhz|ghz|hrs?|mins?|secs?|yrs?|x"
)
NUMBER = r"\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?:\.\d+)?|\d+(?:[.:]\d+){0,6}|(?<!\S)\.\d+"
ENDINGS = (
    r"com|org|net|gov|edu|mil|int|info|co\.uk|ac\.uk|org\.uk|gov\.uk|ru|ua|de|fr|eu|tv|io|"
    r"docx?|xls|pdf|txt|html?|jpe?g|exe|php"
)
PATTERN = re.compile(
    rf"""
      (?P<plain>[A-Za-z]+(?=[ ,]))
    | (?P<url>(?i:https?://|ftp://|www\.)[^\s<>"“”«»]*[^\s<>"“”«».,;:!?'’)\]}}])
    | (?P<mail>[\w.+-]{{1,64}}+@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}})
    | (?P<site>(?<![\w.])[A-Za-z\d][\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?i:{ENDINGS})\b(?:/[^\s<>"“”]*[\w/])?)
    | (?P<tag>(?<!\w)[@#][A-Za-z_]\w+)
    | (?P<abbreviation>(?<!\w)(?:(?:{ABBREVIATIONS})\.|No\.(?=\s?\d)))
    | (?P<etcetera>(?<!\w)etc\.(?=[,;:)\]]|\s+[^A-Z\s]))
    | (?P<initials>(?<!\w)(?:(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|[A-Z]\.[A-Z](?!\w)|[A-Z]\.(?=\s+[A-Z])))
    | (?P<date>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?(?![\d/])|\d{{4}}-\d\d-\d\d(?!\d)|(?:\d{{3}}-)?\d{{3}}-\d{{4}}(?!\d))
    | (?P<decade>(?<!\w)['’]?\d\d(?:\d\d)?['’]?s\b|['’]\d\d\b)
    | (?P<ordinal>\d+(?:st|nd|rd|th|ST|ND|RD|TH)\b)
    | (?P<item>(?<![^\n\r])\d{{1,2}}(?:\.\d+){{0,4}}\.(?=\s))
    | (?P<number>(?:{NUMBER})(?=(?i:{UNITS})?(?![^\W_])))
    | (?P<company>[A-Z]+&[A-Z]+(?![^\W_]))
    | (?P<prefixed>(?<![\w-])(?i:{PREFIXES})-{LETTER}[^\W_]*(?:['’]{LETTER}+)*)
    | (?P<elided>(?<!\w)['’](?i:em|til|cause|tis|twas|n)\b)
    | (?P<clitic>(?<=[\w\s])['’`](?i:s|re|ve|ll|d|m)(?![^\W_]))
    | (?P<word>(?:{LETTER}|\d|_(?=[^\W_]))+(?:(?:['’]|(?<=\w)_){LETTER}+)*)
    | (?P<smiley>(?<!\S)[:;=]-?[)(DP](?!\w))
    | (?P<marks>[.!?]{{2,}}|…+|-{{2,}}|``|''|(?P<same>[*=~#+_<>])(?P=same)+)
    | (?P<other>[^\s\u200b\u2060\ufeff])
    """,
    re.VERBOSE,
)
NOT = re.compile(r"(?i)n['’]t$")
CLITIC = re.compile(r"(?i)['’](?:s|re|ve|ll|d|m)$")
FUSED = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "wont": 2, "cant": 2, "didnt": 3, "doesnt": 4,
    "isnt": 2, "wasnt": 3, "werent": 4, "couldnt": 5, "wouldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3,
    "hadnt": 3, "arent": 3,
    "im": 1, "ive": 1, "thats": 4, "youre": 3, "theyre": 4, "youll": 3, "whats": 4,
}  # fmt: skip
"""Words written together that the treebanks take apart, and where."""


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of `text[start:end]`; offsets count from the beginning of `text`."""
    for match in PATTERN.finditer(text, start, len(text) if end is None else end):
        form, first = match[0], match.start()
        cut = inner_cut(form) if match.lastgroup in ("plain", "word", "prefixed") else 0
        if cut:
            yield first, first + cut, form[:cut]
            yield first + cut, match.end(), form[cut:]
        else:
            yield first, match.end(), form


def inner_cut(form: str) -> int:
    """Where a contraction parts, or 0.

    >>> inner_cut("didn't"), inner_cut("Biden's"), inner_cut("cannot"), inner_cut("troops")
    (3, 5, 3, 0)
    """
    if "'" in form or "’" in form:
        ending = NOT.search(form) or CLITIC.search(form)
        return ending.start() if ending else 0
    return FUSED.get(form.lower(), 0)
