"""Which type of event a verb or an event noun tells: PLOVER's type and mode, CAMEO's code.

Hand-made frames (`lexicon/data/verbs/events.csv`) and PETRARCH2's patterns are asked both. A frame decides the type unless
the pattern asks for more of the clause; what a frame has not, a pattern adds. A verb of promise, demand, refusal or threat
has its code from the event that it is about: "Mali agreed to send aid to Chad" is AGREE with code 033.
"""

from __future__ import annotations

from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.plover import petrarch
from rapporteur.extract.plover.force import is_of_the_street
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon import cameo
from rapporteur.lexicon.schema import EventFrame
from rapporteur.lexicon.word_sets import word_set

_LEAST = 0.5
"""The weight of a frame below which its words alone are no event."""
_SURE = 0.85
"""The weight of a frame from which no pattern overrules it."""
_ASPECTS = {"AGREE": "intent", "REJECT": "reject", "THREATEN": "threaten"}
_COMMENT = "018"
_DEEP = 1
"""How many verbs up a code may come from: "promised to ask for help" is about asking, and that about helping."""


class EventType(NamedTuple):
    """A type of PLOVER as a verb or noun tells it.

    Attributes:
      type: one of PLOVER's sixteen types.
      mode: by what means, where the frame or pattern says so.
      code: CAMEO's code.
      rule: the rule that says so ("event.frame", "event.pattern" …).
      prep: the preposition that the frame asks for.
      specific: whether it asks for objects or a preposition.
      noun: the word that tells the event where the verb is light.
      loose: whether the verb alone says little ("target").
      foreign: whether it is nothing unless done to another land ("help").
    """

    type: str
    mode: str | None
    code: str | None
    rule: str
    prep: str | None = None
    specific: bool = False
    noun: int | None = None
    loose: bool = False
    foreign: bool = False


def event_type(doc: Document, i: int, depth: int = 0) -> EventType | None:
    """The type of the event that verb or noun `i` tells, or `None`. `depth`: how many verbs up asked for it."""
    if not doc.tree.is_verb(i):
        return _of_noun(event_frame(doc, i))
    type_ = _of_verb(doc, i) or _intended(doc, i, depth) or _light(doc, i) or _by_pattern(doc, i)
    return _in_the_street(doc, i, type_._replace(code=_about(doc, i, type_, depth))) if type_ is not None else None


def _of_noun(frame: EventFrame | None) -> EventType | None:
    if frame is None or frame.weight < _LEAST:
        return None
    return EventType(frame.type, frame.mode, frame.cameo or cameo.default(frame.type, frame.mode), "event.noun", frame.prep)


def _of_verb(doc: Document, v: int) -> EventType | None:
    """By a frame, or by a pattern that asks for more than a bare frame which is not sure."""
    frame = _fitting(doc, v, event_frame(doc, v))
    if frame is None or frame.weight < _LEAST or _is_wish(doc.tree, v):
        return None
    pattern = petrarch.pattern_code(doc.tree, v)
    specific = bool(frame.objects) or frame.prep is not None
    if pattern is not None and pattern.words > 1 and not specific and (frame.weight < _SURE or pattern.code.startswith("11")):
        return _by_pattern(doc, v)
    loose = frame.weight <= _LEAST and not specific
    code = _code_of(doc, v, frame, pattern)
    return EventType(frame.type, frame.mode, code, "event.frame", frame.prep, specific, loose=loose)


def _code_of(doc: Document, v: int, frame: EventFrame, pattern: petrarch.PatternCode | None) -> str | None:
    """The dictionary's code where it is of a kind with the frame's type, else that of the type and mode."""
    usual = cameo.default(frame.type, frame.mode)
    if pattern is None:
        return frame.cameo or _of_treaty(doc.tree, v, frame, usual)
    plover = cameo.plover(pattern.code)
    kinds = {frame.type, plover.type} if plover is not None else set()
    if frame.cameo is not None and not (pattern.words > 1 and len(kinds) == 1):
        return frame.cameo
    if (frame.mode, pattern.code) == ("release", "080"):
        return "0841"
    if pattern.code == "044":
        return "042"  # seen from the guest, who meets the others at a host's
    if plover is not None and _is_vague(frame, pattern, plover):
        return usual
    akin = kinds in cameo.pairs("akin") or (kinds in cameo.pairs("near") and pattern.words)
    if len(kinds) == 1 or akin or (pattern.words and pattern.code.startswith(_COMMENT)):
        return pattern.code
    return _of_treaty(doc.tree, v, frame, usual)


def _of_treaty(tree: Tree, v: int, frame: EventFrame, usual: str | None) -> str | None:
    """The code of a frame that no pattern codes; to support a treaty is to sign it."""
    patient = clauses.patient(tree, v)
    nouns = {tree.lemmas[k] for k in [*tree.objects(v), *([patient] if patient is not None else [])]}
    return "057" if frame.type == "SUPPORT" and nouns & word_set("events", "treaties") else usual


def _is_vague(frame: EventFrame, pattern: petrarch.PatternCode, plover: cameo.Plover) -> bool:
    """Where the dictionary knows less than the frame: consent as mere diplomacy, a protest of another kind."""
    if frame.type == "PROTEST":
        return plover.mode != frame.mode
    return frame.type == "AGREE" and pattern.code.startswith("05") and not pattern.words


def _is_wish(tree: Tree, v: int) -> bool:
    """ "Seeks to mend ties", "hopes that they will be tried": comment, and nobody is asked."""
    if tree.lemmas[v] not in word_set("events", "wishing") or tree.child(v, "obj") is not None:
        return False
    infinitives = [k for k in tree.children(v, "xcomp") if tree.has_to(k)]
    return tree.lemmas[v] == "hope" or any(clauses.own_subject(tree, k) is None for k in infinitives)


def _intended(doc: Document, v: int, depth: int) -> EventType | None:
    """ "Wants to help", "is willing to sign": who would do something friendly himself agrees to it."""
    tree = doc.tree
    if tree.lemmas[v] not in word_set("events", "intending") or depth > _DEEP or tree.child(v, "obj") is not None:
        return None
    for k in below(tree, v):
        lower = _code(doc, k, depth + 1) if clauses.own_subject(tree, k) is None else None
        code = cameo.about(lower, "intent") if lower is not None else None
        if code is not None and code.startswith("03"):
            return EventType("AGREE", None, code, "event.intention", specific=True, foreign=True)
    return None


def _by_pattern(doc: Document, v: int) -> EventType | None:
    """By the dictionary alone; a verb of saying leaves it to what is said."""
    pattern = petrarch.pattern_code(doc.tree, v)
    plover = cameo.plover(pattern.code) if pattern is not None else None
    if pattern is None or plover is None or _is_wish(doc.tree, v):
        return None
    if pattern.code.startswith("036") or (lexicon.cue(doc.tree.lemmas[v]) and doc.tree.child(v, "ccomp") is not None):
        return None
    if pattern.words < 2 and (plover.type == "CONSULT" or (not pattern.words and pattern.code in cameo.group("bare"))):
        return None
    if plover.type == "REQUEST" and pattern.words == 1 and not pattern.code.startswith("10"):
        return None
    return EventType(
        plover.type, plover.mode, pattern.code, "event.pattern",
        specific=pattern.words > 0, loose=pattern.words < 2, foreign=not pattern.words,
    )  # fmt: skip


def _light(doc: Document, v: int) -> EventType | None:
    """ "Launched an attack", "reiterated its demand": the noun tells the event."""
    tree = doc.tree
    patient = clauses.patient(tree, v)
    if patient is None or not verb_names(tree, v) & word_set("events", "light") or tree.upos[patient] != "NOUN":
        return None
    type_ = event_type(doc, patient)
    return type_._replace(noun=patient, rule="event.light") if type_ is not None else None


def verb_names(tree: Tree, v: int) -> set[str]:
    """The lemma of a verb, alone and with each of its particles: "turn", "turn down"."""
    return {tree.lemmas[v], *(f"{tree.lemmas[v]} {particle}" for particle in tree.particles(v))}


def _in_the_street(doc: Document, v: int, type_: EventType) -> EventType:
    """ "Workers protested in Gao" demonstrate; "Mali protested" complains."""
    tree = doc.tree
    agent = clauses.agent(tree, v) if tree.lemmas[v] == "protest" and type_.type == "ACCUSE" else None
    if agent is None or tree.objects(v) or tree.children(v, "ccomp") or not is_of_the_street(tree, agent):
        return type_
    return type_._replace(type="PROTEST", mode="demo", code="141", rule="event.street")


# ---- verbs about events -----------------------------------------------------------------------------------------------
def below(tree: Tree, v: int) -> list[int]:
    """The verbs of the clauses that a verb governs: "agreed to meet", "demanded that Chad leave"."""
    return [k for k in tree.children(v, "xcomp", "ccomp", "advcl") if tree.is_verb(k) and k > v and _is_complement(tree, k)]


def _is_complement(tree: Tree, k: int) -> bool:
    return tree.plain[k] != "advcl" or (tree.has_to(k) and tree.marker(k) is None)


def _about(doc: Document, v: int, type_: EventType, depth: int) -> str | None:
    """The code with what the verb below is about: "agreed to send aid" is no mere agreement."""
    code = type_.code
    aspect = _ASPECTS.get(type_.type)
    if type_.type == "REQUEST":
        aspect = "demand" if (code or "").startswith("10") else "appeal"
    if code is None or aspect is None or depth > _DEEP or code not in cameo.group("open"):
        return code
    codes = (lower for k in below(doc.tree, v) if (lower := _code(doc, k, depth + 1)) is not None)
    lower = next(codes, None)
    return code if lower is None else cameo.about(lower, aspect) or (lower if aspect == "intent" else code)


def _code(doc: Document, v: int, depth: int) -> str | None:
    """The code of the verb that an event is about, where the dictionary has one that no event alone has: "asked to help"."""
    if doc.tree.lemmas[v] in word_set("events", "leaving"):
        return "087"
    lower = event_type(doc, v, depth)
    if lower is not None:
        return lower.code
    pattern = petrarch.pattern_code(doc.tree, v)
    return pattern.code or None if pattern is not None else None


def refusal(code: str | None) -> str | None:
    """The code of not doing something friendly: "will not give permission" declines; `None` for other events.

    >>> refusal("0233"), refusal("070")
    (None, '122')
    """
    return cameo.about(code, "reject") if code is not None and code[:2] in cameo.group("cooperative") else None


# ---- frames as the clause has them ------------------------------------------------------------------------------------
def _fitting(doc: Document, i: int, frame: EventFrame | None) -> EventFrame | None:
    """The frame as the clause has it: who strikes something attacks it, who demonstrates something does not march."""
    tree = doc.tree
    if frame is None:
        return frame
    if frame.type == "PROTEST" and not frame.objects and tree.child(i, "obj") is not None and tree.lemmas[i] != "protest":
        return next((f for f in lexicon.event_frames().get(tree.lemmas[i], ()) if f.type == "ASSAULT"), None)
    if frame.type == "ASSAULT" and _is_rhetoric(tree, i):
        return _bare_frame("criticise")
    reported = tree.child(i, "ccomp")
    if reported is not None and tree.lemmas[i] in word_set("events", "telling"):
        return _bare_frame("allege") if tree.lemmas[i] == "charge" else None
    if tree.lemmas[i] == "ask" and frame.prep is None and not tree.children(i, "xcomp") and not _asks_to(tree, i):
        return None  # a question
    if frame.type == "AGREE" and reported is not None and tree.lemmas[reported] in word_set("events", "suffering"):
        subject = clauses.own_subject(tree, reported)
        if subject is not None and doc.who(subject) not in (None, doc.who(clauses.agent(tree, i))):
            return _bare_frame("threaten")
    return frame


def _bare_frame(lemma: str) -> EventFrame | None:
    """The frame of a verb that asks for nothing."""
    return next((f for f in lexicon.event_frames()[lemma] if not f.objects and f.prep is None), None)


def _is_rhetoric(tree: Tree, i: int) -> bool:
    """ "Launched a scathing attack on": with words."""
    patient = clauses.patient(tree, i)
    return patient is not None and any(tree.lemmas[k] in word_set("events", "scathing") for k in tree.children(patient, "amod"))


def _asks_to(tree: Tree, v: int) -> bool:
    """ "Asked them to leave", "asked that he come", however parsed; "asked him: …" puts a question."""
    return any(tree.has_to(k) or tree.marker(k) == "that" for k in tree.children(v, "advcl", "ccomp", "acl")) or any(
        tree.upos[k] == "NOUN" for k in tree.objects(v)
    )
