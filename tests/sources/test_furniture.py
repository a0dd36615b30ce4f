"""Page furniture: the examples of cases/sources/furniture.toml, and that marks are in order and inside the text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.sources.furniture import mark, rules

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "sources" / "furniture.toml").read_text(encoding="utf-8")
)
HEAD = "Talks on the river treaty fail\n\nThe envoys of both states left Geneva on Saturday without a text.\n\n"
TAIL = "\n\nBoth sides said that they would meet again before the end of the month.\n"


def marked(line: str) -> list[str]:
    """What is marked of a line in the middle of an article."""
    text = HEAD + line + TAIL
    spans = mark(text)
    assert all(len(HEAD) <= start < end <= len(HEAD) + len(line) for start, end in spans), "a neighbour was marked"
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("line", CASES["furniture"])
def test_furniture_is_marked_as_a_whole(line: str) -> None:
    assert marked(line) == [line]


@pytest.mark.parametrize("line", CASES["prose"])
def test_prose_is_not_marked(line: str) -> None:
    assert marked(line) == []


@pytest.mark.parametrize("case", CASES["glued"], ids=lambda case: case["line"])
def test_furniture_run_into_prose(case: dict[str, Any]) -> None:
    assert marked(case["line"]) == case["marked"]


@pytest.mark.parametrize("case", CASES["lists"], ids=lambda case: case["marked"][0])
def test_lists_of_other_stories(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in mark(text)] == case["marked"]


@pytest.mark.parametrize("title", ["Explainer: why the river treaty matters", "Watch: the dam opens"])
def test_the_first_line_may_be_a_headline(title: str) -> None:
    assert mark(f"{title}\n\nThe envoys left Geneva on Saturday.") == []


def test_a_byline_without_by_only_stands_at_the_top() -> None:
    line = "Maria Kovacs in Budapest"
    assert mark(f"Talks fail\n\n{line}\n\nThe envoys left Geneva.") == [(12, 12 + len(line))]
    assert mark("The envoys left Geneva on Saturday.\n" * 9 + line) == []


def test_every_rule_is_used_and_every_pattern_is_named_once() -> None:
    names = [rule.name for rule in rules()]
    assert len(set(names)) == len(names)
    assert {rule.where for rule in rules()} == {"line", "top", "glued", "opens"}


@given(st.text(alphabet=st.sampled_from("Byread moRe:\n.©[]/()AP View all comments12"), max_size=300))
def test_marks_are_ordered_disjoint_and_without_blanks_at_their_ends(text: str) -> None:
    edge = 0
    for start, end in mark(text):
        assert edge <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        edge = end


@pytest.mark.parametrize(
    "line",
    [
        "Published " * 20 + "x",
        "Reporting by Ana " + "A. " * 50 + "q",
        "By " + "A. " * 27 + "q",
        "Home > " * 6 + "!",
        "(L)," * 500,
    ],
)
def test_no_line_makes_a_pattern_try_for_ever(line: str) -> None:
    """With a pattern whose parts overlap this test does not end."""
    assert all(text in line for text in marked(line))
