"""Sidecars that nobody wrote for this: too large, too deep, of the wrong kind. Each is named, and the reports are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rapporteur.model import Problem, Report
from rapporteur.sources import gather
from rapporteur.sources.sidecar import MAX_BYTES, MOST_REASONS

ARTICLE = "The envoys left Geneva on Saturday without a text, two diplomats said.\n\nThey are to meet again soon."


def outcome(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the reports, and the reasons of the problems."""
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    entries = list(gather([str(folder)]))
    problems = [entry for entry in entries if isinstance(entry, Problem)]
    assert {Path(problem.report).name for problem in problems} <= {"reports.toml"}
    return [entry.name for entry in entries if isinstance(entry, Report)], [problem.reason for problem in problems]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        (b"x = " + b"[" * 100_000, "not valid TOML"),
        (b"x = " + b"{a=" * 100_000, "not valid TOML"),
        (b"[" + b"a." * 100_000 + b"a]", "keys of more than eight parts"),
        (b"x = {" + b"'a' . " * 100_000 + b"a = 1}", "keys of more than eight parts"),
        (b"[a]\npublished = " + b"9" * 10_000, "not valid TOML"),
        (b"[a]\npublished = 2022-99-99", "not valid TOML"),
        (b"\xff\xfe[\x00a\x00]\x00", "not valid TOML"),
        (b"[a]\ntitle = \"\x00\"", "not valid TOML"),
        (b"[a]\n" * 2, "not valid TOML"),
        (b"[a]\npublished = '" + b"9" * 100_000 + b"'", "published: '999"),
        (b"'" + b"k" * 100_000 + b"' = 1", "stands outside a table"),
    ],
)  # fmt: skip
def test_a_sidecar_of_nonsense_is_named_in_a_line(tmp_path: Path, toml: bytes, words: str) -> None:
    (tmp_path / "reports.toml").write_bytes(toml)
    names, (reason,) = outcome(tmp_path)
    assert names == ["a"]
    assert words in reason
    assert len(reason) < 300


def test_a_sidecar_of_a_gigabyte_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "reports.toml").open("wb") as file:
        file.truncate(1_000_000_000)
    assert outcome(tmp_path) == (["a"], [f"the sidecar is not valid TOML: over {MAX_BYTES // 1_000_000} MB"])


def test_the_sidecar_of_another_folder_is_told_in_some_lines(tmp_path: Path) -> None:
    (tmp_path / "reports.toml").write_text("".join(f"[r{number}]\noutlet = 'x'\n" for number in range(2000)))
    names, reasons = outcome(tmp_path)
    assert names == ["a"]
    assert len(reasons) == MOST_REASONS + 1
    assert reasons[-1] == f"… and {2000 - MOST_REASONS:,} more entries are wrong"


@pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")
def test_a_sidecar_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "reports.toml")
    assert outcome(tmp_path) == (["a"], ["the sidecar cannot be read: a named pipe, not a file"])
    (tmp_path / "reports.toml").unlink()
    (tmp_path / "reports.toml").mkdir()
    assert outcome(tmp_path) == (["a"], ["the sidecar cannot be read: a folder, not a file"])


def test_a_name_with_two_blanks_is_found_again(tmp_path: Path) -> None:
    (tmp_path / "wire  14.txt").write_text(ARTICLE)
    (tmp_path / "reports.toml").write_text('["wire  14"]\noutlet = "Wire"\n')
    report = next(iter(gather([str(tmp_path)])))
    assert isinstance(report, Report)
    assert report.outlet == "Wire"
