"""Sets of words that rules name, by table and section: `data/words/TABLE.toml`. Lemmas where a comment there says nothing else.

>>> "famine" in word_set("crises", "nouns"), "talks" in word_set("crises", "nouns")
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from rapporteur.lexicon.tables import toml


@cache
def word_set(table: str, section: str) -> frozenset[str]:
    """The words of one section of a table. Raises `KeyError` for a section that is not there."""
    return frozenset(_table(table)[section])


@cache
def word_map(table: str, section: str) -> Mapping[str, Any]:
    """What each word of a section stands for. Raises `KeyError` for a section that is not there."""
    return MappingProxyType(_table(table)[section])


@cache
def _table(name: str) -> dict[str, Any]:
    return toml(f"words/{name}.toml")


def crisis(section: str) -> frozenset[str]:
    """Words of what is feared, foretold and threatened."""
    return word_set("crises", section)
