"""From a cluster to a finding: independent origins counted, the verdict, and the sentence for the editor.

Origins are not outlets. For what somebody is said to have *said*, each report that heard it is a witness; for what
somebody vouches for (a figure, a deed), the origin is that source, however many papers quote it.

>>> # two papers that both cite one ministry for a figure -> "sole", why "One source, …, quoted by 2 outlets (…)."
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from rapporteur.model import Claim, Event, Factuality, Finding, Precaution, Statement, Step, Verdict
from rapporteur.reconcile.blocks import Comparer
from rapporteur.reconcile.lineage import copied
from rapporteur.reconcile.setting import Setting, listed
from rapporteur.reconcile.steps import current, steps, told
from rapporteur.reconcile.wording import content

_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
"""Types of events that are themselves something said: who hears the speaker is a witness."""
_COUNTING = frozenset(["two", "three", "four", "several", "senior", "unnamed", "anonym", "another"])
"""Stems that tell no two unnamed sources apart."""
_COURSE = frozenset({"contact", "precaution", "forecast", "event"})
"""Kinds of claims about what can come about: what was said, and a number, are as they are."""


def origin(claim: Claim, setting: Setting) -> str:
    """The independent source a claim goes back to: an actor id where somebody known vouches for it, else the report's
    voice."""
    voice = claim.origin or setting.voice(claim)
    if isinstance(claim, Statement) or not claim.said_by or _announced(claim, setting):
        return voice
    source = claim.said_by[0]
    # Who an unnamed official is can't be known across reports: the report that heard her stands for her.
    return voice if source.startswith("desc.") else source


def _announced(claim: Claim, setting: Setting) -> bool:
    """Whether the doer tells it: announcing one's own precaution, or accusing in person, is an act in public."""
    if isinstance(claim, Precaution):
        return setting.side(claim.said_by[0]) == setting.side(claim.actor)
    if isinstance(claim, Event) and claim.type in _VERBAL:
        return setting.side(claim.said_by[0]) in {setting.side(a) for a in claim.actors}
    return False


def origins(claims: Sequence[Claim], setting: Setting) -> tuple[str, ...]:
    """The distinct origins, sorted; a passage copied word for word from an earlier report is of that report's
    origin."""
    found = {c.id: origin(c, setting) for c in claims}
    if len(set(found.values())) > 1:
        for later, earlier in copied(claims, setting).items():
            if found[later] == setting.voices.get(_report(claims, later)):
                found[later] = found[earlier]
    for group in _unnamed(claims, setting).values():
        first = min(found[c.id] for c in group)
        found.update((c.id, first) for c in group)
    named = {c.report for c in claims if found[c.id] in setting.actors}
    # What a report says in its own voice and also pins on somebody, it has from that somebody.
    own = {c.id for c in claims if c.report in named and found[c.id] not in setting.actors}
    return _governments(sorted({o for i, o in found.items() if i not in own}), setting)


def _unnamed(claims: Sequence[Claim], setting: Setting) -> dict[tuple[str, ...], list[Claim]]:
    """The claims that rest on an unnamed source, by its description, where several reports have the same: "two European
    officials" of two papers may be the same two."""
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        if claim.said_by and claim.said_by[0].startswith("desc.") and not isinstance(claim, Statement):
            words = content(setting.name(claim.said_by[0]))
            described = sorted({w for w in words if w not in _COUNTING and not w[0].isdigit()})
            found.setdefault((setting.country(claim.said_by[0]) or "", *described), []).append(claim)
    return {key: group for key, group in found.items() if len({c.report for c in group}) > 1}


def _governments(sources: Sequence[str], setting: Setting) -> tuple[str, ...]:
    """Sources of one government count as one: a ministry and its spokeswoman are no independent witnesses."""
    first: dict[str, str] = {}
    for source in sources:
        country = setting.government(source)
        first.setdefault(f"government of {country}" if country else source, source)
    return tuple(sorted(first.values()))


def _report(claims: Sequence[Claim], claim_id: str) -> str:
    return next(c.report for c in claims if c.id == claim_id)


def finding(
    kind: Any, claims: Sequence[Claim], forms: Sequence[Any], comparer: Comparer[Any], setting: Setting
) -> Finding:
    """The finding of one cluster. Where its standing changed over time, the verdict is of how it stands last."""
    ids = tuple(sorted(c.id for c in claims))
    outlets = tuple(sorted({setting.outlet(c.report) for c in claims}))
    weighed = comparer.weigh(forms, setting)
    course = _course(kind, claims, setting)
    last = current(course) if course and weighed.relation == "same" else None
    now = [c for c in claims if last in (None, c.factuality)]
    sources = origins(now, setting)
    verdict, front = _verdict(weighed.relation, sources, now, tuple(sorted({setting.outlet(c.report) for c in now})), setting)
    over_time = told(course, kind, setting, {c.id: c.report for c in claims}) if course else ""
    # What agrees within one report is nothing an editor asks.
    alone = verdict == "sole" and len({c.report for c in claims}) == 1
    why = front if alone else " ".join(part for part in (front, over_time, weighed.why) if part)
    return Finding(
        id=f"f-{hashlib.sha256(chr(10).join((kind, *ids)).encode()).hexdigest()[:16]}",
        kind=kind,
        headline=comparer.headline(_as_of(forms, last), setting).strip() or str(kind),
        claims=ids,
        verdict=verdict,
        origins=sources,
        outlets=outlets,
        why=why,
        steps=course,
    )


def _course(kind: str, claims: Sequence[Claim], setting: Setting) -> tuple[Step, ...]:
    """The steps of what can come about; of forecasts only those that somebody denies on the way."""
    if kind not in _COURSE or (kind == "forecast" and all(c.factuality != "denied" for c in claims)):
        return ()
    return steps(claims, setting)


def _as_of(forms: Sequence[Any], last: Factuality | None) -> list[Any]:
    """The forms as if all claims stood as the thing stands last: a headline does not call "planned" what was held."""
    if last is None:
        return list(forms)
    return [f._replace(claim=msgspec.structs.replace(f.claim, factuality=last)) for f in forms]


def _verdict(
    relation: str, sources: Sequence[str], claims: Sequence[Claim], outlets: Sequence[str], setting: Setting
) -> tuple[Verdict, str]:
    """The verdict and the first sentence of the why."""
    if relation == "conflict":
        return "conflict", ""
    if relation == "differs":
        return "differs", ""
    reports = sorted({c.report for c in claims})
    named = [_named(s, setting) for s in sources]
    if len(sources) > 1:
        return "agreed", f"{len(sources)} independent origins ({_few(named)}) say the same."
    if len(reports) == 1:
        speaker = claims[0].said_by[0] if claims[0].said_by else None
        return "sole", f"Only {outlets[0]} reports it{f', from {setting.name(speaker)}' if speaker else ''}."
    if sources[0] in setting.actors:
        quoted = f"{len(outlets)} outlets" if len(outlets) > 1 else f"{len(reports)} reports of {outlets[0]}"
        return "sole", f"One source, {named[0]}, quoted by {quoted} ({_few(outlets)})."
    if _unnamed(claims, setting):
        source = setting.name(next(iter(_unnamed(claims, setting).values()))[0].said_by[0])
        return "sole", f"{_few(outlets)} cite unnamed sources of one description ({source}), who may be the same."
    return "sole", f"{len(reports)} reports of one origin ({named[0]}): reprints or the same outlet, not a second voice."


def _few(names: Sequence[str], most: int = 6) -> str:
    """The names as a list, the rest of a long one as a number."""
    rest = len(names) - most
    return listed(names) if rest <= 1 else listed([*names[:most], f"{rest} more"])


def _named(source: str, setting: Setting) -> str:
    if source in setting.actors:
        return setting.name(source)
    return source.removeprefix("wire.").capitalize() if source.startswith("wire.") else source
