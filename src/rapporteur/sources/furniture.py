"""Page furniture: which stretches of an article's text are not its prose. They are marked, never cut out.

In `"Envoys met.\\n\\nRead more: What the treaty says\\n\\nThey left."` characters 13 to 44 are marked. The rules are
data (furniture.toml): phrases that pages wrap around an article, picture captions and credits, bylines, time stamps,
notices; of a paragraph that opens with a dateline ("KYIV, Feb 12 (Reuters) -") or an entry's time only that opening.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TOP = 8  # lines with words: bylines and time stamps of a page stand above the first paragraph
_LIST_MAX = 40  # lines of a "related stories" list
_LONGEST = 2000  # characters of a line that is furniture as a whole: the rules allow 70 words at most, and links among them
_STOP = re.compile(r"[.!?…][”’\"')\]]*$")
_ELLIPSIS_ONLY = re.compile(r"(?:\.{3}|…)$")


class Rule(NamedTuple):
    """One rule of furniture.toml, its pattern compiled."""

    name: str
    where: str
    pattern: re.Pattern[str]
    stop: bool
    first: bool
    max_words: int


class TextLine(NamedTuple):
    """A line with words: its place in the text without the blanks at its ends."""

    start: int
    end: int
    words: str


def mark(text: str) -> list[tuple[int, int]]:
    """Where furniture stands: (start, end) in code points, in order, never overlapping.

    >>> mark("Envoys met.\\n\\nRead more: What the treaty says\\n\\nThey left.")
    [(13, 44)]
    """
    lines = [TextLine(m.start(), m.start() + len(m[0].rstrip()), m[0].rstrip()) for m in re.finditer(r"\S[^\n]*", text)]
    spans: list[tuple[int, int]] = []
    listed = 0
    for number, line in enumerate(lines):
        rule = _whole_line(line.words, number)
        if rule is None and listed and not _is_prose(line.words):
            spans.append((line.start, line.end))
            listed -= 1
            continue
        listed = _LIST_MAX if rule is not None and rule.where == "opens" else listed if rule is not None else 0
        spans += [(line.start, line.end)] if rule is not None else _glued(line)
    return spans


def _is_prose(line: str) -> bool:
    """Whether a line reads like prose: at least eight words, and it ends like a sentence."""
    return len(line.split()) >= 8 and _STOP.search(line) is not None


def _whole_line(line: str, number: int) -> Rule | None:
    """The first rule that takes the whole line, `number` lines with words below the top."""
    if len(line) > _LONGEST:
        return None
    count = len(line.split())
    for rule in rules():
        placed = rule.where != "glued" and (rule.where != "top" or number < _TOP) and (rule.first or number)
        if not placed or count > rule.max_words:
            continue
        if not rule.stop and _STOP.search(line) and not _ELLIPSIS_ONLY.search(line):
            continue
        if rule.pattern.fullmatch(line):
            return rule
    return None


def _glued(line: TextLine) -> list[tuple[int, int]]:
    """Furniture run into its neighbours within a line of prose: "… he said.View all comments"."""
    matches = sorted(
        (line.start + match.start(), line.start + match.end())
        for rule in rules()
        if rule.where == "glued"
        for match in rule.pattern.finditer(line.words)
    )
    spans: list[tuple[int, int]] = []
    for start, end in matches:
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of furniture.toml, in its order."""
    table = tomllib.loads((files(__package__) / "furniture.toml").read_text(encoding="utf-8"))
    compiled = []
    for rule in table["rule"]:
        pattern = rule["pattern"]
        for part, words in table["parts"].items():
            pattern = pattern.replace(f"%{part}%", f"(?:{words})")
        flags = rule.get("stop", True), rule.get("first", True), rule.get("max_words", 40)
        compiled.append(Rule(rule["name"], rule["where"], re.compile(pattern), *flags))
    return tuple(compiled)
