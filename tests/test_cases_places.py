"""The places that the cases of `cases/places.toml` name are found and led where they lie, and nothing else is taken for one."""

from __future__ import annotations

from typing import Any

import pytest
from casework import load, reader

from rapporteur.extract import places
from rapporteur.extract.document import Document
from rapporteur.extract.places.resolution import kilometres
from rapporteur.model import Place, Report

CASES = load("places.toml")


def found(case: dict[str, Any]) -> tuple[Place, ...]:
    report = Report(id="case", name="case", text=case["text"], published="2024-04-13", url=case.get("url"))
    return places.find(Document(report, reader().read_one(report)))


def meets(place: Place, wanted: dict[str, Any]) -> bool:
    spans = place.others if wanted.get("meant") else (*place.spans, *place.others)
    if not any(span.exact == wanted["words"] for span in spans):
        return False
    if "near" in wanted:
        lat, lon = wanted["near"]
        if place.lat is None or place.lon is None or kilometres(lat, lon, place.lat, place.lon) > 161:
            return False
    return all(getattr(place, name) == want for name, want in wanted.items() if name not in ("words", "near", "meant"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    there = found(case)
    for place in there:
        for span in (*place.spans, *place.others):
            assert case["text"][span.start : span.end] == span.exact != ""
    for wanted in case.get("places", []):
        assert any(meets(place, wanted) for place in there), f"no {wanted} among {there}"
    for barred in case.get("never", []):
        wrong = [place for place in there if meets(place, barred)]
        assert not wrong, f"{barred}: {wrong}"


def test_there_are_many_cases_of_both_sorts() -> None:
    assert len(CASES) >= 60
    assert sum("never" in case for case in CASES) >= 6
