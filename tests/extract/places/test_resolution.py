"""Which place of its name a toponym means, and how far two places are from one another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.extract.places.resolution import kilometres, resolve
from rapporteur.extract.places.toponyms import Toponym

NAMES = st.sampled_from(["Paris", "Texas", "Georgia", "Mali", "Nowhereville", "Gao"])


def test_distance_is_along_the_globe() -> None:
    assert kilometres(0, 0, 0, 0) == 0
    assert round(kilometres(0, 179.5, 0, -179.5)) == 111
    assert round(kilometres(90, 0, -90, 0)) == 20015


@settings(deadline=None)  # the first example loads the tables
@given(st.lists(st.tuples(NAMES, st.sampled_from(", .;"))))
def test_any_text_is_resolved_the_same_way_twice(parts: list[tuple[str, str]]) -> None:
    text, names = "", []
    for name, mark in parts:
        names.append(Toponym(len(text), len(text) + len(name), name))
        text += f"{name}{mark} "
    once = resolve(names, text)
    assert len(once) == len(names)
    assert resolve(names, text) == once
    assert all((answer.spot is None) == (name.text == "Nowhereville") for answer, name in zip(once, names, strict=True))
