"""Words by which actors are coded: what an adjective or noun says of somebody's sector, and CAMEO's names for PLOVER's sectors.

>>> quality("rebel"), belonging("spokeswoman"), cameo_sector("JRN")
(Quality(sector='REB', how='instead'), 'GOV', 'MED')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, cast

from rapporteur.lexicon.tables import rows

How: TypeAlias = Literal["instead", "second", "loose"]


class Quality(NamedTuple):
    """What a word in front of a noun for people says: `how` "instead" of the noun's sector ("rebel soldiers" are REB),
    as a "second" one ("opposition lawmakers" are LEG and OPP), or only where the noun has none of its own, "loose"
    ("military spokesman")."""

    sector: str
    how: How


def quality(word: str) -> Quality | None:
    """What the word says, in lower case: "rebel" REB instead of another sector; `None` for a word that says nothing."""
    return _qualities().get(word)


def belonging(lemma: str) -> str | None:
    """The sector of a noun whose sector is that of what it belongs to ("spokesman"), standing alone; "" where it tells
    none; `None` for other nouns."""
    return _belonging().get(lemma)


def is_amount(lemma: str) -> bool:
    """A noun or number for so many of something: "dozens of protesters" are protesters."""
    return lemma in _amounts()


def turns(word: str) -> str | None:
    """The side of a land's name on which a word joined by a hyphen makes it that of somebody else: "pro-" before it, "-backed"
    after."""
    return _turning().get(word)


def cameo_sector(*sectors: str) -> str:
    """CAMEO's code for PLOVER's sectors, main one first: "JRN" is "MED", ("CVL", "OPP") is "OPP"; "" for what it has none for."""
    table = _cameo()
    main = sectors[0]
    joint = next((table[main, other] for other in sectors[1:] if (main, other) in table), None)
    return joint if joint is not None else table.get((main, ""), main)


def cameo_sectors(sectors: Sequence[str]) -> tuple[str, ...]:
    """All of CAMEO's codes for PLOVER's sectors, in order, each once."""
    if not sectors:
        return ()
    found = [cameo_sector(*sectors), *(cameo_sector(s) for s in sectors[1:])]
    return tuple(dict.fromkeys(code for code in found if code))


def body_code(actor: str) -> str | None:
    """CAMEO's own code of an international body by the id of the lexicon's row: "org.un" is "IGOUNO"."""
    return _bodies().get(actor)


@cache
def _bodies() -> Mapping[str, str]:
    return {row["id"]: row["cameo"] for row in rows("coding/bodies.csv")}


@cache
def _qualities() -> Mapping[str, Quality]:
    return {row["word"]: Quality(row["sector"], cast(How, row["how"])) for row in rows("coding/qualities.csv")}


@cache
def _belonging() -> Mapping[str, str]:
    return {row["noun"]: row["alone"] for row in rows("coding/belonging.csv")}


@cache
def _amounts() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("coding/amounts.csv"))


@cache
def _turning() -> Mapping[str, str]:
    return {row["word"]: row["side"] for row in rows("coding/beside.csv")}


@cache
def _cameo() -> Mapping[tuple[str, str], str]:
    return {(row["plover"], row["with"]): row["cameo"] for row in rows("coding/cameo.csv")}
