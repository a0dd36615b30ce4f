"""Clauses about the time ahead: "could invade", "would mean war", "is likely to collapse", "will bear the consequences".

What a clause with a modal has to fulfil are constraints with names (`CONSTRAINTS`), in a fixed order; each is a sentence with
an example in `lexicon/data/rules.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.frames.precautions import frame_of
from rapporteur.extract.prospects.modals import is_own_condition, looks_back, modals_of
from rapporteur.extract.prospects.prospect import Prospect, prospect
from rapporteur.extract.prospects.stance import cue_of, is_retribution
from rapporteur.extract.provenance import turned_down
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.schema import EventFrame
from rapporteur.lexicon.word_sets import crisis, word_set
from rapporteur.model import Factuality

_LEAST = 0.5
"""The weight of a frame below which an argument is no event."""


class FutureClause(NamedTuple):
    """A clause with a modal.

    Attributes:
      doc: the document.
      verb: its verb.
      modals: what says that it lies ahead ("could", "will").
      factuality: how certain; nothing that lies ahead is stated.
      condition: the words of its condition.
      frame: the event that the verb tells.
      argument: the event that its subject or object names.
    """

    doc: Document
    verb: int
    modals: tuple[str, ...]
    factuality: Factuality
    condition: tuple[int, int] | None
    frame: EventFrame | None
    argument: EventFrame | None

    @property
    def lemma(self) -> str:
        """The lemma of its verb."""
        return self.doc.tree.lemmas[self.verb]

    @property
    def is_hostile(self) -> bool:
        """Whether its verb tells of force or pressure."""
        return self.frame is not None and self.frame.type in group("hostile")


ClauseConstraint: TypeAlias = tuple[str, Callable[[FutureClause], bool]]
"""A rule that turns clauses down: its id, and whether a clause breaks it."""


def of_clause(doc: Document, v: int) -> Prospect | None:
    """A clause about the future with a crisis in it: its verb or an argument is an event word, or it hangs on a condition."""
    modals = modals_of(doc, v)
    if not modals:
        return None
    result = doc.factuality(v)
    factuality = "planned" if result.factuality == "stated" else result.factuality
    frame, argument = event_frame(doc, v), _event_argument(doc, v)
    clause = FutureClause(doc, v, tuple(modals), factuality, result.condition, frame, argument)
    if turned_down(CONSTRAINTS, v, clause):
        return None
    type_ = next((f.type for f in (frame, argument) if f is not None), "THREATEN" if _is_threatened(clause) else None)
    rule = "forecast.clause"
    return prospect(doc, v, clauses.subject(doc.tree, v), factuality, clause.condition, type_, rule)


# ---- constraints ------------------------------------------------------------------------------------------------------
def _is_question(c: FutureClause) -> bool:
    marker = c.doc.tree.marker(c.verb)
    return marker == "whether" or (marker == "if" and c.doc.tree.deprels[c.verb] == "ccomp")


def _is_condition(c: FutureClause) -> bool:
    return is_own_condition(c.doc, c.verb)


def _looks_back(c: FutureClause) -> bool:
    return looks_back(c.doc, c.verb)


def _is_bare(c: FutureClause) -> bool:
    tree, v = c.doc.tree, c.verb
    general = c.lemma in crisis("general") and tree.heads[v] < 0 and not tree.objects(v)
    return c.condition is None and (tree.upos[v] == "AUX" or general)


def _is_unsaid(c: FutureClause) -> bool:
    tree = c.doc.tree
    for a in c.doc.covering(c.verb):
        source = [] if a.source is None else [a.source, *tree.kids[a.source]]
        nobody = {"neither", "nobody", "none"} & {tree.lower[k] for k in source}
        if nobody or (tree.lemmas[a.cue] in crisis("said") and tree.negated(a.cue)):
            return True
    return False


def _is_ability(c: FutureClause) -> bool:
    return "can" in c.modals and c.condition is None


def _is_wished(c: FutureClause) -> bool:
    tree, v = c.doc.tree, c.verb
    return tree.deprels[v] == "acl" and lexicon.cue_noun(tree.lemmas[tree.heads[v]]) is not None


def _is_harmless(c: FutureClause) -> bool:
    substance = c.frame or c.argument or c.condition
    return substance is None and not _is_calamity(c) and not _is_threatened(c)


def _is_general(c: FutureClause) -> bool:
    bringing = c.argument is not None and c.lemma in crisis("bringing")
    return c.lemma in crisis("general") and not bringing and not _is_calamity(c)


def _is_readiness(c: FutureClause) -> bool:
    tree, v = c.doc.tree, c.verb
    willing = tree.heads[v] >= 0 and tree.lemmas[tree.heads[v]] == "ready" and tree.has_to(v)
    return willing and c.condition is None and not c.is_hostile


def _is_precaution(c: FutureClause) -> bool:
    return c.condition is None and c.factuality in ("planned", "possible") and frame_of(c.doc, c.verb) is not None


def _is_plan(c: FutureClause) -> bool:
    loose = c.factuality in ("planned", "denied") or c.doc.tree.deprels[c.verb] == "acl:relcl"
    feared = _is_pledge(c) or _is_calamity(c) or _is_threatened(c) or _is_predicted(c)
    return loose and c.condition is None and not feared


def _is_announcement(c: FutureClause) -> bool:
    doc, subject = c.doc, clauses.subject(c.doc.tree, c.verb)
    if c.condition is not None or c.factuality not in ("planned", "denied") or subject is None or _is_pledge(c):
        return False
    pledged = lexicon.is_pledging(doc.tree.lemmas[doc.tree.heads[c.verb]])
    return not pledged and bool(set(doc.party(subject)) & set(doc.said_by(c.verb)))


CONSTRAINTS: tuple[ClauseConstraint, ...] = (
    ("forecast.question", _is_question),
    ("forecast.condition", _is_condition),
    ("forecast.past", _looks_back),
    ("forecast.bare", _is_bare),
    ("forecast.unsaid", _is_unsaid),
    ("forecast.ability", _is_ability),
    ("forecast.wished", _is_wished),
    ("forecast.harmless", _is_harmless),
    ("forecast.general", _is_general),
    ("forecast.readiness", _is_readiness),
    ("forecast.precaution", _is_precaution),
    ("forecast.plan", _is_plan),
    ("forecast.announcement", _is_announcement),
)
"""What a clause with a modal has to fulfil to be a forecast."""


# ---- what is feared -----------------------------------------------------------------------------------------------------
def _is_calamity(c: FutureClause) -> bool:
    """A verb of calamity, a city's fall, a retribution met, weapons used: "could spill over", "will bear the consequences"."""
    subject = clauses.subject(c.doc.tree, c.verb)
    if c.lemma in crisis("verbs"):
        return True
    if c.lemma in crisis("falls") and subject is not None:
        name = c.doc.actors.name_at.get(subject)
        located = name is not None and name.kind in word_set("entities", "located")
        falls = located or c.doc.tree.lemmas[subject] in crisis("fallers")
    else:
        falls = is_retribution(c.doc, c.verb)
    return falls or (subject is not None and _is_armed(c, subject))


def _is_armed(c: FutureClause, subject: int) -> bool:
    """Weapons that may be used, or an armed group of which somebody says how likely it is to act."""
    doc, tree = c.doc, c.doc.tree
    if clauses.is_passive(tree, c.verb) and any(lexicon.equipment(tree.lemmas[k]) for k in tree.conjuncts(subject)):
        return True
    organisation = lexicon.organisations().get(doc.actors.who(subject) or "")
    sure = any(tree.lower[k] in crisis("sure") for k in tree.children(c.verb, "advmod"))
    return organisation is not None and organisation.sector in group("belligerent") and sure


def _is_threatened(c: FutureClause) -> bool:
    """ "threatened to close it": whatever is threatened is a threat; so is retribution."""
    tree, head = c.doc.tree, c.doc.tree.heads[c.verb]
    threatened = head >= 0 and tree.lemmas[head] == "threaten" and tree.has_to(c.verb) and not clauses.is_passive(tree, head)
    return c.frame is None and (threatened or is_retribution(c.doc, c.verb))


def _is_pledge(c: FutureClause) -> bool:
    """ "We will strike back", "I will defend them": the speaker's own word, in the first person."""
    subject = clauses.subject(c.doc.tree, c.verb)
    return subject is not None and c.doc.is_first(subject) and (c.lemma in crisis("stand_by") or c.is_hostile)


def _is_predicted(c: FutureClause) -> bool:
    """A bare "will" is a forecast where it tells of force or pressure, or is given as a prediction; else a plan."""
    cue = cue_of(c.doc, c.verb)
    hostile = c.argument is not None and c.argument.type in group("hostile")
    return c.is_hostile or hostile or (cue is not None and lexicon.is_predicting(cue))


def _event_argument(doc: Document, v: int) -> EventFrame | None:
    """ "would bring war", "an attack could come": the event is the verb's subject or object."""
    tree = doc.tree
    arguments = [k for k in tree.children(v, "nsubj", "nsubj:pass", "obj", "obl")
                 if tree.deprels[k] != "obl" or tree.case(k) in ("in", "to", "into")]  # fmt: skip
    frames = (event_frame(doc, k) for k in arguments if tree.upos[k] == "NOUN")
    return next((frame for frame in frames if frame is not None and frame.weight >= _LEAST), None)
