"""An HTML page → the article's text and what the page says of itself (title, outlet, link, publication time).

`"<h1>Talks fail</h1><article><p>Envoys left Geneva.</p>…"` becomes
`Page(text="Envoys left Geneva.", title="Talks fail", …)`. Text by trafilatura; metadata from schema.org JSON-LD
first, then Open Graph and other `meta` elements, then trafilatura.
"""

from __future__ import annotations

import logging
import re
import threading
from typing import Any

from rapporteur.sources.dates import lenient_published
from rapporteur.sources.page import Page, tidy
from rapporteur.sources.pagelimits import MANY_ELEMENTS, check_elements, check_tags, tame
from rapporteur.sources.pagemeta import Meta, read_meta
from rapporteur.sources.text import Unreadable, has_surrogates, normalise

MAX_DEPTH = 250
"""libxml2, as trafilatura calls it, cuts a tree at 256 levels and drops what lies deeper without a word."""
_PARSED_DEPTH = 2000  # with `huge_tree` libxml2 cuts at 2048

_SNIFF = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HOLDER = re.compile(r"<(?:html|head|body|div|p|article|section|main|span|table|td|ul|ol|li|pre|h[1-6])\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]{1,6}|\d{1,7});)+")
_ONE_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|(\d+));")

# trafilatura keeps state between calls and crashes when threads share it; processes are the way to go faster.
_ONE_AT_A_TIME = threading.Lock()


def is_html(text: str) -> bool:
    """Whether a text of unknown kind is a page: it opens with a doctype, `html`, `head` or `body`.

    >>> is_html("<!DOCTYPE html><p>Talks fail"), is_html("<3 talks")
    (True, False)
    """
    return _SNIFF.match(text[:5000]) is not None


def has_elements(text: str) -> bool:
    """Whether a text under the name of a page has any element that holds words.

    >>> has_elements("<p>Talks fail"), has_elements("Talks < fail")
    (True, False)
    """
    return _HOLDER.search(text) is not None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's head names.

    >>> declared_encoding(b'<html><meta charset="windows-1251">')
    'windows-1251'
    """
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def read_html(text: str) -> Page:
    """A page (decoded) → its `Page`. Raises `Unreadable` where no article can be found in it."""
    check_tags(text)
    text = _repair_references(text)
    with _ONE_AT_A_TIME:
        try:
            tree = _tree(text)
            elements = check_elements(tree)
            meta = read_meta(tree)
            tamed, deep = tame(tree), _depth(tree) >= MAX_DEPTH
            extracted = _extract(_flattened(tree) if tamed or deep else text, fast=elements > MANY_ELEMENTS)
        except Unreadable:
            raise
        except Exception as error:  # whatever three parsers raise over hostile input must not cost the other reports
            raise Unreadable(f"the page cannot be read as HTML ({type(error).__name__}: {error})") from error
    body = _body(extracted, meta)
    fallback = Meta(extracted.get("title"), extracted.get("sitename"), extracted.get("url"), extracted.get("date"), None)
    return Page(
        body,
        title=meta.title or tidy(fallback.title),
        outlet=meta.outlet or tidy(fallback.outlet),
        url=meta.url or tidy(fallback.url),
        published=meta.published or (lenient_published(fallback.published) if fallback.published else None),
    )


def _body(extracted: dict[str, Any], meta: Meta) -> str:
    """The article in paragraphs with a blank line between; the page's own JSON-LD copy of it where extraction found
    none."""
    words = extracted.get("text") or meta.body or ""
    lines = (line.strip() for line in normalise(words).split("\n"))
    body = "\n\n".join(line for line in lines if line)
    if has_surrogates(body):
        raise Unreadable("the text has lone surrogates (half characters)")
    if not body:
        raise Unreadable("no article found in the page")
    return body


def _tree(text: str) -> Any:
    from lxml.html import HTMLParser, fromstring  # type: ignore[import-untyped]

    # Bytes, since lxml refuses a str that carries an XML encoding declaration.
    return fromstring(text.encode("utf-8"), parser=HTMLParser(encoding="utf-8", huge_tree=True))


def _extract(text: str, fast: bool) -> dict[str, Any]:
    """What trafilatura makes of the page: text, title, sitename, url, date; `fast`: without its second opinions."""
    _silence()
    try:
        extracted = _extracted(text, fast, with_metadata=True)
    except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError):
        extracted = None
    # A date in a zone that is none, and the like, costs the whole page; its words can be had all the same.
    return extracted or _extracted(text, fast, with_metadata=False) or {}


def _extracted(text: str, fast: bool, with_metadata: bool) -> dict[str, Any] | None:
    from trafilatura import bare_extraction

    document = bare_extraction(
        text,
        fast=fast,
        include_comments=False,
        include_tables=False,
        with_metadata=with_metadata,
        # The search of the whole page takes any date of the text or the footer for the publication's.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    return document if document is None or isinstance(document, dict) else document.as_dict()


def _silence() -> None:
    """Keeps what the extractors log of odd pages from stderr; what matters of it comes back as a `Problem`."""
    for name in ("trafilatura", "htmldate"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _depth(tree: Any) -> int:
    """How many elements nest at the deepest place."""
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    deepest = depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _flattened(tree: Any) -> str:
    """The page without the boxes that hold nothing but one other box. Raises `Unreadable` where that is not enough."""
    from lxml.html import tostring

    if _depth(tree) < _PARSED_DEPTH:
        for box in tree.xpath(
            "//body//*[self::div or self::span or self::section][count(*) = 1][not(text()[normalize-space()])]"
        ):
            box.drop_tag()
    if _depth(tree) >= MAX_DEPTH:
        raise Unreadable(f"the page nests more than {MAX_DEPTH} elements, beyond which the HTML parser drops the text")
    return str(tostring(tree, encoding="unicode"))


def _repair_references(text: str) -> str:
    """Numeric references to half a surrogate pair, as JavaScript writes them: a pair is one character, a half is
    U+FFFD.

    The HTML standard has U+FFFD for both; joining pairs keeps the emoji that was meant.
    """

    def joined(match: re.Match[str]) -> str:
        codes = [int(h, 16) if h else int(d) for h, d in _ONE_REFERENCE.findall(match[0])]
        if not any(0xD800 <= code <= 0xDFFF for code in codes):
            return match[0]
        units = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
        return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    return _REFERENCE.sub(joined, text)
