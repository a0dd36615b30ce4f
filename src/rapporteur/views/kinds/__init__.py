"""What the views know of each kind of claim: one file a kind, found by its name; a kind brings a `VIEW` and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapporteur.kinds import kind_of, of_each_kind
from rapporteur.model import Claim, Kind
from rapporteur.views.kinds.kind_view import KindView

KIND_VIEWS: Mapping[Kind, KindView[Any]] = of_each_kind(__name__, "VIEW")


def view_of(claim: Claim) -> KindView[Any]:
    """How a claim is shown, by its kind."""
    return KIND_VIEWS[kind_of(claim)]
