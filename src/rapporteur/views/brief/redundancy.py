"""Claims that only repeat, as a said thing, what another claim of the same words already says more exactly.

"Norland has called on its citizens to leave Kelm" gives a precaution of Norland and, besides, an indirect statement of
Norland, "to leave Kelm". The record keeps both; a brief that printed both would say everything twice.
"""

from __future__ import annotations

from rapporteur.model import Claim, Event, Forecast, Statement
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.kinds import view_of


def is_redundant(context: BriefContext, claims: tuple[Claim, ...]) -> bool:
    """Whether all these claims of one finding repeat other claims that the brief shows elsewhere."""
    return all(_is_redundant(context, claim) for claim in claims)


def _is_redundant(context: BriefContext, claim: Claim) -> bool:
    others = context.beside(claim)
    if isinstance(claim, Statement):
        same = [other for other in others if _same_voice(context, claim, other)]
        return bool(same) if claim.form == "indirect" else claim.form == "mixed" and any(_contains(one, claim) for one in same)
    if isinstance(claim, Event) and claim.type == "REJECT" and not claim.recipients:
        return any(_says_what_is_denied(context, claim, other) for other in others)
    if isinstance(claim, Event) and claim.factuality != "stated":
        return any(isinstance(other, Forecast) and other.said_by == claim.said_by for other in others)
    return False


def _says_what_is_denied(context: BriefContext, claim: Event, other: Claim) -> bool:
    """Whether another claim says what is turned down: "Mali: rejection" beside Mali's own words, or what Mali denies."""
    sides = {context.side(actor) for actor in claim.actors}
    if isinstance(other, Statement):
        return other.speaker is not None and context.side(other.speaker) in sides
    return other.factuality == "denied" and not sides.isdisjoint(map(context.side, other.said_by))


def _contains(other: Claim, claim: Statement) -> bool:
    """Whether a forecast has the words of the statement, down to the quoted ones."""
    return isinstance(other, Forecast) and (other.event in claim.words or claim.words in other.event)


def _same_voice(context: BriefContext, claim: Statement, other: Claim) -> bool:
    """Whether the other claim is the speaker's own deed, warning or number."""
    sides = {context.side(voice) for voice in view_of(other).voices(other)}
    return claim.speaker is not None and context.side(claim.speaker) in sides
