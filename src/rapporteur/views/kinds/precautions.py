"""Precautions to their readers: who takes which, where.

"Germany, leave Kelm" is the topic; `ACTS` heads the rows in which the brief groups them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapporteur.model import Act, Claim, Precaution
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.brief.phrasing import sentence_case, when_words
from rapporteur.views.brief.topics import common, joined
from rapporteur.views.kinds.kind_view import KindView, ShowFields
from rapporteur.views.table_formats import TableRow
from rapporteur.views.typography import clip

ACTS: dict[Act, str] = {
    "advise-leave": "Citizens told to leave",
    "advise-against-travel": "Citizens told not to travel to",
    "evacuate": "People evacuated from",
    "withdraw-staff": "Staff withdrawn from",
    "withdraw-troops": "Troops withdrawn from",
    "shelter": "People told to shelter in",
    "close-post": "Posts closed in",
    "relocate-post": "Posts moved:",
    "suspend-flights": "Flights suspended:",
    "close-airspace": "Airspace closed:",
    "close-border": "Border closed:",
    "stay": "Staying in",
}
"""How a group of precautions is headed, in the order in which a duty-of-care desk needs them."""
_LONG_AFFECTED = 60
"""Letters of those whom a precaution affects, before they are cut."""
_PRONOUNS = ("he", "she", "it", "they", "we", "i", "them", "him", "her")
"""Whom a precaution affects when the report doesn't name them again: no news in a table that names the actor."""


def actor_of(context: BriefContext, claims: Sequence[Claim]) -> str:
    """Who takes a precaution: the state where one claim names it, "Germany" before "the German foreign ministry"."""
    actors = Counter(claim.actor for claim in claims if isinstance(claim, Precaution))
    return max(actors, key=lambda actor: (context.is_state(actor), actors[actor]))


def _topic(context: BriefContext, claims: tuple[Precaution, ...]) -> Inlines:
    who = Run(context.name(actor_of(context, claims)), "strong")
    return joined(who, _act(context, claims[0]), common(claims, lambda claim: when_words(claim.when)))


def _act(context: BriefContext, claim: Precaution) -> str:
    words = ACTS[claim.act]
    return f"{words[0].lower()}{words[1:].rstrip(':')} {context.place(claim.place)}".strip()


def _detail(claim: Precaution) -> str:
    return "" if (claim.affected or "").casefold() in _PRONOUNS else clip(claim.affected or "", _LONG_AFFECTED)


def _row(context: BriefContext, claim: Precaution) -> TableRow:
    return context.full_name(claim.actor), claim.act, claim.affected or ""


def _fields(context: BriefContext, claim: Precaution) -> ShowFields:
    return [("act", claim.act), ("affected", claim.affected or "")]


VIEW = KindView[Precaution](
    columns=("actor", "act", "affected"),
    row=_row,
    fields=_fields,
    heading="Precautions",
    label=lambda claim: sentence_case(claim.act.replace("-", " ")),
    topic=_topic,
    detail=_detail,
    dispute_words=_detail,
    agreed_rank=3,
    dispute_rank=3,
    voices=lambda claim: (*claim.said_by, claim.actor),
)
