"""Lemmas by word and Penn tag: a table of what the rules get wrong, rules for the rest, simplemma for inflected words.

>>> lemma = Lemmas({("left", "VBD"): "leave"})
>>> lemma("left", "VBD"), lemma("left", "JJ"), lemma("officials", "NNS"), lemma("Kyiv", "NNP"), lemma("n’t", "RB")
('leave', 'left', 'official', 'Kyiv', 'not')
"""

from __future__ import annotations

import re
from pathlib import Path

INFLECTED = frozenset(["VBD", "VBN", "VBG", "VBZ", "NNS", "JJR", "JJS", "RBR", "RBS"])
CLITICS = {
    ("n't", "RB"): "not",
    ("'s", "POS"): "'s",
    ("'", "POS"): "'s",
    ("'s", "VBZ"): "be",
    ("'s", "PRP"): "we",
    ("'re", "VBP"): "be",
    ("'m", "VBP"): "be",
    ("'ve", "VBP"): "have",
    ("'ve", "VB"): "have",
    ("'ll", "MD"): "will",
    ("'d", "MD"): "would",
    ("'d", "VBD"): "have",
    ("ca", "MD"): "can",
    ("wo", "MD"): "will",
}
PEOPLE = re.compile(r"(?:ian|ean|ese)s?$").search
"""Adjectives of peoples keep their capital ("Ukrainian", "Sudanese")."""
DOUBLED = re.compile(r"[aeiou]+[^aeiou]+[aeiou]+ll$").search
FULL_STEMS = frozenset(
    [
        "recall",
        "install",
        "reinstall",
        "forestall",
        "befall",
        "appall",
        "enthrall",
        "retell",
        "foretell",
        "oversell",
        "resell",
        "misspell",
        "outsell",
    ]
)
"""Verbs of two syllables whose own stem ends in a double l."""
TWINS = {"VBD": "VBN", "VBN": "VBD"}
"""Past and participle of the same spelling have one lemma: "shot", "found"."""
CACHE_WORDS = 200_000


class Lemmas:
    """Calls give the lemma of a form with a tag. `table`: (lower-case form, tag) → lemma, ahead of every rule."""

    def __init__(self, table: dict[tuple[str, str], str]) -> None:
        self.table = CLITICS | table
        self.known: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, xpos: str) -> str:
        """The lemma; never empty."""
        key = (form, xpos)
        lemma = self.known.get(key)
        if lemma is None:
            if len(self.known) >= CACHE_WORDS:
                self.known.clear()
            twin = self.table.get((plain(form), TWINS[xpos])) if xpos in TWINS else None
            lemma = self.known[key] = self.table.get((plain(form), xpos)) or twin or by_rule(form, xpos)
        return lemma


def plain(form: str) -> str:
    """As the table spells it: lower case, straight apostrophes."""
    return form.lower().replace("’", "'")


def by_rule(form: str, xpos: str) -> str:
    """Names keep their form; inflected words go to simplemma, and where it knows nothing lose a regular ending."""
    if xpos in ("NNP", "ADD", "GW", "SYM", "LS", "FW") or not form[0].isalpha():
        return form if xpos == "NNP" else form.lower()
    if xpos == "NNPS":
        return form[:-1] if len(form) > 3 and form.endswith("s") and not form.endswith("ss") else form
    if (xpos == "NN" and form.isupper() and len(form) < 6) or (xpos == "JJ" and form[0].isupper() and PEOPLE(form)):
        return form
    lower = plain(form)
    if xpos not in INFLECTED:
        return lower
    from simplemma import lemmatize

    lemma = lemmatize(lower, lang="en").lower()
    if xpos.startswith("V") and lemma[-3:] in ("ell", "all") and DOUBLED(lemma) and lemma not in FULL_STEMS:
        lemma = lemma[:-1]  # British doubling: "cancelling", "travelled"
    return lemma if lemma != lower else regular(lower, xpos)


def regular(lower: str, xpos: str) -> str:
    """A regular ending taken off a word that no list knows.

    >>> regular("tweeted", "VBD"), regular("sanctioning", "VBG"), regular("oligarchs", "NNS")
    ('tweet', 'sanction', 'oligarch')
    """
    if xpos in ("NNS", "VBZ"):
        if len(lower) < 4:
            return lower
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith(("sses", "shes", "ches", "xes", "zes")):
            return lower[:-2]
        return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) else lower
    for tags, ending in ((("VBD", "VBN"), "ed"), (("VBG",), "ing"), (("JJR", "RBR"), "er"), (("JJS", "RBS"), "est")):
        if xpos in tags and lower.endswith(ending) and len(lower) > len(ending) + 2:
            return stem(lower[: -len(ending)])
    return lower


def stem(cut: str) -> str:
    """A stem made a word again.

    >>> stem("stopp"), stem("deni"), stem("hack"), stem("leav")
    ('stop', 'deny', 'hack', 'leave')
    """
    if cut[-1] == "i":
        return cut[:-1] + "y"
    if cut[-1] == cut[-2] and cut[-1] not in "slz":
        return cut[:-1]
    return cut + "e" if cut[-1] in "cvuz" or cut.endswith(("at", "ng", "rg", "iz", "is")) else cut


def load(path: Path) -> Lemmas:
    """Lemmas with the table of a model directory (form, tag, lemma, divided by tabs); without the file, rules alone."""
    if not path.exists():
        return Lemmas({})
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return Lemmas({(row[0], row[1]): row[2] for row in rows if len(row) == 3})
