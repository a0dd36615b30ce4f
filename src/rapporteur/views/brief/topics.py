"""What a finding is about: the people who met, who spoke, what was counted, who takes which precaution, what happened.

A contact of Biden and Putin on a known day reads "Biden – Putin, Saturday 12 Feb", whoever reports it.
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.model import Claim, Contact, Event, Figure, Forecast, Precaution, Statement
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run
from rapporteur.views.brief.phrasing import ACTS, EVENTS, amount_words, sentence_case, when_words
from rapporteur.views.typography import clip, inner

_LONG_EVENT = 90
"""Letters of what is forecast, before they are cut."""


def common(claims: tuple[Claim, ...], of: Callable[[Claim], str]) -> str:
    """The value that most of the claims have, the earliest of equals; empty values don't count."""
    values = [value for value in map(of, claims) if value]
    return max(values, key=lambda value: (values.count(value), -values.index(value))) if values else ""


def topic(context: BriefContext, claims: tuple[Claim, ...]) -> Inlines:
    """What the claims of one finding are about, without who reports it."""
    first = claims[0]
    when = common(claims, lambda claim: when_words(claim.when))
    match first:
        case Contact():
            return _contact(context, first, claims, when)
        case Statement():
            return _speaker(context, first)
        case Figure():
            where = common(claims, lambda claim: context.place(claim.place))
            return _joined(Run(_figure(context, first), "strong"), f"in {where}" if where else "", when)
        case Precaution():
            return _joined(Run(context.name(actor_of(context, claims)), "strong"), _act(context, first), when)
        case Forecast():
            return _joined(Run(sayer(context, first), "strong"), Run(inner(clip(first.event, _LONG_EVENT)), "quote"), when)
        case Event():
            return _joined(Run(_event(context, first)), when)


def _joined(*pieces: Run | str) -> Inlines:
    """Pieces with commas between them, the empty ones left out."""
    runs = [piece if isinstance(piece, Run) else Run(piece) for piece in pieces]
    runs = [run for run in runs if run.text]
    return tuple(piece for at, run in enumerate(runs) for piece in ((Run(", "), run) if at else (run,)))


def _contact(context: BriefContext, contact: Contact, claims: tuple[Claim, ...], when: str) -> Inlines:
    parties = parties_of(context, claims)
    host = contact.host if contact.host and contact.host not in parties else None
    where = common(claims, lambda claim: context.place(claim.place))
    names = " – ".join(context.name(party) for party in parties)
    return _joined(Run(names, "strong"), f"in {where}" if where else "", f"hosted by {context.name(host)}" if host else "", when)


def parties_of(context: BriefContext, claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Who took part, by the claim that names most people: "Biden – Putin" before "the White House – the Kremlin"."""
    named = [claim.parties for claim in claims if isinstance(claim, Contact)]
    return max(named, key=lambda parties: (context.persons(parties), named.count(parties), -named.index(parties)))


def actor_of(context: BriefContext, claims: tuple[Claim, ...]) -> str:
    """Who takes a precaution: the state where one claim names it, "Germany" before "the German foreign ministry"."""
    actors = [claim.actor for claim in claims if isinstance(claim, Precaution)]
    return max(actors, key=lambda actor: (context.is_state(actor), actors.count(actor), -actors.index(actor)))


def speaker(context: BriefContext, claim: Statement) -> str:
    """Who speaks: the actor's name, or how the report names the speaker."""
    return context.name(claim.speaker) if claim.speaker else claim.speaker_words


def _speaker(context: BriefContext, claim: Statement) -> Inlines:
    to = f" to {context.name(claim.addressee)}" if claim.addressee else ""
    if (claim.cue or "").startswith("accus"):  # "each side: shooting first" would be an admission
        to = f", accusing{to.removeprefix(' to')}"
    through = f", through {', '.join(context.name(actor) for actor in claim.said_by)}" if claim.said_by else ""
    who = Run(speaker(context, claim), "strong")
    return (who, Run(to + through)) if to + through else (who,)


def _figure(context: BriefContext, claim: Figure) -> str:
    return f"{context.name(claim.subject)}: {claim.of}" if claim.subject else sentence_case(claim.of)


def figure_line(context: BriefContext, claim: Figure) -> str:
    """A figure with its number, for a line of its own: "Varnia: at least 90,000 soldiers"."""
    amount = f"{amount_words(claim.amount)} {claim.of}"
    return f"{context.name(claim.subject)}: {amount}" if claim.subject else sentence_case(amount)


def _act(context: BriefContext, claim: Precaution) -> str:
    words = ACTS[claim.act][0]
    return f"{words[0].lower()}{words[1:].rstrip(':')} {context.place(claim.place)}".strip()


def _event(context: BriefContext, claim: Event) -> str:
    """An event as a sentence where it is stated, as a noun where it is not: "attack on Ukraine" never "attacked"."""
    actors = ", ".join(context.name(actor) for actor in claim.actors) or "Somebody"
    to = ", ".join(context.name(actor) for actor in claim.recipients)
    verb, noun = EVENTS.get(claim.type, (claim.type.lower(), claim.type.lower()))
    if claim.factuality == "stated":
        return f"{actors} {verb} {to}" if to else f"{actors}: {noun.rsplit(' ', 1)[0]}"
    return f"{noun} {to} by {actors}" if to else f"{noun.rsplit(' ', 1)[0]} by {actors}"


def event_noun(context: BriefContext, claim: Event) -> str:
    """An event as a noun phrase, for a table in which its standing has a column."""
    to = ", ".join(context.name(actor) for actor in claim.recipients)
    noun = EVENTS.get(claim.type, ("", claim.type.lower()))[1]
    by = f" by {', '.join(context.name(actor) for actor in claim.actors)}" if claim.actors else ""
    return f"{noun} {to}{by}" if to else f"{noun.rsplit(' ', 1)[0]}{by}"


def sayer(context: BriefContext, claim: Claim) -> str:
    """Who vouches for a claim, the nearest to the matter first; the report itself where nobody else does."""
    if not claim.said_by:
        return context.source(claim.report)
    return ", through ".join(context.name(actor) for actor in reversed(claim.said_by))
