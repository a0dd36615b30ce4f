"""Events: `cases/events.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("events.toml"), ids=lambda c: c["name"])
def test_events(case: Fields) -> None:
    check(case, "events")
