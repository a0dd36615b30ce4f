"""Whatever the record: every view of it is made, and what it is made for can read it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from propertywork import FEW, SOME, texts
from reconcilework import crowds, runs

from rapporteur.model import Claim, Problem, Record
from rapporteur.reconcile import reconcile
from rapporteur.views import FORMATS, LISTS, TABLE_FORMATS, list_rows, show_text, table_text
from rapporteur.views.exports import EXPORTS, MARKS, Choice, exported

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record of any claims that a store would keep, with hostile names, titles, addresses and problems."""
    reports, extractions = draw(runs() | crowds())
    extractions = [msgspec.structs.replace(e, claims=tuple(filter(is_sound, e.claims))) for e in extractions]
    odd = [
        msgspec.structs.replace(report, name=f"{at}{draw(texts)}", title=draw(st.none() | texts), url=draw(st.none() | texts))
        for at, report in enumerate(reports)
    ]
    actors, claims, findings = reconcile(odd, extractions)
    problems = tuple(Problem(report=draw(texts), stage="sources", reason=draw(texts)) for _ in range(draw(st.integers(0, 2))))
    return Record(signature="test", reports=tuple(odd), actors=actors, claims=claims, findings=findings, problems=problems)


def is_sound(claim: Claim) -> bool:
    """Whether the days of a claim are days, and its numbers are none that JSON lacks."""
    days = [day for day in (claim.when.start, claim.when.end) if day is not None] if claim.when else []
    finite = msgspec.json.decode(msgspec.json.encode(claim), type=type(claim)) == claim
    return finite and all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


class Balanced(HTMLParser):
    """A page whose every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.opened += [] if tag in VOID else [tag]
        assert not any(name.startswith("on") for name, _ in attrs), "a script in an attribute"
        assert not any((value or "").strip().lower().startswith(("javascript:", "data:text")) for _, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@FEW
@given(records())
def test_the_brief_is_made_in_every_format(record: Record) -> None:
    pages = {name: write(record).decode("utf-8") for name, write in FORMATS.items()}
    assert msgspec.json.decode(pages["json"], type=Record) == record
    assert {name: write(record).decode("utf-8") for name, write in FORMATS.items()} == pages
    page = Balanced()
    page.feed(pages["html"])
    page.close()
    assert page.opened == []
    assert page.tags >= {"html", "body", "h1"}


@SOME
@given(records(), st.sampled_from(sorted(LISTS)))
def test_every_list_is_read_back_from_every_format(record: Record, kind: str) -> None:
    head, rows = list_rows(record, kind)
    assert all(len(row) == len(head) for row in rows)
    assert all(isinstance(cell, str) for row in rows for cell in row)
    written = {name: table_text(head, rows, name) for name in TABLE_FORMATS}
    assert [tuple(line.values()) for line in json.loads(written["json"])] == rows
    assert [tuple(json.loads(line).values()) for line in written["jsonl"].split("\n") if line] == rows
    lines = list(csv.reader(io.StringIO(written["csv"], newline="")))
    for line, row in zip(lines, [head, *rows], strict=True):
        assert all(cell in (known, f"'{known}") for cell, known in zip(line, row, strict=True))
        assert not any(cell.startswith(("=", "@")) for cell in line), "a spreadsheet would calculate it"
    assert written["table"].count("\n") >= len(rows) + 1


@SOME
@given(records(), st.sampled_from(sorted(EXPORTS)), st.booleans(), st.booleans())
def test_every_export_keeps_its_columns(record: Record, format: str, per_claim: bool, all_marks: bool) -> None:
    choice = Choice(per="claim" if per_claim else "finding", include=frozenset(MARKS) if all_marks else frozenset())
    for data in exported(record, format, choice).files.values():
        text = data.decode("utf-8")
        if format == "plover":
            assert all(isinstance(json.loads(line), dict) for line in text.split("\n") if line)
        else:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
            assert len({len(row) for row in rows}) <= 1


@SOME
@given(records())
def test_every_claim_and_finding_can_be_shown(record: Record) -> None:
    for thing in (*record.claims, *record.findings):
        text = show_text(record, thing.id)
        assert thing.id in text
        assert not any(ord(char) < 32 and char not in "\n\t" for char in text), "a report steers the terminal"


@FEW
@given(records(), st.text(max_size=6))
def test_any_beginning_of_an_id_shows_something_or_says_why_not(record: Record, prefix: str) -> None:
    assert show_text(record, prefix).strip()
