"""Short names of organisations are led to the full ones of the same report, without each being held against all."""

from __future__ import annotations

import pytest

from rapporteur.extract.entities.full_names import FullNames, in_full
from rapporteur.extract.entities.mentions import EntityMention


def named(start: int, text: str) -> EntityMention:
    return EntityMention(start, start + len(text.split()), start, f"org.{text}", text, None, "organisation")


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Star", "Morning Star", True), ("ADW", "Association of Dam Workers", True), ("Morning", "Morning Star", False),
        ("X", "Xylon", False), ("STAR", "Morning STAR", False), ("DW", "Association of Dam Workers", True),
    ],
)  # fmt: skip
def test_a_name_is_shortened_to_its_last_word_or_initials(short: str, full: str, same: bool) -> None:
    assert (FullNames([named(0, full)]).renamed(named(5, short)).id == f"org.{full}") is same


def test_the_last_before_or_else_the_only_one_that_comes_later() -> None:
    names = [named(0, "Star"), named(2, "Kayes Star"), named(5, "Star"), named(7, "Gao Star"), named(9, "Star")]
    assert [name.id for name in in_full(names)][::2] == ["org.Star", "org.Kayes Star", "org.Gao Star"]
    assert [name.id for name in in_full(names[:3])][::2] == ["org.Kayes Star", "org.Kayes Star"]
