"""What becomes a row and how it is coded: contacts and precautions as events, standing, days, one event once."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from exportwork import ALLIANCE, FRIDAY, KEITA, ODE, REPORTS, contact, event, precaution, record, standing

from rapporteur.model import Act, Claim, Record, Report, When
from rapporteur.views.exports import Choice
from rapporteur.views.exports.event_rows import EventRow, event_rows
from rapporteur.views.exports.export_events import precautions
from rapporteur.views.exports.record_index import ExportIndex

EVERYTHING = Choice(include=frozenset({"historical", "future", "hypothetical", "negation"}))


def rows(found: Record, choice: Choice = EVERYTHING) -> list[EventRow]:
    return event_rows(ExportIndex(found), choice)[0]


def one(*claims: Claim, choice: Choice = EVERYTHING) -> EventRow:
    (row,) = rows(record(claims), choice)
    return row


def call(**fields: Any) -> Claim:
    return contact("con-1", 0, "called", **fields)


def blame(**fields: Any) -> Claim:
    return event("eve-1", 0, "Mali accused Chad", **fields)


# ---- contacts -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("fields", "mode", "code"), [
    ({"mode": "call"}, "phone", "041"),
    ({"mode": "letter"}, "phone", "040"),
    ({"mode": "meeting"}, None, "040"),
    ({"mode": "meeting", "place": "Bamako"}, None, "040"),
    ({"mode": "meeting", "place": "Geneva"}, "third-party", "044"),
    ({"mode": "talks", "place": "Geneva"}, "third-party", "046"),
    ({"mode": "talks", "parties": (KEITA.id, ODE.id, "ken")}, "multilateral", "046"),
    ({"mode": "meeting", "parties": (KEITA.id, ALLIANCE.id)}, "multilateral", "040"),
])  # fmt: skip
def test_modes_of_contacts(fields: dict[str, Any], mode: str | None, code: str) -> None:
    row = one(call(**fields))
    assert (row.type, row.mode, row.cameo, row.recipients) == ("CONSULT", mode, code, ())
    pairs = row.dyads
    assert len(pairs) == len(row.actors) * (len(row.actors) - 1), "each with each, in both directions"
    assert {(b, a) for a, b, _ in pairs} == {(a, b) for a, b, _ in pairs}


@pytest.mark.parametrize("fields", [
    {"host": ODE.id}, {"place": "N'Djamena"}, {"place": "Chad", "parties": (KEITA.id,)},
])  # fmt: skip
def test_a_visitor_acts_and_the_host_receives(fields: dict[str, Any]) -> None:
    row = one(call(mode="visit", **fields))
    assert (row.type, row.mode, row.actors) == ("CONSULT", "visit", (KEITA.id,))
    assert row.recipients == ((ODE.id,) if "parties" not in fields else ("tcd",))
    assert [code for _, _, code in row.dyads] == ["042", "043"]


@pytest.mark.parametrize(("who", "place"), [(KEITA.id, None), (KEITA.id, "Timbuktu"), (KEITA.id, "Mali"), ("desc.envoy", "Chad")])
def test_a_visit_to_nobody_is_no_consultation(who: str, place: str | None) -> None:
    found, notes = event_rows(ExportIndex(record((call(mode="visit", parties=(who,), place=place),))), EVERYTHING)
    assert found == []
    assert "visit of one" in notes[0]


def test_a_planned_meeting_is_an_agreement_of_the_day_it_was_told() -> None:
    row = one(call(factuality="planned", mode="meeting", when=When("2022-03-01", "2022-03-01", "1 March")), choice=Choice())
    assert (row.type, row.mode, row.marks, row.cameo, row.day) == ("AGREE", None, (), "036", "2022-02-12")
    assert row.planned_for == "2022-03-01"
    assert len(row.dyads) == 2


@pytest.mark.parametrize(("fields", "code"), [
    ({"type": "AID", "cameo": "072"}, "0332"), ({"type": "COOPERATE"}, "031"), ({"type": "AGREE", "cameo": "036"}, "036"),
    ({"type": "AGREE", "cameo": "050"}, "032"),
])  # fmt: skip
def test_a_planned_good_deed_is_an_agreement(fields: dict[str, Any], code: str) -> None:
    row = one(blame(factuality="planned", **fields), choice=Choice())
    assert (row.type, row.cameo, row.marks, row.recipients) == ("AGREE", code, (), ("tcd",))


def test_talks_that_are_an_event_go_both_ways() -> None:
    assert [code for _, _, code in one(blame(type="CONSULT", cameo="040")).dyads] == ["040", "040"]
    assert [code for _, _, code in one(blame(type="CONSULT", cameo="043")).dyads] == ["043", "042"]


# ---- precautions --------------------------------------------------------------------------------------------------
def act(name: str, **fields: Any) -> Claim:
    return precaution("pre-1", 0, "Mali is closing", act=name, **fields)


@pytest.mark.parametrize(("name", "fields", "kind"), [
    ("withdraw-staff", {}, ("SANCTION", "withdraw")),
    ("close-post", {"place": "Chad"}, ("SANCTION", "withdraw")),
    ("evacuate", {"affected": "its embassy staff"}, ("SANCTION", "withdraw")),
    ("suspend-flights", {}, ("SANCTION", "discontinue")),
    ("advise-against-travel", {}, ("SANCTION", "discontinue")),
    ("withdraw-troops", {}, ("RETREAT", "withdraw")),
    ("close-border", {}, ("COERCE", "restrict")),
    ("close-airspace", {"place": "Mali"}, ("COERCE", "restrict")),
])  # fmt: skip
def test_precautions_that_are_events(name: str, fields: dict[str, Any], kind: tuple[str, str]) -> None:
    row = one(act(name, **fields))
    assert ((row.type, row.mode), row.actors) == (kind, ("mli",))
    assert row.recipients == (() if fields.get("place") == "Mali" else ("tcd",))


@pytest.mark.parametrize("name", ["advise-leave", "shelter", "stay", "relocate-post", "evacuate"])
def test_precautions_that_are_none(name: str) -> None:
    found, notes = event_rows(ExportIndex(record((act(name, affected="its citizens"),))), EVERYTHING)
    assert found == []
    assert name in notes[0]


def test_of_two_places_the_narrower_counts() -> None:
    claims = act("close-post", place="Chad"), precaution("pre-2", 1, "Mali closes", place="N'Djamena")
    location = one(*claims).location
    assert location is not None
    assert (location.city, location.country) == ("N'Djamena", "TCD")


def test_every_act_is_decided() -> None:
    none = {"advise-leave", "shelter", "stay", "relocate-post"}
    assert set(precautions()) | none == set(get_args(Act))
    assert not set(precautions()) & none


def test_a_withdrawal_that_is_planned_is_a_concession() -> None:
    row = one(act("withdraw-troops", factuality="planned"), choice=Choice())
    assert (row.type, row.mode, row.cameo, row.marks) == ("CONCEDE", None, "0356", ())


def test_a_sanction_without_recipient_is_left_out_and_told() -> None:
    found, notes = event_rows(ExportIndex(record((act("withdraw-staff", place=None),))), EVERYTHING)
    assert found == []
    assert "no recipient" in notes[0]


# ---- standing -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("factuality", "mark"), [
    ("planned", "future"), ("possible", "hypothetical"), ("conditional", "hypothetical"), ("denied", "negation"),
])  # fmt: skip
def test_what_did_not_happen_is_out_unless_asked_for(factuality: Any, mark: Any) -> None:
    attack = blame(type="ASSAULT", factuality=factuality)
    assert rows(record((attack,)), Choice()) == []
    assert one(attack).marks == (mark,)
    assert one(attack, choice=Choice(include=frozenset({mark}))).type == "ASSAULT"
    assert one(attack, choice=Choice(only=frozenset({factuality}))).marks == (mark,)
    assert rows(record((attack,)), Choice(only=frozenset({"stated"}))) == []


def test_what_one_states_and_another_denies_is_exported_and_told() -> None:
    claims = blame(), standing(event("eve-2", 1, "Mali closes"), "denied")
    found, notes = event_rows(ExportIndex(record(claims)), Choice())
    assert (found[0].standing, found[0].disputed, found[0].marks) == ("stated", True, ())
    assert "another report denies" in notes[-1]


def test_of_what_nobody_states_most_claims_count() -> None:
    claims = [standing(event(f"eve-{n}", n % 2, "Mali"), f) for n, f in enumerate(("possible", "denied", "possible"))]  # type: ignore[arg-type]
    assert one(*claims).marks == ("hypothetical",)
    assert one(*claims[:2]).marks == ("negation",)


def test_over_for_more_than_a_year_is_history() -> None:
    assert one(blame(when=When("2014-04-01", "2014-04-30", "April 2014"))).marks == ("historical",)
    assert one(blame(when=When("2021-03-01", "2021-03-31", "March"))).marks == ()
    assert one(blame(when=When("2014-04-01", None, "since April 2014"))).marks == (), "what goes on is no history"
    assert rows(record((blame(when=When("2014-04-01", "2014-04-30", "April 2014")),)), Choice()) == []


# ---- days ---------------------------------------------------------------------------------------------------------
UNDATED = (Report(id=REPORTS[0].id, name="r1", text=REPORTS[0].text),)


@pytest.mark.parametrize(("when", "day", "end"), [
    (FRIDAY, "2022-02-11", None),
    (When("2022-02-07", "2022-02-10", "this week"), "2022-02-07", "2022-02-10"),
    (When(None, "2022-02-05", "by Saturday"), "2022-02-05", None),
    (When(None, "2022-03-05", "until March"), "2022-02-12", "2022-03-05"),
    (None, "2022-02-12", None),
])  # fmt: skip
def test_days(when: When | None, day: str, end: str | None) -> None:
    row = one(blame(when=when))
    assert (row.day, row.end) == (day, end)


def test_no_day_is_invented() -> None:
    assert one(blame(when=FRIDAY)).day == "2022-02-11"
    found, notes = event_rows(ExportIndex(record((blame(),), reports=UNDATED)), EVERYTHING)
    assert found == []
    assert "no day" in notes[0]
    assert rows(record((blame(when=FRIDAY),), reports=UNDATED))[0].day == "2022-02-11"


# ---- one event once ------------------------------------------------------------------------------------------------
def closing(**fields: Any) -> Claim:
    given = {"type": "SANCTION", "mode": "withdraw", **fields}
    return event("eve-9", 1, "Mali closes its embassy", **given)


def test_an_event_told_as_a_precaution_and_as_an_event_is_one() -> None:
    (row,) = rows(record((act("close-post"),), (closing(),)))
    assert (row.id, [claim.id for claim in row.claims], row.outlets) == (
        "f-0000000001abcdef", ["pre-1", "eve-9"], ("Northgate Review", "La Ribera"),
    )  # fmt: skip


@pytest.mark.parametrize("fields", [
    {"actors": ("tcd",), "recipients": ("mli",)},
    {"recipients": ("ken",)},
    {"type": "COERCE"},
    {"when": FRIDAY},
])  # fmt: skip
def test_another_event_is_another_row(fields: dict[str, Any]) -> None:
    told = act("close-post", when=When("2022-02-01", "2022-02-01", "1 February"))
    assert len(rows(record((told,), (closing(**fields),)))) == 2


def test_reports_of_other_weeks_tell_other_events() -> None:
    later = msgspec.structs.replace(REPORTS[1], published="2022-03-20")
    assert len(rows(record((act("close-post"),), (closing(),), reports=(REPORTS[0], later)))) == 2


def test_per_claim_an_event_is_once_for_each_report() -> None:
    again = msgspec.structs.replace(act("close-post"), id="pre-2")
    found = record((act("close-post"), again), (closing(),))
    told = rows(found, msgspec.structs.replace(EVERYTHING, per="claim"))
    assert {(row.id, row.reports) for row in told} == {("pre-1", (REPORTS[0].id,)), ("eve-9", (REPORTS[1].id,))}


def test_actors_by_recipients() -> None:
    row = one(blame(actors=("mli", "ken"), recipients=("tcd", "sdn")))
    assert [(a, b) for a, b, _ in row.dyads] == [("mli", "tcd"), ("mli", "sdn"), ("ken", "tcd"), ("ken", "sdn")]
    assert one(blame(type="MOBILIZE", recipients=())).dyads == [("mli", None, "150")]
