"""Which PLOVER frame a verb or a noun fulfils, by the table `verbs/events.csv`: its preposition and its objects must be there.

"deployed lawyers" fulfils none, "deployed troops" that of MOBILIZE. Codebook: PLOVER manual, "Event types".
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.entities.noun_phrases import names_people
from rapporteur.lexicon.schema import Frame

_APART = frozenset({"down", "off", "out", "over", "away", "aside"})
"""Particles that make another verb of a verb."""
_PARTICLES = _APART | {"up", "back", "in"}


def event_frame(doc: Document, i: int) -> Frame | None:
    """The first PLOVER frame of a verb or noun that its clause fulfils; asked for many times, looked for once."""
    if i not in doc.frames:
        doc.frames[i] = _frame(doc, i)
    return doc.frames[i]


def _frame(doc: Document, i: int) -> Frame | None:
    tree = doc.tree
    pos = "verb" if tree.is_verb(i) else "noun"
    behind = tree.lower[i + 1] if i + 1 < len(tree.lower) and tree.heads[i + 1] == i and tree.upos[i + 1] == "ADV" else ""
    particles = tree.particles(i) or [behind] * (behind in _PARTICLES)
    bare = () if _APART.intersection(particles) else (tree.lemmas[i],)  # "struck down a law" strikes nobody
    for lemma in (*(f"{tree.lemmas[i]} {p}" for p in particles), *bare):
        for frame in lexicon.event_frames().get(lemma, ()):
            if frame.pos == pos and fulfils(doc, i, frame):
                return frame
    return None


def fulfils(doc: Document, i: int, frame: Frame) -> bool:
    """Are the preposition and the object that the frame asks for there?"""
    tree = doc.tree
    dependents = [k for k in tree.children(i, "obl", "nmod", "advcl", "acl") if k not in doc.time_at]
    if frame.prep is not None and not any((tree.case(k) or tree.marker(k)) == frame.prep for k in dependents):
        addressed = frame.prep == "to" and _has_addressed_infinitive(doc, i)
        if not addressed and frame.prep not in tree.particles(i):
            return False
    if frame.objects:
        patient = tree.patient(i) if tree.is_verb(i) else None
        heads = [*tree.objects(i), *([patient] if patient is not None else []), *dependents, *tree.children(i, "xcomp")]
        nouns = {tree.lemmas[m] for k in heads for m in [*tree.conjuncts(k), *_inside(doc, k)]}
        return any({noun, noun.removesuffix("s"), f"{noun}s"} & {*frame.objects} for noun in nouns)  # "talks", "relations"
    return True


def _has_addressed_infinitive(doc: Document, i: int) -> bool:
    """ "want them to leave", not "want to leave": somebody else is to do it."""
    tree = doc.tree
    below = [k for k in tree.children(i, "xcomp", "ccomp") if tree.has_to(k)]
    return bool(below) and (bool(tree.objects(i)) or any(tree.own_subject(k) is not None for k in below))


def _inside(doc: Document, k: int) -> list[int]:
    """What a noun phrase is of: "a salvo of missiles", "troop transports"; an army chief is no army."""
    labels = ("nmod",) if names_people(doc.tree, k) else ("nmod", "compound")
    return doc.tree.children(k, *labels)
