"""Which name stands at a place in a text: the user's own rows first, then the lexicon's.

>>> names_at(["The", "West", "Bank", "is", "calm"], 1)
(3, NameEntry(kind='region', id='region.west-bank', name='West Bank', country='PSE', sector=None, common=False))
"""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.lexicon import user_entries
from rapporteur.lexicon.fold import key
from rapporteur.lexicon.names import city_entry, index_of_cities, index_of_names
from rapporteur.lexicon.schema import EntryKind, NameEntry


def names_at(words: Sequence[str], i: int) -> tuple[int, NameEntry] | None:
    """The longest known name that starts at word `i`, as the index after its last word and what it stands for.

    Diacritics, apostrophes, dots and hyphens don't count, capitals do. Of names equally long the order is institution,
    organisation, country, collective, demonym, region, capital, city (the most populous), and before all of them the
    user's own rows (`rapporteur.lexicon.user_entries`).
    """
    start = key(words[i])
    known = index_of_names().longest(words, i) if start in index_of_names().reach else None
    city = index_of_cities().longest(words, i) if start in index_of_cities().reach else None
    index = user_entries.names()
    entry = index.longest(words, i) if index is not None else None
    if entry is not None and all(entry[0] >= other[0] for other in (known, city) if other is not None):
        return entry[0], _own_entry(entry[1])
    if city and (known is None or city[0] > known[0]):
        return city[0], city_entry(city[1])
    return known


def _own_entry(row: user_entries.UserEntry) -> NameEntry:
    kinds: dict[str, EntryKind] = {"group": "collective", "state": "country", "place": "place"}
    return NameEntry(kinds.get(row.kind, "organisation"), row.id, row.name, row.country, row.sectors[0] if row.sectors else None)
