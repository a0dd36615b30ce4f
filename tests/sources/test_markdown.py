"""Markdown → Report: its marks go, its words stay."""

from __future__ import annotations

from rapporteur.model import Report
from rapporteur.sources import load


def report(data: bytes, name: str = "wire-14.txt") -> Report:
    result = load(data, name)
    assert isinstance(result, Report), result
    return result


def test_markdown_loses_its_marks_and_gives_its_metadata() -> None:
    source = (
        '---\ntitle: "Talks fail"\ndate: 2022-02-12\nurl: https://www.reuters.com/world/talks\ntags: [a, b]\n---\n'
        "# Talks fail\n\nThe *envoys* of [both states](https://example.org/a) left **Geneva** on Saturday.\n\n"
        "![The lake at dawn](lake.jpg)\n\n> They are to meet_again before the end of the month.\n"
    )
    found = report(source.encode(), "wire-14.md")
    assert (found.title, found.published, found.outlet) == ("Talks fail", "2022-02-12", "Reuters")
    assert found.text.endswith(
        "Talks fail\n\nThe envoys of both states left Geneva on Saturday.\n\nImage: The lake at dawn\n\n"
        "They are to meet_again before the end of the month.\n"
    )
    assert [span.exact[:3] for span in found.furniture] == ["---", "Ima"]


def test_markdown_rules_are_no_front_matter() -> None:
    found = report(b"---\nThe envoys left.\n---\nThe others stayed in Geneva.", "a.md")
    assert "The others stayed" in found.text
    assert found.furniture[0].exact == "---"
