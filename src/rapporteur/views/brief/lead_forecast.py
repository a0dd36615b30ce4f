"""The sentence of a brief's lead on what is said to come: the weightiest forecast, and who denies it.

"A senior official warned: “an attack”, from Wednesday 16 Feb (possible) [1]; denied by the Kremlin: “an invasion” [2]."
"""

from __future__ import annotations

import re

from rapporteur.model import Claim, Event, Forecast
from rapporteur.views.brief.context import BriefContext, BriefFinding
from rapporteur.views.brief.nodes import Inline, Inlines, Run
from rapporteur.views.brief.phrasing import in_sentence, sentence_case, when_words
from rapporteur.views.brief.rows import standing
from rapporteur.views.brief.topics import sayer
from rapporteur.views.kinds.events import event_noun
from rapporteur.views.kinds.forecasts import STANCES
from rapporteur.views.typography import clip, inner

_LONG_WORDS = 90
"""Letters of a forecast or its condition before they are cut."""
_STEM = 5
"""Letters of a stem: enough to tell "invade" and "invasion" from "sanctions"."""
_ATTACK = {"attac", "invas", "invad", "offen", "assau", "incur"}
"""Stems of the words for what PLOVER codes as ASSAULT or COERCE, so that its denial meets the forecast of it."""


def forecast_sentence(context: BriefContext, findings: list[BriefFinding]) -> Inlines:
    """The weightiest forecast with its standing, and who denies it: one that shares a word with it, or an attack."""
    ahead = [pair for pair in findings if isinstance(pair.claims[0], Forecast) and not _all_denied(pair.claims)]
    if not ahead:
        return ()
    claims = min(ahead, key=_certainty).claims
    words = {word for claim in claims if isinstance(claim, Forecast) for word in _stems(claim.event)}
    denials = [other for _, other in findings if _all_denied(other) and _is_about(words, other)]
    line = _statement(context, claims)
    if denials:
        line = (*line, Run("; "), *_denial(context, denials[0]))
    return (*line, Run("."))


def _all_denied(claims: tuple[Claim, ...]) -> bool:
    return all(claim.factuality == "denied" for claim in claims)


def _certainty(pair: BriefFinding) -> tuple[int, bool, bool, bool]:
    """Forecasts on which most is known come first: by more origins, with a time ahead, with words of likelihood."""
    finding, claims = pair
    dated = any(claim.when and (claim.when.end is None or claim.when.start != claim.when.end) for claim in claims)
    likely = any(isinstance(claim, Forecast) and claim.likelihood for claim in claims)
    vouched = any(claim.said_by for claim in claims)
    return -len(finding.origins), not dated, not likely, not vouched


def _is_about(words: set[str], denied: tuple[Claim, ...]) -> bool:
    """Whether what is denied shares a stem with a forecast of these, or is an attack as that is."""
    first = denied[0]
    if isinstance(first, Event):
        return first.type in ("ASSAULT", "COERCE") and bool(words & _ATTACK)
    return isinstance(first, Forecast) and bool(words & set(_stems(first.event)))


def _stems(words: str) -> list[str]:
    """The first letters of the longer words."""
    return [word[:_STEM] for word in re.findall(rf"\w{{{_STEM},}}", words.casefold())]


def _statement(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    first = claims[0]
    if not isinstance(first, Forecast):
        return ()
    opening = f"{sentence_case(_sayer(context, first))} {STANCES[first.stance][1]}: "
    line: list[Inline] = [Run(opening), Run(inner(clip(first.event, _LONG_WORDS)), "quote")]
    when = when_words(first.when)
    line += [Run(f", {when}")] if when else []
    line += [Run(", "), Run(inner(clip(first.condition, _LONG_WORDS)), "quote")] if first.condition else []
    mark = standing(context, claims)
    return (*line, *((Run(" ("), *mark, Run(")")) if mark else ()), Run(" "), *context.links(claims))


def _sayer(context: BriefContext, claim: Claim) -> str:
    """Who says so, with an article: "the Kremlin", "a senior official"."""
    nearest = context.actor.get(claim.said_by[-1]) if claim.said_by else None
    who = sayer(context, claim)
    if nearest and nearest.kind == "person" and "'s " not in nearest.name and nearest.name[-1:].islower():
        if not nearest.name.split()[-1][0].isupper():
            return f"{'an' if who[0] in 'aeioAEIO' else 'a'} {who}"
    return in_sentence(who)


def _denial(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    first = claims[0]
    who = _sayer(context, first)
    what = Run(inner(clip(first.event, _LONG_WORDS)), "quote") if isinstance(first, Forecast) else Run("")
    if isinstance(first, Event):
        what = Run(event_noun(context, first))
    return (Run("denied", "denied"), Run(f" by {who}: "), what, Run(" "), *context.links(claims))
