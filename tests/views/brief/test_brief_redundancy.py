"""What only repeats is not shown twice."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from briefwork import made
from viewwork import crisis, finding

from rapporteur.model import Actor, Contact, Event, Figure, Forecast, Precaution, Record, Report, Span, Statement
from rapporteur.views import brief_markdown
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.redundancy import is_redundant


def test_what_a_state_advises_is_not_told_again_as_its_words() -> None:
    record = crisis()
    leave = next(one for one in record.claims if one.id.startswith("precaution-wire") and one.id.endswith("nor"))
    said: Any = {"speaker": "nor", "speaker_words": "Norland", "words": "to leave Kelm", "form": "indirect"}
    echo = Statement(id="echo", report=leave.report, evidence=leave.evidence, **said)
    alone = Statement(id="alone", report=leave.report, evidence=record.claims[0].evidence, **said)
    for one, shown in ((echo, False), (alone, True)):
        found = finding("sole", (one,), 1, "only one")
        wider = msgspec.structs.replace(record, claims=(*record.claims, one), findings=(*record.findings, found))
        assert ("Norland**: to leave Kelm" in brief_markdown(wider)) is shown


def redundant(claim: Any, other: Any) -> bool:
    """Whether `claim` repeats `other`, told in the same words."""
    actors = (Actor(id="ministry", name="the ministry", kind="organisation", country="NOL"),)
    record = Record(signature="", reports=(Report(id="a", name="a", text="these words"),), actors=actors, claims=(claim, other))
    return is_redundant(BriefContext(record), (claim,))


def said(form: str = "indirect", speaker: str = "ministry", words: str = "to leave Kelm") -> Any:
    return made(Statement, form=form, speaker=speaker, words=words)


@pytest.mark.parametrize(
    ("claim", "other", "expected"),
    [
        (said(), made(Precaution, actor="NOL"), True),
        (said(), made(Precaution, actor="SUD", said_by=("NOL",)), True),
        (said(), made(Precaution, actor="SUD"), False),
        (said(), made(Figure, said_by=("NOL",)), True),
        (said(), made(Figure), False),
        (said(), made(Event, said_by=("NOL",), factuality="planned"), True),
        (said(), made(Event, said_by=("NOL",)), False),
        (said(), made(Contact, said_by=("NOL",)), False),
        (said("direct"), made(Precaution, actor="NOL"), False),
        (said("mixed"), made(Precaution, actor="NOL"), False),
        (said("mixed", words="a raid at dawn"), made(Forecast, event="a raid", said_by=("NOL",)), True),
        (said("mixed", words="a raid"), made(Forecast, event="a raid at dawn", said_by=("NOL",)), True),
        (said("mixed", words="a flood"), made(Forecast, event="a raid", said_by=("NOL",)), False),
        (made(Event, type="REJECT", actors=("NOL",), recipients=()), said(), True),
        (made(Event, type="REJECT", actors=("SUD",), recipients=()), said(), False),
        (made(Event, type="REJECT", actors=("NOL",), recipients=("SUD",)), said(), False),
        (made(Event, type="REJECT", actors=("NOL",), recipients=()), made(Figure, factuality="denied", said_by=("NOL",)), True),
        (made(Event, type="REJECT", actors=("NOL",), recipients=()), made(Figure, said_by=("NOL",)), False),
        (made(Event, factuality="planned", said_by=("NOL",)), made(Forecast, said_by=("NOL",)), True),
        (made(Event, factuality="planned", said_by=("NOL",)), made(Forecast, said_by=("SUD",)), False),
        (made(Event, said_by=("NOL",)), made(Forecast, said_by=("NOL",)), False),
    ],
)  # fmt: skip
def test_what_repeats_what(claim: Any, other: Any, expected: bool) -> None:
    assert redundant(claim, other) is expected
    apart = msgspec.structs.replace(other, evidence=(Span("a", 11, 12, "."),))
    assert not redundant(claim, apart)


def test_a_finding_repeats_if_all_its_claims_do() -> None:
    record = Record(
        signature="",
        claims=(said(speaker="NOL"), made(Precaution, actor="NOL"), made(Statement, "b", form="indirect", speaker="NOL")),
    )
    context = BriefContext(record)
    assert is_redundant(context, record.claims[:1])
    assert not is_redundant(context, (record.claims[0], record.claims[2]))
