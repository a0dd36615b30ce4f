"""The way of a report through its tasks, in this process: the same whoever does them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import cast

import pytest
import runwork as script
from runwork import texts_of

from rapporteur.extract import Share
from rapporteur.model import Extraction, Figure, Kind, Problem, Reading, Report
from rapporteur.run import Chain
from rapporteur.run.progress import Silent
from rapporteur.run.queue import Finished, Here
from rapporteur.run.schedule import AHEAD, LONG, Item, outcomes
from rapporteur.run.tasks import Task

PARAGRAPH = "Envoys met in Geneva on Monday. " * 100


class Shuffled(Here):
    """Does the tasks that wait in any order, as several workers might end them."""

    def __init__(self, seed: int, opener: Callable[[], Chain] = script.open_words) -> None:
        super().__init__(opener)
        self.size = 2
        self.random = random.Random(seed)
        self.most = 0

    def finished(self) -> list[Finished]:
        heap = self.waiting.heap
        self.most = max(self.most, len(heap))
        tasks = [(self.random.random(), n, task) for n, (_, _, task) in enumerate(heap)]
        heap[:] = sorted(cast(list[tuple[int, int, Task]], tasks))
        return super().finished()


class Parts(Silent):
    def __init__(self) -> None:
        self.parts: list[tuple[int, int]] = []

    def part(self, name: str, done: int, of: int) -> None:
        self.parts.append((done, of))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def long_report(*paragraphs: str) -> Report:
    return Report(id="long", name="long", text="\n\n".join(paragraphs))


def words(outcome: object) -> list[str]:
    assert isinstance(outcome, Extraction)
    return [claim.of for claim in outcome.claims if isinstance(claim, Figure)]


@pytest.mark.parametrize("seed", range(5))
def test_a_long_report_is_read_in_sections_whoever_reads_them(seed: int) -> None:
    report = long_report(*(f"{n} {PARAGRAPH}" for n in range(30)))
    progress = Parts()
    ((read, outcome),) = outcomes([report], Shuffled(seed), lambda report: report, progress)
    assert read == report
    assert words(outcome) == report.text.split()
    assert progress.parts == [(n + 1, len(progress.parts)) for n in range(len(progress.parts))]
    assert len(progress.parts) == 5  # of twenty thousand characters each


def test_a_section_that_can_not_be_read_is_left_out_and_named() -> None:
    report = long_report(*[PARAGRAPH * 7] * 2, f"raise: {PARAGRAPH * 7}", *[PARAGRAPH * 7] * 2)
    ((_, outcome),) = outcomes([report], Here(script.open_words), lambda report: report)
    start = report.text.index("raise:")
    end = start + len(f"raise: {PARAGRAPH * 7}".strip())
    assert words(outcome) == (report.text[:start] + report.text[end:]).split()
    assert isinstance(outcome, Extraction)
    (problem,) = outcome.problems
    assert problem.reason == f"characters {start:,} to {end:,} were not read: ValueError: no words"
    assert problem.span is not None
    assert report.text[problem.span.start : problem.span.end] == problem.span.exact


class SomeKinds(script.EveryWord):
    """Fails at the kinds that begin with the one given."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing

    def extract_share(self, report: Report, reading: Reading, kinds: Sequence[Kind]) -> Share:
        if kinds[0] in self.failing:
            raise ValueError(f"no {kinds[0]}")
        return super().extract_share(report, reading, kinds)


def test_kinds_that_can_not_be_understood_are_named_and_the_others_kept() -> None:
    report = long_report(*[PARAGRAPH * 7] * 3)
    tasks = Shuffled(1, lambda: Chain(script.Slow(), SomeKinds("precaution")))
    ((_, outcome),) = outcomes([report], tasks, lambda report: report)
    assert words(outcome) == report.text.split()[: len(report.text.split()) // 2]
    assert isinstance(outcome, Extraction)
    assert [p.reason for p in outcome.problems] == ["its precautions, forecasts, events are missing: ValueError: no precaution"]

    tasks = Shuffled(1, lambda: Chain(script.Slow(), SomeKinds("precaution", "contact")))
    ((_, outcome),) = outcomes([report], tasks, lambda report: report)
    assert isinstance(outcome, Problem)
    assert outcome.stage == "extract"


def test_a_long_report_of_which_nothing_can_be_read_is_a_problem() -> None:
    report = long_report(*[f"raise: {PARAGRAPH * 7}"] * 3)
    ((_, outcome),) = outcomes([report], Here(script.open_words), lambda report: report)
    assert outcome == Problem(report="long", stage="reader", reason="ValueError: no words")


def test_a_text_just_long_enough_is_read_all() -> None:
    for size in (LONG - 1, LONG, LONG + 1):
        report = Report(id="r", name="r", text=("word " * (size // 5 + 1))[:size])
        ((_, outcome),) = outcomes([report], Here(script.open_slow), lambda report: report)
        assert isinstance(outcome, Extraction)


def test_what_is_not_wanted_is_passed_over_and_problems_keep_their_place() -> None:
    items: list[Item] = [*texts_of("one", "two", "three"), Problem(report="x", stage="sources", reason="no")]
    items = [items[0], items[3], items[1], items[2]]
    done = outcomes(items, Shuffled(1), lambda report: None if report.text == "two" else report)
    assert [report.text if report else outcome.reason for report, outcome in done] == ["one", "no", "three"]  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(3))
def test_few_reports_are_under_way_at_a_time_and_the_order_is_kept(seed: int) -> None:
    tasks = Shuffled(seed)
    done = outcomes(texts_of(*map(str, range(200))), tasks, lambda report: report)
    assert [report.text for report, _ in done if report] == [str(n) for n in range(200)]
    assert tasks.most <= AHEAD
