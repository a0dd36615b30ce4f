"""A record of four times the claims takes four times the work to reconcile, to show and to export."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from growthwork import FEW, MANY, growing, of_size
from readingwork import needs_model

from rapporteur.extract import extract
from rapporteur.model import Extraction, Record
from rapporteur.run.conduct import record
from rapporteur.views import FORMATS, LISTS, list_rows, show_text
from rapporteur.views.exports import EXPORTS, Choice, exported

VIEWS: dict[str, Callable[[Record], Any]] = {
    **FORMATS,
    "lists": lambda made: [list_rows(made, kind) for kind in LISTS],
    "show": lambda made: [show_text(made, finding.id) for finding in made.findings[:3]],
    "exports": lambda made: [exported(made, name, Choice()) for name in EXPORTS],
}


@cache
def extracted(times: int) -> Extraction:
    return extract(*of_size(times))


def made(times: int) -> Record:
    return record([of_size(times)[0]], [extracted(times)], [], "growth")


@needs_model
def test_no_function_of_reconcile_grows_faster_than_the_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.reconcile.blocks.BLOCK", 3)  # up to so many are all compared with each other
    monkeypatch.setattr("rapporteur.reconcile.blocks.WINDOW", 2)
    assert growing(lambda: made(FEW), lambda: made(MANY)) == {}


@needs_model
@pytest.mark.parametrize("view", VIEWS)
def test_no_function_of_a_view_grows_faster_than_the_claims(view: str) -> None:
    few, many = made(FEW), made(MANY)
    assert growing(lambda: VIEWS[view](few), lambda: VIEWS[view](many)) == {}
