"""Tab separated text as the data sets of events are: no quoting, so no cell holds a tab, a line break, a control character or
a double quote.

>>> table((("id", "name"), ("1", 'the "old" guard\\nof Chad')))
b"id\\tname\\n1\\tthe 'old' guard of Chad\\n"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapporteur.views.typography import printable


def table(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines of cells as UTF-8, each line ending in a line feed."""
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines).encode()


def _cell(text: str) -> str:
    return printable(text.replace('"', "'"))


def number(value: float | None, empty: str = "") -> str:
    """A number in its shortest form: 4.0 is "4.0", 30.524 is "30.524"."""
    return empty if value is None else str(float(value))


def cells(data: bytes) -> list[list[str]]:
    """The lines of such a table as cells; none where the bytes are no UTF-8 or the last line has no end.

    >>> cells(b"a\\tb\\n1\\t\\n"), cells(b"a\\tb")
    ([['a', 'b'], ['1', '']], [])
    """
    try:
        *lines, rest = data.decode().split("\n")
    except UnicodeDecodeError:
        return []
    return [] if rest else [line.split("\t") for line in lines]
