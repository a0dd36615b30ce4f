"""Events to their readers: who did what to whom.

"Mali accused Chad" where it is stated, "accusation of Chad by Mali" where it is not.
"""

from __future__ import annotations

from rapporteur.model import Event
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.brief.phrasing import sentence_case, when_words
from rapporteur.views.brief.topics import common, joined
from rapporteur.views.evidence import snippet
from rapporteur.views.kinds.kind_view import KindView, ShowFields
from rapporteur.views.table_formats import TableRow

EVENTS: dict[str, tuple[str, str]] = {
    "AGREE": ("agreed with", "agreement with"),
    "CONSULT": ("consulted", "consultation with"),
    "SUPPORT": ("supported", "support for"),
    "COOPERATE": ("cooperated with", "cooperation with"),
    "CONCEDE": ("made concessions to", "concessions to"),
    "AID": ("aided", "aid for"),
    "YIELD": ("yielded to", "yielding to"),
    "RETREAT": ("pulled back from", "retreat from"),
    "REQUEST": ("asked something of", "request to"),
    "DEMAND": ("asked something of", "request to"),
    "ACCUSE": ("accused", "accusation of"),
    "REJECT": ("turned down", "rejection of"),
    "THREATEN": ("threatened or warned", "threat to"),
    "PROTEST": ("protested against", "protest against"),
    "SANCTION": ("acted against", "sanctions against"),
    "MOBILIZE": ("massed forces against", "massing of forces against"),
    "COERCE": ("used coercion against", "coercion of"),
    "ASSAULT": ("attacked", "attack on"),
}
"""PLOVER's root types (PLOVER codebook, 2021 and earlier names) as a verb of the past and as a noun."""

GRAVE = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION")
"""Event types that come first among things said to come."""


def _topic(context: BriefContext, claims: tuple[Event, ...]) -> Inlines:
    return joined(Run(_words(context, claims[0])), common(claims, lambda claim: when_words(claim.when)))


def _words(context: BriefContext, claim: Event) -> str:
    """An event as a sentence where it is stated, as a noun where it is not: "attack on Ukraine" never "attacked"."""
    actors = ", ".join(context.name(actor) for actor in claim.actors) or "Somebody"
    to = ", ".join(context.name(actor) for actor in claim.recipients)
    verb, noun = EVENTS.get(claim.type, (claim.type.lower(), claim.type.lower()))
    if claim.factuality == "stated":
        return f"{actors} {verb} {to}" if to else f"{actors}: {noun.rsplit(' ', 1)[0]}"
    return f"{noun} {to} by {actors}" if to else f"{noun.rsplit(' ', 1)[0]} by {actors}"


def event_noun(context: BriefContext, claim: Event) -> str:
    """An event as a noun phrase, for a table in which its standing has a column."""
    to = ", ".join(context.name(actor) for actor in claim.recipients)
    noun = EVENTS.get(claim.type, ("", claim.type.lower()))[1]
    by = f" by {', '.join(context.name(actor) for actor in claim.actors)}" if claim.actors else ""
    return f"{noun} {to}{by}" if to else f"{noun.rsplit(' ', 1)[0]}{by}"


def _row(context: BriefContext, claim: Event) -> TableRow:
    actors, recipients = context.full_names(claim.actors), context.full_names(claim.recipients)
    return claim.type, actors, recipients, claim.mode or "", claim.context or ""


def _fields(context: BriefContext, claim: Event) -> ShowFields:
    return [("type", claim.type), ("mode", claim.mode or ""), ("context", claim.context or "")]


VIEW = KindView[Event](
    columns=("type", "actors", "recipients", "mode", "context"),
    row=_row,
    fields=_fields,
    heading="Events",
    label=lambda claim: sentence_case(claim.type.lower()),
    topic=_topic,
    detail=snippet,
    dispute_words=snippet,
    agreed_rank=5,
    dispute_rank=5,
    is_to_come=lambda claims: all(claim.factuality != "stated" for claim in claims),
    voices=lambda claim: claim.said_by if claim.factuality != "stated" else (),
)
