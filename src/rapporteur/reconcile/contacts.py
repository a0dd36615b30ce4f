"""Contacts across reports: the same parties, in a compatible mode, at a compatible time.

"Keita called Doe for an hour" (A) and "Doe spoke by phone with Keita" (B) are one finding, "Keita – Doe: call, 3 May".
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import permutations
from typing import NamedTuple

from rapporteur.model import Contact
from rapporteur.reconcile import date_intervals, places
from rapporteur.reconcile.amounts import disjoint, spoken
from rapporteur.reconcile.blocks import Comparer, Judged
from rapporteur.reconcile.comparison_context import ComparisonContext
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.status_history import clash

_MODES = {
    frozenset(p): s
    for p, s in (
        (("call", "talks"), 0.8), (("meeting", "talks"), 0.8), (("visit", "meeting"), 0.8), (("visit", "talks"), 0.6),
    )
}  # fmt: skip
_MOST_PARTIES = 5
"""Parties beyond which sides are compared as sets: permutations of more cost too much."""


class ContactFeatures(NamedTuple):
    """A contact as it is compared; `sides` gives each party's country, `named` tells persons from offices and
    states."""

    claim: Contact
    parties: tuple[str, ...]
    sides: tuple[str, ...]
    named: tuple[bool, ...]
    when: DateInterval | None
    published: int | None


def features(claim: Contact, context: ComparisonContext) -> ContactFeatures:
    """The features of a contact."""
    parties = tuple(sorted(dict.fromkeys(claim.parties)))
    sides = tuple(context.side(p) for p in parties)
    named = tuple(context.is_person(p) for p in parties)
    return ContactFeatures(claim, parties, sides, named, date_intervals.interval_of(claim.when), context.published(claim.report))


def content_key(features: ContactFeatures) -> Hashable:
    """What reprints have in common."""
    c = features.claim
    return (
        features.parties,
        c.mode,
        features.when,
        c.minutes,
        c.factuality,
        c.place,
        c.host,
        features.published if not features.when else 0,
    )


def keys(features: ContactFeatures) -> Sequence[Hashable]:
    """One block per pair of sides; and per side of a visit, whose host one report may leave out."""
    sides = sorted(set(features.sides))
    pairs: list[Hashable] = [(a, b) for i, a in enumerate(sides) for b in sides[i + 1 : i + 6]]
    visit = features.claim.place is not None and features.claim.mode in ("visit", "meeting")
    return [*pairs, *((side, "visits") for side in sides if visit or not pairs)]


def compare(a: ContactFeatures, b: ContactFeatures, same_report: bool) -> float:
    """1 where parties, mode and day are the same; less for offices in place of names and for unknown days; 0 = not
    the same."""
    mode = 1.0 if a.claim.mode == b.claim.mode else _MODES.get(frozenset((a.claim.mode, b.claim.mode)), 0.0)
    standings = a.claim.factuality, b.claim.factuality
    if not mode or not date_intervals.may_coincide(a.when, a.published, b.when, b.published, standings):
        return 0.0
    if not places.compatible(a.claim.place, b.claim.place):
        return 0.0
    if same_report and a.when and b.when and a.when != b.when and a.claim.factuality != b.claim.factuality:
        return 0.0
    parties = _parties(a, b)
    return parties * mode * (0.9 if a.when is None or b.when is None else 1.0)


def _parties(a: ContactFeatures, b: ContactFeatures) -> float:
    """How well the smaller set of parties is met, one to one; a larger one needs two met exactly, or one and the
    place."""
    small, large = (a, b) if len(a.parties) <= len(b.parties) else (b, a)
    if not small.parties:
        return 0.0
    if len(large.parties) > _MOST_PARTIES:
        shared = len(set(small.parties) & set(large.parties))
        return shared / len(large.parties) if shared >= max(2, 0.8 * len(large.parties)) else 0.0
    best = max(
        (_met(small, large, order) for order in permutations(range(len(large.parties)), len(small.parties))),
        default=0.0,
    )
    if len(small.parties) == len(large.parties):
        return best
    same_place = small.claim.place is not None and large.claim.place is not None
    enough = len(small.parties) >= 2 or (same_place and small.claim.mode == large.claim.mode)
    return best * 0.8 if best == 1.0 and enough and small.when and large.when else 0.0


def _met(small: ContactFeatures, large: ContactFeatures, order: Sequence[int]) -> float:
    score = 1.0
    for i, j in enumerate(order):
        if small.parties[i] == large.parties[j]:
            continue
        if small.sides[i] != large.sides[j] or (small.named[i] and large.named[j]):
            return 0.0
        score *= 0.7
    return score


def headline(members: Sequence[ContactFeatures], context: ComparisonContext) -> str:
    """ "Keita – Doe: call, 3 May": the fullest set of named parties, the commonest mode, the first known day."""
    fullest = max(members, key=lambda f: (sum(f.named), len(f.parties), [context.name(p) for p in f.parties]))
    modes = [f.claim.mode for f in members]
    mode = max(sorted(set(modes)), key=modes.count)
    starts = sorted(f.claim.when.start for f in members if f.claim.when and f.claim.when.start)
    first = date_intervals.day_label(starts[0]) if starts else ""
    day = f", {first}" if first else ""
    who = " – ".join(context.short(p) for p in fullest.claim.parties if p)
    place = (
        next((f" in {p}" for p in sorted(f.claim.place for f in members if f.claim.place)), "") if mode == "visit" else ""
    )
    standing = {f.claim.factuality for f in members}
    only = standing.pop() if len(standing) == 1 else "stated"
    return f"{who}: {mode}{place}{day}" + ("" if only == "stated" else f" ({only})")


def judge(members: Sequence[ContactFeatures], context: ComparisonContext) -> Judged:
    """Durations that can't be one, or held against denied: a conflict; planned here and held there on one day: they differ."""
    given = [(f.claim.minutes, context.outlet(f.claim.report)) for f in members if f.claim.minutes is not None]
    for i, (m, outlet) in enumerate(given):
        for n, other in given[i + 1 :]:
            if m is not None and n is not None and disjoint(m, n):
                return Judged("conflict", f"The length differs: {spoken(m)} in {outlet}, {spoken(n)} in {other}.")
    apart = clash([f.claim for f in members], context)
    if apart is not None:
        first, second = sorted((apart.one, apart.other), key=lambda c: c.factuality != "denied")
        denier, other = context.outlet(first.report), context.outlet(second.report)
        if apart.kind == "undone":
            return Judged("conflict", f"{other} reports it as held, {denier} that it did not take place.")
        if apart.kind == "denied":
            return Judged("differs", f"{other} reports it as {second.factuality}, {denier} that it is denied.")
        ahead, done = sorted((first, second), key=lambda c: c.factuality == "stated")
        both = f"{context.outlet(ahead.report)} reports it as {ahead.factuality}, {context.outlet(done.report)} as held"
        return Judged("differs", f"{both}; one may simply be the later report.")
    length = next((f" The length, {spoken(m)}, is given by {o}." for m, o in given if m is not None), "")
    return Judged("same", f"Parties and day agree.{length}" if len(members) > 1 else length.strip())


COMPARER = Comparer(features, content_key, keys, compare, headline, judge, has_history=lambda claims: True, done="held")
