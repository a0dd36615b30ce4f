"""Forecasts across reports: the same thing said to come, by the same forecaster or for the same time.

>>> kind_of("rebels could attack"), kind_of("an offensive by 20 May"), countries("Mali's army may enter Chad")
('attack', 'attack', ['MLI', 'TCD'])
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.lexicon.names import country_of, demonym
from rapporteur.model import Claim, Forecast
from rapporteur.reconcile import date_intervals
from rapporteur.reconcile.blocks import Comparer, Judged
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.status_history import clash
from rapporteur.reconcile.wording import content, family, stem, tokens

_DIRECTED = frozenset({"attack", "war", "sanctions", "military-action"})
"""Classes of events that a headline may name at different length ("an attack"): their other words need not meet."""


class ForecastFeatures(NamedTuple):
    """A forecast as it is compared: class of event, the countries it names, its other words."""

    claim: Forecast
    what: str
    countries: frozenset[str]
    words: frozenset[str]
    forecaster: str | None
    side: str | None
    when: DateInterval | None
    published: int | None


def features(claim: Forecast, context: ComparisonContext) -> ForecastFeatures:
    """The features of a forecast."""
    named = frozenset(countries(claim.event))
    by = claim.said_by[-1] if claim.said_by else None  # who foretells it, whoever passes that on
    side = context.side(by) if by else None
    words, when = frozenset(content(claim.event)), date_intervals.interval_of(claim.when)
    return ForecastFeatures(claim, kind_of(claim.event), named, words, by, side, when, context.published(claim.report))


def kind_of(event: str) -> str:
    """The class of event that the words name, the last of them if several; else the stem of the last content word."""
    classes = family("forecast")
    known = [name for t in tokens(event) if (name := classes.get(t) or classes.get(stem(t)))]
    if known:
        strong = [name for name in known if name != "military-action"]
        return strong[0] if strong else known[0]
    return (content(event) or ("",))[-1]


def countries(words: str) -> list[str]:
    """The countries that words name, by themselves or by their people, in text order."""
    named: list[str] = []
    for word in words.replace("’s", " ").replace("'s", " ").split():
        bare = word.strip('.,;:"“”()')
        if bare[:1].isupper():
            country = country_of(bare) or demonym(bare)
            named += [country] if country else []
    return named


def content_key(features: ForecastFeatures) -> Hashable:
    """What reprints have in common."""
    c = features.claim
    return (tokens(c.event), c.stance, c.condition, c.likelihood, c.said_by, features.when, c.factuality, c.place,
            features.published if not features.when else 0)  # fmt: skip


def keys(features: ForecastFeatures) -> Sequence[Hashable]:
    """One block per class of event."""
    return [features.what]


def compare(a: ForecastFeatures, b: ForecastFeatures, same_report: bool) -> float:
    """1 for one forecast; another forecaster needs the same window, unless one denies what the other expects."""
    if a.what != b.what or not date_intervals.may_coincide(a.when, a.published, b.when, b.published):
        return 0.0
    if a.countries and b.countries and not (a.countries <= b.countries or b.countries <= a.countries):
        return 0.0
    shared = len(a.words & b.words) / (min(len(a.words), len(b.words)) or 1)
    if a.what not in _DIRECTED and not _alike_in_words(a, b):
        return 0.0
    if (a.claim.condition is None) != (b.claim.condition is None) and "denied" not in _standing(a, b):
        return 0.0
    if same_report:
        same = (a.claim.said_by, a.claim.factuality, a.when) == (b.claim.said_by, b.claim.factuality, b.when)
        return 0.5 + 0.5 * shared if same and shared >= 0.5 else 0.0
    return _forecasters(a, b) * (0.6 + 0.4 * shared)


def _alike_in_words(a: ForecastFeatures, b: ForecastFeatures) -> bool:
    """Whether half of the fewer words are shared, the word for the event itself left aside."""
    one, two = a.words - {a.what}, b.words - {b.what}
    return len(one & two) >= 0.5 * min(len(one), len(two)) if one and two else True


def _standing(a: ForecastFeatures, b: ForecastFeatures) -> frozenset[str]:
    return frozenset((a.claim.factuality, b.claim.factuality))


def _forecasters(a: ForecastFeatures, b: ForecastFeatures) -> float:
    """One forecaster, or one who denies against one who expects, or two for the very same days."""
    if a.forecaster == b.forecaster:
        return 1.0
    standing = _standing(a, b)
    if "denied" in standing and len(standing) == 2:
        return 0.7
    if a.when is None or a.when != b.when or a.claim.factuality != b.claim.factuality:
        return 0.0
    return (
        0.8 if a.forecaster is None or b.forecaster is None else 0.6 if a.when is not None or a.side == b.side else 0.0
    )


def headline(members: Sequence[ForecastFeatures], context: ComparisonContext) -> str:
    """ "Doe: rebels could attack": who forecasts, where it is one, and the event in the longest of its words."""
    who = sorted({context.short(f.forecaster) for f in members if f.forecaster})
    event = max((f.claim.event for f in members), key=lambda e: (len(e), e))
    words = event.split()
    cut = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return f"{listed(who[:3])}: {cut}" if who else cut


def judge(members: Sequence[ForecastFeatures], context: ComparisonContext) -> Judged:
    """Denied by one and expected by another: they differ, and the why names who denies; other windows: they differ."""
    deny = sorted({context.speaker(f.forecaster, f.claim.report) for f in members if _is_denied(f)})
    expect = sorted({context.speaker(f.forecaster, f.claim.report) for f in members if not _is_denied(f)})
    if deny and expect and clash([f.claim for f in members], context) is not None:
        return Judged(
            "differs",
            f"{listed(s.label for s in deny)} denies what {listed(s.label for s in expect)} expects; "
            "as it is still to come, neither is refuted.",
        )
    windows = dict.fromkeys(f.claim.when.words for f in members if f.claim.when)
    spans = {f.when for f in members if f.when is not None}
    if len(spans) > 1:
        return Judged("differs", f"The time differs: {listed(f'“{w}”' for w in windows)}.")
    return Judged("same", "Event and time agree." if len(members) > 1 else "")


def _is_denied(features: ForecastFeatures) -> bool:
    """Whether a thing is said not to come at all; "will not leave unless it is paid" says on what condition it will."""
    return features.claim.factuality == "denied" and not (features.claim.condition or "").lower().startswith("unless")


def _is_denied_on_the_way(claims: Sequence[Claim]) -> bool:
    """Whether its course is worth telling: of forecasts that of one which somebody denies."""
    return any(claim.factuality == "denied" for claim in claims)


COMPARER = Comparer(features, content_key, keys, compare, headline, judge, has_history=_is_denied_on_the_way)
