"""Words of what is feared, foretold and threatened; the data is `crises.toml` beside this file.

>>> "famine" in words("nouns"), "spill" in words("verbs"), "talks" in words("nouns")
(True, True, False)
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(section: str) -> frozenset[str]:
    """The lemmas of one section of the table."""
    return frozenset(_table()[section])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files("rapporteur.lexicon").joinpath("crises.toml").read_text("utf-8"))
