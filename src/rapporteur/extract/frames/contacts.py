"""Which frame of contact a verb or a noun fulfils, by the table `verbs/contact.csv`."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.match import first, headings, names_one
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import ContactFrame


def verb_frame(doc: Document, v: int) -> ContactFrame | None:
    """The most demanding frame of the verb that the clause fulfils."""
    frames = (f for head in headings(doc.tree, v) for f in lexicon.contact_verbs().get(head, ()))
    return first(doc, v, frames, _has_other_side, _has_contact)


def noun_frame(doc: Document, n: int) -> ContactFrame | None:
    """The frame of a noun, first of all with the noun before it: "phone call". A news conference is no meeting of its givers."""
    tree = doc.tree
    compound = next((tree.lemmas[k] for k in tree.children(n, "compound")), "")
    if compound in ("news", "press"):
        return None
    heads = (f"{compound} {tree.lemmas[n]}", tree.lemmas[n])
    return first(doc, n, (f for head in heads for f in lexicon.contact_nouns().get(head, ())))


def listed(tree: Tree, v: int, prep: str) -> list[int]:
    """What follows the preposition below the objects of a verb: "held talks and a dinner with Ode"."""
    heads = (j for k in tree.objects(v) for j in tree.conjuncts(k))
    return [m for j in heads for m in tree.children(j, "nmod") if tree.case(m) == prep]


def _under(tree: Tree, v: int, prep: str) -> list[int]:
    return [*tree.obliques(v, prep), *listed(tree, v, prep)]


def _has_other_side(doc: Document, v: int, frame: ContactFrame) -> bool:
    """Somebody follows the preposition, unless the frame asks for a noun as well."""
    return frame.prep is None or bool(frame.objects) or any(doc.party(k) for k in _under(doc.tree, v, frame.prep))


def _has_contact(doc: Document, v: int, frame: ContactFrame) -> bool:
    """One of the nouns is the object, or follows the preposition: "made a call", "spoke by phone"."""
    nouns = [*doc.tree.objects(v), *(_under(doc.tree, v, frame.prep) if frame.prep is not None else ())]
    return not frame.objects or names_one(doc.tree, nouns, frame.objects)
