"""A brief as Markdown (CommonMark with pipe tables), for a terminal, a mail or a repository.

A sole statement gives the line `- Said: **Viktor Orban**: “a dead end”` under the heading of its report; the passages
behind every [number] stand under "Sources", the claim's words in bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapporteur.model import Record
from rapporteur.views.brief.compose import compose
from rapporteur.views.brief.nodes import Block, CitedReport, Inline, Inlines, Items, Section, SourceLink, Table, Wording
from rapporteur.views.typography import legible

_HEADED = re.compile(rb"# [^\n]* \xc2\xb7 [\w,]+ reports? \xc2\xb7 [^\n]*\n\n")
_SIGNED = re.compile(rb"^- Made by rapporteur \d[^\n]*\.$", re.MULTILINE)
"""How a brief begins, and the line of "Read with care" that says what made it."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])|&(?=[#\w]+;)")


def brief_markdown(record: Record) -> str:
    """The brief of a record in Markdown. Same record, same text; an empty record gives a header that says so.

    >>> print(brief_markdown(Record(signature="test")))
    # Undated reports · no reports · no outlet named
    <BLANKLINE>
    """
    brief = compose(record)
    title = re.sub(r"(?<!\S)(?=#+\s*$)", r"\\", escaped(" · ".join((brief.title, *brief.facts))))  # "#" would close the heading
    lines = [f"# {title}", ""]
    if brief.lead:
        lines += [f"**In short.** {' '.join(map(_line, brief.lead))}", ""]
    for section in brief.sections:
        lines += _section(section)
    if brief.sources:
        lines += ["## Sources", ""]
        for source in brief.sources:
            lines += _source(source)
    if brief.sources and brief.unlisted:
        lines += [f"{brief.unlisted:,} more reports were read and are not cited above (rapporteur list reports).", ""]
    return "\n".join(lines)


def is_brief_markdown(data: bytes) -> bool:
    """Whether these bytes are a brief that `brief_markdown` wrote of one report or more.

    >>> is_brief_markdown("# 12 Feb · 2 reports · no outlet named\\n\\n- Made by rapporteur 1; lexicon 5f.\\n".encode())
    True
    >>> is_brief_markdown(b"# Talks fail\\n\\n- Made by rapporteur 1.\\n")
    False
    """
    return _HEADED.match(data) is not None and _SIGNED.search(data) is not None


def escaped(text: str) -> str:
    """Text on one line, with what Markdown would take for markup escaped.

    >>> escaped("a *b* [c](d) | <e>")
    'a \\\\*b\\\\* \\\\[c\\\\](d) \\\\| \\\\<e\\\\>'
    """
    return _SPECIAL.sub(lambda match: "\\" + match.group(), re.sub(r"[\n\t]", " ", legible(text)))


def _opened(line: str) -> str:
    """A line of words as it stands at the start of a block.

    >>> _opened("1. Leave"), _opened("# 7"), _opened("7 left")
    ('1\\\\. Leave', '\\\\# 7', '7 left')
    """
    head = re.match(r"[-+=#]|\d{1,9}(?=[.)](?:\s|$))", line)
    return line if head is None else f"{head[0]}\\{line[head.end():]}" if head[0].isdigit() else f"\\{line}"


def _section(section: Section) -> list[str]:
    lines = [f"## {section.title}", ""]
    lines += [f"*{section.note}*", ""] if section.note else []
    rows_open = False
    for at, block in enumerate(section.blocks):
        rows_open = isinstance(block, Table) and at > 0 and _continues(section.blocks[at - 1], block)
        lines = lines[:-1] if rows_open else lines
        lines += _block(block, headless=rows_open)
    return lines


def _continues(before: Block, table: Table) -> bool:
    """Whether a table goes on where the one before it stopped: same columns, and nothing was left out between."""
    return isinstance(before, Table) and before.head == table.head and not before.more


def _block(block: Block, headless: bool) -> list[str]:
    if isinstance(block, Items):
        number = f"[{block.number}] " if block.number else ""
        title = [f"**{number}{escaped(block.title)}**", ""] if block.title else []
        items = [f"- {_line(line)}" for line in block.lines]
        more = [f"- {escaped(block.more)}"] if block.more else []
        return [*title, *items, *more, ""]
    head = [] if headless else [_row("" if block.plain else name for name in block.head), "|---" * len(block.head) + "|"]
    more = ["", escaped(block.more)] if block.more else []
    return [*head, *(_row(map(_line, row)) for row in block.rows), *more, ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: Inlines) -> str:
    return re.sub(" +", " ", "".join(map(_inline, line))).strip()


def _inline(inline: Inline) -> str:
    if isinstance(inline, SourceLink):
        return "" if inline.quiet else f"[{inline.number}]"
    if isinstance(inline, Wording):
        parts = ((escaped(text), marked) for text, marked in inline.parts)
        words = "".join(_emphasised(text, "**") if marked else text for text, marked in parts)
        return f"“{words}”" if inline.quoted else words
    text = inline.text if inline.style == "numbers" else escaped(inline.text)
    match inline.style:
        case "strong" | "denied":
            return _emphasised(text, "**")
        case "standing":
            return _emphasised(text, "*")
        case "quote":
            return f"“{text}”"
        case _:
            return text


def _emphasised(text: str, mark: str) -> str:
    """Emphasis that holds: the marks must touch words, so white space and punctuation at the edges stay outside."""
    marks = re.findall(r"\\.|[^\\]", text)
    words = [at for at, one in enumerate(marks) if one.isalnum()]
    if not words:
        return text
    first, last = words[0], words[-1] + 1
    return f"{''.join(marks[:first])}{mark}{''.join(marks[first:last])}{mark}{''.join(marks[last:])}"


def _source(source: CitedReport) -> list[str]:
    known = [source.outlet, source.title, source.published, source.url]
    names = [source.name, *(text for text in known if text and text != source.name)]
    head = f"**[{source.number}]** {' · '.join(map(escaped, names))}"
    passages = [f"- {_opened(_passage(passage.parts))}" for passage in source.passages]
    return [head, "", *passages, ""]


def _passage(parts: tuple[tuple[str, bool], ...]) -> str:
    lines = ((" ".join(text.split()), text, marked) for text, marked in parts)
    return "".join(_spaced(escaped(flat), text, marked) for flat, text, marked in lines).strip()


def _spaced(flat: str, text: str, marked: bool) -> str:
    """The white space around a part is kept as one space; inside emphasis it would break the marks."""
    lead, tail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(flat))
    return lead + (_emphasised(flat, "**") if marked else flat) + tail
