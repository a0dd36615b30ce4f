"""Whatever the bytes: a report whose parts hold together, or a problem that says why."""

from __future__ import annotations

import codecs
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz.targets import check_load, check_sidecars
from hypothesis import given
from hypothesis import strategies as st
from propertywork import FEW, MANY, PIECES, SOME, articles, texts

from rapporteur.model import Problem, Report
from rapporteur.sources import load, parse_published
from rapporteur.sources.dates import lenient_published
from rapporteur.sources.furniture import mark
from rapporteur.sources.language import identify
from rapporteur.sources.markdown import read_markdown
from rapporteur.sources.outlets import outlet_of
from rapporteur.sources.sidecar import read_sidecar
from rapporteur.sources.text import Unreadable, decode, headline, normalise

PROSE = [
    "The envoys of both states left Geneva on Saturday without a text, two diplomats said.",
    "They are to meet again before the end of the month, according to the ministry.",
    "Nobody was hurt when the bridge near the border was closed for repairs on Friday.",
    "The price of bread has risen by half since the spring, and the queues are long.",
    "A spokeswoman for the port denied that ships had been turned away in the night.",
]
ENCODINGS = ["utf-7", "idna", "punycode", "rot13", "cp1251", "hex", "unicode_escape", "undefined", "utf-16"]
KEYS, STEMS = st.sampled_from(["title", "date", "outlet", "url", "x"]), st.sampled_from(["a", "b c", "é"])
SUFFIXES = st.sampled_from([".txt", ".md", ".html", ""])
ZONES = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30), timezones=ZONES)
"""Mails have years of two digits too, which are of the last hundred years."""


@MANY
@given(st.one_of(texts, articles), SUFFIXES)
def test_what_is_read_holds_together(text: str, suffix: str) -> None:
    check_load(text.encode("utf-8", "surrogatepass"), suffix)


@FEW
@given(st.permutations(PROSE), st.lists(st.sampled_from(["div", "section", "article"]), max_size=30), st.booleans())
def test_a_page_keeps_every_sentence_of_its_article(sentences: list[str], boxes: list[str], declared: bool) -> None:
    """However deep the article lies and in whatever order its paragraphs stand."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    for box in boxes:
        body = f"<{box}>{body}</{box}>"
    head = '<meta charset="utf-8"><meta property="og:title" content="Talks fail">' if declared else ""
    report = load(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")
    assert isinstance(report, Report)
    assert [line for line in report.text.split("\n") if line] == sentences


@SOME
@given(texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_encoding_and_line_ends_change_nothing(text: str, encoding: str, ends: str) -> None:
    text = normalise(text).lstrip("\ufeff")
    plain, other = load(text.encode(), "a.txt"), load(text.replace("\n", ends).encode(encoding), "a.txt")
    if isinstance(plain, Report):
        assert plain == other
    else:
        assert isinstance(other, Problem)


@SOME
@given(texts)
def test_words_are_changed_once_and_only_in_composition_and_line_ends(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")) == once
    result = load(text.encode(), "a.txt")
    if isinstance(result, Report) and not text.startswith("\ufeff") and not text.lstrip().startswith("<"):
        assert result.text == once


@SOME
@given(st.binary(max_size=80), st.one_of(st.none(), st.text(max_size=12), st.sampled_from(ENCODINGS)))
def test_any_bytes_are_words_or_unreadable_whatever_they_are_said_to_be(data: bytes, declared: str | None) -> None:
    with suppress(Unreadable):
        text = decode(data, declared)
        assert text.strip()
        assert "\x00" not in text
        assert text.encode("utf-8")


def test_a_mark_of_byte_order_wins_over_what_a_page_declares() -> None:
    assert decode(codecs.BOM_UTF8 + "é".encode(), "latin-1") == "é"


@SOME
@given(st.lists(st.text(alphabet="abc XYZ é,.\u0301", min_size=1, max_size=30), max_size=8).map("\n".join))
def test_markdown_without_marks_is_as_it_is(text: str) -> None:
    assert read_markdown(text).text == text


@SOME
@given(st.dictionaries(KEYS, st.text("ab é'\":2022-0", min_size=1, max_size=12)), texts)
def test_front_matter_stays_in_the_text_and_is_furniture(entries: dict[str, str], text: str) -> None:
    front = "---\n" + "".join(f"{key}: {value}\n" for key, value in entries.items()) + "---\n"
    page = read_markdown(front + text)
    assert page.text[: page.front] == (front + text)[: page.front]
    report = load((front + text).encode(), "a.md")
    if page.front and isinstance(report, Report):
        assert report.furniture[0].start == 0
        assert report.furniture[0].exact.startswith("---\n")


@MANY
@given(articles)
def test_a_headline_is_a_line_outside_of_furniture(text: str) -> None:
    marked = mark(text)
    place = headline(text, marked)
    if place is not None:
        start, end = place
        assert text[start:end] == text[start:end].strip() != ""
        assert "\n" not in text[start:end]
        assert all(high <= start or end <= low for low, high in marked)


@SOME
@given(st.one_of(texts, st.text(), st.text(alphabet="абв где", min_size=30, max_size=200)))
def test_a_language_has_a_code_and_a_name_or_neither(text: str) -> None:
    language = identify(text)
    assert (language.code is None) == (language.name is None)
    assert language == identify(text)


@SOME
@given(st.one_of(st.text(), st.text(alphabet="htps:/[]@.%#?a1é").map("http://".__add__)))
def test_any_address_has_an_outlet_or_none(url: str) -> None:
    assert outlet_of(url) is None or outlet_of(url)


# ---- publication times ------------------------------------------------------------------------------------------------
@SOME
@given(MOMENTS)
def test_a_moment_that_a_person_gives_is_kept_to_the_minute(moment: datetime) -> None:
    words = parse_published(moment.isoformat())
    assert datetime.fromisoformat(words) == moment.replace(second=0, microsecond=0)
    assert parse_published(words) == words


@SOME
@given(MOMENTS)
def test_a_page_may_write_a_moment_as_mails_do(moment: datetime) -> None:
    words = lenient_published(format_datetime(moment))
    assert words is not None
    assert datetime.fromisoformat(words).astimezone(UTC) == moment.replace(second=0, microsecond=0).astimezone(UTC)


@SOME
@given(MOMENTS, st.sampled_from(["seconds", "minutes", "microseconds"]), st.sampled_from(["T", " "]), st.integers(0, 59))
def test_a_page_may_write_what_a_person_may_not_and_it_is_clean(moment: datetime, exact: str, between: str, odd: int) -> None:
    """A zone may have seconds in ISO 8601 as Python reads it; a record has none."""
    moment = moment.replace(tzinfo=timezone(timedelta(hours=1, seconds=odd)))
    words = lenient_published(moment.isoformat(between, exact))
    assert words is not None
    assert parse_published(words) == words


@SOME
@given(st.dates())
def test_a_day_is_a_day(day: date) -> None:
    assert parse_published(day.isoformat()) == lenient_published(day.isoformat()) == day.isoformat()


# ---- sidecars ---------------------------------------------------------------------------------------------------------
@SOME
@given(st.one_of(st.binary(max_size=60), texts.map(str.encode), st.text("[]a=\"'.\n2022-", max_size=40).map(str.encode)))
def test_any_sidecar_is_read_or_named(data: bytes) -> None:
    check_sidecars(data)


VALUES = {
    '"The Post"': True, "'https://a.b'": True, "2022-02-12": None, '"2022-02-12"': None, "2022-02-12T18:30:00Z": None,
    "17": False, "[1]": False, '""': False, '"  "': False, "true": False, "18:30:00": False, "1e400": False, '"soon"': None,
}  # fmt: skip
"""TOML values, and whether they can be an outlet; `None`: that is not asked."""


@SOME
@given(st.dictionaries(STEMS, st.sampled_from(sorted(VALUES)), max_size=3), st.sampled_from(["outlet", "title"]))
def test_each_entry_of_a_sidecar_counts_or_is_named(entries: dict[str, str], key: str) -> None:
    toml = "".join(f'["{stem}"]\n{key} = {value}\n' for stem, value in entries.items())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reports.toml"
        path.write_text(toml, encoding="utf-8")
        given_, problems = read_sidecar(path, "reports.toml", ["a", "b c", "é"])
    for stem, value in entries.items():
        good = VALUES[value]
        if good is not None:
            assert (getattr(given_[stem], key) is not None) is good
            assert any(stem in problem.reason for problem in problems) is not good


def test_pieces_make_articles() -> None:
    """Without articles among them, the properties above would hold of nothing."""
    assert isinstance(load("\n\n".join(PIECES[:4]).encode(), "a.txt"), Report)
