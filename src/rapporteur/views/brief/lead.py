"""The first lines of a brief: two to four sentences, each from the weightiest finding of its sort.

From a record in which two reports have Putin speaking with Biden and with Macron: "Putin spoke by phone with Biden and,
separately, with Macron on Saturday 12 Feb [1][2]." Nothing is said that the findings don't say.
"""

from __future__ import annotations

from collections import Counter

from rapporteur.model import Act, Claim, Contact, Factuality, Precaution
from rapporteur.views.brief.context import BriefContext, BriefFinding
from rapporteur.views.brief.lead_forecast import forecast_sentence
from rapporteur.views.brief.nodes import Inline, Inlines, Run
from rapporteur.views.brief.phrasing import (
    count_words,
    day_words,
    in_sentence,
    listing,
    sentence_case,
)
from rapporteur.views.brief.rows import topic, wordings
from rapporteur.views.brief.topics import common
from rapporteur.views.kinds import view_of
from rapporteur.views.kinds.contacts import SPOKE, parties_of

ContactPair = tuple[tuple[Claim, ...], tuple[str, ...]]
"""The claims of one contact, and the two who took part."""
ClaimsByState = dict[str, tuple[Claim, ...]]
"""The claims by the state that acts, or by who acts where no state is known."""

_CONTACTS = 4
"""Agreed contacts that the first sentence may name."""
_STATES = 3
"""States that are named; more are counted."""


def lead(context: BriefContext, findings: list[BriefFinding]) -> tuple[Inlines, ...]:
    """Two to four lines; fewer where the record holds nothing of a sort, none for an empty record."""
    lines = (
        _contacts(context, findings),
        _dispute(context, findings),
        _leaving(context, findings),
        forecast_sentence(context, findings),
    )
    return tuple(line for line in lines if line)


def _contacts(context: BriefContext, findings: list[BriefFinding]) -> Inlines:
    pairs = _agreed_pairs(context, findings)
    if not pairs:
        return ()
    hub, count = Counter(party for _, parties in pairs for party in parties).most_common(1)[0]
    if count > 1:
        return _hub(context, hub, pairs)
    (claims, (one, other)) = pairs[0]
    text = f"{context.name(one)} {_verb(claims)} {context.name(other)}{_on(claims)} "
    return (Run(text), *context.links(claims), Run("."))


def _agreed_pairs(context: BriefContext, findings: list[BriefFinding]) -> list[ContactPair]:
    """The weightiest agreed contacts that took place, if they were between two."""
    agreed = [pair.claims for pair in findings if pair.finding.kind == "contact" and pair.finding.verdict == "agreed"]
    latest = (_latest(context, claims) for claims in agreed)
    stated = [claims for claims in latest if {claim.factuality for claim in claims} == {"stated"}][:_CONTACTS]
    return [(claims, parties) for claims in stated if len(parties := parties_of(context, claims)) == 2]


def _latest(context: BriefContext, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims that tell how a thing stands last; all where that did not change."""
    steps = context.steps.get(claims[0].id, ())
    standings = {step.standing for step in steps if step.published == steps[-1].published}
    return tuple(claim for claim in claims if not steps or claim.factuality in standings)


def _hub(context: BriefContext, hub: str, pairs: list[ContactPair]) -> Inlines:
    """One person's contacts in one sentence, those of the other people after a semicolon."""
    verb = next(_verb(claims) for claims, parties in pairs if hub in parties)
    shared = [(claims, parties) for claims, parties in pairs if hub in parties and _verb(claims) == verb]
    same_day = len({_on(claims) for claims, _ in shared}) == 1
    line: list[Inline] = [Run(f"{context.name(hub)} {verb} ")]
    for at, (claims, parties) in enumerate(shared):
        other = context.name(next(party for party in parties if party != hub))
        joint = _joint(verb, at, len(shared))
        line += [Run(f"{joint}{other}{'' if same_day else _on(claims)} "), *context.links(claims)]
    on = _on(shared[0][0]) if same_day else ""
    line += [Run(on)] if on else []
    for claims, (one, other) in (pair for pair in pairs if pair not in shared):
        line += [Run(f"; {context.name(one)} {_verb(claims)} {context.name(other)} "), *context.links(claims)]
    return (*line, Run("."))


def _joint(verb: str, at: int, count: int) -> str:
    """What stands before the contact at `at` of `count`: "spoke with A, with B and, separately, with C"."""
    if at == 0:
        return ""
    preposition = "with " if verb.endswith(" with") else ""
    return f" and, separately, {preposition}" if at == count - 1 else f", {preposition}"


def _verb(claims: tuple[Claim, ...]) -> str:
    first = claims[0]
    return SPOKE[first.mode] if isinstance(first, Contact) else ""


def _on(claims: tuple[Claim, ...]) -> str:
    days = {claim.when.start for claim in claims if claim.when and claim.when.start == claim.when.end}
    day = next(iter(days)) if len(days) == 1 else None
    return f" on {day_words(day)}" if day else ""


def _dispute(context: BriefContext, findings: list[BriefFinding]) -> Inlines:
    for verdict, how in (("conflict", "contradict each other"), ("differs", "differ")):
        disputes = [pair.claims for pair in findings if pair.finding.verdict == verdict]
        if disputes:
            claims = min(disputes, key=dispute_rank)
            return (Run(f"The reports {how} on "), *_about(context, claims), Run(": "), *_sides(context, claims), Run("."))
    several = any(len({claim.report for claim in claims}) > 1 for _, claims in findings)
    return (Run("On what more than one report tells, none contradicts another."),) if several else ()


def dispute_rank(claims: tuple[Claim, ...]) -> int:
    """The place of a dispute among disputes: numbers and deeds before words."""
    return view_of(claims[0]).dispute_rank


def _about(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    lead_topic = view_of(claims[0]).lead_topic
    return (Run(lead_topic(context, claims[0])),) if lead_topic else topic(context, claims)


def _sides(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    view = view_of(claims[0])
    sides = wordings(context, claims, view.lead_words or view.dispute_words)
    breaks = [at for at, inline in enumerate(sides) if isinstance(inline, Run) and inline.text == " · "]
    word = " against " if len(breaks) == 1 else ", "
    return tuple(Run(word) if at in breaks else inline for at, inline in enumerate(sides))


def _leaving(context: BriefContext, findings: list[BriefFinding]) -> Inlines:
    advice, withdrawals = _advice(context, findings), _withdrawals(context, findings)
    return (*advice, *((Run(" "),) if advice and withdrawals else ()), *withdrawals)


def _advice(context: BriefContext, findings: list[BriefFinding]) -> Inlines:
    states = _by_state(context, findings, "advise-leave")
    if not states:
        return ()
    where = common(_claims(states), lambda claim: context.place(claim.place))
    text = f"{sentence_case(_who(context, states))} told citizens to leave{' ' + where if where else ''}"
    return (Run(text + _how_many_agree(context, states, findings) + " "), *context.links(_claims(states)), Run("."))


def _withdrawals(context: BriefContext, findings: list[BriefFinding]) -> Inlines:
    staff = _by_state(context, findings, "withdraw-staff", ("stated", "planned"))
    troops = _by_state(context, findings, "withdraw-troops", ("stated", "planned"))
    states = {**staff, **troops}
    if not states:
        return ()
    what = " and ".join(word for word, withdrawn in (("staff", staff), ("troops", troops)) if withdrawn)
    text = f"{sentence_case(_who(context, states))} {_pulling_out(states)} {what} "
    return (Run(text), *context.links(_claims(states)), Run("."))


def _pulling_out(states: ClaimsByState) -> str:
    """ "is pulling out" what is stated, "means to pull out" what is planned, both where both stand."""
    standings = {claim.factuality for claim in _claims(states)}
    be, mean = ("is", "means") if len(states) == 1 else ("are", "mean")
    if "stated" not in standings:
        return f"{mean} to pull out"
    return f"{be} pulling out, or {mean} to pull out," if "planned" in standings else f"{be} pulling out"


def _by_state(
    context: BriefContext, findings: list[BriefFinding], act: Act, standings: tuple[Factuality, ...] = ("stated",)
) -> ClaimsByState:
    """The claims of an act by who acts: by the state where one is known."""
    states: dict[str, list[Claim]] = {}
    for claim in (claim for _, claims in findings for claim in claims):
        if isinstance(claim, Precaution) and claim.act == act and claim.factuality in standings:
            states.setdefault(context.side(claim.actor), []).append(claim)
    return {state: tuple(claims) for state, claims in states.items()}


def _claims(states: ClaimsByState) -> tuple[Claim, ...]:
    return tuple(claim for claims in states.values() for claim in claims)


def _how_many_agree(context: BriefContext, states: ClaimsByState, findings: list[BriefFinding]) -> str:
    """Of whom more than one independent origin says so, where that is not true of all."""
    origins = {claim.id: set(finding.origins) for finding, claims in findings for claim in claims}
    sure = {state: claims for state, claims in states.items() if len(set().union(*(origins[claim.id] for claim in claims))) > 1}
    if not sure or len(sure) == len(states):
        return ""
    who = listing(_state_names(context, sure)) if len(sure) <= _STATES else count_words(len(sure), "of them", "of them")
    return f" (only of {who} do two or more sources say so)"


def _who(context: BriefContext, states: ClaimsByState) -> str:
    if len(states) <= _STATES:
        return listing(_state_names(context, states))
    if all(len(key) == 3 and key.isupper() for key in states):
        return count_words(len(states), "state")
    return count_words(len(states), "state or body", "states and bodies")


def _state_names(context: BriefContext, states: ClaimsByState) -> list[str]:
    """The name of the state where the record has it as an actor, or else of who acted for it."""
    names = {actor.country: actor.name for actor in context.record.actors if actor.kind == "state" and actor.country}
    firsts = [(state, claims[0]) for state, claims in states.items()]
    precautions = [(state, claim) for state, claim in firsts if isinstance(claim, Precaution)]
    return [in_sentence(names.get(state) or context.name(claim.actor)) for state, claim in precautions]
