"""The gazetteer: its tables are well formed, its big table is searched rightly."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur import lexicon
from rapporteur.extract.places.resolution import candidates
from rapporteur.lexicon import gazetteer, tables

FOLDER = Path(lexicon.__file__).parent / "data" / "gazetteer"
KINDS = {"P", "A1", "A2"}


def lines(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(gzip.decompress((FOLDER / name).read_bytes()).decode("utf-8"))))


@pytest.mark.parametrize("name", ["places.csv.gz", "areas.csv.gz"])
def test_tables_are_sorted_and_well_formed(name: str) -> None:
    head, *rows = lines(name)
    assert tuple(head) == gazetteer.COLUMNS
    assert len(rows) > 5000
    keys = [gazetteer.folded(row[0]).encode() for row in rows]
    assert keys == sorted(keys)
    numbers = {row[9] for row in rows if row[2]}
    for row in rows:
        assert len(row) == len(head)
        assert row[9] in numbers, f"{row} is another name of nothing"
        if row[2]:
            assert row[2] in KINDS
            assert -90 <= float(row[3]) <= 90
            assert -180 <= float(row[4]) <= 180
            assert row[5] in gazetteer.alpha3(), row


def test_the_whole_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3.5e6


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_every_row_is_found_under_its_name(pick: int) -> None:
    rows = _rows()
    row = rows[pick % len(rows)]
    assert row in gazetteer._towns().rows(gazetteer.folded(row[0]))


def _rows() -> list[list[str]]:
    if not _CACHE:
        _CACHE.extend(lines("places.csv.gz")[1:])
    return _CACHE


_CACHE: list[list[str]] = []


@pytest.mark.parametrize("name", ["", " ", "Zzyzx-Nowhere", "aaaaaaaa", "ÿÿÿÿ", "0"])
def test_a_name_that_nobody_has_is_not_found(name: str) -> None:
    assert gazetteer.named(name) == ()


def test_small_tables_name_known_countries_and_points() -> None:
    for row in tables.rows("gazetteer/countries.csv"):
        assert row["iso3"] in lexicon.countries()
        assert abs(float(row["lat"])) <= 90
        assert abs(float(row["lon"])) <= 180
    assert {row["iso3"] for row in tables.rows("gazetteer/countries.csv")} == set(lexicon.countries())
    for name in ("features.csv", "disputed.csv"):
        for row in tables.rows(f"gazetteer/{name}"):
            assert set(tables.many(row.get("countries") or row.get("country") or "")) <= set(lexicon.countries()), row
    features = [row["name"] for row in tables.rows("gazetteer/features.csv")]
    assert features == sorted(features)
    for short, (area, country, _) in gazetteer.abbreviations().items():
        found = candidates(short, None)
        assert [(spot.name, spot.country) for spot in found] == [(area, country)], short


def test_what_stands_for_one_place() -> None:
    assert set(gazetteer.named("Saint Petersburg")) == set(gazetteer.named("St. Petersburg"))
    assert gazetteer.area_name("USA", "TX") == "Texas"
    assert gazetteer.area_name("USA", "") is None
    assert gazetteer.country_spot("KEN") in gazetteer.named("Kenya")
