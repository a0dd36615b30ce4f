"""Trees, names and lemmas from given scores: no model needed."""

import itertools

import numpy as np
import pytest

from rapporteur.reader import names, packing, projective, trees
from rapporteur.reader.lemmas import Lemmas
from rapporteur.reader.titles import tidied


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


LABELS = ["O", "B-per", "I-per", "B-org", "I-org"]


def test_names_never_begin_inside() -> None:
    legal = names.legal(np.zeros((5, 5), np.float32), LABELS)
    scores = np.zeros((3, 5), np.float32)
    scores[:, 2] = 5.0
    assert names.best_path(scores, legal, LABELS, [0]) in (["B-per", "I-per", "I-per"], ["O", "B-per", "I-per"])
    assert names.best_path(scores, legal, LABELS, [0, 2])[2][0] != "I"


@pytest.mark.parametrize("seed", range(20))
def test_settled_words_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(seed)
    legal = names.legal(dice.normal(size=(5, 5)).astype(np.float32), LABELS)
    scores = dice.normal(size=(30, 5)).astype(np.float32)
    scores[dice.random(30) < 0.6, 0] += 40
    quick = names.best_path(scores, legal, LABELS, [0])
    monkeypatch.setattr(names, "SURE", 1e9)
    assert quick == names.best_path(scores, legal, LABELS, [0])


def test_packs_end_with_paragraphs_where_they_can() -> None:
    lengths, borders = [1] * 100, [number in (0, 10, 70) for number in range(101)]
    assert packing.pack_end(lengths, borders, 0, 50) == (10, True)
    assert packing.pack_end(lengths, borders, 10, 50) == (60, False)
    assert packing.pack_end(lengths, borders, 70, 50) == (100, True)


LEMMAS = [
    ("officials", "NNS", "official"), ("was", "VBD", "be"), ("n’t", "RB", "not"), ("’s", "POS", "'s"),
    ("Kyiv", "NNP", "Kyiv"), ("Ukrainian", "JJ", "Ukrainian"), ("sanctioned", "VBN", "sanction"),
    ("denied", "VBD", "deny"), ("called", "VBD", "call"), ("left", "VBD", "leave"), ("s", "VBZ", "s"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "xpos", "lemma"), LEMMAS)
def test_lemmas(form: str, xpos: str, lemma: str) -> None:
    assert Lemmas({("left", "VBD"): "leave"})(form, xpos) == lemma


def test_titles_alone_are_no_people() -> None:
    text = "The Prime Minister met President Joe Biden , Secretary of State Antony Blinken and the Ministry of Defense"
    forms = text.split()
    names = [(1, 2, "per"), (4, 7, "per"), (10, 13, "org"), (15, 18, "org")]
    assert tidied(names, forms) == [(4, 7, "per"), (11, 13, "per"), (15, 18, "org")]
