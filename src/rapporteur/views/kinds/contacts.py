"""Contacts to their readers: who met, called, visited or wrote to whom.

A contact of Biden and Putin on a known day reads "Biden – Putin, Saturday 12 Feb", whoever reports it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapporteur.model import Claim, Contact, ContactMode
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.brief.phrasing import minutes_words, when_words
from rapporteur.views.brief.topics import common, joined
from rapporteur.views.evidence import number_passage
from rapporteur.views.kinds.kind_view import KindView, ShowFields
from rapporteur.views.table_formats import TableRow, number_cell
from rapporteur.views.typography import inner

MODES: dict[ContactMode, str] = {
    "call": "Call",
    "meeting": "Meeting",
    "visit": "Visit",
    "talks": "Talks",
    "letter": "Letter",
}
SPOKE: dict[ContactMode, str] = {
    "call": "spoke by phone with",
    "meeting": "met",
    "visit": "met",
    "talks": "held talks with",
    "letter": "exchanged letters with",
}
_DONE: dict[ContactMode, str] = {"call": "held", "meeting": "held", "visit": "made", "talks": "held", "letter": "sent"}
"""What is said of a contact that took place, after it was planned."""
_LENGTH = re.compile(r"\b(?:minutes?|hours?)\b")


def parties_of(context: BriefContext, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who took part, by the claim that names most people: "Biden – Putin" before "the White House – the Kremlin"."""
    named = Counter(claim.parties for claim in claims if isinstance(claim, Contact))
    return max(named, key=lambda parties: (context.persons(parties), named[parties]))


def _topic(context: BriefContext, claims: tuple[Contact, ...]) -> Inlines:
    parties, host = parties_of(context, claims), claims[0].host
    where = common(claims, lambda claim: context.place(claim.place))
    return joined(
        Run(" – ".join(context.name(party) for party in parties), "strong"),
        f"in {where}" if where else "",
        f"hosted by {context.name(host)}" if host and host not in parties else "",
        common(claims, lambda claim: when_words(claim.when)),
    )


def _detail(claim: Contact) -> str:
    return minutes_words(claim.minutes) if claim.minutes else ""


def length_passage(claim: Contact) -> str:
    """The report's own words on the length of a contact, where it tells it."""
    lengths = [span.exact for span in claim.evidence if claim.minutes and _LENGTH.search(span.exact)]
    return number_passage(lengths or [span.exact for span in claim.evidence])


def _row(context: BriefContext, claim: Contact) -> TableRow:
    low, high = (claim.minutes.low, claim.minutes.high) if claim.minutes else (None, None)
    return claim.mode, context.full_names(claim.parties), number_cell(low), number_cell(high), context.full_name(claim.host or "")


def _fields(context: BriefContext, claim: Contact) -> ShowFields:
    return [("length", _detail(claim))]


VIEW = KindView[Contact](
    columns=("mode", "parties", "minutes_low", "minutes_high", "host"),
    row=_row,
    fields=_fields,
    heading="Contacts",
    label=lambda claim: MODES[claim.mode],
    topic=_topic,
    detail=_detail,
    dispute_words=lambda claim: f"“{inner(length_passage(claim))}”",
    agreed_rank=1,
    dispute_rank=2,
    is_quoted=lambda claim: False,
    done=lambda claim: _DONE[claim.mode],
    shows_label=True,
    shows_detail=True,
)
