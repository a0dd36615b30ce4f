"""The first lines of the brief."""

from __future__ import annotations

import pytest
from viewwork import crisis

from rapporteur.views import brief_markdown


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_header_and_short(markdown: str) -> None:
    assert markdown.startswith("# 12 February 2022 · four reports · three outlets · English\n")
    short = markdown.split("**In short.** ")[1].split("\n")[0]
    assert "Anton Berezin spoke by phone with Marta Lindqvist [1][2][3] and, separately, with Paul Okoro" in short
    assert "contradict each other on the number of Varnia’s soldiers: at least 90,000 [1] against 20,000 [2]" in short
    assert "Norland, Sudmark and Astoria told citizens to leave Kelm (only of Norland do two or more sources say so)" in short
    assert "Officials in Astoria foresaw: “an attack”, from Monday 14 Feb (*possible*) [1]" in short
    assert "**denied** by Varnia" in short
