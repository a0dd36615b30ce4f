"""What each kind of claim brings to be compared: the `COMPARER` of its file, found by the name of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapporteur.kinds import of_each_kind
from rapporteur.model import Kind
from rapporteur.reconcile.blocks import Comparer

COMPARERS: Mapping[Kind, Comparer[Any]] = of_each_kind("rapporteur.reconcile", "COMPARER")
