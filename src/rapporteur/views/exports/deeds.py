"""Contacts, precautions and events of a record as deeds in PLOVER's words, each deed once.

A contact is CONSULT; a precaution is what `precautions.csv` makes of its act, or nothing; an event is what it is. What
reports tell as a precaution or contact and others as an event of the same type, sides and time is one deed.

>>> # "Mali is closing its embassy in Chad." (precaution close-post) -> Deed(type SANCTION, mode withdraw, mli → tcd)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from rapporteur.lexicon import cameo
from rapporteur.model import Claim, Contact, Event, Factuality, Precaution, When
from rapporteur.views.exports.book import Book
from rapporteur.views.exports.spots import Spot

STANDINGS: tuple[Factuality, ...] = ("stated", "denied", "planned", "possible", "conditional")
"""What some report states is told as done; else the standing counts that most claims give, of equally many the first of these."""
_SYMMETRIC = frozenset({"CONSULT", "COOPERATE"})
_BACK = {"042": "043", "043": "042"}
"""A visit and its hosting; whoever talks with somebody is talked with."""
_NEAR = 1
"""Days between the publication of reports of one deed that don't say when it was."""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One deed: `claims` of the reports that tell it, the fullest first. `back` is the CAMEO code from recipient to
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
    spot: Spot | None = None
    claims: tuple[Claim, ...]

    @property
    def standing(self) -> Factuality:
        """How far it is a fact, by all its claims."""
        return standing(self.claims)


def standing(claims: Iterable[Claim]) -> Factuality:
    """The standing of a deed that these claims tell: see `STANDINGS`."""
    counts = Counter(claim.factuality for claim in claims)
    return "stated" if counts["stated"] else max(STANDINGS, key=lambda s: counts[s])


def deeds(book: Book, per_claim: bool = False) -> tuple[list[Deed], list[str]]:
    """The deeds of a record, events last, and the acts and modes of what is no deed in PLOVER's sense.

    With `per_claim` each report's telling of a deed is one of its own.
    """
    told: list[Deed] = []
    events: list[Deed] = []
    dropped: list[str] = []
    for ident, claims in _groups(book, per_claim):
        deed = _deed(book, ident, claims)
        if deed is None:
            dropped.append(_kind(claims[0]))
        else:
            (events if isinstance(claims[0], Event) else told).append(deed)
    alone = []
    for event in events:
        at = next((k for k, other in enumerate(told) if same(book, event, other, per_claim)), None)
        if at is None:
            alone.append(event)
        else:
            told[at] = msgspec.structs.replace(told[at], claims=(*told[at].claims, *event.claims))
    return [*told, *alone], dropped


def _groups(book: Book, per_claim: bool) -> Iterator[tuple[str, list[Claim]]]:
    """Ids and claims: of each finding, or of each report within it."""
    claims = {claim.id: claim for claim in book.record.claims}
    for finding in book.record.findings:
        if finding.kind not in ("contact", "precaution", "event"):
            continue
        held = [claims[ident] for ident in finding.claims if ident in claims]
        if not per_claim:
            yield from [(finding.id, _ranked(book, held))] if held else []
            continue
        for report in dict.fromkeys(claim.report for claim in held):
            mine = _ranked(book, [claim for claim in held if claim.report == report])
            yield mine[0].id, mine


def _kind(claim: Claim) -> str:
    """What to call a claim that is no deed: "advise-leave", "visit of one"."""
    return claim.act if isinstance(claim, Precaution) else f"{claim.mode} of one" if isinstance(claim, Contact) else claim.id


def _ranked(book: Book, claims: Sequence[Claim]) -> list[Claim]:
    """Those of the deed's standing first, then the fullest, then in the order of the reports and of the text."""
    chosen = standing(claims)

    def rank(claim: Claim) -> tuple[bool, int, int, int]:
        named = sum(len(getattr(claim, name, ())) for name in ("parties", "actors", "recipients"))
        known = named + (claim.place is not None)
        return claim.factuality != chosen, -known, book.order.get(claim.report, 0), claim.evidence[0].start

    return sorted(claims, key=rank)


def _deed(book: Book, ident: str, claims: Sequence[Claim]) -> Deed | None:
    lead = claims[0]
    spot = _spot(book, claims)
    if isinstance(lead, Contact):
        return _contact(book, ident, lead, spot, claims)
    if isinstance(lead, Precaution):
        return _precaution(book, ident, lead, spot, claims)
    assert isinstance(lead, Event)
    contexts = tuple(word for word in (lead.context or "").split(";") if word)
    code = lead.cameo or str(cameo.default(lead.type, lead.mode))
    return Deed(
        id=ident, type=lead.type, mode=lead.mode, contexts=contexts, actors=lead.actors, recipients=lead.recipients,
        cameo=code, back=_BACK.get(code, code) if lead.type == "CONSULT" else None,
        mutual=lead.type in _SYMMETRIC and not lead.recipients,
        intensity=lead.intensity, spot=spot, claims=tuple(claims),
    )  # fmt: skip


def _spot(book: Book, claims: Sequence[Claim]) -> Spot | None:
    """Where it was: the first place that the claims name, or a narrower one of the same country."""
    found = [spot for claim in claims if (spot := book.spot(claim)) is not None]
    first = next(iter(found), None)
    if first is None or first.precision != "country":
        return first
    return next((spot for spot in found if spot.country == first.country and spot.city), first)


# ---- contacts -----------------------------------------------------------------------------------------------------
def _contact(book: Book, ident: str, lead: Contact, spot: Spot | None, claims: Sequence[Claim]) -> Deed | None:
    """PLOVER manual, CONSULT: a visitor is the actor and the host the recipient; else all who take part are actors."""
    hosts = _hosts(book, lead, spot) if lead.mode == "visit" else ()
    actors = tuple(party for party in lead.parties if party not in hosts)
    if not actors or len({*actors, *hosts}) < 2:
        return None
    mode = "visit" if hosts else _mode(book, lead, spot)
    code, back = ("042", "043") if hosts else ("041" if lead.mode == "call" else "044" if mode == "third-party" else "040", None)
    return Deed(
        id=ident, type="CONSULT", mode=mode, actors=actors, recipients=hosts, cameo=code, back=back, mutual=not hosts,
        spot=spot, claims=tuple(claims),
    )  # fmt: skip


def _hosts(book: Book, visit: Contact, spot: Spot | None) -> tuple[str, ...]:
    """Who is visited: the host named, those at home where the visit is, or the state that people of another state visit."""
    if visit.host in visit.parties and visit.host is not None:
        return (visit.host,)
    if spot is None or spot.country is None:
        return ()
    land = spot.country.lower()
    home = tuple(party for party in visit.parties if book.side(party) == book.side(land))
    if home:
        return home if len(home) < len(visit.parties) else ()
    return (land,) if all(book.party(party).land for party in visit.parties) else ()


def _mode(book: Book, met: Contact, spot: Spot | None) -> str | None:
    """PLOVER manual, table "CONSULT modes"; a letter is a remote medium."""
    if met.mode in ("call", "letter"):
        return "phone"
    sides = {book.side(party) for party in met.parties}
    if len(sides) > 2 or any("IGO" in book.party(party).sectors for party in met.parties):
        return "multilateral"
    if spot and spot.country and book.side(spot.country.lower()) not in sides and all(book.party(p).land for p in met.parties):
        return "third-party"
    return None


# ---- precautions --------------------------------------------------------------------------------------------------
def _precaution(book: Book, ident: str, lead: Precaution, spot: Spot | None, claims: Sequence[Claim]) -> Deed | None:
    row = precautions().get(lead.act)
    if row is None or not _concerns(row["affected"], lead.affected):
        return None
    land = spot.country.lower() if spot and spot.country else None
    abroad = land is not None and book.side(land) != book.side(lead.actor)
    return Deed(
        id=ident, type=row["type"], mode=row["mode"], contexts=(row["contexts"],) if row["contexts"] else (),
        actors=(lead.actor,), recipients=(land,) if land and abroad else (), cameo=row["cameo"], spot=spot,
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


# ---- one deed told twice ------------------------------------------------------------------------------------------
def same(book: Book, one: Deed, other: Deed, same_report: bool) -> bool:
    """Whether an event is what a contact or precaution already tells: type, sides and time fit."""
    if one.type != other.type or (same_report and one.claims[0].report != other.claims[0].report):
        return False
    apart = one.type == "SANCTION" and one.mode and other.mode and one.mode != other.mode  # expelled theirs, withdrew its own
    return not apart and _sides(book, one, other) and _together(book, one.claims, other.claims)


def _sides(book: Book, one: Deed, other: Deed) -> bool:
    actors, others = ({book.side(a) for a in deed.actors} for deed in (one, other))
    recipients, whom = ({book.side(a) for a in deed.recipients} for deed in (one, other))
    if one.type in _SYMMETRIC:
        return actors | recipients == others | whom
    return actors == others and (recipients == whom or not recipients or not whom)


def _together(book: Book, some: Sequence[Claim], others: Sequence[Claim]) -> bool:
    return any(_at_once(book, a, b) for a in some for b in others)


def _at_once(book: Book, a: Claim, b: Claim) -> bool:
    if a.when and b.when and a.when.start and b.when.start:
        return _overlap(a.when, b.when)
    if a.report == b.report:
        return True
    one, other = book.day(a), book.day(b)
    return bool(one and other) and abs((date.fromisoformat(str(one)) - date.fromisoformat(str(other))).days) <= _NEAR


def _overlap(a: When, b: When) -> bool:
    return str(a.start) <= (b.end or "9999") and str(b.start) <= (a.end or "9999")


def reports(book: Book, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of the reports, in the order of the record."""
    return tuple(sorted({claim.report for claim in claims}, key=lambda report: (book.order.get(report, 0), report)))


def outlets(book: Book, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Who printed it: outlets, or names of reports without one, in the order of the record."""
    found = (book.reports.get(report) for report in reports(book, claims))
    return tuple(dict.fromkeys(report.outlet or report.name for report in found if report))
