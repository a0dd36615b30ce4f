"""What a window keeps of an attribution, and how the parts rejoin."""

from __future__ import annotations

from rapporteur.model import Said
from rapporteur.reader.attribution_windows import rejoined, truncated


def test_a_content_cut_by_a_window_is_one() -> None:
    first = Said(((0, 1),), ((1, 2),), ((2, 5),))
    second = Said((), (), ((5, 9),))
    assert rejoined([first], [second], 5) == [Said(((0, 1),), ((1, 2),), ((2, 9),))]
    assert rejoined([first], [second], 0) == [first, second]


def test_a_window_keeps_what_it_can_finish() -> None:
    said = Said(((0, 1),), ((8, 9),), ((2, 9),))
    assert truncated([said], 5) == [Said(((0, 1),), (), ((2, 5),))]
    assert truncated([Said(((0, 1),), ((8, 9),), ())], 5) == []
