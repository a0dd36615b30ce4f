"""Who takes a precaution: the agent of its verb, or whose staff, post or people they are."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.precautions import is_quantity, lemmas_of, through
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.schema import PrecautionFrame
from rapporteur.lexicon.word_sets import word_set


def precaution_actors(doc: Document, v: int, frame: PrecautionFrame) -> tuple[str, ...]:
    """The agent; where staff or a post is itself the subject ("its embassy will stay open"), whose they are."""
    tree = doc.tree
    agent, patient = clauses.agent(tree, v), clauses.patient(tree, v)
    if agent is None:
        announced = doc.said_by(v)[-1:]
        if frame.act in word_set("precautions", "of_states"):
            announced = tuple(s for s in announced if _is_public(doc, s))
        return _owners(doc, patient, announced) if patient is not None else ()
    named, home = doc.party(agent), _home_of(doc, v, agent)
    if home is not None and all(a.startswith("desc.") for a in named):
        return (home,)
    lemmas = lemmas_of(doc, [agent, *through(tree, agent)]) - {"airline"}
    if is_quantity(tree, agent) or not lemmas.isdisjoint((*frame.objects, *frame.affected)):
        return _owners(doc, agent, () if _is_of_people(frame, lemmas) else doc.said_by(v)[-1:])
    vehicle = tree.lemmas[agent] in word_set("precautions", "vehicles")
    return named or _owners(doc, agent, doc.said_by(v)[-1:] if vehicle else ())


def _is_of_people(frame: PrecautionFrame, lemmas: set[str]) -> bool:
    """What people do of themselves, who tells of it has not ordered: "residents took shelter, the mayor said"."""
    return frame.act in ("shelter", "evacuate") and lemmas.isdisjoint(word_set("precautions", "rescue"))


def _is_public(doc: Document, actor: str) -> bool:
    return bool(doc.actors.country(actor)) or doc.actors.is_airline(actor) or doc.actors.is_authority(actor)


def _home_of(doc: Document, v: int, agent: int) -> str | None:
    """ "The embassy told Americans to leave": the state whose people are told, where the post or house is left unnamed."""
    if lexicon.institution_noun(doc.tree.lower[agent]) is None:
        return None
    names = (doc.actors.name_at.get(k) for k in doc.tree.objects(v))
    return next((n.id for n in names if n is not None and n.kind == "demonym"), None)


def _owners(doc: Document, i: int, announced: tuple[str, ...]) -> tuple[str, ...]:
    """Whose staff or post: possessor, demonym, or who announces it; an official tells, a state acts."""
    for j in (i, *through(doc.tree, i)):
        for k in doc.tree.kids[j]:
            owners = _owner(doc, k)
            if owners:
                return owners
    actor = doc.actors.who(i)
    if actor is not None:
        return (actor,)
    return tuple(s for s in announced if not (s.startswith("desc.") and doc.actors.kind(s) == "person"))


def _owner(doc: Document, k: int) -> tuple[str, ...]:
    """ "its embassy", "the Malian embassy", "citizens of Mali"."""
    tree, name = doc.tree, doc.actors.name_at.get(k)
    if tree.deprels[k] == "nmod:poss" and (owners := doc.party(k)):
        return owners
    beside = tree.deprels[k] in ("amod", "compound", "nmod") and tree.case(k) in (None, "of")
    return (name.id,) if name is not None and beside and name.kind in ("demonym", "country") else ()
