"""Names of reports: unique within a run, the same wherever the folder lies, and text whatever the file name is."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.sources.filenames import unique_names
from rapporteur.sources.page import tidy

PARTS = st.sampled_from(
    ["a", "b", "a.txt", "a.md", "a.txt.md", "a b", "a  b", "e\u0301", "é", "a\x1b", "\udce9", "\udcea", "\x01"]
)


def named(*paths: str) -> list[str]:
    return unique_names([Path(path) for path in paths])


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["/r/x.txt", "/r/x.md", "/r/x.txt.md"], ["x.txt", "x.md", "x.txt.md"]),
        (["/r/a.txt", "/r/d/a.txt", "/r/d/d/a.txt"], ["r/a", "r/d/a", "d/d/a"]),
        (["/r/caf\udce9.txt", "/r/caf\udcea.txt"], ["caf\\udce9.txt", "caf\\udcea.txt"]),
        (["/r/e\u0301.txt", "/r/é.txt"], ["e\\u0301.txt", "\\xe9.txt"]),
        (["/r/a\x1b.txt", "/r/a.txt", "/r/a .txt"], ["a\\x1b.txt", "a.txt", "a\\x20.txt"]),
        (["/r/a\nb.txt"], ["a b"]),
        (["/r/\x07"], ["unnamed"]),
    ],
)
def test_names_of_odd_files(paths: list[str], names: list[str]) -> None:
    assert named(*paths) == names
    assert named(*("/elsewhere/deep" + path for path in paths)) == names


@given(st.lists(st.lists(PARTS, min_size=1, max_size=4).map("/".join), min_size=1, max_size=8, unique=True))
def test_any_paths_have_names_that_differ_and_can_be_written(paths: list[str]) -> None:
    names = unique_names([Path("/r") / path for path in paths])
    assert len({*names}) == len(paths)
    assert all(name and name == tidy(name) for name in names)
    assert "".join(names).encode("utf-8")


def test_a_thousand_files_of_one_name_in_a_thousand_folders_are_told_apart() -> None:
    paths = [Path("/".join(["/r", *["d"] * depth, "a.txt"])) for depth in range(1000)]
    names = unique_names(paths)
    assert len({*names}) == 1000
    assert PurePosixPath(names[500]).name == "a"
    assert os.fsencode(names[999]).count(b"/") == 999
