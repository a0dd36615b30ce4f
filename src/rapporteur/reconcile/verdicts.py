"""From a cluster to a finding: independent origins counted, the verdict, and the sentence for the editor.

Origins are not outlets. For what somebody is said to have *said*, each report that heard it is a witness; for what
somebody vouches for (a figure, a deed), the origin is that source, however many papers quote it.

Two papers that both cite one ministry for a figure are `sole`: "One source, …, quoted by 2 outlets (…)."
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from rapporteur.kinds import kind_of
from rapporteur.model import Claim, Factuality, Finding, Statement, Verdict
from rapporteur.reconcile.blocks import Comparer
from rapporteur.reconcile.comparers import COMPARERS
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.lineage import copied
from rapporteur.reconcile.source_identity import SourceIdentity
from rapporteur.reconcile.status_history import current_status, history_in_words, status_history
from rapporteur.reconcile.wording import content

_COUNTING = frozenset(["two", "three", "four", "several", "senior", "unnamed", "anonym", "another"])
"""Stems that tell no two unnamed sources apart."""


def origin(claim: Claim, context: ComparisonContext) -> SourceIdentity:
    """The independent source a claim goes back to: the actor where somebody known vouches for it, else its report's origin."""
    heard = SourceIdentity.named("outlet", claim.origin) if claim.origin else context.report_origin(claim)
    if not claim.said_by or COMPARERS[kind_of(claim)].is_witnessed(claim, context):
        return heard
    source = claim.said_by[0]
    # Who an unnamed official is can't be known across reports: the report that heard her stands for her.
    return heard if source.startswith("desc.") else SourceIdentity.named("actor", source)


def independent_origins(claims: Sequence[Claim], context: ComparisonContext) -> tuple[SourceIdentity, ...]:
    """The distinct origins, sorted; a passage copied word for word from an earlier report is of that report's
    origin."""
    sources = {c.id: origin(c, context) for c in claims}
    if len(set(sources.values())) > 1:
        reports = {c.id: c.report for c in claims}
        for later, earlier in copied(claims, context).items():
            if sources[later] == context.origins.get(reports[later]):
                sources[later] = sources[earlier]
    for group in _unnamed(claims, context).values():
        first = min(sources[c.id] for c in group)
        sources.update((c.id, first) for c in group)
    attributed = {c.report for c in claims if sources[c.id].kind == "actor"}
    # What a report says in its own voice and also pins on somebody, it has from that somebody.
    repeated = {c.id for c in claims if c.report in attributed and sources[c.id].kind != "actor"}
    return _governments(sorted({source for i, source in sources.items() if i not in repeated}), context)


def _unnamed(claims: Sequence[Claim], context: ComparisonContext) -> dict[tuple[str, ...], list[Claim]]:
    """The claims that rest on an unnamed source, by its description, where several reports have the same: "two European
    officials" of two papers may be the same two."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        if claim.said_by and claim.said_by[0].startswith("desc.") and not isinstance(claim, Statement):
            words = content(context.name(claim.said_by[0]))
            description = sorted({w for w in words if w not in _COUNTING and not w[0].isdigit()})
            groups.setdefault((context.country(claim.said_by[0]) or "", *description), []).append(claim)
    return {key: group for key, group in groups.items() if len({c.report for c in group}) > 1}


def _governments(sources: Sequence[SourceIdentity], context: ComparisonContext) -> tuple[SourceIdentity, ...]:
    """Sources of one government count as one: a ministry and its spokeswoman are no independent witnesses."""
    first: dict[SourceIdentity | str, SourceIdentity] = {}
    for source in sources:
        country = context.government(source.key) if source.kind == "actor" else None
        first.setdefault(f"government of {country}" if country else source, source)
    return tuple(sorted(first.values()))


def finding(
    kind: Any, claims: Sequence[Claim], members: Sequence[Any], comparer: Comparer[Any], context: ComparisonContext
) -> Finding:
    """The finding of one cluster. Where its standing changed over time, the verdict is of how it stands last."""
    judged = comparer.judge(members, context)
    history = status_history(claims, context) if comparer.has_history(claims) else ()
    last = current_status(history) if history and judged.relation == "same" else None
    current = [c for c in claims if last in (None, c.factuality)]
    sources = independent_origins(current, context)
    verdict, front = _verdict(judged.relation, sources, current, context)
    over_time = history_in_words(history, comparer.done, context, {c.id: c.report for c in claims}) if history else ""
    # What agrees within one report is nothing an editor asks.
    alone = verdict == "sole" and len({c.report for c in claims}) == 1
    why = front if alone else " ".join(part for part in (front, over_time, judged.why) if part)
    return Finding(
        id=_id(kind, claims),
        kind=kind,
        headline=comparer.headline(_as_of(members, last), context).strip() or str(kind),
        claims=tuple(c.id for c in claims),
        verdict=verdict,
        origins=tuple(source.label for source in sources),
        outlets=context.outlets(claims),
        why=why,
        steps=history,
    )


def _id(kind: str, claims: Sequence[Claim]) -> str:
    """A hash of the claims, whatever their order."""
    return f"f-{hashlib.sha256(chr(10).join((kind, *sorted(c.id for c in claims))).encode()).hexdigest()[:16]}"


def _as_of(members: Sequence[Any], last: Factuality | None) -> list[Any]:
    """The features as if all claims stood as the thing stands last: a headline does not call "planned" what was held."""
    if last is None:
        return list(members)
    return [f._replace(claim=msgspec.structs.replace(f.claim, factuality=last)) for f in members]


def _verdict(
    relation: str, sources: Sequence[SourceIdentity], claims: Sequence[Claim], context: ComparisonContext
) -> tuple[Verdict, str]:
    """The verdict and the first sentence of the why."""
    if relation == "conflict":
        return "conflict", ""
    if relation == "differs":
        return "differs", ""
    names = [_name(s, context) for s in sources]
    if len(sources) > 1:
        return "agreed", f"{len(sources)} independent origins ({_few(names)}) say the same."
    return "sole", _one_origin(sources[0], claims, context)


def _one_origin(source: SourceIdentity, claims: Sequence[Claim], context: ComparisonContext) -> str:
    """Why several reports may still be of one origin."""
    reports, outlets = {c.report for c in claims}, context.outlets(claims)
    if len(reports) == 1:
        speaker = claims[0].said_by[0] if claims[0].said_by else None
        return f"Only {outlets[0]} reports it{f', from {context.name(speaker)}' if speaker else ''}."
    if source.kind == "actor":
        quoted = f"{len(outlets)} outlets" if len(outlets) > 1 else f"{len(reports)} reports of {outlets[0]}"
        return f"One source, {_name(source, context)}, quoted by {quoted} ({_few(outlets)})."
    unnamed = next(iter(_unnamed(claims, context).values()), None)
    if unnamed is not None:
        description = context.name(unnamed[0].said_by[0])
        return f"{_few(outlets)} cite unnamed sources of one description ({description}), who may be the same."
    return f"{len(reports)} reports of one origin ({_name(source, context)}): reprints or the same outlet, not a second voice."


def _few(names: Sequence[str], most: int = 6) -> str:
    """The names as a list, the rest of a long one as a number."""
    rest = len(names) - most
    return listed(names) if rest <= 1 else listed([*names[:most], f"{rest} more"])


def _name(source: SourceIdentity, context: ComparisonContext) -> str:
    if source.kind == "actor":
        return context.name(source.key)
    return source.label.removeprefix("wire.").capitalize() if source.kind == "wire" else source.label
