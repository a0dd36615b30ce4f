"""Statements: `cases/statements.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("statements.toml"), ids=lambda c: c["name"])
def test_statements(case: Fields) -> None:
    check(case, "statements")
