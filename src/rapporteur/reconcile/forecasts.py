"""Forecasts across reports: the same thing said to come, by the same forecaster or for the same time.

>>> # Doe: "rebels could attack before 20 May" (A), Doe: "an offensive by 20 May" (B) -> one finding, "sole": one source
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapporteur.lexicon.names import country_of, demonym
from rapporteur.model import Forecast
from rapporteur.reconcile import days
from rapporteur.reconcile.blocks import Comparer, Weighed
from rapporteur.reconcile.days import Days
from rapporteur.reconcile.setting import Setting, listed
from rapporteur.reconcile.steps import clash
from rapporteur.reconcile.wording import content, family, stem, tokens

_DIRECTED = frozenset({"attack", "war", "sanctions", "military-action"})
"""Classes of events that a headline may name at different length ("an attack"): their other words need not meet."""


class ForecastForm(NamedTuple):
    """A forecast as it is compared: class of event, the countries it names, its other words."""

    claim: Forecast
    what: str
    countries: frozenset[str]
    words: frozenset[str]
    forecaster: str | None
    side: str | None
    when: Days | None
    published: int | None


def form(claim: Forecast, setting: Setting) -> ForecastForm:
    """The features of a forecast."""
    named = frozenset(countries(claim.event))
    by = claim.said_by[-1] if claim.said_by else None  # who foretells it, whoever passes that on
    side = setting.side(by) if by else None
    words = frozenset(content(claim.event))
    return ForecastForm(
        claim, kind_of(claim.event), named, words, by, side, days.days(claim.when), setting.published(claim.report)
    )


def kind_of(event: str) -> str:
    """The class of event that the words name, the last of them if several; else the stem of the last content word."""
    classes = family("forecast")
    found = [classes.get(t) or classes.get(stem(t)) for t in tokens(event)]
    known = [f for f in found if f]
    if known:
        strong = [f for f in known if f != "military-action"]
        return strong[0] if strong else known[0]
    return (content(event) or ("",))[-1]


def countries(words: str) -> list[str]:
    """The countries that words name, by themselves or by their people, in text order."""
    found = []
    for word in words.replace("’s", " ").replace("'s", " ").split():
        bare = word.strip('.,;:"“”()')
        if bare[:1].isupper():
            country = country_of(bare) or demonym(bare)
            found += [country] if country else []
    return found


def sign(form: ForecastForm) -> Hashable:
    """What reprints have in common."""
    c = form.claim
    return (tokens(c.event), c.stance, c.condition, c.likelihood, c.said_by, form.when, c.factuality, c.place,
            form.published if not form.when else 0)  # fmt: skip


def keys(form: ForecastForm) -> Sequence[Hashable]:
    """One block per class of event."""
    return [form.what]


def compare(a: ForecastForm, b: ForecastForm, same_report: bool) -> float:
    """1 for one forecast; another forecaster needs the same window, unless one denies what the other expects."""
    if a.what != b.what or not days.close(a.when, a.published, b.when, b.published):
        return 0.0
    if a.countries and b.countries and not (a.countries <= b.countries or b.countries <= a.countries):
        return 0.0
    shared = len(a.words & b.words) / (min(len(a.words), len(b.words)) or 1)
    if a.what not in _DIRECTED and not _told_alike(a, b):
        return 0.0
    if (a.claim.condition is None) != (b.claim.condition is None) and "denied" not in _standing(a, b):
        return 0.0
    if same_report:
        same = (a.claim.said_by, a.claim.factuality, a.when) == (b.claim.said_by, b.claim.factuality, b.when)
        return 0.5 + 0.5 * shared if same and shared >= 0.5 else 0.0
    return _forecasters(a, b) * (0.6 + 0.4 * shared)


def _told_alike(a: ForecastForm, b: ForecastForm) -> bool:
    """Whether half of the fewer words are shared, the word for the event itself left aside."""
    one, two = a.words - {a.what}, b.words - {b.what}
    return len(one & two) >= 0.5 * min(len(one), len(two)) if one and two else True


def _standing(a: ForecastForm, b: ForecastForm) -> frozenset[str]:
    return frozenset((a.claim.factuality, b.claim.factuality))


def _forecasters(a: ForecastForm, b: ForecastForm) -> float:
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


def headline(forms: Sequence[ForecastForm], setting: Setting) -> str:
    """ "Doe: rebels could attack": who forecasts, where it is one, and the event in the longest of its words."""
    who = sorted({setting.short(f.forecaster) for f in forms if f.forecaster})
    event = max((f.claim.event for f in forms), key=lambda e: (len(e), e))
    words = event.split()
    cut = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return f"{listed(who[:3])}: {cut}" if who else cut


def weigh(forms: Sequence[ForecastForm], setting: Setting) -> Weighed:
    """Denied by one and expected by another: they differ, and the why names who denies; other windows: they differ."""
    deny = sorted({_by(f, setting) for f in forms if _is_denied(f)})
    expect = sorted({_by(f, setting) for f in forms if not _is_denied(f)})
    if deny and expect and clash([f.claim for f in forms], setting) is not None:
        return Weighed(
            "differs",
            f"{listed(deny)} denies what {listed(expect)} expects; as it is still to come, neither is refuted.",
        )
    windows = dict.fromkeys(f.claim.when.words for f in forms if f.claim.when)
    spans = {f.when for f in forms if f.when is not None}
    if len(spans) > 1:
        return Weighed("differs", f"The time differs: {listed(f'“{w}”' for w in windows)}.")
    return Weighed("same", "Event and time agree." if len(forms) > 1 else "")


def _is_denied(form: ForecastForm) -> bool:
    """Whether a thing is said not to come at all; "will not leave unless it is paid" says on what condition it will."""
    return form.claim.factuality == "denied" and not (form.claim.condition or "").lower().startswith("unless")


def _by(form: ForecastForm, setting: Setting) -> str:
    return setting.short(form.forecaster) if form.forecaster else setting.outlet(form.claim.report)


FORECASTS = Comparer(form, sign, keys, compare, headline, weigh)
