"""What the topics of findings are made of, whatever their kind: the value that most claims have, and who vouches for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from rapporteur.model import Claim
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines, Run

C = TypeVar("C", bound=Claim)


def common(claims: tuple[C, ...], of: Callable[[C], str]) -> str:
    """The value that most of the claims have, the earliest of equals; empty values don't count."""
    counts = Counter(value for value in map(of, claims) if value)
    return max(counts, key=counts.__getitem__, default="")


def joined(*pieces: Run | str) -> Inlines:
    """Pieces with commas between them, the empty ones left out."""
    runs = [piece if isinstance(piece, Run) else Run(piece) for piece in pieces]
    runs = [run for run in runs if run.text]
    return tuple(piece for at, run in enumerate(runs) for piece in ((Run(", "), run) if at else (run,)))


def sayer(context: BriefContext, claim: Claim) -> str:
    """Who vouches for a claim, the nearest to the matter first; the report itself where nobody else does."""
    if not claim.said_by:
        return context.source(claim.report)
    return ", through ".join(context.name(actor) for actor in reversed(claim.said_by))
