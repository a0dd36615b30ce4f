"""Text of reports made fit for a line: without line breaks or control characters, clipped at a word, quotation marks that nest.

>>> clip("a truce that\\nholds for long", 14)
'a truce that…'
"""

from __future__ import annotations

import re
import unicodedata


def clip(words: str, limit: int) -> str:
    """`words` on one line and not longer than about `limit`, "…" where something is left out."""
    words = " ".join(words.split())
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def inner(words: str) -> str:
    """`words` as they stand inside quotation marks: double marks become single ones, a half of a pair gets its other.

    >>> inner('he said "no" to “peace”'), inner('had been "balanced')
    ('he said ‘no’ to ‘peace’', 'had been ‘balanced’')
    """
    words = re.sub(r'(^|[\s(\[—–-])"(?=\S)', r"\1“", words).replace('"', "”")
    depth = lowest = 0
    for mark in words:
        depth += (mark == "“") - (mark == "”")
        lowest = min(lowest, depth)
    words = "“" * -lowest + words + "”" * (depth - lowest)
    return words.replace("“", "‘").replace("”", "’")


def printable(text: str) -> str:
    """`text` on one line without control characters: a report must not steer the reader's terminal.

    >>> printable("a\\x1b[31mb\\n c")
    'a[31mb c'
    """
    return " ".join("".join(" " if mark in "\n\t" else mark for mark in text if mark in "\n\t" or _is_shown(mark)).split())


def _is_shown(mark: str) -> bool:
    return unicodedata.category(mark) not in ("Cc", "Cf", "Cs") or mark == "\u200d"
