"""Titles beside names."""

from rapporteur.reader.titles import tidied


def test_titles_alone_are_no_people() -> None:
    text = "The Prime Minister met President Joe Biden , Secretary of State Antony Blinken and the Ministry of Defense"
    forms = text.split()
    names = [(1, 2, "per"), (4, 7, "per"), (10, 13, "org"), (15, 18, "org")]
    assert tidied(names, forms) == [(4, 7, "per"), (11, 13, "per"), (15, 18, "org")]
