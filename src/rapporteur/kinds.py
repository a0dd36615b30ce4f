"""What a stage has of each kind of claim, found by the names in `model.KINDS`: no list of kinds is written again.

>>> sorted(of_each_kind("rapporteur.extract", "find")) == sorted(KINDS)
True
>>> ACTOR_FIELDS["figure"]
('said_by', 'subject')
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, get_args

import msgspec

from rapporteur.model import KINDS, ActorId, Claim, Kind

BODIES: Mapping[Kind, type[Claim]] = {body.__struct_config__.tag: body for body in get_args(Claim)}
"""The body of each kind, as the union of claims has it."""


def kind_of(claim: Claim) -> Kind:
    """The kind of a claim: "figure"."""
    kind: Kind = claim.__struct_config__.tag  # type: ignore[assignment]
    return kind


def of_each_kind(package: str, name: str) -> Mapping[Kind, Any]:
    """What the module of each kind (`contacts.py` …) in `package` calls `name`.

    Raises `ImportError` that says which kind lacks what.
    """
    return {kind: _of_kind(kind, f"{package}.{kind}s", name) for kind in KINDS}


def _of_kind(kind: Kind, module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise ImportError(f"the kind {kind!r} needs a module {module} with {name!r}") from error
    except AttributeError as error:
        raise ImportError(f"{module}, the module of the kind {kind!r}, has no {name!r}") from error


def _holds_actors(sort: Any) -> bool:
    """Whether a field of this type holds ids of actors, one or several."""
    return sort == ActorId or any(map(_holds_actors, get_args(sort)))


ACTOR_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    kind: tuple(field.name for field in msgspec.structs.fields(body) if _holds_actors(field.type))
    for kind, body in BODIES.items()
}
"""The fields of each kind that hold ids of actors."""
