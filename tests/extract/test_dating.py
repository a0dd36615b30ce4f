"""The time that an event takes of those around it: `cases/when.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("when.toml"), ids=lambda case: case["name"])
def test_when(case: Fields) -> None:
    check(case)
