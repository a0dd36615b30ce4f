"""What only one says."""

from __future__ import annotations

import pytest
from viewwork import crisis, section

from rapporteur.views import brief_markdown


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_sole_lines_stand_under_their_source(markdown: str) -> None:
    post = section(markdown, "Only one says").split("**[4] post**")[1]
    assert "- Said: **Ilse Marr**: “A costly mistake”" in post
    assert "- Figures: **Varnia: 2 consulates**" in post
    herald = section(markdown, "Only one says").split("**[2] The")[1]
    assert "- **Citizens told to leave Kelm**: Sudmark\n" in herald
