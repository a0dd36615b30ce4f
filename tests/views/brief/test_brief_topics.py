"""What a finding is about: by which claim its people, its state and its place are named."""

from __future__ import annotations

from briefwork import group, letters, made, opened, plain, small

from rapporteur.model import Actor, Claim, Contact, Event, Figure, Forecast, Precaution, Statement
from rapporteur.views.brief.topics import actor_of, common, event_noun, parties_of, sayer, topic

ACTORS = (
    Actor(id="keita", name="Awa Keita", kind="person"),
    Actor(id="ode", name="Sena Ode", kind="person"),
    Actor(id="mli", name="Mali", kind="state"),
    Actor(id="ministry", name="the ministry", kind="organisation"),
    Actor(id="office", name="the office", kind="organisation"),
)


def test_the_value_of_most_claims_and_the_earliest_of_equals() -> None:
    def of(*places: str) -> str:
        return common(tuple(made(Figure, place=place or None) for place in places), lambda claim: claim.place or "")

    assert of("Osk", "Kelm", "Kelm") == "Kelm"
    assert of("Osk", "Kelm") == "Osk"
    assert of("", "", "Kelm") == "Kelm"
    assert of("", "") == ""


def parties(*given: tuple[str, ...]) -> tuple[str, ...]:
    context, ((_, claims),) = opened(small(group("agreed", *(made(Contact, parties=one) for one in given)), actors=ACTORS))
    return parties_of(context, claims)


def test_those_who_met_are_named_by_the_claim_with_most_people() -> None:
    assert parties(("mli", "office"), ("mli", "office"), ("keita", "ode"), ("mli", "ode")) == ("keita", "ode")
    assert parties(("mli", "ode"), ("office", "ode"), ("office", "ode")) == ("office", "ode")
    assert parties(("mli", "ode"), ("office", "ode")) == ("mli", "ode")


def actor(*given: str) -> str:
    context, ((_, claims),) = opened(small(group("agreed", *(made(Precaution, actor=one) for one in given)), actors=ACTORS))
    return actor_of(context, claims)


def test_a_precaution_is_the_states_where_one_claim_names_it() -> None:
    assert actor("ministry", "ministry", "mli") == "mli"
    assert actor("office", "ministry", "ministry") == "ministry"
    assert actor("office", "ministry") == "office"


def about(claim: Claim) -> str:
    context, ((_, claims),) = opened(small(group("agreed", claim), actors=ACTORS))
    return plain(topic(context, claims))


def test_topics() -> None:
    assert (
        about(made(Contact, parties=("keita", "mli"), host="ode", place="Osk")) == "Awa Keita – Mali, in Osk, hosted by Sena Ode"
    )
    assert about(made(Contact, parties=("keita", "mli"), host="mli")) == "Awa Keita – Mali"
    assert about(made(Statement, speaker="keita", addressee="ode", cue="told")) == "Awa Keita to Sena Ode"
    assert about(made(Statement, speaker="keita", addressee="mli", cue="accused")) == "Awa Keita, accusing Mali"
    assert about(made(Statement, said_by=("office",))) == "Keita, through the office"
    assert about(made(Figure, subject="mli", place="Osk")) == "Mali: tanks, in Osk"
    assert about(made(Precaution, actor="mli", act="relocate-post", place="Osk")) == "Mali, posts moved Osk"
    assert about(made(Forecast, said_by=("mli",))) == "Mali, “a raid”"


def test_an_event_that_nobody_states_is_no_sentence() -> None:
    stated = made(Event, actors=("mli",), recipients=("Kelm",))
    assert about(stated) == "Mali attacked Kelm"
    assert about(made(Event, actors=("mli",), recipients=())) == "Mali: attack"
    assert about(made(Event, actors=("mli",), factuality="planned")) == "attack on Kelm by Mali"
    assert about(made(Event, actors=("mli",), recipients=(), factuality="planned")) == "attack by Mali"
    context, _ = opened(small(group("sole", stated), actors=ACTORS))
    assert event_noun(context, made(Event, actors=())) == "attack on Kelm"


def test_a_long_forecast_is_cut() -> None:
    assert letters(90) in about(made(Forecast, event=letters(90)))
    assert "…" in about(made(Forecast, event=letters(91)))


def test_who_vouches_is_named_from_the_nearest() -> None:
    claim = made(Forecast, said_by=("mli", "keita"))
    context, _ = opened(small(group("sole", claim), actors=ACTORS))
    assert sayer(context, claim) == "Awa Keita, through Mali"
    assert sayer(context, made(Forecast)) == "a"
