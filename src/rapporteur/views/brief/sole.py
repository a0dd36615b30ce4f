"""What only one source says, under the report that says it.

A sole statement gives "Said: **Viktor Orban**: “a dead end”" under the heading of its report.
"""

from __future__ import annotations

from rapporteur.model import KINDS, Claim, Statement
from rapporteur.views.brief.context import BriefContext, BriefFinding
from rapporteur.views.brief.nodes import Inline, Inlines, Items, Run, Section
from rapporteur.views.brief.phrasing import more_words
from rapporteur.views.brief.precautions import precaution_rows
from rapporteur.views.brief.rows import detail, is_quoted, is_to_come, label, line_topic, subject
from rapporteur.views.kinds import KIND_VIEWS, view_of
from rapporteur.views.typography import clip, inner

_REPORTS = 16
"""Reports that get a block of their own; of the rest the findings are counted."""
_ITEMS = 8
"""Findings of one kind under one report; more are counted."""
_LONG_WORDS = 120
"""Letters of an utterance before it is cut."""


def sole_section(context: BriefContext, findings: list[BriefFinding]) -> Section:
    """The section "Only one says": reports in their order, indirect speech last in each."""
    sole = [pair for pair in findings if pair.finding.verdict == "sole" and not is_to_come(pair.claims)]
    by_report: dict[str, list[BriefFinding]] = {}
    for pair in sorted(sole, key=lambda pair: (context.number.get(_report_of(pair), 0), _is_indirect(pair.claims))):
        by_report.setdefault(_report_of(pair), []).append(pair)
    shown = list(by_report.items())[:_REPORTS]
    blocks = tuple(_block(context, report, group) for report, group in shown)
    left = len(sole) - sum(len(group) for _, group in shown)
    more = more_words(left, noun=f" in {len(by_report) - len(shown):,} more reports")
    return Section("sole", "Only one says", blocks + ((Items((), more=more),) if left else ()))


def _report_of(pair: BriefFinding) -> str:
    """The report under which a finding stands: the first, or the one that tells how it stands last."""
    finding, claims = pair
    last = [claim for claim in claims if finding.steps and claim.id in finding.steps[-1].claims]
    return (last or claims)[0].report


def _is_indirect(claims: tuple[Claim, ...]) -> bool:
    return isinstance(claims[0], Statement) and claims[0].form == "indirect"


def _block(context: BriefContext, report: str, group: list[BriefFinding]) -> Items:
    lines: list[Inlines] = []
    left = 0
    for kind in KINDS:
        pairs = [pair for pair in group if pair.finding.kind == kind]
        if kind == "precaution":
            lines += [(*act, Run(": "), *actors) for act, actors in precaution_rows(context, pairs, quiet=True)]
        elif pairs:
            items = [_item(context, claims) for _, claims in pairs[:_ITEMS]]
            lines.append((Run(f"{KIND_VIEWS[kind].heading}: ", "muted"), *_dotted(items)))
            left += max(0, len(pairs) - _ITEMS)
    return Items(tuple(lines), context.source(report), context.number.get(report), more_words(left))


def _dotted(items: list[Inlines]) -> Inlines:
    return tuple(inline for at, item in enumerate(items) for inline in ((Run(" · "), *item) if at else item))


def _item(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    first, view = claims[0], view_of(claims[0])
    line: list[Inline] = [Run(f"{label(first).lower()} ")] if view.shows_label else []
    line += subject(context, claims, line_topic)
    words = detail(first) if view.shows_detail else ""
    if words:
        line += [Run(": "), Run(inner(clip(words, _LONG_WORDS)), "quote") if is_quoted(first) else Run(words)]
    return (*line, Run(" "), *context.links(claims, quiet=len({claim.report for claim in claims}) == 1))
