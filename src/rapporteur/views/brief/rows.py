"""One finding as a line: what it is about, each report's wording of it, how far it is a fact, and who vouches for it.

A planned visit never reads as held: wherever a claim is not plainly stated, its standing is a piece of the line. A
contact of Biden and Putin that one report has last "a bit over an hour" reads "Biden – Putin, Saturday 12 Feb" and,
beside it, "60–75 min [1]".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rapporteur.model import Claim, Contact, Event, Figure, Finding, Forecast, Precaution, Statement
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inline, Inlines, Run, Wording
from rapporteur.views.brief.phrasing import (
    FACTUALITIES,
    MODES,
    STANCES,
    amount_words,
    listing,
    minutes_words,
    sentence_case,
    when_words,
)
from rapporteur.views.brief.status import status_line
from rapporteur.views.brief.topics import topic
from rapporteur.views.brief.wording import fold, marked, shortened
from rapporteur.views.evidence import snippet
from rapporteur.views.typography import clip, inner

_RANK = {"conflict": 0, "agreed": 1, "differs": 2, "sole": 3}
"""Among findings of equally many origins."""
_LONG_QUOTE = 180
_LONG_EVENT = 90
_LONG_AFFECTED = 60
"""Letters of an utterance, of what is forecast, of those whom a precaution affects, before they are cut."""
_WORDINGS = 6
"""Wordings of one finding side by side; `rapporteur show` has them all."""
_LONG_FIGURE = 110
_BEFORE_NUMBER = 40
"""Letters of the evidence shown around a number, and those before it where the evidence is longer."""
_VOUCHERS = 3
_LENGTH = re.compile(r"\b(?:minutes?|hours?)\b")
_PRONOUNS = ("he", "she", "it", "they", "we", "i", "them", "him", "her")
"""Whom a precaution affects when the report doesn't name them again: no news in a table that names the actor."""


def weight(finding: Finding) -> tuple[int, int, int]:
    """What matters first: more independent origins, then conflict before agreement, then more claims."""
    return (-len(finding.origins), _RANK[finding.verdict], -len(finding.claims))


def is_to_come(claims: tuple[Claim, ...]) -> bool:
    """Whether these claims belong under "Said to come": forecasts, and events that nobody states as a fact."""
    return isinstance(claims[0], Forecast) or (
        isinstance(claims[0], Event) and all(claim.factuality != "stated" for claim in claims)
    )


def label(claim: Claim) -> str:
    """What sort of thing a line is, in a word."""
    match claim:
        case Contact():
            return MODES[claim.mode]
        case Statement():
            return "Said"
        case Figure():
            return "Figure"
        case Precaution():
            return sentence_case(claim.act.replace("-", " "))
        case Forecast():
            return STANCES[claim.stance][0]
        case Event():
            return sentence_case(claim.type.lower())


def subject(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """The topic with its standing and who vouches for it."""
    line: list[Inline] = list(topic(context, claims))
    for extra in (standing(context, claims), vouchers(context, claims)):
        line += [Run(" "), *extra] if extra else []
    return tuple(line)


def vouchers(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """ "(says Ushakov)" where every claim that is no statement or forecast rests on somebody's word."""
    if isinstance(claims[0], Statement | Forecast) or not all(claim.said_by for claim in claims):
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
    match claim:
        case Contact():
            return minutes_words(claim.minutes) if claim.minutes else ""
        case Statement():
            return clip(claim.words, _LONG_QUOTE)
        case Figure():
            return amount_words(claim.amount)
        case Precaution():
            return "" if (claim.affected or "").casefold() in _PRONOUNS else clip(claim.affected or "", _LONG_AFFECTED)
        case Forecast():
            return clip(claim.event, _LONG_EVENT)
        case Event():
            return snippet(claim)


def is_quoted(claim: Claim) -> bool:
    """Whether `detail` is the report's own words, which go between quotation marks."""
    return not isinstance(claim, Contact | Figure) and not (isinstance(claim, Statement) and claim.form == "indirect")


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
        return Wording(shortened(marked(one, two), _LONG_QUOTE), quoted)
    return Wording(((inner(words), False),)) if is_quoted(claim) else Run(words)


def figure_words(claim: Claim) -> str:
    """The report's own words around the number, or on the length of a contact, where reports differ on it.

    >>> from rapporteur.model import Interval, Span
    >>> span = Span("r", 0, 38, "more than 5,000 tanks along the border")
    >>> amount = Interval(5000, None)
    >>> figure_words(Figure(id="c", report="r", evidence=(span,), of="tanks", subject=None, amount=amount))
    'more than 5,000 tanks along the border'
    """
    spans = [span.exact for span in claim.evidence]
    lengths = [exact for exact in spans if isinstance(claim, Contact) and claim.minutes and _LENGTH.search(exact)]
    exact = " ".join(min(lengths or spans, key=len).split())
    number = re.search(r"\d", exact)
    if len(exact) <= _LONG_FIGURE or number is None:
        return clip(exact, _LONG_FIGURE)
    start = exact.rfind(" ", 0, max(0, number.start() - _BEFORE_NUMBER)) + 1
    return ("…" if start else "") + clip(exact[start:], _LONG_FIGURE)


def dispute_words(claim: Claim) -> str:
    """What to set side by side where reports differ: the words, not only the number that was read from them."""
    if isinstance(claim, Figure | Contact):
        return f"“{inner(figure_words(claim))}”"
    when = when_words(claim.when) if isinstance(claim, Forecast) else ""
    return f"{detail(claim)} ({when})" if when else detail(claim)
