"""Four times the text is about four times the work, whatever the text: no pattern starts over at each of its characters.

Held by the ratio of processor time on this machine, at sizes where quadratic work would be sixteen times as much.
"""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from rapporteur.model import Problem
from rapporteur.sources import furniture, html, load, markdown, pagelimits, pagemeta, sidecar, text
from rapporteur.sources.outlets import outlet_of
from rapporteur.sources.page import tidy

MOST = 9.0
"""Times the work for four times the text; linear work has 4, quadratic 16."""
ENDLESS = 20
"""Seconds of processor time after which a call is given up."""
TOO_LITTLE = 0.02
"""Seconds of processor time: what four times the text takes no longer than is never the trouble."""

MARKDOWN = [
    "<!--", "*", "**", "***a", "_", "_a ", "__", "[", "![", "[](", "[a](", "![a](", "[a][", "[a](b ", '[a](b "', "`", "<http://",
    "<http://a ", "\\", "# ", "# a #", "a\n===\n", "---\n", "---\na: b\n", "> ", ">", "- ", "[a]: ", "[a]: b\n", " ", "\t", "\n",
    "(", "([a](b)",
]  # fmt: skip
LINES = [
    "pin/", "–", "@", "#", "|", ":", "/", " ", "(", "[", ".", "a", "A", "A. ", "1", "1 ", "©", "AP/", "BY ", "By A", "share ",
    "read more ", "Published ", "Home > ", "12 February 2022 ", "advertisement ", "(L),", "Reporting by A ", "View all comments",
    "sign up ", "photo:", "newsletter ", "Notify of ", "12:30 ",
]  # fmt: skip
HEADS = [
    "<",
    "<!--",
    "<p ",
    "<?",
    "&",
    "&#",
    "&#65;",
    "<!",
    "</",
    "]]>",
    "-->",
    "//",
    " ",
    "<a b=",
    "<a b='",
    '<a b="',
    "<a =b ",
    "<a b/",
]


def repeated(seed: str, size: int) -> str:
    return (seed * (size // len(seed) + 1))[:size]


class EndlessError(BaseException):
    """That the processor time of one call is up; no stage catches it."""


def give_up(*_: object) -> None:
    raise EndlessError


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, give_up)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def seconds(run: Callable[[str], Any], words: str) -> float:
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    start = time.process_time()
    try:
        run(words)
    except EndlessError:
        pytest.fail(f"{len(words):,} characters take more than {ENDLESS} seconds")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def assert_linear(
    run: Callable[[str], Any], make: Callable[[int], str], size: int, shares: Sequence[int] = (64, 16, 4, 1)
) -> None:
    """For texts of ever more, up to four times the size: what grows too fast is seen before it takes hours."""
    seconds(run, make(100))  # tables are loaded
    for share in shares:
        ratio = _ratio(run, make, size // share)
        for _ in range(2):  # a loaded machine slows one of the two down, a quadratic loop always the second
            ratio = ratio if ratio < MOST else min(ratio, _ratio(run, make, size // share))
        assert ratio < MOST, f"{ratio:.1f} times the work for four times {size // share:,} characters"


def _ratio(run: Callable[[str], Any], make: Callable[[int], str], size: int) -> float:
    more = seconds(run, make(4 * size))
    return 0.0 if more < TOO_LITTLE else more / max(seconds(run, make(size)), 1e-9)


def refused_or_not(call: Callable[[str], Any]) -> Callable[[str], Any]:
    def run(words: str) -> Any:
        try:
            return call(words)
        except text.Unreadable:
            return None

    return run


@pytest.mark.parametrize("seed", MARKDOWN)
def test_markdown(seed: str) -> None:
    assert_linear(markdown.read_markdown, lambda size: repeated(seed, size), 10_000)
    assert_linear(markdown.read_markdown, lambda size: f"# a{repeated(seed, size)}b\n", 10_000)


@pytest.mark.parametrize("seed", LINES)
def test_furniture(seed: str) -> None:
    for words in ("{}", "pin {};", "Photo {}!", "({}x", "{}."):
        assert_linear(furniture.mark, lambda size, words=words: words.format(repeated(seed, size)), 10_000)


@pytest.mark.parametrize("line", ["Read more: a\n\n", "Advertisement\n", "a\n", "The envoys left on Saturday.\n"])
def test_headlines_below_furniture(line: str) -> None:
    def run(words: str) -> object:
        return text.headline(words, [(start, start + 3) for start in range(0, len(words) - 20, len(line))])

    assert_linear(run, lambda size: repeated(line, size), 50_000)


@pytest.mark.parametrize("seed", HEADS)
def test_what_is_done_to_a_page_before_it_is_parsed(seed: str) -> None:
    for words in ("{}", "<html><p {}", "<!-- {}"):
        for call in (html.is_html, html._repair_references, pagelimits.check_tags, pagemeta._plain, pagemeta.parsed_json):
            assert_linear(refused_or_not(call), lambda size, words=words: words.format(repeated(seed, size)), 20_000)


@pytest.mark.parametrize(
    "seed", ["e\u0301", "\u0301", "\u0301\u0323", "a" + "\u0301\u0323" * 40, "ж", "한", "\r", "\r\n", "\ud800", " \n"]
)
def test_normalising(seed: str) -> None:
    assert_linear(refused_or_not(text.normalise), lambda size: repeated(seed, size), 20_000)
    assert_linear(tidy, lambda size: repeated(seed, size), 20_000)


@pytest.mark.parametrize("seed", ["a.", '"a".', "'", '"', "[", "[a]\n", "a=1\n", "a = [", "# ", "a-", "{"])
def test_sidecars(seed: str) -> None:
    def run(words: str) -> object:
        try:
            return sidecar._tables(words.encode())
        except (ValueError, RecursionError):
            return None

    assert_linear(run, lambda size: repeated(seed, size), 10_000)


def test_hosts_of_many_labels() -> None:
    assert_linear(outlet_of, lambda size: f"https://{repeated('a.', size)}org/", 50_000)


PARAGRAPHS = "<p>The envoys of both states left Geneva on Saturday without a text, two diplomats said.</p>" * 3


def page(head: str = "", body: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{PARAGRAPHS}{body}</article></body></html>"


def script(words: str) -> str:
    return f'<script type="application/ld+json">{words}</script>'


def ld(**entries: str) -> str:
    return script(json.dumps({"@type": "Article", **entries}))


PAGES: dict[str, Callable[[int], str]] = {
    "attributes": lambda size: page(body="<p " + " ".join(f"a{number}" for number in range(size // 5)) + ">x"),
    "headings": lambda size: page(body="<h2>x</h2>" * (size // 4)),
    "elements": lambda size: page(body="<b>x</b>" * (size // 4)),
    "h1 within h1": lambda size: page(body="<div><h1>x" * (size // 400) + "x" * size),
    "tags in JSON-LD": lambda size: page(script("<" * size)),
    "comments in JSON-LD": lambda size: page(script("<!--" * size)),
    "scripts of tags": lambda size: page(script("<" * 5000) * (size // 5000)),
    "names in broken JSON-LD": lambda size: page(script('{"author" "name' * (size // 8))),
    "tags in a description": lambda size: page(f'<meta name="description" content="{"<" * size}">'),
    "tags in the body of JSON-LD": lambda size: page(ld(headline="Talks", articleBody="<" * size)),
    "a title": lambda size: page(f'<meta property="og:site_name" content="x"><title>{"a - " * size}</title>'),
    "a date": lambda size: page(ld(datePublished="Sat, 12 " * size)),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    # Below the limits trafilatura takes more than linear time, but not long.
    assert_linear(lambda words: load(words.encode(), "a.html"), PAGES[name], 50_000, shares=[1])


@pytest.mark.parametrize(
    ("name", "words"), [("attributes", "10,000 attributes; not an article"), ("headings", "elements; not an article")]
)
def test_pages_that_no_parser_gets_through_are_named(name: str, words: str) -> None:
    problem = load(PAGES[name](5 * 10_000 if name == "attributes" else 4 * 30_000).encode(), "a.html")
    assert isinstance(problem, Problem)
    assert words in problem.reason


@pytest.mark.parametrize(("cells", "fast"), [(1000, False), (9000, True)])
def test_a_page_of_many_elements_is_read_without_second_opinions(monkeypatch: pytest.MonkeyPatch, cells: int, fast: bool) -> None:
    speeds: list[bool] = []
    monkeypatch.setattr(html, "_extract", lambda words, fast: speeds.append(fast) or {"text": "The envoys left."})
    load(page(body="<b>x</b>" * cells).encode(), "a.html")
    assert speeds == [fast]


def test_a_quadratic_loop_would_be_seen() -> None:
    with pytest.raises(AssertionError, match="times the work"):
        assert_linear(lambda words: [words.count(letter) for letter in words], lambda size: "x" * size, 4000)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="timers of POSIX")
def test_a_pattern_that_tries_for_ever_would_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ENDLESS", 0.1)
    with pytest.raises(pytest.fail.Exception, match="take more than"):
        assert_linear(re.compile("(?:a|a)*b").match, lambda size: "a" * size, 1000)
