"""Extraction survives words in any order, with marks odd and missing: claims keep their words, nothing is raised."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapporteur.extract import extract
from rapporteur.model import Report
from rapporteur.reader import Reader

MARKS = ["“", "”", '"', "«", "»", "„", "‘", "’", ",", ".", ":", "—", "?", "-", "(", ")", "\n\n"]
WORDS = [
    "said", "told", "asked", "denied", "accused", "according", "claims", "rejected", "to", "of", "that", "if",
    "unless", "which", "who", "not", "neither", "the", "a", "and", "both", "two", "100", "Keita", "Awa", "Ode",
    "President", "Foreign", "Minister", "spokeswoman", "ministry", "army", "officials", "leaders", "counterpart",
    "embassy", "his", "he", "she", "they", "we", "it", "Mali", "’s", "will", "would", "attack", "up", "on", "Friday",
    "charge",
]  # fmt: skip


@cache
def reader() -> Reader:
    return Reader()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(MARKS + WORDS), min_size=1, max_size=50).map(" ".join))
def test_words_in_any_order(text: str) -> None:
    report = Report(id="odd", name="odd", text=text, published="2024-01-05")
    found = extract(report, reader().read_one(report))
    assert not found.problems
    for claim in found.claims:
        assert all(span.exact and text[span.start : span.end] == span.exact for span in claim.evidence)
