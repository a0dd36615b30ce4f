"""Which rule made a claim, and which turned a candidate down: for `rapporteur check`, and for whoever mends a rule.

A rule has an id, "KIND.NAME", and a sentence in `lexicon/data/rules.toml`. A claim carries the ids of those that made it
(`Claim.rule`). A filter says that it turned a candidate down with `drop`; what it says is kept only inside `traced()`.

>>> with traced() as drops:
...     drop("event.naming", 4)
>>> drops
[Drop(rule='event.naming', word=4)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, ParamSpec

P = ParamSpec("P")


class Drop(NamedTuple):
    """A candidate that a rule turned down: its word, by the index in the reading."""

    rule: str
    word: int


_drops: ContextVar[list[Drop] | None] = ContextVar("drops", default=None)


def drop(rule: str, word: int) -> None:
    """The rule turned down the candidate at that word. Returns nothing, so that a finder can `return drop(…)`."""
    drops = _drops.get()
    if drops is not None:
        drops.append(Drop(rule, word))


def turned_down(filters: Iterable[tuple[str, Callable[P, bool]]], word: int, /, *args: P.args, **kwargs: P.kwargs) -> bool:
    """Whether one of the filters, each a rule and its test, turns down the candidate at that word; the first says so.

    >>> turned_down((("figure.negative", lambda number: number < 0), ("figure.far", lambda number: number > 9)), 4, 7)
    False
    """
    for rule, test in filters:
        if test(*args, **kwargs):
            drop(rule, word)
            return True
    return False


@contextmanager
def traced() -> Iterator[list[Drop]]:
    """Keeps what is turned down inside the block, in the order of the finders."""
    drops: list[Drop] = []
    token = _drops.set(drops)
    try:
        yield drops
    finally:
        _drops.reset(token)
