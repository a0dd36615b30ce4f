"""Sentences for rules that few others need: `cases/rare.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("rare.toml"), ids=lambda c: c["name"])
def test_rare(case: Fields) -> None:
    check(case)
