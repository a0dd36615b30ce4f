"""The kinds of claim to their readers: by which claim their people and their state are named, and that every value has words."""

from __future__ import annotations

from typing import get_args

from briefwork import group, letters, made, opened, plain, small
from viewwork import crisis

from rapporteur.kinds import kind_of
from rapporteur.model import (
    KINDS,
    Act,
    Actor,
    Claim,
    Contact,
    ContactMode,
    Event,
    Figure,
    Forecast,
    Interval,
    Precaution,
    Stance,
    Statement,
)
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.rows import topic
from rapporteur.views.kinds import KIND_VIEWS, contacts, view_of
from rapporteur.views.kinds.contacts import MODES, SPOKE, parties_of
from rapporteur.views.kinds.events import EVENTS, GRAVE, event_noun
from rapporteur.views.kinds.forecasts import STANCES
from rapporteur.views.kinds.precautions import ACTS, actor_of

ACTORS = (
    Actor(id="keita", name="Awa Keita", kind="person"),
    Actor(id="ode", name="Sena Ode", kind="person"),
    Actor(id="mli", name="Mali", kind="state"),
    Actor(id="ministry", name="the ministry", kind="organisation"),
    Actor(id="office", name="the office", kind="organisation"),
)


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


def test_every_value_of_the_model_has_its_words() -> None:
    assert set(MODES) == set(SPOKE) == set(get_args(ContactMode))
    assert all(contacts.VIEW.done(made(Contact, mode=mode)) for mode in MODES)
    assert set(ACTS) == set(get_args(Act))
    assert set(STANCES) == set(get_args(Stance))
    assert set(GRAVE) <= set(EVENTS)


def test_a_row_has_a_cell_for_every_column() -> None:
    context = BriefContext(crisis())
    assert {kind_of(claim) for claim in context.record.claims} == set(KINDS)
    for claim in context.record.claims:
        view = view_of(claim)
        assert view is KIND_VIEWS[kind_of(claim)]
        assert len(view.row(context, claim)) == len(view.columns)
        assert view.topic(context, (claim,))
        assert view.label(claim)


def test_no_two_kinds_share_a_place() -> None:
    assert len({view.agreed_rank for view in KIND_VIEWS.values()}) == len(KINDS)
    assert len({view.dispute_rank for view in KIND_VIEWS.values()}) == len(KINDS)


def test_lengths_that_differ_stand_in_the_words_of_their_reports() -> None:
    """Not only as the number that was read from them."""
    call = made(Contact, "a", "The call took close to an hour, aides said", minutes=Interval(50, 60, "minute"))
    assert view_of(call).dispute_words(call) == "“The call took close to an hour, aides said”"
