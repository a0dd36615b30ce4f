"""Deeds → rows: what is exported of a record, with the day and standing that every format needs.

By default what happened, and what PLOVER codes as words whatever comes of it: a planned meeting is an AGREE. With
`include`, also what is planned, possible, conditional, denied or long past, under PLOVER's auxiliary modes.

>>> # "Keita plans to meet Ode on Monday." -> Coded(type AGREE, actors [keita, ode], standing planned, marks ())
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypeAlias, get_args

import msgspec

from rapporteur.lexicon import cameo, plover
from rapporteur.model import Claim, Factuality, When
from rapporteur.views.exports.book import Book
from rapporteur.views.exports.deeds import Deed, deeds, outlets, reports
from rapporteur.views.exports.spots import Spot

Mark: TypeAlias = Literal["historical", "future", "hypothetical", "negation"]
"""PLOVER's auxiliary modes (manual, "Auxiliary modes")."""
MARKS: tuple[Mark, ...] = get_args(Mark)
_MARK: Mapping[Factuality, Mark] = {
    "denied": "negation",
    "planned": "future",
    "possible": "hypothetical",
    "conditional": "hypothetical",
}
_SHOWN = 4
_YEAR = 365
"""Days before publication from which on a deed is history."""
_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "AGREE": "AGREE", "RETREAT": "CONCEDE"}
"""What a deed is while it is only planned (manual, AGREE, first paragraph; RETREAT, first ambiguity)."""
_NEEDS_RECIPIENT = frozenset({"COOPERATE", "AID", "SANCTION"})
"""Types of which the manual says "Requires recipient: Yes"."""
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
        "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}  # fmt: skip
"""PLOVER's quad categories, by the sections of the manual; a table at its end counts SANCTION as verbal, its section doesn't."""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """One row in PLOVER's terms. `day` is the day it is dated to, `end` the last one where it lasts; `marks` are
    auxiliary modes; `scale` is PLOVER's score; `claims` rest on reports, the fullest claim first."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    marks: tuple[Mark, ...]
    standing: Factuality
    disputed: bool
    day: str
    end: str | None
    planned_for: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool
    cameo: str
    back: str | None
    scale: float
    spot: Spot | None
    claims: tuple[Claim, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]

    @property
    def quad(self) -> int:
        """1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
        return QUAD[self.type]


class Choice(msgspec.Struct, frozen=True):
    """What to export: a row per finding, or per report that tells it; `only` these standings, or what happened and in
    addition what `include` marks."""

    per: Literal["finding", "claim"] = "finding"
    only: frozenset[Factuality] = frozenset()
    include: frozenset[Mark] = frozenset()

    def wants(self, row: Coded) -> bool:
        """Whether the row is to be exported."""
        if self.only:
            return row.standing in self.only and ("historical" not in row.marks or "historical" in self.include)
        return set(row.marks) <= self.include


def coded(book: Book, choice: Choice) -> tuple[list[Coded], tuple[str, ...]]:
    """The rows by day, and a line for each reason why something of the record is not among them."""
    found, no_event = deeds(book, choice.per == "claim")
    made = {deed.id: _coded(book, deed) for deed in found}
    rows = [row for row in made.values() if row is not None]
    wanted = [row for row in rows if choice.wants(row)]
    kept = sorted((row for row in wanted if not _lacks(row)), key=lambda row: (row.day, row.type, row.id))
    kinds = Counter(row.marks[0] if row.marks else row.standing for row in rows if not choice.wants(row))
    return kept, (
        *_told("no event in PLOVER's sense", no_event),
        *_told("no recipient, which the type needs", (f"{row.id} ({row.type})" for row in wanted if _lacks(row))),
        *_told("no day, in the text or of the report", (ident for ident, row in made.items() if row is None)),
        *([f"not asked for: {', '.join(f'{count:,} {kind}' for kind, count in sorted(kinds.items()))}"] if kinds else []),
        *_told("exported, though another report denies it", (row.id for row in kept if row.disputed)),
    )


def _lacks(row: Coded) -> bool:
    """Whether the row has nobody to whom it is done, where PLOVER wants somebody."""
    return row.type in _NEEDS_RECIPIENT and not row.recipients and not row.mutual


def _told(reason: str, idents: Iterable[str]) -> list[str]:
    """A line with the reason, how many there are, and the first few of them: "no day: 2 (f-1, f-2)".

    Ids of one kind that say so ("advise-leave") are counted by it.
    """
    counts = Counter(idents)
    if not counts:
        return []
    shown = [f"{ident} {count}" if count > 1 else ident for ident, count in counts.most_common(_SHOWN)]
    return [f"{reason}: {counts.total():,} ({', '.join(shown)}{' …' if len(counts) > _SHOWN else ''})"]


def _coded(book: Book, deed: Deed) -> Coded | None:
    """The row of a deed; none where nothing gives it a day."""
    standing = deed.standing
    first = tuple(claim for claim in deed.claims if claim.factuality == standing)
    when, published = _when(first), min((d for claim in first if (d := book.day(claim))), default=None)
    promised = standing == "planned" and deed.type in _PROMISED
    kind, code = (_PROMISED[deed.type], _promise(deed)) if promised else (deed.type, deed.cameo)
    day = published if promised else _day(when, published)
    if day is None:
        return None
    mode = deed.mode if kind == deed.type else None
    marks: list[Mark] = [] if standing == "stated" or promised else [_MARK[standing]]
    marks += ["historical"] if not promised and _is_history(when, published) else []
    return Coded(
        id=deed.id, type=kind, mode=mode, contexts=deed.contexts, marks=tuple(marks), standing=standing,
        disputed=standing in ("stated", "planned") and any(claim.factuality == "denied" for claim in deed.claims),
        day=day, end=when.end if when and not promised and when.end and when.end > day else None,
        planned_for=when.start if when and promised else None,
        actors=deed.actors, recipients=deed.recipients, mutual=deed.mutual, cameo=code, back=None if promised else deed.back,
        scale=deed.intensity if deed.intensity is not None and not promised else _scale(kind, mode),
        spot=deed.spot, claims=deed.claims, reports=reports(book, deed.claims), outlets=outlets(book, deed.claims),
    )  # fmt: skip


def _promise(deed: Deed) -> str:
    """The CAMEO code of the intent to do it; a promise has one already."""
    return deed.cameo if deed.cameo.startswith("03") else cameo.about(deed.cameo, "intent") or "030"


def _when(claims: Iterable[Claim]) -> When | None:
    """The time that most claims give."""
    found = Counter((claim.when.start, claim.when.end) for claim in claims if claim.when and (claim.when.start or claim.when.end))
    if not found:
        return None
    (start, end), _ = max(found.items(), key=lambda item: (item[1], item[0][0] is not None))
    return When(start=start and start[:10], end=end and end[:10], words="")


def _day(when: When | None, published: str | None) -> str | None:
    """The first day that the text gives; else that of publication, or the last day that the text allows."""
    if when is not None and when.start:
        return when.start
    days = [day for day in (when.end if when else None, published) if day]
    return min(days, default=None)


def _is_history(when: When | None, published: str | None) -> bool:
    """Over for more than a year when the report came out."""
    if when is None or when.end is None or published is None:
        return False
    return (date.fromisoformat(published) - date.fromisoformat(when.end)).days > _YEAR


def _scale(kind: str, mode: str | None) -> float:
    """PLOVER's score of a type and mode (manual, table "PLOVER conflict–cooperation scores")."""
    return plover.intensity(kind, mode) or 0.0


def dyads(row: Coded) -> list[tuple[str, str | None, str]]:
    """The row as the older formats have it: actor, recipient and CAMEO code, for each actor with each recipient; for each
    pair in both directions where all are actors (PLOVER manual, "Compound and Reciprocal Actors").

    >>> # two who met: ("keita", "ode", "040"), ("ode", "keita", "040"); a visit: ("keita", "tcd", "042"), ("tcd", "keita", "043")
    """
    if row.recipients:
        there = [(actor, recipient, row.cameo) for actor in row.actors for recipient in row.recipients]
        return [*there, *((b, a, row.back) for a, b, _ in there if b and row.back)]
    if row.mutual:
        return [(one, other, row.cameo) for one in row.actors for other in row.actors if one != other]
    return [(actor, None, row.cameo) for actor in row.actors]
