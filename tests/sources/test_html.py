"""Pages: the article's text, what the page says of itself, and pages that no parser likes."""

from __future__ import annotations

import json

import pytest

from rapporteur.model import Problem, Report
from rapporteur.sources import load
from rapporteur.sources.html import is_html

PARAGRAPHS = [
    "The envoys of both states left Geneva on Saturday without a text, two diplomats said.",
    "They are to meet again before the end of the month, according to the Swiss foreign ministry.",
    "The river treaty of 1961 lapses in June, and neither side has said what would follow it.",
]


def page(head: str = "", body: str | None = None) -> str:
    inner = body if body is not None else "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    return f"<!DOCTYPE html><html><head>{head}</head><body><nav>Home News</nav><article>{inner}</article></body></html>"


def report(source: str | bytes, **given: str) -> Report:
    data = source if isinstance(source, bytes) else source.encode()
    result = load(data, "talks.html", **given)
    assert isinstance(result, Report), result
    return result


def json_ld(**entries: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(entries)}</script>'


def test_paragraphs_stand_apart_and_the_frame_is_gone() -> None:
    found = report(page())
    assert found.text.split("\n\n") == PARAGRAPHS
    assert (found.name, found.lang) == ("talks", "en")


def test_json_ld_says_when_who_and_what() -> None:
    head = json_ld(
        **{
            "@graph": [
                {"@type": "WebSite", "name": "Example Wire"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Talks on the river treaty fail",
                    "datePublished": "2022-02-12T18:02:11+01:00",
                    "publisher": {"@type": "Organization", "name": "Example Wire"},
                    "url": "https://wire.example/talks",
                },
            ]
        }
    )
    found = report(page(head))
    assert found.title == "Talks on the river treaty fail"
    assert found.published == "2022-02-12T18:02+01:00"
    assert (found.outlet, found.url) == ("Example Wire", "https://wire.example/talks")


def test_open_graph_and_a_known_domain() -> None:
    head = (
        '<meta property="og:title" content="Talks fail - Reuters"><meta property="og:site_name" content="Reuters">'
        '<meta property="article:published_time" content="2022-02-12T17:02:00Z">'
        '<link rel="canonical" href="https://www.reuters.com/world/talks">'
    )
    found = report(page(head))
    assert (found.title, found.outlet, found.published) == ("Talks fail", "Reuters", "2022-02-12T17:02Z")


def test_a_clock_without_a_zone_keeps_the_day() -> None:
    assert report(page('<meta name="pubdate" content="2022-02-12 17:02:00">')).published == "2022-02-12"


def test_a_date_of_the_text_is_not_the_publications() -> None:
    found = report(page(body="".join(f"<p>{words} It was 3 March 2019.</p>" for words in PARAGRAPHS)))
    assert found.published is None


def test_what_the_caller_gives_wins() -> None:
    head = json_ld(**{"@type": "NewsArticle", "headline": "Talks fail", "datePublished": "2022-02-12"})
    found = report(page(head), published="2022-02-13", outlet="Desk", title="Ours")
    assert (found.published, found.outlet, found.title) == ("2022-02-13", "Desk", "Ours")


def test_a_page_is_recognised_without_its_suffix() -> None:
    assert is_html("<!-- saved --><HTML><body>")
    assert not is_html("The envoys <left> Geneva.")
    result = load(page().encode(), "talks")
    assert isinstance(result, Report)
    assert result.text.split("\n\n") == PARAGRAPHS


def test_a_declared_encoding_is_used() -> None:
    source = page(
        '<meta charset="iso-8859-2">', "".join(f"<p>Prime minister Orbán: {words}</p>" for words in PARAGRAPHS)
    )
    assert report(source.encode("iso-8859-2")).text.startswith("Prime minister Orbán")


def test_surrogate_references_do_not_cut_the_text() -> None:
    body = f"<p>{PARAGRAPHS[0]} &#xD83D;&#xDE00; and &#55357; &#xD800;</p><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    found = report(page(body=body))
    assert "\U0001f600" in found.text
    assert found.text.endswith(PARAGRAPHS[2])


def test_a_half_character_in_json_ld_is_dropped() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks \\ud800fail"}</script>'
    assert report(page(head)).title == "Talks fail"


@pytest.mark.parametrize(
    "script", ["{", '{"@type": 3, "headline": ["x"]}', "[" * 5000, '{"@type":"Article","headline":7}']
)
def test_broken_json_ld_does_no_harm(script: str) -> None:
    assert report(page(f'<script type="application/ld+json">{script}</script>')).text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<html><body></body></html>", "no article"),
        ("<html><body><script>var a = 1;</script></body></html>", "no article"),
        (page(body="<div>" * 3000 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 3000), "nests more than"),
        (page(body="<div><p>a</p>" * 300 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 300), "nests more than"),
        ("<html>", "no article"),
        ("<!DOCTYPE html>", "HTML"),
        ("<html><body>\x00</body></html>", "NUL"),
    ],
)
def test_pages_without_an_article_are_problems(source: str, words: str) -> None:
    result = load(source.encode(), "talks.html")
    assert isinstance(result, Problem)
    assert words in result.reason


def test_the_pages_own_copy_helps_where_the_tree_has_none() -> None:
    head = json_ld(**{"@type": "NewsArticle", "headline": "Talks fail", "articleBody": "\n".join(PARAGRAPHS)})
    assert report(page(head, "")).text.split() == " ".join(PARAGRAPHS).split()


@pytest.mark.parametrize("depth", [200, 260, 1500])
def test_deeply_nested_pages_are_read_whole(depth: int) -> None:
    inner = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    assert report(page(body="<div>" * depth + inner + "</div>" * depth)).text.split("\n\n") == PARAGRAPHS
