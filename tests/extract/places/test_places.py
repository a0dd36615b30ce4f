"""The places of the texts of `cases/places.toml`, all and each in full: `near` is met within 161 km, as in the field's scores."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from casework import in_toml, load, paired, reader, settle

from rapporteur.extract import places
from rapporteur.extract.document import Document
from rapporteur.extract.places.resolution import kilometres
from rapporteur.model import Place, Report

CASES = load("places.toml")
NEAR = 161
UNCOMPARED = frozenset({"words", "lat", "lon", "geonameid"})
"""`words` are the first of the spans, the number is in the id, and `near` is for the point."""
FIELDS = {field.name for field in msgspec.structs.fields(Place)} - UNCOMPARED | {"near"}


def places_of(case: dict[str, Any]) -> tuple[Place, ...]:
    report = Report(id="case", name="case", text=case["text"], published="2024-04-13", url=case.get("url"))
    return places.find(Document(report, reader().read_one(report)))


def row(place: Place) -> dict[str, Any]:
    """A place in the form of the cases: what has a value, spans by their words."""
    point = {"near": [place.lat, place.lon]} if place.lat is not None else {}
    words = {name: [span.exact for span in getattr(place, name)] for name in ("spans", "others")}
    fields = {name: value for name, value in msgspec.to_builtins(place).items() if name not in UNCOMPARED}
    return {name: value for name, value in (fields | point | words).items() if value not in (None, False, [])}


def same(expected: dict[str, Any], place: dict[str, Any]) -> bool:
    one, other = ({name: value for name, value in fields.items() if name != "near"} for fields in (expected, place))
    if one != other or ("near" in expected) != ("near" in place):
        return False
    return "near" not in expected or bool(kilometres(*expected["near"], *place["near"]) <= NEAR)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_places(case: dict[str, Any]) -> None:
    assert not {*case} - {"text", "url", "places", "known_wrong"}
    assert not {name for expected in case["places"] for name in expected} - FIELDS
    rows = [row(place) for place in places_of(case)]
    difference = f"in the case:\n{in_toml('places', case['places'])}\nas it comes out:\n{in_toml('places', rows)}"
    settle(case, "" if paired(case["places"], rows, same) else difference)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_a_place_shows_its_words(case: dict[str, Any]) -> None:
    for place in places_of(case):
        assert place.words in [span.exact for span in (*place.spans, *place.others)]
        assert place.geonameid is None or place.id.split("~")[0] == f"geo.{place.geonameid}"
        for span in (*place.spans, *place.others):
            assert case["text"][span.start : span.end] == span.exact != ""


def test_there_are_many_cases_of_both_sorts() -> None:
    assert len(CASES) >= 60
    assert sum(case["places"] == [] for case in CASES) >= 6
