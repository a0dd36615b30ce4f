"""What makes an event planned, possible, conditional or denied: words (`data/irrealis.toml`), and links to a governor
(`data/propagation.toml`).

>>> effect("verbs", "threaten"), effect("modifiers", "alleged"), effect("auxiliaries", "will"), effect("verbs", "destroy")
('possible', 'possible', 'planned', None)
>>> propagation()["reported"][-1].effect
'stop'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from rapporteur.lexicon.tables import toml
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Factuality


@cache
def table() -> dict[str, dict[str, Factuality]]:
    """Section -> word -> factuality, as the TOML file lists them; the first listing of a word wins."""
    raw = toml("irrealis.toml")
    return {
        section: {word: factuality for factuality, words in reversed(groups.items()) for word in words}
        for section, groups in raw.items()
    }


def effect(section: str, word: str) -> Factuality | None:
    """What `word` does to what it governs; `None` leaves the factuality as it is."""
    return table()[section].get(word)


@cache
def _categories(section: str) -> Mapping[str, str]:
    return {word: name for name, words in toml("words/factuality.toml")[section].items() for word in words}


def category(section: str, word: str, default: str) -> str:
    """The category of a word (or a tag) in "modals" or "tenses" of `data/words/factuality.toml`.

    >>> category("modals", "might", "other"), category("modals", "dare", "other"), category("tenses", "VBZ", "none")
    ('may', 'other', 'present')
    """
    return _categories(section).get(word, default)


class LinkRule(NamedTuple):
    """A row of `data/propagation.toml`.

    Attributes:
        tests: features of a link, each with values, and whether it must have one of them or none
        effect: what the link does, or the feature or table that says it
        rule: the id of the rule, "factuality.…"; empty where the row changes nothing
        example: a sentence with the word in brackets from which on the row matches
    """

    tests: tuple[tuple[str, frozenset[str | bool], bool], ...]
    effect: str
    rule: str
    example: str


@cache
def propagation() -> Mapping[str, tuple[LinkRule, ...]]:
    """The tables of links by name, each with its rows in order."""
    return {name: tuple(_link_rule(row) for row in rows) for name, rows in toml("propagation.toml").items()}


def _link_rule(row: dict[str, Any]) -> LinkRule:
    tests = tuple(_test(key, value) for key, value in row.items() if key not in ("effect", "rule", "example"))
    return LinkRule(tests, row["effect"], f"factuality.{row['rule']}" if "rule" in row else "", row["example"])


def _test(key: str, value: Any) -> tuple[str, frozenset[str | bool], bool]:
    """A feature, its values, whether they are wanted: "not_" before a key turns it round, "_in" names a set of words."""
    name = key.removeprefix("not_")
    values = word_set("factuality", value) if name.endswith("_in") else value if isinstance(value, list) else [value]
    return name.removesuffix("_in"), frozenset(values), name == key
