"""Numerals and the bounds before them."""

from __future__ import annotations

from rapporteur.extract.time.numerals import bound_before, bounded, digits, read_number


def test_numerals() -> None:
    assert digits("1,234.5") == 1234.5
    assert digits("12.02.2022") is None
    assert digits("9" * 50) is None
    for words, low, high in [
        ("two hundred and fifty thousand troops", 250_000, 250_000),
        ("tens of thousands", 20_000, 100_000),
        ("a couple of thousand", 2_000, 2_000),
        ("1.5 million", 1_500_000, 1_500_000),
        ("two and a half million", 2_500_000, 2_500_000),
        ("twenty - five", 25, 25),
        ("dozens", 24, 120),
    ]:
        number = read_number(words.split(), 0)
        assert number is not None
        assert (number.low, number.high) == (low, high)
    assert bound_before(["no", "more", "than"], 3) == ("up to", 0)


def test_bounds_make_intervals() -> None:
    assert bounded(100, 100, "more than") == (100, None)
    assert bounded(100, 100, "up to") == (None, 100)
    assert bounded(100, 100, None) == (100, 100)
