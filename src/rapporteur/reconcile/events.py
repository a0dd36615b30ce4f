"""Events across reports: one PLOVER type, the same sides acting on the same sides, at a compatible time.

>>> # "Mali accused Chad" (A), "Mali's foreign ministry blamed Chad" (B): ACCUSE, mli → tcd -> one finding
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.model import Event
from rapporteur.reconcile import days, places
from rapporteur.reconcile.blocks import Comparer, Weighed
from rapporteur.reconcile.days import Days
from rapporteur.reconcile.setting import Setting, listed
from rapporteur.reconcile.sides import Party, met, party
from rapporteur.reconcile.steps import clash
from rapporteur.reconcile.wording import content, tokens

_SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types in which who acts and who receives is a matter of wording (PLOVER manual, "Event types")."""
_STANDING = frozenset({"MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "PROTEST"})
"""Types of deeds: of these one and the same is told in any words. Of words (ACCUSE, REQUEST) there are many a day."""

_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_HALF, _SOME = 0.5, 0.25
"""Fit from which on two sides can be one; share of the fewer words that two undated reports of a deed
have in common, half of them where neither says whom it hit."""


class EventForm(NamedTuple):
    """An event as it is compared: the parties on both sides, the content words and the days of the week it is told with."""

    claim: Event
    type: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    words: frozenset[str]
    weekdays: frozenset[str]
    when: Days | None
    published: int | None


def form(claim: Event, setting: Setting) -> EventForm:
    """The features of an event."""
    actors = tuple(dict.fromkeys(party(a, setting) for a in claim.actors))
    recipients = tuple(p for p in dict.fromkeys(party(a, setting) for a in claim.recipients) if p not in actors)
    named = [a for a in (*claim.actors, *claim.recipients) if not a.startswith("desc.")]
    names = {w for a in named for w in content(setting.name(a))}
    told = [s.exact for s in claim.evidence]
    words = frozenset(w for text in told for w in content(text)) - names
    weekdays = frozenset(w for text in told for w in tokens(text) if w in _WEEKDAYS)
    when = days.days(claim.when)
    return EventForm(claim, claim.type, actors, recipients, words, weekdays, when, setting.published(claim.report))


def sign(form: EventForm) -> Hashable:
    """What reprints have in common."""
    c = form.claim
    words = () if c.type in _STANDING else tuple(sorted(form.words))
    return (c.type, c.mode, c.context, c.actors, c.recipients, c.factuality, form.when, c.place, words,
            form.published if not form.when else 0)  # fmt: skip


def keys(form: EventForm) -> Sequence[Hashable]:
    """One block per type and acting side."""
    parties = {*form.actors, *form.recipients} if form.type in _SYMMETRIC else set(form.actors)
    return [(form.type, key) for key in sorted({p.key for p in parties})]


def compare(a: EventForm, b: EventForm, same_report: bool) -> float:
    """1 for the same deed; 0 where type, sides, time or standing (done or only feared) can't be one."""
    standings = a.claim.factuality, b.claim.factuality
    if a.type != b.type or not days.close(a.when, a.published, b.when, b.published, standings):
        return 0.0
    if not places.compatible(a.claim.place, b.claim.place) or not (_standing(a.claim, b.claim) or _came_true(a, b)):
        return 0.0
    sides = _sides(a, b)
    if same_report and not _retold(a, b):
        return 0.0
    shared = len(a.words & b.words) / (min(len(a.words), len(b.words)) or 1)
    if not _one_time(a, b, shared):
        return 0.0
    vague = a.type == "ASSAULT" and bool(a.recipients) != bool(b.recipients) and not (a.claim.place and b.claim.place)
    if vague and shared < _HALF and _both_done(a, b):
        return 0.0  # one side strikes more than once a day
    mode = 0.9 if a.claim.mode != b.claim.mode else 1.0
    return sides * mode * (0.7 + 0.3 * shared)


def _retold(a: EventForm, b: EventForm) -> bool:
    """Within one report: the same actors in so many words; or one deed that is twice feared or planned."""
    c, d = a.claim, b.claim
    if (
        a.type in _STANDING
        and "stated" not in (c.factuality, d.factuality)
        and "denied" not in (c.factuality, d.factuality)
    ):
        return _ids(a) == _ids(b)
    return (c.actors, c.recipients, c.factuality) == (d.actors, d.recipients, d.factuality)


def _one_time(a: EventForm, b: EventForm, shared: float) -> bool:
    """Whether two deeds may be of one time. Where a day is not known to both, a named weekday of one is not another of the
    other, and of deeds that reports of other days tell, words are shared besides the names: two raids are no one raid."""
    if a.when is not None and b.when is not None:
        return True
    if a.weekdays and b.weekdays and not a.weekdays & b.weekdays:
        return False
    if a.type not in _STANDING or not _both_done(a, b):
        return True
    enough = _SOME if a.recipients and b.recipients else _HALF
    one_day = a.published is not None and b.published is not None and abs(a.published - b.published) <= 1
    return one_day or shared >= enough or not (a.words and b.words)


def _both_done(a: EventForm, b: EventForm) -> bool:
    return a.claim.factuality == b.claim.factuality == "stated"


def _standing(a: Event, b: Event) -> bool:
    """What is done is not what is feared, but may be what is denied."""
    done = {a.factuality == "stated", b.factuality == "stated"}
    return len(done) == 1 or "denied" in (a.factuality, b.factuality) or "planned" in (a.factuality, b.factuality)


def _ids(form: EventForm) -> tuple[set[str], set[str]]:
    return {p.id for p in form.actors}, {p.id for p in form.recipients}


def _came_true(a: EventForm, b: EventForm) -> bool:
    """Whether one is the deed that the other, published before, feared: of the very same sides, and dated since."""
    feared, done = (a, b) if b.claim.factuality == "stated" else (b, a)
    if a.type not in _STANDING or _ids(feared) != _ids(done):
        return False
    start = done.when[0] if done.when else None
    if start is None or feared.published is None or done.published is None:
        return False
    return feared.published < done.published and feared.published <= start


def _sides(a: EventForm, b: EventForm) -> float:
    """How well both sides fit; a deed may lack whom it hits in one report, if both know its day or place."""
    if a.type in _SYMMETRIC:
        return met([*a.actors, *a.recipients], [*b.actors, *b.recipients]) if _as_many(a, b) else 0.0
    actors = met(a.actors, b.actors)
    if not actors:
        return 0.0
    if not a.recipients and not b.recipients:
        return 0.9 * actors if a.type in _STANDING else 0.0
    if not a.recipients or not b.recipients:
        known = (a.when and b.when) or (a.claim.place and b.claim.place) or not _both_done(a, b)
        return 0.5 * actors if a.type in _STANDING and known else 0.0
    recipients = met(a.recipients, b.recipients)
    return actors * recipients if recipients >= _HALF and actors >= _HALF else 0.0


def _as_many(a: EventForm, b: EventForm) -> bool:
    """Whether all that take part in the one take part in the other."""
    one, other = [*a.actors, *a.recipients], [*b.actors, *b.recipients]
    return len(one) == len(other) and met(one, other) > _HALF


def headline(forms: Sequence[EventForm], setting: Setting) -> str:
    """ "Mali → Chad: accuse (possible)": the fullest sides, the type, its standing where it is not a plain fact."""
    fullest = max(forms, key=lambda f: (len(f.claim.recipients), len(f.claim.actors), f.claim.id))
    who = listed(setting.short(a) for a in fullest.claim.actors) or "?"
    whom = listed(setting.short(a) for a in fullest.claim.recipients)
    standing = sorted({f.claim.factuality for f in forms if f.claim.factuality != "stated"})
    kind = fullest.type.lower().replace("_", " ")
    return f"{who}{f' → {whom}' if whom else ''}: {kind}" + (f" ({listed(standing, 'or')})" if standing else "")


def weigh(forms: Sequence[EventForm], setting: Setting) -> Weighed:
    """Denied by one and stated by another: a conflict; denied and only feared, or planned and done: they differ."""
    standing: dict[str, list[str]] = {}
    for f in forms:
        by = setting.short(f.claim.said_by[0]) if f.claim.said_by else setting.outlet(f.claim.report)
        standing.setdefault(f.claim.factuality, []).append(by)
    told = "; ".join(f"{s} according to {listed(sorted(set(who)))}" for s, who in sorted(standing.items()))
    apart = clash([f.claim for f in forms], setting)
    if apart is not None and apart.kind == "undone":
        return Weighed("conflict", f"It can't be both: {told}.")
    if apart is not None and apart.kind == "denied":
        return Weighed("differs", f"One side denies what others expect: {told}.")
    if apart is not None:
        return Weighed("differs", f"Its standing differs, as it may over time: {told}.")
    return Weighed("same", "Type and sides agree." if len(forms) > 1 else "")


EVENTS = Comparer(form, sign, keys, compare, headline, weigh)
