"""How a thing stood from day to day."""

from __future__ import annotations

from typing import Any

import pytest
from briefwork import group, letters, made, opened, plain, small

from rapporteur.model import Contact, Event, Forecast, Step
from rapporteur.views.brief.status import status_line, status_lines, status_word

PLAN, AGAIN, DEED = (
    made(Event, "a", "a plan", factuality="planned"),
    made(Event, "b", "a plan", factuality="planned"),
    made(Event, "c", "a deed"),
)


def step(day: str | None, standing: Any, *claims: str) -> Step:
    return Step(published=day, standing=standing, claims=claims)


def test_what_stood_so_the_day_before_is_left_out() -> None:
    steps = (
        step("2022-02-12", "planned", PLAN.id),
        step("2022-02-13", "planned", AGAIN.id),
        step("2022-02-14", "stated", DEED.id),
        step("2022-02-15", "stated", "of no record"),
        step("2022-02-16", "planned", AGAIN.id),
    )
    context, _ = opened(small(group("agreed", PLAN, AGAIN, DEED)))
    assert plain(status_line(context, steps)) == "planned on 12 Feb [1], done on 14 Feb [3], planned on 16 Feb [2]"
    assert [line[:17] for line in status_lines(context, steps)[2:]] == [
        "   12 Feb  planne", "   13 Feb  planne", "   14 Feb  done: ", "   16 Feb  planne",
    ]  # fmt: skip


def test_two_standings_of_one_day_both_stand() -> None:
    steps = (step(None, "planned", PLAN.id), step(None, "stated", DEED.id))
    context, _ = opened(small(group("agreed", PLAN, DEED)))
    assert plain(status_line(context, steps)) == "planned [1], done [2]"
    assert status_lines(context, steps)[2].startswith("  undated  planned: a [1]: “a plan”")


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (made(Contact, mode="call"), "held"),
        (made(Contact, mode="meeting"), "held"),
        (made(Contact, mode="talks"), "held"),
        (made(Contact, mode="visit"), "made"),
        (made(Contact, mode="letter"), "sent"),
        (made(Forecast), "said as certain"),
        (made(Event), "done"),
    ],
)
def test_a_fact_as_a_step(claim: Any, word: str) -> None:
    assert status_word("stated", claim) == word
    assert status_word("denied", claim) == "denied"


@pytest.mark.parametrize("over", [0, 1])
def test_long_words_are_cut(over: int) -> None:
    deed = made(Event, "a", letters(160 + over))
    context, _ = opened(small(group("sole", deed)))
    assert ("…" in "".join(status_lines(context, (step("2022-02-12", "stated", deed.id),)))) == bool(over)
