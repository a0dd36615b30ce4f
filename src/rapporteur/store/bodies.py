"""Bodies of rows → nouns, in one place, and whatever is wrong with one as `Damage` that names it.

>>> from rapporteur.model import Actor
>>> decoded(Actor, b'{"id": "rus", "name": "Russia", "kind": "state"}', "r1").name
'Russia'
>>> decoded(Actor, b'{"id": "rus"', "r1")
Traceback (most recent call last):
rapporteur.store.bodies.Damage: r1: its actor can't be read: Input data was truncated
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec


class Damage(Exception):
    """What can't be right in the database: `of` is the id of a report, or words for something else."""

    def __init__(self, of: str, reason: str) -> None:
        super().__init__(f"{of}: {reason}")
        self.of = of
        self.reason = reason


def decoded(noun: Any, body: object, of: str) -> Any:
    """The noun in a body. Raises `Damage` where it has none."""
    try:
        if not isinstance(body, bytes):
            raise TypeError(f"it is stored as {type(body).__name__}")
        return _decoder(noun).decode(body)
    except (msgspec.MsgspecError, RecursionError, TypeError, UnicodeError) as error:
        raise Damage(of, f"its {_word(noun)} can't be read: {' '.join(str(error).split())}") from error


@cache
def _decoder(noun: Any) -> Any:
    return msgspec.json.Decoder(noun)


def _word(noun: Any) -> str:
    return getattr(noun, "__name__", "claim").lower()
