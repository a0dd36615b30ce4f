"""What a page says of itself in its head: `<meta property="og:title" content="Talks fail">` →
`Meta(title="Talks fail", …)`.

schema.org JSON-LD (https://schema.org/NewsArticle) first, Open Graph (https://ogp.me) and the older `meta` names
after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from rapporteur.sources.dates import lenient_published
from rapporteur.sources.page import link, tidy

_TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher")
_TIMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "datepublished",
    "article.published",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "article_date_original",
    "originalpublicationdate",
    "publication_date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)

_MOST_HEADINGS = 20
"""`h1` elements whose words are looked at: each may hold the whole page, also the next one."""


class Meta(NamedTuple):
    """Title, outlet, link, publication time and, where JSON-LD carries it, the article's text."""

    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    body: str | None


def read_meta(tree: Any) -> Meta:
    """The metadata of a parsed page; what it does not say is `None`."""
    article = _article(tree)
    names = _names(tree)
    outlet = tidy(_name(article.get("publisher"))) or _first(names, _OUTLETS)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    return Meta(
        title=_without_outlet(_title(tree, article, names), outlet),
        outlet=outlet,
        url=_web(canonical) or _web(names.get("og:url")) or _web(article.get("url")) or _web(_page_of(article)),
        published=_published(tree, article, names),
        body=_plain(article.get("articleBody")),
    )


def _published(tree: Any, article: dict[str, Any], names: dict[str, str]) -> str | None:
    """The first time given, preferring one with a clock over a bare day of the same page."""
    said = [article.get("datePublished"), *(names.get(name) for name in _TIMES)]
    said += tree.xpath("//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime")
    said += tree.xpath("//article//time[@pubdate]/@datetime")
    times = [time for words in said if isinstance(words, str) and (time := lenient_published(words))]
    return next((time for time in times if len(time) > 10 and time[:10] == times[0][:10]), times[0] if times else None)


def _title(tree: Any, article: dict[str, Any], names: dict[str, str]) -> str | None:
    """The headline readers see: the page's only `h1` where JSON-LD or Open Graph has the same words or none, else
    theirs."""
    elements = tree.xpath(f"(//h1)[position() <= {_MOST_HEADINGS}]")
    headings = [words for element in elements if (words := tidy(element.text_content()))]
    said = tidy(unescape(str(article.get("headline") or ""))) or _first(names, _TITLES)
    if said is None:
        return headings[0] if len(headings) == 1 else None
    return next((heading for heading in headings if _same(heading, said)), said)


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """ "Talks fail - Daily Wire" → "Talks fail" on a page of Daily Wire."""
    match = re.fullmatch(r"(.+?)\s+[-–—|]\s+(.+)", title or "")
    return match[1] if match and outlet and _same(match[2], outlet) else title


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _names(tree: Any) -> dict[str, str]:
    """`meta` elements: lower-cased name, property or itemprop → content, the first of each."""
    names: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        names.setdefault(key.strip().lower(), element.get("content"))
    return names


def _first(names: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((words for key in keys if (words := tidy(names.get(key)))), None)


def _article(tree: Any) -> dict[str, Any]:
    """The JSON-LD object of the article: of several the first that has a headline; `{}` where there is none."""
    articles = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        articles += [entry for entry in _objects(parsed_json(script.text or "")) if _is_article(entry)]
    return next((entry for entry in articles if entry.get("headline")), articles[0] if articles else {})


def parsed_json(words: str) -> object:
    """What a script holds, in a comment or not; `None` where it is no JSON.

    >>> parsed_json("<!--[1]-->"), parsed_json("var a")
    ([1], None)
    """
    try:
        # strict=False: pages put raw line breaks into their strings.
        return json.loads(re.sub(r"^\s*(?://)?<!(?:\[CDATA\[|--)|(?://)?(?:\]\]|--)>\s*$", "", words), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """All JSON objects inside a value, outer ones first."""
    if depth > 8:
        return
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from _objects(part, depth + 1)


def _is_article(entry: dict[str, Any]) -> bool:
    kinds = entry.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(("Article", "BlogPosting", "Report")) for name in names)


def _name(value: object) -> object:
    """schema.org allows an object, a list of them, or a bare string."""
    first = value[0] if isinstance(value, list) and value else value
    return first.get("name") if isinstance(first, dict) else first


def _page_of(article: dict[str, Any]) -> object:
    page = article.get("mainEntityOfPage")
    return page.get("@id") if isinstance(page, dict) else page


def _web(value: object) -> str | None:
    words = link(value)
    return words if words and re.match(r"https?://\S+$", words) else None


def _plain(value: object) -> str | None:
    """`articleBody`: its markup dropped, its entities read."""
    if not isinstance(value, str):
        return None
    return unescape(re.sub(r"<[^<>]+>", " ", re.sub(r"</p>|<br\s*+/?>", "\n", value))).strip() or None
