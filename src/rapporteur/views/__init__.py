"""The record as something to read: a brief in Markdown or HTML, JSON, lists by kind, one claim with its words.

`FORMATS["md"](record)` gives the brief as UTF-8 bytes; a new format is a file here and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.model import Record
from rapporteur.views.brief.html import brief_html
from rapporteur.views.brief.markdown import brief_markdown
from rapporteur.views.record import record_json
from rapporteur.views.show import look_up, show_text
from rapporteur.views.table_formats import TABLE_FORMATS, table_text
from rapporteur.views.tables import LISTS, all_report_rows, list_rows

FORMATS: dict[str, Callable[[Record], bytes]] = {
    "md": lambda record: brief_markdown(record).encode(),
    "html": lambda record: brief_html(record).encode(),
    "json": record_json,
}
"""What `rapporteur brief --format` offers, by name; each gives UTF-8 bytes."""

SUFFIXES = {
    **dict.fromkeys(("", ".md", ".markdown", ".txt", ".text"), "md"),
    **dict.fromkeys((".html", ".htm"), "html"),
    ".json": "json",
}
"""The format of a brief that the suffix of its file tells."""

__all__ = [
    "FORMATS",
    "LISTS",
    "SUFFIXES",
    "TABLE_FORMATS",
    "all_report_rows",
    "brief_html",
    "brief_markdown",
    "list_rows",
    "look_up",
    "record_json",
    "show_text",
    "table_text",
]
