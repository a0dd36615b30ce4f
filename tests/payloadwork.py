"""The hostile strings of `browser/payloads.toml`: each raw in a page, as the control, and in every field of a record."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateError
from markdown_it import MarkdownIt

FILE = Path(__file__).parent / "browser" / "payloads.toml"
RAW = {
    "text": "<p>{}</p>",
    "attribute": '<p><a href="#x" title="{}">1</a></p>',
    "single": "<p><a href='#x' title='{}'>1</a></p>",
    "bare": "<p><a href=#x title={}>1</a></p>",
    "href": '<p><a href="{}">report</a></p>',
    "comment": "<!-- {} -->",
    "style": '<style>b {{ content: "{}" }}</style><b>x</b>',
    "script": '<script>var words = "{}";</script>',
    "backticks": "<script>var words = `{}`;</script>",
    "title": "<title>{}</title>",
    "textarea": "<textarea>{}</textarea>",
    "never": "<p>{}</p>",
}
"""A page's markup around a payload, by the place in which it runs there."""
AGAIN = {
    "decoded": "<p id=x>{}</p><script>x.innerHTML = x.textContent</script>",
    "reparsed": "<div id=x>{}</div><script>document.getElementById('x').innerHTML += ''</script>",
}


class Payload(NamedTuple):
    """One hostile string; `place` says in which context it runs."""

    place: str
    name: str
    number: int
    text: str

    @property
    def sign(self) -> str:
        """What of it is sure to be found in the words of a page that shows it: the number, where it has one."""
        return str(self.number) if str(self.number) in self.text else self.text.split("<")[0][:20] or self.text[-8:]


def payloads() -> list[Payload]:
    """All of them, numbered from 1001 (no other number of a page has four digits)."""
    places = tomllib.loads(FILE.read_text(encoding="utf-8"))
    entries = [(place, name, text) for place, texts in places.items() for name, text in texts.items()]
    return [
        Payload(place, name, number, text.replace("§", str(number))) for number, (place, name, text) in enumerate(entries, 1001)
    ]


def control(chunk: Sequence[Payload], policy: str = "") -> str:
    """A page that has each payload as it is, in a frame of its own; `policy` is markup for the head."""
    frames = (f'<iframe srcdoc="{escape(_document(payload))}"></iframe>\n' for payload in chunk)
    return f"<!doctype html><html><head><meta charset=utf-8>{policy}</head><body>\n{''.join(frames)}</body></html>"


def _document(payload: Payload) -> str:
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{_raw(payload)}</body></html>"


def as_page(markdown: str) -> str:
    """Markdown as the most careless of renderers shows it: HTML goes through, and links lead anywhere."""
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{_rendered(markdown)}</body></html>"


def _rendered(markdown: str) -> str:
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]
    return str(renderer.render(markdown))


def _raw(payload: Payload) -> str:
    match payload.place:
        case "markdown":
            return _rendered(payload.text)
        case "template":
            try:
                return Environment().from_string(payload.text).render()
            except TemplateError as error:
                return escape(str(error))
        case place:
            return (RAW | AGAIN)[place].format(payload.text)
