"""Reading → claims: what one report says, as contacts, statements, figures, precautions, forecasts and events.

Each claim points at words of the report: `extract(report, reading).claims[0].evidence[0].exact`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from rapporteur.extract import places
from rapporteur.extract.document import Document
from rapporteur.extract.provenance import drop
from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.extract.time import to_time
from rapporteur.kinds import ACTOR_FIELDS, kind_of, of_each_kind
from rapporteur.lexicon.plover import group
from rapporteur.model import (
    KINDS,
    Actor,
    Claim,
    Contact,
    Event,
    Extraction,
    Kind,
    Place,
    Precaution,
    Problem,
    Reading,
    Report,
    Time,
)

_FINDERS: Mapping[Kind, Callable[[Document], Sequence[Claim]]] = of_each_kind(__name__, "find")


class Share(msgspec.Struct, frozen=True):
    """What some of the kinds yield of a report, with the actors they name, before claims of different kinds are compared."""

    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()


def extract(report: Report, reading: Reading) -> Extraction:
    """All claims of one report and the actors they name. A claim whose evidence is not the report's text is a `Problem`."""
    doc = Document(report, reading)
    return _united(report, [_share(doc, KINDS)], doc)


def extract_share(report: Report, reading: Reading, kinds: Sequence[Kind]) -> Share:
    """What `kinds` yield of a report; places and times come with the first kind. `united` puts the shares together."""
    return _share(Document(report, reading), kinds)


def unpacked(share: bytes) -> Share:
    """A share out of the MessagePack in which one process gives it to another."""
    return msgspec.msgpack.decode(share, type=Share)


def united(report: Report, shares: Sequence[Share]) -> Extraction:
    """The extraction of a report out of its shares, in the order of their kinds: what `extract` gives."""
    return _united(report, shares, None)


def _share(doc: Document, kinds: Sequence[Kind]) -> Share:
    claims, problems = _claims(doc, kinds)
    first = KINDS[0] in kinds
    return Share(
        claims=tuple(claims),
        actors=doc.actors.nouns({actor for claim in claims for actor in named(claim)}),
        problems=tuple(problems),
        places=places.find(doc) if first else (),
        times=tuple(to_time(timex, doc.reading) for timex in doc.times) if first else (),
    )


def _united(report: Report, shares: Sequence[Share], doc: Document | None) -> Extraction:
    claims: dict[str, Claim] = {}
    for share in shares:
        for claim in share.claims:
            claims.setdefault(claim.id, claim)
    left = _told_once(list(claims.values()), doc)
    where = tuple(place for share in shares for place in share.places)
    named_places = places.NamedPlaces(where)
    return Extraction(
        report=report.id,
        actors=_of_claims(left, [actor for share in shares for actor in share.actors]),
        claims=tuple(named_places.located(claim) for claim in left),
        problems=tuple(problem for share in shares for problem in share.problems),
        places=where,
        times=tuple(time for share in shares for time in share.times),
    )


def _of_claims(claims: Sequence[Claim], actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors that claims name, and those whose offices they hold, by id."""
    by_id = {actor.id: actor for actor in actors}
    used = {actor for claim in claims for actor in named(claim)}
    used |= {role.of for actor in used for role in by_id[actor].roles if role.of in by_id}
    return tuple(by_id[actor] for actor in sorted(used))


def _claims(doc: Document, kinds: Sequence[Kind]) -> tuple[list[Claim], list[Problem]]:
    """What the finders of these kinds claim, each once, and what is wrong with claims that fail the gate of evidence."""
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for kind in kinds:
        for claim in _FINDERS[kind](doc):
            if all(doc.report.text[s.start : s.end] == s.exact for s in claim.evidence):
                claims.setdefault(claim.id, claim)
            else:
                reason = f"{claim.id}: evidence is not in the text"
                problems.append(Problem(report=doc.report.name, stage="extract", reason=reason))
    return list(claims.values()), problems


# ---- events that another claim tells already --------------------------------------------------------------------------
def _told_once(claims: Sequence[Claim], doc: Document | None) -> list[Claim]:
    """The claims without events that a contact or precaution among them tells; those go to the trace of `doc`."""
    others = (claim for claim in claims if isinstance(claim, Contact | Precaution))
    tellings = Intervals((span.start, span.end, claim) for claim in others for span in claim.evidence)
    repeated = [claim for claim in claims if isinstance(claim, Event) and _is_retold(claim, tellings)]
    for event in repeated if doc else ():
        assert doc is not None
        drop("claim.retold", doc.word_at((event.action or event.evidence[0]).start))
    retold = {event.id for event in repeated}
    return [claim for claim in claims if claim.id not in retold]


def _is_retold(event: Event, tellings: Intervals[Contact | Precaution]) -> bool:
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
