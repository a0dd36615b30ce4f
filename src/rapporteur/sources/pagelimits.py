"""What no article's page has, and parsers take hours over: 10,000 attributes on an element, 50,000 headings, a JSON-LD of `<`.

Of 36 pages of large news sites the largest has 3,129 elements, and the fullest tag 41 attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rapporteur.sources.pagemeta import parsed_json
from rapporteur.sources.text import Unreadable

MAX_ATTRIBUTES = 1000
"""On one element. The HTML parser compares each with all before it."""
MAX_ELEMENTS = 25_000
"""On a page. trafilatura counts what it has collected anew at each heading and paragraph."""
MANY_ELEMENTS = 8000
"""From which on trafilatura's second opinions are left out: they compare each paragraph with all before it."""
MOST_STRIPPED = 50_000_000
"""Characters that are looked at to strip a page's metadata of tags: from each `<` up to its `>`, or to the end."""
LONGEST_BROKEN = 20_000
"""Characters of a JSON-LD that is no JSON; trafilatura looks for names in it with patterns that start over and over."""

_ATTRIBUTE = r"""[\s/=]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>]*+))?+"""
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+((?:{_ATTRIBUTE})*+)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)


def check_tags(text: str) -> None:
    """Raises `Unreadable` for an element with more attributes than any has (`MAX_ATTRIBUTES`)."""
    for tag in _TAG.finditer(text):
        # An attribute takes two characters at least.
        if len(tag[1]) > 2 * MAX_ATTRIBUTES and (count := len(_ATTRIBUTES.findall(tag[1]))) > MAX_ATTRIBUTES:
            raise Unreadable(f"an element of the page has {count:,} attributes; not an article")


def check_elements(tree: Any) -> int:
    """How many elements a page has. Raises `Unreadable` for one with more than any article (`MAX_ELEMENTS`)."""
    count = int(tree.xpath("count(//*)"))
    if count > MAX_ELEMENTS:
        raise Unreadable(f"the page has {count:,} elements; not an article")
    return count


def tame(tree: Any) -> bool:
    """Takes out of a page the metadata that would cost trafilatura too much; whether there was any.

    Titles, dates and links are read from it before (`read_meta`).
    """
    budget, costly = MOST_STRIPPED, []
    for element, words in _metadata(tree):
        cost = words.count("<") * len(words)
        if cost > budget or (element.tag == "script" and len(words) > LONGEST_BROKEN and parsed_json(words) is None):
            costly.append(element)
        else:
            budget -= cost
    for element in costly:
        element.drop_tree()
    return bool(costly)


def _metadata(tree: Any) -> Iterator[tuple[Any, str]]:
    """The elements whose words trafilatura strips of tags, with these words."""
    for element in tree.xpath("//script[@type='application/ld+json' or @type='application/settings+json']"):
        yield element, element.text or ""
    for element in tree.xpath("//meta[@content]"):
        yield element, element.get("content")
