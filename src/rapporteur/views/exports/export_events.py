"""Contacts, precautions and events of a record as events in PLOVER's words, each once.

A contact is CONSULT; a precaution is what `precautions.csv` makes of its act, or nothing; an event is what it is. What reports
tell as a precaution or contact and others as an event of the same type, sides and time is one event, and so is a visit with the
talks that were held on it.

"Mali is closing its embassy in Chad." (precaution close-post) becomes `ExportEvent(type="SANCTION", mode="withdraw",
actors=("mli",), recipients=("tcd",), …)`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TypeAlias

import msgspec

from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.model import Claim, Contact, Event, Factuality, Precaution, When
from rapporteur.views.exports import cameo
from rapporteur.views.exports.locations import Location
from rapporteur.views.exports.record_index import ExportIndex

SideKey: TypeAlias = tuple[str, frozenset[str]]
"""Type and sides of an event."""
STANDINGS: tuple[Factuality, ...] = ("stated", "denied", "planned", "possible", "conditional")
"""What some report states is told as done; else the standing counts that most claims give, of equally many the first of these."""
_SYMMETRIC = frozenset({"CONSULT", "COOPERATE"})
_NEAR = 1
"""Days between the publication of reports of one event that don't say when it was."""
_ON_VISIT = re.compile(r"\b(?:during|on|amid)\b[^,.;]*\b(?:visit|trip|tour|stop|stopover)\b").search


class ExportEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event: `claims` of the reports that tell it, the fullest first. `back` is the CAMEO code from recipient to
    actor, where there is one ("hosts a visit"); `mutual`: all actors did it with one another."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    cameo: str
    back: str | None = None
    mutual: bool = False
    intensity: float | None = None
    location: Location | None = None
    claims: tuple[Claim, ...]

    @property
    def standing(self) -> Factuality:
        """How far it is a fact, by all its claims."""
        return standing(self.claims)


def standing(claims: Iterable[Claim]) -> Factuality:
    """The standing of an event that these claims tell: see `STANDINGS`."""
    counts = Counter(claim.factuality for claim in claims)
    return "stated" if counts["stated"] else max(STANDINGS, key=lambda s: counts[s])


def export_events(index: ExportIndex, per_claim: bool = False) -> tuple[list[ExportEvent], list[str]]:
    """The events of a record, those of its kind `event` last, and the acts and modes of what is no event in PLOVER's sense.

    With `per_claim` each report's telling of an event is one of its own.
    """
    candidates = [(claims[0], _export_event(index, ident, claims)) for ident, claims in _groups(index, per_claim)]
    contacts = [event for lead, event in candidates if event is not None and isinstance(lead, Contact)]
    precautions = [event for lead, event in candidates if event is not None and isinstance(lead, Precaution)]
    events = [event for lead, event in candidates if event is not None and isinstance(lead, Event)]
    merged = [*_with_visits(index, contacts), *precautions]
    places: dict[SideKey, list[int]] = {}
    for place, event in enumerate(merged):
        places.setdefault(_sides(index, event), []).append(place)
    alone = []
    for event in events:
        near = places.get(_sides(index, event), ())
        at = next((place for place in near if same(index, event, merged[place], per_claim)), None)
        if at is None:
            alone.append(event)
        else:
            merged[at] = _joined(merged[at], event)
    return [*merged, *alone], [_kind(lead) for lead, event in candidates if event is None]


def _sides(index: ExportIndex, event: ExportEvent) -> SideKey:
    """What two events must have in common to be one: their type, and who acts; where all do it together, all of them."""
    everyone = (*event.actors, *event.recipients) if event.type in _SYMMETRIC else event.actors
    return event.type, frozenset(index.side(actor) for actor in everyone)


def _joined(one: ExportEvent, other: ExportEvent) -> ExportEvent:
    """The first, with the claims of both."""
    return msgspec.structs.replace(one, claims=(*one.claims, *other.claims))


def _groups(index: ExportIndex, per_claim: bool) -> Iterator[tuple[str, list[Claim]]]:
    """Ids and claims: of each finding, or of each report within it."""
    by_id = {claim.id: claim for claim in index.record.claims}
    for finding in index.record.findings:
        if finding.kind not in ("contact", "precaution", "event"):
            continue
        claims = [by_id[ident] for ident in finding.claims if ident in by_id]
        if not per_claim:
            yield from [(finding.id, _ranked(index, claims))] if claims else []
            continue
        for report in dict.fromkeys(claim.report for claim in claims):
            ranked = _ranked(index, [claim for claim in claims if claim.report == report])
            yield ranked[0].id, ranked


def _kind(claim: Claim) -> str:
    """What to call a claim that is no event: "advise-leave", "visit of one"."""
    return claim.act if isinstance(claim, Precaution) else f"{claim.mode} of one" if isinstance(claim, Contact) else claim.id


def _ranked(index: ExportIndex, claims: Sequence[Claim]) -> list[Claim]:
    """Those of the event's standing first, then the fullest, then in the order of the reports and of the text."""
    chosen = standing(claims)

    def rank(claim: Claim) -> tuple[bool, int, int, int]:
        named = sum(len(getattr(claim, name, ())) for name in ("parties", "actors", "recipients"))
        known = named + (claim.place is not None)
        return claim.factuality != chosen, -known, index.order.get(claim.report, 0), claim.evidence[0].start

    return sorted(claims, key=rank)


def _export_event(index: ExportIndex, ident: str, claims: Sequence[Claim]) -> ExportEvent | None:
    lead = claims[0]
    location = _location(index, claims)
    if isinstance(lead, Contact):
        return _of_contact(index, ident, lead, location, claims)
    if isinstance(lead, Precaution):
        return _of_precaution(index, ident, lead, location, claims)
    assert isinstance(lead, Event)
    return _of_event(ident, lead, location, claims)


def _of_event(ident: str, lead: Event, location: Location | None, claims: Sequence[Claim]) -> ExportEvent:
    code = cameo.of_event(lead)
    return ExportEvent(
        id=ident, type=lead.type, mode=lead.mode, contexts=tuple(word for word in (lead.context or "").split(";") if word),
        actors=lead.actors, recipients=lead.recipients, cameo=code, back=cameo.back(code) if lead.type == "CONSULT" else None,
        mutual=lead.type in _SYMMETRIC and not lead.recipients,
        intensity=lead.intensity, location=location, claims=tuple(claims),
    )  # fmt: skip


def _location(index: ExportIndex, claims: Sequence[Claim]) -> Location | None:
    """Where it was: the first place that the claims name, or a narrower one of the same country."""
    locations = [location for claim in claims if (location := index.location(claim)) is not None]
    first = next(iter(locations), None)
    if first is None or first.precision != "country":
        return first
    return next((location for location in locations if location.country == first.country and location.city), first)


# ---- contacts -----------------------------------------------------------------------------------------------------
def _of_contact(
    index: ExportIndex, ident: str, lead: Contact, location: Location | None, claims: Sequence[Claim]
) -> ExportEvent | None:
    """PLOVER manual, CONSULT: a visitor is the actor and the host the recipient; else all who take part are actors."""
    hosts = _hosts(index, lead, location) if lead.mode == "visit" else ()
    actors = tuple(party for party in lead.parties if party not in hosts)
    if not actors or len({*actors, *hosts}) < 2:
        return None
    mode = "visit" if hosts else _mode(index, lead, location)
    code, back = (cameo.VISIT, cameo.HOSTING) if hosts else (cameo.of_contact(lead.mode, mode == "third-party"), None)
    return ExportEvent(
        id=ident, type="CONSULT", mode=mode, actors=actors, recipients=hosts, cameo=code, back=back, mutual=not hosts,
        location=location, claims=tuple(claims),
    )  # fmt: skip


def _hosts(index: ExportIndex, visit: Contact, location: Location | None) -> tuple[str, ...]:
    """Who is visited: the host named, those at home where the visit is, or the state that people of another state visit."""
    if visit.host in visit.parties and visit.host is not None:
        return (visit.host,)
    if location is None or location.country is None:
        return ()
    country = location.country.lower()
    home = tuple(party for party in visit.parties if index.side(party) == index.side(country))
    if home:
        return home if len(home) < len(visit.parties) else ()
    return (country,) if all(index.codes(party).land for party in visit.parties) else ()


def _mode(index: ExportIndex, met: Contact, location: Location | None) -> str | None:
    """PLOVER manual, table "CONSULT modes"; a letter is a remote medium."""
    if met.mode in ("call", "letter"):
        return "phone"
    sides = {index.side(party) for party in met.parties}
    if len(sides) > 2 or any("IGO" in index.codes(party).sectors for party in met.parties):
        return "multilateral"
    country = location.country if location else None
    abroad = country is not None and index.side(country.lower()) not in sides
    return "third-party" if abroad and all(index.codes(party).land for party in met.parties) else None


def _with_visits(index: ExportIndex, contacts: Sequence[ExportEvent]) -> list[ExportEvent]:
    """The contacts, a visit that is told only as the occasion of talks with the hosts being these talks."""
    spans_of: dict[str, list[tuple[int, int, tuple[int, Claim]]]] = {}
    for place, claim in ((place, claim) for place, met in enumerate(contacts) for claim in met.claims):
        for span in claim.evidence:
            spans_of.setdefault(span.report, []).append((span.start, span.end, (place, claim)))
    tellings = {report: Intervals(spans) for report, spans in spans_of.items()}
    merged: dict[int, ExportEvent] = dict(enumerate(contacts))
    for place, visit in enumerate(contacts):
        at = next((at for at in _occasions(index, visit, tellings) if at != place), None)
        if at is not None:
            merged[at] = _joined(merged[at], visit)
            del merged[place]
    return list(merged.values())


def _occasions(
    index: ExportIndex, visit: ExportEvent, tellings: Mapping[str, Intervals[tuple[int, Claim]]]
) -> list[int]:
    """The places of the contacts at which the visit is told by all who tell of it, in order."""
    common: set[int] | None = None
    for claim in visit.claims:
        near = (pair for span in claim.evidence for pair in tellings[span.report].over(span.start, span.end))
        places = {place for place, talks in near if _held_on(index, talks, claim)}
        common = places if common is None else common & places
        if not common:
            return []
    return sorted(common or ())


def _held_on(index: ExportIndex, talks: Claim, visit: Claim) -> bool:
    """Whether talks are with the hosts of the visit, in whose words they are told: "met Ode during a visit to Chad"."""
    if not isinstance(talks, Contact) or not isinstance(visit, Contact) or talks.mode == "visit" or visit.mode != "visit":
        return False
    location = index.location(visit)
    if location is None or location.country is None or not any(_ON_VISIT(span.exact) for span in visit.evidence):
        return False
    hosts = {index.side(party) for party in talks.parties if party not in visit.parties}
    together = set(visit.parties) & set(talks.parties) and index.side(location.country.lower()) in hosts
    return bool(together)


# ---- precautions --------------------------------------------------------------------------------------------------
def _of_precaution(
    index: ExportIndex, ident: str, lead: Precaution, location: Location | None, claims: Sequence[Claim]
) -> ExportEvent | None:
    row = precautions().get(lead.act)
    if row is None or not _concerns(row["affected"], lead.affected):
        return None
    country = location.country.lower() if location and location.country else None
    abroad = country is not None and index.side(country) != index.side(lead.actor)
    return ExportEvent(
        id=ident, type=row["type"], mode=row["mode"], contexts=(row["contexts"],) if row["contexts"] else (),
        actors=(lead.actor,), recipients=(country,) if country and abroad else (), cameo=row["cameo"], location=location,
        claims=tuple(claims),
    )  # fmt: skip


def _concerns(wanted: str, affected: str | None) -> bool:
    """Whether those affected are of the kind that makes the act an event; "" wants nobody in particular."""
    return not wanted or bool(set(wanted.split("|")) & set((affected or "").casefold().split()))


@cache
def precautions() -> Mapping[str, Mapping[str, str]]:
    """What PLOVER and CAMEO make of an act; acts that are no event there are not in the table."""
    text = (files("rapporteur.views.exports") / "precautions.csv").read_text(encoding="utf-8")
    return {row["act"]: row for row in DictReader(text.splitlines())}


# ---- one event told twice -----------------------------------------------------------------------------------------
def same(index: ExportIndex, one: ExportEvent, other: ExportEvent, same_report: bool) -> bool:
    """Whether an event is what a contact or precaution already tells: type, sides and time fit."""
    if one.type != other.type or (same_report and one.claims[0].report != other.claims[0].report):
        return False
    apart = one.type == "SANCTION" and one.mode and other.mode and one.mode != other.mode  # expelled theirs, withdrew its own
    return not apart and _same_sides(index, one, other) and _together(index, one.claims, other.claims)


def _same_sides(index: ExportIndex, one: ExportEvent, other: ExportEvent) -> bool:
    actors, others = ({index.side(a) for a in event.actors} for event in (one, other))
    recipients, whom = ({index.side(a) for a in event.recipients} for event in (one, other))
    if one.type in _SYMMETRIC:
        return actors | recipients == others | whom
    return actors == others and (recipients == whom or not recipients or not whom)


def _together(index: ExportIndex, some: Sequence[Claim], others: Sequence[Claim]) -> bool:
    several = ({(claim.when, claim.report): claim for claim in claims}.values() for claims in (some, others))
    return any(_at_once(index, a, b) for a, b in product(*several))


def _at_once(index: ExportIndex, a: Claim, b: Claim) -> bool:
    if a.when and b.when and a.when.start and b.when.start:
        return _overlap(a.when, b.when)
    if a.report == b.report:
        return True
    one, other = index.day(a), index.day(b)
    return bool(one and other) and abs((date.fromisoformat(str(one)) - date.fromisoformat(str(other))).days) <= _NEAR


def _overlap(a: When, b: When) -> bool:
    return str(a.start) <= (b.end or "9999") and str(b.start) <= (a.end or "9999")
