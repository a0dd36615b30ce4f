"""Two wordings of one utterance word by word: what stands in one and not in the other.

>>> against("no raid is planned", "no raid is planned this week")
'no raid is planned {+this week+}'
>>> marked("no raid is planned this week", "no raid is planned")
(('no raid is planned', False), (' ', False), ('this week', True))
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapporteur.model import Statement
from rapporteur.views.evidence import MarkedText
from rapporteur.views.typography import clip, printable

LEGEND = "Wordings ([-only in the first-], {+not in the first+}):"
_SIMILAR = 0.5
"""Share of words in common (difflib's ratio) below which marking the differing ones would mark nearly all."""
_WIDTH = 79
_LEAD, _EDGE = 60, 40
"""Letters of an unmarked stretch that a shortened wording keeps at its start and beside what is marked."""


def fold(words: str) -> str:
    """Words as they are compared: without case and punctuation."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _stretches(first: str, second: str) -> Iterator[tuple[bool, str, str]]:
    """Whether the next stretch of both is the same, and its words in either, each with the white space after it."""
    tokens, others = re.findall(r"\S+\s*", first), re.findall(r"\S+\s*", second)
    for tag, start, end, other_start, other_end in _matcher(tokens, others).get_opcodes():
        yield tag == "equal", "".join(tokens[start:end]), "".join(others[other_start:other_end])


def _matcher(tokens: Sequence[str], others: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [fold(w) or w for w in tokens], [fold(w) or w for w in others], autojunk=False)


def similar(first: str, second: str) -> bool:
    """Whether two wordings share so much that their differences can be told word by word."""
    return _matcher(first.split(), second.split()).ratio() >= _SIMILAR


def marked(words: str, other: str) -> tuple[MarkedText, ...]:
    """`words` in parts, with those marked that `other`, a similar wording, doesn't have; none where they are far
    apart."""
    if words == other or not similar(words, other):
        return ((words, False),)
    parts: list[MarkedText] = []
    for same, stretch, _ in _stretches(words, other):
        text = stretch.rstrip()
        parts += [(text, not same), (stretch[len(text) :], False)]
    return tuple(part for part in parts if part[0])


def shortened(parts: Sequence[MarkedText], limit: int) -> tuple[MarkedText, ...]:
    """`parts` cut to about `limit` letters where they are longer: what is marked stays, what is not gives way.

    >>> shortened((("a long beginning " * 9, False), ("this week", True)), 80)[1]
    ('this week', True)
    """
    if sum(len(text) for text, _ in parts) <= limit:
        return tuple(parts)
    if not any(mark for _, mark in parts):
        return ((clip("".join(text for text, _ in parts), limit), False),)
    result: list[MarkedText] = []
    room = 2 * limit
    for at, (text, mark) in enumerate(parts):
        text = text if mark else _ends(text, at == 0, at == len(parts) - 1)
        result.append((text if mark or len(text) <= room else clip(text, room), mark))
        room -= len(text)
        if room <= 0:
            break
    return tuple(result)


def _ends(text: str, first: bool, last: bool) -> str:
    """The two ends of an unmarked stretch with "…" between, of the last one its beginning."""
    lead = _LEAD if first else _EDGE
    if len(text) <= lead + _EDGE:
        return text
    head = clip(text, lead) if not text[:1].isspace() else " " + clip(text, lead)
    return head if last else f"{head} {text[-_EDGE:].split(' ', 1)[-1]}"


def against(first: str, second: str) -> str:
    """The second wording set against the first: [-words only the first has-], {+words only the second has+}.

    Where the two are far apart only what the second has alone is marked.
    """
    alike = similar(first, second)
    pieces = []
    for same, one, other in _stretches(first, second):
        if same:
            pieces.append(other.strip())
            continue
        if one and alike:
            pieces.append(f"[-{one.strip()}-]")
        if other:
            pieces.append(f"{{+{other.strip()}+}}")
    return " ".join(pieces)


def side_by_side(statements: Sequence[tuple[Statement, int]]) -> list[str]:
    """The distinct wordings of one finding as lines for a terminal, each with the numbers of its reports; none where
    there is but one."""
    groups: dict[str, list[tuple[Statement, int]]] = {}
    for claim, number in statements:
        groups.setdefault(fold(claim.words), []).append((claim, number))
    ordered = sorted(groups.values(), key=lambda group: -len({number for _, number in group}))
    if len(ordered) < 2:
        return []
    first = printable(ordered[0][0][0].words)
    lines = _wrapped(ordered[0], first)
    for group in ordered[1:]:
        lines += _wrapped(group, against(first, printable(group[0][0].words)))
    return ["", LEGEND, *lines]


def _wrapped(group: Sequence[tuple[Statement, int]], words: str) -> list[str]:
    links = "".join(f"[{number}]" for number in sorted({number for _, number in group}))
    return wrapped(f"  {links} {words}", " " * (min(len(links), 12) + 3))


def wrapped(line: str, indent: str = "    ") -> list[str]:
    """A line for a terminal, broken between words; what does not fit goes on under `indent`.

    >>> wrapped("  words: " + "a truce " * 12)[1]
    '    truce a truce a truce a truce'
    """
    return textwrap.wrap(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
