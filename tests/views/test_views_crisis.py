"""The record made by hand for these tests is sound."""

from __future__ import annotations

from viewwork import TEXT, crisis


def test_the_case_shows_its_words() -> None:
    record = crisis()
    assert all(TEXT[one.report][s.start : s.end] == s.exact for one in record.claims for s in one.evidence)
    assert len({one.id for one in record.claims}) == len(record.claims)
    assert {one.verdict for one in record.findings} == {"agreed", "sole", "differs", "conflict"}
