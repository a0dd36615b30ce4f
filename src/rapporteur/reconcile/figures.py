"""Figures across reports: the same thing counted, of the same subject, at a compatible time and of like size.

"More than 130 rebels" (A) and "at least 100 fighters" (B) are one finding that `differs`: both are lower bounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.model import Figure
from rapporteur.reconcile import date_intervals, places
from rapporteur.reconcile.amounts import disjoint, spoken
from rapporteur.reconcile.blocks import Comparer, Judged
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.wording import family, stem, tokens

_CUT = re.compile(
    r"\b(?:of|in|on|at|along|near|around|across|who|that|which|from|to|for|with|by|inside|outside|have|has|were|was|are)\b"
)
_NEAR = 4.0
"""Numbers of the same things further apart than this factor are taken for different counts (a unit's, an army's)."""
_NEAR_ELSEWHERE = 2.0
"""The same, where the places differ."""


class FigureFeatures(NamedTuple):
    """A figure as it is compared: head noun and its state ("people", "killed") as families, other modifiers as
    stems."""

    claim: Figure
    head: str
    state: frozenset[str]
    modifiers: frozenset[str]
    side: str | None
    size: float | None
    when: DateInterval | None
    published: int | None


def features(claim: Figure, context: ComparisonContext) -> FigureFeatures:
    """The features of a figure."""
    head, state, modifiers = counted(claim.of)
    subject = context.side(claim.subject) if claim.subject else None
    names = {stem(t) for t in tokens(context.name(claim.subject))} if claim.subject else set()
    size = claim.amount.low if claim.amount.low is not None else claim.amount.high
    when = date_intervals.interval_of(claim.when)
    return FigureFeatures(claim, head, state, modifiers - names, subject, size, when, context.published(claim.report))


def counted(of: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """What is counted as (head, states, modifiers): "Malian soldiers killed" → ("troops", {"killed"}, {"mali"})."""
    heads, states = family("counted"), family("state")
    words = tokens(of)
    front = tokens(_CUT.split(of.lower(), maxsplit=1)[0]) or words
    bare = [w for w in front if w not in states]
    whole = " ".join(bare)
    phrase = next((" ".join(bare[i:]) for i in range(len(bare)) if " ".join(bare[i:]) in heads), "")
    last = phrase or (bare[-1] if bare else whole)
    head = heads.get(last) or heads.get(stem(last)) or stem(last)
    rest = bare[: len(bare) - len(last.split())] if last else []
    dead = {"deaths": "killed", "injuries": "injured"}.get(head)
    state = frozenset(states[w] for w in words if w in states) | (frozenset({dead}) if dead else frozenset())
    known = frozenset({"people"}) if dead and not rest else frozenset()
    return ("people" if known else head), state, frozenset(stem(w) for w in rest)


def content_key(features: FigureFeatures) -> Hashable:
    """What reprints have in common."""
    c = features.claim
    return (features.head, features.state, features.modifiers, c.subject, c.amount, features.when, c.place, c.factuality,
            c.said_by, features.published if not features.when else 0)  # fmt: skip


def keys(features: FigureFeatures) -> Sequence[Hashable]:
    """One block per thing counted and subject; a figure without a subject meets only its like."""
    return [(features.head, features.side)]


def compare(a: FigureFeatures, b: FigureFeatures, same_report: bool) -> float:
    """1 for the same count; 0 where things, subjects, units, days or sizes are not of one count."""
    c, d = a.claim, b.claim
    if (a.head, a.side, c.amount.unit) != (b.head, b.side, d.amount.unit) or not _same_state(a, b):
        return 0.0
    if a.modifiers and b.modifiers and not a.modifiers & b.modifiers:
        return 0.0
    if not date_intervals.may_coincide(a.when, a.published, b.when, b.published):
        return 0.0
    if same_report and (c.amount != d.amount or c.place != d.place):
        return 0.0
    together = places.compatible(c.place, d.place)
    limit = _NEAR if together else _NEAR_ELSEWHERE
    if a.size is None or b.size is None or not _alike(a.size, b.size, limit):
        return 0.0
    if not together and _exact(a) and _exact(b):
        return 0.0
    if a.side is None and not a.state and disjoint(c.amount, d.amount):
        return 0.0  # nobody's: "66 nationals" here and "150 citizens" there are other people unless the numbers meet
    return (1.0 if together else 0.6) * (0.9 if a.modifiers != b.modifiers else 1.0) * _likeness(a.size, b.size)


def _same_state(a: FigureFeatures, b: FigureFeatures) -> bool:
    """Killed are not injured; where troops "stand" or are "massed" is told or left out at will."""
    mild = {"deployed"}
    return a.state - mild == b.state - mild


def _exact(features: FigureFeatures) -> bool:
    return features.claim.amount.low is not None and features.claim.amount.low == features.claim.amount.high


def _alike(a: float, b: float, limit: float) -> bool:
    if a == b:
        return True
    small, large = sorted((abs(a), abs(b)))
    return small > 0 and a * b > 0 and large / small <= limit


def _likeness(a: float, b: float) -> float:
    small, large = sorted((abs(a), abs(b)))
    return 1.0 if large == 0 else 0.5 + 0.5 * small / large


def headline(members: Sequence[FigureFeatures], context: ComparisonContext) -> str:
    """ "Mali: 100–130 soldiers or more": the range of what is given, of the commonest words for it."""
    said = Counter(f.claim.of for f in members)
    of = max(sorted(said), key=said.__getitem__)
    who = context.short(members[0].claim.subject)
    front = f"{who}: " if members[0].claim.subject else ""
    amounts = sorted({spoken(f.claim.amount) for f in members}, key=lambda s: (len(s), s))
    return f"{front}{' / '.join(amounts[:3])} {of}"


def judge(members: Sequence[FigureFeatures], context: ComparisonContext) -> Judged:
    """Equal: the same; overlapping: they differ, and why that is no contradiction; disjoint: a conflict."""
    amounts = list(dict.fromkeys(f.claim.amount for f in members))
    gives = _given(members, context)
    lows, highs = [a.low for a in amounts if a.low is not None], [a.high for a in amounts if a.high is not None]
    if lows and highs and min(highs) < max(lows):  # two of them are disjoint
        return Judged("conflict", f"The numbers can't both be right: {gives}.")
    if len(amounts) == 1:
        return Judged("same", f"All give {spoken(amounts[0])}." if len(members) > 1 else "")
    spots = list(dict.fromkeys(f.claim.place for f in members if f.claim.place))
    where = f" The places differ too ({listed(spots)})." if len(spots) > 1 else ""
    if all(a.high is None for a in amounts):
        reason = "both are lower bounds" if len(amounts) == 2 else "all are lower bounds"
    elif all(a.low is None for a in amounts):
        reason = "both are upper bounds" if len(amounts) == 2 else "all are upper bounds"
    else:
        reason = "the ranges overlap"
    return Judged("differs", f"{gives[:1].upper()}{gives[1:]}; {reason}, so they need not contradict.{where}")


def _given(members: Sequence[FigureFeatures], context: ComparisonContext) -> str:
    by_amount: dict[str, list[Figure]] = {}
    for f in members:
        by_amount.setdefault(spoken(f.claim.amount), []).append(f.claim)
    return "; ".join(f"{amount} in {listed(context.outlets(claims))}" for amount, claims in sorted(by_amount.items()))


COMPARER = Comparer(features, content_key, keys, compare, headline, judge)
