"""The record as a brief: what matters first, every line with its sources, nothing that the record doesn't hold.

A `Record` of two reports that both have Biden calling Putin gives a `Brief` whose section "Agreed" holds the row
`Call | Biden – Putin, Saturday 12 Feb | [1][2]`. Markdown and HTML are two renderings of this one value.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.model import KINDS, Claim, Event, Forecast, Record, Verdict
from rapporteur.views.brief.caveats import caveats_section
from rapporteur.views.brief.context import BriefContext, BriefFinding
from rapporteur.views.brief.lead import dispute_rank, lead
from rapporteur.views.brief.nodes import Brief, Inline, Inlines, Run, Section, Table, Wording
from rapporteur.views.brief.phrasing import count_words, days_title, more_words, when_words
from rapporteur.views.brief.precautions import precaution_rows, precautions_section
from rapporteur.views.brief.redundancy import is_redundant
from rapporteur.views.brief.rows import (
    detail,
    dispute_words,
    is_to_come,
    label,
    standing,
    subject,
    topic,
    weight,
    wordings,
)
from rapporteur.views.brief.sole import sole_section
from rapporteur.views.brief.topics import common, sayer
from rapporteur.views.kinds import KIND_VIEWS
from rapporteur.views.kinds.events import GRAVE, event_noun
from rapporteur.views.typography import clip, inner

_ROWS = 24
"""Rows of one kind in "Agreed", and of each other table: what fits a page or two; `rapporteur list` has the rest."""
_SAYERS = 4
_FORECAST_WORDINGS = 3
_LONG_REASON = 300
_LONG_CONDITION = 120
"""Letters of why reports differ, and of a condition, before they are cut."""
_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "ru": "Russian", "uk": "Ukrainian"}


def compose(record: Record) -> Brief:
    """The brief of a record. Same record, same brief; raises nothing, an empty record gives an empty brief."""
    context = BriefContext(record)
    findings = _findings(context)
    opening = lead(context, findings)  # first, for names stand in full where they are first read
    sections = (
        _agreed(context, findings),
        _disputes(context, findings, "conflict"),
        _disputes(context, findings, "differs"),
        _to_come(context, findings),
        precautions_section(context, findings, _ROWS),
        sole_section(context, findings),
        caveats_section(context),
    )
    reports = context.cited_reports()
    return Brief(
        title=days_title([report.published for report in record.reports if report.published]),
        facts=_facts(record),
        lead=opening,
        sections=tuple(section for section in sections if section.blocks),
        sources=reports,
        unlisted=len(record.reports) - len(reports),
    )


def _findings(context: BriefContext) -> list[BriefFinding]:
    """The findings by weight, without those whose claims the record doesn't hold or that repeat others."""
    pairs = (BriefFinding(finding, context.claims(finding)) for finding in sorted(context.record.findings, key=weight))
    return [pair for pair in pairs if pair.claims and not is_redundant(context, pair.claims)]


def _facts(record: Record) -> tuple[str, ...]:
    outlets = len({report.outlet for report in record.reports if report.outlet})
    languages = sorted({report.lang for report in record.reports if report.lang})
    return (
        count_words(len(record.reports), "report"),
        count_words(outlets, "outlet") if outlets else "no outlet named",
        *([", ".join(_LANGUAGES.get(lang, lang) for lang in languages)] if languages else []),
    )


def _agreed(context: BriefContext, findings: list[BriefFinding]) -> Section:
    blocks: list[Table] = []
    for kind in sorted(KINDS, key=lambda kind: KIND_VIEWS[kind].agreed_rank):
        agreed = [pair for pair in findings if pair.finding.kind == kind and pair.finding.verdict == "agreed"]
        rows = _agreed_rows(context, kind, [pair for pair in agreed if not is_to_come(pair.claims)])
        if rows:
            more = more_words(len(rows) - _ROWS, f"{kind}s")
            blocks.append(Table(("What", "Who", "As told"), tuple(rows[:_ROWS]), plain=True, more=more))
    note = "Two or more independent sources say the same."
    return Section("agreed", "Agreed", tuple(blocks), note + _on_marks(blocks))


def _agreed_rows(context: BriefContext, kind: str, findings: list[BriefFinding]) -> list[tuple[Inlines, ...]]:
    if kind == "precaution":
        return [((Run("Precaution"),), *row) for row in precaution_rows(context, findings, with_affected=False)]
    claim_groups = [pair.claims for pair in findings]
    return [((Run(label(claims[0])),), subject(context, claims), wordings(context, claims)) for claims in claim_groups]


def _on_marks(tables: Iterable[Table]) -> str:
    """What the marked words of a section mean, where it has any."""
    inlines = (inline for table in tables for row in table.rows for cell in row for inline in cell)
    some = any(isinstance(inline, Wording) and any(mark for _, mark in inline.parts) for inline in inlines)
    return " Words in bold stand in that wording and not in the other." if some else ""


def _disputes(context: BriefContext, findings: list[BriefFinding], verdict: Verdict) -> Section:
    disputes = sorted((pair for pair in findings if pair.finding.verdict == verdict), key=lambda pair: dispute_rank(pair.claims))
    rows = tuple(_dispute_row(context, pair) for pair in disputes[:_ROWS])
    table = Table(("On", "As told", "Why"), rows, more=more_words(len(disputes) - _ROWS))
    title = "They contradict each other" if verdict == "conflict" else "They differ"
    note = "Both can't be true." if verdict == "conflict" else "Not the same, but both may be true."
    anchor = "conflict" if verdict == "conflict" else "differ"
    return Section(anchor, title, (table,) if rows else (), note + _on_marks((table,)))


def _dispute_row(context: BriefContext, pair: BriefFinding) -> tuple[Inlines, ...]:
    mark = standing(context, pair.claims)
    about = (*topic(context, pair.claims), *((Run(" "), *mark) if mark else ()))
    return (about, wordings(context, pair.claims, dispute_words), (Run(clip(pair.finding.why, _LONG_REASON)),))


def _to_come(context: BriefContext, findings: list[BriefFinding]) -> Section:
    ahead = sorted((pair for pair in findings if is_to_come(pair.claims)), key=_gravity)
    rows = tuple(_to_come_row(context, pair.claims) for pair in ahead[:_ROWS])
    head = ("Who says", "What", "If / when", "Standing", "Source")
    table = Table(head, rows, more=more_words(len(ahead) - _ROWS, "forecasts"))
    return Section("to-come", "Said to come, and on what condition", (table,) if rows else ())


def _gravity(pair: BriefFinding) -> tuple[int, bool]:
    """More origins first; among equals forecasts and grave events before talk of agreement or aid."""
    first = pair.claims[0]
    return -len(pair.finding.origins), isinstance(first, Event) and first.type not in GRAVE


def _to_come_row(context: BriefContext, claims: tuple[Claim, ...]) -> tuple[Inlines, ...]:
    # In the order of the columns: a name stands in full in the first that has it.
    return (
        (Run(_sayers(context, claims)),),
        _forecast_words(context, claims),
        _terms(claims),
        _how_sure(context, claims),
        context.links(claims),
    )


def _sayers(context: BriefContext, claims: tuple[Claim, ...]) -> str:
    names = list(dict.fromkeys(sayer(context, claim) for claim in claims))
    more = f" and {len(names) - _SAYERS:,} more" if len(names) > _SAYERS else ""
    return " / ".join(names[:_SAYERS]) + more


def _forecast_words(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """An event as a noun, or the different wordings of one forecast; the links have a column of their own."""
    first = claims[0]
    if isinstance(first, Event):
        return (Run(event_noun(context, first)),)
    words = list(dict.fromkeys(detail(claim) for claim in claims))
    line: list[Inline] = []
    for text in words[:_FORECAST_WORDINGS]:
        line += [Run(" · "), Run(inner(text), "quote")] if line else [Run(inner(text), "quote")]
    left = len(words) - _FORECAST_WORDINGS
    return (*line, Run(f" +{left}", "muted")) if left > 0 else tuple(line)


def _terms(claims: tuple[Claim, ...]) -> Inlines:
    """On what condition, and when."""
    condition = common(claims, lambda claim: (claim.condition or "") if isinstance(claim, Forecast) else "")
    when = common(claims, lambda claim: when_words(claim.when))
    terms: list[Inline] = [Run(inner(clip(condition, _LONG_CONDITION)), "quote")] if condition else []
    return (*terms, Run(("; " if terms else "") + when)) if when else tuple(terms)


def _how_sure(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """The stance where it is a threat, warning or promise; the standing; and the words of likelihood."""
    first = claims[0]
    stance = (Run(f"{label(first).lower()}, "),) if isinstance(first, Forecast) and first.stance != "forecast" else ()
    mark = standing(context, claims) or (Run("said as certain", "muted"),)
    likely = common(claims, lambda claim: claim.likelihood.words if isinstance(claim, Forecast) and claim.likelihood else "")
    return (*stance, *mark, *((Run(" "), Run(inner(likely), "quote")) if likely else ()))
