"""Words of a report → packs for the network: whole paragraphs where they fit, else up to the last full sentence.

A pack has at most `ROOM` word pieces, so memory is bounded for a report of any length; a paragraph longer than that is
read in windows, each of which begins with the sentence that the one before could not finish.

>>> pack_end([1] * 6, [True, False, False, False, True, False, False], 0, room=5)  # a paragraph begins at word 4
(4, True)
"""

from __future__ import annotations

from collections.abc import Sequence

ROOM = 240
"""Pieces of a pack: what the network was trained on (60 to 250)."""
LIMIT = 500
"""Pieces in one call at most: the encoder has 512 places."""


def reach(lengths: Sequence[int], first: int, room: int) -> int:
    """The end of the words from `first` on that fit into `room` pieces; always at least one word."""
    end, left = first, room
    while end < len(lengths) and lengths[end] <= left:
        left -= lengths[end]
        end += 1
    return max(end, first + 1)


def pack_end(lengths: Sequence[int], borders: Sequence[bool], first: int, room: int = ROOM) -> tuple[int, bool]:
    """Where the pack from word `first` ends, and whether a paragraph ends there. `borders`: words that begin one."""
    end = reach(lengths, first, room)
    if end == len(lengths):
        return end, True
    for cut in range(end, first, -1):
        if borders[cut]:
            return cut, True
    return end, False


def finished(starts: Sequence[int], whole: bool) -> int:
    """Words of a pack to keep: -1 = all (it ends with a paragraph), else up to its last sentence; 0 = read on."""
    return -1 if whole else starts[-1]
