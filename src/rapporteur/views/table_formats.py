"""Head and rows as text: columns for a terminal, or JSON, JSON lines or CSV for other programs.

>>> csv_text((("of", "low"), [("troops", "130000")]))
'of,low\\ntroops,130000\\n'
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from rapporteur.views.typography import json_escaped, printable

TableRow = tuple[str, ...]
HeadAndRows = tuple[TableRow, list[TableRow]]

_NARROW = 18
"""Characters down to which a column may be narrowed before columns are left out: a name, or most of one."""
_TELLING = {"headline": 36, "reason": 36, "said": 28, "event": 24, "parties": 24}
"""Columns that tell the most are narrowed less."""
_GIVES_WAY = (
    *("spans", "url", "lang", "aliases", "host", "form", "cue", "end", "minutes_high", "unit", "context", "likelihood", "why"),
    "superseded_why",
    *("disputed", "precision", "words", "stage", "meant", "admin1", "country", "sectors", "steps", "addressee", "place", "title"),
    *("origins", "start", "said_by", "roles", "report", "mode"),
)
"""Columns that a narrow terminal does without, the first ones first. How far a thing is a fact is never one of them."""
_FORMULA = re.compile(r"'*(?:[=@\t\r＝＠]|[+\-＋－](?![\d.,]*(?:e[+-]?\d+)?$))")
"""How a cell begins that a spreadsheet calculates; a plain number does no harm."""
_OF_SHOWN = frozenset(["factuality", "verdict"])
"""A list with such a column is of claims or findings: `rapporteur show` takes their ids, which stay whole. Other ids are for
programs, and give way before all else."""
_SPARE = frozenset([*_GIVES_WAY, "minutes_low", "condition"])
_SELDOM = 0.3
"""Columns of `_SPARE` that are filled in a smaller share of the rows give way before all others."""


def number_cell(value: float | None) -> str:
    """A number as a cell, an unknown one empty.

    >>> number_cell(5000.0), number_cell(0.25), number_cell(None)
    ('5000', '0.25', '')
    """
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))


def table_text(head: TableRow, rows: list[TableRow], format: str = "table") -> str:
    """Head and rows in one of `TABLE_FORMATS`; raises `KeyError` for another name.

    >>> table_text(("of", "low"), [("troops", "130000")], "csv")
    'of,low\\ntroops,130000\\n'
    """
    return TABLE_FORMATS[format]((head, rows))


def columns_text(rows: HeadAndRows, width: int = 48, line: int | None = None) -> str:
    """Columns for a terminal, cells cut at `width` characters; columns that are empty throughout are left out.

    Where `line` is the width of the terminal, columns are narrowed and then left out, and a last line names these. An
    id that can be asked for is never shortened.

    >>> rows = ("id", "said", "factuality", "words"), [("c-1", "nobody leaves the city alone", "denied", "He denied it")]
    >>> print(columns_text(rows, line=38), end="")
    id   said                   factuality
    c-1  nobody leaves the ci…  denied
    (too narrow for words: --format csv has them)
    """
    head, body = rows
    filled = {at: sum(bool(row[at]) for row in body) for at in range(len(head))}
    columns = [at for at in filled if not body or filled[at]]
    spare = [head[at] for at in columns if head[at] in _SPARE and filled[at] < _SELDOM * len(body)]
    spare += [] if _OF_SHOWN & {*head} else ["id"]
    needed = {head[at]: max(len(_cell(row[at], width)) for row in (head, *body)) for at in columns}
    left = _too_much(needed, spare, line)
    columns = [at for at in columns if head[at] not in left]
    cells = [[_cell(row[at], width) for at in columns] for row in (head, *body)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    _squeeze(widths, line)
    lines = ["  ".join(_cell(text, size).ljust(size) for text, size in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines += [f"(too narrow for {', '.join(left)}: --format csv has them)"] if left else []
    return "\n".join(lines) + "\n"


def _too_much(widths: dict[str, int], spare: list[str], line: int | None) -> list[str]:
    """The columns that a terminal has no room for even where the wide ones are narrowed: first the `spare` ones, then the least
    telling; an id is narrowed not at all."""
    least = {name: size if name == "id" else min(size, _TELLING.get(name, _NARROW)) for name, size in widths.items()}
    left: list[str] = []
    for name in dict.fromkeys([*sorted(spare), *_GIVES_WAY]):
        if line is None or sum(least.values()) + 2 * (len(least) - 1) <= line:
            break
        left += [name] if least.pop(name, None) else []
    return left


def _squeeze(widths: list[int], line: int | None) -> None:
    """Takes from the widest column but the first, a character at a time, until all fit into `line`."""
    while line and sum(widths) + 2 * (len(widths) - 1) > line:
        at = max(range(1, len(widths)), key=lambda at: widths[at], default=0)
        if widths[at] <= 1 or not at:
            return
        widths[at] -= 1


def _cell(text: str, width: int) -> str:
    text = printable(text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def json_text(rows: HeadAndRows) -> str:
    """A JSON array of objects, a row each."""
    head, body = rows
    objects = [dict(zip(head, row, strict=True)) for row in body]
    return json_escaped(json.dumps(objects, ensure_ascii=False, indent=2)) + "\n"


def jsonl_text(rows: HeadAndRows) -> str:
    """A JSON object a line."""
    head, body = rows
    objects = (dict(zip(head, row, strict=True)) for row in body)
    return "".join(json_escaped(json.dumps(entry, ensure_ascii=False)) + "\n" for entry in objects)


def csv_text(rows: HeadAndRows) -> str:
    """RFC 4180 CSV with a head, lines ending in a line feed.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, as one would type it there.

    >>> csv_text((("of", "low"), [("=HYPERLINK(A1)", "-5")]))
    "of,low\\n'=HYPERLINK(A1),-5\\n"
    """
    head, body = rows
    return "".join(f"{','.join(map(_csv_cell, row))}\n" for row in (head, *body))


def _csv_cell(text: str) -> str:
    """A cell between quotes where it needs them: before Python 3.13 the library forgets them around a bare "\\r"."""
    cell = _no_formula(text)
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if re.search(r'[",\r\n]', cell) else cell


def _no_formula(text: str) -> str:
    """A cell that no spreadsheet calculates. One apostrophe is put before those that are there, so that it can be taken away."""
    return f"'{text}" if _FORMULA.match(text) else text


TABLE_FORMATS: dict[str, Callable[[HeadAndRows], str]] = {
    "table": columns_text,
    "json": json_text,
    "jsonl": jsonl_text,
    "csv": csv_text,
}
