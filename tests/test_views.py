"""The views: what a brief must show, must never show, and must keep from any record."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_views_case import crisis, finding

from rapporteur.model import Claim, Figure, Finding, Forecast, Interval, Problem, Record, Report, Span, Statement, When
from rapporteur.views import (
    FORMATS,
    LISTS,
    TABLE_FORMATS,
    brief_html,
    brief_markdown,
    list_rows,
    look_up,
    record_json,
    table_text,
)
from rapporteur.views.care import gate
from rapporteur.views.html import brief_html as page_of
from rapporteur.views.markdown import escaped
from rapporteur.views.passage import parts, sentences
from rapporteur.views.phrase import amount_words, days_title, minutes_words, when_words
from rapporteur.views.show import show_text

EMPTY = Record(signature="test")


class Page(HTMLParser):
    """The ids, links, tags and visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [values["href"]] if tag == "a" and values.get("href") else []

    def handle_data(self, data: str) -> None:
        self.text += data


def section(markdown: str, title: str) -> str:
    """The text of one section of a brief in Markdown."""
    return markdown.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(brief_html(crisis()))


def test_header_and_short(markdown: str) -> None:
    assert markdown.startswith("# 12 February 2022 · four reports · three outlets · English\n")
    short = markdown.split("**In short.** ")[1].split("\n")[0]
    assert "Anton Berezin spoke by phone with Marta Lindqvist [1][2][3] and, separately, with Paul Okoro" in short
    assert "contradict each other on the number of Varnia’s soldiers: at least 90,000 [1] against 20,000 [2]" in short
    assert (
        "Norland, Sudmark and Astoria told citizens to leave Kelm (only of Norland do two or more sources say so)"
        in short
    )
    assert "Officials in Astoria foresaw: “an attack”, from Monday 14 Feb (*possible*) [1]" in short
    assert "**denied** by Varnia" in short


def test_a_planned_visit_never_reads_as_held(markdown: str, page: Page) -> None:
    line = next(
        line for line in markdown.splitlines() if "visit" in line and "Okoro" in line and line.startswith("- C")
    )
    assert "*planned*" in line
    assert "Okoro met" not in markdown
    assert ("span", {"class": "standing planned"}) in page.tags


def test_what_nobody_states_stands_only_with_its_standing(markdown: str) -> None:
    come = section(markdown, "Said to come, and on what condition").splitlines()
    rows = [line for line in come if line.startswith("| ")][1:]
    assert len(rows) == 4
    assert all(re.search(r"\*(possible|conditional|denied)\*", row) for row in rows)
    assert "Varnia attacked" not in markdown
    assert "attack on Kelm by Varnia" in markdown


def test_two_wordings_of_one_quotation_stand_side_by_side(markdown: str) -> None:
    row = next(line for line in section(markdown, "Agreed").splitlines() if line.startswith("| Said"))
    assert "“**Nobody** has closed **the** door” [1] · “**no one** has closed **any** door” [2]" in row


def test_disputes_show_both_wordings_and_why(markdown: str) -> None:
    row = section(markdown, "They contradict each other")
    assert "“More than 90,000 soldiers of Varnia” [1]" in row
    assert "“Exactly 20,000 Varnian soldiers” [2]" in row
    assert "20,000 lies below the lower bound of 90,000" in row
    assert "*possible* [4]" in section(markdown, "They differ")


def test_precautions_are_grouped_by_act(markdown: str) -> None:
    leaving = section(markdown, "Who told whom to leave")
    assert "| **Citizens told to leave Kelm** | Norland [1][2] · Sudmark [2] · Astoria [1] |" in leaving
    assert "KelmAir *possible* [2]" in leaving


def test_sole_lines_stand_under_their_source(markdown: str) -> None:
    post = section(markdown, "Only one says").split("**[4] post**")[1]
    assert "- Said: **Ilse Marr**: “A costly mistake”" in post
    assert "- Figures: **Varnia: 2 consulates**" in post
    herald = section(markdown, "Only one says").split("**[2] The")[1]
    assert "- **Citizens told to leave Kelm**: Sudmark\n" in herald


def test_care_says_what_lacks_and_what_was_checked(markdown: str) -> None:
    care = section(markdown, "Read with care")
    assert "No outlet, date or link is known for [4]." in care
    assert "page furniture marked and not read, in [1]" in care
    assert "one voice, not agreement" in care
    assert "broken.html (sources): no text found in 2 bytes" in care
    assert re.search(r"Of \d+ sentences, \d+ led to no claim", care)
    assert "24 of 24 quoted passages" in care
    assert gate(crisis()) == (24, 24)


def test_a_span_that_does_not_hold_is_counted() -> None:
    record = crisis()
    first = record.claims[0]
    bad = msgspec.structs.replace(first, evidence=(msgspec.structs.replace(first.evidence[0], exact="other words"),))
    broken = msgspec.structs.replace(record, claims=(bad, *record.claims[1:]))
    assert gate(broken) == (23, 24)
    assert "**Twenty" not in brief_markdown(broken)
    assert "23 of 24 quoted passages" in brief_markdown(broken)
    assert "do not trust this claim" in show_text(broken, bad.id)


def test_every_chip_leads_to_a_sentence(page: Page) -> None:
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert len(inside) > 40
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_asks_nothing_of_the_network_and_runs_nothing(page: Page) -> None:
    html = brief_html(crisis())
    assert not [tag for tag, _ in page.tags if tag in ("script", "link", "img", "iframe", "object", "form")]
    assert not [values for _, values in page.tags if any(name.startswith("on") or name == "src" for name in values)]
    assert [link for link in page.links if not link.startswith("#")] == ["https://meridian.example.org/calls"]
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_hostile_text_stays_text(page: Page) -> None:
    html = brief_html(crisis())
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert "javascript:" not in html
    assert "KelmAir <b>may</b> stop flying" in page.text


def test_tables_keep_their_columns(markdown: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
        assert len(widths) == 1, block


def test_names_in_full_once_then_the_surname(markdown: str) -> None:
    above = markdown.split("## Sources")[0]
    assert above.count("Marta Lindqvist") == 1
    assert above.count("Lindqvist") > 3


def test_two_people_of_one_surname_keep_their_full_names() -> None:
    record = crisis()
    twin = msgspec.structs.replace(record.actors[0], id="person.eva-lindqvist", name="Eva Lindqvist")
    above = brief_markdown(msgspec.structs.replace(record, actors=(*record.actors, twin))).split("## Sources")[0]
    assert above.count("Lindqvist") == above.count("Marta Lindqvist") > 3


def test_same_record_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from test_views_case import crisis; from rapporteur.views import FORMATS, LISTS, list_rows;"
        "print([hashlib.sha256(FORMATS[f](crisis())).hexdigest() for f in FORMATS]);"
        "print([list_rows(crisis(), k) for k in LISTS])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_an_empty_record_gives_an_empty_brief() -> None:
    assert brief_markdown(EMPTY) == "# Undated reports · no reports · no outlet named\n"
    assert "<main>" in page_of(EMPTY)
    assert all(FORMATS[name](EMPTY) for name in FORMATS)


def test_reports_without_claims_are_said_to_have_none() -> None:
    text = brief_markdown(Record(signature="s", reports=(Report(id="r", name="a", text="One. Two."),)))
    assert "Of 2 sentences, 2 led to no claim: 2 in [1]." in text


def crowd(size: int) -> Record:
    """A record of `size` reports, each with a figure and a forecast of its own."""
    reports, claims, findings = [], [], []
    for at in range(size):
        text = f"Varnia has {at + 7} tanks near Kelm. An attack could come in {at + 2} days."
        first, second = (Span(f"r{at}", *edge, text[slice(*edge)]) for edge in sentences(text))
        report = Report(id=f"r{at}", name=f"n{at}", text=text, outlet=f"Outlet {at}", published="2022-02-12", lang="en")
        amount = Interval(at + 7, at + 7)
        figure = Figure(id=f"f{at}", report=report.id, evidence=(first,), of="tanks", subject=None, amount=amount)
        ahead: Any = {"event": "an attack", "stance": "forecast", "factuality": "possible"}
        forecast = Forecast(id=f"g{at}", report=report.id, evidence=(second,), **ahead)
        reports.append(report)
        both: tuple[Claim, ...] = (figure, forecast)
        claims += both
        findings += [
            Finding(
                id=f"x{one.id}",
                kind=kind,
                headline="",
                claims=(one.id,),
                verdict="sole",
                origins=(report.id,),
                outlets=(),
                why="only one",
            )
            for one, kind in zip(both, ("figure", "forecast"), strict=True)
        ]
    return Record(signature="s", reports=tuple(reports), claims=tuple(claims), findings=tuple(findings))


def test_a_thousand_reports_stay_a_brief() -> None:
    text = brief_markdown(crowd(1000))
    assert text.startswith("# 12 February 2022 · 1,000 reports · 1,000 outlets")
    assert len(text) < 20_000
    assert "… and 976 more (rapporteur list forecasts)" in text
    assert "… and 984 more in 984 more reports (rapporteur list findings)" in text
    assert "more reports were read and are not cited above" in text


def test_json_is_the_contract_and_comes_back() -> None:
    record = crisis()
    written = record_json(record)
    assert msgspec.json.decode(written, type=Record) == record
    assert written.endswith(b"}\n")
    value = json.loads(written)
    assert list(value) == ["actors", "claims", "findings", "places", "problems", "reports", "signature", "times"]
    assert all(list(row) == sorted(row) for row in value["claims"])
    assert {row["kind"] for row in value["claims"]} == {
        "contact", "statement", "figure", "precaution", "forecast", "event",
    }  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_lists_have_a_row_per_item_in_every_format(kind: str) -> None:
    head, rows = list_rows(crisis(), kind)
    assert rows
    assert all(len(row) == len(head) and all(isinstance(cell, str) for cell in row) for row in rows)
    assert list(csv.reader(io.StringIO(TABLE_FORMATS["csv"]((head, rows))))) == [list(row) for row in (head, *rows)]
    as_objects = [dict(zip(head, row, strict=True)) for row in rows]
    assert json.loads(TABLE_FORMATS["json"]((head, rows))) == as_objects
    assert [json.loads(line) for line in TABLE_FORMATS["jsonl"]((head, rows)).splitlines()] == as_objects
    assert len(table_text(head, rows).splitlines()) == len(rows) + 1


def test_times_are_listed_with_their_days_and_words() -> None:
    head, rows = list_rows(crisis(), "times")
    assert head == ("report", "type", "value", "start", "end", "minutes_low", "minutes_high", "spans", "words")
    name, *known, where, words = rows[1]
    report = next(r for r in crisis().reports if r.name == name)
    assert known == ["DATE", "2022-02-14", "2022-02-14", "", "", ""]
    start, end = map(int, where.split("-"))
    assert report.text[start:end] == words == "as early as Monday"


def test_a_list_takes_the_singular_and_names_the_kinds_it_has() -> None:
    assert list_rows(crisis(), "contact") == list_rows(crisis(), "contacts")
    with pytest.raises(KeyError, match="contacts, statements"):
        list_rows(crisis(), "weather")


def test_figures_list_has_bounds() -> None:
    head, rows = list_rows(crisis(), "figures")
    first = dict(zip(head, rows[0], strict=True))
    assert (first["subject"], first["of"], first["low"], first["high"]) == ("Varnia", "soldiers", "90000", "")
    assert first["report"] == "wire"


def test_show_marks_the_words_in_their_sentence() -> None:
    record = crisis()
    conflict = next(one for one in record.findings if one.verdict == "conflict")
    text = show_text(record, conflict.id)
    one_line = " ".join(text.split())
    assert "[1] wire (Meridian): «More than 90,000 soldiers of Varnia» stand near the frontier, aides said." in one_line
    assert all(len(line) < 80 for line in text.splitlines()[1:])
    assert "conflict: 20,000 lies below" in text
    assert "«" not in show_text(record, conflict.id, colour=True)
    assert "\x1b[1;33mMore than 90,000 soldiers of Varnia\x1b[0m stand" in show_text(record, conflict.id, colour=True)


def test_show_takes_the_beginning_of_an_id_and_says_what_is_wrong() -> None:
    record = crisis()
    assert look_up(record, "herald-0") == next(one for one in record.claims if one.id == "contact-herald-0")
    assert look_up(record, "forecast-herald") == next(one for one in record.claims if one.id.startswith("forecast-her"))
    for prefix, words in (
        ("fi", "too short"),
        ("figure", "is the beginning of 4 ids"),
        ("nowhere", "no claim or finding"),
    ):
        wrong = look_up(record, prefix)
        assert isinstance(wrong, Problem)
        assert words in wrong.reason
        assert show_text(record, prefix) == wrong.reason + "\n"


def test_a_report_cannot_steer_the_terminal() -> None:
    record = crowd(1)
    text = "Varnia has \x1b[2J7 tanks near Kelm."
    claim = msgspec.structs.replace(record.claims[0], evidence=(Span("r0", 0, len(text), text),))
    report = msgspec.structs.replace(record.reports[0], text=text)
    record = msgspec.structs.replace(record, reports=(report,), claims=(claim,))
    assert "\x1b" not in show_text(record, "xf0")
    assert "\x1b" not in TABLE_FORMATS["table"](list_rows(record, "figures"))


@given(st.text(alphabet=st.sampled_from('aB .!?\n"”“é3—'), max_size=80))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    bounds = sentences(text)
    assert all(start < end for start, end in bounds)
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))
    outside = text
    for start, end in reversed(bounds):
        outside = outside[:start] + outside[end:]
    assert not outside.strip()


@given(st.data())
@settings(max_examples=60)
def test_parts_mark_the_span_and_nothing_else(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("aB .!\n"), min_size=2, max_size=60))
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    found = parts(text, sentences(text), (Span("r", start, end, text[start:end]),))
    assert "".join(words for words, marked in found if marked) == text[start:end]
    assert "".join(words for words, _ in found) in text


@given(st.text(alphabet=st.sampled_from("a*_[]<>|`\\&;#("), max_size=30))
def test_escaped_markdown_holds_no_markup(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_\[\]<>|`]", escaped(text))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When("2022-02-12", "2022-02-12", ""), "Saturday 12 Feb"),
        (When("2022-02-14", "2022-02-20", ""), "14–20 Feb"),
        (When("2022-02-26", "2022-03-04", ""), "26 Feb–4 Mar"),
        (When(None, "2022-02-20", ""), "by Sunday 20 Feb"),
        (When("2022-02-14", None, ""), "from Monday 14 Feb"),
        (When("2022-02-12T10:30", "2022-02-12T10:30", ""), "Saturday 12 Feb, 10:30"),
        (When(None, None, "soon"), ""),
        (None, ""),
    ],
)
def test_days_in_words(when: When | None, words: str) -> None:
    assert when_words(when) == words


def test_quantities_and_titles_in_words() -> None:
    assert amount_words(Interval(130000, None)) == "at least 130,000"
    assert amount_words(Interval(5, 6)) == "5–6"
    assert amount_words(Interval(2.5, 2.5)) == "2.5"
    assert minutes_words(Interval(100, 100)) == "1 h 40 min"
    assert minutes_words(Interval(60, 60)) == "1 h"
    assert minutes_words(Interval(60, 75)) == "60–75 min"
    assert days_title(["2022-02-14", "2022-02-12T10:00"]) == "12–14 February 2022"
    assert days_title(["2021-12-31", "2022-01-01"]) == "31 December 2021 – 1 January 2022"


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


def test_hundreds_of_wordings_of_one_figure_stay_one_row() -> None:
    record = crowd(300)
    figures = tuple(one for one in record.claims if isinstance(one, Figure))
    one = finding("conflict", figures, 300, "they can't all be right " * 40)
    row = section(brief_markdown(msgspec.structs.replace(record, findings=(one,))), "They contradict each other")
    assert "and 294 more wordings" in row
    assert len(row) < 1500
