"""Whether an event is certain, possible, negated or to come, as MEANTIME's annotators put it, weighed from all signs of it.

The rules of `propagation` follow the tree; the language model's certainty follows what it was trained on. Here both are signs
among others (auxiliaries, tense, what governs the event) of a logistic regression fitted on MEANTIME, whose weights lie
in `lexicon/data/realis.csv` (`benchmarks/factuality.py --fit` writes them). What is negated the rules know better: 36
negated events of 60 articles are too few to learn from. In "The union will impose sanctions", "impose" is future.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.extract.factuality.predicates import is_definite, own_factuality
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.factuality.result import FactualityResult
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import category, effect
from rapporteur.lexicon.realis import class_probabilities

OPEN = ("certain", "possible", "future")
"""The classes that the weights tell apart, in the order of their columns."""
_EDGES = (-1.5, 0.0, 1.0, 2.0, 2.6)
"""Where the certainty's effect may change: between these it is a straight line."""


def features(tree: Tree, i: int, result: FactualityResult) -> dict[str, float]:
    """The signs at word `i`, name to value; most are 1 where they are there. `result`: what the rules say of it."""
    signs = (f"rules {result.factuality}", *_of_itself(tree, i), *_of_its_place(tree, i, result))
    return {"any": 1.0, **dict(_sure(tree, i)), **dict.fromkeys(signs, 1.0)}


def _sure(tree: Tree, i: int) -> Iterator[tuple[str, float]]:
    """The two certainties as bent lines; none where the reading has none."""
    if not tree.reading.certainty:
        return
    for name, value in zip(("uw", "uds"), tree.reading.certainty[i], strict=True):
        yield name, value / 3
        yield from ((f"{name} over {edge}", max(0.0, value - edge)) for edge in _EDGES)


def _of_itself(tree: Tree, i: int) -> Iterator[str]:
    """The word and its auxiliaries."""
    yield f"own {own_factuality(tree, i)}"
    if tree.is_nominal(i):
        yield "noun, definite" if is_definite(tree, i) else "noun"
    if tree.is_verb(i):
        yield f"tag {tree.xpos[i]}"
    for k in tree.children(i, "aux"):
        if tree.xpos[k] == "MD":
            yield f"modal {category('modals', tree.lower[k], 'other')}"
    if tree.has_to(i):
        yield "to" if tree.heads[i] >= 0 else "to, alone"


def _of_its_place(tree: Tree, i: int, result: FactualityResult) -> Iterator[str]:
    """What governs it, and on what it hangs."""
    if result.condition is not None:
        yield "if"
    governor = tree.heads[i]
    if governor < 0:
        return
    section = "verbs" if tree.is_verb(governor) else "nouns"
    change = effect(section, tree.lemmas[governor])
    if change is not None:
        yield f"under {section} {change}"
    if tree.is_nominal(i):
        yield f"noun below {factuality_by_rules(tree, governor).factuality}"


def probabilities(tree: Tree, i: int, result: FactualityResult) -> dict[str, float]:
    """The probability of each class but "negated" for the event at word `i`, by the shipped weights."""
    return class_probabilities("realis.csv", OPEN, features(tree, i, result))


def predicted_class(tree: Tree, i: int) -> str:
    """The class of the event at word `i`: "negated" where the rules say so, else by the weights."""
    result = factuality_by_rules(tree, i)
    if result.factuality == "denied":
        return "negated"
    by_class = probabilities(tree, i, result)
    return max(OPEN, key=lambda c: by_class[c])
