"""Spans of attribution from scores: the chain against brute force, the choice against all choices."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.model import Report
from rapporteur.reader import attributions

SEEDS = st.integers(0, 10_000)
SMALL = settings(max_examples=25, deadline=None)


def drawn(seed: int, words: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Scores W×7 and transitions 7×7."""
    dice = np.random.default_rng(seed)
    return dice.normal(0, 2, (words, 7)), dice.normal(0, 1, (7, 7))


def chances(scores: np.ndarray, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    """The chance of every path, by brute force."""
    size = len(scores)
    logs = {
        path: sum(scores[i, label] for i, label in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))
        for path in itertools.product(range(7), repeat=size)
    }
    total = np.logaddexp.reduce(np.array(list(logs.values())))
    return {path: float(np.exp(value - total)) for path, value in logs.items()}


@SMALL
@given(SEEDS)
def test_a_span_is_as_likely_as_the_paths_that_have_it(seed: int) -> None:
    scores, moves = drawn(seed)
    every = chances(scores, moves)
    sums = attributions.chain(scores, moves)
    for kind in range(3):
        begin, inside = 2 * kind + 1, 2 * kind + 2
        for start, end, chance in attributions.candidates(kind, sums, moves, np.full(4, 4)):
            wanted = sum(
                value
                for path, value in every.items()
                if path[start] == begin
                and all(label == inside for label in path[start + 1 : end])
                and (end == 4 or path[end] != inside)
            )
            assert np.exp(chance) == pytest.approx(wanted, rel=1e-6)


OPTIONS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 5), st.floats(0.01, 1)).map(lambda o: (o[0], o[0] + o[1], o[2])),
    max_size=7,
    unique_by=lambda o: o[:2],
)


@SMALL
@given(OPTIONS)
def test_the_best_choice_is_the_best_of_all(options: list[tuple[int, int, float]]) -> None:
    worth = {(start, end): chance for start, end, chance in options}

    def apart(spans: tuple[tuple[int, int], ...]) -> bool:
        return all(a[1] <= b[0] or b[1] <= a[0] for a, b in itertools.combinations(spans, 2))

    subsets = (c for n in range(len(worth) + 1) for c in itertools.combinations(worth, n))
    most = max(sum(worth[s] - 0.2 for s in chosen) for chosen in subsets if apart(chosen))
    found = attributions.best(options, 0.2)
    assert apart(tuple(found))
    assert sum(worth[s] - 0.2 for s in found) == pytest.approx(most)


def test_no_span_reaches_over_a_paragraph() -> None:
    scores = np.full((6, 7), -20.0)
    scores[:, 6] = 5.0
    scores[0, 5] = scores[3, 5] = 8.0
    weighing = attributions.Weighing(np.array([[1.0, 0, 0, 0]] * 3), (0.3, 0.3, 0.3))
    found = attributions.decode(scores, np.zeros((6, 8)), np.zeros((7, 7)), [0, 3], weighing)
    assert [(span.start, span.end) for span in found] == [(0, 3), (3, 6)]


def test_one_word_is_of_one_type_only() -> None:
    weighing = attributions.Weighing(np.array([[1.0, 0, 0, 0]] * 3), (0.3, 0.3, 0.3))
    assert attributions.chosen([(0, 2, 0.9, 0), (0, 2, 0.4, 2), (2, 3, 0.1, 1)], weighing) == [attributions.TypedSpan(0, 2, 0)]


def test_the_reader_marks_who_said_what() -> None:
    from rapporteur.reader import Reader

    text = "“We are ready,” Awa Keita said on Monday, “and we will not wait.”\n\nAccording to the ministry, the road is open."
    reading = Reader().read_one(Report(id="r", name="r", text=text))
    words = reading.words
    told = [
        [[text[words[a].start : words[b - 1].end] for a, b in part] for part in (said.source, said.cue, said.content)]
        for said in reading.said
    ]
    assert told[0][0] == ["Awa Keita"]
    assert told[0][1] == ["said"]
    assert len(told[0][2]) == 2
    assert told[1][:2] == [["the ministry"], ["According to"]]
    assert len(reading.certainty) == len(words)
