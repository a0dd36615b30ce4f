"""Words made comparable across wordings and translations: folded, stemmed, without function words.

>>> content("All this information is causing panic and is not helping us")
('inform', 'caus', 'panic', 'help')
>>> stem("speculations"), stem("helping")
('specul', 'help')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from rapporteur.lexicon.fold import letters

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?")
_STOPWORDS = """
    a about after again all also am an and any are as at be because been before being but by can could did do
    does doing down during each even ever every for from further had has have having he her here hers him his
    how i if in into is it its itself just may me might more most must my neither no nor not of off on once only
    or other our ours out over own said same say says shall she should so some still such than that the their
    theirs them then there these they this those through to told too under until unless up upon us very was we
    were what when where which while who whom why will with within without would yet you your yours it's don't
    doesn't didn't isn't aren't wasn't weren't won't can't cannot couldn't wouldn't shouldn't hasn't haven't
    hadn't we're they're that's there's i'm let's today now
"""
_STOP = frozenset(_STOPWORDS.split())
_NEGATIONS = frozenset(["no", "not", "never", "none", "neither", "nor", "nobody", "nothing", "without", "cannot"])
_SUFFIXES = (
    "isations",
    "izations",
    "isation",
    "ization",
    "ations",
    "ation",
    "ments",
    "ment",
    "nesses",
    "ness",
    "ingly",
    "edly",
    "ings",
    "ing",
    "ities",
    "ity",
    "ions",
    "ion",
    "ives",
    "ive",
    "ises",
    "izes",
    "ise",
    "ize",
    "ised",
    "ized",
    "ful",
    "less",
    "ers",
    "er",
    "ors",
    "or",
    "ied",
    "ies",
    "ed",
    "es",
    "ly",
    "s",
    "e",
    "y",
)
"""English endings, longest first: a light stemmer (after Lovins 1968) that favours meeting over grammar."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, at least four letters long: "speculations" → "specul", "helping" → "help"."""
    word = letters(word).lower()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4 and not (suffix == "s" and word.endswith("ss")):
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


@lru_cache(maxsize=65536)
def tokens(words: str) -> tuple[str, ...]:
    """The words in lower case, apostrophes kept: "Putin's call" → ("putin", "call")."""
    lowered = (m.group().lower().replace("’", "'") for m in _WORD.finditer(words))
    return tuple(t.removesuffix("'s") if t not in _STOP else t for t in lowered)


@lru_cache(maxsize=65536)
def content(words: str) -> tuple[str, ...]:
    """The stems of the words that carry content, in text order, repeats kept once."""
    return tuple(dict.fromkeys(stem(t) for t in tokens(words) if not is_filler(t)))


def is_filler(token: str) -> bool:
    """Whether a word in lower case carries no content: function words and negations."""
    return token in _STOP or token in _NEGATIONS


@lru_cache(maxsize=65536)
def names(words: str) -> frozenset[str]:
    """Words with a capital inside the text, in lower case: names say what is talked of, little of what is said."""
    capitals = [m for m in _WORD.finditer(words) if m.group()[0].isupper()]
    return frozenset(m.group().lower().replace("’", "'").removesuffix("'s") for m in capitals if m.start() > 0)


@cache
def family(section: str) -> Mapping[str, str]:
    """Word or stem → name of its family, from one section of `synonyms.toml`."""
    table = tomllib.loads(files("rapporteur.reconcile").joinpath("synonyms.toml").read_text("utf-8"))
    families: dict[str, str] = {}
    for name, words in table[section].items():
        for word in words:
            families.setdefault(word, name)
            if section in ("counted", "state", "forecast"):
                families.setdefault(stem(word), name)
    return families
