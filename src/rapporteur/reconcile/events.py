"""Events across reports: one PLOVER type, the same sides acting on the same sides, at a compatible time.

"Mali accused Chad" (A) and "Mali's foreign ministry blamed Chad" (B) are one finding: ACCUSE, mli → tcd.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.model import Event
from rapporteur.reconcile import date_intervals, places
from rapporteur.reconcile.blocks import Comparer, Judged
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.participants import ComparedParty, met, party
from rapporteur.reconcile.source_identity import SourceIdentity
from rapporteur.reconcile.status_history import clash
from rapporteur.reconcile.wording import content, tokens

_SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types in which who acts and who receives is a matter of wording (PLOVER manual, "Event types")."""
_STANDING = frozenset({"MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "PROTEST"})
"""Types of deeds: of these one and the same is told in any words. Of words (ACCUSE, REQUEST) there are many a day."""

_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
"""Types of events that are themselves something said: who hears the speaker is a witness."""
_HALF, _SOME = 0.5, 0.25
"""Fit from which on two sides can be one; share of the fewer words that two undated reports of a deed
have in common, half of them where neither says whom it hit."""


class EventFeatures(NamedTuple):
    """An event as it is compared: the parties on both sides, the content words and the days of the week it is told with."""

    claim: Event
    type: str
    actors: tuple[ComparedParty, ...]
    recipients: tuple[ComparedParty, ...]
    words: frozenset[str]
    weekdays: frozenset[str]
    when: DateInterval | None
    published: int | None


def features(claim: Event, context: ComparisonContext) -> EventFeatures:
    """The features of an event."""
    actors = tuple(dict.fromkeys(party(a, context) for a in claim.actors))
    recipients = tuple(p for p in dict.fromkeys(party(a, context) for a in claim.recipients) if p not in actors)
    named = [a for a in (*claim.actors, *claim.recipients) if not a.startswith("desc.")]
    names = {w for a in named for w in content(context.name(a))}
    evidence = [s.exact for s in claim.evidence]
    words = frozenset(w for text in evidence for w in content(text)) - names
    weekdays = frozenset(w for text in evidence for w in tokens(text) if w in _WEEKDAYS)
    when = date_intervals.interval_of(claim.when)
    return EventFeatures(claim, claim.type, actors, recipients, words, weekdays, when, context.published(claim.report))


def content_key(features: EventFeatures) -> Hashable:
    """What reprints have in common."""
    c = features.claim
    words = () if c.type in _STANDING else tuple(sorted(features.words))
    return (c.type, c.mode, c.context, c.actors, c.recipients, c.factuality, features.when, c.place, words,
            features.published if not features.when else 0)  # fmt: skip


def keys(features: EventFeatures) -> Sequence[Hashable]:
    """One block per type and acting side."""
    parties = {*features.actors, *features.recipients} if features.type in _SYMMETRIC else set(features.actors)
    return [(features.type, key) for key in sorted({p.key for p in parties})]


def compare(a: EventFeatures, b: EventFeatures, same_report: bool) -> float:
    """1 for the same deed; 0 where type, sides, time or standing (done or only feared) can't be one."""
    standings = a.claim.factuality, b.claim.factuality
    if a.type != b.type or not date_intervals.may_coincide(a.when, a.published, b.when, b.published, standings):
        return 0.0
    if not places.compatible(a.claim.place, b.claim.place) or not (_standing(a.claim, b.claim) or _came_true(a, b)):
        return 0.0
    sides = _sides(a, b)
    if same_report and not _repeated(a, b):
        return 0.0
    shared = len(a.words & b.words) / (min(len(a.words), len(b.words)) or 1)
    if not _one_time(a, b, shared):
        return 0.0
    vague = a.type == "ASSAULT" and bool(a.recipients) != bool(b.recipients) and not (a.claim.place and b.claim.place)
    if vague and shared < _HALF and _both_done(a, b):
        return 0.0  # one side strikes more than once a day
    mode = 0.9 if a.claim.mode != b.claim.mode else 1.0
    return sides * mode * (0.7 + 0.3 * shared)


def _repeated(a: EventFeatures, b: EventFeatures) -> bool:
    """Within one report: the same actors in so many words; or one deed that is twice feared or planned."""
    c, d = a.claim, b.claim
    if (
        a.type in _STANDING
        and "stated" not in (c.factuality, d.factuality)
        and "denied" not in (c.factuality, d.factuality)
    ):
        return _ids(a) == _ids(b)
    return (c.actors, c.recipients, c.factuality) == (d.actors, d.recipients, d.factuality)


def _one_time(a: EventFeatures, b: EventFeatures, shared: float) -> bool:
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


def _both_done(a: EventFeatures, b: EventFeatures) -> bool:
    return a.claim.factuality == b.claim.factuality == "stated"


def _standing(a: Event, b: Event) -> bool:
    """What is done is not what is feared, but may be what is denied."""
    done = {a.factuality == "stated", b.factuality == "stated"}
    return len(done) == 1 or "denied" in (a.factuality, b.factuality) or "planned" in (a.factuality, b.factuality)


def _ids(features: EventFeatures) -> tuple[set[str], set[str]]:
    return {p.id for p in features.actors}, {p.id for p in features.recipients}


def _came_true(a: EventFeatures, b: EventFeatures) -> bool:
    """Whether one is the deed that the other, published before, feared: of the very same sides, and dated since."""
    feared, done = (a, b) if b.claim.factuality == "stated" else (b, a)
    if a.type not in _STANDING or _ids(feared) != _ids(done):
        return False
    start = done.when[0] if done.when else None
    if start is None or feared.published is None or done.published is None:
        return False
    return feared.published < done.published and feared.published <= start


def _sides(a: EventFeatures, b: EventFeatures) -> float:
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


def _as_many(a: EventFeatures, b: EventFeatures) -> bool:
    """Whether all that take part in the one take part in the other."""
    one, other = [*a.actors, *a.recipients], [*b.actors, *b.recipients]
    return len(one) == len(other) and met(one, other) > _HALF


def headline(members: Sequence[EventFeatures], context: ComparisonContext) -> str:
    """ "Mali → Chad: accuse (possible)": the fullest sides, the type, its standing where it is not a plain fact."""
    fullest = max(members, key=lambda f: (len(f.claim.recipients), len(f.claim.actors)))
    who = listed(context.short(a) for a in fullest.claim.actors) or "?"
    whom = listed(context.short(a) for a in fullest.claim.recipients)
    standing = sorted({f.claim.factuality for f in members if f.claim.factuality != "stated"})
    kind = fullest.type.lower().replace("_", " ")
    return f"{who}{f' → {whom}' if whom else ''}: {kind}" + (f" ({listed(standing, 'or')})" if standing else "")


def judge(members: Sequence[EventFeatures], context: ComparisonContext) -> Judged:
    """Denied by one and stated by another: a conflict; denied and only feared, or planned and done: they differ."""
    sources: dict[str, set[SourceIdentity]] = {}
    for f in members:
        speaker = context.speaker(f.claim.said_by[0] if f.claim.said_by else None, f.claim.report)
        sources.setdefault(f.claim.factuality, set()).add(speaker)
    standings = "; ".join(f"{s} according to {listed(w.label for w in sorted(who))}" for s, who in sorted(sources.items()))
    apart = clash([f.claim for f in members], context)
    if apart is not None and apart.kind == "undone":
        return Judged("conflict", f"It can't be both: {standings}.")
    if apart is not None and apart.kind == "denied":
        return Judged("differs", f"One side denies what others expect: {standings}.")
    if apart is not None:
        return Judged("differs", f"Its standing differs, as it may over time: {standings}.")
    return Judged("same", "Type and sides agree." if len(members) > 1 else "")


def _is_uttered(claim: Event, context: ComparisonContext) -> bool:
    """Whether the doer tells it and telling it is doing it: accusing in person is an act in public."""
    return claim.type in _VERBAL and context.side(claim.said_by[0]) in {context.side(actor) for actor in claim.actors}


COMPARER = Comparer(
    features, content_key, keys, compare, headline, judge, is_witnessed=_is_uttered, has_history=lambda claims: True
)
