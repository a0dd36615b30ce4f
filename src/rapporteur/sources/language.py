"""Which language a report is in: `"Le ministre a quitté Genève …"` → `Language("fr", "French")`; only English is read
on.

py3langid (a naive Bayes over byte n-grams, 110 languages) decides, unless the function words already leave no doubt:
that keeps English reports that are dense with foreign names on the right side, and spares loading the model.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH_WORDS = 20
"""Below this many words a guess is not evidence: such texts are taken for English unless their script says
otherwise."""
_SAMPLE = 20_000  # characters; more changes no decision and costs time
_CERTAIN = 0.12  # share of the words below; English news has 15-25 %, no other language of py3langid over 2 %
_GIBBERISH = 0.03  # English prose of 20 words without one of them hardly exists; lists of code or keys have none
_SURE = 0.5  # probability under which py3langid's best guess names no language

# Frequent English words that are not words of its neighbours (Dutch has "in", "is", "was"; French "on"; German "so").
_MARKERS = frozenset(
    {"the", "of", "and", "to", "that", "for", "with", "from", "were", "are", "has", "have", "had", "been", "would"}
    | {"which", "their", "this", "they", "will", "by", "at", "it", "its", "as", "said"}
)


class Language(NamedTuple):
    """An ISO 639 code and its English name; both `None` where the text is in no language that can be told."""

    code: str | None
    name: str | None


def identify(text: str) -> Language:
    """The language of an article's prose (furniture left out by the caller). Same text, same answer.

    >>> identify("The envoys of both states said that they had met, and that the talks would go on for a week.")
    Language(code='en', name='English')
    """
    if not any(char.isalpha() for char in text):
        return Language(None, None)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text[:_SAMPLE].lower())
    if len(words) < ENOUGH_WORDS:
        return Language("en", "English") if _mostly_latin(text[:_SAMPLE]) else _guess(text)
    share = sum(word in _MARKERS for word in words) / len(words)
    if share >= _CERTAIN:
        return Language("en", "English")
    guess = _guess(text)
    return Language(None, None) if guess.code == "en" and share < _GIBBERISH else guess


def _guess(text: str) -> Language:
    code, probability = _identifier().classify(text[:_SAMPLE])
    if probability < _SURE or code not in _names():
        return Language(None, None)
    return Language(code, _names()[code])


def _mostly_latin(text: str) -> bool:
    """Whether most letters are Latin (up to U+024F, Latin Extended-B, and the Vietnamese block)."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char <= "\u024f" or "\u1e00" <= char <= "\u1eff" for char in letters)
    return latin * 2 >= len(letters)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    """ISO 639 code → English name (CLDR's); the label for "no linguistic content" is left out on purpose."""
    table = (files(__package__) / "languages.csv").read_text(encoding="utf-8")
    return {row["code"]: row["language"] for row in csv.DictReader(table.splitlines())}
