"""A multinomial logistic regression over named signs, in folds over articles, and F1 of its classes: no benchmark itself.

`factuality.py` and `realis.py` fit the product's tables of weights with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy

FOLDS = 5
MOMENTUM, RATE = 0.9, 0.2
Signs = Mapping[str, float]
Case = TypeVar("Case")


class Weights(NamedTuple):
    """Names of the signs, and one row of weights each, a column a class."""

    names: list[str]
    table: Any


class Settings(NamedTuple):
    """How weights are fitted: how many events a sign must be seen with, strength of the ridge, rounds of descent, and for each
    class, in the order of the columns, how much one of its events counts (macro-F1 wants the rare class found)."""

    often: int
    decay: float
    rounds: int
    worth: Mapping[str, float]


def fitted(signs: Sequence[Signs], gold: Sequence[str], settings: Settings) -> Weights:
    """The weights, by gradient descent with momentum."""
    classes = tuple(settings.worth)
    times = Counter(name for event in signs for name in event)
    names = sorted(name for name, count in times.items() if count >= settings.often)
    x = matrix(signs, names)
    y = numpy.array([[wanted == c for c in classes] for wanted in gold], dtype=float)
    worth = numpy.array([[settings.worth[wanted]] for wanted in gold])
    table, speed = numpy.zeros((len(names), len(classes))), numpy.zeros((len(names), len(classes)))
    for _ in range(settings.rounds):
        slope = x.T @ (worth * (softmax(x @ table) - y)) + settings.decay * table
        speed = MOMENTUM * speed - slope * RATE / len(gold)
        table = table + speed
    return Weights(names, table)


def predicted(weights: Weights, signs: Sequence[Signs], classes: Sequence[str]) -> list[str]:
    """The likeliest class of each event."""
    return [classes[n] for n in (matrix(signs, weights.names) @ weights.table).argmax(axis=1)]


def matrix(signs: Sequence[Signs], names: Sequence[str]) -> Any:
    """One row an event, one column a sign."""
    column = {name: n for n, name in enumerate(names)}
    table = numpy.zeros((len(signs), len(names)))
    for row, event in enumerate(signs):
        for name, value in event.items():
            if name in column:
                table[row, column[name]] = value
    return table


def softmax(sums: Any) -> Any:
    """Sums of weights as probabilities, row by row."""
    powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def in_folds(
    events: Sequence[Case],
    articles: Sequence[int],
    fit: Callable[[Sequence[Case]], Weights],
    predict: Callable[[Weights, Sequence[Case]], Sequence[str]],
) -> list[str]:
    """The class of each event by weights fitted on the other folds' articles; `articles` has the number of each event's."""
    classes = [""] * len(events)
    for fold in range(FOLDS):
        inside = [n for n, article in enumerate(articles) if article % FOLDS == fold]
        weights = fit([event for event, article in zip(events, articles, strict=True) if article % FOLDS != fold])
        for n, predicted_class in zip(inside, predict(weights, [events[n] for n in inside]), strict=True):
            classes[n] = predicted_class
    return classes


def f1(system: Sequence[str], gold: Sequence[str], classes: Sequence[str]) -> dict[str, float]:
    """F1 of each class and their mean, not rounded, in percent.

    >>> f1(["certain", "future", "future"], ["certain", "certain", "certain"], ["certain", "future"])
    {'macro_f1': 25.0, 'certain': 50.0, 'future': 0.0}
    """
    each = {}
    for c in classes:
        hits = sum(a == b == c for a, b in zip(system, gold, strict=True))
        each[c] = 200 * hits / max(1, system.count(c) + gold.count(c))
    return {"macro_f1": sum(each.values()) / len(classes)} | each


def write(weights: Weights, classes: Sequence[str], path: Path) -> None:
    """Keeps the weights as a table of the product."""
    rows = [f'"{n}",{",".join(f"{w:.3f}" for w in row)}' for n, row in zip(weights.names, weights.table, strict=True)]
    path.write_text("\n".join([f"sign,{','.join(classes)}", *rows]) + "\n", encoding="utf-8")
