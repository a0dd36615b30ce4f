"""What an article's file tells besides its words: `Page(text="Envoys left …",
title="Talks fail", published="2022-02-12")`."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import urlsplit


class Page(NamedTuple):
    """The article of one file before it becomes a `Report`: what the file itself says, the unknown as `None`.

    `front` is the length of a preamble (front matter) at the start of `text` that is no prose.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    front: int = 0


LONGEST = 1000
"""Characters of a piece of metadata; headlines have up to 300."""
LONGEST_LINK = 4000
"""Characters of a link: browsers and servers take some 2,000 to 8,000, and one that is cut leads nowhere."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HALF = re.compile("[\ud800-\udfff]")


def tidy(words: object, longest: int = LONGEST) -> str | None:
    """A piece of metadata as one clean line in NFC, or `None`; half surrogate pairs (JSON can hold them) are dropped.

    Beyond `longest` characters it is cut, and ends in "…".

    >>> tidy("  Talks\\n fail "), tidy("Talks fail", 6)
    ('Talks fail', 'Talks…')
    """
    if not isinstance(words, str):
        return None
    # Cut before it is composed, which is quadratic work on accents.
    line = " ".join(_CONTROL.sub(" ", _HALF.sub("", words)).split())[: 2 * longest]
    line = unicodedata.normalize("NFC", line)
    return (line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…") or None


def link(words: object) -> str | None:
    """A link as one line, or `None` where there is none, it is longer than any (`LONGEST_LINK`) or its host is none.

    >>> link(" https://example.org/a"), link("https://[::1/a"), link("https://example.org/" + "a" * 5000)
    ('https://example.org/a', None, None)
    """
    line = tidy(words, LONGEST_LINK + 1)
    try:
        return line if line and len(line) <= LONGEST_LINK and urlsplit(line).port != 0 else None
    except ValueError:
        return None
