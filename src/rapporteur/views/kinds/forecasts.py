"""Forecasts to their readers: what is said to come, who says so, and on what condition.

"Iva Stor, “an attack”, from Wednesday 16 Feb" is the topic.
"""

from __future__ import annotations

from rapporteur.model import Forecast, Stance
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.brief.phrasing import when_words
from rapporteur.views.brief.topics import common, joined, sayer
from rapporteur.views.kinds.kind_view import KindView, ShowFields
from rapporteur.views.table_formats import TableRow
from rapporteur.views.typography import clip, inner

STANCES: dict[Stance, tuple[str, str]] = {
    "forecast": ("Forecast", "foresaw"),
    "threat": ("Threat", "threatened"),
    "warning": ("Warning", "warned"),
    "promise": ("Promise", "promised"),
}
"""As a label, and as a verb of the past."""
_LONG_EVENT = 90
"""Letters of what is forecast, before they are cut."""


def _topic(context: BriefContext, claims: tuple[Forecast, ...]) -> Inlines:
    first = claims[0]
    when = common(claims, lambda claim: when_words(claim.when))
    return joined(Run(sayer(context, first), "strong"), Run(inner(_detail(first)), "quote"), when)


def _detail(claim: Forecast) -> str:
    return clip(claim.event, _LONG_EVENT)


def _dispute_words(claim: Forecast) -> str:
    when = when_words(claim.when)
    return f"{_detail(claim)} ({when})" if when else _detail(claim)


def _row(context: BriefContext, claim: Forecast) -> TableRow:
    return claim.stance, claim.event, claim.condition or "", _likelihood(claim)


def _likelihood(claim: Forecast) -> str:
    return claim.likelihood.words if claim.likelihood else ""


def _fields(context: BriefContext, claim: Forecast) -> ShowFields:
    return [("event", claim.event), ("condition", claim.condition or ""), ("likelihood", _likelihood(claim))]


VIEW = KindView[Forecast](
    columns=("stance", "event", "condition", "likelihood"),
    row=_row,
    fields=_fields,
    heading="Forecasts",
    label=lambda claim: STANCES[claim.stance][0],
    topic=_topic,
    detail=_detail,
    dispute_words=_dispute_words,
    agreed_rank=6,
    dispute_rank=4,
    is_to_come=lambda claims: True,
    voices=lambda claim: claim.said_by,
    done=lambda claim: "said as certain",
    names_voucher=True,
)
