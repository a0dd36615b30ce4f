"""Findings as lines: their wordings, their standing."""

from __future__ import annotations

import msgspec
import pytest
from viewwork import Page, crisis, crowd, finding, section

from rapporteur.model import Figure
from rapporteur.views import brief_html, brief_markdown


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(brief_html(crisis()))


def test_a_planned_visit_never_reads_as_held(markdown: str, page: Page) -> None:
    line = next(line for line in markdown.splitlines() if "visit" in line and "Okoro" in line and line.startswith("- C"))
    assert "*planned*" in line
    assert "Okoro met" not in markdown
    assert ("span", {"class": "standing planned"}) in page.tags


def test_two_wordings_of_one_quotation_stand_side_by_side(markdown: str) -> None:
    row = next(line for line in section(markdown, "Agreed").splitlines() if line.startswith("| Said"))
    assert "“**Nobody** has closed **the** door” [1] · “**no one** has closed **any** door” [2]" in row


def test_hundreds_of_wordings_of_one_figure_stay_one_row() -> None:
    record = crowd(300)
    figures = tuple(one for one in record.claims if isinstance(one, Figure))
    one = finding("conflict", figures, 300, "they can't all be right " * 40)
    row = section(brief_markdown(msgspec.structs.replace(record, findings=(one,))), "They contradict each other")
    assert "and 294 more wordings" in row
    assert len(row) < 1500
