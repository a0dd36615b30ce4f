"""Forecasts, threats, warnings and promises: what is said to come, on what condition, how likely, by whom.

"Keita warned that rebels could attack within days" is a possible forecast of "rebels could attack", as a warning.
"""

from __future__ import annotations

from datetime import date

from rapporteur.extract.document import Document
from rapporteur.extract.prospects import Prospect, prospects
from rapporteur.extract.time import to_when
from rapporteur.model import Forecast, When

_FAR = 180
"""Days ahead at which a day of the month without a year is more likely one that has passed."""


def find(doc: Document) -> list[Forecast]:
    """The forecasts of one report, in text order, one per event word."""
    return [_claim(doc, prospect) for prospect in prospects(doc)]


def _claim(doc: Document, prospect: Prospect) -> Forecast:
    at, condition = prospect.at, prospect.condition
    return doc.numbered(
        Forecast(
            id="", report=doc.report.id, evidence=(doc.sentence_span(at),), rule=(prospect.rule, *doc.factuality(at).rule),
            said_by=prospect.said_by,
            factuality=prospect.factuality, when=_when(doc, at), place=doc.place(at), event=doc.text(*prospect.words),
            stance=prospect.stance, condition=doc.text(*condition) if condition is not None else None,
            likelihood=prospect.likelihood,
        )
    )  # fmt: skip


def _when(doc: Document, at: int) -> When | None:
    """The day of what is foretold, not that of a thing in its words ("avenge the raid of 1 April", read as next year's)."""
    tree, timex, when = doc.tree, doc.timeline.timex(at), doc.when(at)
    if timex is not None and not tree.is_verb(at) and not tree.children(at, "cop") and not tree.below(timex.start, at):
        return None  # "warned on Friday of an attack": Friday is the day of the warning
    if when is None:
        return _within(doc, at)
    if timex is None or when.start is None or doc.report.published is None:
        return when
    ahead = date.fromisoformat(when.start[:10]) - date.fromisoformat(doc.report.published[:10])
    dated = any(c.isdigit() and len(c) == 4 for c in (tree.lower[i] for i in range(timex.start, timex.end)))
    return None if ahead.days > _FAR and not dated and tree.objects(at) else when


def _within(doc: Document, at: int) -> When | None:
    """ "Could fall within 90 days": a length of time that starts with the report is a term."""
    first, last = doc.tree.edges(at)
    ahead = (t for t in doc.times if t.type == "DURATION" and t.direction == "future" and t.low and first <= t.start < last)
    term = next(ahead, None)
    return to_when(term) if term is not None else None
