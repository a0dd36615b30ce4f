"""Whatever a user adds: rows that can be used, and a problem for each that can't."""

from __future__ import annotations

import csv
import io

from fuzz.targets import check_gazetteer, check_lexicon
from hypothesis import given
from hypothesis import strategies as st
from propertywork import SOME, texts

from rapporteur.lexicon import user_entries
from rapporteur.lexicon.fold import key
from rapporteur.lexicon.user_entries import COLUMNS, parsed
from rapporteur.run import gazetteer

cells = st.one_of(
    texts,
    st.sampled_from(["Ansa Front", "person", "state", "Mali", "MLI", "GOV|MIL", "2022-02-12", "2019-01-01", "", "x|y", '"']),
)
KINDS = st.sampled_from(sorted({*user_entries.KINDS} - {"state"}))
names = st.text(min_size=1, max_size=20).filter(lambda name: key(name) and "\x00" not in name and name == name.strip())


tables = st.lists(st.lists(cells, max_size=9).map(",".join), max_size=5).map("\n".join)


@SOME
@given(st.one_of(st.binary(max_size=80), tables.map(str.encode)))
def test_any_lexicon_is_read_or_named(data: bytes) -> None:
    check_lexicon(data)


@SOME
@given(st.lists(st.lists(cells, min_size=8, max_size=8), max_size=5))
def test_each_row_of_a_lexicon_counts_or_is_named(rows: list[list[str]]) -> None:
    """Each that has words: with line breaks, marks and commas in its cells, as CSV has them."""
    rows = [[cell.replace("\x00", "").replace("\r", "") for cell in row] for row in rows]
    written = io.StringIO()
    csv.writer(written).writerows([COLUMNS, *rows])
    entries, problems = parsed("a.csv", written.getvalue())
    assert len(entries) + len(problems) == sum(any(cell.strip() for cell in row) for row in rows)


@SOME
@given(st.lists(names, max_size=6), KINDS, st.sampled_from(["", "Mali", "TCD"]))
def test_good_rows_all_count(given_names: list[str], kind: str, country: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([COLUMNS, *([name, "", kind, country, "GOV|MIL", "", "", ""] for name in given_names)])
    entries, problems = parsed("a.csv", written.getvalue())
    assert problems == ()
    assert [entry.name for entry in entries] == given_names
    assert {entry.country for entry in entries} <= {{"": None, "Mali": "MLI", "TCD": "TCD"}[country]}


@SOME
@given(st.one_of(st.binary(max_size=200), st.lists(texts, min_size=15, max_size=20).map("\t".join).map(str.encode)))
def test_any_dump_of_places_is_read_or_named(data: bytes) -> None:
    check_gazetteer(data)


@SOME
@given(
    st.integers(1, 10**9),
    names.filter(lambda name: not set(name) & set("\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")),
    st.floats(-90, 90) | st.sampled_from([-90.0, 90.0]),
    st.floats(-180, 180) | st.sampled_from([-180.0, 180.0]),
)
def test_a_good_line_of_a_dump_is_a_place(number: int, name: str, lat: float, lon: float) -> None:
    line = f"{number}\t{name}\t{name}\t\t{lat}\t{lon}\tP\tPPL\tML\t\t01\t\t\t\t1000\t\t450\tAfrica/Bamako\t2022-02-12\n"
    row = gazetteer.parsed(line)
    assert row is not None
    assert (row.number, row.name, row.lat, row.lon, row.country) == (number, name, lat, lon, "MLI")
