"""Precautions by act and place."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from briefwork import Group, group, made, opened, plain, small
from viewwork import crisis, section

from rapporteur.model import Precaution, Step
from rapporteur.views import brief_markdown
from rapporteur.views.brief.precautions import precaution_rows, precautions_section


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_precautions_are_grouped_by_act(markdown: str) -> None:
    leaving = section(markdown, "Who told whom to leave")
    assert "| **Citizens told to leave Kelm** | Norland [1][2] · Sudmark [2] · Astoria [1] |" in leaving
    assert "KelmAir *possible* [2]" in leaving


def rows_of(*groups: Group) -> list[str]:
    """The rows of the precautions, heading and actors."""
    return [" | ".join(map(plain, row)) for row in precaution_rows(*opened(small(*groups)))]


HEADINGS = [
    "Citizens told to leave Kelm",
    "Citizens told not to travel to Kelm",
    "People evacuated from Kelm",
    "Staff withdrawn from Kelm",
    "Troops withdrawn from Kelm",
    "People told to shelter in Kelm",
    "Posts closed in Kelm",
    "Posts moved: Kelm",
    "Flights suspended: Kelm",
    "Airspace closed: Kelm",
    "Border closed: Kelm",
    "Staying in Kelm",
]
ORDERED = (
    "advise-leave", "advise-against-travel", "evacuate", "withdraw-staff", "withdraw-troops", "shelter", "close-post",
    "relocate-post", "suspend-flights", "close-airspace", "close-border", "stay",
)  # fmt: skip


def test_acts_stand_in_the_order_in_which_they_are_needed() -> None:
    rows = rows_of(*(group("sole", made(Precaution, act=act, place="Kelm")) for act in reversed(ORDERED)))
    assert [row.split(" | ")[0] for row in rows] == HEADINGS


def test_what_most_do_stands_first_and_places_by_name() -> None:
    rows = rows_of(
        group("sole", made(Precaution, place="Osk")),
        group("sole", made(Precaution, place="Kelm")),
        group("sole", made(Precaution, act="stay", place="Kelm")),
        group("sole", made(Precaution, act="stay", place="Kelm", actor="Sudmark")),
    )
    assert rows == [
        "Staying in Kelm | Norland [1] · Sudmark [1]",
        "Citizens told to leave Kelm | Norland [1]",
        "Citizens told to leave Osk | Norland [1]",
    ]


def test_a_heading_without_a_place_has_no_preposition() -> None:
    rows = rows_of(*(group("sole", made(Precaution, act=act)) for act in ("shelter", "evacuate", "advise-against-travel")))
    assert [row.split(" | ")[0] for row in rows] == ["Citizens told not to travel", "People evacuated", "People told to shelter"]


def test_whom_it_affects_is_told_but_of_advice() -> None:
    (row,) = rows_of(group("sole", made(Precaution, act="evacuate", affected="the old")))
    assert row == "People evacuated | Norland “the old” [1]"
    (row,) = rows_of(group("sole", made(Precaution, affected="the old")))
    assert row == "Citizens told to leave | Norland [1]"


def test_forty_actors_are_named_and_the_rest_counted() -> None:
    (row,) = rows_of(*(group("sole", made(Precaution, actor=f"State {at}")) for at in range(41)))
    assert row.endswith("State 39 [1] … and 1 more (rapporteur list precautions)")


def mixed(act: str, **body: Any) -> Group:
    done = made(Precaution, "a", act=act, **body)
    return group("agreed", done, made(Precaution, "b", act=act, factuality="planned", **body))


def test_a_mixed_standing_has_the_links() -> None:
    assert rows_of(mixed("stay")) == ["Staying | Norland stated [1] planned [2]"]
    assert rows_of(mixed("stay", affected="staff")) == ["Staying | Norland stated [1] planned [2] “staff” [1][2]"]


def test_of_what_changed_the_days_are_told_and_no_words() -> None:
    finding, (done, plan) = mixed("stay", affected="staff")
    steps = (
        Step(published="2022-02-12", standing="planned", claims=(plan.id,)),
        Step(published="2022-02-14", standing="stated", claims=(done.id,)),
    )
    changed = msgspec.structs.replace(finding, steps=steps)
    assert rows_of((changed, (done, plan))) == ["Staying | Norland planned on 12 Feb [2], done on 14 Feb [1]"]


def test_no_more_rows_than_the_limit() -> None:
    context, findings = opened(small(*(group("sole", made(Precaution, place=f"Osk {at}")) for at in range(4))))
    (table,) = precautions_section(context, findings, 3).blocks
    assert len(table.rows) == 3
    assert table.more == "… and 1 more groups (rapporteur list precautions)"
