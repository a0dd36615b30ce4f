"""Whether a verb or a noun in its clause fulfils a frame: one matcher for the tables of contacts, precautions and events.

A frame asks for a head ("pull out", "call on"), for a preposition below it, and for one of the nouns that the head acts on.
What else a table asks for is a test of its own beside it, which `first` puts to the frame together with these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rapporteur.extract.document import Document
from rapporteur.extract.entities.noun_phrases import names_people
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import Frame
from rapporteur.lexicon.word_sets import word_set

F = TypeVar("F", bound=Frame)


def first(doc: Document, i: int, frames: Iterable[F], *tests: Callable[[Document, int, F], bool]) -> F | None:
    """The first of the frames, in the order of their table, that passes all tests at word `i`."""
    return next((frame for frame in frames if all(test(doc, i, frame) for test in tests)), None)


# ---- the head -----------------------------------------------------------------------------------------------------
def headings(tree: Tree, i: int) -> list[str]:
    """The lemma with each of its particles, then alone; "struck down a law" strikes nobody.

    "pulled out" -> "pull out", no "pull"; "met up" -> "meet up", "meet"
    """
    particles = particles_of(tree, i)
    alone = [] if word_set("frames", "apart").intersection(particles) else [tree.lemmas[i]]
    return [*(f"{tree.lemmas[i]} {p}" for p in particles), *alone]


def particles_of(tree: Tree, i: int) -> list[str]:
    """Particles of a verb, also where the parse has an adverb right behind it."""
    behind = i + 1 if i + 1 < len(tree.lower) and tree.heads[i + 1] == i and tree.upos[i + 1] == "ADV" else i
    return tree.particles(i) or [p for p in (tree.lower[behind],) if p in word_set("frames", "particles")]


def says(tree: Tree, i: int, phrase: str) -> bool:
    """Do the words from `i` on read like the phrase of lemmas, with at most three words in between ("stay near a shelter")?"""
    lemma, *rest = phrase.split()
    if tree.lemmas[i] != lemma:
        return False
    at, end = i + 1, tree.sentence(i).end
    for word in rest:
        hit = next((j for j in range(at, min(at + 4, end)) if word in (tree.lemmas[j], tree.lower[j])), None)
        if hit is None:
            return False
        at = hit + 1
    return True


# ---- the preposition ----------------------------------------------------------------------------------------------
def has_preposition(doc: Document, i: int, frame: Frame) -> bool:
    """Is the preposition there: before a noun, a clause, as a particle? "Want them to leave" has "to", "want to leave" none."""
    tree = doc.tree
    return (
        frame.prep is None
        or any(frame.prep == (tree.case(k) or tree.marker(k)) for k in dependents(doc, i))
        or frame.prep in tree.particles(i)
        or (frame.prep == "to" and _has_addressed_infinitive(tree, i))
    )


def dependents(doc: Document, i: int) -> list[int]:
    """Nouns and clauses below a head that can follow a preposition; days do not count."""
    return [k for k in doc.tree.children(i, "obl", "nmod", "advcl", "acl") if k not in doc.time_at]


def _has_addressed_infinitive(tree: Tree, i: int) -> bool:
    """Somebody else is to do it."""
    below = [k for k in tree.children(i, "xcomp", "ccomp") if tree.has_to(k)]
    return bool(below) and (bool(tree.objects(i)) or any(clauses.own_subject(tree, k) is not None for k in below))


# ---- what it acts on ----------------------------------------------------------------------------------------------
def has_object(doc: Document, i: int, frame: Frame) -> bool:
    """Is one of the nouns there that the frame asks for?"""
    return not frame.objects or names_one(doc.tree, acted_on(doc, i), frame.objects)


def names_one(tree: Tree, heads: Iterable[int], nouns: Iterable[str]) -> bool:
    """Does one of the noun phrases, or of those listed with it, name one of the nouns, in either number: "talks"?"""
    lemmas = {tree.lemmas[m] for k in heads for m in [*tree.conjuncts(k), *_inside(tree, k)]}
    return any({noun, noun.removesuffix("s"), f"{noun}s"} & {*nouns} for noun in lemmas)


def acted_on(doc: Document, i: int) -> list[int]:
    """Heads of what a verb or noun acts on: objects, whom a passive is done to, what follows a preposition."""
    tree = doc.tree
    patient = clauses.patient(tree, i) if tree.is_verb(i) else None
    return [*tree.objects(i), *([patient] if patient is not None else []), *dependents(doc, i), *tree.children(i, "xcomp")]


def _inside(tree: Tree, k: int) -> list[int]:
    """What a noun phrase is of: "a salvo of missiles", "troop transports"; an army chief is no army."""
    return tree.children(k, *(("nmod",) if names_people(tree, k) else ("nmod", "compound")))
