"""What stands before a place's name and leads from it to another."""

from __future__ import annotations

import pytest

from rapporteur.extract.places.relations import relations
from rapporteur.extract.places.toponyms import Toponym


@pytest.mark.parametrize(
    ("text", "north", "east"),
    [
        ("a town 30 km north of Gao", 30.0, 0.0),
        ("a town some 10 miles (16 km) west of Gao", 0.0, -16.09),
        ("a dozen kilometres south of Gao", -12.0, 0.0),
        ("1,200 km south-east of Gao", -848.5, 848.5),
    ],
)
def test_relations_with_a_distance(text: str, north: float, east: float) -> None:
    (found,) = relations(text, Toponym(len(text) - 3, len(text), "Gao"))
    assert (round(found.north, 1), round(found.east, 2)) == (pytest.approx(north, abs=0.1), pytest.approx(east, abs=0.1))


@pytest.mark.parametrize("text", ["north of Gao", "30 km of Gao", "the 30 north of Gao", "Gao"])
def test_what_is_no_distance(text: str) -> None:
    found = relations(text, Toponym(len(text) - 3, len(text), "Gao"))
    assert [relation for relation in found if relation.north or relation.east] == []
