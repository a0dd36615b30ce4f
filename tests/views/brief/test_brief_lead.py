"""The first lines of the brief."""

from __future__ import annotations

from typing import Any

import pytest
from briefwork import Group, group, made, opened, plain, small
from viewwork import crisis

from rapporteur.model import Actor, Contact, Event, Figure, Forecast, Interval, Precaution, Statement, Step, When
from rapporteur.views import brief_markdown
from rapporteur.views.brief.lead import dispute_rank, lead


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_header_and_short(markdown: str) -> None:
    assert markdown.startswith("# 12 February 2022 · four reports · three outlets · English\n")
    short = markdown.split("**In short.** ")[1].split("\n")[0]
    assert "Anton Berezin spoke by phone with Marta Lindqvist [1][2][3] and, separately, with Paul Okoro" in short
    assert "contradict each other on the number of Varnia’s soldiers: at least 90,000 [1] against 20,000 [2]" in short
    assert "Norland, Sudmark and Astoria told citizens to leave Kelm (only of Norland do two or more sources say so)" in short
    assert "Officials in Astoria foresaw: “an attack”, from Monday 14 Feb (*possible*) [1]" in short
    assert "**denied** by Varnia" in short


PEOPLE = tuple(
    Actor(id=name.lower(), name=name, kind="organisation") for name in ("Keita", "Ode", "Diallo", "Haroun", "Marr", "Okoro")
)
DAY = When("2022-02-12", "2022-02-12", "on Saturday")


def sentences_of(*groups: Group, actors: tuple[Actor, ...] = PEOPLE) -> list[str]:
    """The lead of a record of these groups."""
    return [plain(line) for line in lead(*opened(small(*groups, actors=actors)))]


def call(one: str, other: str, verdict: str = "agreed", **body: Any) -> Group:
    return group(verdict, made(Contact, parties=(one, other), **body), origins=2)


def test_one_contact_is_a_sentence() -> None:
    assert sentences_of(call("keita", "ode", mode="letter", when=DAY)) == [
        "Keita exchanged letters with Ode on Saturday 12 Feb [1]."
    ]


def test_four_contacts_are_named_with_him_who_has_most() -> None:
    day = {"when": DAY}
    calls = [call("keita", "ode", **day), call("diallo", "keita", **day), call("keita", "haroun", **day)]
    assert sentences_of(*calls, call("marr", "okoro"), call("keita", "okoro")) == [
        "Keita spoke by phone with Ode [1], with Diallo [1] and, separately, with Haroun [1] on Saturday 12 Feb"
        "; Marr spoke by phone with Okoro [1]."
    ]


def test_days_and_ways_that_differ_are_told_apart() -> None:
    calls = [call("keita", "ode", when=DAY), call("keita", "diallo"), call("keita", "haroun", mode="meeting")]
    assert sentences_of(*calls) == [
        "Keita spoke by phone with Ode on Saturday 12 Feb [1] and, separately, with Diallo [1]; Keita met Haroun [1]."
    ]


@pytest.mark.parametrize(
    "other",
    [
        call("marr", "okoro", "sole"),
        call("marr", "okoro", factuality="planned"),
        group(
            "agreed", *(made(Contact, parties=("marr", "okoro"), factuality=value) for value in ("stated", "planned")), origins=2
        ),
        group("agreed", made(Contact, parties=("marr", "okoro", "ode")), origins=2),
    ],
)
def test_only_agreed_contacts_of_two_that_took_place_lead(other: Group) -> None:
    assert sentences_of(other, call("keita", "ode")) == ["Keita spoke by phone with Ode [1]."]


def test_a_contact_that_was_planned_and_took_place_leads() -> None:
    plan, deed = made(Contact, "a", parties=("keita", "ode"), factuality="planned"), made(Contact, "b", parties=("keita", "ode"))
    steps = (
        Step(published="2022-02-12", standing="planned", claims=(plan.id,)),
        Step(published="2022-02-14", standing="stated", claims=(deed.id,)),
    )
    assert sentences_of(group("agreed", plan, deed, steps=steps))[0] == "Keita spoke by phone with Ode [2]."
    assert not sentences_of(group("agreed", plan, deed, steps=steps[::-1]))[0].startswith("Keita")


def test_disputes_lead_by_kind() -> None:
    order = [Figure, Contact, Precaution, Forecast, Event, Statement]
    assert sorted(order, key=lambda sort: dispute_rank((made(sort),))) == order
    words = group("differs", made(Statement, "a", "no"), made(Statement, "b", "yes"))
    numbers = group(
        "differs",
        made(Figure, subject="mali"),
        made(Figure, "b", amount=Interval(9, 9)),
        made(Figure, "c", amount=Interval(5, 5)),
    )
    assert sentences_of(words) == ["The reports differ on the words of Keita: “no” [1] against “yes” [2]."]
    assert "differ on the number of mali’s tanks: 7 [1], 9 [2], 5 [3]." in sentences_of(words, numbers)[0]


def test_a_contradiction_leads_before_a_difference_and_else_there_is_none() -> None:
    differs = group("differs", made(Figure), made(Figure, "b", amount=Interval(9, 9)), origins=5)
    conflict = group("conflict", made(Event), made(Event, "b"), origins=2)
    assert sentences_of(differs, conflict)[0].startswith("The reports contradict each other on Norland attacked Kelm: ")
    agreed = group("agreed", made(Figure), made(Figure, "b"))
    assert sentences_of(agreed) == ["On what more than one report tells, none contradicts another."]
    assert sentences_of(group("sole", made(Figure))) == []


STATES = tuple(Actor(id=code.lower(), name=name, kind="state", country=code) for code, name in (
    ("NOL", "Norland"), ("SUD", "Sudmark"), ("AST", "Astoria"), ("VAR", "Varnia"), ("USA", "United States"),
))  # fmt: skip


def advice(actor: str, origins: int = 1, **body: Any) -> Group:
    return group("agreed" if origins > 1 else "sole", made(Precaution, actor=actor, **body), origins=origins)


def test_three_states_are_named_and_four_counted() -> None:
    three = [advice("nol", place="Kelm"), advice("usa"), advice("ast")]
    assert sentences_of(*three, actors=STATES) == ["Norland, the United States and Astoria told citizens to leave Kelm [1]."]
    assert sentences_of(*three, advice("var"), actors=STATES) == ["Four states told citizens to leave Kelm [1]."]
    for body in ("who", "NATO"):
        assert sentences_of(*three, advice(body), actors=STATES) == ["Four states and bodies told citizens to leave Kelm [1]."]


def test_of_whom_two_sources_say_so() -> None:
    some = [advice("nol", 2), advice("sud"), advice("usa", 2)]
    assert "(only of Norland and the United States do two or more sources say so)" in sentences_of(*some, actors=STATES)[0]
    four = [advice("nol", 2), advice("sud", 2), advice("usa", 2), advice("var", 2), advice("ast")]
    assert "(only of four of them do two or more sources say so)" in sentences_of(*four, actors=STATES)[0]
    assert "(only" not in sentences_of(*four[:4], actors=STATES)[0]


@pytest.mark.parametrize(
    ("acts", "sentence"),
    [
        ({"nol": ("withdraw-staff", "stated")}, "Norland is pulling out staff [1]."),
        ({"nol": ("withdraw-troops", "planned")}, "Norland means to pull out troops [1]."),
        ({"nol": ("withdraw-staff", "planned")}, "Norland means to pull out staff [1]."),
        (
            {"nol": ("withdraw-staff", "stated"), "sud": ("withdraw-troops", "planned")},
            "Norland and Sudmark are pulling out, or mean to pull out, staff and troops [1].",
        ),
        ({"nol": ("advise-leave", "planned")}, None),
        ({"nol": ("withdraw-staff", "possible")}, None),
    ],
)
def test_who_pulls_out(acts: dict[str, tuple[str, str]], sentence: str | None) -> None:
    groups = [advice(actor, act=act, factuality=value) for actor, (act, value) in acts.items()]
    assert sentences_of(*groups, actors=STATES) == ([sentence] if sentence else [])
