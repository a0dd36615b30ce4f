"""Words of what is feared, foretold and threatened; the data is `data/crises.toml`.

>>> "famine" in words("nouns"), "spill" in words("verbs"), "talks" in words("nouns")
(True, True, False)
"""

from __future__ import annotations

from functools import cache

from rapporteur.lexicon.tables import toml


@cache
def words(section: str) -> frozenset[str]:
    """The lemmas of one section of the table."""
    return frozenset(_table()[section])


@cache
def _table() -> dict[str, list[str]]:
    return toml("crises.toml")
