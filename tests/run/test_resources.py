"""How many workers a machine has room for."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapporteur.run import resources


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Sixteen processors; what the container grants is written into the folder."""
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(16)), raising=False)
    monkeypatch.setattr(resources, "_CGROUP", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("quota", "count"), [("max 100000", 16), ("200000 100000", 2), ("50000 100000", 1), ("nonsense", 16)])
def test_processors_are_those_that_the_container_grants(machine: Path, quota: str, count: int) -> None:
    assert resources.processors() == 16
    (machine / "cpu.max").write_text(quota)
    assert resources.processors() == count


def test_memory_is_what_the_container_has_left(machine: Path) -> None:
    (machine / "memory.max").write_text("3000000000\n")
    (machine / "memory.current").write_text("2000000000\n")
    free = resources.memory()
    assert free is not None
    assert free <= 1_000_000_000
    (machine / "memory.max").write_text("max\n")
    assert (resources.memory() or 0) != 1_000_000_000


@pytest.mark.parametrize(
    ("asked", "tasks", "memory", "size"),
    [(9999, 24, None, 16), (9999, 5, None, 5), (3, 24, None, 3), (8, 24, 2_000_000_000, 3), (8, 24, 1_000, 1), (4, 0, None, 1)],
)
def test_workers_are_bounded_by_processors_memory_and_tasks(
    machine: Path, monkeypatch: pytest.MonkeyPatch, asked: int, tasks: int, memory: int | None, size: int
) -> None:
    monkeypatch.setattr(resources, "memory", lambda: memory)
    assert resources.affordable(asked, tasks) == size
