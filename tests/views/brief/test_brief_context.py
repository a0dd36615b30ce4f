"""Names: in full once, then short."""

from __future__ import annotations

import msgspec
import pytest
from briefwork import group, made, opened, plain, small
from viewwork import crisis

from rapporteur.model import Actor, Figure, Record, Report
from rapporteur.views import brief_markdown
from rapporteur.views.brief.context import BriefContext


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_names_in_full_once_then_the_surname(markdown: str) -> None:
    above = markdown.split("## Sources")[0]
    assert above.count("Marta Lindqvist") == 1
    assert above.count("Lindqvist") > 3


def test_two_people_of_one_surname_keep_their_full_names() -> None:
    record = crisis()
    twin = msgspec.structs.replace(record.actors[0], id="person.eva-lindqvist", name="Eva Lindqvist")
    above = brief_markdown(msgspec.structs.replace(record, actors=(*record.actors, twin))).split("## Sources")[0]
    assert above.count("Lindqvist") == above.count("Marta Lindqvist") > 3


def test_six_reports_are_cited_in_their_order_and_the_rest_counted() -> None:
    claims = [made(Figure, report) for report in "gfedcba"]
    context, ((_, members),) = opened(small(group("agreed", *claims), reports=tuple("abcdefg")))
    assert plain(context.links(tuple(claims[:6]))) == "[2][3][4][5][6][7]"
    assert plain(context.links(tuple(reversed(members)))) == "[1][2][3][4][5][6]+1"


def test_claims_stand_by_report_and_place() -> None:
    claims = [made(Figure, "b", "one"), made(Figure, "a", "two"), made(Figure, "a", "three")]
    _, ((_, members),) = opened(small(group("agreed", claims[2], claims[0], claims[1]), reports=("a", "b")))
    assert [claim.evidence[0].exact for claim in members] == ["three", "two", "one"]
    _, (_, (_, members)) = opened(small(group("sole", *claims), group("agreed", *claims[::-1]), reports=("a", "b")))
    assert [claim.evidence[0].exact for claim in members] == ["two", "three", "one"]


def test_passages_stand_in_the_order_of_their_report() -> None:
    context, ((_, members),) = opened(small(group("agreed", *(made(Figure, "a", words) for words in ("one", "two", "three")))))
    for claim in reversed(members):
        context.links((claim,))
    (report,) = context.cited_reports()
    assert [passage.anchor for passage in report.passages] == ["e1-3", "e1-2", "e1-1"]
    assert [passage.parts[0] for passage in report.passages] == [("one", True), ("two", True), ("three", True)]


def name_twice(name: str, text: str) -> str:
    """What somebody is called at second mention, after a report with `text`."""
    person = Actor(id="p", name=name, kind="person")
    context = BriefContext(Record(signature="", actors=(person,), reports=(Report(id="r", name="r", text=text),)))
    return context.name("p") and context.name("p")


def test_a_second_mention_is_what_reports_call_somebody() -> None:
    assert name_twice("Sena Ode", "Sena Ode came. Then Ode left.") == "Ode"
    assert name_twice("Lin Bao", "Lin Bao came. Then Lin left. Lin slept.") == "Lin"
    assert name_twice("Lin Bao", "Lin Bao came and went.") == "Lin Bao"
    assert name_twice("senior official", "A senior official said so.") == "senior official"
    assert name_twice("Ana de Souza", "Souza said so.") == "de Souza"
