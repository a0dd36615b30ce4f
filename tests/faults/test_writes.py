"""A run is killed, or refused by the system, at writes and syncs of its database: here at some of them, at each by
`python tests/faults/run.py --writes`."""

from __future__ import annotations

from pathlib import Path

import pytest
from faultwork import Undisturbed, undisturbed
from injectwork import BROKEN, FULL, KILL, Injection, counted_calls, injected, injections, obstacle, write_few

pytestmark = pytest.mark.skipif(bool(obstacle()), reason=obstacle())
SHARE = {KILL: 14, FULL: 30, BROKEN: 30}
"""One of so many is tried here."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_few(tmp_path_factory.mktemp("writes"))


@pytest.fixture(scope="module")
def wanted(inputs: Path) -> Undisturbed:
    return undisturbed(inputs, inputs.parent, RAPPORTEUR_TEST_WORKERS="0")


@pytest.fixture(scope="module")
def every(inputs: Path) -> dict[str, list[Injection]]:
    calls = counted_calls(inputs, inputs.parent)
    assert calls["pwrite64"] > 50
    assert calls["fdatasync"] + calls["fsync"] > 5
    return {what: injections(calls, what) for what in SHARE}


@pytest.mark.parametrize("what", SHARE)
def test_nothing_is_lost_or_doubled(what: str, every: dict[str, list[Injection]], inputs: Path, wanted: Undisturbed) -> None:
    tried = every[what][:: SHARE[what]]
    faults = {injection: injected(injection, inputs, inputs.parent, wanted) for injection in tried}
    assert {injection: wrong for injection, wrong in faults.items() if wrong} == {}
