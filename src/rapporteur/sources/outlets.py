"""Which outlet a link belongs to: `"https://www.reuters.com/world/…"` → "Reuters", by outlets.csv (one line per
domain)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

_LABELS = 5
"""More than any domain of the table has; a host of 100,000 is no host."""


def outlet_of(url: str | None) -> str | None:
    """The outlet whose domain, or whose parent domain, the link names; `None` where the table has none.

    >>> outlet_of("https://edition.cnn.com/2022/02/12/politics/talks/index.html")
    'CNN'
    """
    if not url:
        return None
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.rsplit(".", _LABELS)[-_LABELS:]
    for start in range(len(labels) - 1):
        outlet = outlets().get(".".join(labels[start:]))
        if outlet is not None:
            return outlet
    return None


@cache
def outlets() -> dict[str, str]:
    """Domain → name, as outlets.csv has them."""
    table = (files(__package__) / "outlets.csv").read_text(encoding="utf-8")
    return {row["domain"]: row["outlet"] for row in csv.DictReader(table.splitlines())}
