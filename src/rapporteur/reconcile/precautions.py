"""Precautions across reports: one government (or company), one act, a compatible place.

>>> # "Mali's embassy withdrew most staff" (A), "Mali said it would pull non-essential staff" (B) -> one finding, agreed
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.model import Precaution
from rapporteur.reconcile import days, places
from rapporteur.reconcile.blocks import Comparer, Weighed
from rapporteur.reconcile.days import Days
from rapporteur.reconcile.setting import Setting, listed
from rapporteur.reconcile.steps import clash
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


class PrecautionForm(NamedTuple):
    """A precaution as it is compared; `side` is the country that acts, or the company itself."""

    claim: Precaution
    side: str
    named: bool
    act: str
    when: Days | None
    published: int | None


def form(claim: Precaution, setting: Setting) -> PrecautionForm:
    """The features of a precaution."""
    act = _KIN.get(claim.act, claim.act)
    named = setting.is_person(claim.actor)
    side = claim.actor if named and act == "stay" else setting.side(claim.actor)
    return PrecautionForm(claim, side, named, act, days.days(claim.when), setting.published(claim.report))


def sign(form: PrecautionForm) -> Hashable:
    """What reprints have in common."""
    c = form.claim
    return c.actor, c.act, c.place, c.affected, c.factuality, form.when, form.published if not form.when else 0


def keys(form: PrecautionForm) -> Sequence[Hashable]:
    """One block per acting side and act."""
    return [(form.side, form.act)]


def compare(a: PrecautionForm, b: PrecautionForm, same_report: bool) -> float:
    """1 for the same act of the same side in the same place; 0 where side, act, place or time can't be one."""
    c, d = a.claim, b.claim
    if (a.side, a.act) != (b.side, b.act) or (a.named and b.named and c.actor != d.actor):
        return 0.0
    if not days.close(a.when, a.published, b.when, b.published, (c.factuality, d.factuality)):
        return 0.0
    moved = c.act != d.act
    if not places.compatible(c.place, d.place) and not (moved and same_report):
        return 0.0
    return (1.0 if c.place == d.place else 0.8) * (0.8 if moved else 1.0) * (1.0 if c.actor == d.actor else 0.9)


def headline(forms: Sequence[PrecautionForm], setting: Setting) -> str:
    """ "Mali: staff withdrawn from Chad": the state where it is one, the act, the fullest place."""
    first = min(forms, key=lambda f: (f.claim.actor.count("."), f.claim.actor))
    acts = [f.claim.act for f in forms]
    act = max(sorted(set(acts)), key=acts.count)
    spots = sorted({f.claim.place for f in forms if f.claim.place})
    phrase = _SAID.get(act, act)
    place = spots[0] if spots else ""
    if not place:
        phrase = (
            phrase.rsplit(" ", 1)[0] if phrase.rsplit(" ", 1)[-1] in ("to", "in", "from", "over", "with") else phrase
        )
    standing = {f.claim.factuality for f in forms}
    planned = " (planned)" if standing == {"planned"} else " (denied)" if standing == {"denied"} else ""
    return f"{setting.short(first.claim.actor)}: {phrase} {place}".rstrip() + planned


def weigh(forms: Sequence[PrecautionForm], setting: Setting) -> Weighed:
    """Told and denied: a conflict; all against some: they differ; other words for who is affected: the same, and said
    so."""
    apart = clash([f.claim for f in forms], setting)
    if apart is not None and apart.kind != "ahead":
        denied, other = sorted((apart.one, apart.other), key=lambda c: c.factuality != "denied")
        why = f"{setting.outlet(other.report)} reports it, {setting.outlet(denied.report)} that it is denied."
        return Weighed("conflict", why)
    who = list(dict.fromkeys((f.claim.affected, setting.outlet(f.claim.report)) for f in forms if f.claim.affected))
    extents = {e for affected, _ in who for e in _extents(affected or "")}
    told = listed(f'"{affected}" in {outlet}' for affected, outlet in who)
    if "all" in extents and extents & {"some", "most"}:
        return Weighed("differs", f"The act agrees, its extent does not: {told}.")
    if len({affected for affected, _ in who}) > 1:
        return Weighed("same", f"The act agrees; who is affected is worded differently: {told}.")
    return Weighed("same", "Actor and act agree." if len(forms) > 1 else "")


def _extents(affected: str) -> list[str]:
    return [_EXTENT[t] for t in tokens(affected) if t in _EXTENT]


PRECAUTIONS = Comparer(form, sign, keys, compare, headline, weigh)
