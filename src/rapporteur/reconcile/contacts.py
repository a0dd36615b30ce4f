"""Contacts across reports: the same parties, in a compatible mode, at a compatible time.

>>> # "Keita called Doe for an hour" (A), "Doe spoke by phone with Keita" (B) -> one finding, "Keita – Doe: call, 3 May"
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import permutations
from typing import NamedTuple

from rapporteur.model import Contact
from rapporteur.reconcile import days, places
from rapporteur.reconcile.amounts import disjoint, spoken
from rapporteur.reconcile.blocks import Comparer, Weighed
from rapporteur.reconcile.days import Days
from rapporteur.reconcile.setting import Setting
from rapporteur.reconcile.steps import clash

_MODES = {
    frozenset(p): s
    for p, s in (
        (("call", "talks"), 0.8), (("meeting", "talks"), 0.8), (("visit", "meeting"), 0.8), (("visit", "talks"), 0.6),
    )
}  # fmt: skip
_MOST_PARTIES = 5
"""Parties beyond which sides are compared as sets: permutations of more cost too much."""


class ContactForm(NamedTuple):
    """A contact as it is compared; `sides` gives each party's country, `named` tells persons from offices and
    states."""

    claim: Contact
    parties: tuple[str, ...]
    sides: tuple[str, ...]
    named: tuple[bool, ...]
    when: Days | None
    published: int | None


def form(claim: Contact, setting: Setting) -> ContactForm:
    """The features of a contact."""
    parties = tuple(sorted(dict.fromkeys(claim.parties)))
    sides = tuple(setting.side(p) for p in parties)
    named = tuple(setting.is_person(p) for p in parties)
    return ContactForm(claim, parties, sides, named, days.days(claim.when), setting.published(claim.report))


def sign(form: ContactForm) -> Hashable:
    """What reprints have in common."""
    c = form.claim
    return (
        form.parties,
        c.mode,
        form.when,
        c.minutes,
        c.factuality,
        c.place,
        c.host,
        form.published if not form.when else 0,
    )


def keys(form: ContactForm) -> Sequence[Hashable]:
    """One block per pair of sides; and per side of a visit, whose host one report may leave out."""
    sides = sorted(set(form.sides))
    pairs: list[Hashable] = [(a, b) for i, a in enumerate(sides) for b in sides[i + 1 : i + 6]]
    visit = form.claim.place is not None and form.claim.mode in ("visit", "meeting")
    return [*pairs, *((side, "visits") for side in sides if visit or not pairs)]


def compare(a: ContactForm, b: ContactForm, same_report: bool) -> float:
    """1 where parties, mode and day are the same; less for offices in place of names and for unknown days; 0 = not
    the same."""
    mode = 1.0 if a.claim.mode == b.claim.mode else _MODES.get(frozenset((a.claim.mode, b.claim.mode)), 0.0)
    standings = a.claim.factuality, b.claim.factuality
    if not mode or not days.close(a.when, a.published, b.when, b.published, standings):
        return 0.0
    if not places.compatible(a.claim.place, b.claim.place):
        return 0.0
    if same_report and a.when and b.when and a.when != b.when and a.claim.factuality != b.claim.factuality:
        return 0.0
    parties = _parties(a, b)
    return parties * mode * (0.9 if a.when is None or b.when is None else 1.0)


def _parties(a: ContactForm, b: ContactForm) -> float:
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


def _met(small: ContactForm, large: ContactForm, order: Sequence[int]) -> float:
    score = 1.0
    for i, j in enumerate(order):
        if small.parties[i] == large.parties[j]:
            continue
        if small.sides[i] != large.sides[j] or (small.named[i] and large.named[j]):
            return 0.0
        score *= 0.7
    return score


def headline(forms: Sequence[ContactForm], setting: Setting) -> str:
    """ "Keita – Doe: call, 3 May": the fullest set of named parties, the commonest mode, the first known day."""
    fullest = max(forms, key=lambda f: (sum(f.named), len(f.parties), f.parties))
    modes = [f.claim.mode for f in forms]
    mode = max(sorted(set(modes)), key=modes.count)
    known = sorted(f.claim.when.start for f in forms if f.claim.when and f.claim.when.start)
    day = f", {days.label(known[0])}" if known and days.label(known[0]) else ""
    who = " – ".join(setting.short(p) for p in fullest.claim.parties if p)
    place = (
        next((f" in {p}" for p in sorted(f.claim.place for f in forms if f.claim.place)), "") if mode == "visit" else ""
    )
    standing = {f.claim.factuality for f in forms}
    only = standing.pop() if len(standing) == 1 else "stated"
    return f"{who}: {mode}{place}{day}" + ("" if only == "stated" else f" ({only})")


def weigh(forms: Sequence[ContactForm], setting: Setting) -> Weighed:
    """Durations that can't be one, or held against denied: a conflict; planned here and held there on one day: they differ."""
    given = [(f.claim.minutes, setting.outlet(f.claim.report)) for f in forms if f.claim.minutes is not None]
    for i, (m, outlet) in enumerate(given):
        for n, other in given[i + 1 :]:
            if m is not None and n is not None and disjoint(m, n):
                return Weighed("conflict", f"The length differs: {spoken(m)} in {outlet}, {spoken(n)} in {other}.")
    apart = clash([f.claim for f in forms], setting)
    if apart is not None:
        first, second = sorted((apart.one, apart.other), key=lambda c: c.factuality != "denied")
        denier, other = setting.outlet(first.report), setting.outlet(second.report)
        if apart.kind == "undone":
            return Weighed("conflict", f"{other} reports it as held, {denier} that it did not take place.")
        if apart.kind == "denied":
            return Weighed("differs", f"{other} reports it as {second.factuality}, {denier} that it is denied.")
        planned, held = sorted((first, second), key=lambda c: c.factuality == "stated")
        told = f"{setting.outlet(planned.report)} reports it as {planned.factuality}, {setting.outlet(held.report)} as held"
        return Weighed("differs", f"{told}; one may simply be the later report.")
    length = next((f" The length, {spoken(m)}, is given by {o}." for m, o in given if m is not None), "")
    return Weighed("same", f"Parties and day agree.{length}" if len(forms) > 1 else length.strip())


CONTACTS = Comparer(form, sign, keys, compare, headline, weigh)
