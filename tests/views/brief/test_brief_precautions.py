"""Precautions by act and place."""

from __future__ import annotations

import pytest
from viewwork import crisis, section

from rapporteur.views import brief_markdown


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_precautions_are_grouped_by_act(markdown: str) -> None:
    leaving = section(markdown, "Who told whom to leave")
    assert "| **Citizens told to leave Kelm** | Norland [1][2] · Sudmark [2] · Astoria [1] |" in leaving
    assert "KelmAir *possible* [2]" in leaving
