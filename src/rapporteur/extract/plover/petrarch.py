"""Which CAMEO code a verb has in its clause: PETRARCH2's patterns over our tree, and what two verbs mean together.

A pattern asks for words in the subject, in the objects (particles and complements count) or behind a preposition; the one
that asks for most wins, else the verb's own code counts. "Agree to send aid" is one event with one code: the upper verb
says of what kind it is, the lower what it is about (Norris, "PETRARCH 2: PETRARCHer", verb and verb interaction).

"Mali will supply arms to Chad": the pattern of "supply" with an arm as object, `PatternCode("072", "", 1)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon import cameo
from rapporteur.lexicon.word_sets import word_set

_DEEP = 2
"""How far below the verb a noun phrase is looked into: "a series of attacks on the town"."""


class PatternCode(NamedTuple):
    """A code, that for the way back ("" where there is none), and how many words of the clause speak for it."""

    code: str
    back: str
    words: int


class Slot(NamedTuple):
    """The words in one place of a clause: those that head a noun phrase, and all."""

    heads: set[str]
    all: set[str]


def pattern_code(tree: Tree, v: int) -> PatternCode | None:
    """The CAMEO code of verb `v` in its clause; an empty code where a pattern says that it is no event."""
    known = cameo.verbs().get(tree.lemmas[v])
    if known is None:
        return None
    beside = _beside(tree, v)
    slots: dict[str, Slot] | None = None
    best: PatternCode | None = None
    for verb in known:
        if verb.beside and verb.beside not in beside:
            continue
        slots = slots or _slots(tree, v)
        bare = PatternCode(verb.code, verb.back, 0) if verb.code or verb.back else None
        code = _pattern(slots, verb.block) or bare
        if code is not None and verb.beside:
            code = code._replace(words=code.words + 1)
        if code is not None and (best is None or code.words > best.words):
            best = code
    return best


def _pattern(slots: dict[str, Slot], block: str) -> PatternCode | None:
    """The pattern of the block that asks for most among those that the clause fulfils."""
    by_word = cameo.patterns().get(block, {})
    words = {w for slot in slots.values() for w in slot.all} | set(slots)
    fitting = {p for word in words & by_word.keys() for p in by_word[word] if all(_fits(part, slots) for part in p.parts)}
    if not fitting:
        return None
    best = max(fitting, key=lambda p: (len(p.parts), p.number))
    return PatternCode(best.code, best.back, len(best.parts))


def _fits(part: cameo.Part, slots: dict[str, Slot]) -> bool:
    slot = slots.get(part.slot)
    return slot is not None and (not part.words or not part.words.isdisjoint(slot.heads if part.head else slot.all))


def _beside(tree: Tree, v: int) -> set[str]:
    """What may make a second word of the verb: particles, prepositions behind it, and the word that follows."""
    after = {tree.lower[k] for k in tree.kids[v] if k > v and tree.plain[k] in word_set("events", "second_words")}
    cases = {c for k in tree.kids[v] if (c := tree.case(k)) is not None}
    following = {" ".join(tree.lower[v + 1 : v + n]) for n in (2, 3)}
    return after | cases | following


# ---- the words of a clause ------------------------------------------------------------------------------------------
def _slots(tree: Tree, v: int) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    agent, patient = clauses.agent(tree, v), clauses.patient(tree, v)
    _fill(tree, slots, "subject", agent)
    for k in {*tree.objects(v), *([] if patient is None else [patient])}:
        _fill(tree, slots, "object", k)
    for k in tree.kids[v]:
        label = tree.plain[k]
        if k > v and (label in ("compound", "advmod") or (label == "xcomp" and tree.upos[k] != "VERB")):
            _add(slots, "object", tree, [k], [k])
        elif label in ("obl", "nmod"):
            case = tree.case(k)
            _fill(tree, slots, case or "object", k)
            if case == "with" and tree.lemmas[v] in word_set("events", "equipping"):
                _fill(tree, slots, "object", k)
    return slots


def _fill(tree: Tree, slots: dict[str, Slot], name: str, k: int | None, depth: int = 0) -> None:
    """Puts a noun phrase into its slot, and what hangs on it by a preposition into that preposition's."""
    if k is None:
        return
    for j in tree.conjuncts(k):
        _add(slots, name, tree, [j], list(_phrase(tree, j)))
        for m in tree.kids[j] if depth < _DEEP else []:
            case = tree.case(m) if tree.deprels[m] == "nmod" else None
            if case is not None:
                _fill(tree, slots, case, m, depth + 1)


def _phrase(tree: Tree, j: int) -> Iterator[int]:
    yield j
    for k in tree.kids[j]:
        if tree.plain[k] in word_set("events", "premodifiers") or tree.deprels[k] == "nmod:poss":
            yield from _phrase(tree, k)


def _add(slots: dict[str, Slot], name: str, tree: Tree, heads: list[int], words: list[int]) -> None:
    slot = slots.setdefault(name, Slot(set(), set()))
    for to, members in ((slot.heads, heads), (slot.all, words)):
        for k in members:
            to.update((tree.lemmas[k], tree.lower[k], tree.lemmas[k].removesuffix("s")))
