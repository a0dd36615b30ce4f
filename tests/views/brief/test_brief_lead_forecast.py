"""Which forecast leads, and whose denial meets it."""

from __future__ import annotations

from typing import Any

import pytest
from briefwork import Group, group, letters, made, opened, plain, small

from rapporteur.model import Actor, Event, Forecast, Likelihood, When
from rapporteur.views.brief.lead_forecast import forecast_sentence

ACTORS = (
    Actor(id="official", name="senior official", kind="person"),
    Actor(id="keita", name="Awa Keita", kind="person"),
    Actor(id="kremlin", name="Kremlin", kind="organisation"),
)
AHEAD = When("2022-02-14", None, "")
TODAY = When("2022-02-12", "2022-02-12", "")


def sentence(*groups: Group) -> str:
    return plain(forecast_sentence(*opened(small(*groups, actors=ACTORS))))


def ahead(event: str, origins: int = 1, **body: Any) -> Group:
    return group("sole", made(Forecast, event=event, **body), origins=origins)


def denied(event: str, **body: Any) -> Group:
    return ahead(event, factuality="denied", **{"said_by": ("kremlin",), **body})


ORDERED = [
    ahead("one", 2),
    ahead("two", when=AHEAD, likelihood=Likelihood("may"), said_by=("keita",)),
    ahead("three", when=When("2022-02-14", "2022-02-16", ""), likelihood=Likelihood("may")),
    ahead("four", when=AHEAD, said_by=("keita",)),
    ahead("five", when=TODAY, likelihood=Likelihood("may")),
    ahead("six", said_by=("keita",)),
    ahead("seven"),
]


@pytest.mark.parametrize("first", range(len(ORDERED) - 1))
def test_that_leads_on_which_most_is_known(first: int) -> None:
    """More origins before a time ahead, that before words of likelihood, those before a voice."""
    leading = ORDERED[first][1][0].event
    assert f"“{leading}”" in sentence(*reversed(ORDERED[first:]))


def test_nothing_leads_where_all_is_denied() -> None:
    assert sentence(denied("an attack")) == sentence() == ""


def test_who_says_so_on_what_condition_and_how_sure() -> None:
    one = ahead("a raid", stance="warning", said_by=("official",), when=AHEAD, condition="if it snows")
    assert sentence(one) == "A senior official warned: “a raid”, from Monday 14 Feb, “if it snows” (possible) [1]."
    assert sentence(ahead("a raid", said_by=("keita",))).startswith("Awa Keita foresaw")
    assert sentence(ahead("a raid", said_by=("kremlin",), stance="promise")).startswith("The Kremlin promised")


def test_a_denial_meets_a_forecast_that_shares_a_stem() -> None:
    assert sentence(ahead("they invade Kelm"), denied("an invader")).endswith("; denied by the Kremlin: “an invader” [1].")
    assert "denied" not in sentence(ahead("they march on Kelm"), denied("the market shuts"))  # four letters are no stem
    assert "denied" not in sentence(ahead("a raid on Osk"), denied("a raid on Kelm"))  # words too short for one


@pytest.mark.parametrize("word", ["attacks", "invasion", "invade", "offensive", "assault", "incursion"])
@pytest.mark.parametrize("kind", ["ASSAULT", "COERCE"])
def test_the_denial_of_an_attack_meets_the_forecast_of_one(word: str, kind: str) -> None:
    no = group("sole", made(Event, type=kind, factuality="denied", said_by=("kremlin",)))
    assert "denied by the Kremlin: " in sentence(ahead(f"their {word} soon"), no)
    assert "denied" not in sentence(ahead("a flood"), no)
    aid = group("sole", made(Event, type="AID", factuality="denied", said_by=("kremlin",)))
    assert "denied" not in sentence(ahead(f"their {word} soon"), aid)


@pytest.mark.parametrize("over", [0, 1])
def test_long_words_are_cut(over: int) -> None:
    words = letters(90 + over)
    assert ("…" in sentence(ahead(words))) == bool(over)
    assert ("…" in sentence(ahead("a raid", condition=words))) == bool(over)
    assert ("…" in sentence(ahead("nine raids"), denied(f"raids {words[6:]}"))) == bool(over)


def test_a_forecast_that_one_denies_is_not_denied_by_all() -> None:
    disputed = group("differs", made(Forecast, event="an attack"), made(Forecast, event="an attack", factuality="denied"))
    assert sentence(disputed).startswith("A foresaw: “an attack” (possible [1] denied [1]) [1]")
