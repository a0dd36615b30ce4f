"""Quotation marks → quotations, of any style, nested or left open; apostrophes are none.

A quotation that opens every paragraph and closes only in the last is one `Quote` per paragraph, the last `closed`.

>>> text = "He said: “It’s ‘balanced’.”"
>>> [(text[q.start:q.end], q.closed) for q in pair(text, [(0, len(text))])]
[('It’s ‘balanced’.', True), ('balanced', True)]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapporteur.model import Quote
from rapporteur.reader.paragraphs import Stretch

MARK = re.compile(r"``|''|[“”„‟«»\"‘’‚‛‹›'`]")
DOUBLE, SINGLE, ANGLE, SMALL_ANGLE = "double", "single", "angle", "small angle"
FAMILY = dict.fromkeys(["``", "''", "“", "”", "„", "‟", '"'], DOUBLE)
FAMILY |= dict.fromkeys(["‘", "’", "‚", "‛", "'", "`"], SINGLE)
FAMILY |= {"«": ANGLE, "»": ANGLE, "‹": SMALL_ANGLE, "›": SMALL_ANGLE}
OPENERS = frozenset(["``", "“", "„", "‟", "‘", "‚", "‛", "«", "‹", "`"])
DEEPEST = 24
"""Quotations within one another; more marks that open are no writing, and would make each word a part of all of them."""
ELISION = re.compile(r"(?:\d\ds?|em|til|cause|tis|twas|n|round|bout)\b", re.IGNORECASE)


def pair(text: str, paragraphs: Iterable[Stretch]) -> tuple[Quote, ...]:
    """All quotations in the paragraphs, by where they start, outer before inner."""
    quotes: list[Quote] = []
    for start, end in paragraphs:
        quotes += pair_paragraph(text, start, end)
    return tuple(sorted(quotes, key=lambda quote: (quote.start, -quote.end)))


def pair_paragraph(text: str, start: int, end: int) -> list[Quote]:
    """The quotations of one paragraph; what stays open runs to its end."""
    quotes: list[Quote] = []
    opened: list[tuple[str, int]] = []
    depth: Counter[str] = Counter()
    marks = [(m.start(), m.end(), m[0]) for m in MARK.finditer(text, start, end)]
    for number, (first, last, mark) in enumerate(marks):
        family = FAMILY[mark]
        inside = depth[family] > 0
        if closes(text, start, end, (first, last, mark), inside, marks[number + 1 : number + 20]):
            while opened:
                kind, at = opened.pop()
                depth[kind] -= 1
                if kind == family:
                    quotes.append(Quote(at, first))
                    break
        elif len(opened) < DEEPEST and opens(text, start, end, (first, last, mark)):
            opened.append((family, last))
            depth[family] += 1
    quotes += [Quote(at, end, closed=False) for kind, at in opened if kind != SINGLE and at < end]
    return [quote for quote in quotes if text[quote.start : quote.end].strip()]


def closes(text: str, start: int, end: int, mark: tuple[int, int, str], inside: bool, later: list[tuple[int, int, str]]) -> bool:
    """Whether a mark ends the open quotation of its family (`inside`: there is one)."""
    first, last, sign = mark
    if not inside or sign in ("``", "‘", "‚", "`", "«", "‹"):
        return sign == "«" and inside and before(text, start, first).strip() != ""
    behind, ahead = before(text, start, first), text[last : last + 1] if last < end else ""
    if sign in ("“", "‟", "„"):
        return bool(behind.strip()) and not ahead.isalnum()
    if FAMILY[sign] == SINGLE:
        return bool(behind.strip()) and not ahead.isalnum() and not possessive(text, first, last, later)
    if sign == '"':
        return bool(behind.strip()) or not ahead.strip()
    return True


def opens(text: str, start: int, end: int, mark: tuple[int, int, str]) -> bool:
    """Whether a mark that ends nothing begins a quotation."""
    first, last, sign = mark
    behind, ahead = before(text, start, first), text[last : last + 1] if last < end else ""
    if not ahead.strip() and not (sign in OPENERS and ahead):
        return False
    if sign in ("'", "’", "`", "‘", "‛"):
        free = not behind.isalnum() and behind not in (".", ",", "!", "?", ")")
        return free and not ELISION.match(text, last) and (sign != "’") and ahead.strip() != ""
    if sign in OPENERS:
        return True
    if sign == "»":
        return not behind.strip()
    return sign == '"' and not (behind.isalnum() and not ahead.isalnum())


def before(text: str, start: int, first: int) -> str:
    """The character before a mark; nothing at the start of the paragraph."""
    return text[first - 1] if first > start else ""


def possessive(text: str, first: int, last: int, later: list[tuple[int, int, str]]) -> bool:
    """An apostrophe after a plural ("the troops’ guns") while a better end of the quotation is still to come."""
    if text[first - 1].lower() not in "sz" or not re.match(r"\s[a-z]", text[last : last + 2]):
        return False
    for begin, finish, sign in later:
        if sign in ("‘", "‚"):
            return False
        if FAMILY[sign] == SINGLE and not text[finish : finish + 1].isalnum() and text[begin - 1].strip():
            return True
    return False
