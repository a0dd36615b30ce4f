"""Common nouns of office, institution, people and weapons, and titles.

>>> office("US deputy foreign ministers").id, office("US deputy foreign ministers").level
('deputy-foreign-minister', 'deputy-minister')
>>> office_at(["French", "prime", "minister"], 1)[0]
3
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TypeVar, cast

from rapporteur.lexicon.fold import key
from rapporteur.lexicon.index import Index
from rapporteur.lexicon.schema import Agent, InstitutionNoun, Level, Office
from rapporteur.lexicon.tables import many, rows, yes

T = TypeVar("T")


@cache
def offices() -> Mapping[str, Office]:
    """Kinds of office by id."""
    return MappingProxyType(
        {
            row["id"]: Office(
                row["id"],
                row["name"],
                many(row["aliases"]),
                row["sector"],
                cast(Level, row["level"]),
                yes(row["unique"]),
            )
            for row in rows("offices.csv")
        }
    )


@cache
def institution_nouns() -> Mapping[str, InstitutionNoun]:
    """Kinds of institution by id."""
    return MappingProxyType(
        {
            row["id"]: InstitutionNoun(row["id"], row["name"], many(row["aliases"]), row["sector"])
            for row in rows("ministries.csv")
        }
    )


def office(words: str) -> Office | None:
    """The office named by the longest phrase in `words`, singular or plural: "French ministers"; `None` if none."""
    return _longest(_offices(), words.split())


def office_at(words: Sequence[str], i: int, limit: int | None = None) -> tuple[int, Office] | None:
    """The longest office phrase that starts at word `i` and ends by `limit`: the index after its last word, and the office."""
    return _offices().longest(words, i, limit)


def institution_noun(words: str) -> InstitutionNoun | None:
    """The kind of institution named by the longest phrase in `words`: "its defence ministry"; `None` if none."""
    return _longest(_institution_nouns(), words.split())


def institution_noun_at(words: Sequence[str], i: int) -> tuple[int, InstitutionNoun] | None:
    """The longest institution phrase that starts at word `i`: the index after its last word, and the kind."""
    return _institution_nouns().longest(words, i)


def agent_noun(lemma: str) -> Agent | None:
    """What the common noun `lemma` (singular or plural, any case) says of people or forces; `None` if nothing."""
    return _agents().get(lemma.lower()) or _agents().get(singular(lemma.lower()))


def equipment(lemma: str) -> bool:
    """Whether `lemma` is a noun for weapons, vehicles, ships or aircraft of war: "tank", "missiles"."""
    return equipment_kind(lemma) is not None or equipment_kind(singular(lemma.lower())) is not None


def equipment_kind(lemma: str) -> str | None:
    """The kind of equipment that `lemma` names ("warplane" aircraft), `None` where it is none."""
    return _equipment().get(lemma.lower())


def is_title(word: str) -> bool:
    """Whether `word` stands before a person's name as a title: "Mr", "Gen.", "President"; a capital is asked for."""
    return title_kind(word) is not None


def title_kind(word: str) -> str | None:
    """What kind of title `word` is ("Gen." military, "Dr" academic), `None` where it is none or has no capital."""
    return _titles().get(key(word)) if word[:1].isupper() else None


def title_gender(word: str) -> str | None:
    """The gender that a title tells of who bears it: "Queen" f, "sir" m, "President" none."""
    return _title_genders().get(key(word))


def singular(noun: str) -> str:
    """The singular of a regular English plural: "ministers" → "minister", "ministries" → "ministry", "men" → "man"."""
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def plurals(phrase: str) -> tuple[str, ...]:
    """Plurals of a noun phrase: of its last word, and of the word before "of", "general" and the like."""
    words = phrase.split()
    heads = {len(words) - 1} | {i - 1 for i, w in enumerate(words) if i and w in _AFTER_HEAD}
    return tuple(" ".join([*words[:i], _plural(words[i]), *words[i + 1 :]]) for i in sorted(heads))


_AFTER_HEAD = frozenset({"of", "for", "to", "in", "at", "general", "d'affaires"})


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _longest(index: Index[T], words: Sequence[str]) -> T | None:
    hits = [(end - i, value) for i in range(len(words)) if (at := index.longest(words, i)) for end, value in [at]]
    return max(hits, key=lambda pair: pair[0])[1] if hits else None


@cache
def _offices() -> Index[Office]:
    index: Index[Office] = Index()
    for it in offices().values():
        _add_phrases(index, (it.name, *it.aliases), it)
    return index


@cache
def _institution_nouns() -> Index[InstitutionNoun]:
    index: Index[InstitutionNoun] = Index()
    for it in institution_nouns().values():
        _add_phrases(index, (it.name, *it.aliases), it)
    return index


def _add_phrases(index: Index[T], names: Sequence[str], value: T) -> None:
    for name in names:
        index.add(name, value)
        for many_of_it in plurals(name):
            index.add(many_of_it, value)


@cache
def _agents() -> Mapping[str, Agent]:
    return {row["lemma"]: Agent(row["lemma"], row["sector"], yes(row["armed"])) for row in rows("agents.csv")}


@cache
def _equipment() -> Mapping[str, str]:
    return {row["lemma"]: row["kind"] for row in rows("equipment.csv")}


@cache
def _titles() -> Mapping[str, str]:
    return {key(row["title"]): row["kind"] for row in rows("titles.csv")}


@cache
def _title_genders() -> Mapping[str, str]:
    return {key(row["title"]): row["gender"] for row in rows("titles.csv") if row["gender"]}
