"""Precautions in the brief: one row per act and place, whoever took it.

"Citizens told to leave Ukraine | Germany [1][2] · Canada [2][3]"
"""

from __future__ import annotations

from rapporteur.model import Act, Claim, Precaution
from rapporteur.views.brief.context import BriefContext, BriefFinding
from rapporteur.views.brief.nodes import Inline, Inlines, Run, Section, Table
from rapporteur.views.brief.phrasing import more_words
from rapporteur.views.brief.rows import detail, standing, wordings
from rapporteur.views.brief.topics import common
from rapporteur.views.kinds.precautions import ACTS, actor_of

_NAMES = 40
"""Actors named in one row; more are counted."""


def precautions_section(context: BriefContext, findings: list[BriefFinding], limit: int) -> Section:
    """The section "Who told whom to leave", of at most `limit` rows."""
    rows = precaution_rows(context, [pair for pair in findings if pair.finding.kind == "precaution"])
    table = Table(("What", "Who"), tuple(rows[:limit]), more=more_words(len(rows) - limit, "precautions", " groups"))
    return Section("leaving", "Who told whom to leave", (table,) if rows else ())


def precaution_rows(
    context: BriefContext, findings: list[BriefFinding], quiet: bool = False, with_affected: bool = True
) -> list[tuple[Inlines, ...]]:
    """The acts that most take first, among equals in the order of `ACTS`.

    `quiet` where a heading already names the report, `with_affected` to give the words for those affected.
    """
    groups: dict[tuple[Act, str], list[tuple[Claim, ...]]] = {}
    for _, claims in findings:
        if isinstance(claims[0], Precaution):
            place = common(claims, lambda claim: context.place(claim.place))
            groups.setdefault((claims[0].act, place), []).append(claims)
    order = list(ACTS)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), order.index(item[0][0]), item[0][1]))
    return [_row(context, act, place, group, quiet, with_affected) for (act, place), group in ordered]


def _row(
    context: BriefContext, act: Act, place: str, group: list[tuple[Claim, ...]], quiet: bool, with_affected: bool
) -> tuple[Inlines, ...]:
    heading = ACTS[act] if place else ACTS[act].removesuffix(" in").removesuffix(" from").removesuffix(" to")
    line: list[Inline] = []
    for claims in group[:_NAMES]:
        line += [Run(" · ")] if line else []
        line += _actor(context, claims, quiet, with_affected)
    if len(group) > _NAMES:
        line.append(Run(" " + more_words(len(group) - _NAMES, "precautions"), "muted"))
    return ((Run(f"{heading} {place}".strip().rstrip(":"), "strong"),), tuple(line))


def _actor(context: BriefContext, claims: tuple[Claim, ...], quiet: bool, with_affected: bool) -> Inlines:
    name = Run(context.name(actor_of(context, claims)))
    mark = standing(context, claims)
    names_affected = with_affected and _names_affected(claims)
    quiet = quiet and len({claim.report for claim in claims}) == 1
    tail = wordings(context, claims, quiet=quiet) if names_affected else context.links(claims, quiet)
    if len(mark) > 1 and (not names_affected or claims[0].id in context.steps):  # a mixed standing has the links already
        return (name, Run(" "), *mark)
    return (name, Run(" "), *((*mark, Run(" ")) if mark else ()), *tail)


def _names_affected(claims: tuple[Claim, ...]) -> bool:
    """Whether the claims say of whom; of advice the heading says it: "citizens"."""
    first = claims[0]
    return isinstance(first, Precaution) and not first.act.startswith("advise") and any(map(detail, claims))
