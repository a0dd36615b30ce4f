"""A run is hit at points spread over its whole course. `python tests/faults/run.py` tries as many as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest
from faultwork import Point, Undisturbed, points, tried, undisturbed, write_inputs

BLOWS = (
    *("kill", "interrupt", "kill", "kill worker", "kill", "terminate", "kill", "fault worker"),
    *("kill", "hang up", "kill", "kill tracker", "kill", "stop and kill", "kill", "stop worker"),
)
NUMBER = 40

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to find what is left behind")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_inputs(tmp_path_factory.mktemp("points"))


@pytest.fixture(scope="module")
def wanted(inputs: Path) -> Undisturbed:
    return undisturbed(inputs, inputs.parent)


@pytest.fixture(scope="module")
def drawn(wanted: Undisturbed) -> list[Point]:
    return points(11, NUMBER, wanted.steps, BLOWS)


def test_points_are_spread_over_the_run(drawn: list[Point]) -> None:
    steps = {point.step.split()[0] for point in drawn}
    assert steps >= {"the", "python", "before", "opens", "reads", "kept"}
    assert len({(point.step, point.times) for point in drawn}) > NUMBER // 2


@pytest.mark.parametrize("number", range(NUMBER))
def test_nothing_is_lost_doubled_or_left_behind(number: int, drawn: list[Point], inputs: Path, wanted: Undisturbed) -> None:
    verdict = tried(drawn[number], inputs, inputs.parent, wanted)
    assert verdict.faults == [], drawn[number]
