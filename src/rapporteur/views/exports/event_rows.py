"""Events → rows: what is exported of a record, with the day and standing that every format needs.

By default what happened, and what PLOVER codes as words whatever comes of it: a planned meeting is an AGREE. With
`include`, also what is planned, possible, conditional, denied or long past, under PLOVER's auxiliary modes.

"Keita plans to meet Ode on Monday." becomes `EventRow(type="AGREE", actors=("keita", "ode"), standing="planned", marks=(), …)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypeAlias, get_args

import msgspec

from rapporteur.lexicon import plover
from rapporteur.model import Claim, Event, Factuality, Span, When
from rapporteur.views.exports.cameo import Dyad, dyads, intent
from rapporteur.views.exports.export_events import ExportEvent, export_events
from rapporteur.views.exports.locations import Location
from rapporteur.views.exports.record_index import ExportIndex

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
"""Days before publication from which on an event is history."""
_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "AGREE": "AGREE", "RETREAT": "CONCEDE"}
"""What an event is while it is only planned (manual, AGREE, first paragraph; RETREAT, first ambiguity)."""
_NEEDS_RECIPIENT = frozenset({"COOPERATE", "AID", "SANCTION"})
"""Types of which the manual says "Requires recipient: Yes"."""
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
        "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}  # fmt: skip
"""PLOVER's quad categories, by the sections of the manual; a table at its end counts SANCTION as verbal, its section doesn't."""


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
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
    location: Location | None
    claims: tuple[Claim, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]

    @property
    def quad(self) -> int:
        """1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
        return QUAD[self.type]

    @property
    def dyads(self) -> list[Dyad]:
        """The row as the older formats have it: one actor, one target, one code."""
        return dyads(self.actors, self.recipients, self.cameo, self.back, self.mutual)

    @property
    def actor_spans(self) -> tuple[Span, ...]:
        """The first claim's words for the actors, as far as it has any."""
        lead = self.claims[0]
        return lead.actor_spans if isinstance(lead, Event) and lead.actors == self.actors else ()

    @property
    def recipient_spans(self) -> tuple[Span, ...]:
        """The first claim's words for the recipients, as far as it has any."""
        lead = self.claims[0]
        return lead.recipient_spans if isinstance(lead, Event) and lead.recipients == self.recipients else ()


class Choice(msgspec.Struct, frozen=True):
    """What to export: a row per finding, or per report that tells it; `only` these standings, or what happened and in
    addition what `include` marks."""

    per: Literal["finding", "claim"] = "finding"
    only: frozenset[Factuality] = frozenset()
    include: frozenset[Mark] = frozenset()

    def wants(self, row: EventRow) -> bool:
        """Whether the row is to be exported."""
        if self.only:
            return row.standing in self.only and ("historical" not in row.marks or "historical" in self.include)
        return set(row.marks) <= self.include


def event_rows(index: ExportIndex, choice: Choice) -> tuple[list[EventRow], tuple[str, ...]]:
    """The rows by day, and a line for each reason why something of the record is not among them."""
    events, no_event = export_events(index, choice.per == "claim")
    row_of = {event.id: _row(index, event) for event in events}
    rows = [row for row in row_of.values() if row is not None]
    wanted = [row for row in rows if choice.wants(row)]
    complete = sorted((row for row in wanted if not _lacks(row)), key=lambda row: (row.day, row.type, row.id))
    kinds = Counter(row.marks[0] if row.marks else row.standing for row in rows if not choice.wants(row))
    return complete, (
        *_note("no event in PLOVER's sense", no_event),
        *_note("no recipient, which the type needs", (f"{row.id} ({row.type})" for row in wanted if _lacks(row))),
        *_note("no day, in the text or of the report", (ident for ident, row in row_of.items() if row is None)),
        *([f"not asked for: {', '.join(f'{count:,} {kind}' for kind, count in sorted(kinds.items()))}"] if kinds else []),
        *_note("exported, though another report denies it", (row.id for row in complete if row.disputed)),
    )


def _lacks(row: EventRow) -> bool:
    """Whether the row has nobody to whom it is done, where PLOVER wants somebody."""
    return row.type in _NEEDS_RECIPIENT and not row.recipients and not row.mutual


def _note(reason: str, idents: Iterable[str]) -> list[str]:
    """A line with the reason, how many there are, and the first few of them: "no day: 2 (f-1, f-2)".

    Ids of one kind that say so ("advise-leave") are counted by it.
    """
    counts = Counter(idents)
    if not counts:
        return []
    shown = [f"{ident} {count}" if count > 1 else ident for ident, count in counts.most_common(_SHOWN)]
    return [f"{reason}: {counts.total():,} ({', '.join(shown)}{' …' if len(counts) > _SHOWN else ''})"]


def _row(index: ExportIndex, event: ExportEvent) -> EventRow | None:
    """The row of an event; none where nothing gives it a day."""
    standing = event.standing
    first = tuple(claim for claim in event.claims if claim.factuality == standing)
    when = _when(first)
    published = min((day for claim in first if (day := index.day(claim))), default=None)
    promised = standing == "planned" and event.type in _PROMISED
    kind, code = (_PROMISED[event.type], intent(event.cameo)) if promised else (event.type, event.cameo)
    day = published if promised else _day(when, published)
    if day is None:
        return None
    mode = event.mode if kind == event.type else None
    marks: list[Mark] = [] if standing == "stated" or promised else [_MARK[standing]]
    marks += ["historical"] if not promised and _is_history(when, published) else []
    return EventRow(
        id=event.id, type=kind, mode=mode, contexts=event.contexts, marks=tuple(marks), standing=standing,
        disputed=standing in ("stated", "planned") and any(claim.factuality == "denied" for claim in event.claims),
        day=day, end=when.end if when and not promised and when.end and when.end > day else None,
        planned_for=when.start if when and promised else None,
        actors=event.actors, recipients=event.recipients, mutual=event.mutual, cameo=code,
        back=None if promised else event.back,
        scale=event.intensity if event.intensity is not None and not promised else _scale(kind, mode),
        location=event.location, claims=event.claims, reports=index.reports_of(event.claims),
        outlets=index.outlets_of(event.claims),
    )  # fmt: skip


def _when(claims: Iterable[Claim]) -> When | None:
    """The time that most claims give."""
    times = Counter((claim.when.start, claim.when.end) for claim in claims if claim.when and (claim.when.start or claim.when.end))
    if not times:
        return None
    (start, end), _ = max(times.items(), key=lambda item: (item[1], item[0][0] is not None))
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
