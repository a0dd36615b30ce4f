"""CAMEO as the older formats want it: a code for what has none of its own, its words, its score and its quad class.

Codes and words: CAMEO codebook 1.1b3 (Schrodt 2012). Scores: Goldstein's (1992) scale as carried over to CAMEO by its
authors, the table that GDELT and ICEWS print for each code. Types to codes: PLOVER's CAMEO table of 2021, read backwards.

>>> code("ASSAULT", "aerial"), words("195"), goldstein("195"), quad_class("195")
('195', 'Employ aerial weapons', -10.0, 4)
"""

from __future__ import annotations

from collections.abc import Mapping
from csv import DictReader
from functools import cache
from importlib.resources import files

from rapporteur.lexicon.tables import rows


def code(kind: str, mode: str | None) -> str:
    """The CAMEO code of a PLOVER type in a mode; where the table has no such mode, of the type alone."""
    return _defaults().get((kind, mode or "")) or _defaults()[kind, ""]


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


def promised(code: str) -> str:
    """The code of the intent to do what `code` is done by (CAMEO 03 beside 04 to 08): the longest beginning in the table tells.

    >>> promised("041"), promised("072"), promised("0874"), promised("030")
    ('036', '0332', '0356', '030')
    """
    beginnings = (code[:length] for length in range(len(code), 1, -1))
    return next((_promises()[part] for part in beginnings if part in _promises()), code)


@cache
def _promises() -> Mapping[str, str]:
    text = (files("rapporteur.views.exports") / "promises.csv").read_text(encoding="utf-8")
    return {row["code"]: row["promised"] for row in DictReader(text.splitlines())}


def _row(code: str) -> Mapping[str, str]:
    while code not in _scale() and len(code) > 3:
        code = code[:-1]
    return _scale()[code if len(code) > 2 else code + "0"]


@cache
def _scale() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in rows("cameo_scale.csv")}


@cache
def _defaults() -> Mapping[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["code"] for row in rows("cameo_defaults.csv")}
