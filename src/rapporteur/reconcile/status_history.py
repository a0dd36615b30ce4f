"""How a thing stood over time, planned on Monday and held on Wednesday, and which standings time does not explain.

What is planned, feared or announced may come true or be denied later; that is its course and no contradiction. What is
told as done and by somebody else as not done can't both be, whenever they say so: time undoes no deed.

>>> from rapporteur.model import Contact, Report
>>> from rapporteur.reconcile.comparison_context import ComparisonContext
>>> days = {"a": "2024-05-03", "b": "2024-05-05"}
>>> context = ComparisonContext.of((), [Report(id=i, name=i, text="", published=day) for i, day in days.items()], {})
>>> planned = Contact(id="1", report="a", evidence=(), parties=("mli", "tcd"), mode="talks", factuality="planned")
>>> held = Contact(id="2", report="b", evidence=(), parties=("mli", "tcd"), mode="talks")
>>> [(step.published, step.standing) for step in status_history((held, planned), context)], clash((held, planned), context)
([('2024-05-03', 'planned'), ('2024-05-05', 'stated')], None)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from rapporteur.model import Claim, Factuality, Step
from rapporteur.reconcile import date_intervals
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.source_identity import SourceIdentity

AHEAD: frozenset[Factuality] = frozenset({"planned", "possible", "conditional"})
"""Standings of what is still to come, or open."""
_ORDER: tuple[Factuality, ...] = ("possible", "conditional", "planned", "stated", "denied")
_KINDS = ("undone", "denied", "ahead")

ClashKind = Literal["undone", "denied", "ahead"]


class Clash(NamedTuple):
    """Two claims whose standings time does not explain.

    `kind`: "undone" (told as done and as not done), "denied" (to come and denied), "ahead" (to come and done already).
    """

    kind: ClashKind
    one: Claim
    other: Claim


def status_history(claims: Sequence[Claim], context: ComparisonContext) -> tuple[Step, ...]:
    """A step for each day of publication and standing, the oldest first (an unknown day before all); none where the
    standing did not change from one day to another."""
    by_step: dict[tuple[str, int], list[str]] = {}
    for claim in claims:
        by_step.setdefault((_day(claim, context) or "", _ORDER.index(claim.factuality)), []).append(claim.id)
    by_day: dict[str, set[int]] = {}
    for day, standing in by_step:
        by_day.setdefault(day, set()).add(standing)
    if len({frozenset(standings) for day, standings in by_day.items() if day}) < 2:
        return ()
    return tuple(
        Step(published=day or None, standing=_ORDER[standing], claims=tuple(ids))
        for (day, standing), ids in sorted(by_step.items())
    )


def current_status(history: Sequence[Step]) -> Factuality | None:
    """How it stands by the reports of the last day; `None` where those do not agree, or there is no history."""
    last = {step.standing for step in history if step.published == history[-1].published}
    return last.pop() if len(last) == 1 else None


def history_in_words(history: Sequence[Step], done: str, context: ComparisonContext, reports: Mapping[str, str]) -> str:
    """ "Planned on 3 May (The Post), held on 5 May (The Gazette)."

    `done` is the word for what took place, `reports` leads from a claim's id to its report's. Days on which nothing new was
    told are left out.
    """
    parts: list[str] = []
    before: set[Factuality] = set()
    for day in dict.fromkeys(step.published for step in history):
        steps = [step for step in history if step.published == day]
        parts += [_part(step, done, context, reports) for step in steps if step.standing not in before]
        before = {step.standing for step in steps}
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _part(step: Step, done: str, context: ComparisonContext, reports: Mapping[str, str]) -> str:
    word = done if step.standing == "stated" else step.standing
    printed_by = sorted({context.publisher(reports[claim]) for claim in step.claims if claim in reports})
    on = f" on {date_intervals.day_label(step.published)}" if step.published else ""
    return f"{word}{on} ({listed(source.label for source in printed_by[:3])})"


def clash(claims: Sequence[Claim], context: ComparisonContext) -> Clash | None:
    """The gravest pair of claims that can't be a course of one thing: done and denied before denied and expected."""
    distinct = {(c.factuality, _day(c, context), _source(c, context), c.when): c for c in claims}
    clashes = [c for pair in combinations(distinct.values(), 2) if (c := _clash(*pair, context)) is not None]
    return min(clashes, key=lambda c: _KINDS.index(c.kind), default=None)


def _clash(a: Claim, b: Claim, context: ComparisonContext) -> Clash | None:
    standings = {a.factuality, b.factuality}
    if len(standings) == 1 or standings <= AHEAD:
        return None
    one, other = _day(a, context), _day(b, context)
    if one and other and one != other and _follows(*((a, b) if one < other else (b, a)), context):
        return None
    if "denied" not in standings:
        return Clash("ahead", a, b)
    return Clash("undone" if "stated" in standings else "denied", a, b)


def _follows(earlier: Claim, later: Claim, context: ComparisonContext) -> bool:
    """Whether what a later report says may have come about since the earlier one, or is its source's own correction."""
    if earlier.factuality in AHEAD:
        return True
    if earlier.factuality == "stated":
        return later.factuality == "denied" and _source(earlier, context) == _source(later, context)
    done = date_intervals.interval_of(later.when)
    published = context.published(earlier.report)
    since = done is not None and done[0] is not None and published is not None and done[0] >= published
    return later.factuality != "stated" or since


def _source(claim: Claim, context: ComparisonContext) -> SourceIdentity:
    return SourceIdentity.named("actor", claim.said_by[-1]) if claim.said_by else context.publisher(claim.report)


def _day(claim: Claim, context: ComparisonContext) -> str | None:
    """The ISO day on which the claim's report was published."""
    report = context.reports.get(claim.report)
    published = report.published if report else None
    return published[:10] if published and date_intervals.ordinal(published) is not None else None
