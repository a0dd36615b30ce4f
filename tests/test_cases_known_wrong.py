"""The cases that the program is known to get wrong are few, and become fewer; and a case in which nothing is compared fails."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from casework import CASES, Fields, as_read, check, claimed, main


def known_wrong() -> list[Fields]:
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.rglob("*.toml"))]
    return [case for file in files for case in file.get("case", ()) if isinstance(case, dict) and "known_wrong" in case]


def test_they_do_not_become_more() -> None:
    most = tomllib.loads((CASES / "known_wrong.toml").read_text("utf-8"))["at_most"]
    assert len(known_wrong()) <= most


def test_each_says_why() -> None:
    assert [case["text"] for case in known_wrong() if len(case["known_wrong"]) < 20] == []


CASE: Fields = {"name": "a call", "text": "President Awa Keita of Mali spoke by phone to Idris Ode of Chad on Friday."}


def contact(**changes: object) -> Fields:
    """The case with its one contact, some of its fields changed; `None` takes a field away."""
    fields = {**claimed(CASE)["contacts"][0], **changes}
    return {**CASE, "contacts": [{name: value for name, value in fields.items() if value is not None}]}


def test_a_case_that_lists_what_comes_out_passes() -> None:
    check(contact(), "contacts")
    check(contact(evidence=None), "contacts")
    check(contact(parties=["person.idris-ode", "person.awa-keita"]), "contacts")


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "visit"},
        {"when": None},
        {"when": ["2024-04-12", "on Friday"]},
        {"place": "Bamako"},
        {"parties": ["person.awa-keita"]},
        {"said_by": ["person.idris-ode"]},
        {"factuality": "planned"},
        {"evidence": ["President Awa Keita of Mali"]},
    ],
    ids=str,
)
def test_one_field_too_many_too_few_or_another_fails(changes: Fields) -> None:
    with pytest.raises(AssertionError, match="as it comes out"):
        check(contact(**changes))


def test_a_claim_too_many_or_too_few_fails() -> None:
    once = contact()
    for times in (0, 2):
        with pytest.raises(AssertionError, match="as it comes out"):
            check({**once, "contacts": once["contacts"] * times})


def test_a_case_has_to_list_its_kind_and_knows_its_fields() -> None:
    for case in (CASE, {**CASE, "events": []}, {**CASE, "contact": []}):
        with pytest.raises(AssertionError):
            check(case, "contacts")
    with pytest.raises(AssertionError, match="no field"):
        check({**contact(modus="call"), "known_wrong": "a misspelt field is no difference"})


def test_a_mark_on_what_is_right_fails() -> None:
    with pytest.raises(AssertionError, match="take the mark away"):
        check({**contact(), "known_wrong": "nothing is wrong with it"})
    with pytest.raises(pytest.xfail.Exception):
        check({**contact(mode="visit"), "known_wrong": "it was a call"})


def test_a_case_as_read_is_a_case_that_passes() -> None:
    read = as_read(CASE, ["contacts", "figures"], with_spans=True)
    [case] = tomllib.loads(read)["case"]
    assert case["contacts"]
    assert case["figures"] == []
    check(case, "contacts")


def test_casework_run_as_a_program_prints_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([CASE["text"], "--kinds", "contacts"])
    printed = capsys.readouterr().out
    file = tmp_path / "printed.toml"
    file.write_text(printed, "utf-8")
    main([str(file)])
    assert capsys.readouterr().out == printed
    assert tomllib.loads(printed)["case"][0]["contacts"][0]["mode"] == "call"
