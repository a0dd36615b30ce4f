"""What makes another event of a candidate than its words alone tell: revisions with names, made in a fixed order.

Each has an id and gives the candidate as it should be, or `None` where it has nothing to say; what it does is a sentence with
an example in `lexicon/data/rules.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rapporteur.extract.plover.candidates import Candidate
from rapporteur.extract.plover.constraints import is_public
from rapporteur.extract.plover.force import is_armed
from rapporteur.extract.plover.types import refusal
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon import cameo
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.word_sets import word_set

Revision: TypeAlias = tuple[str, Callable[[Candidate], Candidate | None]]
"""A rule that changes candidates: its id, and the candidate that it makes of one."""


def revised(candidate: Candidate) -> Candidate:
    """The candidate after all revisions, each of which is named in its `rule`."""
    for rule, revise in REVISIONS:
        changed = revise(candidate)
        if changed is not None:
            candidate = changed._replace(rule=(*changed.rule, rule))
    return candidate


def _typed(c: Candidate, type_: str, mode: str | None, code: str | None) -> Candidate:
    return c._replace(type=c.type._replace(type=type_, mode=mode, code=code))


def _confirmed(c: Candidate) -> Candidate | None:
    return None if is_public(c) else c


def _indefinite(c: Candidate) -> Candidate | None:
    """A noun is a fact only where it is definite and its clause is real."""
    tree = c.doc.tree
    if c.factuality != "stated" or c.is_verb:
        return None
    articles = [k for k in tree.kids[c.word] if tree.lower[k] in word_set("events", "definite") or tree.deprels[k] == "nmod:poss"]
    verb = next((a for a in tree.ancestors(c.word) if tree.is_verb(a)), None)
    real = verb is not None and tree.xpos[verb] in word_set("events", "finite") and c.doc.factuality(verb).factuality == "stated"
    return None if articles and real else c._replace(factuality="possible")


def _joint(c: Candidate) -> Candidate | None:
    tree = c.doc.tree
    lands = {c.doc.actors.country(a) for a in c.parties.actors} - {None}
    patient = clauses.patient(tree, c.word) if c.is_verb else None
    joint = patient is not None and any(tree.lemmas[k] == "joint" for k in tree.children(patient, "amod"))
    if c.type.type != "MOBILIZE" or not (len(lands) > 1 or (joint and c.parties.recipients)):
        return None
    return _typed(c, "COOPERATE", None, "062")


def _riot(c: Candidate) -> Candidate | None:
    nouns = {c.doc.tree.lemmas[k] for k in c.parties.actors.values()}
    wrecked = c.type.mode == "destroy" or (c.type.code or "").startswith("171")
    return _typed(c, "PROTEST", "riot", "145") if wrecked and word_set("events", "crowd") & nouns else None


def _march(c: Candidate) -> Candidate | None:
    tree, actors = c.doc.tree, c.parties.actors
    armed = bool(actors) and all(a.endswith(".military") or is_armed(tree, a, k) for a, k in actors.items())
    if (c.type.type, c.type.mode) != ("PROTEST", "demo") or not armed:
        return None
    onward = tree.obliques(c.word, "on", "into", "against", "upon")
    return _typed(c, "ASSAULT", None, "190") if onward else _typed(c, "MOBILIZE", "troops", "154")


def _refusal(c: Candidate) -> Candidate | None:
    tree, i = c.doc.tree, c.word
    refused = c.is_verb and c.factuality == "denied" and tree.negated(i)
    agent = c.doc.who(clauses.agent(tree, i)) if refused else None
    code = refusal(c.type.code)
    wilful = c.type.type == "CONCEDE" or not word_set("events", "wilful").isdisjoint(clauses.auxiliaries(tree, i))
    if agent is None or code is None or not wilful or agent not in c.parties.actors:
        return None
    plover = cameo.plover(code)
    return _typed(c, "REJECT", plover.mode if plover is not None else None, code)._replace(factuality="stated")


def _agreement(c: Candidate) -> Candidate | None:
    planned = c.factuality == "planned" and c.type.type in group("agreed")
    return _typed(c, "AGREE", None, c.type.code) if planned else None


REVISIONS: tuple[Revision, ...] = (
    ("event.relation", _confirmed),
    ("event.indefinite", _indefinite),
    ("event.joint", _joint),
    ("event.riot", _riot),
    ("event.march", _march),
    ("event.refusal", _refusal),
    ("event.agreement", _agreement),
)
