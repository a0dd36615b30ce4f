"""One finding as a line: what it is about, each report's wording of it, how far it is a fact, and who vouches for it.

A planned visit never reads as held: wherever a claim is not plainly stated, its standing is a piece of the line. A
contact of Biden and Putin that one report has last "a bit over an hour" reads "Biden – Putin, Saturday 12 Feb" and,
beside it, "60–75 min [1]".
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.model import Claim, Finding, Statement
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inline, Inlines, Run, Wording
from rapporteur.views.brief.phrasing import FACTUALITIES, listing
from rapporteur.views.brief.status import status_line
from rapporteur.views.brief.wording import fold, marked, shortened
from rapporteur.views.kinds import view_of
from rapporteur.views.kinds.statements import LONG_QUOTE
from rapporteur.views.typography import inner

TopicOf = Callable[[BriefContext, tuple[Claim, ...]], Inlines]

_RANK = {"conflict": 0, "agreed": 1, "differs": 2, "sole": 3}
"""Among findings of equally many origins."""
_WORDINGS = 6
"""Wordings of one finding side by side; `rapporteur show` has them all."""
_VOUCHERS = 3


def weight(finding: Finding) -> tuple[int, int, int]:
    """What matters first: more independent origins, then conflict before agreement, then more claims."""
    return (-len(finding.origins), _RANK[finding.verdict], -len(finding.claims))


def is_to_come(claims: tuple[Claim, ...]) -> bool:
    """Whether these claims belong under "Said to come": forecasts, and events that nobody states as a fact."""
    return view_of(claims[0]).is_to_come(claims)


def label(claim: Claim) -> str:
    """What sort of thing a line is, in a word."""
    return view_of(claim).label(claim)


def topic(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """What the claims of one finding are about, without who reports it."""
    return view_of(claims[0]).topic(context, claims)


def line_topic(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """The topic for a line that has no details beside it: a figure with its number."""
    view = view_of(claims[0])
    return (view.line_topic or view.topic)(context, claims)


def subject(context: BriefContext, claims: tuple[Claim, ...], topic_of: TopicOf = topic) -> Inlines:
    """The topic with its standing and who vouches for it."""
    line: list[Inline] = list(topic_of(context, claims))
    for extra in (standing(context, claims), vouchers(context, claims)):
        line += [Run(" "), *extra] if extra else []
    return tuple(line)


def vouchers(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """ "(says Ushakov)" where every claim rests on somebody's word and the topic does not name them."""
    if view_of(claims[0]).names_voucher or not all(claim.said_by for claim in claims):
        return ()
    nearest = dict.fromkeys(claim.said_by[-1] for claim in claims)
    names = list(dict.fromkeys(context.name(actor) for actor in nearest))  # a second mention is shorter than the first
    return (Run(f"(says {listing(names[:_VOUCHERS])})", "muted"),)


def standing(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """How far the thing is a fact, where it is not plainly stated by all: "planned", or "planned [1] stated [2]"; where that
    changed over time, with the days."""
    if claims[0].id in context.steps:
        return status_line(context, context.steps[claims[0].id])
    standings = [value for value in FACTUALITIES if any(claim.factuality == value for claim in claims)]
    if standings == ["stated"]:
        return ()
    line: list[Inline] = []
    for value in standings:
        line += [Run(" ")] if line else []
        line.append(Run(value, "denied" if value == "denied" else "standing"))
        if len(standings) > 1:
            line += [Run(" "), *context.links(tuple(claim for claim in claims if claim.factuality == value))]
    return tuple(line)


def detail(claim: Claim) -> str:
    """What one report adds to the topic, in its own words or numbers; empty where it adds nothing."""
    return view_of(claim).detail(claim)


def is_quoted(claim: Claim) -> bool:
    """Whether `detail` is the report's own words, which go between quotation marks."""
    return view_of(claim).is_quoted(claim)


def wordings(
    context: BriefContext, claims: tuple[Claim, ...], words_of: Callable[[Claim], str] = detail, quiet: bool = False
) -> Inlines:
    """Each different wording once, with its sources: those of most reports first, the differing words marked."""
    groups = _by_wording(claims, words_of)
    texts = [_compared_words(group[0], words_of) for group in groups]
    line: list[Inline] = []
    for at, group in enumerate(groups[:_WORDINGS]):
        line += [Run(" · ", "break")] if line else []
        if texts[at]:
            line += [_wording(group[0], texts[at], texts[1 if at == 0 and len(texts) > 1 else 0]), Run(" ")]
        elif line:
            line.append(Run("also "))
        line += context.links(tuple(group), quiet)
    left = len(groups) - _WORDINGS
    return (*line, Run(" · ", "break"), Run(f"and {left:,} more wordings", "muted")) if left > 0 else tuple(line)


def _by_wording(claims: tuple[Claim, ...], words_of: Callable[[Claim], str]) -> list[list[Claim]]:
    """The claims by what is compared of them: those of most reports first, those without words last."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(fold(_compared_words(claim, words_of)), []).append(claim)
    return sorted(groups.values(), key=lambda group: (not words_of(group[0]), -len({claim.report for claim in group})))


def _compared_words(claim: Claim, words_of: Callable[[Claim], str]) -> str:
    """The words that tell one wording from another; of a statement all, since the one that differs may be the last."""
    return " ".join(claim.words.split()) if isinstance(claim, Statement) else words_of(claim)


def _wording(claim: Claim, words: str, other: str) -> Inline:
    """A wording as a piece of a line; where an utterance is told in two ways, with the differing words marked."""
    if isinstance(claim, Statement):
        quoted = is_quoted(claim)
        one, two = (inner(words), inner(other)) if quoted else (words, other)
        return Wording(shortened(marked(one, two), LONG_QUOTE), quoted)
    return Wording(((inner(words), False),)) if is_quoted(claim) else Run(words)


def dispute_words(claim: Claim) -> str:
    """What to set side by side where reports differ: the words, not only the number that was read from them."""
    return view_of(claim).dispute_words(claim)
