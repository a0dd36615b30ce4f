"""The first lines of a brief: two to four sentences, each from the weightiest finding of its sort.

From a record in which two reports have Putin speaking with Biden and with Macron: "Putin spoke by phone with Biden and,
separately, with Macron on Saturday 12 Feb [1][2]." Nothing is said that the findings don't say.
"""

from __future__ import annotations

from collections import Counter

from rapporteur.model import Claim, Contact, Figure, Finding, Forecast, Precaution, Statement
from rapporteur.views.content import Line, Piece, Run
from rapporteur.views.desk import Desk
from rapporteur.views.lines import common, dispute_words, parties_of, sayer, standing, topic, wordings
from rapporteur.views.passage import clip, inner
from rapporteur.views.phrase import SPOKE, STANCES, count_words, day_words, listing, sentence_case, when_words

Found = tuple[Finding, tuple[Claim, ...]]

_TELLING = ("figure", "contact", "precaution", "forecast", "event", "statement")
"""Which dispute to lead with: numbers and deeds before words."""


def in_short(desk: Desk, found: list[Found]) -> tuple[Line, ...]:
    """Two to four lines; fewer where the record holds nothing of a sort, none for an empty record."""
    lines = (_contacts(desk, found), _dispute(desk, found), _leaving(desk, found), _forecast(desk, found))
    return tuple(line for line in lines if line)


def _contacts(desk: Desk, found: list[Found]) -> Line:
    held = [claims for finding, claims in found if finding.kind == "contact" and finding.verdict == "agreed"]
    held = [claims for claims in held if all(claim.factuality == "stated" for claim in claims)][:4]
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
            _, claims = min(these, key=lambda pair: _TELLING.index(pair[0].kind))
            how = "contradict each other" if verdict == "conflict" else "differ"
            return (Run(f"The reports {how} on "), *_about(desk, claims), Run(": "), *_sides(desk, claims), Run("."))
    several = any(len({claim.report for claim in claims}) > 1 for _, claims in found)
    return (Run("On what more than one report tells, none contradicts another."),) if several else ()


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
    told = _actors(desk, found, ("advise-leave", "evacuate"))
    staff = _actors(desk, found, ("withdraw-staff", "close-post"))
    troops = _actors(desk, found, ("withdraw-troops",))
    pulling = {**staff, **troops}
    pieces: list[Piece] = []
    if told:
        where = common(tuple(claim for claims in told.values() for claim in claims), lambda c: desk.place(c.place))
        text = f"{sentence_case(_who(desk, told))} told citizens to leave{' ' + where if where else ''}"
        pieces += [Run(text + _shared(desk, told) + " "), *_chips(desk, told), Run(".")]
    if pulling:
        what = " and ".join(word for word, actors in (("staff", staff), ("troops", troops)) if actors)
        verb = "is" if len(pulling) == 1 else "are"
        text = f"{' ' if pieces else ''}{sentence_case(_who(desk, pulling))} {verb} pulling out {what} "
        pieces += [Run(text), *_chips(desk, pulling), Run(".")]
    return tuple(pieces)


def _actors(desk: Desk, found: list[Found], acts: tuple[str, ...]) -> dict[str, tuple[Claim, ...]]:
    """The claims by who acts (the state where one is known), without what is only planned, possible or denied."""
    states: dict[str, tuple[Claim, ...]] = {}
    for _, claims in found:
        for claim in claims:
            if isinstance(claim, Precaution) and claim.act in acts and claim.factuality == "stated":
                actor = desk.actor.get(claim.actor)
                key = (actor.country if actor else None) or claim.actor
                states[key] = (*states.get(key, ()), claim)
    return states


def _chips(desk: Desk, states: dict[str, tuple[Claim, ...]]) -> tuple[Piece, ...]:
    return desk.chips(tuple(claim for claims in states.values() for claim in claims))


def _shared(desk: Desk, states: dict[str, tuple[Claim, ...]]) -> str:
    """Of whom more than one independent origin says so, where that is not true of all."""
    sure = {
        key: claims for key, claims in states.items() if len({claim.origin or claim.report for claim in claims}) > 1
    }
    if not sure or len(sure) == len(states):
        return ""
    who = listing(_state_names(desk, sure)) if len(sure) <= 3 else f"{len(sure)} of them"
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
    return [names.get(key) or desk.name(claim.actor) for key, claim in firsts if isinstance(claim, Precaution)]


def _forecast(desk: Desk, found: list[Found]) -> Line:
    ahead = [claims for _, claims in found if isinstance(claims[0], Forecast)]
    affirmed = [claims for claims in ahead if all(claim.factuality != "denied" for claim in claims)]
    denied = [claims for claims in ahead if all(claim.factuality == "denied" for claim in claims)]
    pieces: list[Piece] = []
    if affirmed:
        pieces += _said(desk, affirmed[0])
    if denied:
        pieces += [Run("; " if pieces else ""), *_denial(desk, denied[0])]
    return (*pieces, Run(".")) if pieces else ()


def _said(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    first = claims[0]
    if not isinstance(first, Forecast):
        return ()
    pieces: list[Piece] = [
        Run(f"{sayer(desk, first)} {STANCES[first.stance][1]} "),
        Run(inner(clip(first.event, 90)), "quote"),
    ]
    when = when_words(first.when)
    pieces += [Run(f", {when}")] if when else []
    pieces += [Run(", "), Run(inner(clip(first.condition, 90)), "quote")] if first.condition else []
    mark = standing(desk, claims)
    return (*pieces, *((Run(" ("), *mark, Run(")")) if mark else ()), Run(" "), *desk.chips(claims))


def _denial(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    first = claims[0]
    if not isinstance(first, Forecast):
        return ()
    return (
        Run("denied", "denied"),
        Run(f" by {sayer(desk, first)}: "),
        Run(inner(clip(first.event, 90)), "quote"),
        Run(" "),
        *desk.chips(claims),
    )
