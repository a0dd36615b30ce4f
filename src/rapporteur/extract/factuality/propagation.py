"""The factuality of an event by the rules: its predicate's own words, changed by all that governs it, up to the root.

"Mali denied that it planned to attack" -> attack: planned, then denied. FactBank's certainty and polarity, from the tree.
What each link does stands in `lexicon/data/propagation.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.extract.factuality.conditions import condition_of, hypothesis, is_otherwise, without
from rapporteur.extract.factuality.links import Link
from rapporteur.extract.factuality.predicates import own_result
from rapporteur.extract.factuality.result import STRENGTH, FactualityResult, combine
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import LinkRule, propagation
from rapporteur.lexicon.word_sets import word_set


def factuality_by_rules(tree: Tree, i: int) -> FactualityResult:
    """What the tree alone says: the predicate's own words, changed by all that governs it."""
    if tree.deprels[i] in ("cop", "aux", "aux:pass") and tree.heads[i] >= 0:
        return factuality_by_rules(tree, tree.heads[i])
    result = _climbed(tree, i, _on_condition(tree, i))
    if result.factuality == "stated" and _is_question(tree, i):
        return result.changed("possible", "factuality.question")
    return result


def _on_condition(tree: Tree, i: int) -> FactualityResult:
    """The predicate's own words and its condition."""
    result, condition = own_result(tree, i), condition_of(tree, i)
    if condition is None and not {"would", "will", "could"}.isdisjoint(clauses.auxiliaries(tree, i)):
        condition = hypothesis(tree, i) or without(tree, i)
    result = result._replace(condition=condition)
    if result.factuality != "denied" and (condition is not None or is_otherwise(tree, i)):
        return result.changed("conditional", "factuality.condition")
    return result


def _climbed(tree: Tree, i: int, result: FactualityResult) -> FactualityResult:
    """The result changed by each link on the way to the root."""
    for j in (i, *tree.ancestors(i)):
        if tree.heads[j] < 0:
            break
        link = Link(tree, j, first=j == i, denied=is_denied)
        *_, row = matches(link)
        change = effect_of(link, row)
        if change == "open":
            return result.changed("possible", row.rule)
        result = _after(result, change, row.rule, link)
        if change == "stop":
            break
        if result.condition is None:
            result = _under(tree, tree.heads[j], i, result)
    return result


def _under(tree: Tree, governor: int, i: int, result: FactualityResult) -> FactualityResult:
    """The condition that hangs on a governor of word `i` holds for `i` too."""
    condition = condition_of(tree, governor, inside=i)
    if condition is not None and result.factuality in ("stated", "planned", "possible"):
        result = result.changed("conditional", "factuality.condition")
    return result._replace(condition=condition)


def _after(result: FactualityResult, change: str, rule: str, link: Link) -> FactualityResult:
    """The result after one link."""
    if result.factuality == "denied" and change == "conditional":
        return result.changed("conditional", rule)
    if result.factuality == "denied" and change in ("possible", "planned") and link.infinitive:
        return result.changed("possible", rule)  # "urged them not to attack": nobody denies anything
    return result.changed(combine(result.factuality, change), rule)


def matches(link: Link) -> Iterator[LinkRule]:
    """The rows that a link matches: from the first table on to the one that says what it does, which is the last."""
    tables = propagation()
    name = "link"
    while name in tables:
        row = next(row for row in tables[name] if _is_match(link, row))
        yield row
        name = row.effect


def _is_match(link: Link, row: LinkRule) -> bool:
    return all(_has(getattr(link, feature), values) == wanted for feature, values, wanted in row.tests)


def _has(value: str | bool | frozenset[str], values: frozenset[str | bool]) -> bool:
    return not values.isdisjoint(value) if isinstance(value, frozenset) else value in values


def effect_of(link: Link, row: LinkRule) -> str:
    """A factuality, "inherit" (climb on), "stop" or "open"; a row may name the feature that says it."""
    known = row.effect in STRENGTH or row.effect in ("inherit", "stop", "open")
    return row.effect if known else str(getattr(link, row.effect))


def is_denied(tree: Tree, i: int) -> bool:
    """Whether the tree says that it is not so."""
    return factuality_by_rules(tree, i).factuality == "denied"


def _is_question(tree: Tree, i: int) -> bool:
    """A question, but for one that takes the event for granted: "Why did they attack?"."""
    last = tree.sentence(i).end - 1
    if tree.lower[last] != "?" and (not last or tree.lower[last - 1] != "?"):
        return False
    return not any(tree.lower[k] in word_set("factuality", "questioning") for k in tree.children(i, "advmod"))
