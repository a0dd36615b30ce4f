"""What topics are made of: the value of most claims, and who vouches for one."""

from __future__ import annotations

from briefwork import group, made, opened, small

from rapporteur.model import Actor, Figure, Forecast
from rapporteur.views.brief.topics import common, sayer

ACTORS = (Actor(id="keita", name="Awa Keita", kind="person"), Actor(id="mli", name="Mali", kind="state"))


def test_the_value_of_most_claims_and_the_earliest_of_equals() -> None:
    def of(*places: str) -> str:
        return common(tuple(made(Figure, place=place or None) for place in places), lambda claim: claim.place or "")

    assert of("Osk", "Kelm", "Kelm") == "Kelm"
    assert of("Osk", "Kelm") == "Osk"
    assert of("", "", "Kelm") == "Kelm"
    assert of("", "") == ""


def test_who_vouches_is_named_from_the_nearest() -> None:
    claim = made(Forecast, said_by=("mli", "keita"))
    context, _ = opened(small(group("sole", claim), actors=ACTORS))
    assert sayer(context, claim) == "Awa Keita, through Mali"
    assert sayer(context, made(Forecast)) == "a"
