"""Sides that do not overlap, and what the branch for events makes of a sentence."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.model import Relation, Report
from rapporteur.reader import event_relations
from rapporteur.reader.network import EventScores


def network() -> SimpleNamespace:
    return SimpleNamespace(labels={"sides": ["none", "source", "target", "both"]})


@given(st.integers(0, 10_000))
def test_chosen_sides_do_not_overlap_and_are_likely_enough(seed: int) -> None:
    dice = np.random.default_rng(seed)
    found = [(a, b, a) for a in range(5) for b in range(a + 1, 6)]
    scores = dice.normal(0, 2, (len(found), 4))
    seen = EventScores(np.zeros((6, 4)), scores, np.arange(6), np.arange(6))
    chosen = event_relations.sides(network(), seen, found)  # type: ignore[arg-type]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(chosen))
    likely = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    best = {span[:2]: row[1:].max() for span, row in zip(found, likely, strict=True)}
    assert all(best[a, b] >= event_relations.FLOOR for a, b, _ in chosen)
    left = [s for s in best if best[s] >= event_relations.FLOOR and all(s[1] <= a or b <= s[0] for a, b, _ in chosen)]
    assert not left


def test_a_relation_is_moved_with_all_its_words() -> None:
    assert event_relations.shifted(Relation((0, 2), (3, 4), "AID", 0.9), 10) == Relation((10, 12), (13, 14), "AID", 0.9)
    assert event_relations.shifted(Relation((0, 2), None, "CONSULT", 0.9), 1) == Relation((1, 3), None, "CONSULT", 0.9)
    assert event_relations.end(Relation((5, 7), (0, 2), "AID", 0.9)) == 7


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Mali accused Chad of an attack on its embassy.", "ACCUSE"),
        ("The Malian army shelled Chadian positions on Friday.", "ASSAULT"),
        ("Kenya rejected a request by Mali.", "REJECT"),
        ("Germany sent food and medicine to Chad.", "AID"),
    ],
)
def test_the_model_sees_who_does_what_to_whom(text: str, root: str) -> None:
    pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")
    from rapporteur.reader import Reader

    reader = Reader()
    before = "It rained in the capital. "
    reading = reader.read_one(Report(id="r", name="r", text=before + text))
    assert [r.root for r in reading.relations] == [root]
    source = reading.relations[0].source
    first = min(w.start for w in reading.words[source[0] : source[1]])
    assert first == len(before)
