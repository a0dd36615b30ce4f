"""PLOVER's scores, modes and contexts as data: how hostile an event is, by what means it is done, what it is about.

Codebook: PLOVER manual (Open Event Data Alliance): "Numeric conflict/cooperation scores", the tables of modes, "Context
codes that can be used with any category" and the chapter on contexts.

>>> intensity("ASSAULT", "aerial"), intensity("PROTEST", None)
(-9.5, -5.0)
>>> [topic.context for topic in topics([("the",), ("polling", "poll"), ("stations", "station")])]
['election']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar, cast

import msgspec

from rapporteur.lexicon.tables import many, rows, toml

V = TypeVar("V")
Forms: TypeAlias = Sequence[tuple[str, ...]]
"""The words of a text, each in its forms; the first known holds: as it stands ("WHO"), its lemma, in lower case."""
ModePlace: TypeAlias = Literal["clause", "object", "event", "default"]


class Topic(NamedTuple):
    """Words `start` to `end` speak of `context`; `weight` in 0..1 says how surely. `words` in lower case."""

    start: int
    end: int
    words: str
    context: str
    weight: float


class Mode(msgspec.Struct, frozen=True):
    """One way to tell the mode of an event of `type` from its clause.

    `place`: where the words stand: anywhere in the "clause"; in what is asked, threatened or moved ("object"); or they are no
    words but types of the event asked or threatened ("event"), nothing at all ("default").
    `over`: the modes that this one is more exact than, "*" for all: a verb that tells one of them is overruled.
    """

    type: str
    place: ModePlace
    mode: str
    words: tuple[str, ...]
    over: tuple[str, ...]


class Phrases(Generic[V]):
    """Phrases of words with what each stands for; at a word the longest that fits holds."""

    def __init__(self, pairs: Sequence[tuple[str, V]]) -> None:
        values: dict[tuple[str, ...], list[V]] = {}
        for phrase, value in pairs:
            for words in {tuple(phrase.split()), tuple(phrase.replace("-", " - ").split())}:  # readers split most hyphens
                values.setdefault(words, []).append(value)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[V, ...]]]] = {}
        for words in sorted(values, key=len, reverse=True):
            self._by_first.setdefault(words[0], []).append((words, tuple(values[words])))

    def at(self, forms: Forms, k: int) -> tuple[int, tuple[V, ...]] | None:
        """How many words the longest phrase that begins with word `k` has, and all that it stands for."""
        best: tuple[int, tuple[V, ...]] | None = None
        for form in forms[k]:
            for words, values in self._by_first.get(form, ()):
                if best is not None and len(words) <= best[0]:
                    break
                if len(words) == 1 or _goes_on(forms, k, words):
                    best = len(words), values
                    break
        return best

    def among(self, forms: Forms, places: Iterable[int]) -> Iterator[tuple[int, int, tuple[V, ...]]]:
        """The phrases that begin at the places (rising): first word, one past the last, meanings. None overlap."""
        taken = 0
        for k in places:
            phrase = self.at(forms, k) if k >= taken else None
            if phrase is not None:
                taken = k + phrase[0]
                yield k, taken, phrase[1]


def _goes_on(forms: Forms, k: int, words: tuple[str, ...]) -> bool:
    rest = forms[k + 1 : k + len(words)]
    return len(rest) == len(words) - 1 and all(word in form for word, form in zip(words[1:], rest, strict=True))


@cache
def _scores() -> Mapping[tuple[str, str], float]:
    return MappingProxyType({(row["type"], row["mode"]): float(row["score"]) for row in rows("plover/intensity.csv")})


def intensity(type_: str, mode: str | None) -> float | None:
    """PLOVER's score of a type and mode, -10 (conflict) to 10 (cooperation); the type's own for a mode without a score."""
    return _scores().get((type_, mode or ""), _scores().get((type_, "")))


@cache
def group(name: str) -> frozenset[str]:
    """A set of types or sectors by its name.

    >>> "ASSAULT" in group("hostile")
    True
    """
    return frozenset(toml("plover/groups.toml")[name])


@cache
def contexts() -> frozenset[str]:
    """The names of PLOVER's 37 contexts."""
    return frozenset(row["context"] for row in rows("plover/contexts.csv")) - {""}


def singular(word: str) -> str:
    """What a plural may be the plural of, for words without a lemma: "rebels" gives "rebel", "armies" "army"."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


@cache
def _vocabulary() -> Phrases[tuple[str, float]]:
    pairs = [(row["words"], (row["context"], float(row["weight"]))) for row in rows("plover/contexts.csv")]
    return Phrases(pairs)


def topics(forms: Forms) -> Iterator[Topic]:
    """What words speak of which context, in text order; the longest phrase takes its words ("peace prize" is no diplomacy)."""
    for start, end, meanings in _vocabulary().among(forms, range(len(forms))):
        words = " ".join(form[-1] for form in forms[start:end])
        for context, weight in meanings:
            if context:
                yield Topic(start, end, words, context, weight)


@cache
def sector_contexts() -> Mapping[str, tuple[str, float]]:
    """What it says of the context that an actor belongs to a sector: MIL gives military."""
    return MappingProxyType({row["sector"]: (row["context"], float(row["weight"])) for row in rows("plover/sectors.csv")})


@cache
def _modes() -> tuple[Mode, ...]:
    return tuple(
        Mode(row["type"], cast(ModePlace, row["place"]), row["mode"], many(row["words"]), many(row["over"]))
        for row in rows("plover/modes.csv")
    )


@cache
def modes(type_: str, place: ModePlace) -> Phrases[Mode]:
    """The modes of a type that words (or events) in a place tell."""
    return Phrases([(words, row) for row in _modes() if (row.type, row.place) == (type_, place) for words in row.words])


@cache
def mode_without_words(type_: str) -> str | None:
    """The mode of a type where the text shows none: a protest is a demonstration."""
    return next((row.mode for row in _modes() if (row.type, row.place) == (type_, "default")), None)
