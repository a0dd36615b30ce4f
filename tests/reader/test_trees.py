"""Trees from given scores: no model needed."""

import itertools

import numpy as np
import pytest

from rapporteur.reader import projective, trees


def best_by_force(scores: np.ndarray) -> float:
    """The score of the best single-rooted tree, by trying all."""
    n = len(scores)
    totals = []
    for choice in itertools.product(range(n + 1), repeat=n):
        heads = np.array(choice)
        if (heads == 0).sum() == 1 and not (heads == np.arange(1, n + 1)).any() and not trees.find_cycle(heads):
            totals.append(scores[np.arange(n), heads].sum())
    return float(max(totals))


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_is_the_best_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "CROSSING", -1.0)
    dice = np.random.default_rng(seed)
    n = int(dice.integers(1, 6))
    scores = dice.normal(size=(n, n + 1))
    heads = trees.tree(scores)
    assert (heads == 0).sum() == 1
    assert not trees.find_cycle(heads)
    if (scores.argmax(1) == 0).sum() <= 3:
        assert scores[np.arange(n), heads].sum() == pytest.approx(best_by_force(scores))


@pytest.mark.parametrize("seed", range(20))
def test_arcs_cross_only_where_scores_insist(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(7, 8))
    flat = trees.tree(scores)
    assert (flat == 0).sum() == 1
    assert not trees.find_cycle(flat)
    assert not projective.crosses(flat)
    best = trees.single_root(scores, scores.argmax(1))
    assert scores[np.arange(7), flat].sum() <= scores[np.arange(7), best].sum() + 1e-9 or projective.crosses(best)


def test_long_sentences_are_trees_too() -> None:
    scores = np.random.default_rng(1).normal(size=(300, 301))
    heads = trees.tree(scores)
    assert (heads == 0).sum() == 1
    assert not trees.find_cycle(heads)


def test_no_arc_leaves_its_sentence() -> None:
    scores = np.random.default_rng(2).normal(size=(12, 13))
    heads = trees.decode(scores, [0, 5, 9])
    for first, end in ((0, 5), (5, 9), (9, 12)):
        block = heads[first:end]
        assert (block == 0).sum() == 1
        assert all(first < head <= end for head in block if head)
