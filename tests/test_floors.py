"""Floors hold scores: they rise by themselves and fall only with a reason."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as some

FILE = Path(__file__).parents[1] / "benchmarks" / "floor.py"
KEYS = ("las", "stages.reader", "-peak_mb")


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floor", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


floor = loaded()
FLOORS = {"las": 88.0, "stages.reader": 9000.0, "-peak_mb": 1500.0}
numbers = some.floats(0, 1e6)


def line(las: float, reader: float, peak: float) -> dict[str, object]:
    return {"benchmark": "all", "las": las, "stages": {"reader": reader}, "peak_mb": peak}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"all": FLOORS}))
    return path


def run(monkeypatch: pytest.MonkeyPatch, file: Path, scores: dict[str, object], *words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(scores)))
    return int(floor.main(list(words), file))


def test_below_is_named(monkeypatch: pytest.MonkeyPatch, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, file, line(88.0, 9000, 1500)) == 0
    assert run(monkeypatch, file, line(87.9, 9000, 1501)) == 1
    assert capsys.readouterr().err.splitlines() == [
        "all las: 87.9 is below the floor 88",
        "all -peak_mb: 1501.0 is below the floor 1500",
    ]


def test_a_score_that_is_not_there_is_below(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    assert run(monkeypatch, file, {"benchmark": "all", "las": 99.0}) == 1
    assert run(monkeypatch, file, {"benchmark": "other"}) == 2


@given(numbers, numbers, numbers)
def test_raising_never_lowers(las: float, reader: float, peak: float) -> None:
    after = floor.raised(line(las, reader, peak), FLOORS)
    assert not any(floor.better(key, FLOORS[key], after[key]) for key in KEYS)
    assert after["las"] == max(88.0, las)
    assert after["-peak_mb"] == min(1500.0, peak)


@given(numbers, numbers, numbers)
def test_lowering_moves_only_what_is_missed(las: float, reader: float, peak: float) -> None:
    scores = line(las, reader, peak)
    after = floor.lowered(scores, FLOORS)
    assert floor.below(scores, after) == []
    assert {key for key in KEYS if after[key] != FLOORS[key]} == set(floor.below(scores, FLOORS))


def test_without_a_word_nothing_is_written(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    run(monkeypatch, file, line(99, 1, 1))
    assert json.loads(file.read_text()) == {"all": FLOORS}
    run(monkeypatch, file, line(99, 9000, 1600), "--raise")
    assert json.loads(file.read_text()) == {"all": {**FLOORS, "las": 99.0}}


def test_lowering_says_what_the_commit_must_say(
    monkeypatch: pytest.MonkeyPatch, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, file, line(87, 9000, 1500), "--lower", "gold was wrong") == 0
    assert capsys.readouterr().out == "Floors lowered, because gold was wrong:\n  all las: 88 -> 87\n"
    with pytest.raises(SystemExit):
        run(monkeypatch, file, line(87, 9000, 1500), "--lower")


def test_the_floors_of_the_project_are_well_formed() -> None:
    every = json.loads(FILE.with_name("floors.json").read_text())
    for name, floors in every.items():
        assert (FILE.with_name(f"{name}.py")).exists(), f"no benchmark {name}"
        assert all(isinstance(value, int | float) for value in floors.values())
