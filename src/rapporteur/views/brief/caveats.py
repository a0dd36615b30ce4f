"""What a reader must know before trusting a brief: what the reports lack, what went unread, and what was checked.

A report without outlet or date gives "[1]: no outlet, no date, no link"; the last line counts the spans whose words
were found at their place in the report's text.
"""

from __future__ import annotations

from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.model import Record, Report, Span
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Items, Run, Section
from rapporteur.views.brief.phrasing import count_words, more_words, sentence_case
from rapporteur.views.evidence import is_exact
from rapporteur.views.typography import clip

_MOST = 12
"""Reports or problems named in one line; more are counted."""
_LONG_REASON = 200
"""Letters of a problem before it is cut."""


def gate(record: Record) -> tuple[int, int]:
    """How many spans of evidence say exactly what their report has at that place, and how many there are."""
    reports = {report.id: report for report in record.reports}
    spans = [span for claim in record.claims for span in claim.evidence]
    return sum(is_exact(span, reports.get(span.report)) for span in spans), len(spans)


def silent_sentences(context: BriefContext) -> dict[str, tuple[int, int]]:
    """Per report id: sentences outside page furniture without a claim, and all sentences outside it."""
    cited: dict[str, list[Span]] = {}
    for claim in context.record.claims:
        for span in claim.evidence:
            cited.setdefault(span.report, []).append(span)
    return {report.id: _silent(context, report, cited.get(report.id, [])) for report in context.record.reports}


def _silent(context: BriefContext, report: Report, evidence: list[Span]) -> tuple[int, int]:
    furniture, cited = (Intervals((s.start, s.end, s) for s in spans) for spans in (report.furniture, evidence))
    read = [pair for pair in context.bounds(report) if not furniture.over(*pair)]
    return sum(not cited.over(*pair) for pair in read), len(read)


def caveats_section(context: BriefContext) -> Section:
    """The section "Read with care": never empty where there is a report."""
    parts = (_lacking, _furniture, _one_voice, _unclaimed, _problems, _totals)
    lines = [line for part in parts for line in part(context)]
    return Section("care", "Read with care", (Items(tuple(lines)),) if context.record.reports else ())


def _numbers(context: BriefContext, reports: list[str]) -> Run:
    shown = " ".join(f"[{context.number[report]}]" for report in reports[:_MOST])
    return Run(f"{shown} and {len(reports) - _MOST:,} more" if len(reports) > _MOST else shown, "numbers")


def _lacking(context: BriefContext) -> list[Inlines]:
    groups: dict[str, list[str]] = {}
    for report in context.record.reports:
        given = {"outlet": report.outlet, "date": report.published, "link": report.url}
        lack = [name for name, value in given.items() if not value]
        if lack:
            words = " or ".join([", ".join(lack[:-1]), lack[-1]] if len(lack) > 1 else lack)
            groups.setdefault(words, []).append(report.id)
    return [(Run(f"No {lack} is known for "), _numbers(context, reports), Run(".")) for lack, reports in groups.items()]


def _furniture(context: BriefContext) -> list[Inlines]:
    marked = [report.id for report in context.record.reports if report.furniture]
    if not marked:
        return []
    spans = sum(len(report.furniture) for report in context.record.reports)
    words = count_words(spans, "piece")
    return [(Run(f"{sentence_case(words)} of page furniture marked and not read, in "), _numbers(context, marked), Run("."))]


def _one_voice(context: BriefContext) -> list[Inlines]:
    """Reports that tell the same from one origin count once; say how often that happened, and between which reports."""
    findings = [finding for finding in context.record.findings if not finding.steps]
    by_finding = [({claim.report for claim in context.claims(finding)}, finding) for finding in findings]
    shared = [reports for reports, finding in by_finding if len(reports) > len(finding.origins)]
    if not shared:
        return []
    reports = sorted(set().union(*shared), key=lambda report: context.number.get(report, 0))
    words = (
        f"{sentence_case(count_words(len(shared), 'finding'))} told by several reports that go back to one origin (a "
        f"reprint, an agency, one spokesman): one voice, not agreement. Reports: "
    )
    return [(Run(words), _numbers(context, reports), Run("."))]


def _unclaimed(context: BriefContext) -> list[Inlines]:
    counts = silent_sentences(context)
    silent, read = sum(pair[0] for pair in counts.values()), sum(pair[1] for pair in counts.values())
    if not silent:
        return []
    most = sorted((report for report in counts if counts[report][0]), key=lambda report: -counts[report][0])[:_MOST]
    where = ", ".join(f"{counts[report][0]} in [{context.number[report]}]" for report in most)
    where += " …" if len(most) == _MOST else ""
    return [(Run(f"Of {read:,} sentences, {silent:,} led to no claim: "), Run(where, "numbers"), Run("."))]


def _problems(context: BriefContext) -> list[Inlines]:
    problems = context.record.problems
    shown: list[Inlines] = [
        (Run("Problem: ", "strong"), Run(f"{problem.report} ({problem.stage}): {clip(problem.reason, _LONG_REASON)}"))
        for problem in problems[:_MOST]
    ]
    left = len(problems) - _MOST
    return [*shown, (Run(more_words(left, "problems")),)] if left > 0 else shown


def _totals(context: BriefContext) -> list[Inlines]:
    exact, spans = gate(context.record)
    record = context.record
    words = (
        f"{sentence_case(count_words(len(record.claims), 'claim'))} in {count_words(len(record.findings), 'finding')}. "
        f"Checked: {exact:,} of {spans:,} quoted passages stand word for word at their place in their report."
    )
    return [(Run(words, "plain" if exact == spans else "strong"),), (Run(f"Made by {record.signature}.", "muted"),)]
