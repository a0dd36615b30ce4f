"""How somebody stands to what he says will come: forecast, threat, warning or promise; and who vouches for it."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.document import Document
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.word_sets import crisis
from rapporteur.model import Stance


def stance_of(
    doc: Document,
    at: int,
    subject: int | None,
    said: tuple[str, ...],
    condition: tuple[int, int] | None,
    type_: str | None,
) -> Stance:
    """Threat: the speaker says what he himself will do to somebody, on a condition; else as the cue has it."""
    cue = cue_of(doc, at)
    named = lexicon.stance_of_cue(cue) if cue else None
    actor = doc.who(subject) if subject is not None else None
    himself = actor is not None and (actor in said or not said or actor.startswith("group."))
    head = doc.tree.heads[at]
    if head >= 0 and lexicon.is_pledging(doc.tree.lemmas[head]) and doc.tree.has_to(at):
        named = lexicon.stance_of_cue(doc.tree.lemmas[head])
        if named == "threat" and not said:
            return "forecast"  # "a step that threatens to widen the war": nobody threatens
    if named in ("promise", "threat"):
        return "threat" if type_ in group("hostile") else named
    if said and ((type_ == "THREATEN" and is_retribution(doc, at)) or (subject is not None and doc.is_first(subject))):
        return "threat" if type_ in group("hostile") else "promise"
    if type_ in group("hostile") and condition is not None and (himself or _acts_for(doc, said, actor)):
        return "threat"
    return named or "forecast"


def is_retribution(doc: Document, v: int) -> bool:
    """ "Will bear the consequences", "would meet with a response"."""
    tree = doc.tree
    met = [*tree.objects(v), *tree.obliques(v, "with", "to")] if tree.lemmas[v] in crisis("met_by") else []
    return any(tree.lemmas[k] in crisis("retribution") for k in met)


def vouchers(doc: Document, at: int) -> tuple[str, ...]:
    """Who vouches for it; "a step that threatens to widen the war" is nobody's word."""
    tree = doc.tree
    things = {
        doc.speaker(a)
        for a in doc.covering(at)
        if a.source is not None and tree.lemmas[a.cue] == "threaten" and tree.upos[a.source] == "NOUN"
        and (doc.actors.who(a.source) or "desc.").startswith("desc.") and lexicon.agent_noun(tree.lemmas[a.source]) is None
    }  # fmt: skip
    said = doc.said_by(at)
    return tuple(s for s in said if s not in things) or (() if said else _warner(doc, at))


def _warner(doc: Document, at: int) -> tuple[str, ...]:
    """ "Keita warned of an attack": the subject of the warning verb vouches for it."""
    tree = doc.tree
    for a in tree.ancestors(at):
        cue = lexicon.cue(tree.lemmas[a]) if tree.is_verb(a) else None
        if cue is not None:
            actor = doc.actors.source(clauses.agent(tree, a))
            return (*doc.said_by(a), *((actor,) if actor else ()))
    return ()


def _acts_for(doc: Document, said: tuple[str, ...], actor: str | None) -> bool:
    """A spokesman or president speaks for the state that would act."""
    land = doc.actors.country(actor)
    return land is not None and any(doc.actors.country(s) == land for s in said)


def cue_of(doc: Document, at: int) -> str | None:
    """The lemma of the verb of saying under which a word stands, else of a verb above that names a stance."""
    covering: list[Attribution] = doc.covering(at)
    if covering:
        return doc.tree.lemmas[covering[-1].cue]
    return next((doc.tree.lemmas[a] for a in doc.tree.ancestors(at) if lexicon.stance_of_cue(doc.tree.lemmas[a])), None)
