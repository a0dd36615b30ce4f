"""No test of the sources waits for ever: where a guard against pipes is gone, a test fails instead."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

LONGEST = 300
"""Seconds; the longest test takes a few, on a loaded machine a minute."""


def give_up(*_: object) -> None:
    raise TimeoutError(f"waited for {LONGEST} seconds")


@pytest.fixture(autouse=True)
def _never_waits() -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
