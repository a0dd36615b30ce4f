"""What is fuzzed: a function of bytes a target, which asserts what must hold whatever the bytes.

They need no atheris: `tests/test_fuzz.py` runs them over the seeds and over what fuzzing has found, and `run.py` under atheris.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from choicework import FromBytes
from randomwork import crude, damaged_reading, random_reading
from readingwork import model_missing
from storework import extraction as small_extraction
from storework import report as small_report

from rapporteur.extract import extract, named
from rapporteur.extract.amounts import amounts, quantities
from rapporteur.extract.syntax.tree import Tree
from rapporteur.extract.time import expressions, to_time, to_when
from rapporteur.lexicon import user_entries
from rapporteur.model import Extraction, Interval, Problem, Reading, Report, Span
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.quotes import pair
from rapporteur.reader.words import words
from rapporteur.run import gazetteer
from rapporteur.sources import load, parse_published
from rapporteur.sources.sidecar import Given, read_sidecar
from rapporteur.store import Store, StoreError

DAYS = (None, "2022-02-12", "0001-01-01", "9999-12-31", "2024-02-29T23:59Z", "spring")
UNSEEN = frozenset("\u200b\u2060\ufeff")
"""Characters without width, which belong to no word."""


class FuzzTarget(NamedTuple):
    """A function that raises where its bytes break something.

    `longest`: bytes of an input at most; `runs`: inputs that `make test` tries.
    """

    check: Callable[[bytes], None]
    longest: int = 2000
    runs: int = 2000


# ---- sources ----------------------------------------------------------------------------------------------------------
def check_pages(data: bytes) -> None:
    """HTML → a report or a problem."""
    check_load(data, ".html")


def check_markdown(data: bytes) -> None:
    """Markdown → a report or a problem."""
    check_load(data, ".md")


def check_plain(data: bytes) -> None:
    """Plain text in any encoding → a report or a problem; reading what was read changes nothing more."""
    result = check_load(data, ".txt")
    if isinstance(result, Report) and not result.text.startswith(("\ufeff", "<")):
        again = load(result.text.encode(), "a", suffix=".txt")
        assert isinstance(again, Report), again
        assert again.text == result.text


def check_load(data: bytes, suffix: str) -> Report | Problem:
    """What holds of every report and problem of the first stage."""
    result = load(data, "a", suffix=suffix)
    assert msgspec.json.decode(msgspec.json.encode(result), type=type(result)) == result
    assert load(data, "a", suffix=suffix) == result
    if isinstance(result, Problem):
        assert result.reason
        assert result.report == "a"
        return result
    assert result.text.strip()
    assert unicodedata.is_normalized("NFC", result.text)
    assert not {"\r", "\x00"} & set(result.text)
    assert result.published is None or parse_published(result.published) == result.published
    for line in (result.title, result.outlet, result.url):
        assert line is None or line == " ".join(line.split()) != "", line
    check_spans(result.furniture, result)
    assert all(a.end <= b.start for a, b in itertools.pairwise(result.furniture))
    return result


def check_spans(spans: Iterable[Span], report: Report) -> None:
    """Every span shows words of the report."""
    for span in spans:
        assert span.report == report.id
        assert 0 <= span.start < span.end <= len(report.text)
        assert report.text[span.start : span.end] == span.exact


def check_sidecars(data: bytes) -> None:
    """A sidecar of any bytes: what it gives is clean, and the rest is named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.toml"
        path.write_bytes(data)
        given, problems = read_sidecar(path, "reports.toml", ["a", "b c", "é"])
    assert all(problem.reason and problem.report == "reports.toml" for problem in problems)
    assert set(given) <= {"a", "b c", "é"}
    for values in given.values():
        assert isinstance(values, Given)
        assert values.published is None or parse_published(values.published) == values.published
        assert all(value is None or value == value.strip() != "" for value in values)
    assert msgspec.json.encode((given, problems))


# ---- what a user adds -------------------------------------------------------------------------------------------------
def check_lexicon(data: bytes) -> None:
    """A user's own lexicon of any bytes: rows that can be used, and a problem for each that can't."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        rows, problems = user_entries._read.__wrapped__(str(path))
    assert all(problem.reason and problem.stage == "lexicon" for problem in problems)
    assert rows or problems or not data.strip(b"\xef\xbb\xbf \r\n\t") or is_head_alone(data)
    for row in rows:
        assert row.name.strip()
        assert row.id
        assert row.kind in user_entries.KINDS
        assert not (row.start and row.end) or row.start <= row.end
        assert row.holds(None) == (not row.start and not row.end)


def is_head_alone(data: bytes) -> bool:
    """Whether a file has no line with words behind its first."""
    lines = [row for row in csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")) if any(map(str.strip, row))]
    return len(lines) == 1


@cache
def _places() -> sqlite3.Connection:
    from rapporteur.lexicon.user_gazetteer import SCHEMA

    places = sqlite3.connect(":memory:")
    places.executescript(SCHEMA)
    return places


def check_gazetteer(data: bytes) -> None:
    """A dump of places of any bytes: rows that SQLite takes, and a problem for each line that is none."""
    problems: list[Problem] = []
    lines = data.splitlines(keepends=True)
    rows = list(gazetteer._rows(lines, Path("a.txt"), problems))
    assert len(rows) + len(problems) <= len(lines)
    assert all(problem.reason.startswith("line ") for problem in problems)
    for row in rows:
        assert -90 <= row.lat <= 90
        assert -180 <= row.lon <= 180
        assert row.name
        assert all(row.keys)
        gazetteer._put(_places(), row, "a.txt")
    _places().rollback()


# ---- the database -----------------------------------------------------------------------------------------------------
@cache
def database() -> bytes:
    """A small database as the store leaves it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with Store.open(path, write=True) as store:
            for number in range(3):
                report = small_report(f"r{number}", f"n{number}", f"The envoys of side {number} met in Geneva on Saturday.")
                problem = Problem(report=report.name, stage="extract", reason="one too many")
                store.add(report, small_extraction(report, problem), signature="v1")
        return path.read_bytes()


def check_database(data: bytes) -> None:
    """A damaged database is read, or refused with a sentence; each question of it by itself."""
    choices, content = FromBytes(data), bytearray(database())
    write = bool(choices.number(0, 1))
    while not choices.ended:
        at, size = choices.number(0, len(content) - 1), choices.number(0, 8)
        if size:
            content[at : at + size] = bytes(choices.number(0, 255) for _ in range(size))
        elif choices.rarely(8):
            del content[at:]
            break
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        path.write_bytes(content)
        with suppress(StoreError), Store.open(path, write=write) as store:
            for question in (check_contents, Store.superseded, Store.counts, Store.check, Store.damage, *[check_adding] * write):
                with suppress(StoreError):
                    question(store)


def check_contents(store: Store) -> None:
    """What is given as whole is so."""
    contents = store.contents()
    assert not contents.damage
    for report, extraction in zip(contents.reports, contents.extractions, strict=True):
        assert isinstance(report, Report)
        assert isinstance(extraction, Extraction)
        check_spans((span for claim in extraction.claims for span in spans_of(claim)), report)
    assert all(isinstance(problem, Problem) for problem in contents.problems)


def check_adding(store: Store) -> None:
    """What can still be kept is there."""
    report = small_report("new", "n0")
    store.add(store.due(report) or report, small_extraction(report), signature="v2")
    assert "new" in [each.id for each in store.reports()]


# ---- words and marks --------------------------------------------------------------------------------------------------
def check_quotations(data: bytes) -> None:
    """Paragraphs, words and quotations of any text cover it, in order, and lie within one another."""
    text = data.decode("utf-8", "ignore")
    stretches = paragraphs(text)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in stretches)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(stretches))
    left = "".join(text[a:b] for (_, a), (b, _) in itertools.pairwise([(0, 0), *stretches, (len(text), 0)]))
    assert not left.strip(), f"{left!r} is in no paragraph"
    for start, end in stretches:
        tokens = list(words(text, start, end))
        assert all(text[a:b] == form and form.strip() for a, b, form in tokens)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(tokens))
        inside = sum(not char.isspace() and char not in UNSEEN for char in text[start:end])
        assert sum(not char.isspace() and char not in UNSEEN for _, _, form in tokens for char in form) == inside
    quotes = pair(text, stretches)
    for quote in quotes:
        assert any(a <= quote.start < quote.end <= b for a, b in stretches)
    assert list(quotes) == sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    for one, other in itertools.combinations(quotes[:40], 2):
        assert other.start >= one.end or other.end <= one.end, "quotations cross"


# ---- times and amounts ------------------------------------------------------------------------------------------------
def check_times(data: bytes) -> None:
    """Time expressions of any text, published on any day, are in order and have days of the calendar."""
    reading = crude(data.decode("utf-8", "ignore"))
    check_expressions(reading, DAYS[len(data) % len(DAYS)])


def check_expressions(reading: Reading, published: str | None) -> None:
    """What holds of the time expressions of a reading."""
    edge = 0
    for timex in expressions(reading, published):
        assert edge <= timex.start < timex.end <= len(reading.words)
        edge = timex.end
        assert timex.value
        assert timex.type in ("DATE", "TIME", "DURATION", "SET")
        assert all(day is None or date.fromisoformat(day).isoformat() == day for day in (timex.low, timex.high))
        assert timex.low is None or timex.high is None or timex.low <= timex.high
        time = to_time(timex, reading)
        assert reading.text[time.span.start : time.span.end] == time.span.exact == timex.words
        assert msgspec.json.encode((time, to_when(timex)))
        check_interval(timex.minutes)


def check_interval(interval: Interval | None) -> None:
    """Low is not above high, and both are numbers."""
    if interval is not None:
        sides = [side for side in (interval.low, interval.high) if side is not None]
        assert all(math.isfinite(side) for side in sides), interval
        assert sides == sorted(sides), interval


def check_amounts(data: bytes) -> None:
    """Numbers of any text are in order, and say at least how many at most or at least."""
    check_numbers(crude(data.decode("utf-8", "ignore")))


def check_numbers(reading: Reading) -> None:
    """What holds of the amounts of a reading."""
    for some in (amounts(reading), quantities(reading)):
        edge = 0
        for amount in some:
            assert edge <= amount.end <= len(reading.words)
            assert amount.start < amount.end
            edge = amount.end
            assert amount.words == reading.text[reading.words[amount.start].start : reading.words[amount.end - 1].end]
            assert (amount.amount.low, amount.amount.high) != (None, None)
            assert amount.counted is None or 0 <= amount.counted < len(reading.words)
            check_interval(amount.amount)


# ---- trees and claims -------------------------------------------------------------------------------------------------
def check_repairs(data: bytes) -> None:
    """Repairs of any trees leave trees."""
    check_tree(random_reading(FromBytes(data)))


def check_tree(reading: Reading) -> None:
    """Every word hangs in its own sentence, and has a root; the edges of a subtree are those of its words."""
    tree = Tree(reading)
    for number, sentence in enumerate(reading.sentences):
        inside = range(sentence.start, sentence.end)
        assert all(tree.heads[i] == -1 or tree.heads[i] in inside for i in inside)
        for i in inside:
            assert tree.sentence_number(i) == number
            assert len([*itertools.islice(tree.ancestors(i), len(inside) + 1)]) <= len(inside)
            below = tree.subtree(i)
            assert tree.edges(i) == (below[0], below[-1] + 1)
            assert tree.heads[tree.root(i)] == -1


def check_readings(data: bytes) -> None:
    """What any reading yields is said in words of the report: one of the vocabulary, or the model's own damaged."""
    choices = FromBytes(data)
    published = choices.pick(DAYS)
    reading = random_reading(choices) if model_missing() or choices.number(0, 1) else damaged_reading(choices)
    check_extraction(reading, published)


def check_extraction(reading: Reading, published: str | None) -> Extraction:
    """What holds of all that a reading yields."""
    report = Report(id="r", name="r", text=reading.text, published=published, outlet="The Post")
    extraction = extract(report, reading)
    assert not extraction.problems, extraction.problems
    for claim in extraction.claims:
        assert claim.evidence
        check_spans(spans_of(claim), report)
        assert claim.rule
        assert set(named(claim)) <= {actor.id for actor in extraction.actors}
        for value in (getattr(claim, name) for name in claim.__struct_fields__):
            check_interval(value if isinstance(value, Interval) else None)
        when = claim.when
        assert when is None or when.start is None or when.end is None or when.start <= when.end
    for place in extraction.places:
        check_spans((*place.spans, *place.others), report)
    check_spans((time.span for time in extraction.times), report)
    ids = [claim.id for claim in extraction.claims]
    assert len(set(ids)) == len(ids)
    assert msgspec.json.decode(msgspec.json.encode(extraction), type=Extraction) == extraction
    assert extract(report, reading) == extraction
    return extraction


def spans_of(value: Any) -> Iterable[Span]:
    """All spans of a claim, at any depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_of(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_of(getattr(value, name))


# ---- all of them ------------------------------------------------------------------------------------------------------
TARGETS: dict[str, FuzzTarget] = {
    "pages": FuzzTarget(check_pages, 3000, runs=300),
    "markdown": FuzzTarget(check_markdown, runs=1000),
    "plain": FuzzTarget(check_plain, runs=1000),
    "sidecars": FuzzTarget(check_sidecars, 500, runs=1000),
    "lexicon": FuzzTarget(check_lexicon, 600, runs=1000),
    "gazetteer": FuzzTarget(check_gazetteer, 800, runs=1000),
    "database": FuzzTarget(check_database, 60, runs=50),
    "quotations": FuzzTarget(check_quotations, 400),
    "times": FuzzTarget(check_times, 300, runs=1000),
    "amounts": FuzzTarget(check_amounts, 300, runs=1000),
    "repairs": FuzzTarget(check_repairs, 400),
    "readings": FuzzTarget(check_readings, 400, runs=100),
}
