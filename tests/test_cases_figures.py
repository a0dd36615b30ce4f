"""Figures: `cases/figures.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("figures.toml"), ids=lambda c: c["name"])
def test_figures(case: Fields) -> None:
    check(case, "figures")
