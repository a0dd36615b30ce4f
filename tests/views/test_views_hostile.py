"""Whatever a report says: each output parses back to what the record holds, and none steers what shows it."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import lxml.html
import msgspec
import pytest
from hostilework import hostile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from payloadwork import payloads

from rapporteur.extract.provenance import Drop
from rapporteur.model import Reading, Record, Sentence, Word
from rapporteur.views import LISTS, TABLE_FORMATS, brief_html, brief_markdown, list_rows, record_json, show_text
from rapporteur.views.brief.compose import compose
from rapporteur.views.brief.nodes import Brief, Inlines, Items, SourceLink, Table, Wording
from rapporteur.views.check import check_text
from rapporteur.views.exports import EXPORTS, Choice, exported
from rapporteur.views.typography import legible, printable, web_address

SHOWN = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters that join letters, or that are signs to be read."""
MARKS = (
    "<>&\"'`=+-@|*_[](){}#!~\\/:;.,$%^? \t\n\r\v\f\x00\x07\x08\x1b\x7f\x85\x9b\x9d\xa0\xad"
    "\u200b\u200d\u202e\u2028\u2066\ufeff…“”‘’é中"
)
TEXTS = st.one_of(
    st.sampled_from([payload.text for payload in payloads()]),
    st.text(st.sampled_from([*MARKS, *"abcAB019"]), min_size=1, max_size=30),
    st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=30),
)
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def steering(text: str, allowed: str = "\n") -> set[str]:
    """The characters of a text that steer, reorder or hide what is shown."""
    marks = set(text) - SHOWN - {*allowed}
    return {mark for mark in marks if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp")}


def flat(text: str) -> str:
    """Text as it is read: white space folded, what nobody sees left out."""
    return " ".join(legible(text).split())


def test_only_what_is_read_is_legible() -> None:
    everything = "".join(map(chr, (*range(0x20000), *range(0xE0000, 0xE1000))))  # elsewhere letters and nothing yet
    shown = legible(everything)
    assert steering(shown, "\n\t") == set()
    lost = set(everything) - set(shown)
    assert {unicodedata.category(mark) for mark in lost} <= {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def inline_text(line: Inlines, *, page: bool) -> str:
    """What is read of a line in the page or in the Markdown."""
    text = ""
    for inline in line:
        if isinstance(inline, SourceLink):
            text += str(inline.number) if page else "" if inline.quiet else f"[{inline.number}]"
        elif isinstance(inline, Wording):
            words = "".join(f"[only here: {part}]" if mark and page else part for part, mark in inline.parts)
            text += f"“{words}”" if inline.quoted and not page else words
        else:
            text += f"“{inline.text}”" if inline.style == "quote" and not page else inline.text
    return flat(text)


def lines_of(brief: Brief, *, page: bool) -> Iterator[str]:
    """The cells and lines of the sections, in their order."""
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (inline_text(cell, page=page) for row in block.rows for cell in row)
            else:
                yield from (inline_text(line, page=page) for line in block.lines)
                yield from [block.more] if block.more else []


def passages_of(brief: Brief) -> list[str]:
    return [flat("".join(part for part, _ in passage.parts)) for source in brief.sources for passage in source.passages]


def texts(tree: Any, path: str) -> list[str]:
    return [flat(element.text_content()) for element in tree.xpath(path)]


@HARD
@given(TEXTS)
def test_the_page_says_what_the_record_holds(text: str) -> None:
    brief = compose(record := hostile([text]))
    html = brief_html(record)
    assert steering(html, "\n\t") == set()
    tree = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    sections = "//section[not(contains(@class, 'sources')) and not(contains(@class, 'short'))]"
    assert texts(tree, f"{sections}//td | {sections}//li") == list(lines_of(brief, page=True))
    assert texts(tree, "//section[@class='sources']//li") == passages_of(brief)
    assert texts(tree, "//section[@class='short']//p") == [inline_text(line, page=True) for line in brief.lead]
    heads = [source.outlet or source.name for source in brief.sources]
    assert texts(tree, "//section[@class='sources']/h3") == [
        flat(f"{source.number} {head}: {source.title}") for source, head in zip(brief.sources, heads, strict=True)
    ]
    sentences = {legible(link.sentence) for link in links_of(brief)}
    assert set(tree.xpath("//a/@title")) <= sentences
    outside = [link for link in tree.xpath("//a/@href") if not link.startswith("#")]
    assert outside == [address for source in brief.sources if (address := web_address(source.url))]


def links_of(brief: Brief) -> Iterable[SourceLink]:
    """All links of the sections and the lead."""
    blocks = [block for section in brief.sections for block in section.blocks]
    lines = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]
    lines += [line for block in blocks if isinstance(block, Items) for line in block.lines]
    return (inline for line in (*lines, *brief.lead) for inline in line if isinstance(inline, SourceLink))


@HARD
@given(TEXTS)
def test_the_markdown_says_what_the_record_holds(text: str) -> None:
    brief = compose(record := hostile([text]))
    markdown = brief_markdown(record)
    assert steering(markdown) == set()
    tree = lxml.html.fromstring("<main>" + MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown) + "</main>")
    assert {element.tag for element in tree.iter()} <= {
        *("main", "h1", "h2", "p", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr", "th", "td")
    }
    assert texts(tree, "//h1") == [flat(" · ".join((brief.title, *brief.facts)))]
    lines = list(lines_of(brief, page=False))
    assert texts(tree, "//td | //li") == [*lines, *passages_of(brief)]


@HARD
@given(TEXTS, st.sampled_from(sorted(LISTS)))
def test_lists_give_back_what_the_record_holds(text: str, kind: str) -> None:
    head, rows = list_rows(hostile([text]), kind)
    table = TABLE_FORMATS["table"]((head, rows))
    assert steering(table) == set()
    assert len(table.splitlines()) == len(rows) + 1
    objects = [dict(zip(head, row, strict=True)) for row in rows]
    in_json, in_lines = TABLE_FORMATS["json"]((head, rows)), TABLE_FORMATS["jsonl"]((head, rows))
    assert json.loads(in_json) == objects
    assert [json.loads(line) for line in in_lines.splitlines()] == objects
    assert steering(in_json + in_lines) == set()
    cells = list(csv.reader(io.StringIO(TABLE_FORMATS["csv"]((head, rows)), newline="")))
    assert [[unguarded(cell) for cell in row] for row in cells] == [list(row) for row in (head, *rows)]
    assert not [cell for row in cells for cell in row if calculates(cell)]


def calculates(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for more than text or a number."""
    return cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"[+-][\d.,]*(e[+-]?\d+)?", cell)


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being calculated."""
    inside = cell.lstrip("'")
    return cell[1:] if cell != inside and (calculates(inside) or inside[:1] in tuple("＝＋－＠")) else cell


@HARD
@given(TEXTS)
def test_the_json_gives_back_the_record(text: str) -> None:
    data = record_json(record := hostile([text]))
    assert msgspec.json.decode(data, type=Record) == record
    assert steering(data.decode()) == set()


@HARD
@given(TEXTS)
def test_a_terminal_shows_text_and_obeys_nothing(text: str) -> None:
    record = hostile([text])
    for entry in (*record.findings, *record.claims):
        assert steering(show_text(record, entry.id)) == set()
        coloured = show_text(record, entry.id, colour=True)
        assert steering(coloured.replace("\x1b[1;33m", "").replace("\x1b[0m", "")) == set()
    assert steering(checked(record)) == set()


def checked(record: Record) -> str:
    """What `check` prints of the record's first report, whose first word is turned down."""
    report = record.reports[0]
    word = Word(0, len(report.text), report.text, report.text, "NOUN", "NN", -1, "root")
    reading = Reading(report=report.id, text=report.text, words=(word,), sentences=(Sentence(0, 1, 0),))
    return check_text(record, reading, [Drop("figure.duration", 0)])


@HARD
@given(TEXTS, st.sampled_from(sorted(EXPORTS)))
def test_exports_keep_their_columns(text: str, format: str) -> None:
    dataset = exported(hostile([text]), format, Choice("claim", frozenset(), frozenset()))
    for data in dataset.files.values():
        assert steering(data.decode(), "\n\t") == set()
        lines = data.decode().splitlines()
        assert len({line.count("\t") for line in lines}) <= 1


@pytest.mark.parametrize("payload", [p for p in payloads() if p.place == "href"], ids=lambda payload: payload.name)
def test_only_the_web_is_led_to(payload: Any) -> None:
    assert (web_address(payload.text) is not None) == (payload.name == "web_script_path")


@given(st.text())
def test_printable_text_stands_on_one_line(text: str) -> None:
    assert steering(printable(text), "") == set()
    assert printable(printable(text)) == printable(text)
    assert len(printable(text).splitlines()) <= 1
