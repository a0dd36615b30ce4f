"""One finding as a line: what it is about, each report's wording of it, how far it is a fact, and who vouches for it.

A planned visit never reads as held: wherever a claim is not plainly stated, its standing is a piece of the line. A
contact of Biden and Putin that one report has last "a bit over an hour" reads "Biden – Putin, Saturday 12 Feb" and,
beside it, "60–75 min [1]".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rapporteur.model import Claim, Contact, Event, Figure, Finding, Forecast, Precaution, Statement
from rapporteur.views.content import Line, Piece, Run, Wording
from rapporteur.views.course import course
from rapporteur.views.desk import Desk
from rapporteur.views.passage import clip, inner, snippet
from rapporteur.views.phrase import (
    ACTS,
    EVENTS,
    FACTUALITIES,
    MODES,
    STANCES,
    amount_words,
    listing,
    minutes_words,
    sentence_case,
    when_words,
)
from rapporteur.views.wording import fold, marked, shortened

_RANK = {"conflict": 0, "agreed": 1, "differs": 2, "sole": 3}
_LONG_QUOTE = 180
_WORDINGS = 6
"""Wordings of one finding side by side; `rapporteur show` has them all."""
_LENGTH = re.compile(r"\b(?:minutes?|hours?)\b")
_PRONOUNS = ("he", "she", "it", "they", "we", "i", "them", "him", "her")
"""Whom a precaution affects when the report doesn't name them again: no news in a table that names the actor."""


def weight(finding: Finding) -> tuple[int, int, int]:
    """What matters first: more independent origins, then conflict before agreement, then more claims."""
    return (-len(finding.origins), _RANK[finding.verdict], -len(finding.claims))


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


def common(claims: tuple[Claim, ...], of: Callable[[Claim], str]) -> str:
    """The value that most of the claims have, the earliest of equals; empty values don't count."""
    values = [value for value in map(of, claims) if value]
    return max(values, key=lambda value: (values.count(value), -values.index(value))) if values else ""


def topic(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    """What the claims of one finding are about, without who reports it."""
    first = claims[0]
    when = common(claims, lambda claim: when_words(claim.when))
    match first:
        case Contact():
            return _contact(desk, first, claims, when)
        case Statement():
            return _speaker(desk, first)
        case Figure():
            where = common(claims, lambda claim: desk.place(claim.place))
            return _joined(Run(_figure(desk, first), "strong"), f"in {where}" if where else "", when)
        case Precaution():
            return _joined(Run(desk.name(actor_of(desk, claims)), "strong"), _act(desk, first), when)
        case Forecast():
            return _joined(Run(sayer(desk, first), "strong"), Run(inner(clip(first.event, 90)), "quote"), when)
        case Event():
            return _joined(Run(_event(desk, first)), when)


def _joined(*pieces: Run | str) -> Line:
    """Pieces with commas between them, the empty ones left out."""
    runs = [piece if isinstance(piece, Run) else Run(piece) for piece in pieces]
    runs = [run for run in runs if run.text]
    return tuple(piece for at, run in enumerate(runs) for piece in ((Run(", "), run) if at else (run,)))


def _contact(desk: Desk, contact: Contact, claims: tuple[Claim, ...], when: str) -> Line:
    parties = parties_of(desk, claims)
    host = contact.host if contact.host and contact.host not in parties else None
    where = common(claims, lambda claim: desk.place(claim.place))
    names = " – ".join(desk.name(party) for party in parties)
    return _joined(
        Run(names, "strong"), f"in {where}" if where else "", f"hosted by {desk.name(host)}" if host else "", when
    )


def parties_of(desk: Desk, claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Who took part, by the claim that names most people: "Biden – Putin" before "the White House – the Kremlin"."""
    given = [claim.parties for claim in claims if isinstance(claim, Contact)]
    return max(given, key=lambda parties: (desk.persons(parties), given.count(parties), -given.index(parties)))


def actor_of(desk: Desk, claims: tuple[Claim, ...]) -> str:
    """Who takes a precaution: the state where one claim names it, "Germany" before "the German foreign ministry"."""
    given = [claim.actor for claim in claims if isinstance(claim, Precaution)]
    return max(given, key=lambda actor: (desk.is_state(actor), given.count(actor), -given.index(actor)))


def speaker(desk: Desk, claim: Statement) -> str:
    """Who speaks: the actor's name, or how the report names the speaker."""
    return desk.name(claim.speaker) if claim.speaker else claim.speaker_words


def _speaker(desk: Desk, claim: Statement) -> Line:
    to = f" to {desk.name(claim.addressee)}" if claim.addressee else ""
    if (claim.cue or "").startswith("accus"):  # "each side: shooting first" would be an admission
        to = f", accusing{to.removeprefix(' to')}"
    through = f", through {', '.join(desk.name(actor) for actor in claim.said_by)}" if claim.said_by else ""
    who = Run(speaker(desk, claim), "strong")
    return (who, Run(to + through)) if to + through else (who,)


def _figure(desk: Desk, claim: Figure) -> str:
    return f"{desk.name(claim.subject)}: {claim.of}" if claim.subject else sentence_case(claim.of)


def figure_line(desk: Desk, claim: Figure) -> str:
    """A figure with its number, for a line of its own: "Varnia: at least 90,000 soldiers"."""
    amount = f"{amount_words(claim.amount)} {claim.of}"
    return f"{desk.name(claim.subject)}: {amount}" if claim.subject else sentence_case(amount)


def _act(desk: Desk, claim: Precaution) -> str:
    words = ACTS[claim.act][0]
    return f"{words[0].lower()}{words[1:].rstrip(':')} {desk.place(claim.place)}".strip()


def _event(desk: Desk, claim: Event) -> str:
    """An event as a sentence where it is stated, as a noun where it is not: "attack on Ukraine" never "attacked"."""
    actors = ", ".join(desk.name(actor) for actor in claim.actors) or "Somebody"
    to = ", ".join(desk.name(actor) for actor in claim.recipients)
    verb, noun = EVENTS.get(claim.type, (claim.type.lower(), claim.type.lower()))
    if claim.factuality == "stated":
        return f"{actors} {verb} {to}" if to else f"{actors}: {noun.rsplit(' ', 1)[0]}"
    return f"{noun} {to} by {actors}" if to else f"{noun.rsplit(' ', 1)[0]} by {actors}"


def event_noun(desk: Desk, claim: Event) -> str:
    """An event as a noun phrase, for a table in which its standing has a column."""
    to = ", ".join(desk.name(actor) for actor in claim.recipients)
    noun = EVENTS.get(claim.type, ("", claim.type.lower()))[1]
    by = f" by {', '.join(desk.name(actor) for actor in claim.actors)}" if claim.actors else ""
    return f"{noun} {to}{by}" if to else f"{noun.rsplit(' ', 1)[0]}{by}"


def sayer(desk: Desk, claim: Claim) -> str:
    """Who vouches for a claim, the nearest to the matter first; the report itself where nobody else does."""
    if not claim.said_by:
        return desk.source(claim.report)
    return ", through ".join(desk.name(actor) for actor in reversed(claim.said_by))


def vouchers(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    """ "(says Ushakov)" where every claim that is no statement or forecast rests on somebody's word."""
    if isinstance(claims[0], Statement | Forecast) or not all(claim.said_by for claim in claims):
        return ()
    nearest = dict.fromkeys(claim.said_by[-1] for claim in claims)
    names = list(dict.fromkeys(desk.name(actor) for actor in nearest))  # a second mention is shorter than the first
    return (Run(f"(says {listing(names[:3])})", "muted"),)


def standing(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    """How far the thing is a fact, where it is not plainly stated by all: "planned", or "planned [1] stated [2]"; where that
    changed over time, with the days."""
    if claims[0].id in desk.steps:
        return course(desk, desk.steps[claims[0].id])
    found = [kind for kind in FACTUALITIES if any(claim.factuality == kind for claim in claims)]
    if found == ["stated"]:
        return ()
    pieces: list[Piece] = []
    for kind in found:
        pieces += [Run(" ")] if pieces else []
        pieces.append(Run(kind, "denied" if kind == "denied" else "standing"))
        if len(found) > 1:
            pieces += [Run(" "), *desk.chips(tuple(claim for claim in claims if claim.factuality == kind))]
    return tuple(pieces)


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
            return "" if (claim.affected or "").casefold() in _PRONOUNS else clip(claim.affected or "", 60)
        case Forecast():
            return clip(claim.event, 90)
        case Event():
            return snippet(claim)


def is_quoted(claim: Claim) -> bool:
    """Whether `detail` is the report's own words, which go between quotation marks."""
    return not isinstance(claim, Contact | Figure) and not (isinstance(claim, Statement) and claim.form == "indirect")


def wordings(
    desk: Desk, claims: tuple[Claim, ...], words_of: Callable[[Claim], str] = detail, quiet: bool = False
) -> Line:
    """Each different wording once, with its sources: those of most reports first, the differing words marked."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(fold(_told(claim, words_of)), []).append(claim)
    ordered = sorted(groups.values(), key=lambda group: (not words_of(group[0]), -len({c.report for c in group})))
    model = _told(ordered[0][0], words_of)
    pieces: list[Piece] = []
    for group in ordered[:_WORDINGS]:
        if pieces:
            pieces.append(Run(" · ", "break"))
        words = _told(group[0], words_of)
        if words:
            others = _told(ordered[1][0], words_of) if group is ordered[0] and len(ordered) > 1 else model
            pieces += [_words(group[0], words, others), Run(" ")]
        elif pieces:
            pieces.append(Run("also "))
        pieces += desk.chips(tuple(group), quiet)
    left = len(ordered) - _WORDINGS
    return (*pieces, Run(" · ", "break"), Run(f"and {left:,} more wordings", "muted")) if left > 0 else tuple(pieces)


def _told(claim: Claim, words_of: Callable[[Claim], str]) -> str:
    """What a wording is told by; of a statement all its words, since the one that differs may be the last."""
    return " ".join(claim.words.split()) if isinstance(claim, Statement) else words_of(claim)


def _words(claim: Claim, words: str, other: str) -> Piece:
    """A wording as a piece; where an utterance is told in two ways, with the differing words marked."""
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
    if len(exact) <= 110 or number is None:
        return clip(exact, 110)
    start = exact.rfind(" ", 0, max(0, number.start() - 40)) + 1 if number.start() > 40 else 0
    return ("…" if start else "") + clip(exact[start:], 110)


def dispute_words(claim: Claim) -> str:
    """What to set side by side where reports differ: the words, not only the number that was read from them."""
    if isinstance(claim, Figure | Contact):
        return f"“{inner(figure_words(claim))}”"
    when = when_words(claim.when) if isinstance(claim, Forecast) else ""
    return f"{detail(claim)} ({when})" if when else detail(claim)
