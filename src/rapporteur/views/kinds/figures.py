"""Figures to their readers: how many of what, and whose.

"Varnia: soldiers" is the topic, "at least 90,000" the detail; on a line of its own "Varnia: at least 90,000 soldiers".
"""

from __future__ import annotations

from rapporteur.model import Figure
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.brief.phrasing import amount_words, sentence_case, when_words
from rapporteur.views.brief.topics import common, joined
from rapporteur.views.evidence import number_passage
from rapporteur.views.kinds.kind_view import KindView, ShowFields
from rapporteur.views.table_formats import TableRow, number_cell
from rapporteur.views.typography import inner


def _topic(context: BriefContext, claims: tuple[Figure, ...]) -> Inlines:
    return _of(context, claims, claims[0].of)


def _line_topic(context: BriefContext, claims: tuple[Figure, ...]) -> Inlines:
    return _of(context, claims, _with_amount(claims[0]))


def _of(context: BriefContext, claims: tuple[Figure, ...], words: str) -> Inlines:
    """Whose they are and what is counted, in `words`; where, and when."""
    whose = claims[0].subject
    where = common(claims, lambda claim: context.place(claim.place))
    text = f"{context.name(whose)}: {words}" if whose else sentence_case(words)
    return joined(Run(text, "strong"), f"in {where}" if where else "", common(claims, lambda claim: when_words(claim.when)))


def _with_amount(claim: Figure) -> str:
    return f"{amount_words(claim.amount)} {claim.of}"


def _lead_topic(context: BriefContext, claim: Figure) -> str:
    whose = f"{context.name(claim.subject)}’s " if claim.subject else ""
    return f"the number of {whose}{claim.of}"


def _detail(claim: Figure) -> str:
    return amount_words(claim.amount)


def _dispute_words(claim: Figure) -> str:
    return f"“{inner(number_passage([span.exact for span in claim.evidence]))}”"


def _row(context: BriefContext, claim: Figure) -> TableRow:
    amount = claim.amount
    return context.full_name(claim.subject or ""), claim.of, number_cell(amount.low), number_cell(amount.high), amount.unit or ""


def _fields(context: BriefContext, claim: Figure) -> ShowFields:
    return [("amount", _with_amount(claim))]


VIEW = KindView[Figure](
    columns=("subject", "of", "low", "high", "unit"),
    row=_row,
    fields=_fields,
    heading="Figures",
    label=lambda claim: "Figure",
    topic=_topic,
    detail=_detail,
    dispute_words=_dispute_words,
    agreed_rank=4,
    dispute_rank=1,
    line_topic=_line_topic,
    lead_topic=_lead_topic,
    lead_words=_detail,
    is_quoted=lambda claim: False,
    voices=lambda claim: claim.said_by,
)
