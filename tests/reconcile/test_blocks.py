"""Blocks: comparisons grow with the claims."""

from __future__ import annotations

import pytest

from rapporteur.reconcile.blocks import BLOCK, WINDOW, pairs


def test_a_large_block_is_compared_in_a_window() -> None:
    """Comparisons grow with the claims, not with their square."""
    size = BLOCK * 20
    assert sum(1 for _ in pairs([("one",)] * size)) < size * BLOCK


@pytest.mark.parametrize(("size", "farthest"), [(BLOCK, BLOCK - 1), (BLOCK + 1, WINDOW)])
def test_how_far_apart_in_a_block_claims_are_compared(size: int, farthest: int) -> None:
    """All with all up to `BLOCK`; of one more, each with the next `WINDOW`."""
    assert max(j - i for i, j in pairs([("one",)] * size)) == farthest
