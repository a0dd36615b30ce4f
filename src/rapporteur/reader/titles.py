"""Names less the accidents of the corpus they were learnt from: titles that stand alone, offices that swallow a person.

GMB's machine annotation often makes "Prime" a person and "State Condoleezza Rice" an organisation; the network has learnt it.

>>> forms = "Prime Minister Boris Johnson met Secretary of State Antony Blinken".split()
>>> tidied([(0, 1, "per"), (2, 4, "per"), (7, 10, "org")], forms)
[(0, 4, 'per'), (8, 10, 'per')]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

NameSpan: TypeAlias = tuple[int, int, str]
"""First word, end, type."""

TITLES = frozenset(
    ["prime", "minister", "president", "vice", "deputy", "foreign", "defense", "defence", "interior", "finance",
     "secretary", "general", "secretary-general", "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr.", "dr", "senator",
     "chancellor", "king", "queen", "prince", "pope", "governor", "mayor", "ambassador", "former", "acting"]
)  # fmt: skip
DEPARTMENTS = frozenset(["State", "Defense", "Defence", "Affairs", "Interior", "Finance", "Health", "Commerce", "Security"])
HEADS = frozenset(["secretary", "minister"])


def tidied(names: Sequence[NameSpan], forms: Sequence[str]) -> list[NameSpan]:
    """Names of a pack: titles alone join the person that follows them, or go; an office lets go of its holder."""
    freed = [freed_person(name, forms) for name in names]
    merged: list[NameSpan] = []
    pending = -1
    for first, end, kind in freed:
        if kind == "per" and all_titles(forms, first, end):
            pending = pending if pending >= 0 and all_titles(forms, pending, first) else first
            continue
        joined = kind == "per" and pending >= 0 and all_titles(forms, pending, first)
        merged.append((pending if joined else first, end, kind))
        pending = -1
    return merged


def all_titles(forms: Sequence[str], first: int, end: int) -> bool:
    """Whether the words are titles, each of them."""
    return all(form.lower() in TITLES for form in forms[first:end])


def freed_person(name: NameSpan, forms: Sequence[str]) -> NameSpan:
    """ "State Antony Blinken" after "Secretary of" → the person "Antony Blinken"; other names as they are.

    >>> freed_person((2, 5, "org"), ["Secretary", "of", "State", "Antony", "Blinken"])
    (3, 5, 'per')
    """
    first, end, kind = name
    office = first > 1 and forms[first - 1] == "of" and forms[first - 2].lower() in HEADS
    person = forms[first + 1 : end]
    if kind == "org" and office and forms[first] in DEPARTMENTS and 1 < len(person) < 4 and all(map(capital, person)):
        return first + 1, end, "per"
    return name


def capital(form: str) -> bool:
    """Whether a word is written like a personal name, in "Antony" or "J."."""
    return form[0].isupper() and (form[1:].islower() or form[1:] == ".")
