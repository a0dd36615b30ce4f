"""Persons of one surname, found by their given name: "A. Keita" is Awa Keita, "Mrs. Keita" not Ben Keita.

>>> keitas = Namesakes(["Awa Keita", "Ben Keita"])
>>> keitas.bearer(("B.", "Keita")), keitas.bearer(("Chris", "Keita")), list(keitas.of_gender("f").places)
('Ben Keita', None, ['Awa Keita'])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from rapporteur.lexicon.fold import slug
from rapporteur.lexicon.tables import rows


@cache
def given_names() -> Mapping[str, str]:
    """Given names that tell a gender almost everywhere: "Awa" f, "Dmitri" m; Robin and Andrea are none of them."""
    return MappingProxyType({row["name"]: row["gender"] for row in rows("given_names.csv")})


class Namesakes:
    """The distinct full names of one surname. `places`: name → its place in the order in which they came."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.places: dict[str, int] = {}
        self._by_given: dict[str, str] = {}
        self._by_letter: dict[str, str] = {}
        self._by_initial: dict[str, str] = {}
        self._by_gender: dict[str, Namesakes] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """One more name, behind the others."""
        self.places.setdefault(name, len(self.places))
        given = slug(name.split()[0])
        self._by_given.setdefault(given, name)
        self._by_letter.setdefault(given[:1], name)
        if len(given) == 1:
            self._by_initial.setdefault(given, name)

    def bearer(self, words: Sequence[str]) -> str | None:
        """The first of them that the words may mean: of the same given name, or one an initial of the other."""
        given = slug(words[0])
        names = [self._by_given.get(given), self._by_initial.get(given[:1])]
        if len(given) == 1:
            names.append(self._by_letter.get(given))
        return min((name for name in names if name is not None), key=lambda name: self.places[name], default=None)

    def of_gender(self, gender: str | None) -> Namesakes:
        """Those whom a title may mean: "Mrs. Keita" is Awa, not Ben Keita; all where it fits none or says nothing."""
        if gender is None:
            return self
        if gender not in self._by_gender:
            fitting = [name for name in self.places if given_names().get(name.split()[0], gender) == gender]
            self._by_gender[gender] = Namesakes(fitting) if fitting else self
        return self._by_gender[gender]
