"""Claims as CAMEO's dyads: one source, one target, one code, as PETRARCH and its kin write them.

Events, contacts and precautions become dyads; lists of actors are multiplied out, talks count in both directions, and
where nobody is named as target, the land of the place is (Schrodt 2012, CAMEO manual; Norris, "PETRARCH 2"). A deed that one
state says another did is an accusation (112), not a deed. What is denied, only feared or on condition is no dyad, nor is
what is done by or to somebody of whom neither land nor sector is known.

>>> # "Mali and Chad held talks." -> [Dyad("mli", "tcd", "046", …), Dyad("tcd", "mli", "046", …)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.codes import UNKNOWN, cameo_code
from rapporteur.model import Act, Actor, Claim, Contact, ContactMode, Event, Precaution, Statement

_CONTACTS: Mapping[ContactMode, str] = {"call": "041", "meeting": "040", "visit": "042", "talks": "046", "letter": "040"}
_PRECAUTIONS: Mapping[Act, str] = {
    "advise-leave": "160",
    "advise-against-travel": "160",
    "withdraw-staff": "161",
    "withdraw-troops": "0874",
    "evacuate": "160",
    "close-post": "161",
    "relocate-post": "161",
    "suspend-flights": "160",
    "close-airspace": "172",
    "close-border": "172",
}
_MUTUAL = frozenset({"041", "046"})
_TOGETHER = ("03", "04", "05", "06", "19")
"""Codes that hold both ways where several act and nobody is acted upon: "A and B signed a treaty", "A and B clashed"."""
_ON_VISIT = re.compile(r"\b(?:during|on|amid)\b[^,.;]*\b(?:visit|trip|tour|stop|stopover)\b").search
_FORCE = ("18", "19", "20")
_CLAIMING = frozenset({"say", "claim", "allege", "insist", "maintain", "charge", "assert", "contend", "state", "declare"})
_GOVERNING = ("02", "03", "10", "12", "13")


class Dyad(NamedTuple):
    """Ids of two actors (a land's ISO code in lower case where a place stands in), the CAMEO code and the claim it is from."""

    source: str
    target: str
    code: str
    claim: str


def dyads(claims: Sequence[Claim], actors: Sequence[Actor]) -> list[Dyad]:
    """All dyads of one report's claims, each once, in the order of the claims."""
    cast = {actor.id: actor for actor in actors}
    statements = [c for c in claims if isinstance(c, Statement)]
    events = [c for c in claims if isinstance(c, Event)]
    contacts = [c for c in claims if isinstance(c, Contact)]
    nobody = {actor.id for actor in actors if cameo_code(actor) == UNKNOWN}
    landless = {actor.id for actor in actors if cameo_code(actor).startswith(UNKNOWN)}
    found: dict[tuple[str, str, str], Dyad] = {}
    for claim in claims:
        if isinstance(claim, Contact) and any(_holds(other, claim, cast) for other in contacts):
            continue
        for dyad in _of(claim, cast, statements, events):
            sides = {dyad.source, dyad.target}
            if len(sides) == 2 and not sides & nobody and not sides <= landless:
                found.setdefault(dyad[:3], dyad)
    return list(found.values())


def _of(claim: Claim, cast: Mapping[str, Actor], statements: Sequence[Statement], events: Sequence[Event]) -> Iterator[Dyad]:
    if isinstance(claim, Contact) and claim.factuality in ("stated", "planned"):
        yield from _of_contact(claim, cast)
    elif isinstance(claim, Precaution) and claim.factuality in ("stated", "planned"):
        land = _land(claim.place)
        if claim.act in _PRECAUTIONS and land is not None and claim.actor != land:
            yield Dyad(claim.actor, land, _PRECAUTIONS[claim.act], claim.id)
    elif isinstance(claim, Event) and claim.cameo is not None:
        yield from _of_event(claim, claim.cameo, cast, statements, events)


# ---- events -----------------------------------------------------------------------------------------------------------
def _of_event(
    claim: Event, code: str, cast: Mapping[str, Actor], statements: Sequence[Statement], events: Sequence[Event]
) -> Iterator[Dyad]:
    accuser = _accuser(claim, code, cast, statements)
    if accuser is not None:
        for actor in claim.actors:
            yield Dyad(accuser, actor, "112", claim.id)
        return
    if claim.factuality not in ("stated", "planned") or (claim.factuality == "planned" and _governed(claim, events)):
        return
    targets = claim.recipients
    if not targets and len(claim.actors) > 1 and code.startswith(_TOGETHER):
        yield from (Dyad(a, b, code, claim.id) for a in claim.actors for b in claim.actors)
        return
    land = _land(claim.place) if not targets else None
    for source in claim.actors:
        for target in targets or ((land,) if land is not None else ()):
            yield Dyad(source, target, code, claim.id)


def _accuser(claim: Event, code: str, cast: Mapping[str, Actor], statements: Sequence[Statement]) -> str | None:
    """The state that says of another that it used force: "Kenya said that Chad had shelled the town"."""
    if not claim.said_by or not code.startswith(_FORCE) or claim.action is None or claim.factuality in ("denied", "planned"):
        return None
    speaker = claim.said_by[-1]
    land = cast[speaker].country if speaker in cast else None
    own = {cast[a].country for a in claim.actors if a in cast}
    if land is None or land in own or "MED" in cast[speaker].sectors:
        return None
    at = claim.action.start
    for said in statements:
        ahead = [s for s in said.evidence if s.start <= at < s.end and (said.cue or "") in s.exact[: at - s.start]]
        if said.speaker == speaker and said.cue is not None and ahead and _is_claiming(said.cue):
            return speaker
    return None


def _is_claiming(cue: str) -> bool:
    words = cue.casefold().split()
    return any(w.startswith(verb.removesuffix("e")) or w == "said" for w in words for verb in _CLAIMING)


def _governed(claim: Event, events: Sequence[Event]) -> bool:
    """What is only agreed, asked for, refused or threatened is told by the event that says so."""
    at = claim.action.start if claim.action is not None else claim.evidence[0].start
    return any(
        other is not claim
        and other.cameo is not None
        and other.cameo.startswith(_GOVERNING)
        and other.action is not None
        and other.action.start < at
        and any(s.start <= at < s.end for s in other.evidence)
        for other in events
    )


# ---- contacts -----------------------------------------------------------------------------------------------------------
def _of_contact(claim: Contact, cast: Mapping[str, Actor]) -> Iterator[Dyad]:
    code, parties = _CONTACTS[claim.mode], list(claim.parties)
    land = _land(claim.place)
    guests = [p for p in parties if p in cast and land not in (None, (cast[p].country or "").lower())]
    if land is not None and guests and (len(parties) == 1 or (claim.mode != "talks" and _joined(claim, cast))):
        yield from (Dyad(p, land, code, claim.id) for p in guests)
        return
    if code in _MUTUAL or _joined(claim, cast):
        yield from (Dyad(a, b, code, claim.id) for a in parties for b in parties)
        return
    yield from (Dyad(parties[0], b, code, claim.id) for b in parties[1:])


def _holds(met: Contact, visit: Contact, cast: Mapping[str, Actor]) -> bool:
    """Are these the talks for which a visit was made? "Met Ode during a visit to Chad" is one deed between them."""
    land = _land(visit.place)
    if visit.mode != "visit" or met.mode == "visit" or land is None or not set(visit.parties) & set(met.parties):
        return False
    if not any(_ON_VISIT(span.exact) for span in visit.evidence):
        return False
    hosts = {(cast[p].country or "").lower() for p in met.parties if p in cast and p not in visit.parties}
    return land in hosts and any(a.start < b.end and b.start < a.end for a in met.evidence for b in visit.evidence)


def _joined(claim: Contact, cast: Mapping[str, Actor]) -> bool:
    """ "A and B met": both are the subject; "A met B" has one source."""
    text = claim.evidence[0].exact
    if len(claim.parties) != 2 or any(p not in cast for p in claim.parties):
        return False
    one, other = (_mention(text, cast[p]) for p in claim.parties)
    if one is None or other is None:
        return False
    first, second = sorted((one, other))
    return text[first[1] : second[0]].strip() == "and" or text[first[1] : second[0]].lstrip().startswith("and ")


def _mention(text: str, actor: Actor) -> tuple[int, int] | None:
    """Where an actor's name first stands in a text: the longest of the names that do."""
    names = sorted((actor.name, *actor.aliases, actor.name.split()[-1]), key=lambda n: -len(n))
    name = next((n for n in names if n in text), None)
    return (text.index(name), text.index(name) + len(name)) if name is not None else None


# ---- places -------------------------------------------------------------------------------------------------------------
def _land(place: str | None) -> str | None:
    """The land of a place in the text's words, as its actor's id."""
    if place is None:
        return None
    country = lexicon.country_of(place)
    if country is None:
        found = lexicon.place(place)
        country = found[0].country if found else None
    return country.lower() if country is not None else None
