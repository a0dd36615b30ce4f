"""Verdicts: how many independent origins a finding has."""

from __future__ import annotations

import msgspec
import pytest
from reconcilework import ACTORS, OTHER, STORY, contact, report

from rapporteur.model import (
    Extraction,
)
from rapporteur.reconcile import reconcile


def test_a_reprint_does_not_corroborate() -> None:
    texts = {"a": STORY, "b": STORY}
    run = [report(r, t, f"Paper {r}") for r, t in texts.items()], [contact(r, t) for r, t in texts.items()]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.origins, finding.outlets) == ("sole", ("Paper a",), ("Paper a", "Paper b"))
    assert "not a second voice" in finding.why


def test_a_copied_passage_does_not_corroborate() -> None:
    """Two different articles, the sentence of the claim word for word the same: the earlier one is its origin."""
    passage = "After a long night President Awa Keita at last called the government of Chad about the river. "
    texts = {"a": passage + STORY, "b": passage + OTHER}
    days = {"a": "2024-05-04", "b": "2024-05-03"}
    run = [report(r, t, f"Paper {r}", days[r]) for r, t in texts.items()], [contact(r, t) for r, t in texts.items()]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.origins) == ("sole", ("Paper b",))


@pytest.mark.parametrize(("passage", "verdict"), [
    ("Keita at last called Chad about the river. ", "sole"),
    ("Keita at last called Chad about it. ", "agreed"),
])  # fmt: skip
def test_a_copied_passage_has_eight_words(passage: str, verdict: str) -> None:
    """Fewer words two papers may have in common by chance."""
    texts = {"a": passage + STORY, "b": passage + OTHER}
    run = [report(r, t, f"Paper {r}") for r, t in texts.items()], [contact(r, t) for r, t in texts.items()]
    (finding,) = reconcile(*run)[2]
    assert finding.verdict == verdict


def test_two_voices_corroborate() -> None:
    run = [report("a", STORY, "Post"), report("b", OTHER, "Gazette")], [contact("a", STORY), contact("b", OTHER)]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.headline) == ("agreed", "Keita – Chad: call, 3 May")


def test_a_report_that_names_its_source_is_no_source_of_its_own() -> None:
    """One paper tells a call in its own voice and again on the word of Chad's government: one origin, not two."""
    plain = contact("a", STORY).claims[0]
    pinned = msgspec.structs.replace(plain, id="c-a-2", said_by=("tcd",))
    run = [report("a", STORY, "Post")], [Extraction(report="a", actors=ACTORS, claims=(plain, pinned))]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.origins) == ("sole", ("tcd",))
