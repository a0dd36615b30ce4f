"""Whom a description means: "the Kayes senator", "his ex-wife", "a judge" of the headline — the person whose role it is.

The roles are those that the report itself gives, wherever it gives them; a description that fits nobody stays one.

In "The Kayes senator spoke. … Senator Awa Keita of Kayes …" it is Awa Keita who spoke.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable

from rapporteur.extract.entities.mentions import gender_of
from rapporteur.extract.entities.noun_phrases import definite, office_of
from rapporteur.extract.entities.offices import OfficeHolding
from rapporteur.extract.entities.registry import FEW, Registry
from rapporteur.extract.syntax import phrases
from rapporteur.lexicon.schema import Office
from rapporteur.lexicon.word_sets import word_set

_LEAD = 3
"""Sentences of headline and lead, which may speak of somebody before they name her."""
_AROUND = 60
"""Characters beside a role where the report may tell its land, state or party: "Sen. Awa Keita (R-Kayes)"."""
_NEAR = 2
_WORD = re.compile(r"\w+")


def by_role(registry: Registry, i: int, office: Office) -> str | None:
    """The person that the report gives such an office, before or after: the one whose role has the description's words."""
    holders: Collection[str] = _candidates(registry, i, office, gender_of(registry.tree.lemmas[i]))
    names = _qualifiers(registry, i)
    if names:
        qualified = _qualified(registry, holders, names)
        if not qualified and (taken := assign_office(registry, i, office)) is not None:
            return taken
        holders = qualified or (holders if len(holders) < 2 else [])
    last = registry.last_of(i, holders)
    return next(iter(holders)) if last is None and len(holders) == 1 else last


def _candidates(registry: Registry, i: int, office: Office, gender: str | None = None) -> Collection[str]:
    """The persons whom the report gives an office that the description may be of.

    A senator is a lawmaker, a lawmaker need not be a senator.
    """
    lawmaker = registry.tree.lemmas[i] in ("lawmaker", "legislator", "parliamentarian") and office.level == "legislator"
    return registry.bearers.get((f"any {office.level}" if lawmaker else office.id, gender), {})


def _qualifiers(registry: Registry, i: int) -> list[str]:
    """The names in front of a description: "the South Kayes senator" -> ["South Kayes"]."""
    tree = registry.tree
    start = phrases.core(registry.tree, i)[0]
    words = [tree.texts[j] for j in range(start, i) if tree.texts[j][:1].isupper() and tree.lower[j] not in ("the", "a", "an")]
    return [" ".join(words)] if words else []


def _qualified(registry: Registry, persons: Collection[str], names: Iterable[str]) -> Collection[str]:
    """Those of the persons around whose roles one of the names stands."""
    around = {_WORD.findall(name)[0]: re.compile(rf"\b{re.escape(name)}\b") for name in names}
    _note_surroundings(registry)
    return dict.fromkeys(
        person for word, pattern in around.items() for person, text in registry.beside_roles.get(word, ())
        if person in persons and pattern.search(text)
    )  # fmt: skip


def _note_surroundings(registry: Registry) -> None:
    """Finds the words around the roles that the report has given since it was last asked for them."""
    for person, span in registry.posts[registry.surrounded :]:
        text = _beside(registry, person, span.start, span.end)
        for word in set(_WORD.findall(text)):
            registry.beside_roles.setdefault(word, []).append((person, text))
    registry.surrounded = len(registry.posts)


def _beside(registry: Registry, person: str, start: int, end: int) -> str:
    """The text around a role as far as it is of nobody else: up to others' names, their brackets, its sentence."""
    words, text, tree = registry.tree.words, registry.report.text, registry.tree
    sentence = tree.sentence(bisect_right(tree.starts, start) - 1)
    first, last = max(words[sentence.start].start, start - _AROUND), min(words[sentence.end - 1].end, end + _AROUND)
    for i in range(bisect_right(tree.ends, first), bisect_left(tree.starts, last)):
        name = registry.name_at.get(i)
        if name is None or name.kind != "person" or name.id == person:
            continue
        if words[name.end - 1].end <= start:
            first = max(first, words[name.end - 1].end)
        if words[name.start].start >= end:
            last = min(last, words[name.start].start)
    return text[max(first, text.rfind(")", first, start)) : last]


def introduced(registry: Registry, i: int, office: Office) -> str | None:
    """Of whom headline or lead speak before they name her: the only person of the report with that office."""
    tree = registry.tree
    if tree.sentence_number(i) >= _LEAD or not tree.deprels[i].startswith("nsubj"):
        return None
    holders = set(_candidates(registry, i, office))
    named = {name.id for name in registry.names if name.start < i}
    soon = {n.id for n in registry.names if n.id in holders and tree.sentence_number(n.start) - tree.sentence_number(i) <= _LEAD}
    candidates = soon if len(holders) > 1 else holders
    return next(iter(candidates)) if len(candidates) == 1 and not holders & named else None


def relative_of(registry: Registry, i: int) -> str | None:
    """ "His ex-wife": the one person whom the report calls a wife, by the noun in front of or behind the name."""
    kin = _kinship(registry.tree.lemmas[i])
    if kin is None or registry.tree.xpos[i] in ("NNS", "NNPS") or not definite(registry.tree, i):
        return None
    relatives = set(registry.relatives.get(kin, ()))
    owners = {registry.actor_at.get(k) for k in registry.tree.children(i, "nmod:poss")}
    return next(iter(relatives)) if len(relatives) == 1 and not relatives & owners else None


def _kinship(lemma: str) -> str | None:
    noun = lemma.removeprefix("ex-")
    return noun if noun in word_set("entities", "kin") else None


def called(registry: Registry, start: int, end: int) -> set[str]:
    """The kin nouns right before a name ("wife Awa", "wife, Awa") or in the apposition behind it ("Awa, his wife")."""
    lemmas, lower = registry.tree.lemmas, registry.tree.lower
    before = start - 2 if start > 1 and lower[start - 1] == "," else start - 1
    words = [lemmas[before]] if before >= 0 else []
    if end + 1 < len(lower) and lower[end] == ",":
        words += [lemmas[j] for j in range(end + 1, min(end + 5, len(lower)))]
    return {noun for word in words if (noun := _kinship(word))}


def spoken_of(registry: Registry, i: int) -> str | None:
    """ "The Kayes senator" as subject: who was the subject just before, if nothing says otherwise."""
    tree = registry.tree
    noun, named = tree.lemmas[i], bool(_qualifiers(registry, i))
    if noun not in word_set("entities", "epithets") or not tree.deprels[i].startswith("nsubj") or not definite(registry.tree, i):
        return None
    if tree.xpos[i] in ("NNS", "NNPS") or not named:
        return None
    for j, actor in registry.before(i, _NEAR):
        subject = tree.deprels[j].startswith("nsubj") and tree.lower[j] != "who"
        if subject and actor.startswith("person.") and not tree.quoted(j, FEW):
            return actor if not _otherwise(registry, actor, i) else None
    return None


def _otherwise(registry: Registry, actor: str, i: int) -> bool:
    """Does the report give that person an office of another kind? A judge is not the nominee."""
    office = office_of(registry.tree, i)
    levels = [o.level for o in registry.offices_of.get(actor, []) if o.level in word_set("entities", "apart")]
    other = {gender_of(registry.tree.lemmas[i]), registry.genders.get(actor)} == {"f", "m"}
    return other or (office is not None and bool(levels) and office[0].level not in levels)


def assign_office(registry: Registry, i: int, office: Office) -> str | None:
    """ "The Kayes senator" for who was just spoken of: from then on that office is hers."""
    person = spoken_of(registry, i)
    if person is not None:
        registry.hold(OfficeHolding(person, office, office.name, None, *phrases.core(registry.tree, i)), None)
    return person
