"""CAMEO: verbs, patterns and codes of PETRARCH2's dictionary, and what PLOVER makes of each code.

Sources: CAMEO 2.0 verb dictionary (Open Event Data Alliance, MIT), CAMEO-to-PLOVER table (2021). Made by `training/cameo.py`.

>>> plover("1384").type
'THREATEN'
>>> [v.code for v in verbs()["arrest"]]
['171', '173']
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from rapporteur.lexicon.tables import many, maybe, rows, toml


class Verb(NamedTuple):
    """A verb of the dictionary: `beside` is a particle or word that must follow ("off"), `back` the code the other way."""

    beside: str
    block: str
    code: str
    back: str


class Part(NamedTuple):
    """One word that a pattern asks for in `slot` ("subject", "object" or a preposition); `words` are its synonyms, none = any."""

    slot: str
    head: bool
    words: frozenset[str]


class Pattern(NamedTuple):
    """What must stand with a verb for it to have this code; an empty code says that there is no event.

    `number`: its place in the block. Of patterns that ask for as much the dictionary's last one counts.
    """

    number: int
    parts: tuple[Part, ...]
    code: str
    back: str


class Plover(NamedTuple):
    """What a CAMEO code is in PLOVER."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


@cache
def verbs() -> Mapping[str, tuple[Verb, ...]]:
    """Verbs by lemma, those that need a second word first."""
    entries: dict[str, list[Verb]] = {}
    for row in rows("cameo/verbs.csv"):
        entries.setdefault(row["lemma"], []).append(Verb(row["with"], row["block"], row["code"], row["back"]))
    return MappingProxyType({lemma: tuple(sorted(v, key=lambda x: not x.beside)) for lemma, v in entries.items()})


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """The words of each set: "weapon", "military", "ceasefire" …"""
    sets: dict[str, set[str]] = {}
    for row in rows("cameo/sets.csv"):
        sets.setdefault(row["set"], set()).add(row["word"])
    return MappingProxyType({name: frozenset(words) for name, words in sets.items()})


@cache
def patterns() -> Mapping[str, Mapping[str, tuple[Pattern, ...]]]:
    """Block → a word that must be there → the patterns that ask for it. A bare preposition is found under itself."""
    grouped: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("cameo/patterns.csv.gz"):
        grouped.setdefault((row["block"], row["number"]), []).append(row)
    blocks: dict[str, dict[str, list[Pattern]]] = {}
    for (block, number), parts in grouped.items():
        pattern = Pattern(int(number), tuple(map(_part, parts)), parts[0]["code"], parts[0]["back"])
        for word in _keys(pattern):
            blocks.setdefault(block, {}).setdefault(word, []).append(pattern)
    return MappingProxyType({b: {word: tuple(p) for word, p in by.items()} for b, by in blocks.items()})


def _part(row: Mapping[str, str]) -> Part:
    words = synonyms().get(row["word"], frozenset()) | {row["word"]} if row["set"] else frozenset({row["word"]} - {""})
    return Part(row["slot"], row["place"] == "head", words)


def _keys(pattern: Pattern) -> frozenset[str]:
    """The words of the part that has fewest; a pattern of prepositions alone has the first."""
    sets = [part.words for part in pattern.parts if part.words]
    return min(sets, key=len) if sets else frozenset({pattern.parts[0].slot})


@cache
def _codes() -> Mapping[str, Plover]:
    codes = {r["code"]: Plover(r["type"], maybe(r["mode"]), many(r["contexts"])) for r in rows("cameo/codes.csv")}
    return MappingProxyType(codes)


def plover(code: str) -> Plover | None:
    """PLOVER's type, mode and contexts of a CAMEO code, by its root where the table lacks it; `None` for comment (01).

    >>> plover("0256").type, plover("010")
    ('REQUEST', None)
    """
    if not code or code.startswith("01"):
        return None
    if code.startswith("02"):
        return Plover("REQUEST", None, ())  # PLOVER has one type for appeal and demand
    return _codes().get(code) or _codes().get(code[:3]) or _codes().get(f"{code[:2]}0")


@cache
def defaults() -> Mapping[tuple[str, str | None], str]:
    """The code of a PLOVER type and mode, for deeds that no pattern codes; of the type alone under mode `None`."""
    return MappingProxyType({(row["type"], maybe(row["mode"])): row["code"] for row in rows("cameo/defaults.csv")})


def default(kind: str, mode: str | None) -> str | None:
    """
    >>> default("ASSAULT", "aerial"), default("REJECT", None)
    ('195', '120')
    """
    return defaults().get((kind, mode)) or defaults().get((kind, None))


@cache
def _aspects() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["deed"]: row for row in rows("cameo/aspects.csv")})


def about(deed: str, aspect: str) -> str | None:
    """The code of the "intent", "appeal", "demand" for a deed, of its "reject" or "threaten"; `None` if CAMEO has none.

    >>> about("072", "intent"), about("0874", "demand"), about("190", "threaten"), about("173", "intent")
    ('0332', '1056', '138', None)
    """
    for size in (4, 3, 2):
        codes = _aspects().get(deed[:size]) if len(deed) >= size else None
        if codes is not None:
            return codes[aspect] or None
    return None


@cache
def group(name: str) -> frozenset[str]:
    """A set of codes by its name.

    >>> "030" in group("bare")
    True
    """
    return frozenset(toml("cameo/groups.toml")[name])


@cache
def pairs(name: str) -> frozenset[frozenset[str]]:
    """Pairs of PLOVER's types that CAMEO divides differently: those that are "akin", those that are "near".

    >>> frozenset({"SANCTION", "COERCE"}) in pairs("akin")
    True
    """
    return frozenset(map(frozenset, toml("cameo/groups.toml")[name]))
