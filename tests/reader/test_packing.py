"""Packs of words."""

from rapporteur.reader import packing


def test_packs_end_with_paragraphs_where_they_can() -> None:
    lengths, borders = [1] * 100, [number in (0, 10, 70) for number in range(101)]
    assert packing.pack_end(lengths, borders, 0, 50) == (10, True)
    assert packing.pack_end(lengths, borders, 10, 50) == (60, False)
    assert packing.pack_end(lengths, borders, 70, 50) == (100, True)
