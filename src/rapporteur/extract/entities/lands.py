"""The lands that a report names, and where: which one it is about, and which was named last."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable

from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.lexicon.word_sets import word_set

_ABOUT = 4
"""Mentions of a land from which on a report may be about it."""


class Lands:
    """Lands by ISO alpha-3, of names in text order. `named`: all that any name is of."""

    def __init__(self, names: Iterable[EntityMention]) -> None:
        kinds = word_set("entities", "home_kinds")
        counts: Counter[str] = Counter()
        self._starts: dict[str, list[int]] = {}
        countries = [(name, name.entry.country) for name in names if name.entry is not None and name.entry.country]
        self.named = frozenset(country for _, country in countries)
        for name, country in countries:
            if name.kind in kinds:
                counts[country] += 1
            if name.kind in ("country", "capital"):
                self._starts.setdefault(country, []).append(name.start)
        self._ranked = counts.most_common()

    def about(self, but: Collection[str | None] = ()) -> str | None:
        """The land that the report is about: one often named, twice as often as any other that is none of `but`."""
        ranked = [(land, number) for land, number in self._ranked if land not in but][:2]
        stands_out = bool(ranked) and ranked[0][1] >= _ABOUT and (len(ranked) < 2 or ranked[1][1] * 2 <= ranked[0][1])
        return ranked[0][0] if stands_out else None

    def before(self, i: int, but: Collection[str | None] = ()) -> str | None:
        """The land last named as such or by its capital before word `i` that is none of `but`."""
        known = ((starts, land) for land, starts in self._starts.items() if land not in but)
        last = ((starts[place - 1], land) for starts, land in known if (place := bisect_left(starts, i)))
        return max(last, default=(-1, None))[1]
