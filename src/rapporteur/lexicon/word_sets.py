"""Sets of words that rules name, by table and section: `data/words/TABLE.toml`. Lemmas where a comment there says nothing else.

>>> "famine" in word_set("crises", "nouns"), "talks" in word_set("crises", "nouns")
(True, False)
"""

from __future__ import annotations

from functools import cache

from rapporteur.lexicon.tables import toml


@cache
def word_set(table: str, section: str) -> frozenset[str]:
    """The words of one section of a table. Raises `KeyError` for a section that is not there."""
    return frozenset(toml(f"words/{table}.toml")[section])


def crisis(section: str) -> frozenset[str]:
    """Words of what is feared, foretold and threatened."""
    return word_set("crises", section)
