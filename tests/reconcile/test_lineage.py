"""Lineage: reprints, wire stories and articles of one outlet have one origin."""

from __future__ import annotations

import pytest
from reconcilework import OTHER, STORY, report

from rapporteur.model import (
    Report,
)
from rapporteur.reconcile.lineage import origins, wire


def labels(reports: list[Report]) -> dict[str, str]:
    return {report: origin.label for report, origin in origins(reports).items()}


def test_a_reprint_is_no_second_voice() -> None:
    """A cut and retitled copy has the voice of the earlier one; another story of the day has its own."""
    cut = "Grain on the move. " + STORY[: int(len(STORY) * 0.7)]
    found = labels(
        [report("a", STORY, "Post", "2024-05-03"), report("b", cut, "Gazette", "2024-05-04"), report("c", OTHER)]
    )
    assert found == {"a": "Post", "b": "Post", "c": "c"}


@pytest.mark.parametrize(("share", "voices"), [(0.6, 1), (0.35, 2)])
def test_a_reprint_with_another_end(share: float, voices: int) -> None:
    """More than half of the words in common are one voice, a third is not."""
    ended_otherwise = STORY[: int(len(STORY) * share)] + OTHER[: int(len(STORY) * (1 - share))]
    origins = labels([report("a", STORY, "Post", "2024-05-03"), report("b", ended_otherwise, "Gazette", "2024-05-04")])
    assert len({*origins.values()}) == voices


def test_an_address_that_many_share_makes_no_one_voice() -> None:
    """Pages that all give one address are two outlets' where these are known, and none's reprints."""
    address = "https://gazette.example/"
    pages = [
        Report(id="a", name="a", text=STORY, outlet="Post", url=address),
        Report(id="b", name="b", text=OTHER, outlet="Gazette", url=address),
    ]
    assert labels(pages) == {"a": "Post", "b": "Gazette"}


def test_a_round_up_does_not_join_its_parts() -> None:
    """A long round-up that holds a short story is not that story's reprint, nor does it join two of them."""
    third = " ".join(f"Minister {i} flew to city {i} and spoke for {i} hours of rain and railways." for i in range(60))
    found = labels([report("a", STORY), report("b", OTHER), report("c", third + STORY + OTHER)])
    assert len(set(found.values())) == 3


def test_one_outlet_is_one_voice() -> None:
    assert set(labels([report("a", STORY, "Post"), report("b", OTHER, "Post")]).values()) == {"Post"}


@pytest.mark.parametrize(
    ("text", "outlet", "found"),
    [
        ("BAMAKO (Reuters) - Grain left.", None, "wire.reuters"),
        ("Grain left.\nAFP", None, "wire.afp"),
        ("Grain left.", "Associated Press", "wire.ap"),
        ("Keita told Reuters that grain left.", None, None),
        ("The AP was told of it. Grain left.", None, None),
    ],
)
def test_wire_credit(text: str, outlet: str | None, found: str | None) -> None:
    assert wire(report("a", text, outlet)) == found
