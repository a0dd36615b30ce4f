"""What the older formats say of a CAMEO code: its words, its score and its quad class.

Words: CAMEO codebook 1.1b3 (Schrodt 2012). Scores: Goldstein's (1992) scale as carried over to CAMEO by its authors, the table
that GDELT and ICEWS print for each code.

>>> words("195"), goldstein("195"), quad_class("195")
('Employ aerial weapons', -10.0, 4)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapporteur.lexicon.tables import rows


def words(code: str) -> str:
    """The codebook's words for a code, for a longer one that it lacks those of the code above.

    >>> words("0871")
    'Declare truce, ceasefire'
    """
    return _row(code)["name"]


def goldstein(code: str) -> float:
    """How far a code makes for cooperation (10) or conflict (-10), whoever acts and however many die of it."""
    return float(_row(code)["goldstein"])


def quad_class(code: str) -> int:
    """1 verbal, 2 material cooperation, 3 verbal, 4 material conflict: roots to 05, 08, 13, 20 (GDELT codebook, QuadClass)."""
    root = int(code[:2])
    return 1 + sum(root > last for last in (5, 8, 13))


def _row(code: str) -> Mapping[str, str]:
    while code not in _scale() and len(code) > 3:
        code = code[:-1]
    return _scale()[code if len(code) > 2 else code + "0"]


@cache
def _scale() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in rows("cameo/scale.csv")}
