"""Numbers and times are read in linear work, whatever the text: no regular expression and no loop runs away."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

import rapporteur.extract.amounts
import rapporteur.extract.time
from rapporteur.extract.amounts import amounts, quantities
from rapporteur.extract.time import expressions
from rapporteur.model import Reading, Sentence, Word

LONG = 50_000
SHORT = 800
SEEDS = (
    "1", "1,", "1,000", "1-", "- ", " ", "12 ", "1.", "$", "+1", "a and ", "one hundred and ", "1 to ", "between 1 and ",
    "rose from 1 to ", "1% per ", "tens of ", "a third of ", "one out of ", "up to ", "two weeks and ", "12:30 ", "( 1 ", "A1",
)  # fmt: skip
CEILING = 5.0
"""Seconds of processor time for 50 kB, ten times and more what any takes: only a blow-up gets there."""
_TOKEN = re.compile(r"\w+|[^\w\s]")


def repeated(seed: str, size: int) -> str:
    return (seed * (size // len(seed) + 1))[:size]


def reading_of_one_sentence(text: str) -> Reading:
    words = tuple(
        Word(m.start(), m.end(), m[0], m[0].lower(), "X", "CD" if m[0][0].isdigit() else "NN", -1, "dep")
        for m in _TOKEN.finditer(text)
    )
    return Reading(report="r", text=text, words=words, sentences=(Sentence(0, len(words), 0),))


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled expression that a module of the two packages holds, alone or in a table."""
    for package in (rapporteur.extract.amounts, rapporteur.extract.time):
        names = [package.__name__, *(f"{package.__name__}.{each.name}" for each in pkgutil.iter_modules(package.__path__))]
        for name in names:
            for label, value in vars(importlib.import_module(name)).items():
                yield from ((f"{name}.{label}", found) for found in _held(value))


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for each in value.values() for found in _held(each))
    elif isinstance(value, list | tuple):
        yield from (found for each in value for found in _held(each))


def lines_run(call: Callable[[], Any]) -> int:
    """How many lines of Python a call runs: the same on every machine."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def seconds(call: Callable[[], Any]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


EXTRACTORS: dict[str, Callable[[Reading], Any]] = {
    "times": lambda reading: expressions(reading, "2024-04-13"),
    "amounts": lambda reading: amounts(reading, ()),
    "quantities": lambda reading: quantities(reading, ()),
}


@pytest.mark.parametrize("name", EXTRACTORS)
def test_twice_the_text_is_at_most_thrice_the_work(name: str) -> None:
    run = EXTRACTORS[name]
    for seed in SEEDS:
        once, twice = (reading_of_one_sentence(repeated(seed, size)) for size in (SHORT, 2 * SHORT))
        run(once)  # tables are loaded
        first, second = lines_run(lambda once=once: run(once)), lines_run(lambda twice=twice: run(twice))
        assert second <= 3 * first + 200, (seed, first, second)


@pytest.mark.parametrize("name", ["times", "quantities"])
def test_no_text_of_50_kilobytes_takes_long(name: str) -> None:
    for seed in SEEDS[::3]:
        reading = reading_of_one_sentence(repeated(seed, LONG))
        assert seconds(lambda reading=reading: EXTRACTORS[name](reading)) < CEILING, seed


def test_no_expression_runs_away() -> None:
    found = list(patterns())
    assert len(found) > 20
    texts = [repeated(seed, LONG) for seed in SEEDS[::4]]
    for name, pattern in found:
        for text in texts:
            assert seconds(lambda p=pattern, t=text: sum(1 for _ in p.finditer(t))) < CEILING / 5, (name, text[:20])


def test_a_quadratic_loop_would_be_seen() -> None:
    def quadratic(size: int) -> None:
        for _ in range(size):
            for _ in range(size):
                pass

    assert lines_run(lambda: quadratic(80)) > 3 * lines_run(lambda: quadratic(40))
