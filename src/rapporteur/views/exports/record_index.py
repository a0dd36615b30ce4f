"""The record as an exporter looks things up in it: reports, who the actors are in codes, where it was.

>>> from rapporteur.model import Record
>>> index = ExportIndex(Record(signature=""))
>>> index.codes("ukr").country, index.codes("ukr").cow
('UKR', 369)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

import msgspec

from rapporteur import lexicon
from rapporteur.extract.entities.codes import cameo_code, plover_code
from rapporteur.model import Actor, Claim, Record, Report
from rapporteur.reconcile.date_intervals import ordinal
from rapporteur.views.evidence import sentences
from rapporteur.views.exports.locations import Location, location_at, location_of


class ActorCodes(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in codes: `country` ISO 3166 alpha-3 or PLOVER's code of a body without a country; `sectors` PLOVER's,
    the main one first; `cameo` the one string of the older formats; `title` the office, in the reports' words."""

    id: str
    name: str
    country: str | None
    land: str | None
    cow: int | None
    sectors: tuple[str, ...]
    title: str | None
    cameo: str


class ExportIndex:
    """A record by id. Made for one export."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.reports = {report.id: report for report in record.reports}
        self.order = {report.id: at for at, report in enumerate(record.reports)}
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}
        self._starts: dict[str, tuple[int, ...]] = {}
        self._claims: dict[str, list[Claim]] = {}
        for claim in record.claims:
            self._claims.setdefault(claim.report, []).append(claim)

    def report(self, claim: Claim) -> Report:
        """The report that makes the claim; one that the record lacks is empty, under its id."""
        return self.reports.get(claim.report) or Report(id=claim.report, name=claim.report, text="")

    def claims_of(self, report: str) -> list[Claim]:
        """All claims of a report."""
        return self._claims.get(report, [])

    def day(self, claim: Claim) -> str | None:
        """The day on which the claim's report was published; `None` for what is no day of the calendar."""
        published = self.report(claim).published
        return published[:10] if published and ordinal(published) else None

    def actor(self, ident: str) -> Actor:
        """The actor of that id; a state that no report names can be had by its ISO code in lower case."""
        land = lexicon.countries().get(ident.upper())
        known = self.actors.get(ident)
        if known is None and land is not None:
            return Actor(id=ident, name=land.name, kind="state", country=land.iso3, cow=land.cow)
        return known or Actor(id=ident, name=ident.rsplit(".", 1)[-1].replace("-", " "), kind="organisation")

    def codes(self, ident: str) -> ActorCodes:
        """An actor in codes."""
        if ident not in self._codes:
            self._codes[ident] = _actor_codes(self.actor(ident))
        return self._codes[ident]

    @cached_property
    def _codes(self) -> dict[str, ActorCodes]:
        return {}

    def side(self, ident: str) -> str:
        """The country an actor acts for, or else the actor."""
        return self.codes(ident).country if self.codes(ident).land else ident  # type: ignore[return-value]

    def location(self, claim: Claim) -> Location | None:
        """Where it happened: the record's place, else what the lexicon knows of the words, else only these."""
        if not claim.place or not claim.place.strip():
            return None
        if claim.where in self.places:
            return location_at(self.places[claim.where], claim.place)
        known = self.actors.get(claim.place)
        return location_of(claim.place if known is None else known.name)

    def reports_of(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Ids of the reports that make the claims, in the order of the record."""
        return tuple(sorted({claim.report for claim in claims}, key=lambda report: (self.order.get(report, 0), report)))

    def outlets_of(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Who printed the claims: outlets, or names of reports without one, in the order of the record."""
        reports = (self.reports.get(report) for report in self.reports_of(claims))
        return tuple(dict.fromkeys(report.outlet or report.name for report in reports if report))

    def sentence(self, claim: Claim) -> int:
        """The number of the sentence in which the claim's words begin, the first of the report being 1."""
        if claim.report not in self._starts:
            self._starts[claim.report] = tuple(start for start, _ in sentences(self.report(claim).text))
        return max(1, bisect_right(self._starts[claim.report], claim.evidence[0].start))


def _actor_codes(actor: Actor) -> ActorCodes:
    codes = plover_code(actor)
    land = lexicon.countries().get("XKX" if codes.country == "KOS" else codes.country or "")
    return ActorCodes(
        id=actor.id,
        name=actor.name,
        country=codes.country,
        land=land.name if land else None,
        cow=codes.cow,
        sectors=codes.sectors,
        title=actor.roles[0].role if actor.roles else None,
        cameo=cameo_code(actor),
    )
