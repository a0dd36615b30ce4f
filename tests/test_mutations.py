"""Mutations: a row is used only where its text stands once, and what counts as noticed is a test that fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import mutation_sites as drawing
import mutations

CODE = """\
def near(a, b, most=4):
    if not a:
        return False
    return all(x <= most and x in b for x in sorted(a, key=len))
"""
ROW = {"id": "one", "what": "", "old": "most = 4", "new": "most = 5"}
FILES = {Path("src/rapporteur/extract/a.py"): "most = 4\n", Path("src/rapporteur/b.py"): "least = 4\n"}


def changed(code: str) -> set[str]:
    return {code[: s.start] + s.new + code[s.end :] for s in drawing.sites(code)}


def test_sites_are_what_decides() -> None:
    for old, new in (
        ("=4", "=5"), ("not a", "a"), ("all(", "any("), ("<=", "<"), ("and", "or"), (" in b", " not in b"), (", key=len", ""),
        ("if not a", "if False and (not a)"),
    ):  # fmt: skip
        assert CODE.replace(old, new) in changed(CODE)


def test_every_site_leaves_code_that_parses() -> None:
    for code in changed(CODE):
        compile(code, "near.py", "exec")


def test_a_fragment_stands_once() -> None:
    twice = CODE + CODE.replace("near", "far").replace("most", "least")
    for site in drawing.sites(twice):
        row = drawing.fragment(twice, site, twice)
        assert row is None or (twice.count(row[0]) == 1 and twice.replace(*row) in changed(twice))


def test_a_row_is_used_where_its_text_stands_once() -> None:
    (found,), wrong = mutations.located([ROW, {**ROW, "id": "none", "old": "gone"}, {**ROW, "id": "two", "old": " = 4"}], FILES)
    assert (found.id, found.stage) == ("one", "extract")
    assert [words.split(":")[:2] for words in wrong] == [["none", " stands there 0 times"], ["two", " stands there 2 times"]]


@pytest.mark.parametrize(
    ("code", "printed", "verdict"),
    [
        (0, "12 passed", "survived"),
        (1, "FAILED tests/test_a.py::test_b[x - y] - assert 1 == 2", "killed"),
        (2, "ERROR tests/test_a.py - ImportError: no", "stillborn"),
        (4, "no such file", "error"),
        (1, "", "error"),
        (None, "", "timed_out"),
    ],
)
def test_only_a_failed_test_or_the_time_limit_kills(code: int | None, printed: str, verdict: str) -> None:
    (mutation,), _ = mutations.located([ROW], FILES)
    assert mutations._outcome(mutation, code, printed).verdict == verdict


def test_a_failed_test_is_named_whole() -> None:
    printed = "FAILED tests/test_a.py::test_b[x - [y]] - assert [1] == [2]\nERROR tests/test_c.py - ImportError: no\n"
    assert mutations._failed(printed) == ["tests/test_a.py::test_b[x - [y]]", "tests/test_c.py"]


def test_what_counts() -> None:
    (mutation,), _ = mutations.located([ROW], FILES)
    verdicts = ["killed", "survived", "timed_out", "stillborn", "error"]
    line = mutations.line([mutations.Outcome(mutation._replace(id=v), v) for v in verdicts], mutations.Before([], {}))
    assert (line["mutations"], line["killed"], line["share"]) == (5, 2, 66.7)
    assert (line["survivors"], line["stillborn"], line["errors"]) == (["survived"], ["stillborn"], ["error"])


def test_a_test_covers_what_it_imports(tmp_path: Path) -> None:
    texts = {
        "src/rapporteur/__init__.py": "",
        "src/rapporteur/extract/__init__.py": "from rapporteur.extract import a",
        "src/rapporteur/extract/a.py": "",
        "src/rapporteur/views/__init__.py": "",
        "tests/test_extract.py": "from rapporteur.extract import a",
        "tests/test_views.py": "import rapporteur.views",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (mutation,), _ = mutations.located([ROW], FILES)
    assert mutations.Imports(tmp_path).covering(mutation, {}) == [Path("tests/test_extract.py")]
