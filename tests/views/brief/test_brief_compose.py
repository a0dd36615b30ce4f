"""The brief: its sections, what must stand in them, and what never."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from viewwork import crisis, crowd, section

from rapporteur.model import Record
from rapporteur.views import FORMATS, brief_markdown
from rapporteur.views.brief.html import brief_html as page_of

EMPTY = Record(signature="test")


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_what_nobody_states_stands_only_with_its_standing(markdown: str) -> None:
    come = section(markdown, "Said to come, and on what condition").splitlines()
    rows = [line for line in come if line.startswith("| ")][1:]
    assert len(rows) == 4
    assert all(re.search(r"\*(possible|conditional|denied)\*", row) for row in rows)
    assert "Varnia attacked" not in markdown
    assert "attack on Kelm by Varnia" in markdown


def test_disputes_show_both_wordings_and_why(markdown: str) -> None:
    row = section(markdown, "They contradict each other")
    assert "“More than 90,000 soldiers of Varnia” [1]" in row
    assert "“Exactly 20,000 Varnian soldiers” [2]" in row
    assert "20,000 lies below the lower bound of 90,000" in row
    assert "*possible* [4]" in section(markdown, "They differ")


def test_same_record_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from viewwork import crisis; from rapporteur.views import FORMATS, LISTS, list_rows;"
        "print([hashlib.sha256(FORMATS[f](crisis())).hexdigest() for f in FORMATS]);"
        "print([list_rows(crisis(), k) for k in LISTS])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_an_empty_record_gives_an_empty_brief() -> None:
    assert brief_markdown(EMPTY) == "# Undated reports · no reports · no outlet named\n"
    assert "<main>" in page_of(EMPTY)
    assert all(FORMATS[name](EMPTY) for name in FORMATS)


def test_a_thousand_reports_stay_a_brief() -> None:
    text = brief_markdown(crowd(1000))
    assert text.startswith("# 12 February 2022 · 1,000 reports · 1,000 outlets")
    assert len(text) < 20_000
    assert "… and 976 more (rapporteur list forecasts)" in text
    assert "… and 984 more in 984 more reports (rapporteur list findings)" in text
    assert "more reports were read and are not cited above" in text
