"""What an article's file tells besides its words: `Page(text="Envoys left …",
title="Talks fail", published="2022-02-12")`."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


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


def tidy(words: object) -> str | None:
    """A piece of metadata as one clean line in NFC, or `None`; half surrogate pairs (JSON can hold them) are dropped.

    >>> tidy("  Talks\\n fail ")
    'Talks fail'
    """
    if not isinstance(words, str):
        return None
    line = re.sub(r"[\s\x00-\x1f\x7f]+", " ", re.sub("[\ud800-\udfff]", "", words)).strip()
    return unicodedata.normalize("NFC", line) or None
