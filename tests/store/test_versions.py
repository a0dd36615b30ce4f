"""When a text is a later version of another."""

from __future__ import annotations

from rapporteur.store import versions


def test_half_of_the_words_in_a_row_make_an_update_and_less_does_not() -> None:
    old = "Envoys met in Geneva on Friday evening."  # three rows of five words
    assert versions.update(old, old + " They left on Saturday.")
    assert versions.update("Envoys met in Geneva on Friday.", "Envoys met in Geneva on Monday.")
    assert not versions.update(old, "Envoys met in Geneva on Monday evening.")
