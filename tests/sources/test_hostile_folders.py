"""Folders of tests/hostile/folders.toml: each file is read, named or counted, and none is waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from inputwork import content, rows

from rapporteur.model import Problem, Report
from rapporteur.sources import PassedOver, gather

if sys.platform == "win32":
    pytest.skip("files of POSIX", allow_module_level=True)

FOLDERS = {row["id"]: row for row in rows("folder")}
KEYS = {
    "theme",
    "id",
    "files",
    "folders",
    "links",
    "pipes",
    "long",
    "same",
    "deep",
    "arguments",
    "reports",
    "problems",
    "passed",
    "count",
}


def build(folder: Path, row: dict[str, Any]) -> None:
    """Makes what the row says."""
    files = dict(row.get("files", {}))
    files |= {letter * times + suffix: words for letter, times, suffix, words in row.get("long", ())}
    if "same" in row:
        files |= {f"{number}.txt": row["same"][1] for number in range(row["same"][0])}
    if "deep" in row:
        files["d/" * row["deep"][0] + row["deep"][1]] = row["deep"][2]
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content({"parts": [[words]]}))
    for name in row.get("folders", ()):
        (folder / name).mkdir(parents=True)
    for name, target in row.get("links", {}).items():
        (folder / name).symlink_to(target)
    for name in row.get("pipes", ()):
        os.mkfifo(folder / name)


@pytest.mark.parametrize("name", FOLDERS)
def test_hostile_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = FOLDERS[name]
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    build(Path(), row)
    counts: list[PassedOver] = []
    entries = list(gather(row.get("arguments", ["."]), passed_over=counts.append))
    reports = [entry.name for entry in entries if isinstance(entry, Report)]
    problems = {entry.report.removeprefix("./"): entry.reason for entry in entries if isinstance(entry, Problem)}
    expected = row.get("problems", {})
    assert problems.keys() == expected.keys()
    assert [key for key, words in expected.items() if words not in problems[key]] == []
    assert len({*reports}) == len(reports) == row.get("count", len(row.get("reports", ())))
    assert "reports" not in row or sorted(reports) == sorted(row["reports"])
    assert sum(count.total for count in counts) == row.get("passed", 0)


def test_rows_of_folders_say_what_they_are() -> None:
    assert len(FOLDERS) == len(rows("folder")) >= 50
    assert {key for row in FOLDERS.values() for key in row} <= KEYS
