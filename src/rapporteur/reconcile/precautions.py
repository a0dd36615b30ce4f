"""Precautions across reports: one government (or company), one act, a compatible place.

"Mali's embassy withdrew most staff" (A) and "Mali said it would pull non-essential staff" (B) are one finding, `agreed`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.model import Precaution
from rapporteur.reconcile import date_intervals, places
from rapporteur.reconcile.blocks import Comparer, Judged
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.status_history import clash
from rapporteur.reconcile.wording import tokens

_KIN = {"relocate-post": "close-post"}
"""Moving a post closes it where it was: reports tell one or the other."""
_EXTENT = {
    "all": "all",
    "every": "all",
    "entire": "all",
    "whole": "all",
    "some": "some",
    "part": "some",
    "partly": "some",
    "few": "some",
    "most": "most",
    "non": "some",
    "nonessential": "some",
    "non-essential": "some",
}
_SAID = {
    "advise-leave": "citizens told to leave",
    "advise-against-travel": "advice against travel to",
    "shelter": "people told to shelter in",
    "withdraw-staff": "staff withdrawn from",
    "withdraw-troops": "troops withdrawn from",
    "evacuate": "people evacuated from",
    "close-post": "post closed in",
    "relocate-post": "post moved from",
    "stay": "staying in",
    "suspend-flights": "flights suspended to",
    "close-airspace": "airspace closed over",
    "close-border": "border closed with",
}


class PrecautionFeatures(NamedTuple):
    """A precaution as it is compared; `side` is the country that acts, or the company itself."""

    claim: Precaution
    side: str
    named: bool
    act: str
    when: DateInterval | None
    published: int | None


def features(claim: Precaution, context: ComparisonContext) -> PrecautionFeatures:
    """The features of a precaution."""
    act = _KIN.get(claim.act, claim.act)
    named = context.is_person(claim.actor)
    side = claim.actor if named and act == "stay" else context.side(claim.actor)
    return PrecautionFeatures(claim, side, named, act, date_intervals.interval_of(claim.when), context.published(claim.report))


def content_key(features: PrecautionFeatures) -> Hashable:
    """What reprints have in common."""
    c = features.claim
    return c.actor, c.act, c.place, c.affected, c.factuality, features.when, features.published if not features.when else 0


def keys(features: PrecautionFeatures) -> Sequence[Hashable]:
    """One block per acting side and act."""
    return [(features.side, features.act)]


def compare(a: PrecautionFeatures, b: PrecautionFeatures, same_report: bool) -> float:
    """1 for the same act of the same side in the same place; 0 where side, act, place or time can't be one."""
    c, d = a.claim, b.claim
    if (a.side, a.act) != (b.side, b.act) or (a.named and b.named and c.actor != d.actor):
        return 0.0
    if not date_intervals.may_coincide(a.when, a.published, b.when, b.published, (c.factuality, d.factuality)):
        return 0.0
    moved = c.act != d.act
    if not places.compatible(c.place, d.place) and not (moved and same_report):
        return 0.0
    return (1.0 if c.place == d.place else 0.8) * (0.8 if moved else 1.0) * (1.0 if c.actor == d.actor else 0.9)


def headline(members: Sequence[PrecautionFeatures], context: ComparisonContext) -> str:
    """ "Mali: staff withdrawn from Chad": the state where it is one, the act, the fullest place."""
    first = min(members, key=lambda f: (f.claim.actor.count("."), context.name(f.claim.actor)))
    acts = [f.claim.act for f in members]
    act = max(sorted(set(acts)), key=acts.count)
    spots = sorted({f.claim.place for f in members if f.claim.place})
    phrase = _SAID.get(act, act)
    place = spots[0] if spots else ""
    if not place:
        phrase = (
            phrase.rsplit(" ", 1)[0] if phrase.rsplit(" ", 1)[-1] in ("to", "in", "from", "over", "with") else phrase
        )
    standing = {f.claim.factuality for f in members}
    planned = " (planned)" if standing == {"planned"} else " (denied)" if standing == {"denied"} else ""
    return f"{context.short(first.claim.actor)}: {phrase} {place}".rstrip() + planned


def judge(members: Sequence[PrecautionFeatures], context: ComparisonContext) -> Judged:
    """Told and denied: a conflict; all against some: they differ; other words for who is affected: the same, and said
    so."""
    apart = clash([f.claim for f in members], context)
    if apart is not None and apart.kind != "ahead":
        denied, other = sorted((apart.one, apart.other), key=lambda c: c.factuality != "denied")
        why = f"{context.outlet(other.report)} reports it, {context.outlet(denied.report)} that it is denied."
        return Judged("conflict", why)
    who = list(dict.fromkeys((f.claim.affected, context.outlet(f.claim.report)) for f in members if f.claim.affected))
    extents = {e for affected, _ in who for e in _extents(affected or "")}
    extent = listed(f'"{affected}" in {outlet}' for affected, outlet in who)
    if "all" in extents and extents & {"some", "most"}:
        return Judged("differs", f"The act agrees, its extent does not: {extent}.")
    if len({affected for affected, _ in who}) > 1:
        return Judged("same", f"The act agrees; who is affected is worded differently: {extent}.")
    return Judged("same", "Actor and act agree." if len(members) > 1 else "")


def _extents(affected: str) -> list[str]:
    return [_EXTENT[t] for t in tokens(affected) if t in _EXTENT]


def _is_announced(claim: Precaution, context: ComparisonContext) -> bool:
    """Whether who takes it tells it: announcing one's own precaution is an act in public."""
    return context.side(claim.said_by[0]) == context.side(claim.actor)


COMPARER = Comparer(
    features, content_key, keys, compare, headline, judge, is_witnessed=_is_announced, has_history=lambda claims: True
)
