"""The first lines of a brief: two to four sentences, each from the weightiest finding of its sort.

From a record in which two reports have Putin speaking with Biden and with Macron: "Putin spoke by phone with Biden and,
separately, with Macron on Saturday 12 Feb [1][2]." Nothing is said that the findings don't say.
"""

from __future__ import annotations

import re
from collections import Counter

from rapporteur.model import Claim, Contact, Event, Figure, Finding, Forecast, Precaution, Statement
from rapporteur.views.content import Line, Piece, Run
from rapporteur.views.desk import Desk
from rapporteur.views.lines import common, dispute_words, event_noun, parties_of, sayer, standing, topic, wordings
from rapporteur.views.passage import clip, inner
from rapporteur.views.phrase import (
    SPOKE,
    STANCES,
    count_words,
    day_words,
    in_sentence,
    listing,
    sentence_case,
    when_words,
)

Found = tuple[Finding, tuple[Claim, ...]]

_ATTACK = {"attac", "invas", "invad", "offen", "assau", "incur", "war"}
"""Beginnings of the words for what PLOVER codes as ASSAULT or COERCE, so that its denial meets the forecast of it."""
_TELLING = (Figure, Contact, Precaution, Forecast, Event, Statement)
"""Which dispute to lead with: numbers and deeds before words."""


def in_short(desk: Desk, found: list[Found]) -> tuple[Line, ...]:
    """Two to four lines; fewer where the record holds nothing of a sort, none for an empty record."""
    lines = (_contacts(desk, found), _dispute(desk, found), _leaving(desk, found), _forecast(desk, found))
    return tuple(line for line in lines if line)


def _contacts(desk: Desk, found: list[Found]) -> Line:
    held = [claims for finding, claims in found if finding.kind == "contact" and finding.verdict == "agreed"]
    held = [claims for claims in (_last(desk, claims) for claims in held) if {c.factuality for c in claims} == {"stated"}][:4]
    pairs = [(claims, parties) for claims in held if len(parties := parties_of(desk, claims)) == 2]
    if not pairs:
        return ()
    hub, count = Counter(party for _, parties in pairs for party in parties).most_common(1)[0]
    first = pairs[0][0][0]
    if count > 1 and isinstance(first, Contact):
        return _hub(desk, hub, pairs)
    (claims, (one, other)) = pairs[0]
    text = f"{desk.name(one)} {_verb(claims)} {desk.name(other)}{_on(claims)} "
    return (Run(text), *desk.chips(claims), Run("."))


def _last(desk: Desk, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims that tell how a thing stands last; all where that did not change."""
    course = desk.steps.get(claims[0].id, ())
    standings = {step.standing for step in course if step.published == course[-1].published}
    return tuple(claim for claim in claims if not course or claim.factuality in standings)


def _hub(desk: Desk, hub: str, pairs: list[tuple[tuple[Claim, ...], tuple[str, ...]]]) -> Line:
    """One person's contacts in one sentence, those of the other people after a semicolon."""
    mode = next(_verb(claims) for claims, parties in pairs if hub in parties)
    mine = [(claims, parties) for claims, parties in pairs if hub in parties and _verb(claims) == mode]
    rest = [pair for pair in pairs if pair not in mine]
    pieces: list[Piece] = [Run(f"{desk.name(hub)} {mode} ")]
    same_day = len({_on(claims) for claims, _ in mine}) == 1
    for at, (claims, parties) in enumerate(mine):
        other = next(party for party in parties if party != hub)
        joint = "" if at == 0 else " and, separately, " if at == len(mine) - 1 else ", "
        again = f"{mode.rsplit(' ', 1)[-1]} " if at and mode.endswith(" with") else ""
        pieces += [Run(f"{joint}{again}{desk.name(other)}{'' if same_day else _on(claims)} "), *desk.chips(claims)]
    pieces.append(Run(_on(mine[0][0]) if same_day else ""))
    for claims, (one, other) in rest:
        pieces += [Run(f"; {desk.name(one)} {_verb(claims)} {desk.name(other)} "), *desk.chips(claims)]
    return (*(piece for piece in pieces if not isinstance(piece, Run) or piece.text), Run("."))


def _verb(claims: tuple[Claim, ...]) -> str:
    first = claims[0]
    return SPOKE[first.mode] if isinstance(first, Contact) else ""


def _on(claims: tuple[Claim, ...]) -> str:
    days = {claim.when.start for claim in claims if claim.when and claim.when.start == claim.when.end}
    day = next(iter(days)) if len(days) == 1 else None
    return f" on {day_words(day)}" if day else ""


def _dispute(desk: Desk, found: list[Found]) -> Line:
    for verdict in ("conflict", "differs"):
        these = [pair for pair in found if pair[0].verdict == verdict]
        if these:
            _, claims = min(these, key=lambda pair: telling(pair[1]))
            how = "contradict each other" if verdict == "conflict" else "differ"
            return (Run(f"The reports {how} on "), *_about(desk, claims), Run(": "), *_sides(desk, claims), Run("."))
    several = any(len({claim.report for claim in claims}) > 1 for _, claims in found)
    return (Run("On what more than one report tells, none contradicts another."),) if several else ()


def telling(claims: tuple[Claim, ...]) -> int:
    """The place of a dispute among disputes."""
    return _TELLING.index(type(claims[0]))


def _about(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    first = claims[0]
    if isinstance(first, Figure):
        whose = f"{desk.name(first.subject)}’s " if first.subject else ""
        return (Run(f"the number of {whose}{first.of}"),)
    if isinstance(first, Statement):
        return (Run(f"the words of {desk.name(first.speaker) if first.speaker else first.speaker_words}"),)
    return topic(desk, claims)


def _sides(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    sides = wordings(desk, claims) if isinstance(claims[0], Figure) else wordings(desk, claims, dispute_words)
    between = [at for at, piece in enumerate(sides) if isinstance(piece, Run) and piece.text == " · "]
    word = " against " if len(between) == 1 else ", "
    return tuple(Run(word) if at in between else piece for at, piece in enumerate(sides))


def _leaving(desk: Desk, found: list[Found]) -> Line:
    told = _actors(desk, found, ("advise-leave",))
    staff = _actors(desk, found, ("withdraw-staff",), planned=True)
    troops = _actors(desk, found, ("withdraw-troops",), planned=True)
    pulling = {**staff, **troops}
    pieces: list[Piece] = []
    if told:
        where = common(tuple(claim for claims in told.values() for claim in claims), lambda c: desk.place(c.place))
        text = f"{sentence_case(_who(desk, told))} told citizens to leave{' ' + where if where else ''}"
        pieces += [Run(text + _shared(desk, told, found) + " "), *_chips(desk, told), Run(".")]
    if pulling:
        what = " and ".join(word for word, actors in (("staff", staff), ("troops", troops)) if actors)
        text = f"{' ' if pieces else ''}{sentence_case(_who(desk, pulling))} {_pulling(pulling)} {what} "
        pieces += [Run(text), *_chips(desk, pulling), Run(".")]
    return tuple(pieces)


def _pulling(states: dict[str, tuple[Claim, ...]]) -> str:
    """ "is pulling out" what is stated, "means to pull out" what is planned, both where both stand."""
    standings = {claim.factuality for claims in states.values() for claim in claims}
    be, mean = ("is", "means") if len(states) == 1 else ("are", "mean")
    if "stated" not in standings:
        return f"{mean} to pull out"
    return f"{be} pulling out, or {mean} to pull out," if "planned" in standings else f"{be} pulling out"


def _actors(
    desk: Desk, found: list[Found], acts: tuple[str, ...], planned: bool = False
) -> dict[str, tuple[Claim, ...]]:
    """The claims by who acts (the state where one is known): what is stated, and what is `planned` where asked."""
    standings = ("stated", "planned") if planned else ("stated",)
    states: dict[str, tuple[Claim, ...]] = {}
    for _, claims in found:
        for claim in claims:
            if isinstance(claim, Precaution) and claim.act in acts and claim.factuality in standings:
                actor = desk.actor.get(claim.actor)
                key = (actor.country if actor else None) or claim.actor
                states[key] = (*states.get(key, ()), claim)
    return states


def _chips(desk: Desk, states: dict[str, tuple[Claim, ...]]) -> tuple[Piece, ...]:
    return desk.chips(tuple(claim for claims in states.values() for claim in claims))


def _shared(desk: Desk, states: dict[str, tuple[Claim, ...]], found: list[Found]) -> str:
    """Of whom more than one independent origin says so, where that is not true of all."""
    origins = {claim.id: set(finding.origins) for finding, claims in found for claim in claims}
    sure = {k: claims for k, claims in states.items() if len(set().union(*(origins[c.id] for c in claims))) > 1}
    if not sure or len(sure) == len(states):
        return ""
    who = listing(_state_names(desk, sure)) if len(sure) <= 3 else count_words(len(sure), "of them", "of them")
    return f" (only of {who} do two or more sources say so)"


def _who(desk: Desk, states: dict[str, tuple[Claim, ...]]) -> str:
    if len(states) <= 3:
        return listing(_state_names(desk, states))
    if all(len(key) == 3 and key.isupper() for key in states):
        return count_words(len(states), "state")
    return count_words(len(states), "state or body", "states and bodies")


def _state_names(desk: Desk, states: dict[str, tuple[Claim, ...]]) -> list[str]:
    """The name of the state where the record has it as an actor, or else of who acted for it."""
    names = {actor.country: actor.name for actor in desk.record.actors if actor.kind == "state" and actor.country}
    firsts = [(key, claims[0]) for key, claims in states.items()]
    held = [(key, claim) for key, claim in firsts if isinstance(claim, Precaution)]
    return [in_sentence(names.get(key) or desk.name(claim.actor)) for key, claim in held]


def _forecast(desk: Desk, found: list[Found]) -> Line:
    """The weightiest forecast with its standing, and who denies it: one that shares a word with it, or an attack."""
    ahead = [pair for pair in found if isinstance(pair[1][0], Forecast) and not _all_denied(pair[1])]
    if not ahead:
        return ()
    claims = min(ahead, key=lambda pair: _promise(*pair))[1]
    denied = [other for _, other in found if _all_denied(other) and _is_about(claims, other)]
    pieces: list[Piece] = [*_said(desk, claims)]
    if denied:
        pieces += [Run("; "), *_denial(desk, denied[0])]
    return (*pieces, Run("."))


def _all_denied(claims: tuple[Claim, ...]) -> bool:
    return all(claim.factuality == "denied" for claim in claims)


def _promise(finding: Finding, claims: tuple[Claim, ...]) -> tuple[int, bool, bool, bool]:
    """Forecasts on which most is known come first: by more origins, with a time ahead, with words of likelihood."""
    dated = any(claim.when and (claim.when.end is None or claim.when.start != claim.when.end) for claim in claims)
    likely = any(isinstance(claim, Forecast) and claim.likelihood for claim in claims)
    vouched = any(claim.said_by for claim in claims)
    return -len(finding.origins), not dated, not likely, not vouched


def _is_about(claims: tuple[Claim, ...], denied: tuple[Claim, ...]) -> bool:
    words = {word for claim in claims if isinstance(claim, Forecast) for word in _stems(claim.event)}
    first = denied[0]
    if isinstance(first, Event):
        return first.type in ("ASSAULT", "COERCE") and bool(words & _ATTACK)
    return isinstance(first, Forecast) and bool(words & set(_stems(first.event)))


def _stems(words: str) -> list[str]:
    """The first five letters of the longer words: enough to tell "invade" and "invasion" from "sanctions"."""
    return [word[:5] for word in re.findall(r"\w{5,}", words.casefold())]


def _said(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    first = claims[0]
    if not isinstance(first, Forecast):
        return ()
    lead = f"{sentence_case(_teller(desk, first))} {STANCES[first.stance][1]}: "
    pieces: list[Piece] = [Run(lead), Run(inner(clip(first.event, 90)), "quote")]
    when = when_words(first.when)
    pieces += [Run(f", {when}")] if when else []
    pieces += [Run(", "), Run(inner(clip(first.condition, 90)), "quote")] if first.condition else []
    mark = standing(desk, claims)
    return (*pieces, *((Run(" ("), *mark, Run(")")) if mark else ()), Run(" "), *desk.chips(claims))


def _teller(desk: Desk, claim: Claim) -> str:
    """Who says so, with an article: "the Kremlin", "a senior official"."""
    nearest = desk.actor.get(claim.said_by[-1]) if claim.said_by else None
    who = sayer(desk, claim)
    if nearest and nearest.kind == "person" and "'s " not in nearest.name and nearest.name[-1:].islower():
        if not nearest.name.split()[-1][0].isupper():
            return f"{'an' if who[0] in 'aeioAEIO' else 'a'} {who}"
    return in_sentence(who)


def _denial(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    first = claims[0]
    what = (
        Run(inner(clip(first.event, 90)), "quote")
        if isinstance(first, Forecast)
        else Run(event_noun(desk, first) if isinstance(first, Event) else "")
    )
    who = _teller(desk, first)
    return (Run("denied", "denied"), Run(f" by {who}: "), what, Run(" "), *desk.chips(claims))
