"""Organisations that a report names in full and then by a part or their initials: "the Bamako Star", "the Star"; "UPW"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from rapporteur.extract.entities.mentions import EntityMention

_LAST, _INITIALS = "last", "initials"


def in_full(names: list[EntityMention]) -> list[EntityMention]:
    """Names of organisations with the id of the fuller one that they shorten: "the Star", "UPW" are those named before."""
    organisations = [n for n in names if n.kind in ("organisation", "institution")]
    full = FullNames(n for n in organisations if len(n.text.split()) > 1)
    return [full.renamed(n) if n.kind == "organisation" and n.entry is None else n for n in names]


class FullNames:
    """The full names of organisations, in text order, by what may stand for them: the last word, or the initials.

    >>> bamako = EntityMention(0, 2, 1, "org.bamako-star", "Bamako Star", None, "organisation")
    >>> workers = EntityMention(3, 7, 3, "org.union", "Union of Port Workers", None, "organisation")
    >>> names = FullNames([bamako, workers])
    >>> [names.renamed(workers._replace(start=9, id="", text=short)).id for short in ("Star", "U.P.W.", "Post")]
    ['org.bamako-star', 'org.union', '']
    """

    def __init__(self, names: Iterable[EntityMention]) -> None:
        self._by_short: dict[tuple[str, str], list[EntityMention]] = {}
        self._last_of: dict[tuple[str, str], dict[str, EntityMention]] = {}
        for name in names:
            words = [w for w in name.text.replace("-", " ").split() if w[:1].isupper() or w[:1].isdigit()]
            initials = "".join(word[0] for word in words)
            last = [(_LAST, words[-1])] if len(words) > 1 else []
            for short in (*last, *{(_INITIALS, letters) for letters in (initials, initials[1:]) if len(letters) > 1}):
                self._by_short.setdefault(short, []).append(name)
                self._last_of.setdefault(short, {})[name.id] = name

    def renamed(self, name: EntityMention) -> EntityMention:
        """The name with the id of the last one before of which it is a part, else of the only one that comes later."""
        short = _short(name.text)
        longer = self._by_short.get(short, [])
        places = range(bisect_left(longer, name.start, key=_start) - 1, -1, -1)
        fuller = next((longer[k] for k in places if longer[k].id != name.id), None) or self._only(short, name.id)
        return name if fuller is None else name._replace(id=fuller.id, entry=fuller.entry, kind=fuller.kind)

    def _only(self, short: tuple[str, str], but: str) -> EntityMention | None:
        """What the words shorten where that is one organisation alone, besides that of the id `but`."""
        last_of = self._last_of.get(short, {})
        if len(last_of) - (but in last_of) != 1:
            return None
        return next(name for ident, name in last_of.items() if ident != but)


def _short(text: str) -> tuple[str, str]:
    """How a short name stands for a long one: capitals as its initials, others as its last word."""
    plain = text.replace(".", "")
    return (_INITIALS, plain) if plain.isupper() else (_LAST, text)


def _start(name: EntityMention) -> int:
    return name.start
