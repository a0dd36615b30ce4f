"""Forecasts: `cases/forecasts.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("forecasts.toml"), ids=lambda c: c["name"])
def test_forecasts(case: Fields) -> None:
    check(case, "forecasts")
