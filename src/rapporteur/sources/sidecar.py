"""The sidecar `reports.toml`: what a person knows of the reports of a folder, a table per file stem.

`[wire-14]` with `outlet = "Reuters"`, `published = 2022-02-12` gives
`{"wire-14": Given(published="2022-02-12", outlet="Reuters")}`. It wins over the options of the command line, which
win over what a page says of itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from rapporteur.model import Problem
from rapporteur.sources.dates import parse_published
from rapporteur.sources.opening import read_bytes, why
from rapporteur.sources.page import link, tidy

FILE = "reports.toml"
STAGE = "sources"
MAX_BYTES = 5_000_000
"""Enough for 20,000 reports with outlet, day, title and a long link; parsing it takes seconds."""
MOST_REASONS = 20
"""Of what is wrong in one sidecar; a sidecar of another folder would give a line for each of its tables."""

# The parser looks at each part of a dotted key once more for every further one.
_NESTED = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){8}""")


class Given(NamedTuple):
    """What a person says of a report; `None` where they say nothing."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None

    def over(self, other: Given) -> Given:
        """This, and the other's values where this says nothing.

        >>> Given(outlet="Reuters").over(Given("2022-02-12", "Daily Wire"))[:2]
        ('2022-02-12', 'Reuters')
        """
        return Given(*(value if value is not None else fallback for value, fallback in zip(self, other, strict=True)))


def read_sidecar(path: Path, shown: str, stems: Iterable[str]) -> tuple[dict[str, Given], list[Problem]]:
    """The tables of a sidecar by file stem, and what is wrong with it; `shown` is the path as the user wrote it.

    An entry that is wrong is left out and named; the others count.
    """
    try:
        tables = _tables(read_bytes(path, MAX_BYTES))
    except OSError as error:
        return {}, [_problem(shown, f"the sidecar cannot be read: {why(error)}")]
    except (ValueError, RecursionError) as error:
        return {}, [_problem(shown, f"the sidecar is not valid TOML: {_short(str(error))}")]
    given: dict[str, Given] = {}
    reasons: list[str] = []
    known = frozenset(stems)
    for stem, table in tables.items():
        reason = _misplaced(stem, table, known)
        values, wrong = (Given(), [reason]) if reason else _values(stem, table)
        reasons += wrong
        if not reason:
            given[tidy(stem) or stem] = values
    if len(reasons) > MOST_REASONS:
        reasons[MOST_REASONS:] = [f"… and {len(reasons) - MOST_REASONS:,} more entries are wrong"]
    return given, [_problem(shown, words) for words in reasons]


def _tables(data: bytes) -> dict[str, Any]:
    """The sidecar's tables. Raises `ValueError` for what is no TOML, or no sidecar that anybody would write."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"over {MAX_BYTES // 1_000_000} MB")
    text = data.decode("utf-8-sig")
    if _NESTED.search(text):
        raise ValueError("keys of more than eight parts")
    return tomllib.loads(text)


def _short(words: str) -> str:
    """What a file says, cut for a message."""
    return words if len(words) <= 100 else f"{words[:100]}…"


def _misplaced(stem: str, table: object, known: frozenset[str]) -> str | None:
    """Why a top-level entry is no table of a file beside the sidecar."""
    if not isinstance(table, dict):
        return f"'{_short(stem)}' stands outside a table; write it under [file-stem]"
    if (tidy(stem) or stem) not in known:
        return f"[{_short(stem)}] names no report beside it (a file's name without its suffix; in quotes if it has a dot)"
    return None


def _values(stem: str, table: dict[str, Any]) -> tuple[Given, list[str]]:
    """One table's values, and a sentence for each that is wrong."""
    return _collected(stem, list(_checked(table)))


def _collected(stem: str, checked: list[tuple[str, str | None, str | None]]) -> tuple[Given, list[str]]:
    values = {key: value for key, value, wrong in checked if wrong is None}
    return Given(**values), [f"[{_short(stem)}] {wrong}" for _, _, wrong in checked if wrong is not None]


def _checked(table: dict[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    """(key, value, what is wrong) of each entry."""
    for key, value in table.items():
        if key not in Given._fields:
            yield key, None, f"has an unknown key '{_short(key)}'; known are {', '.join(Given._fields)}"
        elif key == "published":
            yield _published(value)
        elif not isinstance(value, str) or tidy(value) is None:
            yield key, None, f"{key} must be words in quotes"
        elif key == "url" and link(value) is None:
            yield key, None, "url is no link, or too long for one"
        else:
            yield key, link(value) if key == "url" else tidy(value), None


def _published(value: object) -> tuple[str, str | None, str | None]:
    """TOML has dates of its own: `published = 2022-02-12` as well as `published = "2022-02-12"`."""
    if not isinstance(value, str | date | datetime):
        return "published", None, "published must be a day (2022-02-12) or a minute with a zone (2022-02-12T18:30Z)"
    try:
        return "published", parse_published(value if isinstance(value, str) else value.isoformat()), None
    except ValueError as error:
        return "published", None, f"published: {_short(str(error))}"


def _problem(shown: str, reason: str) -> Problem:
    return Problem(report=shown, stage=STAGE, reason=reason)
