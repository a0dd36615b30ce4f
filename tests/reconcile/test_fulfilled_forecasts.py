"""What was forecast and came: the first steps of the event that fulfils it."""

from __future__ import annotations

import pytest
from casework import reader

from rapporteur.extract import extract
from rapporteur.model import Record, Report
from rapporteur.reconcile import reconcile
from rapporteur.views import show_text

FORETOLD = {
    "2024-05-06": "Mali could attack Chad this week, President Kofi Mensah of Ghana warned.",
    "2024-05-10": "Mali attacked Chad on Thursday, residents said.",
    "2024-05-12": "Mali attacked Chad again on Saturday.",
}


def several(texts: dict[str, str]) -> Record:
    """The record of reports of several days, each by a paper of its own, read by the real reader."""
    reports = [Report(id=day, name=day, text=text, outlet=f"Paper of {day}", published=day) for day, text in texts.items()]
    extractions = [extract(report, reader().read_one(report)) for report in reports]
    actors, claims, findings = reconcile(reports, extractions)
    return Record(signature="", reports=tuple(reports), actors=actors, claims=claims, findings=findings)


def test_a_deed_that_was_foretold() -> None:
    """The first raid after the warning has it as its first step, the second has not; the warning stays a finding."""
    record = several(FORETOLD)
    (first,) = [f for f in record.findings if f.kind == "event" and f.steps]
    assert [(step.published, step.standing) for step in first.steps] == [("2024-05-06", "possible"), ("2024-05-10", "stated")]
    assert any(f.kind == "forecast" and set(f.claims) & set(first.steps[0].claims) for f in record.findings)
    assert "possible" in show_text(record, first.id).split("Over time:")[1]


@pytest.mark.parametrize(("day", "steps"), [("2024-05-17", 2), ("2024-06-07", 0)])
def test_a_warning_without_a_day_holds_for_two_weeks(day: str, steps: int) -> None:
    warning = "Mali could attack Chad, President Kofi Mensah of Ghana warned."
    record = several({"2024-05-06": warning, day: "Mali attacked Chad on Thursday, residents said."})
    stated = {claim.id for claim in record.claims if claim.factuality == "stated"}
    (deed,) = [f for f in record.findings if f.kind == "event" and stated & {*f.claims}]
    assert len(deed.steps) == steps


@pytest.mark.parametrize(
    "later",
    [
        "Chad attacked Mali on Thursday, residents said.",
        "Mali attacked Ghana on Thursday, residents said.",
        "Mali imposed sanctions on Chad on Thursday.",
        "Mali attacked Chad on Sunday, 5 May, residents said.",
    ],
)
def test_another_deed_was_not_foretold(later: str) -> None:
    record = several({"2024-05-06": FORETOLD["2024-05-06"], "2024-05-10": later})
    told = {claim for f in record.findings if f.kind == "forecast" for claim in f.claims}
    assert told
    assert not any(told & set(step.claims) for f in record.findings if f.kind == "event" for step in f.steps)
