"""How a thing stood from one day to the next: a piece of its line in the brief, and lines of their own in `show`.

"planned on 12 Feb [1], held on 14 Feb [2][3]": days on which nothing new was told are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.model import Claim, Contact, Factuality, Forecast, Step
from rapporteur.views.content import Line, Piece, Run
from rapporteur.views.desk import Desk
from rapporteur.views.passage import printable, snippet
from rapporteur.views.phrase import DONE, date_words
from rapporteur.views.wording import wrapped


def course(desk: Desk, steps: Sequence[Step]) -> Line:
    """The steps as a piece of a line, each with the reports that tell it."""
    pieces: list[Piece] = []
    for step, claims in _news(desk, steps):
        pieces += [Run(", ")] if pieces else []
        on = f" on {date_words(step.published)} " if step.published else " "
        pieces += [Run(stood(step.standing, claims[0]), "denied" if step.standing == "denied" else "standing"), Run(on)]
        pieces += desk.chips(claims)
    return tuple(pieces)


def course_lines(desk: Desk, steps: Sequence[Step]) -> list[str]:
    """The steps as lines for a terminal: day, standing, outlets with the numbers of their reports, words of the first.

    No lines where the standing did not change.
    """
    lines = [line for step, claims in _held(desk, steps) for line in _step_lines(desk, step, claims)]
    return ["", "Over time:", *lines] if lines else []


def course_words(steps: Sequence[Step]) -> str:
    """The steps for a cell of a table.

    >>> course_words((Step(published="2022-02-12", standing="planned", claims=()),))
    'planned 2022-02-12'
    """
    return ", ".join(f"{step.standing} {step.published or ''}".strip() for step in steps)


def stood(standing: Factuality, claim: Claim) -> str:
    """A standing as a step: a meeting that was planned is "held", a deed that was feared "done"."""
    if standing != "stated":
        return standing
    if isinstance(claim, Contact):
        return DONE[claim.mode]
    return "said as certain" if isinstance(claim, Forecast) else "done"


def _held(desk: Desk, steps: Sequence[Step]) -> Iterator[tuple[Step, tuple[Claim, ...]]]:
    """The steps with those of their claims that the record holds."""
    for step in steps:
        claims = tuple(desk.claim[claim] for claim in step.claims if claim in desk.claim)
        if claims:
            yield step, claims


def _news(desk: Desk, steps: Sequence[Step]) -> Iterator[tuple[Step, tuple[Claim, ...]]]:
    """The steps but for those that only repeat how it stood the day before."""
    held = list(_held(desk, steps))
    before: set[Factuality] = set()
    for day in dict.fromkeys(step.published for step, _ in held):
        today = [(step, claims) for step, claims in held if step.published == day]
        yield from ((step, claims) for step, claims in today if step.standing not in before)
        before = {step.standing for step, _ in today}


def _step_lines(desk: Desk, step: Step, claims: tuple[Claim, ...]) -> list[str]:
    day = date_words(step.published) if step.published else "undated"
    outlets = dict.fromkeys(f"{desk.source(claim.report)} [{desk.number.get(claim.report, '?')}]" for claim in claims)
    head = f"  {day:>7}  {stood(step.standing, claims[0])}: {printable(', '.join(outlets))}: "
    text = head + f"“{printable(snippet(claims[0], 160))}”"
    return wrapped(text, " " * 11)
