"""Whether an event is certain, possible, negated or to come, weighed from all signs of it together.

The rules of `factuality` follow the tree; the language model's certainty follows what it has seen. Here both are signs
among others (auxiliaries, tense, what governs the event) of a logistic regression fitted on MEANTIME, whose weights lie in
`lexicon/data/realis.csv` (`benchmarks/factuality.py --fit` writes them).

>>> # chances(tree, i)["future"]: "The union will impose sanctions" -> near 1 for "impose"
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from rapporteur import lexicon
from rapporteur.extract.factuality import by_rules, own
from rapporteur.extract.grammar import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.lexicon.realis import weights

CLASSES = ("certain", "possible", "negated", "future")
_MODALS = {
    "will": "will", "wo": "will", "'ll": "will", "’ll": "will", "shall": "will", "would": "would", "'d": "would",
    "’d": "would", "may": "may", "might": "may", "could": "may", "can": "can", "ca": "can", "should": "should",
    "must": "should", "ought": "should",
}  # fmt: skip
_EDGES = (-1.5, 0.0, 1.0, 2.0, 2.6)
"""Where the certainty's effect may change: between these it is a straight line."""


def features(tree: Tree, i: int) -> dict[str, float]:
    """The signs at word `i`, name to value; most are 1 where they are there."""
    found = {"any": 1.0}
    found.update(_sure(tree, i, ""))
    found.update(dict.fromkeys((*_of_itself(tree, i), *_of_its_place(tree, i)), 1.0))
    governor = tree.heads[i]
    if governor >= 0:
        found.update(_sure(tree, governor, "above "))
    return found


def _sure(tree: Tree, i: int, where: str) -> Iterator[tuple[str, float]]:
    """The two certainties as bent lines; none where the reading has none."""
    if not tree.reading.certainty:
        return
    for name, value in zip(("uw", "uds"), tree.reading.certainty[i], strict=True):
        yield f"{where}{name}", value / 3
        if not where:
            yield from ((f"{name} over {edge}", max(0.0, value - edge)) for edge in _EDGES)


def _of_itself(tree: Tree, i: int) -> Iterator[str]:
    """The word, its auxiliaries and determiner."""
    yield f"rules {by_rules(tree, i).factuality}"
    yield f"own {own(tree, i)}"
    yield f"tag {tree.xpos[i]}" if tree.is_verb(i) else "noun" if tree.is_nominal(i) else "other"
    for k in tree.children(i, "aux", "cop"):
        yield f"modal {_MODALS.get(tree.lower[k], 'other')}" if tree.xpos[k] == "MD" else f"aux {tree.xpos[k]}"
    if tree.negated(i):
        yield "not"
    if tree.has_to(i):
        yield "to" if tree.heads[i] >= 0 else "to, alone"
    if tree.is_nominal(i):
        yield f"det {next((tree.lower[k] for k in tree.children(i, 'det') if tree.lower[k] in ('the', 'a', 'an', 'any')), '-')}"


def _of_its_place(tree: Tree, i: int) -> Iterator[str]:
    """What governs it, near and far."""
    governor = tree.heads[i]
    yield f"label {tree.deprels[i].split(':')[0]}"
    if by_rules(tree, i).condition is not None:
        yield "if"
    if governor < 0:
        return
    for section in ("verbs", "nouns"):
        change = effect(section, tree.lemmas[governor])
        if change is not None and tree.is_verb(governor) == (section == "verbs"):
            yield f"under {section} {change}"
    yield f"above rules {by_rules(tree, governor).factuality}"
    if any(lexicon.cue(tree.lemmas[a]) is not None for a in tree.ancestors(i) if tree.is_verb(a)):
        yield "said"
    finite = next((a for a in tree.ancestors(i) if tree.xpos[a] in ("VBD", "VBZ", "VBP", "MD")), None)
    if finite is not None:
        yield f"finite {tree.xpos[finite]}"


def chances(tree: Tree, i: int) -> dict[str, float]:
    """The probability of each class for the event at word `i`, by the shipped weights."""
    table, found = weights(), features(tree, i)
    sums = [sum(table[name][n] * value for name, value in found.items() if name in table) for n in range(len(CLASSES))]
    powers = [math.exp(s - max(sums)) for s in sums]
    return {name: power / sum(powers) for name, power in zip(CLASSES, powers, strict=True)}
