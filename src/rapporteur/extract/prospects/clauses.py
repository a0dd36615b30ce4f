"""Clauses about the time ahead: "could invade", "would mean war", "is likely to collapse", "will bear the consequences"."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.frames.precautions import frame_of
from rapporteur.extract.prospects.modals import is_own_condition, looks_back, modals_of
from rapporteur.extract.prospects.prospect import Prospect, prospect
from rapporteur.extract.prospects.stance import STANCES, cue_of, is_retribution
from rapporteur.extract.prospects.wording import likelihood_of
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.schema import EventFrame
from rapporteur.lexicon.word_sets import crisis


def of_clause(doc: Document, v: int) -> Prospect | None:
    """A clause about the future with a crisis in it: its verb or an argument is an event word, or it hangs on a condition."""
    tree = doc.tree
    modals = modals_of(doc, v)
    if not modals:
        return None
    result = doc.factuality(v)
    bare = tree.upos[v] == "AUX" or (tree.lemmas[v] in crisis("general") and tree.heads[v] < 0 and not tree.objects(v))
    asked = tree.marker(v) == "whether" or (tree.marker(v) == "if" and tree.deprels[v] == "ccomp")
    if asked or is_own_condition(doc, v) or looks_back(doc, v) or (bare and result.condition is None):
        return None
    if _unsaid(doc, v):
        return None
    if result.factuality == "stated":
        result = result._replace(factuality="planned")
    if "can" in modals and result.condition is None:
        return None
    if tree.deprels[v] == "acl" and lexicon.cue_noun(tree.lemmas[tree.heads[v]]) is not None:
        return None  # "the demand that they will never join": wished, not foretold
    subject = tree.subject(v)
    frame = event_frame(doc, v)
    argument = _event_argument(doc, v)
    calamity = _is_calamity(doc, v) or _is_armed(doc, v)
    threat = frame is None and _is_threatened(doc, v)
    if frame is None and argument is None and result.condition is None and not calamity and not threat:
        return None
    if tree.lemmas[v] in crisis("general") and not calamity and (argument is None or tree.lemmas[v] not in crisis("bringing")):
        return None
    willing = tree.heads[v] >= 0 and tree.lemmas[tree.heads[v]] == "ready" and tree.has_to(v)
    if willing and result.condition is None and (frame is None or frame.type not in group("hostile")):
        return None  # ready to meet, not about to attack
    if result.condition is None and result.factuality in ("planned", "possible") and frame_of(doc, v) is not None:
        return None  # a precaution is told as one
    loose = result.factuality == "planned" or tree.deprels[v] == "acl:relcl" or result.factuality == "denied"
    pledge = _is_pledge(doc, v, subject, frame)
    if loose and result.condition is None and not (pledge or calamity or threat or _foretold(doc, v, frame, argument)):
        return None
    if result.condition is None and result.factuality in ("planned", "denied") and not pledge:
        if _is_announcement(doc, v, subject) and tree.lemmas[tree.heads[v]] not in crisis("pledged"):
            return None
    likelihood = likelihood_of(doc, v)
    type_ = frame.type if frame is not None else (argument.type if argument is not None else "THREATEN" if threat else None)
    return prospect(doc, v, subject, result.factuality, result.condition, likelihood, type_)


def _unsaid(doc: Document, v: int) -> bool:
    """ "did not say that the army would attack", "Neither said that …": nobody foretells it."""
    tree = doc.tree
    for a in doc.covering(v):
        source = [] if a.source is None else [a.source, *tree.kids[a.source]]
        nobody = {"neither", "nobody", "none"} & {tree.lower[k] for k in source}
        if nobody or (tree.lemmas[a.cue] in crisis("said") and tree.negated(a.cue)):
            return True
    return False


def _is_calamity(doc: Document, v: int) -> bool:
    """A verb of calamity, a city's fall, or a retribution met: "could spill over", "will bear the consequences"."""
    tree = doc.tree
    lemma, subject = tree.lemmas[v], tree.subject(v)
    if lemma in crisis("verbs"):
        return True
    if lemma in crisis("falls") and subject is not None:
        name = doc.actors.name_at.get(subject)
        return tree.lemmas[subject] in crisis("fallers") or (
            name is not None and name.kind in ("capital", "place", "region", "country")
        )
    return is_retribution(doc, v)


def _is_armed(doc: Document, v: int) -> bool:
    """Weapons that may be used, or an armed group of which somebody says how likely it is to act."""
    tree = doc.tree
    subject = tree.subject(v)
    if subject is None:
        return False
    if any(lexicon.equipment(tree.lemmas[k]) for k in tree.conjuncts(subject)) and tree.is_passive(v):
        return True
    known = lexicon.organisations().get(doc.actors.who(subject) or "")
    sure = any(tree.lower[k] in crisis("sure") for k in tree.children(v, "advmod"))
    return known is not None and known.sector in group("belligerent") and sure


def _is_threatened(doc: Document, v: int) -> bool:
    """ "threatened to close it": whatever is threatened is a threat; so is retribution."""
    tree = doc.tree
    head = tree.heads[v]
    told = head >= 0 and tree.lemmas[head] == "threaten" and tree.has_to(v) and not tree.is_passive(head)
    return told or is_retribution(doc, v)


def _is_pledge(doc: Document, v: int, subject: int | None, frame: EventFrame | None) -> bool:
    """ "We will strike back", "I will defend them": the speaker's own word, in the first person."""
    if subject is None or not doc.is_first(subject):
        return False
    return doc.tree.lemmas[v] in crisis("stand_by") or (frame is not None and frame.type in group("hostile"))


def _foretold(doc: Document, v: int, frame: EventFrame | None, argument: EventFrame | None) -> bool:
    """A bare "will" is a forecast where it tells of force or pressure, or is given as a prediction; else a plan."""
    cue = cue_of(doc, v)
    hostile = any(f is not None and f.type in group("hostile") for f in (frame, argument))
    return hostile or cue in STANCES or cue in crisis("predicting")


def _is_announcement(doc: Document, v: int, subject: int | None) -> bool:
    """What the speaker says of his own next steps is a plan, not a forecast."""
    return subject is not None and bool(set(doc.party(subject)) & set(doc.said_by(v)))


def _event_argument(doc: Document, v: int) -> EventFrame | None:
    """ "would bring war", "an attack could come": the event is the verb's subject or object."""
    tree = doc.tree
    for k in tree.children(v, "nsubj", "nsubj:pass", "obj", "obl"):
        if tree.deprels[k] == "obl" and tree.case(k) not in ("in", "to", "into"):
            continue
        frame = event_frame(doc, k) if tree.upos[k] == "NOUN" else None
        if frame is not None and frame.weight >= 0.5:
            return frame
    return None
