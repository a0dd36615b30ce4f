"""What a brief says, before it is Markdown or HTML: sections of tables and lists, made of lines.

Both renderings read the same `Brief`, so they can't disagree. A line is a tuple of inlines (as
Pandoc calls them): a `Run` of text, a `Wording`, or a `SourceLink`, the numbered mark that leads back to the words of a source.

>>> (Run("a dead end", "quote"), SourceLink(1, "e1-1", "000", "He called it a dead end."))[1].number
1
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Style: TypeAlias = Literal["plain", "strong", "quote", "standing", "denied", "muted", "numbers", "break"]
"""`quote` is a report's own words and gets quotation marks; `standing` and `denied` say how far a thing is a fact;
`numbers` are numbers of reports in brackets; `break` parts two wordings, by a dot or a line."""


class Run(msgspec.Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    style: Style = "plain"


class Wording(msgspec.Struct, frozen=True):
    """A report's words: pairs of text and whether another report words this stretch differently; `quoted` where they
    are a speaker's own, which go between quotation marks."""

    parts: tuple[tuple[str, bool], ...]
    quoted: bool = True


class SourceLink(msgspec.Struct, frozen=True):
    """A source: `number` of the report, `anchor` of the passage in the list of sources, `sentence` for a tool tip.

    A `quiet` link repeats the number that its line already begins with; a rendering without links leaves it out.
    """

    number: int
    anchor: str
    source: str
    sentence: str
    quiet: bool = False


Inline: TypeAlias = Run | Wording | SourceLink
Inlines: TypeAlias = tuple[Inline, ...]


class Table(msgspec.Struct, frozen=True):
    """Rows of cells under `head`; `plain` tables show no head. `more` says what was left out and how to see it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    plain: bool = False
    more: str = ""


class Items(msgspec.Struct, frozen=True):
    """A list of lines, under a title of its own where there is one; `number` is that of the report it is about."""

    lines: tuple[Inlines, ...]
    title: str = ""
    number: int | None = None
    more: str = ""


Block: TypeAlias = Table | Items


class Section(msgspec.Struct, frozen=True):
    """One heading of the brief. `anchor` is its id in a page; `note` a sentence on how to read it."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""


class CitedPassage(msgspec.Struct, frozen=True):
    """The sentence or sentences a claim rests on: pairs of text and whether these are the claim's words."""

    anchor: str
    parts: tuple[tuple[str, bool], ...]


class CitedReport(msgspec.Struct, frozen=True):
    """A report in the list of sources, with the passages the brief cites, in the order of its text."""

    number: int
    name: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    lang: str | None
    passages: tuple[CitedPassage, ...]


class Brief(msgspec.Struct, frozen=True):
    """A whole brief. `facts` are the parts of the header; `lead` the sentences of "In short"."""

    title: str
    facts: tuple[str, ...]
    lead: tuple[Inlines, ...]
    sections: tuple[Section, ...]
    sources: tuple[CitedReport, ...]
    unlisted: int = 0


def plain(line: Inlines) -> str:
    """A line as text: quotations in marks, links as their number."""
    return "".join(_text(piece) for piece in line)


def _text(piece: Run | Wording | SourceLink) -> str:
    if isinstance(piece, Run):
        return f"“{piece.text}”" if piece.style == "quote" else piece.text
    return "".join(text for text, _ in piece.parts) if isinstance(piece, Wording) else f"[{piece.number}]"
