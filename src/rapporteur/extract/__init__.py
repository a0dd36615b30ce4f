"""Reading → claims: what one report says, as contacts, statements, figures, precautions, forecasts and events.

Each claim points at words of the report: `extract(report, reading).claims[0].evidence[0].exact`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rapporteur.extract import places
from rapporteur.extract.document import Document
from rapporteur.extract.provenance import drop
from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.extract.time import to_time
from rapporteur.kinds import ACTOR_FIELDS, kind_of, of_each_kind
from rapporteur.lexicon.plover import group
from rapporteur.model import Claim, Contact, Event, Extraction, Kind, Precaution, Problem, Reading, Report

_FINDERS: Mapping[Kind, Callable[[Document], Sequence[Claim]]] = of_each_kind(__name__, "find")


def extract(report: Report, reading: Reading) -> Extraction:
    """All claims of one report and the actors they name. A claim whose evidence is not the report's text is a `Problem`."""
    doc = Document(report, reading)
    claims, problems = _claims(doc)
    claims = _told_once(doc, claims)
    where = places.find(doc)
    named_places = places.NamedPlaces(where)
    return Extraction(
        report=report.id,
        actors=doc.actors.nouns({actor for claim in claims for actor in named(claim)}),
        claims=tuple(named_places.located(claim) for claim in claims),
        problems=tuple(problems),
        places=where,
        times=tuple(to_time(timex, reading) for timex in doc.times),
    )


def _claims(doc: Document) -> tuple[list[Claim], list[Problem]]:
    """What all finders claim, in their order and each once, and what is wrong with claims that fail the gate of evidence."""
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for find in _FINDERS.values():
        for claim in find(doc):
            if all(doc.report.text[s.start : s.end] == s.exact for s in claim.evidence):
                claims.setdefault(claim.id, claim)
            else:
                reason = f"{claim.id}: evidence is not in the text"
                problems.append(Problem(report=doc.report.name, stage="extract", reason=reason))
    return list(claims.values()), problems


# ---- events that another claim tells already --------------------------------------------------------------------------
def _told_once(doc: Document, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without events that a contact or precaution among them tells."""
    others = (claim for claim in claims if isinstance(claim, Contact | Precaution))
    tellings = Intervals((span.start, span.end, claim) for claim in others for span in claim.evidence)
    repeated = [claim for claim in claims if isinstance(claim, Event) and _is_retold(claim, tellings)]
    for event in repeated:
        drop("claim.retold", doc.word_at((event.action or event.evidence[0]).start))
    retold = {event.id for event in repeated}
    return [claim for claim in claims if claim.id not in retold]


def _is_retold(event: Event, tellings: Intervals[Claim]) -> bool:
    """Whether one of those who tell something at the words of an event tells the event itself."""
    spans = event.evidence if event.action is None else (*event.evidence, event.action)
    return any(_repeats(event, claim) for span in spans for claim in tellings.over(span.start, span.end))


def _repeats(event: Event, other: Claim) -> bool:
    """A withdrawal or closure that is a precaution, a planned visit that is a contact, is coded once, not again as an event."""
    if isinstance(other, Contact):
        return _repeats_contact(event, other)
    return isinstance(other, Precaution) and _repeats_precaution(event, other)


def _repeats_contact(event: Event, contact: Contact) -> bool:
    joint = not set(contact.parties).isdisjoint(event.actors)
    return joint and event.type in group("consultative") and _overlap(event, contact)


def _repeats_precaution(event: Event, precaution: Precaution) -> bool:
    same = precaution.actor in event.actors
    if same and _leads_in(event, precaution):
        return True
    akin = event.type in group("precautionary") or (event.type == "AID" and precaution.act == "evacuate")
    return akin and (same or event.type in ("RETREAT", "SANCTION")) and _overlap(event, precaution)


def _leads_in(event: Event, precaution: Precaution) -> bool:
    """Whether the event's verb only leads in the precaution: "decided to withdraw", "called on to leave", "stopped flying"."""
    act = event.action
    if act is None or event.type not in group("consultative"):
        return False
    apart = event.type == "AGREE" and any(not actor.startswith("desc.") for actor in event.recipients)
    return not apart and any(s.start <= act.start < s.end for s in precaution.evidence)


def _overlap(one: Claim, other: Claim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def named(claim: Claim) -> tuple[str, ...]:
    """Every actor id that a claim holds."""
    values = [getattr(claim, field) for field in ACTOR_FIELDS[kind_of(claim)]]
    several = [value if isinstance(value, tuple) else (value,) for value in values if value is not None]
    return tuple(dict.fromkeys(actor for actors in several for actor in actors))
