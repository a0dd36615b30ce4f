"""Weights of the signs of certain, possible and future events (`data/realis.csv`), and of actual, generic and other ones
(`data/generic.csv`).

>>> len(weights()["any"])
3
"""

from __future__ import annotations

from functools import cache

from rapporteur.lexicon.tables import lists


@cache
def weights(table: str = "realis.csv") -> dict[str, tuple[float, ...]]:
    """Sign -> one weight a class, in the order of the table's columns."""
    return {row[0]: tuple(map(float, row[1:])) for row in lists(table) if not row[0].startswith("#")}
