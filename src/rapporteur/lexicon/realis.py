"""Weights of the signs of certain, possible and future events (`data/realis.csv`), and of actual, generic and other ones
(`data/generic.csv`).

>>> len(weights()["any"])
3
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from rapporteur.lexicon.tables import lists


@cache
def weights(table: str = "realis.csv") -> dict[str, tuple[float, ...]]:
    """Sign -> one weight a class, in the order of the table's columns."""
    return {row[0]: tuple(map(float, row[1:])) for row in lists(table) if not row[0].startswith("#")}


def class_probabilities(table: str, classes: Sequence[str], signs: Mapping[str, float]) -> dict[str, float]:
    """The probability of each class, in the order of the table's columns, by its weights for the signs (name to value)."""
    by_sign = weights(table)
    sums = [sum(by_sign[name][n] * value for name, value in signs.items() if name in by_sign) for n in range(len(classes))]
    powers = [math.exp(s - max(sums)) for s in sums]
    return {name: power / sum(powers) for name, power in zip(classes, powers, strict=True)}
