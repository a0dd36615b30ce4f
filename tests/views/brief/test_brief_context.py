"""Names: in full once, then short."""

from __future__ import annotations

import msgspec
import pytest
from viewwork import crisis

from rapporteur.views import brief_markdown


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
