"""What sets two wordings of one utterance apart in sense: negation, condition, limits, certainty, numbers, names.

Clauses are matched by what they speak of, so that what a partial quotation leaves out is no difference, while "this
week" inside a clause that both papers have is one.

>>> apart = differences("no raid is planned", "no raid is planned this week", lambda head: 1.0)
>>> [difference.in_words("Post", "Gazette") for difference in apart]
['the limit of time (only Gazette has “this week”)']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapporteur.reconcile.clauses import Clause, clauses_of
from rapporteur.reconcile.paraphrases import NUMBER_WORDS, light, opposites, turn
from rapporteur.reconcile.wording import tokens

Weight = Callable[[str], float]

_WHOLE = 0.65
"""Share of a clause that the other wording must have before what narrows the clause counts as left out there."""
_REPLACED = 0.15
"""Share of the shorter wording that stands in other words of no known kinship before the content counts as different."""
_SPELLING = 0.7
"""Likeness (difflib) from which on two names are spellings of one."""
NAMES, CONTENT = "whom or what they name", "content"
_KINDS = {
    "condition": "the condition",
    "time": "the limit of time",
    "place": "the place",
    "modality": "how certain or binding it is",
    "scope": "how much of it is meant",
}
_ALIKE = frozenset(map(frozenset, [("can", "possible"), ("can", "could"), ("could", "possible"), ("can", "")]))
"""Classes of modality that translators use for one another."""
_NEAR_DAYS = frozenset(["today", "yesterday", "tomorrow"])
_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


class Difference(NamedTuple):
    """`kind` as a sentence names it, and the words that make it in either wording, "" for none."""

    kind: str
    one: str = ""
    other: str = ""

    def in_words(self, first: str, second: str) -> str:
        """ "the limit of time (only Gazette has “this week”)" """
        if self.one and self.other:
            return f"{self.kind} (“{self.one}” in {first}, “{self.other}” in {second})"
        if self.one or self.other:
            return f"{self.kind} (only {first if self.one else second} has “{self.one or self.other}”)"
        return self.kind


def differences(a: str, b: str, weight: Weight) -> tuple[Difference, ...]:
    """What sets two wordings apart, each kind once."""
    first, second = clauses_of(a), clauses_of(b)
    one, other = _only_if(first, second), _only_if(second, first)
    apart = [*_numbers(a, b), *_conditions(one, other, weight)]
    for x, y in _matched(one, other, weight):
        apart += [*_polarity(x, y, weight), *_turned(x, y, weight), *_named(x, y, one, other)]
        apart += _located(x, y, one, other, weight)
    apart += _replaced(one, other, weight)
    return tuple({d.kind: d for d in reversed(apart)}.values())[::-1]


def _only_if(one: Sequence[Clause], other: Sequence[Clause]) -> Sequence[Clause]:
    """ "Will not leave unless it is paid" as "will leave if it is paid", where that is what the other wording has."""
    bound = _condition(one)
    if bound is None or bound.shown["condition:"].lower() != "unless" or not any(c.denied for c in one if c is not bound):
        return one
    if _condition(other) is None or any(c.denied for c in other):
        return one
    return [c._replace(denied=not c.denied) if c is bound else c._replace(denied=False) for c in one]


def _matched(one: Sequence[Clause], other: Sequence[Clause], weight: Weight) -> Iterator[tuple[Clause, Clause]]:
    """Pairs of clauses each of which is the other's best match."""

    def best(clause: Clause, among: Sequence[Clause]) -> Clause | None:
        match = max(among, key=lambda c: (_shared(clause, c, weight), -abs(len(c.heads) - len(clause.heads))), default=None)
        return match if match and _shared(clause, match, weight) > 0 else None

    for clause in one:
        match = best(clause, other)
        if match is not None and best(match, one) is clause:
            yield clause, match


def _total(heads: Sequence[str], weight: Weight) -> float:
    return sum(map(weight, heads))


def _shared(x: Clause, y: Clause, weight: Weight) -> float:
    return _total([h for h in x.heads if h in y.heads], weight)


def _holds(x: Clause, y: Clause, weight: Weight) -> bool:
    """Whether `y` has nearly all that `x` speaks of, so that it leaves out what narrows `x` and not the clause."""
    return _shared(x, y, weight) >= _WHOLE * _total(x.heads, weight)


def _polarity(x: Clause, y: Clause, weight: Weight) -> list[Difference]:
    """A clause denied in one wording only, or in opposite words."""
    turned = [(h, k) for h in x.heads for k in y.heads if (h, k) in opposites() and h not in y.heads and k not in x.heads]
    if x.denied != y.denied:
        if turned or not _holds(x if x.denied else y, y if x.denied else x, weight):
            return []
        return [Difference("negation", x.shown.get("negation:", ""), y.shown.get("negation:", ""))]
    return [Difference("opposite words", x.shown[h], y.shown[k]) for h, k in turned[:1]]


def _turned(x: Clause, y: Clause, weight: Weight) -> list[Difference]:
    """Limits of time and place, certainty and scope that one of two clauses has and the other has not, or otherwise."""
    apart = []
    for kind in ("time", "place", "modality", "scope"):
        one, other = x.turns.get(kind, ""), y.turns.get(kind, "")
        if one == other or _fits(kind, one, other, x.denied and y.denied):
            continue
        if (one and other) or _holds(*((x, y) if one else (y, x)), weight):
            apart.append(Difference(_KINDS[kind], x.shown.get(f"{kind}:", ""), y.shown.get(f"{kind}:", "")))
    return apart


def _fits(kind: str, one: str, other: str, denied: bool) -> bool:
    """Whether two classes of one kind can stand for the same: "can" and "may", "all this" and "this"."""
    if kind == "modality":
        # "could not" is the past of "cannot", and what is not possible needs no "can".
        return frozenset((one, other)) in _ALIKE or (denied and {one, other} <= {"can", "could", ""})
    if kind == "time":
        # "Today is a dark day": the day of speaking. "Nothing is planned today" is a limit.
        if not one or not other:
            return "today" in (one, other) and not denied
        # "Tomorrow" of one paper is "Saturday" of another.
        return (one in _NEAR_DAYS) != (other in _NEAR_DAYS) and all(_is_day(time) for time in (one, other))
    return kind == "scope" and "part" not in (one, other)


def _is_day(time: str) -> bool:
    return time in _NEAR_DAYS or time.endswith("day")


def _conditions(one: Sequence[Clause], other: Sequence[Clause], weight: Weight) -> list[Difference]:
    """A condition that one wording sets and the other has not, though it has the clause that hangs on it."""
    first, second = (_condition(clauses) for clauses in (one, other))
    if bool(first) == bool(second):
        return [] if not first or not second or first.turns == second.turns else [_condition_apart(first, second)]
    bound, free, clause = (one, other, first) if first else (other, one, second)
    if clause is None or any(_holds(clause, c, weight) for c in free if clause.heads):
        return []
    hung = [c for c in bound if c is not clause]
    if not any(_holds(x, y, weight) for x in hung if x.heads for y in free):
        return []
    return [_condition_apart(first, second)]


def _condition(clauses: Sequence[Clause]) -> Clause | None:
    return next((c for c in clauses if "condition" in c.turns), None)


def _condition_apart(one: Clause | None, other: Clause | None) -> Difference:
    words = [c.shown["condition:"] if c else "" for c in (one, other)]
    return Difference(_KINDS["condition"], *words)


def _named(x: Clause, y: Clause, one: Sequence[Clause], other: Sequence[Clause]) -> list[Difference]:
    """Another country, town or organisation at the place of one."""
    left, right = (
        [h for h in p.heads if h.startswith("@") and not any(h in c.heads for c in whole)] for p, whole in ((x, other), (y, one))
    )
    for h in left:
        for k in right:
            alike = SequenceMatcher(None, x.shown[h].lower(), y.shown[k].lower()).ratio() >= _SPELLING
            if _sort(h) == _sort(k) and not alike:
                return [Difference(NAMES, x.shown[h], y.shown[k])]
    return []


def _sort(name: str) -> str:
    return name.split(".")[0] if "." in name else "@"


def _located(x: Clause, y: Clause, one: Sequence[Clause], other: Sequence[Clause], weight: Weight) -> list[Difference]:
    """A place "in Gao" that one wording sets and the other, which has the clause, has not."""
    for clause, match, whole in ((x, y, other), (y, x, one)):
        names = any(h.startswith("@") for c in whole for h in c.heads)
        lone = sorted(p for p in clause.places if not names)
        rest = clause._replace(heads=tuple(h for h in clause.heads if h not in lone))
        if lone and rest.heads and _holds(rest, match, weight):
            words = clause.shown[lone[0]]
            return [Difference(_KINDS["place"], *((words, "") if clause is x else ("", words)))]
    return []


def _replaced(one: Sequence[Clause], other: Sequence[Clause], weight: Weight) -> list[Difference]:
    """Words of no known kinship in the same place of both wordings: "two frigates", "two hospitals"."""
    first, second = ([(h, c) for c in clauses for h in c.heads] for clauses in (one, other))
    a, b = [h for h, _ in first], [h for h, _ in second]
    small = min(_total(tuple(dict.fromkeys(a)), weight), _total(tuple(dict.fromkeys(b)), weight))
    lost, words = 0.0, ("", "")
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left = [p for p in first[i:j] if _matters(p[0], b)]
        right = [p for p in second[k:m] if _matters(p[0], a)]
        if tag == "replace" and left and right:
            lost += min(_total([h for h, _ in left], weight), _total([h for h, _ in right], weight))
            words = words if words[0] else (_as_written(left), _as_written(right))
    return [Difference(CONTENT, *words)] if small and lost / small >= _REPLACED else []


def _matters(head: str, others: Sequence[str]) -> bool:
    """Whether a head has no counterpart in the other wording; numbers, names and opposites are judged for themselves."""
    if head in others or head in light() or head[0] in "@0123456789":
        return False
    return not any((head, o) in opposites() for o in others)


def _as_written(heads: Sequence[tuple[str, Clause]]) -> str:
    return " ".join(clause.shown.get(h, "") for h, clause in heads[:4])


def _numbers(a: str, b: str) -> list[Difference]:
    """Numbers that each wording has alone, or one number under another bound."""
    first, second = _amounts(a), _amounts(b)
    left, right = ([n for n in p if n not in q] for p, q in ((first, second), (second, first)))
    if left and right:
        return [Difference("their numbers", f"{left[0]:,.10g}", f"{right[0]:,.10g}")]
    for number in first:
        if number in second and first[number] != second[number]:
            return [Difference("the bound of a number", first[number], second[number])]
    return []


def _amounts(words: str) -> dict[float, str]:
    """Numbers → the bound before them ("at least"), "" for none."""
    amounts: dict[float, str] = {}
    low = tokens(words)
    for at, token in enumerate(low):
        value = _number(token)
        if value is None:
            continue
        for power in low[at + 1 : at + 2]:
            value *= _POWERS.get(power, 1)
        bounds = (turn(low, at - size) for size in (3, 2, 1) if at >= size)
        marks = [t[2] for size, t in zip((3, 2, 1), bounds, strict=False) if t and t[1] == "bound"]
        amounts.setdefault(value, marks[0] if marks else "")
    return amounts


def _number(token: str) -> float | None:
    if token in NUMBER_WORDS:
        return float(NUMBER_WORDS[token])
    plain = re.sub(r"[,.](?=\d{3}\b)", "", token)
    return float(plain.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", plain) else None
