"""A brief as one self-contained HTML page: opens offline, asks nothing of the network, runs no script.

The text of reports is hostile until escaped: autoescape is on, what steers or reorders what is shown is left out, links are
http or https only (`typography.web_address`), and the page's content security policy, a second wall, forbids everything but
its own style, by its hash. `<script>` in a headline comes out as `&lt;script&gt;`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from rapporteur.model import Record
from rapporteur.views.brief.compose import compose
from rapporteur.views.brief.nodes import Inline, Items, Run, SourceLink, Wording
from rapporteur.views.typography import legible

_HERE = Path(__file__).parent
_MARKED = re.compile(
    rb'\s*<!doctype html>\s*<html lang="en">\s*<head>\s*<meta charset="utf-8">\s*<meta name="generator" content="Rapporteur">'
)
"""How a page begins. The mark stands before all that a report can say."""


def brief_html(record: Record) -> str:
    """The brief of a record as a page. Same record, same text.

    >>> "<title>Undated reports" in brief_html(Record(signature="test"))
    True
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # half of the time of `--help` if it stood above

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=_legible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["items"] = lambda block: isinstance(block, Items)
    environment.filters["sort_of"] = sort_of
    page = environment.get_template("brief.html.jinja")
    style = f"\n{(_HERE / 'brief.css').read_text(encoding='utf-8')}"
    return page.render(brief=compose(record), style=style, style_hash=b64encode(sha256(style.encode()).digest()).decode())


def _legible(value: object) -> object:
    """What the template prints; what a macro of it has made is markup already."""
    return legible(value) if type(value) is str else value


def is_brief_html(data: bytes) -> bool:
    """Whether these bytes are a page that `brief_html` wrote.

    >>> is_brief_html(brief_html(Record(signature="")).encode()), is_brief_html(b"<!doctype html><p>Talks fail")
    (True, False)
    """
    return _MARKED.match(data) is not None


def sort_of(inline: Inline) -> str:
    """Which of the three sorts an inline is, for the template.

    >>> sort_of(Run("a dead end", "quote"))
    'run'
    """
    return {Run: "run", Wording: "wording", SourceLink: "link"}[type(inline)]
