"""A paragraph too long for one pack is read in windows: what of an attribution each may keep, and how the parts rejoin.

>>> truncated([Said(((0, 1),), ((1, 2),), ((2, 9),))], 5)
[Said(source=((0, 1),), cue=((1, 2),), content=((2, 5),))]
"""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.model import Said

WordRanges = tuple[tuple[int, int], ...]


def truncated(attributions: Sequence[Said], end: int) -> list[Said]:
    """The attributions of a window within its first `end` words; one of whose cue nothing is left goes."""
    cut = [Said(within(said.source, end), within(said.cue, end), within(said.content, end)) for said in attributions]
    return [said for said in cut if said.content or said.cue]


def within(ranges: WordRanges, last: int) -> WordRanges:
    """Word ranges up to word `last`."""
    return tuple((start, min(end, last)) for start, end in ranges if start < last)


def rejoined(before: list[Said], after: list[Said], seam: int) -> list[Said]:
    """Both lists; a content that stops at the seam, and one without a cue that begins there, are one (0 = no seam).

    >>> rejoined([Said(((0, 1),), ((1, 2),), ((2, 5),))], [Said((), (), ((5, 9),))], 5)
    [Said(source=((0, 1),), cue=((1, 2),), content=((2, 9),))]
    """
    if seam and before and after:
        going_on = next((i for i, said in enumerate(after) if not said.cue and any(s == seam for s, _ in said.content)), None)
        # Looked for only where something goes on, which is seldom: there may be thousands before.
        ends = (i for i, said in enumerate(before) if any(end == seam for _, end in said.content))
        opened = next(ends, None) if going_on is not None else None
        if opened is not None and going_on is not None:
            one, rest = before[opened], after[going_on]
            content = tuple(range_ for range_ in one.content if range_[1] != seam)
            start = next(s for s, end in one.content if end == seam)
            end = next(e for s, e in rest.content if s == seam)
            others = tuple(range_ for range_ in rest.content if range_[0] != seam)
            joined = Said(one.source or rest.source, one.cue, (*content, (start, end), *others))
            return [*before[:opened], joined, *before[opened + 1 :], *after[:going_on], *after[going_on + 1 :]]
    return before + after
