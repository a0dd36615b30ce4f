"""What stages find by the names of the kinds, and what is said where a kind lacks it."""

from __future__ import annotations

import pytest

from rapporteur.kinds import ACTOR_FIELDS, BODIES, kind_of, of_each_kind
from rapporteur.model import KINDS, Figure, Interval, Span
from rapporteur.reconcile.blocks import Comparer
from rapporteur.reconcile.comparers import COMPARERS
from rapporteur.views.kinds import KIND_VIEWS
from rapporteur.views.kinds.kind_view import KindView


def test_every_kind_brings_its_parts() -> None:
    assert tuple(BODIES) == tuple(COMPARERS) == tuple(KIND_VIEWS) == KINDS
    assert all(callable(find) for find in of_each_kind("rapporteur.extract", "find").values())
    assert all(isinstance(comparer, Comparer) for comparer in COMPARERS.values())
    assert all(isinstance(view, KindView) for view in KIND_VIEWS.values())


def test_a_missing_part_is_named() -> None:
    with pytest.raises(ImportError, match=r"needs a module rapporteur\.store\.contacts with 'find'"):
        of_each_kind("rapporteur.store", "find")
    with pytest.raises(ImportError, match=r"rapporteur\.extract\.contacts, the module of the kind 'contact', has no 'VIEW'"):
        of_each_kind("rapporteur.extract", "VIEW")


def test_actors_are_found_by_the_type_of_the_field() -> None:
    assert ACTOR_FIELDS["contact"] == ("said_by", "parties", "host")
    assert ACTOR_FIELDS["statement"] == ("said_by", "speaker", "addressee")
    assert ACTOR_FIELDS["event"] == ("said_by", "actors", "recipients")


def test_a_claim_knows_its_kind() -> None:
    span = Span("a", 0, 3, "six")
    assert kind_of(Figure(id="a", report="a", evidence=(span,), of="tanks", subject=None, amount=Interval(6, 6))) == "figure"
