"""Scores of attribution labels → sources, cues and contents, and which belong together.

Not the best path of the chain is taken but the spans that are most likely exact (minimum Bayes risk, as expected F1
asks): the chain's own probability that a span begins here and ends there, weighed with how well its first word calls
for its last and the last for the first. Three small dot products then lead every source and content to its cue.

>>> best([(0, 2, 0.9), (1, 3, 0.8), (3, 5, 0.4)], 0.3)
[(0, 2), (3, 5)]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapporteur.model import Said
from rapporteur.reader.arrays import Floats

TYPES = ("source", "cue", "content")
LIKELY = 0.03
"""Chance of a span's first word or of the span itself below which it is not looked at."""
RENEWED = 16
"""Words after which the running sums of the chain are scaled anew; doubles hold far more."""

AT_ONCE = 6
"""Rows of a product at a time: of larger ones a BLAS makes several threads, which only wait for each other here."""


class TypedSpan(NamedTuple):
    """A span of words (end exclusive) and its type, a number into `TYPES`."""

    start: int
    end: int
    type: int


@dataclass(frozen=True)
class Weighing:
    """How the chances of a span are weighed, per type: factors of (chain, last by first, first by last, 1), and a floor."""

    factors: Floats
    floors: Sequence[float]

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Weighing:
        """From `said_weights` (three rows of four) and `said_floors` of a model's `config.json`."""
        return cls(np.array(config["said_weights"]), tuple(config["said_floors"]))


def decode(scores: Floats, ends: Floats, transitions: Floats, borders: Sequence[int], weighing: Weighing) -> list[TypedSpan]:
    """The spans of a pack of W words. scores: W×7 (O, then B and I of each type); ends: W×4E; transitions: 7×7.

    `borders`: the first words of paragraphs; no span reaches over one.
    """
    sums = chain(scores, transitions)
    edges = np.array(sorted({*borders, len(scores)}))
    stops = edges[np.searchsorted(edges, np.arange(len(scores)), side="right")]
    options = [(*option, kind) for kind in range(len(TYPES)) for option in candidates(kind, sums, transitions, stops)]
    return chosen(weighed(options, ends, weighing), weighing) if options else []


def chosen(options: Sequence[tuple[int, int, float, int]], weighing: Weighing) -> list[TypedSpan]:
    """The spans of all types that together are worth most; none overlaps another."""
    gains: dict[tuple[int, int], tuple[float, int]] = {}
    for start, end, chance, kind in options:
        gain = chance - weighing.floors[kind]
        gains[start, end] = max(gains.get((start, end), (0.0, 0)), (gain, kind))
    disjoint = best([(start, end, gain) for (start, end), (gain, _) in gains.items()], 0.0)
    return [TypedSpan(start, end, gains[start, end][1]) for start, end in disjoint]


def best(options: Sequence[tuple[int, int, float]], floor: float) -> list[tuple[int, int]]:
    """Of spans with a chance those that do not overlap and whose chances above the floor add up to most."""
    ordered = sorted((option for option in options if option[2] > floor), key=lambda option: (option[1], option[0]))
    totals: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
    lasts = [0]
    for start, end, chance in ordered:
        before = max(i for i, last in enumerate(lasts) if last <= start)
        total = totals[before][0] + chance - floor
        if total > totals[-1][0]:
            totals.append((total, [*totals[before][1], (start, end)]))
            lasts.append(end)
    return totals[-1][1]


# ---- the chain ------------------------------------------------------------------------------------------------------
def chain(scores: Floats, transitions: Floats) -> tuple[Floats, Floats, Floats]:
    """Logs of all paths up to and from each word, both with the word's own score, and the own scores alone: W×L each.

    Forward and backward run in one loop over vectors of 2L: with a few labels, the loop's steps are what costs.
    """
    emissions = (scores - scores.max(1, keepdims=True)).astype(np.float64)
    emissions -= np.log(np.exp(emissions).sum(1, keepdims=True))
    size, labels = emissions.shape
    moves = np.zeros((2 * labels, 2 * labels))
    moves[:labels, :labels] = np.exp(transitions)
    moves[labels:, labels:] = np.exp(transitions.T)
    emitted = np.exp(np.concatenate([emissions, emissions[::-1]], 1))
    sums, logs = np.empty((size, 2 * labels)), np.zeros((size, 2))
    state, scale = emitted[0], np.zeros(2)
    sums[0] = state
    for word in range(1, size):
        state = (state @ moves) * emitted[word]
        if word % RENEWED == 0:
            tops = state.reshape(2, labels).sum(1)
            state, scale = state / np.repeat(tops, labels), scale + np.log(tops)
        sums[word] = state
        logs[word] = scale
    with np.errstate(divide="ignore"):
        paths = np.log(sums) + np.repeat(logs, labels, 1)
    return paths[:, :labels], paths[::-1, labels:], emissions


def candidates(
    kind: int, sums: tuple[Floats, Floats, Floats], moves: Floats, stops: NDArray[Any]
) -> list[tuple[int, int, float]]:
    """Spans of one type (first word, end, log of the chain's chance that exactly this is one)."""
    forward, backward, emissions = sums
    size, labels = forward.shape
    whole = log_sum(forward[-1:])[0]
    begin, inside = 2 * kind + 1, 2 * kind + 2
    begins = forward[:, begin] + backward[:, begin] - emissions[:, begin] - whole
    others = [label for label in range(labels) if label != inside]
    after_begin, after_inside = np.zeros(size), np.zeros(size)
    further = backward[1:, others]
    after_begin[:-1] = log_sum(further + moves[begin, others])
    after_inside[:-1] = log_sum(further + moves[inside, others])
    running = np.cumsum(emissions[:, inside] + moves[inside, inside])
    spans = []
    for start in np.flatnonzero(begins > np.log(LIKELY)).tolist():
        stop = int(stops[start])
        base = forward[start, begin] - whole
        chances = np.empty(stop - start)
        chances[0] = base + after_begin[start]
        chances[1:] = base + moves[begin, inside] - moves[inside, inside] + running[start + 1 : stop] - running[start]
        chances[1:] += after_inside[start + 1 : stop]
        if stop < size:  # a paragraph ends here: what the chain would have gone on with is cut off
            tail = chances[-1:] - (after_inside if stop - start > 1 else after_begin)[stop - 1] + backward_sum(backward, stop)
            chances[-1] = max(chances[-1], float(np.minimum(tail, 0.0)[0]))
        spans += [(start, start + i + 1, float(chances[i])) for i in np.flatnonzero(chances > np.log(LIKELY)).tolist()]
    return spans


def backward_sum(backward: Floats, word: int) -> float:
    """Log of all paths from a word on."""
    return float(log_sum(backward[word : word + 1])[0])


def log_sum(logs: Floats) -> Floats:
    """Log of the sum of each row; numpy's own `logaddexp.reduce` takes ten times as long."""
    tops: Floats = logs.max(1)
    sums: Floats = tops + np.log(np.exp(logs - tops[:, None]).sum(1))
    return sums


def weighed(
    options: Sequence[tuple[int, int, float, int]], ends: Floats, weighing: Weighing
) -> list[tuple[int, int, float, int]]:
    """The candidates (start, end, log of the chain's chance, type) with a chance from 0 to 1 that weighs the ends too."""
    kinds = [kind for _, _, _, kind in options]
    made = (features([option[:3] for option in options], ends) * weighing.factors[kinds]).sum(1)
    chances = (1 / (1 + np.exp(-made))).tolist()
    return [(start, end, chance, kind) for (start, end, _, kind), chance in zip(options, chances, strict=True)]


def features(options: Sequence[tuple[int, int, float]], ends: Floats) -> Floats:
    """N×4: log odds of the chain, log chance of the last word by the first, of the first by the last, 1."""
    starts, lasts, chains = (np.array(column) for column in zip(*((s, e - 1, c) for s, e, c in options), strict=True))
    quarter = ends.shape[1] // 4
    first, last = ends[:, :quarter].astype(np.float32), ends[:, quarter : 2 * quarter].astype(np.float32)
    scale = quarter**-0.5
    ahead = log_chances(first * scale, last, starts, lasts)
    back = log_chances(last * scale, first, lasts, starts)
    chains = np.minimum(chains, -1e-4)
    odds = chains - np.log(-np.expm1(chains))
    return np.stack([odds, ahead, back, np.ones(len(starts))], 1)


def log_chances(given: Floats, wanted: Floats, rows: NDArray[Any], goals: NDArray[Any]) -> Floats:
    """Log chance of word `goals[n]` among all words, by the products of its vector with that of word `rows[n]`."""
    known, places = np.unique(rows, return_inverse=True)
    products = [given[known[i : i + AT_ONCE]] @ wanted.T for i in range(0, len(known), AT_ONCE)]
    scores = np.concatenate(products)
    made: Floats = scores[places, goals] - log_sum(scores)[places]
    return made


# ---- what belongs together ------------------------------------------------------------------------------------------
def linked(spans: Sequence[TypedSpan], ends: Floats) -> list[Said]:
    """The spans as attributions: every source and content with the cue that its first word points to best."""
    cues = [span for span in spans if span.type == 1]
    members: dict[int, list[TypedSpan]] = {i: [] for i in range(len(cues))}
    loose: list[TypedSpan] = []
    quarter = ends.shape[1] // 4
    for span in spans:
        if span.type == 1:
            continue
        if not cues:
            loose.append(span)
            continue
        scores = ends[[cue.start for cue in cues], 3 * quarter :] @ ends[span.start, 2 * quarter : 3 * quarter]
        members[int(scores.argmax())].append(span)
    made = [said([cues[i]], parts) for i, parts in members.items()]
    return sorted(made + ([said([], loose)] if loose else []), key=first_word)


def said(cues: Sequence[TypedSpan], spans: Sequence[TypedSpan]) -> Said:
    """One attribution from its spans."""
    ranges = {kind: tuple((s.start, s.end) for s in [*cues, *spans] if s.type == kind) for kind in range(len(TYPES))}
    return Said(ranges[0], ranges[1], ranges[2])


def first_word(attribution: Said) -> int:
    """Where an attribution begins."""
    return min(start for part in (attribution.source, attribution.cue, attribution.content) for start, _ in part)


def shifted(attribution: Said, by: int) -> Said:
    """The attribution with its words counted from elsewhere."""
    source, cue, content = (
        tuple((start + by, end + by) for start, end in part)
        for part in (attribution.source, attribution.cue, attribution.content)
    )
    return Said(source, cue, content)
