"""Precautions: which state or company told whom to leave, pulled out staff or troops, closed a post, stopped flights, stays.

Each actor of a list gives a claim of its own; "governments" that nobody names give none.

"Mali and Chad urged their citizens to leave Sudan." -> two Precautions, act advise-leave, affected "their citizens"
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.precaution_actors import precaution_actors
from rapporteur.extract.frames.precaution_places import precaution_place
from rapporteur.extract.frames.precautions import (
    arguments,
    complement,
    frame_of,
    inner_subjects,
    is_quantity,
    is_refusal,
    lemmas_of,
    purpose,
    through,
)
from rapporteur.extract.provenance import drop, turned_down
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import PrecautionFrame
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Act, Factuality, Precaution, Span


class PrecautionMention(NamedTuple):
    """A verb with the frame that it fulfils, how sure it is, who does it and where."""

    at: int
    frame: PrecautionFrame
    factuality: Factuality
    actors: list[str]
    place: str | None


def find(doc: Document) -> list[Precaution]:
    """The precautions of one report, one per actor and act and place, in text order."""
    claims: list[Precaution] = []
    last: tuple[int, Precaution] | None = None
    for v in range(len(doc.tree.words)):
        frame = frame_of(doc, v) if doc.tree.upos[v] == "VERB" else None
        if frame is not None:
            mention = _mention(doc, v, frame)
            new = _claims(doc, mention) if not turned_down(_FILTERS, v, doc, mention) else []
            last = (v, new[0]) if new else last
            claims += new
        elif doc.tree.upos[v] in ("VERB", "AUX") and last is not None:
            claims += _imitated(doc, v, *last)
    return claims


def _mention(doc: Document, v: int, frame: PrecautionFrame) -> PrecautionMention:
    actors = [a for a in precaution_actors(doc, v, frame) if _may(doc, a, frame.act)]
    return PrecautionMention(v, frame, _factuality(doc, v, frame), actors, precaution_place(doc, v, frame, actors))


def _claims(doc: Document, mention: PrecautionMention) -> list[Precaution]:
    v, frame = mention.at, mention.frame
    frame_rule = "precaution.told" if frame.complements or frame.negations else "precaution.frame"
    rule = "precaution.refusal" if is_refusal(doc, v, frame) else frame_rule
    model = Precaution(
        id="", report=doc.report.id, evidence=(_evidence(doc, v, frame),), factuality=mention.factuality, when=doc.when(v),
        said_by=tuple(s for s in doc.said_by(v) if s not in mention.actors), place=mention.place,
        actor="", act=frame.act, affected=_affected(doc, v, frame), rule=(rule, *doc.factuality(v).rule),
    )  # fmt: skip
    return [_of_actor(doc, model, actor) for actor in mention.actors]


def _of_actor(doc: Document, model: Precaution, actor: str) -> Precaution:
    """The precaution as that actor takes it; a sky that is closed is its own."""
    country = doc.actors.country(actor)
    sky = lexicon.countries()[country].name if model.act == "close-airspace" and country else None
    place = sky if model.act == "close-airspace" and model.place is None else model.place
    return doc.numbered(msgspec.structs.replace(model, actor=actor, place=place))


def _imitated(doc: Document, v: int, at: int, model: Precaution) -> list[Precaution]:
    """ "Chad followed suit", "Mali said it would do so": the precaution told shortly before, by another actor."""
    agent = clauses.agent(doc.tree, v)
    near = doc.tree.sentence_number(v) - doc.tree.sentence_number(at) <= 1
    if agent is None or not near or not _is_likewise(doc.tree, v):
        return []
    result = doc.factuality(v)
    actors = [a for a in doc.party(agent) if a != model.actor and _may(doc, a, model.act)]
    if result.factuality in ("denied", "conditional", "possible"):
        drop("precaution.unsure", v)
        return []
    place = None if model.act == "close-airspace" else model.place
    claim = msgspec.structs.replace(
        model, evidence=_with(doc, model, v), factuality=result.factuality, when=doc.when(v), place=place,
        said_by=tuple(s for s in doc.said_by(v) if s not in actors), rule=("precaution.likewise", *result.rule),
    )  # fmt: skip
    return [_of_actor(doc, claim, actor) for actor in actors]


def _is_likewise(tree: Tree, v: int) -> bool:
    """ "followed suit", "issued similar advice", "did so"."""
    words = {tree.lower[k] for k in tree.children(v, "obj", "advmod", "obl")}
    similar = [k for k in tree.objects(v) if any(tree.lower[m] in ("similar", "same") for m in tree.children(k, "amod"))]
    if any(tree.lemmas[k] in word_set("precautions", "advice") for k in similar):
        return True
    does = tree.lemmas[v] == "do" and (not words.isdisjoint(("so", "likewise")) or "same" in tree.lower[v + 1 : v + 3])
    return does or (tree.lemmas[v] == "follow" and "suit" in words)


def _with(doc: Document, model: Precaution, v: int) -> tuple[Span, ...]:
    """The sentence that says "likewise", and the words of what it is like where these are not in it."""
    here = doc.sentence_span(v)
    return (*(e for e in model.evidence if e.end <= here.start), here)


# ---- what is none -------------------------------------------------------------------------------------------------
def _leads_in_another(doc: Document, mention: PrecautionMention) -> bool:
    below = purpose(doc, mention.at, mention.frame)
    return below is not None and doc.tree.upos[below] == "VERB" and frame_of(doc, below) is not None


def _is_unsure(doc: Document, mention: PrecautionMention) -> bool:
    """ "May" in an announcement of the actor's own is an option worth keeping; elsewhere talk."""
    announced = bool(doc.said_by(mention.at)) and not doc.tree.has_to(mention.at)
    return mention.factuality == "conditional" or (mention.factuality == "possible" and not announced)


def _is_not_done(doc: Document, mention: PrecautionMention) -> bool:
    return mention.factuality == "denied" and not mention.frame.complements


def _is_of_nobody(doc: Document, mention: PrecautionMention) -> bool:
    return not mention.actors


def _is_nowhere(doc: Document, mention: PrecautionMention) -> bool:
    act, actors = mention.frame.act, mention.actors
    if not mention.frame.preps or mention.place is not None or act == "close-airspace":
        return False
    home = act == "evacuate" and any(doc.actors.country(a) for a in actors)
    return not home and not any(doc.actors.is_airline(a) for a in actors)


_FILTERS = (
    ("precaution.told-below", _leads_in_another),
    ("precaution.unsure", _is_unsure),
    ("precaution.not-done", _is_not_done),
    ("precaution.of-nobody", _is_of_nobody),
    ("precaution.nowhere", _is_nowhere),
)


# ---- what a claim says --------------------------------------------------------------------------------------------
def _factuality(doc: Document, v: int, frame: PrecautionFrame) -> Factuality:
    """As everywhere, but what is refused is done by not doing it, and the purpose of a mission is a plan."""
    tree = doc.tree
    factuality = doc.factuality(v).factuality
    if factuality == "denied" and is_refusal(doc, v, frame) and not frame.complements:
        return "planned" if any(tree.xpos[k] == "MD" for k in tree.children(v, "aux")) else "stated"
    if factuality == "possible" and tree.has_to(v) and tree.plain[v] in word_set("precautions", "clauses"):
        verb = next((a for a in tree.ancestors(v) if tree.is_verb(a)), None)
        sent = verb is not None and tree.lemmas[verb] in word_set("precautions", "missions")
        if verb is not None and sent and doc.factuality(verb).factuality in ("stated", "planned"):
            return "planned"
    return factuality


def _may(doc: Document, actor: str, act: Act) -> bool:
    """Persons stay or speak for their state; they don't close airspace or own staff."""
    kind = doc.actors.kind(actor)
    if act == "stay" and kind == "person":
        offices = (lexicon.office(r.role.split(" to ")[0]) for r in doc.actors.roles_of(actor))
        return any(office is not None and office.level in word_set("precautions", "stayers") for office in offices)
    return kind in ("state", "organisation", "person") or actor.startswith("group.")


def _affected(doc: Document, v: int, frame: PrecautionFrame) -> str | None:
    """Who or what is concerned, in the report's words."""
    tree = doc.tree
    below = purpose(doc, v, frame)
    inside = [*arguments(doc, below), *through(tree, below)] if below is not None else []
    for i in [*inside, *arguments(doc, v), *inner_subjects(tree, v)]:
        if not (lemmas_of(doc, [i]) - {"airline"}).isdisjoint((*frame.objects, *frame.affected)):
            over = tree.heads[i] >= 0 and is_quantity(tree, tree.heads[i]) and tree.case(i) == "of"
            return doc.text(*phrases.noun_phrase(tree, tree.heads[i] if over else i))
    return None


def _evidence(doc: Document, v: int, frame: PrecautionFrame) -> Span:
    """From the first to the last word of the verb's arguments in its sentence."""
    tree = doc.tree
    number = tree.sentence_number(v)
    agent = clauses.agent(tree, v) if clauses.agent(tree, v) is not None else clauses.subject(tree, v)
    words = [x for x in (v, agent, complement(doc, v, frame)) if x is not None and tree.sentence_number(x) == number]
    edges = [tree.edges(k) for k in tree.kids[v] if tree.plain[k] in word_set("precautions", "clausal")]
    edges += [(tree.edges(x)[0] if x == agent else x, x + 1) for x in words]
    if agent is None or tree.upos[agent] == "PRON":
        # "… it would close": the words that say who "it" is belong to the evidence.
        sources = [a.source for a in doc.vouchers.covering(v) if a.source is not None]
        edges += [(tree.edges(x)[0], 0) for x in sources if tree.sentence_number(x) == number]
    return doc.span(*phrases.trimmed(tree, min(a for a, _ in edges), max(b for _, b in edges)))
