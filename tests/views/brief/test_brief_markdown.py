"""Markdown: tables that hold, text that is no markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viewwork import crisis

from rapporteur.views import brief_markdown
from rapporteur.views.brief.markdown import escaped


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_tables_keep_their_columns(markdown: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
        assert len(widths) == 1, block


@given(st.text(alphabet=st.sampled_from("a*_[]<>|`\\&;#("), max_size=30))
def test_escaped_markdown_holds_no_markup(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_\[\]<>|`]", escaped(text))
