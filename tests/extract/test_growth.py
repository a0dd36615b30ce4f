"""A report of four times the length takes four times the work: nothing in extraction compares all with all."""

from __future__ import annotations

import pytest
from growthwork import FEW, MANY, growing, lines_by_function, of_size
from readingwork import needs_model

from rapporteur.extract import extract


@needs_model
def test_no_function_of_extraction_grows_faster_than_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.extract.entities.registry.SEVERAL", 2)  # up to so many all are looked at
    few, many = of_size(FEW), of_size(MANY)
    assert growing(lambda: extract(*few), lambda: extract(*many)) == {}


def test_a_scan_would_be_seen() -> None:
    namespace: dict[str, object] = {}
    source = "def scan(size):\n    return [x for x in range(size) for y in range(size) if x == y]\n"
    exec(compile(source, "rapporteur/scan.py", "exec"), namespace)
    scan = namespace["scan"]
    assert callable(scan)
    assert sum(lines_by_function(lambda: scan(80)).values()) > 10 * sum(lines_by_function(lambda: scan(20)).values())
