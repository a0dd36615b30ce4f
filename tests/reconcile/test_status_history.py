"""Reports of several days through reading, the store and the views: planned, then held."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from rapporteur.model import Finding, Record
from rapporteur.run import read_into, record_of
from rapporteur.sources import gather
from rapporteur.store import Store
from rapporteur.views import FORMATS, show_text
from rapporteur.views.tables import list_rows

DAYS = {
    "2024-05-06": {
        "Bamako Post": "President Awa Keita of Mali will meet President Idriss Haroun of Chad in Accra on Wednesday, "
        "her office said. Kenya plans to withdraw its embassy staff from Niger.",
    },
    "2024-05-09": {
        "Lake Gazette": "President Awa Keita of Mali met President Idriss Haroun of Chad in Accra on Wednesday.",
        "Coast Courier": "On Wednesday Awa Keita, the president of Mali, met Idriss Haroun, the president of Chad. "
        "Kenya withdrew its embassy staff from Niger on Wednesday.",
    },
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("days")
    with Store.open(folder / "kept.db", write=True) as store:
        for day, papers in DAYS.items():
            for outlet, text in papers.items():
                path = folder / f"{outlet.replace(' ', '-')}.txt"
                path.write_text(text, encoding="utf-8")
                read_into(store, gather([str(path)], published=day, outlet=outlet), workers=0)
    with Store.open(folder / "kept.db") as store:
        yield record_of(store)


def found(record: Record, kind: str) -> Finding:
    (one,) = [finding for finding in record.findings if finding.kind == kind and finding.steps]
    return one


def test_planned_then_held_is_one_finding(record: Record) -> None:
    """Two papers agree that it was held; that a third had it planned before contradicts nobody."""
    finding = found(record, "contact")
    assert [(step.published, step.standing) for step in finding.steps] == [("2024-05-06", "planned"), ("2024-05-09", "stated")]
    assert {claim for step in finding.steps for claim in step.claims} == set(finding.claims)
    assert (finding.verdict, finding.origins) == ("agreed", ("Coast Courier", "Lake Gazette"))
    assert "(planned)" not in finding.headline
    assert "Planned on 6 May (Bamako Post), held on 9 May (Coast Courier and Lake Gazette)." in finding.why


def test_a_precaution_too(record: Record) -> None:
    finding = found(record, "precaution")
    assert [step.standing for step in finding.steps] == ["planned", "stated"]
    assert finding.verdict == "sole"


def test_the_brief_tells_the_days(record: Record) -> None:
    """The line has the course; the first lines say that they met on the word of those who say so."""
    brief = strip(FORMATS["md"](record).decode())
    assert "planned on 6 May [1], held on 9 May [2][3]" in brief
    assert "Awa Keita met Idriss Haroun on Wednesday 8 May [2][3]." in brief


def strip(markdown: str) -> str:
    """Markdown without emphasis and links."""
    import re

    return re.sub(r"\[\\?\[(\d+)\\?\]\]\([^)]*\)", r"[\1]", markdown.replace("*", ""))


def test_show_and_list_tell_the_steps(record: Record) -> None:
    finding = found(record, "contact")
    lines = show_text(record, finding.id).splitlines()
    at = lines.index("Over time:")
    assert lines[at + 1].startswith("    6 May  planned: Bamako Post [1]: “")
    assert any(line.startswith("    9 May  held: Coast Courier [2], Lake Gazette [3]") for line in lines[at + 2 :])
    head, rows = list_rows(record, "findings")
    (row,) = [row for row in rows if row[0] == finding.id]
    assert row[head.index("steps")] == "planned 2024-05-06, stated 2024-05-09"


def test_the_steps_are_in_the_json(record: Record) -> None:
    again = msgspec.json.decode(FORMATS["json"](record), type=Record)
    assert again.findings == record.findings
