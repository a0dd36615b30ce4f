"""Every hostile input of tests/hostile goes through sources, reader and extraction, and comes out as expected, within limits."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from inputwork import Result, content, open_breaking, outcomes, rows

from rapporteur.reader import default_model

if sys.platform == "win32":
    pytest.skip("limits of POSIX", allow_module_level=True)
try:
    default_model()
except FileNotFoundError:
    pytest.skip("the reading model is not installed", allow_module_level=True)

INPUTS = {row["id"]: row for row in rows()}
KEYS = {"theme", "id", "text", "hex", "parts", "suffix", "encoding", "known"}
OF_REPORTS = {"title", "title_starts", "title_most", "holds", "lacks"}


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> dict[str, Result]:
    """What became of the inputs whose tests are to run, all read at once."""
    items = [item for item in request.session.items if item.path == request.path]
    parameters = [item.callspec.params for item in items if hasattr(item, "callspec")]
    names = [given["name"] for given in parameters if "name" in given]
    return outcomes([INPUTS[name] for name in names])


def deviation(row: dict[str, Any], result: Result) -> str | None:
    """How what became of an input is not what the row says."""
    if "problem" in row:
        expected = result.stage == "sources" and row["problem"] in result.reason
        return None if expected else f"no problem with {row['problem']!r}: {result.stage}: {result.reason}"
    if result.stage != "report":
        return f"{result.stage}: {result.reason}"
    title = result.title or ""
    wrong = {
        "title": title != row.get("title", title),
        "title_starts": not title.startswith(row.get("title_starts", "")),
        "title_most": len(title) > row.get("title_most", len(title)),
        "holds": row.get("holds", "") not in result.text,
        "lacks": "lacks" in row and row["lacks"] in result.text,
    }
    return ", ".join(key for key, is_wrong in wrong.items() if is_wrong) or None


@pytest.mark.parametrize("name", INPUTS)
def test_hostile_input(name: str, results: dict[str, Result]) -> None:
    row = INPUTS[name]
    wrong = deviation(row, results[name])
    if "known" in row:
        assert wrong, f"{name} is as it should be: take its `known` away"
        pytest.xfail(row["known"])
    assert wrong is None, wrong


def test_rows_say_what_they_are_and_what_becomes_of_them() -> None:
    assert len(INPUTS) == len(rows()) >= 320
    for row in rows():
        assert len({"text", "hex", "parts"} & set(row)) == 1, row["id"]
        assert set(row) - KEYS - OF_REPORTS <= {"problem"}, row["id"]
        assert not ("problem" in row and OF_REPORTS & set(row)), row["id"]
        assert "problem" in row or OF_REPORTS & set(row), row["id"]


def test_the_language_of_parts() -> None:
    row = {"parts": [["a"], ["b{n},", 3], ["hex:ff 00", 2], ["é"]], "encoding": "latin-1"}
    assert content(row) == b"ab0,b1,b2,\xff\x00\xff\x00\xe9"


@pytest.mark.parametrize("stage", ["killed", "raised", "reader", "extract"])
def test_what_ends_anywhere_but_in_a_report_or_in_sources_is_a_failure(stage: str) -> None:
    assert deviation({"id": "x", "holds": ""}, Result(stage, "KeyError"))
    assert deviation({"id": "x", "problem": ""}, Result(stage, "KeyError"))


def test_what_takes_too_long_or_too_much_or_breaks_is_named_and_costs_nothing_else() -> None:
    titles = ("Loop for ever", "Crash for good", "Raise an error", "Eat the memory", "Read the text")
    inputs = [{"id": title, "parts": [[f"{title}\n\n"], ["@article"]]} for title in titles]
    results = outcomes(inputs, opener=open_breaking, seconds=5, memory=300_000_000)
    assert {title: result.stage for title, result in results.items()} == {
        "Loop for ever": "killed",
        "Crash for good": "killed",
        "Raise an error": "raised",
        "Eat the memory": "killed",
        "Read the text": "report",
    }
