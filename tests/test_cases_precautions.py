"""Precautions: `cases/precautions.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("precautions.toml"), ids=lambda c: c["name"])
def test_precautions(case: Fields) -> None:
    check(case, "precautions")
