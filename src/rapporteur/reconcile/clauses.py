"""A wording cut into clauses, each with what it speaks of, whether it denies it, and what narrows it.

>>> clauses = clauses_of("no raid is planned in the east, if the rebels disarm")
>>> [(clause.heads, clause.denied, clause.turns) for clause in clauses]
[(('raid', 'plan'), True, {'place': 'east'}), (('fighters', 'disarm'), False, {'condition': 'if'})]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapporteur.reconcile.paraphrases import denying, head, name_at, phrase, turn

_PIECE = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?|[,;:.!?…—–()“”\"«»\[\]]+")
_OPENERS = frozenset(["but", "which", "while", "whereas", "because", "although", "though"])
_JOINERS = frozenset(["and", "or"])
_LOCATIVES = frozenset(["in", "near", "at", "around", "along", "outside", "inside", "across", "within"])
_NEGATIONS = frozenset(["no", "not", "nobody", "nothing", "never"])
_OWNERS = frozenset(["our", "the", "their", "his", "her", "my", "your", "its", "a", "political", "free", "good"])
"""Words before "will" that make it a noun."""
_BE_AND_HAVE = ("is", "are", "was", "were", "be", "been", "am", "has", "have", "had", "do", "does", "did")
_MODALS = ("will", "would", "can", "could", "may", "might", "must", "shall", "should", "cannot")
_VERBAL = frozenset([*_BE_AND_HAVE, *_MODALS])
"""Words by which a stretch of text is a clause of its own and not an item of a list."""


class Clause(NamedTuple):
    """`turns` kind → class ("time" → "this week"), `shown` kind or head → the words as written; `places` names after
    "in"."""

    heads: tuple[str, ...]
    denied: bool
    turns: Mapping[str, str]
    shown: Mapping[str, str]
    places: frozenset[str]
    verbal: bool


@lru_cache(maxsize=16384)
def clauses_of(words: str) -> tuple[Clause, ...]:
    """The clauses of a wording that have content, in text order."""
    pieces = [m.group().replace("’", "'") for m in _PIECE.finditer(words)]
    return _merged([_clause(stretch) for stretch in _cut(pieces)])


@lru_cache(maxsize=16384)
def heads(words: str) -> tuple[str, ...]:
    """What a wording speaks of, in text order, repeats kept once.

    >>> heads("This information only provokes panic"), heads("these messages cause panic in Moscow this week")
    (('information', 'cause', 'panic'), ('information', 'cause', 'panic', '@RUS'))
    """
    return tuple(dict.fromkeys(h for clause in clauses_of(words) for h in clause.heads))


def _cut(pieces: Sequence[str]) -> list[list[str]]:
    """Stretches between punctuation, openers, conditions, and joiners before a verb."""
    stretches: list[list[str]] = [[]]
    for at, piece in enumerate(pieces):
        word = piece.lower()
        if not piece[0].isalnum():
            stretches.append([])
        elif word in _OPENERS or _is_condition(pieces, at) or (word in _JOINERS and _verb_follows(pieces, at + 1)):
            stretches.append([piece])
        else:
            stretches[-1].append(piece)
    return [stretch for stretch in stretches if stretch]


def _is_condition(pieces: Sequence[str], at: int) -> bool:
    opening = turn([p.lower() for p in pieces[at : at + 4]], 0)
    return opening is not None and opening[1] == "condition"


def _verb_follows(pieces: Sequence[str], at: int) -> bool:
    """Whether the stretch from here to the next punctuation holds an auxiliary or a negation."""
    for piece in pieces[at:]:
        word = piece.lower()
        if not piece[0].isalnum() or word in _JOINERS:
            return False
        if word in _VERBAL or word.endswith("n't") or word in _NEGATIONS:
            return True
    return False


def _clause(pieces: Sequence[str]) -> Clause:
    low = [p.lower().removesuffix("'s") for p in pieces]
    heads: list[str] = []
    places: set[str] = set()
    turns: dict[str, str] = {}
    shown: dict[str, str] = {}
    short = [p for p, w in zip(pieces, low, strict=True) if w.endswith("n't")]
    if short:
        shown["negation:"] = short[0]
    denied, lexical, at = bool(short), 0, 0
    while at < len(low):
        named = name_at([p.removesuffix("'s") for p in pieces], at)
        turned = None if named else _turn(pieces, low, at)
        whole = None if named or turned else phrase(low, at)
        if named:
            heads.append(named[1])
            shown.setdefault(named[1], " ".join(pieces[at : at + named[0]]))
            places |= {named[1]} if low[at - 1] in _LOCATIVES and at else set()
            at += named[0]
        elif turned:
            size, kind, name = turned
            denied |= kind == "negation"
            turns.setdefault(kind, name)
            shown.setdefault(f"{kind}:", " ".join(pieces[at : at + size]))
            at += size
        elif whole:
            heads.append(whole[1])
            shown.setdefault(whole[1], " ".join(pieces[at : at + whole[0]]))
            at += whole[0]
        else:
            lexical += low[at] in denying()
            heads.append("will" if low[at] == "will" and at and low[at - 1] in _OWNERS else head(low[at]))
            shown.setdefault(heads[-1], pieces[at])
            at += 1
    turns = {kind: name for kind, name in turns.items() if kind not in ("negation", "none", "bound")}
    if turns.get("condition") == "unless":  # "unless it opens" is "if it does not open"
        turns["condition"], denied = "if", not denied
        shown.setdefault("negation:", shown["condition:"])
    distinct = tuple(dict.fromkeys(h for h in heads if h))
    verbal = denied or any(w in _VERBAL for w in low) or "condition" in turns
    return Clause(distinct, denied ^ bool(lexical % 2), turns, shown, frozenset(places), verbal)


def _turn(pieces: Sequence[str], low: Sequence[str], at: int) -> tuple[int, str, str] | None:
    """A turn at a place; "the West" and "May" are names, "some 300" and "hard, yet useful" no narrowing."""
    turned = turn(low, at)
    if turned is None or (low[at] == "yet" and not {"not", "no", "never"} & set(low)):
        return None
    size, kind, _ = turned
    if pieces[at][0].isupper() and (kind == "place" or (low[at] == "may" and at)):
        return None
    after = low[at + size] if at + size < len(low) else ""
    if kind == "bound" or (low[at] == "some" and size == 1 and after[:1].isdigit()):
        return (size, "none", "none") if after[:1].isdigit() else None
    return turned


def _merged(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """A stretch of at most one head and no verb ("this week,", "in the east,") belongs to the clause beside it."""
    merged: list[Clause] = []
    waiting: Clause | None = None
    for clause in clauses:
        whole = _both(waiting, clause) if waiting else clause
        waiting = None
        if len(whole.heads) <= 1 and not whole.verbal:
            waiting = whole
        else:
            merged.append(whole)
    if waiting and merged and "condition" not in merged[-1].turns:
        merged[-1] = _both(merged[-1], waiting)
    elif waiting:
        merged.append(waiting)
    return tuple(c for c in merged if c.heads or c.turns)


def _both(a: Clause, b: Clause) -> Clause:
    heads = tuple(dict.fromkeys((*a.heads, *b.heads)))
    return Clause(
        heads,
        a.denied or b.denied,
        {**a.turns, **b.turns},
        {**a.shown, **b.shown},
        a.places | b.places,
        a.verbal or b.verbal,
    )
