"""Statements to their readers: who said what to whom.

"Iva Stor to Kelm, accusing …" is the topic, "“no one has closed any door” [1]" the detail beside it.
"""

from __future__ import annotations

from rapporteur.model import Statement
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.kinds.kind_view import KindView, ShowFields
from rapporteur.views.table_formats import TableRow
from rapporteur.views.typography import clip

LONG_QUOTE = 180
"""Letters of an utterance before it is cut."""


def speaker(context: BriefContext, claim: Statement) -> str:
    """Who speaks: the actor's name, or how the report names the speaker."""
    return context.name(claim.speaker) if claim.speaker else claim.speaker_words


def _topic(context: BriefContext, claims: tuple[Statement, ...]) -> Inlines:
    claim = claims[0]
    to = f" to {context.name(claim.addressee)}" if claim.addressee else ""
    if (claim.cue or "").startswith("accus"):  # "each side: shooting first" would be an admission
        to = f", accusing{to.removeprefix(' to')}"
    through = f", through {', '.join(context.name(actor) for actor in claim.said_by)}" if claim.said_by else ""
    who = Run(speaker(context, claim), "strong")
    return (who, Run(to + through)) if to + through else (who,)


def _detail(claim: Statement) -> str:
    return clip(claim.words, LONG_QUOTE)


def _row(context: BriefContext, claim: Statement) -> TableRow:
    name = context.full_name(claim.speaker) if claim.speaker else claim.speaker_words
    return name, context.full_name(claim.addressee or ""), claim.form, claim.cue or "", claim.words


def _fields(context: BriefContext, claim: Statement) -> ShowFields:
    return [("words", claim.words), ("form", claim.form), ("cue", claim.cue or "")]


VIEW = KindView[Statement](
    columns=("speaker", "addressee", "form", "cue", "said"),
    row=_row,
    fields=_fields,
    heading="Said",
    label=lambda claim: "Said",
    topic=_topic,
    detail=_detail,
    dispute_words=_detail,
    agreed_rank=2,
    dispute_rank=6,
    lead_topic=lambda context, claim: f"the words of {speaker(context, claim)}",
    is_quoted=lambda claim: claim.form != "indirect",
    names_voucher=True,
    shows_detail=True,
)
