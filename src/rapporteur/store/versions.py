"""When two texts are one report: the same file read again under a longer name, or an article changed since.

>>> again("a", "monday/a"), update("Talks fail. Envoys left.", "Talks fail. The envoys left Geneva at once.")
(True, False)
"""

from __future__ import annotations

import re
from hashlib import blake2b

GRAM = 5
SHARED = 0.5
"""Of the shorter text's word 5-grams: the containment by which the METER corpus measures reuse (Clough et al. 2002)."""

_WORD = re.compile(r"\w+")


def digest(text: str) -> str:
    """A hash of the text alone; the id of a report covers its name as well."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def again(name: str, other: str) -> bool:
    """Whether two names can be one file's: sources put as many folders before a stem as the run needs.

    >>> again("tuesday/a", "monday/a")
    False
    """
    return name == other or name.endswith(f"/{other}") or other.endswith(f"/{name}")


def update(old: str, new: str) -> bool:
    """Whether `new` reads like a later version of `old`: they share at least half of the shorter one's 5-grams."""
    first, second = _grams(old), _grams(new)
    return len(first & second) >= SHARED * max(1, min(len(first), len(second)))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1))}
