"""Words by which actors are coded: what an adjective or noun says of somebody's sector, and CAMEO's names for PLOVER's sectors.

>>> quality("rebel"), belonging("spokeswoman").alone, cameo_sector("JRN")
(Quality(sector='REB', how='instead'), 'GOV', 'MED')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, cast

from rapporteur.lexicon.index import Index
from rapporteur.lexicon.tables import lists, many, rows, yes

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


class Belonging(NamedTuple):
    """A noun whose sector is that of what it belongs to: `alone` its own where a land owns it (a Malian leader is GOV), "" for
    none; `always` where it keeps that without any owner too ("officials")."""

    alone: str
    always: bool


def belonging(lemma: str) -> Belonging | None:
    """What a noun such as "spokesman" is by itself; `None` for nouns that belong to nobody."""
    return _belonging().get(lemma)


def is_related(lemma: str) -> bool:
    """A noun for who stands beside somebody: Chad's neighbours and allies are not Chad's people."""
    return lemma in _related()


@cache
def _related() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("coding/related.csv"))


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
    codes = [cameo_sector(*sectors), *(cameo_sector(s) for s in sectors[1:])]
    return tuple(dict.fromkeys(code for code in codes if code))


def body_code(actor: str) -> str | None:
    """CAMEO's own code of an international body by the id of its row, or by its name: "org.un" is "IGOUNO"."""
    return _bodies().get(actor)


def noun_sectors(noun: str) -> tuple[str, ...]:
    """PLOVER's sectors of a rarer noun for people, one or two words in the singular: "crofter" AGR; () for none."""
    return many(_nouns().get(noun, ""))


@cache
def _nouns() -> Mapping[str, str]:
    return {row[0]: row[1] for row in lists("coding/nouns.csv.gz")}


@cache
def _bodies() -> Mapping[str, str]:
    return {row["id"]: row["cameo"] for row in rows("coding/bodies.csv")}


def is_abroad(word: str) -> bool:
    """A word for people of no one land, or another: "foreign", "western"."""
    return word in _abroad()


@cache
def _abroad() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("coding/abroad.csv"))


def people_at(words: Sequence[str], i: int) -> tuple[int, str] | None:
    """The longest name of a people or province that starts at word `i`, as the index behind it and its land: "Kachin" MMR.

    They are asked only for the land of actors; places that reports tell of are in the tables of regions and cities.
    """
    return _peoples().longest(words, i)


@cache
def _peoples() -> Index[str]:
    index: Index[str] = Index()
    for row in rows("coding/peoples.csv"):
        index.add(row["name"], row["country"])
    return index


def naming(word: str) -> str | None:
    """The sector of organisations in whose names the word stands, in lower case: "university" EDU, "inc" BUS."""
    return _naming().get(word)


@cache
def _naming() -> Mapping[str, str]:
    return {row["word"]: row["sector"] for row in rows("coding/naming.csv")}


@cache
def _qualities() -> Mapping[str, Quality]:
    return {row["word"]: Quality(row["sector"], cast(How, row["how"])) for row in rows("coding/qualities.csv")}


@cache
def _belonging() -> Mapping[str, Belonging]:
    return {row["noun"]: Belonging(row["alone"], yes(row["always"])) for row in rows("coding/belonging.csv")}


@cache
def _turning() -> Mapping[str, str]:
    return {row["word"]: row["side"] for row in rows("coding/beside.csv")}


@cache
def _cameo() -> Mapping[tuple[str, str], str]:
    return {(row["plover"], row["with"]): row["cameo"] for row in rows("coding/cameo.csv")}
