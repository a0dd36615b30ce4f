"""How a thing stood from one day to the next: a piece of its line in the brief, and lines of their own in `show`.

"planned on 12 Feb [1], held on 14 Feb [2][3]": days on which nothing new was told are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.model import Claim, Factuality, Step
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inline, Inlines, Run
from rapporteur.views.brief.phrasing import date_words
from rapporteur.views.brief.wording import wrapped
from rapporteur.views.evidence import snippet
from rapporteur.views.kinds import view_of
from rapporteur.views.typography import printable

_LONG_SNIPPET = 160
"""Letters of the words that a step is told in, before they are cut."""


def status_line(context: BriefContext, steps: Sequence[Step]) -> Inlines:
    """The steps as a piece of a line, each with the reports that tell it."""
    line: list[Inline] = []
    for step, claims in _changes(context, steps):
        line += [Run(", ")] if line else []
        on = f" on {date_words(step.published)} " if step.published else " "
        line += [Run(status_word(step.standing, claims[0]), "denied" if step.standing == "denied" else "standing"), Run(on)]
        line += context.links(claims)
    return tuple(line)


def status_lines(context: BriefContext, steps: Sequence[Step]) -> list[str]:
    """The steps as lines for a terminal: day, standing, outlets with the numbers of their reports, words of the first.

    No lines where the standing did not change.
    """
    lines = [line for step, claims in _resolved(context, steps) for line in _step_lines(context, step, claims)]
    return ["", "Over time:", *lines] if lines else []


def status_words(steps: Sequence[Step]) -> str:
    """The steps for a cell of a table.

    >>> status_words((Step(published="2022-02-12", standing="planned", claims=()),))
    'planned 2022-02-12'
    """
    return ", ".join(f"{step.standing} {step.published or ''}".strip() for step in steps)


def status_word(standing: Factuality, claim: Claim) -> str:
    """A standing as a step: a meeting that was planned is "held", a deed that was feared "done"."""
    return view_of(claim).done(claim) if standing == "stated" else standing


def _resolved(context: BriefContext, steps: Sequence[Step]) -> Iterator[tuple[Step, tuple[Claim, ...]]]:
    """The steps with those of their claims that the record holds."""
    for step in steps:
        claims = tuple(context.claim[claim] for claim in step.claims if claim in context.claim)
        if claims:
            yield step, claims


def _changes(context: BriefContext, steps: Sequence[Step]) -> Iterator[tuple[Step, tuple[Claim, ...]]]:
    """The steps but for those that only repeat how it stood the day before."""
    resolved = list(_resolved(context, steps))
    before: set[Factuality] = set()
    for day in dict.fromkeys(step.published for step, _ in resolved):
        today = [(step, claims) for step, claims in resolved if step.published == day]
        yield from ((step, claims) for step, claims in today if step.standing not in before)
        before = {step.standing for step, _ in today}


def _step_lines(context: BriefContext, step: Step, claims: tuple[Claim, ...]) -> list[str]:
    day = date_words(step.published) if step.published else "undated"
    outlets = dict.fromkeys(f"{context.source(claim.report)} [{context.number.get(claim.report, '?')}]" for claim in claims)
    head = f"  {day:>7}  {status_word(step.standing, claims[0])}: {printable(', '.join(outlets))}: "
    text = head + f"“{printable(snippet(claims[0], _LONG_SNIPPET))}”"
    return wrapped(text, " " * 11)
