"""Offices that a report itself gives to the people it names: "Mali's president, Awa Keita", "Ben Ode, Kenyan envoy to Chad".

No list of office-holders is needed: what stands before or after a name in the text is harvested, with its words.

"Awa Keita, the Malian president, …" gives her the office "president" of "mli".

>>> adjective_of("DEU"), adjective_of("USA")
('German', 'US')
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import Office
from rapporteur.lexicon.word_sets import word_set

_REACH = 6
_SHORT = {"USA": "US", "GBR": "UK"}
_SHORTLY = 3
"""Words between "former" and the office: "former South Korean president"."""


class OfficeHolding(NamedTuple):
    """Person `person` is said to hold `office` of `of` (an actor id or `None`) in words `start` to `end`."""

    person: str
    office: Office
    words: str
    of: str | None
    start: int
    end: int


def office_at(tree: Tree, start: int, limit: int) -> tuple[int, Office] | None:
    """The longest office that starts at word `start` and ends by `limit`: end and row."""
    return lexicon.office_at(tree.texts, start, limit)


def find_offices(tree: Tree, names: list[EntityMention]) -> list[OfficeHolding]:
    """Every office given to a named person in front of the name or in an apposition behind it."""
    at = {i: name for name in names for i in range(name.start, name.end)}
    out: list[OfficeHolding] = []
    for name in names:
        if name.kind == "person":
            out.extend(_before(tree, name, at) or _before_comma(tree, name, at))
            out.extend(_after(tree, name, at))
    return out


def _before(tree: Tree, name: EntityMention, at: dict[int, EntityMention]) -> list[OfficeHolding]:
    """ "French president Awa Keita": the office ends where the name starts."""
    sentence = tree.sentence(name.head)
    for start in range(max(sentence.start, name.start - _REACH), name.start):
        hit = office_at(tree, start, name.start)
        if hit is None or hit[0] != name.start:
            continue
        start = _institution_before(tree, start, sentence.start)
        of = _owner_before(tree, start, at, sentence.start)
        if of is None and name.end < sentence.end and tree.lower[name.end] == "of":
            of = _owner_after(tree, name.end, at, sentence.end)  # "Foreign Minister Awa Keita of Mali"
        return [OfficeHolding(name.id, hit[1], " ".join(tree.texts[start : name.start]), of, start, name.start)]
    return []


def _before_comma(tree: Tree, name: EntityMention, at: dict[int, EntityMention]) -> list[OfficeHolding]:
    """ "The president of Mali, Awa Keita," or "his Malian counterpart, Awa Keita,"."""
    comma = name.start - 1
    floor = tree.sentence(name.head).start
    if comma <= floor or tree.lower[comma] != ",":
        return []
    for start in range(max(floor, comma - _REACH), comma):
        hit = office_at(tree, start, comma)
        if hit is None:
            continue
        end, office = hit
        of = _owner_after(tree, end, at, comma) if end < comma else _owner_before(tree, start, at, floor)
        if _reaches(tree, end, comma, at if of is not None else {}):
            return [OfficeHolding(name.id, office, " ".join(tree.texts[start:end]), of, start, end)]
    return []


def _reaches(tree: Tree, end: int, comma: int, at: Mapping[int, EntityMention]) -> bool:
    """Is there nothing between an office that ends at `end` and the comma but "of" and whose it is?"""
    after = end + 1 + (end + 1 < comma and tree.lower[end + 1] == "the")
    owner = at.get(after) if after < comma else None
    return end == comma or (owner is not None and owner.end == comma) or (tree.lower[end] == "of" and comma - end <= 3)


def _institution_before(tree: Tree, start: int, floor: int) -> int:
    """Where the office's institution begins, if its words stand in front: "[foreign ministry] spokeswoman"."""
    for i in range(max(floor, start - 4), start):
        institution = lexicon.institution_noun_at(tree.texts, i)
        if institution is not None and institution[0] == start:
            return i
    return start


def _owner_before(tree: Tree, start: int, at: dict[int, EntityMention], floor: int) -> str | None:
    """Whose office it is, from the words in front: "the Malian president", "Mali's president", "his Malian counterpart"."""
    if start in at and at[start].kind == "organisation":
        return at[start].id  # "UN chief" is one office in the lexicon
    i = start - 1
    skipped = word_set("syntax", "possessives") | word_set("entities", "before_offices")
    while i >= floor and tree.lower[i] in skipped:
        i -= 1
    if i >= floor and i in at:
        return at[i].id
    return None


def _after(tree: Tree, name: EntityMention, at: dict[int, EntityMention]) -> list[OfficeHolding]:
    """ "Awa Keita, the Malian president," or "Awa Keita, president of Mali,"."""
    limit = tree.sentence(name.head).end
    i = name.end
    if i >= limit or tree.lower[i] not in word_set("entities", "apposed"):
        return []
    first = i + 1
    for start in range(first, min(limit, first + _REACH)):
        if tree.lower[start] in word_set("entities", "closing") or tree.is_verb(start):
            return []
        hit = office_at(tree, start, limit)
        if hit is not None:
            end, office = hit
            start = _institution_before(tree, start, first)
            of = _owner_before(tree, start, at, first) if start > first else None
            of = of or _owner_after(tree, end, at, limit)
            if not _plausible(tree, name, start):
                return []
            words = " ".join(tree.texts[start:end])
            return [OfficeHolding(name.id, office, words + _posting(tree, end, at), of, first, end)]
    return []


def _plausible(tree: Tree, name: EntityMention, start: int) -> bool:
    """The apposition must not open a new clause or list: its head hangs on the name, or the name is near and capitalised."""
    chain = [start, *tree.ancestors(start)]
    if any(name.start <= a < name.end for a in chain):
        return True
    acts = any(tree.deprels[a].startswith("nsubj") and tree.heads[a] > a for a in chain if start <= a < start + 4)
    return start - name.end <= 4 and not acts  # "…, the spokeswoman added" is a clause of its own


def _owner_after(tree: Tree, end: int, at: dict[int, EntityMention], limit: int) -> str | None:
    if end < limit and tree.lower[end] in ("of", "for", "at"):
        for i in range(end + 1, min(limit, end + 4)):
            if i in at and at[i].kind != "person":
                return at[i].id
    return None


def _posting(tree: Tree, end: int, at: dict[int, EntityMention]) -> str:
    """Where an ambassador or envoy is posted: " to Chad"."""
    if end + 1 < len(tree.words) and tree.lower[end] == "to" and end + 1 in at:
        name = at[end + 1]
        return " to " + name.text
    return ""


def is_former(tree: Tree, first: int, last: int) -> bool:
    """Do the words of an office or those right in front of it say that it is past: "former Malian president"?"""
    floor = max(tree.sentence(first).start, first - _SHORTLY)
    ends = (j + 1 for j in range(first - 1, floor - 1, -1) if tree.upos[j] in ("VERB", "ADP") or tree.lower[j] in ",;:(")
    return any(tree.lower[j] in word_set("entities", "past_offices") for j in range(next(ends, floor), last + 1))


def adjective_of(country: str) -> str:
    """The word before an office or institution of that country, as English news writes it: "German", "US"."""
    row = lexicon.countries()[country]
    return _SHORT.get(country) or (row.adjectives[0] if row.adjectives else row.name)


def same_portfolio(one: Office, other: Office) -> bool:
    """Foreign minister and secretary of state, defence minister and secretary of defence run the same ministry."""
    names = [" ".join([o.id, *o.aliases]).casefold() for o in (one, other)]
    foreign = [("foreign" in n or "secretary of state" in n or "state" in n.split()) for n in names]
    return all(foreign) or any(field in names[0] and field in names[1] for field in word_set("entities", "portfolios"))
