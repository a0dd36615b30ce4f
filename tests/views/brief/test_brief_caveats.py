"""What a reader must know before trusting a brief."""

from __future__ import annotations

import re

import msgspec
import pytest
from viewwork import crisis, section

from rapporteur.model import Record, Report
from rapporteur.views import brief_markdown
from rapporteur.views.brief.caveats import gate
from rapporteur.views.show import show_text


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_care_says_what_lacks_and_what_was_checked(markdown: str) -> None:
    care = section(markdown, "Read with care")
    assert "No outlet, date or link is known for [4]." in care
    assert "page furniture marked and not read, in [1]" in care
    assert "one voice, not agreement" in care
    assert "broken.html (sources): no text found in 2 bytes" in care
    assert re.search(r"Of \d+ sentences, \d+ led to no claim", care)
    assert "24 of 24 quoted passages" in care
    assert gate(crisis()) == (24, 24)


def test_a_span_that_does_not_hold_is_counted() -> None:
    record = crisis()
    first = record.claims[0]
    bad = msgspec.structs.replace(first, evidence=(msgspec.structs.replace(first.evidence[0], exact="other words"),))
    broken = msgspec.structs.replace(record, claims=(bad, *record.claims[1:]))
    assert gate(broken) == (23, 24)
    assert "**Twenty" not in brief_markdown(broken)
    assert "23 of 24 quoted passages" in brief_markdown(broken)
    assert "do not trust this claim" in show_text(broken, bad.id)


def test_reports_without_claims_are_said_to_have_none() -> None:
    text = brief_markdown(Record(signature="s", reports=(Report(id="r", name="a", text="One. Two."),)))
    assert "Of 2 sentences, 2 led to no claim: 2 in [1]." in text
