"""What a common noun for an organisation may stand for: "the paper" is one with "Star" in its name, "the fund" an IGO.

>>> "star" in fitting()["paper"].words, fitting()["union"].sectors
(True, frozenset({'LAB'}))
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from rapporteur.lexicon.tables import toml


class Fitting(NamedTuple):
    """Words of such names, and PLOVER's sectors of such organisations."""

    words: frozenset[str]
    sectors: frozenset[str]


@cache
def fitting() -> Mapping[str, Fitting]:
    """Noun → what it fits."""
    table = toml("words/organisation_nouns.toml")
    return {
        noun: Fitting(frozenset(table["words"][row["words"]]), frozenset(row["sectors"]))
        for noun, row in table["nouns"].items()
    }
