"""Weights of the signs of certain, possible, negated and future events; the data is `data/realis.csv`.

>>> len(weights()["any"])
3
"""

from __future__ import annotations

from functools import cache

from rapporteur.lexicon.tables import lists


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Sign -> one weight a class, in the order of the table's columns."""
    return {row[0]: tuple(map(float, row[1:])) for row in lists("realis.csv") if not row[0].startswith("#")}
