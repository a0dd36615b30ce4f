"""Whether what was read back from a database hangs together: every span shows its words, every id is of something.

JSON of the right shape can still be wrong, in a file that was damaged or edited by hand; the stages behind rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, get_args

import msgspec

from rapporteur.kinds import ACTOR_FIELDS, kind_of
from rapporteur.model import Claim, Extraction, Report, Span


def fault_of_report(report: Report, ident: object, name: object, signature: object) -> str | None:
    """What is wrong with a report beside what its row says."""
    if (report.id, report.name) != (ident, name) or not isinstance(signature, str):
        return "its row and its body differ"
    if not _utf8(report.text):
        return "its text is no text"
    if report.published and not _is_day(report.published[:10]):
        return f"it was published on no day: {report.published}"
    return _fault_of_spans(report.furniture, report)


def fault(report: Report, extraction: Extraction) -> str | None:
    """What is wrong with what a report has yielded."""
    ids = {actor.id for actor in extraction.actors}
    where = {place.id for place in extraction.places}
    for claim in extraction.claims:
        if reason := _fault_of_claim(claim, report, ids, where):
            return f"claim {claim.id}: {reason}"
    spans = (span for noun in (*extraction.places, *extraction.times) for span in _spans(noun))
    roles = (role.span for actor in extraction.actors for role in actor.roles if role.span)
    days = (day for time in extraction.times for day in (time.start, time.end) if day)
    return _fault_of_spans((*spans, *roles), report) or _fault_of_days(days)


def _fault_of_claim(claim: Claim, report: Report, actors: set[str], places: set[str]) -> str | None:
    if claim.report != report.id:
        return f"it is of another report, {claim.report}"
    if not claim.evidence:
        return "it has no evidence"
    if missing := next((ident for ident in _actors(claim) if ident not in actors), None):
        return f"it names an actor that is not there, {missing}"
    if claim.where and claim.where not in places:
        return f"it names a place that is not there, {claim.where}"
    days = (day for day in (claim.when.start, claim.when.end) if day) if claim.when else ()
    return _fault_of_spans(_spans(claim), report) or _fault_of_days(days)


def _fault_of_spans(spans: Iterable[Span], report: Report) -> str | None:
    text, ident = report.text, report.id
    for span in spans:
        if text[span.start : span.end] != span.exact or not 0 <= span.start < span.end or span.report != ident:
            return f"the words at {span.start}-{span.end} are not “{span.exact[:40]}”"
    return None


def _fault_of_days(days: Iterable[str]) -> str | None:
    return next((f"{day} is no day" for day in days if not _is_day(day)), None)


@cache
def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _utf8(text: str) -> bool:
    try:
        return bool(text.encode())
    except UnicodeError:
        return False


def _actors(claim: Claim) -> list[str]:
    values = [getattr(claim, name) for name in ACTOR_FIELDS[kind_of(claim)]]
    return [ident for value in values for ident in ((value,) if isinstance(value, str) else value or ())]


def _spans(noun: msgspec.Struct) -> list[Span]:
    values = [getattr(noun, name) for name in _span_fields(type(noun))]
    return [span for value in values for span in ((value,) if isinstance(value, Span) else value or ())]


@cache
def _span_fields(noun: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields that hold spans, one or several."""
    return tuple(field.name for field in msgspec.structs.fields(noun) if _holds_spans(field.type))


def _holds_spans(sort: Any) -> bool:
    return sort is Span or any(map(_holds_spans, get_args(sort)))
