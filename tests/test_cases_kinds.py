"""The kinds of claim: `cases/contacts.toml` and the others of their names, read by the real reader."""

from __future__ import annotations

import pytest
from casework import PLURALS, Fields, check, load

CASES = [(plural, case) for plural in PLURALS for case in load(f"{plural}.toml")]


@pytest.mark.parametrize(("plural", "case"), CASES, ids=[f"{plural}: {case['name']}" for plural, case in CASES])
def test_cases_of_kinds(plural: str, case: Fields) -> None:
    check(case, plural)
