"""Bytes → Report: titles and ids, and whatever cannot be read is a Problem with its reason."""

from __future__ import annotations

import codecs
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.model import Problem, Report
from rapporteur.sources import load

ARTICLE = (
    "Talks on the river treaty fail\n\n"
    "The envoys of both states left Geneva on Saturday without a text, two diplomats said.\n\n"
    "They are to meet again before the end of the month, according to the Swiss foreign ministry.\n\n"
    "Read more: Why the treaty matters"
)
FRENCH = (
    "Les négociateurs des deux pays ont quitté Genève samedi sans accord, selon des diplomates. Ils doivent se "
    "retrouver avant la fin du mois, a indiqué le ministère suisse des Affaires étrangères dans un communiqué."
)
RUSSIAN = (
    "Переговорщики обеих стран покинули Женеву в субботу без соглашения, сообщили дипломаты. Они должны встретиться "
    "снова до конца месяца, сообщило министерство иностранных дел Швейцарии в своем заявлении для прессы."
)


def report(data: bytes, name: str = "wire-14.txt") -> Report:
    result = load(data, name)
    assert isinstance(result, Report), result
    return result


def reason(data: bytes, name: str = "wire-14.txt") -> str:
    result = load(data, name)
    assert isinstance(result, Problem), result
    assert result.report == "wire-14"
    assert result.stage == "sources"
    return result.reason


def test_a_plain_article() -> None:
    found = report(ARTICLE.encode())
    assert found.name == "wire-14"
    assert found.text == ARTICLE
    assert found.title == "Talks on the river treaty fail"
    assert found.lang == "en"
    assert (found.outlet, found.url, found.published) == (None, None, None)
    assert [span.exact for span in found.furniture] == ["Read more: Why the treaty matters"]
    assert len(found.id) == 16
    assert all(span.report == found.id for span in found.furniture)


def test_the_same_article_twice_is_the_same_report_and_another_name_another_id() -> None:
    assert report(ARTICLE.encode()) == report(ARTICLE.encode())
    assert report(ARTICLE.encode(), "other.txt").id != report(ARTICLE.encode()).id


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    assert report(b"The envoys left Geneva on Saturday.\n\nThey are to meet again.").title is None
    assert report(b"The envoys left Geneva\non Saturday without a text.").title is None


def test_a_title_stands_below_the_furniture_of_the_top() -> None:
    text = "Advertisement\n\n12 February 2022\n\nTalks fail\n\nThe envoys left Geneva on Saturday."
    assert report(text.encode()).title == "Talks fail"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + ARTICLE.encode(),
        ARTICLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.replace("\n", "\r").encode(),
    ],
)
def test_encodings_and_line_ends_give_the_same_report(data: bytes) -> None:
    assert report(data) == report(ARTICLE.encode())


def test_windows_quotes_are_read() -> None:
    text = ARTICLE + "\n\nThe chancellor called the café meeting “a first step” – and left."
    assert report(text.encode("cp1252")).text == text


def test_text_is_composed() -> None:
    assert report(ARTICLE.replace("river", "Cafe\u0301").encode()).text == ARTICLE.replace("river", "Café")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7 \x93\x8c", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"The envoys\x00 left Geneva.", "NUL"),
        (ARTICLE.encode("utf-16-le"), "NUL"),
        (b"The envoys \xed\xa0\x80 left Geneva on Saturday.", "surrogate"),
        (codecs.BOM_UTF16_LE + "The envoys ".encode("utf-16-le") + b"\x00\xd8", "surrogate"),
        (RUSSIAN.encode("cp1251"), "wrong encoding"),
        ("The “envoys” left.".encode()[:-9] + b"\xff\xfe left.", "wrong encoding"),
        (b"The envoys left. " * 300_000, "one line of 5,100,000 characters; not an article"),
        (b"The envoys left. " + b"QUJD" * 2000, "one word of 8,000 characters; not an article"),
        (FRENCH.encode(), "French (fr); only English is read"),
        (RUSSIAN.encode(), "Russian (ru)"),
        ("Переговоры сорваны".encode(), "only English"),
        (b"qzx wvk jjp brrt xqq zzkl pwwq vvrt kkqz " * 10, "no language"),
        (b"0101 1100 1010", "no language"),
        (b"Share on Facebook\n\nRead more: Why the treaty matters\n\nAdvertisement", "furniture"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_reason(data: bytes, words: str) -> None:
    assert words in reason(data)


def test_five_megabytes_in_one_line_without_blanks() -> None:
    assert reason(b"a" * 5_000_000) == "one line of 5,000,000 characters; not an article"


def test_a_bad_publication_time_is_a_problem() -> None:
    result = load(ARTICLE.encode(), "a", published="yesterday")
    assert isinstance(result, Problem)
    assert "yesterday" in result.reason


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: text.encode("utf-8")),
        st.text(alphabet="<>/!pdivhtmlbody &#;xD8 é\u0301\r\n.", max_size=300).map(str.encode),
        st.text(max_size=60).map(lambda text: ARTICLE.replace("Geneva", text).encode()),
    ),
    st.sampled_from(["a.txt", "a.md", "a.html", "a"]),
)
def test_any_bytes_are_a_report_with_exact_spans_or_a_problem(data: bytes, name: str) -> None:
    result = load(data, name)
    msgspec.json.encode(result)
    if isinstance(result, Problem):
        assert result.reason
        assert result.report == "a"
        return
    assert unicodedata.is_normalized("NFC", result.text)
    assert "\r" not in result.text
    edge = 0
    for span in result.furniture:
        assert edge <= span.start < span.end
        assert result.text[span.start : span.end] == span.exact
        edge = span.end
