"""The sentence around the words of a claim, cut from the report's own text.

Views see no `Reading`, only the record, so the edges of sentences are found by punctuation alone; a wrong edge shows a
little more or less context and never changes the marked words.

>>> text = "He left. She stayed in Kyiv, she said. Mr. Lee did not."
>>> [text[start:end] for start, end in sentences(text)]
['He left.', 'She stayed in Kyiv, she said.', 'Mr. Lee did not.']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from rapporteur.model import Claim, Report, Span
from rapporteur.views.typography import clip

MarkedText = tuple[str, bool]

_EDGE = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»)\]]*[ \t]+|(?<!\s)\s*\n\s*|\n\s*")
"""The end of a sentence or line. Each run of marks or of white space is tried from its beginning alone: linear work."""
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|No|vs)|\b[A-Z])$")
_OPENERS = '"“‘«([—–-•* '
_CLOSERS = '.!?…:"”’»)]'
_WRAPPED = 60
_LONGEST = 700
_CONTEXT = 240
_LONG_PASSAGE = 110
_BEFORE_NUMBER = 40
"""Letters of a passage around its number, and those before the number where the passage is longer."""


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end (code points, end exclusive) of each sentence of `text`, without the white space around it."""
    edges = [0, *(match.end() for match in _EDGE.finditer(text) if _ends(text, match)), len(text)]
    bounds: list[tuple[int, int]] = []
    for start, end in pairwise(edges):
        words = text[start:end]
        if words.strip():
            bounds.append((start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())))
    return tuple(bounds)


def _ends(text: str, match: re.Match[str]) -> bool:
    if "\n" in match.group():
        return not _is_wrapped(text, match)
    if match.group().startswith(".") and _ABBREVIATION.search(text[max(0, match.start() - 5) : match.start()]):
        return False
    following = text[match.end() : match.end() + 8].lstrip(_OPENERS)[:1]
    return not following or following.isupper() or following.isdigit()


def _is_wrapped(text: str, match: re.Match[str]) -> bool:
    """Whether a line break only wraps a long line, as in mails and old archives, and ends no sentence."""
    start = text.rfind("\n", 0, match.start()) + 1
    return match.group().count("\n") == 1 and match.start() - start >= _WRAPPED and text[match.start() - 1] not in _CLOSERS


def around(bounds: tuple[tuple[int, int], ...], start: int, end: int, length: int) -> tuple[int, int]:
    """The sentences of `bounds` that hold `start` to `end`; only some context of them where they are very long."""
    if not bounds:
        return max(0, start - _CONTEXT), min(length, end + _CONTEXT)
    first = max(bisect_right(bounds, (start, length)) - 1, 0)
    last = max(bisect_right(bounds, (max(start, end - 1), length)) - 1, 0)
    low, high = min(bounds[first][0], start), max(bounds[last][1], end)
    if high - low <= _LONGEST:
        return low, high
    return max(low, start - _CONTEXT), min(high, max(end, start + 1) + _CONTEXT)


def parts(text: str, bounds: tuple[tuple[int, int], ...], spans: tuple[Span, ...]) -> tuple[MarkedText, ...]:
    """The sentences around `spans`, cut where the marked words begin and end; "…" joins sentences that lie apart.

    >>> text = "One day. He left Kyiv. All was calm."
    >>> parts(text, sentences(text), (Span("r", 12, 16, "left"),))
    (('He ', False), ('left', True), (' Kyiv.', False))
    """
    pieces: list[MarkedText] = []
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    done, first = -1, 0
    for start, end in _windows(text, bounds, spans):
        if pieces:
            pieces.append((" " if not text[done:start].strip() else " … ", False))
        last = bisect_left(ordered, end, first, key=lambda span: span.start)  # each span lies within one window
        pieces.extend(_cut(text, start, end, ordered[first:last]))
        done, first = end, last
    return tuple(pieces)


def _windows(text: str, bounds: tuple[tuple[int, int], ...], spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for start, end in sorted(around(bounds, span.start, span.end, len(text)) for span in spans):
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _cut(text: str, start: int, end: int, spans: Sequence[Span]) -> list[MarkedText]:
    """Characters `start` to `end` with the words of these spans, which are in order, marked."""
    pieces: list[MarkedText] = []
    at = start
    for span in spans:
        low, high = max(span.start, at), min(span.end, end)
        if low < high:
            pieces += [(text[at:low], False)] if at < low else []
            pieces.append((text[low:high], True))
            at = high
    return pieces + ([(text[at:end], False)] if at < end else [])


def flat(pieces: tuple[MarkedText, ...]) -> str:
    """The text of `parts` on one line."""
    return " ".join("".join(text for text, _ in pieces).split())


def is_exact(span: Span, report: Report | None) -> bool:
    """Whether the report's text really has these words at this place: the gate that every output line passes."""
    return report is not None and report.text[span.start : span.end] == span.exact


def snippet(claim: Claim, limit: int = 90) -> str:
    """The claim's shortest piece of evidence on one line, cut at a word where it is longer than `limit`.

    >>> from rapporteur.model import Figure, Interval
    >>> span = Span("r", 0, 29, "more than 5,000 tanks at last")
    >>> snippet(Figure(id="c", report="r", evidence=(span,), of="tanks", subject=None, amount=Interval(5000, None)), 16)
    'more than 5,000…'
    """
    return clip(min((span.exact for span in claim.evidence), key=len), limit)


def number_passage(passages: Sequence[str]) -> str:
    """The shortest of the passages on one line, around its number where it is long.

    >>> number_passage(["more than 5,000 tanks along the border"])
    'more than 5,000 tanks along the border'
    """
    exact = " ".join(min(passages, key=len).split())
    number = re.search(r"\d", exact)
    if len(exact) <= _LONG_PASSAGE or number is None:
        return clip(exact, _LONG_PASSAGE)
    start = exact.rfind(" ", 0, max(0, number.start() - _BEFORE_NUMBER)) + 1
    return ("…" if start else "") + clip(exact[start:], _LONG_PASSAGE)
