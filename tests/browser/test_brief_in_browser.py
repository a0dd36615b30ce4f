"""The brief in a browser: whatever the reports say, nothing in it runs and it asks for nothing.

The same strings in a page without defences do run (`test_the_strings_run_where_nothing_stops_them`), so that a browser or a
driver in which nothing ever runs is no proof.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest
from browserwork import Browser, BrowserError, browser_path, processes_with
from hostilework import hostile
from payloadwork import Payload, as_page, control, payloads
from sourcework import from_files
from visitwork import Visit, Visitor

from rapporteur.model import Record
from rapporteur.views import brief_html, brief_markdown

PAYLOADS = payloads()
TOGETHER = 40
"""Payloads in one page of the control, and in one brief: there each stands in all fields."""
IN_BRIEF = 12
LEAST = 200
"""Payloads that run in the control; those that only older browsers ran and those that mislead the eye are the others."""
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "nav", "main", "section", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "p", "a", "q", "ins", "mark", "span", "strong"),
}
ATTRIBUTES = {
    *("aria-label", "aria-labelledby", "charset", "class", "content", "data-name", "href", "http-equiv", "id", "lang", "name"),
    *("rel", "role", "scope", "tabindex", "title"),
}
MARKDOWN_TAGS = {
    *("html", "head", "meta", "body", "h1", "h2", "p", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"),
}

NONE = "no Chromium that starts is installed (apt-get install chromium); RAPPORTEUR_BROWSER names one that must be there"


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    browser = Browser(browser_path() or "chromium")
    try:
        browser.__enter__()
    except (OSError, BrowserError):
        if "RAPPORTEUR_BROWSER" in os.environ:
            raise
        pytest.skip(NONE)
    try:
        yield Visitor(browser)
    finally:
        browser.__exit__(None, None, None)
    assert processes_with(browser.profile) == []
    assert not Path(browser.profile).exists()


def chunks(size: int, step: int = 1) -> list[list[Payload]]:
    """The payloads, or one of so many, in groups."""
    some = PAYLOADS[::step]
    return [some[at : at + size] for at in range(0, len(some), size)]


def visited(visitor: Visitor, folder: Path, pages: Sequence[str]) -> list[Visit]:
    visits = []
    for at, page in enumerate(pages):
        path = folder / f"{at}.html"
        path.write_text(page, encoding="utf-8")
        visits.append(visitor.open(path))
    return visits


def check_harmless(visit: Visit) -> None:
    """Nothing ran, nothing was loaded, the console is empty, and what was clicked leads to the address of a report alone."""
    assert visit.runs == set()
    assert visit.requests == set()
    assert visit.complaints == []
    assert {urlsplit(address).hostname for address in visit.navigations} <= {"link.test"}


def test_there_are_many_strings() -> None:
    assert len({payload.text for payload in PAYLOADS}) == len(PAYLOADS) >= 160


def test_the_strings_run_where_nothing_stops_them(visitor: Visitor, tmp_path: Path) -> None:
    visits = visited(visitor, tmp_path, [control(chunk) for chunk in chunks(TOGETHER)])
    run = set().union(*(visit.numbers() for visit in visits))
    assert len(run) >= LEAST
    for place in {payload.place for payload in PAYLOADS} - {"never"}:
        assert [payload for payload in PAYLOADS if payload.place == place and payload.number in run], place
    assert not [payload.name for payload in PAYLOADS if payload.place == "never" and payload.number in run]


def test_nothing_runs_in_the_brief(visitor: Visitor, tmp_path: Path) -> None:
    pages = [brief_html(hostile([payload.text for payload in chunk])) for chunk in chunks(IN_BRIEF)]
    for visit, chunk in zip(visited(visitor, tmp_path, pages), chunks(IN_BRIEF), strict=True):
        check_harmless(visit)
        assert visit.names <= TAGS
        assert visit.attributes <= ATTRIBUTES
        assert visit.lasting, "written and read again, it is another page"
        assert {urlsplit(address).scheme for address in visit.addresses if address[0] != "#"} <= {"https"}
        for payload in chunk:
            assert visit.words.count(payload.sign) >= 20, payload


def test_nothing_runs_in_the_brief_of_files(visitor: Visitor, tmp_path: Path) -> None:
    records = [from_files(chunk) for chunk in chunks(IN_BRIEF)]
    for visit, record in zip(visited(visitor, tmp_path, [brief_html(record) for record in records]), records, strict=True):
        check_harmless(visit)
        assert visit.names <= TAGS
        assert visit.attributes <= ATTRIBUTES
        assert len(record.reports) >= IN_BRIEF
        assert visit.words.count("Keita said") >= IN_BRIEF


def test_nothing_runs_in_what_a_renderer_makes_of_the_markdown(visitor: Visitor, tmp_path: Path) -> None:
    pages = [as_page(brief_markdown(hostile([payload.text for payload in chunk]))) for chunk in chunks(IN_BRIEF)]
    for visit, chunk in zip(visited(visitor, tmp_path, pages), chunks(IN_BRIEF), strict=True):
        check_harmless(visit)
        assert visit.names <= MARKDOWN_TAGS
        assert visit.attributes <= {"charset"}
        for payload in chunk:
            assert visit.words.count(payload.sign) >= 20, payload


def test_the_policy_of_the_page_is_a_second_wall(visitor: Visitor, tmp_path: Path) -> None:
    """It stops all that runs or is loaded; it can't stop what leads away, a link or a refresh."""
    policy = policy_of(brief_html(Record(signature="test")))
    visits = visited(visitor, tmp_path, [control(chunk, policy) for chunk in chunks(TOGETHER, 3)])
    for visit in visits:
        assert visit.runs == set()
        assert visit.requests == set()
    stopped = [entry for visit in visits for entry in visit.complaints if "Content Security Policy" in entry]
    assert len(stopped) > LEAST / 6


def test_the_page_has_its_style(visitor: Visitor, tmp_path: Path) -> None:
    """The policy lets the page's own style through, which it names by its hash."""
    [visit] = visited(visitor, tmp_path, [brief_html(Record(signature="test"))])
    assert visit.complaints == []
    assert visitor.evaluated("getComputedStyle(document.body).maxWidth") == "992px"


def policy_of(page: str) -> str:
    """The markup of a page's policy."""
    [policy] = lxml.html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']")
    return str(lxml.html.tostring(policy, encoding="unicode"))
