"""Blocks: comparisons grow with the claims."""

from __future__ import annotations

from rapporteur.reconcile.blocks import BLOCK, pairs


def test_a_large_block_is_compared_in_a_window() -> None:
    """Comparisons grow with the claims, not with their square."""
    size = BLOCK * 20
    assert sum(1 for _ in pairs([("one",)] * size)) < size * BLOCK
