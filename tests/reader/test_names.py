"""Names from given scores."""

import numpy as np
import pytest

from rapporteur.reader import names

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
