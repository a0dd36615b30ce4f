"""Who takes part in a contact: on which side of its verb, beside its noun, or above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.entities.noun_phrases import level
from rapporteur.extract.frames.contacts import listed
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.schema import ContactFrame
from rapporteur.lexicon.word_sets import word_set


class ContactSides(NamedTuple):
    """Who meets whom: those who do it, all who take part (they first), and where a visit leads."""

    agents: tuple[str, ...]
    parties: tuple[str, ...]
    place: str | None = None


# ---- noun phrases ---------------------------------------------------------------------------------------------------
def contact_actors(doc: Document, i: int | None) -> tuple[str, ...]:
    """Those of a noun phrase who can meet or call: persons, states, their institutions and organisations, not places.

    Officials without a name ("the generals", "congressional leaders") count under their description.
    """
    if i is None:
        return ()
    tree = doc.tree
    if tree.lower[i] in word_set("contacts", "parts"):
        i = next((k for k in tree.children(i, "nmod") if tree.case(k) == "of"), i)
    return _unique(a for j in tree.conjuncts(i) for a in _of_noun(doc, j))


def _of_noun(doc: Document, i: int) -> list[str]:
    fit = ("person", "state", "organisation")
    named = [a for a in doc.party(i) if doc.actors.kind(a) in fit or a.startswith(("group.", "desc."))]
    return named or [a for a in (doc.actors.source(i) if is_official(doc, i) else None,) if a]


def is_official(doc: Document, i: int) -> bool:
    """A common noun for those who conduct affairs of state or war; not the press, not the public."""
    if doc.tree.upos[i] != "NOUN":
        return False
    agent = lexicon.agent_noun(doc.tree.lemmas[i])
    conducts = agent is not None and agent.sector in word_set("contacts", "sectors")
    return conducts or level(doc.tree, i) in word_set("contacts", "levels")


def is_assembly(doc: Document, agent: int | None) -> bool:
    """A body that meets by itself: a council or parliament, "the defence chiefs", "EU leaders"."""
    if agent is None:
        return False
    tree, bodies = doc.tree, word_set("contacts", "assemblies")
    actor = doc.actors.who(agent)
    name = doc.actors.name(actor).casefold().split() if actor is not None else []
    people = tree.xpos[agent] in ("NNS", "NNPS") and is_official(doc, agent)
    return people or bool(bodies.intersection([*name[-1:], tree.lemmas[agent]]))


# ---- of a verb ------------------------------------------------------------------------------------------------------
def verb_sides(doc: Document, v: int, frame: ContactFrame) -> ContactSides:
    """Who does it, and with whom: subject, objects, who follows the verb's prepositions or stands beside its noun."""
    tree = doc.tree
    agents = contact_actors(doc, clauses.agent(tree, v))
    heads = [*_met(doc, v, frame), *_sharing(doc, v, frame)]
    leading = [k for k in heads if frame.mode == "visit" and _leads(doc, k)]
    others = [a for k in heads if k not in leading for a in contact_actors(doc, k)]
    beside = [a for k in tree.objects(v) if tree.lemmas[k] in frame.objects for a in noun_parties(doc, k)]
    place = next((p for k in leading if (p := doc.place_name(k)) is not None), None)
    return ContactSides(agents, _unique([*agents, *others, *beside]), place)


def objects(doc: Document, v: int) -> list[int]:
    """Objects, and the name that a parse of "called Keita" takes for what she was called."""
    name_at = doc.actors.name_at
    named = [k for k in doc.tree.children(v, "xcomp") if k in name_at and name_at[k].kind == "person"]
    return [*doc.tree.objects(v), *named]


def _met(doc: Document, v: int, frame: ContactFrame) -> list[int]:
    """Objects that are not the contact itself ("made a call") nor its topic ("discussed Mali")."""
    tree = doc.tree
    patient = clauses.patient(tree, v) if clauses.is_passive(tree, v) else None
    heads = [*objects(doc, v), *([patient] if patient is not None else [])]
    return [k for k in heads if tree.lemmas[k] not in frame.objects and tree.lemmas[v] != "discuss"]


def _sharing(doc: Document, v: int, frame: ContactFrame) -> list[int]:
    """Who follows "with" or the frame's preposition; of talks also behind an object ("held talks and a dinner with Ode")."""
    tree = doc.tree
    asked = frame.prep if frame.mode == "visit" or frame.prep in word_set("contacts", "other_side") else None
    prepositions = {"with", asked or "with", "to" if tree.lemmas[v] in ("speak", "talk") else "with"}
    return [*tree.obliques(v, *prepositions), *(listed(tree, v, "with") if frame.mode == "talks" else ())]


def _leads(doc: Document, k: int) -> bool:
    """Where a visit goes: what follows its preposition, and an object with the name of a place."""
    case = doc.tree.case(k)
    return case != "with" if case is not None else doc.place_name(k) is not None and k in doc.actors.name_at


# ---- of a noun ------------------------------------------------------------------------------------------------------
def noun_sides(doc: Document, n: int, frame: ContactFrame) -> ContactSides:
    """Who is named beside the noun, and above it where these are not all: "Keita said during a call with Ode"."""
    tree = doc.tree
    partners = noun_parties(doc, n, frame.mode == "visit") or _unique(_strayed(doc, n))
    governor = governing_verb(doc, n) if len(partners) < 2 or not _is_owned(doc, n) else None
    above = [*_taking_part(doc, governor, partners), *partners] if governor is not None else partners
    addressed = _addressed(doc, governor, n) if governor is not None and not partners else ()
    to = [k for k in tree.children(n, "nmod") if frame.mode == "visit" and tree.case(k) in ("to", "of")]
    return ContactSides((), _unique([*above, *addressed]), next((p for k in to if (p := doc.place_name(k)) is not None), None))


def noun_parties(doc: Document, n: int, visit: bool = False) -> tuple[str, ...]:
    """Owners and partners of a contact noun: "Keita's call with Ode", "talks between A and B"; not where a visit leads."""
    tree = doc.tree
    near = [
        k
        for k in tree.children(n, "nmod", "obl")
        if tree.deprels[k] == "nmod:poss" or tree.case(k) in word_set("contacts", "beside")
    ]
    leading = [k for k in near if visit and tree.case(k) in ("to", "of") and doc.place_name(k) is not None]
    return _unique(a for k in near if k not in leading for a in contact_actors(doc, k))


def _strayed(doc: Document, n: int) -> Iterator[str]:
    """ "Made no progress in a call with Ode": the parse may hang the partner on what governs the call."""
    tree = doc.tree
    for above in [*tree.ancestors(n)][:2]:
        for k in tree.children(above, "obl", "nmod"):
            if tree.case(k) == "with" and n < k <= n + 6:
                yield from contact_actors(doc, k)


def _is_owned(doc: Document, n: int) -> bool:
    """ "Keita's call", "talks between A and B", "a visit by Ode": all who take part are named beside the noun."""
    tree = doc.tree
    owners = tree.children(n, "nmod")
    return any(tree.deprels[k] == "nmod:poss" or tree.case(k) in word_set("contacts", "all_named") for k in owners)


def _addressed(doc: Document, governor: int, n: int) -> tuple[str, ...]:
    """ "told his counterpart in a telephone call that …": those spoken to are the other side."""
    tree = doc.tree
    cue = lexicon.cue(tree.lemmas[governor])
    if cue is None or not cue.addressee or tree.case(n) not in word_set("contacts", "in_words"):
        return ()
    return tuple(a for k in tree.objects(governor) for a in contact_actors(doc, k))


def governing_verb(doc: Document, n: int) -> int | None:
    """The verb whose subject takes part in a contact noun: "began a call", "said during a call", not across a clause."""
    tree = doc.tree
    while tree.heads[n] >= 0 and tree.plain[n] in word_set("contacts", "chain"):
        if tree.plain[n] == "obl" and tree.case(n) not in word_set("contacts", "amid"):
            return None
        n = tree.heads[n]
        if tree.is_verb(n):
            return n
    return None


def _taking_part(doc: Document, governor: int, partners: tuple[str, ...]) -> tuple[str, ...]:
    """Who is on the other side: the subject of the governing verb; persons talk to persons, so else of the clause above."""
    tree, kind = doc.tree, doc.actors.kind
    number = tree.sentence_number(governor)
    verbs = [a for a in tree.ancestors(governor) if tree.is_verb(a) and tree.sentence_number(a) == number]
    kinds = {kind(p) for p in partners}
    subjects = [s for v in [governor, *verbs][:4] if (s := _but(doc, clauses.agent(tree, v), partners))]
    fitting = [s for s in subjects if not kinds or kind(s[0]) in kinds]
    if not fitting and kinds == {"person"}:
        # "Keita called it a lie that Mali was to attack during a call with Ode": states don't telephone persons.
        before = range(governor, tree.sentence(governor).start - 1, -1)
        named = (_but(doc, k, partners) for k in before if tree.plain[k] == "nsubj")
        fitting = [s for s in named if s and kind(s[0]) == "person"][:1]
    return next(iter([*fitting, *subjects]), ())


def _but(doc: Document, i: int | None, partners: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(a for a in contact_actors(doc, i) if a not in partners)


def _unique(actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors))
