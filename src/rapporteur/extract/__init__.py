"""Reading → claims: what one report says, as contacts, statements, figures, precautions, forecasts and events.

>>> # extract(report, reading).claims[0].evidence[0].exact  -> the report's own words
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rapporteur.extract import places
from rapporteur.extract.document import Document
from rapporteur.extract.time import to_time
from rapporteur.kinds import ACTOR_FIELDS, kind_of, of_each_kind
from rapporteur.model import Claim, Contact, Event, Extraction, Kind, Precaution, Problem, Reading, Report

_PRECAUTIONARY = frozenset({"RETREAT", "SANCTION", "COERCE", "REQUEST", "CONCEDE"})
_CONSULTATIVE = frozenset({"AGREE", "CONSULT"})
_FINDERS: Mapping[Kind, Callable[[Document], Sequence[Claim]]] = of_each_kind(__name__, "find")


def extract(report: Report, reading: Reading) -> Extraction:
    """All claims of one report and the actors they name. A claim whose evidence is not the report's text is a `Problem`."""
    doc = Document(report, reading)
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for find in _FINDERS.values():
        for claim in find(doc):
            if all(report.text[s.start : s.end] == s.exact for s in claim.evidence):
                claims.setdefault(claim.id, claim)
            else:
                problems.append(
                    Problem(report=report.name, stage="extract", reason=f"{claim.id}: evidence is not in the text")
                )
    told = [c for c in claims.values() if isinstance(c, Contact | Precaution)]
    claims = {i: c for i, c in claims.items() if not (isinstance(c, Event) and _told_already(c, told))}
    used = {a for claim in claims.values() for a in named(claim)}
    where = places.find(doc)
    return Extraction(
        report=report.id,
        actors=doc.actors.nouns(used),
        claims=tuple(places.located(claim, where) for claim in claims.values()),
        problems=tuple(problems),
        places=where,
        times=tuple(to_time(timex, reading) for timex in doc.times),
    )


def _told_already(event: Event, told: list[Contact | Precaution]) -> bool:
    """A withdrawal or closure that is a precaution, a planned visit that is a contact, is coded once, not again as an event."""
    for other in told:
        types = _CONSULTATIVE if isinstance(other, Contact) else _PRECAUTIONARY | ({"AID"} if other.act == "evacuate" else set())
        actors = {other.actor} if isinstance(other, Precaution) else set(other.parties)
        leaving = event.type in ("RETREAT", "SANCTION") and isinstance(other, Precaution)
        if event.type in types and (leaving or actors & set(event.actors)) and _overlap(event, other):
            return True
        if isinstance(other, Precaution) and actors & set(event.actors) and _leads(event, other):
            return True
    return False


def _leads(event: Event, told: Precaution) -> bool:
    """Whether the event's verb only leads in the precaution: "decided to withdraw", "called on to leave", "stopped flying"."""
    act = event.action
    apart = event.type == "AGREE" and any(not actor.startswith("desc.") for actor in event.recipients)
    return (
        event.type in _CONSULTATIVE and not apart and act is not None and any(s.start <= act.start < s.end for s in told.evidence)
    )


def _overlap(one: Claim, other: Claim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def named(claim: Claim) -> tuple[str, ...]:
    """Every actor id that a claim holds."""
    values = [getattr(claim, field) for field in ACTOR_FIELDS[kind_of(claim)]]
    several = [value if isinstance(value, tuple) else (value,) for value in values if value is not None]
    return tuple(dict.fromkeys(actor for actors in several for actor in actors))
