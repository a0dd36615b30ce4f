"""CAMEO's tables: every code is one, every pattern is reached, and PLOVER knows what each means."""

from __future__ import annotations

import re

import pytest

from rapporteur.lexicon import PLOVER, cameo

CODE = re.compile(r"(0[1-9]|1\d|20)\d{1,2}")


def all_codes() -> set[str]:
    verbs = {code for its in cameo.verbs().values() for verb in its for code in (verb.code, verb.back)}
    by_word = [p for by in cameo.patterns().values() for its in by.values() for p in its]
    return verbs | {code for p in by_word for code in (p.code, p.back)} | set(cameo.defaults().values())


def test_codes_are_codes() -> None:
    assert {code for code in all_codes() if code and not CODE.fullmatch(code)} == set()


def test_every_code_but_comment_is_a_type_of_plover() -> None:
    known = {code: cameo.plover(code) for code in all_codes() if code and not code.startswith("01")}
    assert {code for code, found in known.items() if found is None} == set()
    assert {found.type for found in known.values() if found is not None} <= set(PLOVER)


def test_a_code_that_the_table_lacks_is_one_of_its_root() -> None:
    assert {cameo.plover(code) for code in ("149", "1490", "1499")} == {cameo.plover("140")}


def test_comment_is_none() -> None:
    assert cameo.plover("010") is None
    assert cameo.plover("") is None


def test_every_block_of_patterns_has_verbs() -> None:
    blocks = {verb.block for its in cameo.verbs().values() for verb in its}
    assert set(cameo.patterns()) <= blocks


def test_a_pattern_lies_under_words_that_it_asks_for() -> None:
    for by_word in cameo.patterns().values():
        for word, its in by_word.items():
            assert all(any(word in part.words or word == part.slot for part in p.parts) for p in its)


@pytest.mark.parametrize(
    ("deed", "aspect", "code"),
    [
        ("0232", "intent", None),
        ("072", "reject", "1222"),
        ("0874", "appeal", "0256"),
        ("195", "threaten", "1384"),
        ("046", "demand", "106"),
    ],
)
def test_codes_of_verbs_about_deeds(deed: str, aspect: str, code: str | None) -> None:
    assert cameo.about(deed, aspect) == code


def test_defaults_are_of_the_right_type() -> None:
    odd = {key: code for key, code in cameo.defaults().items() if (found := cameo.plover(code)) and found.type != key[0]}
    # PLOVER's table gives sanctions to COERCE, its codebook to SANCTION; and so with destroyed property and convictions.
    assert {key[0] for key in odd} <= {"SANCTION", "RETREAT", "CONCEDE", "ASSAULT", "COERCE"}
