"""Publication times as persons and pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.sources import parse_published
from rapporteur.sources.dates import lenient_published


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2022-02-12", "2022-02-12"),
        ("2022-02-12T18:30Z", "2022-02-12T18:30Z"),
        ("2022-02-12T18:30:59+00:00", "2022-02-12T18:30Z"),
        (" 2022-02-12 18:30+02:00 ", "2022-02-12T18:30+02:00"),
    ],
)
def test_publication_times(words: str, expected: str) -> None:
    assert parse_published(words) == expected
    assert parse_published(expected) == expected


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("12 Feb 2022", "neither"),
        ("2022-02-30", "calendar"),
        ("2022-02-12T25:00Z", "calendar"),
        ("2022-02-12T18:30", "no zone"),
        ("2022", "neither"),
        ("", "neither"),
        ("20220212", "neither"),
    ],
)
def test_other_publication_times_are_refused_with_a_sentence(words: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_published(words)


@given(st.text(max_size=40))
def test_a_pages_publication_time_is_none_or_one_that_a_person_could_write(words: str) -> None:
    found = lenient_published(words)
    assert found is None or parse_published(found) == found


@pytest.mark.parametrize("words", ["20220212", "1644688800", "2022", "12.02.2022", "soon"])
def test_a_page_that_gives_a_number_or_a_word_gives_no_day(words: str) -> None:
    assert lenient_published(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2022-02-12T18:30:00+01:00:30", "2022-02-12T17:29Z"),
        ("0001-01-01T00:00:00+01:00:30", "0001-01-01"),
    ],
)
def test_a_zone_with_seconds_is_led_to_universal_time(words: str, expected: str) -> None:
    assert lenient_published(words) == expected
