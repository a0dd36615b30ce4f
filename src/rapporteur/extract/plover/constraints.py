"""What a candidate has to fulfil to be an event: constraints with names, asked in a fixed order.

Each has an id and says whether a candidate breaks it; what that means is a sentence with an example in
`lexicon/data/rules.toml`. The first that is broken turns the candidate down (`provenance.turned_down`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.factuality.genericity import is_generic
from rapporteur.extract.factuality.predicates import is_shrinking
from rapporteur.extract.plover import relations
from rapporteur.extract.plover.candidates import Candidate, candidate_at
from rapporteur.extract.plover.force import bears_arms, is_forceful, is_of_the_street
from rapporteur.extract.plover.types import below, event_type
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.word_sets import word_set

Constraint: TypeAlias = tuple[str, Callable[[Candidate], bool]]
"""A rule that turns candidates down: its id, and whether a candidate breaks it."""


# ---- the word and its type ----------------------------------------------------------------------------------------------
def _is_modifier(c: Candidate) -> bool:
    return c.doc.tree.deprels[c.word] in ("compound", "amod")


def _is_shrinking(c: Candidate) -> bool:
    return is_shrinking(c.doc.tree, c.word)


def _is_repeated(c: Candidate) -> bool:
    """By the governing verb, or by a light one whose noun it is."""
    tree, i = c.doc.tree, c.word
    head = tree.heads[i]
    outer = event_type(c.doc, head) if head >= 0 and tree.is_verb(head) else None
    if outer is None:
        return False
    if tree.deprels[i] in ("xcomp", "ccomp"):
        return outer.type == c.type.type
    return tree.upos[i] == "NOUN" and clauses.patient(tree, head) == i and (outer.noun == i or outer.type == c.type.type)


def _is_toll(c: Candidate) -> bool:
    tree, i = c.doc.tree, c.word
    if c.type.type != "ASSAULT" or tree.xpos[i] != "VBG" or tree.lemmas[i] not in word_set("events", "toll"):
        return False
    outer = event_type(c.doc, tree.heads[i]) if tree.heads[i] >= 0 else None
    return outer is not None and outer.type == "ASSAULT"


def _is_unarmed(c: Candidate) -> bool:
    tree = c.doc.tree
    patient = clauses.patient(tree, c.word) if c.is_verb else None
    if c.type.type != "MOBILIZE" or c.type.specific or patient is None:
        return False
    nouns = [tree.lemmas[k] for j in tree.conjuncts(patient) for k in (j, *tree.children(j, "compound", "nmod"))]
    return not any(bears_arms(noun) or lexicon.equipment(noun) for noun in nouns)


def _is_naming(c: Candidate) -> bool:
    tree, i = c.doc.tree, c.word
    if c.type.type != "CONSULT":
        return False
    return not c.is_verb or (tree.lemmas[i] == "call" and bool(tree.children(i, "xcomp") or len(tree.objects(i)) > 1))


# ---- who and to whom ------------------------------------------------------------------------------------------------------
def _is_incomplete(c: Candidate) -> bool:
    alone = c.parties.recipients or c.type.type in group("alone")
    return not c.is_verb and not (c.parties.actors and alone)


def _is_lasting(c: Candidate) -> bool:
    state = any(c.doc.actors.kind(a) == "state" for a in c.parties.actors)
    return not c.is_verb and (c.type.mode == "ceasefire" or (c.type.type == "PROTEST" and state))


def _is_withheld(c: Candidate) -> bool:
    tree = c.doc.tree
    return c.type.type == "REJECT" and any(
        tree.lemmas[k] in ("name", "identify", "quote") for k in tree.children(c.word, "xcomp")
    )


def _is_denial(c: Candidate) -> bool:
    tree, i = c.doc.tree, c.word
    if c.type.type != "REJECT" or c.parties.recipients:
        return False
    cue = lexicon.cue(tree.lemmas[i])
    denies = cue is not None and cue.factuality == "deny"
    clause = denies and any(tree.is_verb(k) and k > i for k in tree.children(i, "xcomp", "ccomp", "advcl"))
    return clause or any(clauses.that_clause(tree, k) is not None for k in tree.objects(i))


def _is_of_nobody(c: Candidate) -> bool:
    return not any(c.doc.actors.kind(a) in word_set("events", "actors") for a in c.parties.actors)


def _is_one_sided(c: Candidate) -> bool:
    """PLOVER wants a recipient for most types; some verbs say enough alone: "threatened reprisals"."""
    actors, recipients = c.parties
    if recipients or c.type.type in group("alone") or (len(actors) > 1 and c.type.type in group("mutual")):
        return False
    tree, i = c.doc.tree, c.word
    done = any(lexicon.cue(tree.lemmas[k]) is None for k in tree.children(i, "xcomp"))  # not "declined to say"
    if not c.is_verb or not (tree.objects(i) or done or clauses.is_passive(tree, i)):
        return True
    if c.type.type in ("ASSAULT", "COERCE"):
        return not is_forceful(c.doc, actors)
    if c.type.type == "AGREE":
        return c.type.code in (None, "030", "050")  # which do not say to what
    return not (tree.lemmas[i] == "threaten" or c.type.type == "REJECT" or (c.type.type == "SANCTION" and c.type.specific))


def _is_verbal(c: Candidate) -> bool:
    """Force needs a state or somebody armed on one side."""
    if c.type.type != "ASSAULT":
        return False
    doc, tree, everyone = c.doc, c.doc.tree, [*c.parties.actors, *c.parties.recipients]
    if c.parties.recipients and all(doc.actors.kind(a) == "person" and not a.startswith("desc.") for a in everyone):
        return True
    patient = clauses.patient(tree, c.word) if c.is_verb else None
    words = {tree.lemmas[c.word], tree.lemmas[patient] if patient is not None else ""}
    return bool(words & word_set("events", "loose_force")) and not any(
        not a.endswith((".government", ".regime")) and is_forceful(doc, {a: k}) for party in c.parties for a, k in party.items()
    )


def _is_arrival(c: Candidate) -> bool:
    return c.type.type == "CONSULT" and any(bears_arms(c.doc.tree.lemmas[k]) for k in c.parties.actors.values())


def _is_interview(c: Candidate) -> bool:
    nouns = {c.doc.tree.lemmas[k] for k in c.parties.recipients.values()}
    return c.type.type == "CONSULT" and bool(nouns) and nouns <= word_set("events", "press")


def _is_under_promise(c: Candidate) -> bool:
    """The promise or request is the event, and its code says of what."""
    tree, head = c.doc.tree, c.doc.tree.heads[c.word]
    if c.type.type not in group("mild") or not c.is_verb or head < 0 or not tree.is_verb(head) or c.word not in below(tree, head):
        return False
    upper = candidate_at(c.doc, head)
    return upper is not None and upper.type.type in group("promised") and not any(is_broken(upper) for _, is_broken in PARTIES)


def _is_private(c: Candidate) -> bool:
    return not is_public(c) and not is_confirmed(c)


def is_public(c: Candidate) -> bool:
    """Where the words say little, who does it to whom must: one land's people to another's, or states, bodies and forces."""
    doc, actors = c.doc, c.parties.actors
    abroad = is_abroad(c)
    if c.type.type == "PROTEST" and any(is_of_the_street(doc.tree, k) for k in actors.values()):
        return True
    if c.type.type == "CONSULT":
        return _is_state_visit(c, abroad)
    if c.type.foreign or not c.type.loose:
        return abroad or not c.type.foreign
    return abroad or any(_is_of_state(doc, a) for a in actors) or is_forceful(doc, actors)


def is_abroad(c: Candidate) -> bool:
    """Whether people of one land do it to those of another."""
    ours, theirs = ({c.doc.actors.country(a) for a in party} - {None} for party in c.parties)
    return bool(ours and theirs and not ours & theirs)


def _is_of_state(doc: Document, actor: str) -> bool:
    """An organisation of a land, or of several."""
    body = lexicon.organisations().get(actor)
    international = body is not None and body.sector == "IGO"
    return doc.actors.kind(actor) == "organisation" and (doc.actors.country(actor) is not None or international)


def _is_state_visit(c: Candidate, abroad: bool) -> bool:
    """A visit is one to another land, talks are between people who are known."""
    actors, recipients = c.parties
    if c.type.mode == "visit":
        ours = {c.doc.actors.country(a) for a in actors}
        return any(c.doc.actors.country(r) not in (None, *ours) for r in recipients)
    return abroad or (bool(recipients) and not any(a.startswith("desc.") for a in (*recipients, *actors)))


def is_confirmed(c: Candidate) -> bool:
    """Whether the language model sees the same done by the one to the other."""
    return relations.model_confirms(c.doc, c.type.type, *(party.values() for party in c.parties))


# ---- how certain ------------------------------------------------------------------------------------------------------------
def _is_mere_wish(c: Candidate) -> bool:
    return c.factuality == "possible" and c.is_verb and c.type.type in group("uncertain")


def _is_open_meeting(c: Candidate) -> bool:
    return c.type.type == "CONSULT" and c.factuality not in ("stated", "planned")


def _is_habit(c: Candidate) -> bool:
    unnamed = all(a.startswith("desc.") for a in c.parties.actors)
    return c.factuality == "stated" and unnamed and is_generic(c.doc.tree, c.word, c.doc.profile)


WORDS: tuple[Constraint, ...] = (
    ("event.modifier", _is_modifier),
    ("event.shrinking", _is_shrinking),
    ("event.repeated", _is_repeated),
    ("event.toll", _is_toll),
    ("event.unarmed", _is_unarmed),
    ("event.naming", _is_naming),
)
"""Constraints on the word and its type."""
PARTIES: tuple[Constraint, ...] = (
    ("event.incomplete", _is_incomplete),
    ("event.lasting", _is_lasting),
    ("event.withheld", _is_withheld),
    ("event.denial", _is_denial),
    ("event.nobody", _is_of_nobody),
    ("event.one-sided", _is_one_sided),
    ("event.verbal", _is_verbal),
)
"""Constraints on who does it to whom."""
CONSTRAINTS: tuple[Constraint, ...] = (
    *WORDS,
    *PARTIES,
    ("event.arrival", _is_arrival),
    ("event.interview", _is_interview),
    ("event.under-promise", _is_under_promise),
    ("event.private", _is_private),
)
"""What a candidate has to fulfil before it is revised."""
CERTAINTY: tuple[Constraint, ...] = (
    ("event.mere-wish", _is_mere_wish),
    ("event.open-meeting", _is_open_meeting),
    ("event.habit", _is_habit),
)
"""Constraints on how certain a revised candidate is."""
