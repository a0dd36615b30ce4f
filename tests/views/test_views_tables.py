"""Lists by kind, in every format."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from viewwork import crisis

from rapporteur.views import LISTS, TABLE_FORMATS, list_rows, table_text
from rapporteur.views.table_formats import columns_text


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


NAMES = ("name", "outlet", "speaker", "parties", "actors", "actor", "recipients", "subject", "report")
"""Columns of which a few letters tell nothing."""
LEGIBLE = 14


@pytest.mark.parametrize("kind", LISTS)
def test_names_are_legible_on_a_terminal_of_eighty_columns(kind: str) -> None:
    """All names are long here, and ids as long as those of a run."""
    head, body = list_rows(crisis(), kind)
    long = dict.fromkeys(NAMES, "Ministry of Trade of Varnia") | {"id": "f-0123456789abcdef"}
    rows = [tuple(long.get(name, cell) for name, cell in zip(head, row, strict=True)) for row in body]
    top, *lines = columns_text((head, rows), line=80).splitlines()
    lines = [line for line in lines if not line.startswith("(too narrow for ")]
    assert max(map(len, (top, *lines))) <= 80
    cells = [cell for line in lines for cell in re.findall(r"Ministry[^…]*…?|M\w*…", line)]
    assert [cell for cell in cells if len(cell) < LEGIBLE] == []
    assert cells or {*NAMES} & {*head} <= {"report"}


def test_ids_give_way_where_nothing_can_be_asked_for_by_them() -> None:
    body = [("x" * 40, "Awa Keita, of the opposition", "stated")]
    assert columns_text((("id", "name", "kind"), body), line=60).split()[:2] == ["name", "kind"]
    assert columns_text((("id", "name", "kind"), body)).split()[:2] == ["id", "name"]
    assert "x" * 40 in columns_text((("id", "name", "factuality"), body), line=60)


@pytest.mark.parametrize("line", [1, 2, 10, 40])
@pytest.mark.parametrize("kind", LISTS)
def test_no_terminal_is_too_narrow(kind: str, line: int) -> None:
    assert columns_text(list_rows(crisis(), kind), line=line)
