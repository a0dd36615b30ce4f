"""Who is on a side of an event, and whether two reports mean the same by it.

A state acts through its government, capital and people: all of them are its country. An organisation may be named in full or
not ("the Lakeside Guards", "the Guards"). Who is only described has an id of one report alone, so descriptions are compared
by what they count: "23 Somali pirates" may be "23 of the pirates", and is not "26 pirates".

>>> from rapporteur.reconcile.comparison_context import ComparisonContext
>>> nobody = ComparisonContext.of((), (), {})
>>> fit(party("org.guards", nobody), party("org.lakeside-guards", nobody)), fit(party("org.guards", nobody), party("mli", nobody))
(0.9, 0.0)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapporteur.reconcile.comparison_context import ComparisonContext
from rapporteur.reconcile.figures import counted
from rapporteur.reconcile.paraphrases import NUMBER_WORDS
from rapporteur.reconcile.wording import tokens

_DESCRIBED, _SHORTENED = 0.7, 0.9
"""How well two descriptions of one head noun fit, and an organisation's full and shortened names."""
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Sectors of the PLOVER manual that act for a state."""
_PART = re.compile(r"^\w+ of (?:the|them|those|these|its|his|their)\b")
_VAGUE = frozenset({"people", "other", "person", "man", "woman", "men", "women", "one", "group", "some", "many"})
"""Heads that fit nearly everybody: they need the same number."""


class ComparedParty(NamedTuple):
    """`id` is a country, or the actor where it acts for none; `head` what a description counts, `number` how many."""

    id: str
    head: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        """What parties that may be one have in common."""
        if self.head:
            return f"described {self.head}"
        return f"org.{self.id[4:].rsplit('-', 1)[-1]}" if self.id.startswith("org.") else self.id


def party(actor: str, context: ComparisonContext) -> ComparedParty:
    """An actor as a party. Officials who are only described act for their country; "23 Somali pirates" do not."""
    side = context.side(actor)
    if not actor.startswith("desc."):
        return ComparedParty(side)
    head, number = _described(context.name(actor))
    known = context.actors.get(actor)
    sectors = known.sectors if known is not None else ()
    outside = _OFFICIAL.isdisjoint(sectors) if sectors else bool(number)
    return ComparedParty(actor, head, number) if outside or side == actor else ComparedParty(side)


@lru_cache(maxsize=8192)
def _described(name: str) -> tuple[str, str]:
    head, _, _ = counted(_PART.sub("", name))
    numbers = [NUMBER_WORDS.get(t, t) for t in tokens(name) if t in NUMBER_WORDS or t[:1].isdigit()]
    return head, str(numbers[0]) if numbers else ""


def fit(a: ComparedParty, b: ComparedParty) -> float:
    """1 for one party, less for two descriptions or two names that can be of one, 0 for two parties."""
    if a.id == b.id:
        return 1.0
    if a.head or b.head:
        if a.head != b.head or (a.number and b.number and a.number != b.number):
            return 0.0
        return 0.0 if a.head in _VAGUE and not (a.number and b.number) else _DESCRIBED
    if a.id.startswith("org.") and b.id.startswith("org."):
        one, other = a.id[4:].split("-"), b.id[4:].split("-")
        short, long = sorted((one, other), key=len)
        return _SHORTENED if long[-len(short) :] == short else 0.0
    return 0.0


def met(xs: Sequence[ComparedParty], ys: Sequence[ComparedParty]) -> float:
    """How well two sides fit, party for party: the sum of the fits over the size of both together (after Jaccard)."""
    left = list(ys)
    total, pairs = 0.0, 0
    for x in xs:
        best = max(left, key=lambda y: fit(x, y), default=None)
        if best is not None and fit(x, best) > 0:
            left.remove(best)
            total, pairs = total + fit(x, best), pairs + 1
    size = len(xs) + len(ys) - pairs
    return total / size if size else 0.0
