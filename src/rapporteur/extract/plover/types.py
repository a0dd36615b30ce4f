"""What kind of deed a verb or an event noun tells: PLOVER's type and mode, CAMEO's code.

Hand-made frames (`lexicon/data/verbs/events.csv`) and PETRARCH2's patterns are asked both. A frame decides the type unless
the pattern asks for more of the clause; what a frame has not, a pattern adds. A verb of promise, demand, refusal or threat
has its code from the deed that it is about.

>>> # "Mali agreed to send aid to Chad." -> deed(document, agreed): type AGREE, code "033"
"""

from __future__ import annotations

from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.plover import petrarch
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon import cameo
from rapporteur.lexicon.schema import EventFrame

_LEAST = 0.5
_PAYING = frozenset({"pay", "suffer", "regret", "face", "answer", "burn"})
_LIGHT = frozenset(
    {
        "announce", "begin", "carry out", "commence", "complete", "conduct", "continue", "declare", "deliver", "escalate",
        "expand", "express", "file", "finish", "give", "hold", "impose", "intensify", "issue", "launch", "lead", "make", "mount",
        "offer", "open", "perform", "perpetrate", "pursue", "reiterate", "renew", "repeat", "resume", "stage", "start", "step up",
        "undertake", "voice", "wage",
    }
)  # fmt: skip
"""Verbs that say of the deed in their object only that it is done: "launched an attack on", "repeated its demand"."""
_ASPECTS = {"AGREE": "intent", "REJECT": "reject", "THREATEN": "threaten"}
_GENERAL = frozenset({"020", "030", "100", "120", "130", "024", "025", "026", "023", "121", "123", "124", "125", "131", "138"})
"""Codes that leave open what it is about, so that the deed below may say it."""
_MODES = {"assassinate": "targeted", "massacre": "targeted", "return": "release", "ban": "restrict", "third-party": "visit"}
_SURE = 0.85
_EMPTY = frozenset({"020", "030", "040", "050", "060", "080", "110", "120", "130"})
"""Codes of bare verbs of the dictionary that say only whether it was friendly: "exposed", "linked"."""
_COMMENT = ("018",)
_AKIN = ({"SANCTION", "COERCE"}, {"CONCEDE", "RETREAT"}, {"CONCEDE", "SUPPORT"})
_NEAR = ({"REQUEST", "ACCUSE"}, {"SUPPORT", "AGREE"}, {"SUPPORT", "COOPERATE"}, {"AID", "COOPERATE"})
"""Types that the two codebooks divide differently, the former whatever the words."""
_COOPERATIVE = ("03", "05", "06", "07", "08")
_TREATIES = frozenset({"agreement", "treaty", "accord", "pact", "deal", "convention", "protocol", "memorandum"})
_SCATHING = frozenset({"bitter", "blistering", "extraordinary", "personal", "rhetorical", "scathing", "stinging", "verbal",
                       "vitriolic", "withering"})  # fmt: skip
_TELLING = frozenset({"charge", "demonstrate", "insist", "require", "show"})
"""With a that-clause they only tell something."""
_LEAVING = frozenset({"depart", "leave", "quit"})
"""Who is asked or agrees to leave yields; the dictionary takes it for a journey."""
_INTENDING = frozenset({"decide", "want", "plan", "intend", "offer", "pledge", "undertake"})
_WISHING = frozenset({"seek", "hope", "aim", "try", "want", "wish", "need", "like", "expect", "intend", "plan", "prepare"})
"""Verbs that with an infinitive say what their own subject would do: no request."""


class EventType(NamedTuple):
    """A type of PLOVER with its mode, the CAMEO code, the preposition the frame asks for, and whether it asks for objects.

    `noun` tells the deed where the verb is light; `loose`: the verb alone says little ("target"); `foreign`: it is
    nothing unless done to another land ("help").
    """

    type: str
    mode: str | None
    code: str | None
    prep: str | None = None
    specific: bool = False
    noun: int | None = None
    loose: bool = False
    foreign: bool = False


def deed(doc: Document, i: int, depth: int = 0) -> EventType | None:
    """The deed of verb or noun `i`, or `None`."""
    if not doc.tree.is_verb(i):
        frame = event_frame(doc, i)
        sure = frame is not None and frame.weight >= _LEAST
        code = frame.cameo or cameo.default(frame.type, frame.mode) if frame is not None else None
        return EventType(frame.type, frame.mode, code, frame.prep) if frame and sure else None
    found = _of_verb(doc, i) or _intended(doc, i, depth) or _light(doc, i) or _by_pattern(doc, i)
    return found._replace(code=_about(doc, i, found, depth)) if found is not None else None


def _of_verb(doc: Document, v: int) -> EventType | None:
    """By a frame, or by a pattern that asks for more than a bare frame which is not sure."""
    frame = _fitting(doc, v, event_frame(doc, v))
    if frame is None or frame.weight < _LEAST or _is_wish(doc.tree, v):
        return None
    pattern = petrarch.coded(doc.tree, v)
    specific = bool(frame.objects) or frame.prep is not None
    if pattern is not None and pattern.words > 1 and not specific and (frame.weight < _SURE or pattern.code.startswith("11")):
        return _by_pattern(doc, v)
    loose = frame.weight <= _LEAST and not specific
    return EventType(frame.type, frame.mode, _code_of(doc, v, frame, pattern), frame.prep, specific, loose=loose)


def _code_of(doc: Document, v: int, frame: EventFrame, pattern: petrarch.Coded | None) -> str | None:
    """The dictionary's code where it is of a kind with the frame's type, else that of the type and mode."""
    plover = cameo.plover(pattern.code) if pattern is not None else None
    kinds = {frame.type, plover.type} if plover is not None else set()
    nouns = _object_nouns(doc.tree, v)
    if frame.cameo is not None and not (pattern is not None and pattern.words > 1 and len(kinds) == 1):
        return frame.cameo
    if pattern is not None and (frame.mode, pattern.code) == ("release", "080"):
        return "0841"
    if pattern is not None and pattern.code == "044":
        return "042"  # seen from the guest, who meets the others at a host's
    if pattern is not None and plover is not None and _is_vague(frame, pattern, plover):
        return cameo.default(frame.type, frame.mode)
    akin = kinds in _AKIN or (kinds in _NEAR and pattern is not None and pattern.words)
    if pattern is not None and (len(kinds) == 1 or akin or (pattern.words and pattern.code.startswith(_COMMENT))):
        return pattern.code
    return "057" if frame.type == "SUPPORT" and nouns & _TREATIES else cameo.default(frame.type, frame.mode)


def _is_vague(frame: EventFrame, pattern: petrarch.Coded, plover: cameo.Plover) -> bool:
    """Where the dictionary knows less than the frame: consent as mere diplomacy, a protest of another kind."""
    if frame.type == "PROTEST":
        return plover.mode != frame.mode
    return frame.type == "AGREE" and pattern.code.startswith("05") and not pattern.words


def _object_nouns(tree: Tree, v: int) -> set[str]:
    patient = tree.patient(v)
    return {tree.lemmas[k] for k in [*tree.objects(v), *([patient] if patient is not None else [])]}


def _is_wish(tree: Tree, v: int) -> bool:
    """ "Seeks to mend ties", "hopes that they will be tried": comment, and nobody is asked."""
    own = any(tree.own_subject(k) is None and tree.has_to(k) for k in tree.children(v, "xcomp"))
    addressed = tree.child(v, "obj") is not None
    return tree.lemmas[v] in _WISHING and not addressed and (own or tree.lemmas[v] == "hope")


def _intended(doc: Document, v: int, depth: int) -> EventType | None:
    """ "Wants to help", "is willing to sign": who would do something friendly himself agrees to it."""
    tree = doc.tree
    if tree.lemmas[v] not in _INTENDING or depth > 1 or tree.child(v, "obj") is not None:
        return None
    for k in below(tree, v):
        lower = _code(doc, k, depth + 1) if tree.own_subject(k) is None else None
        code = cameo.about(lower, "intent") if lower is not None else None
        if code is not None and code.startswith("03"):
            return EventType("AGREE", None, code, None, True, foreign=True)
    return None


def _by_pattern(doc: Document, v: int) -> EventType | None:
    """By the dictionary alone; a verb of saying leaves it to what is said."""
    pattern = petrarch.coded(doc.tree, v)
    plover = cameo.plover(pattern.code) if pattern is not None else None
    if pattern is None or plover is None or _is_wish(doc.tree, v):
        return None
    if pattern.code.startswith("036") or (lexicon.cue(doc.tree.lemmas[v]) and doc.tree.child(v, "ccomp") is not None):
        return None
    if pattern.words < 2 and (plover.type == "CONSULT" or (not pattern.words and pattern.code in _EMPTY)):
        return None
    if plover.type == "REQUEST" and pattern.words == 1 and not pattern.code.startswith("10"):
        return None
    mode = "release" if pattern.code == "084" else _MODES.get(plover.mode or "", plover.mode)
    return EventType(plover.type, mode, pattern.code, None, pattern.words > 0, None, pattern.words < 2, not pattern.words)


def _light(doc: Document, v: int) -> EventType | None:
    """ "Launched an attack", "reiterated its demand": the noun tells the deed."""
    tree = doc.tree
    names = {tree.lemmas[v], *(f"{tree.lemmas[v]} {p}" for p in tree.particles(v))}
    patient = tree.patient(v)
    if patient is None or not names & _LIGHT or tree.upos[patient] != "NOUN":
        return None
    found = deed(doc, patient)
    return found._replace(noun=patient) if found is not None else None


# ---- verbs about deeds ------------------------------------------------------------------------------------------------
def below(tree: Tree, v: int) -> list[int]:
    """The verbs of the clauses that a verb governs: "agreed to meet", "demanded that Chad leave"."""
    return [k for k in tree.children(v, "xcomp", "ccomp", "advcl") if tree.is_verb(k) and k > v and _is_complement(tree, k)]


def _is_complement(tree: Tree, k: int) -> bool:
    return tree.plain[k] != "advcl" or (tree.has_to(k) and tree.marker(k) is None)


def _about(doc: Document, v: int, found: EventType, depth: int) -> str | None:
    """The code with what the verb below is about: "agreed to send aid" is no mere agreement."""
    code = found.code
    aspect = _ASPECTS.get(found.type)
    if found.type == "REQUEST":
        aspect = "demand" if (code or "").startswith("10") else "appeal"
    if code is None or aspect is None or depth > 1 or code not in _GENERAL:
        return code
    for k in below(doc.tree, v):
        lower = _code(doc, k, depth + 1)
        if lower is not None:
            return cameo.about(lower, aspect) or (lower if aspect == "intent" else code)
    return code


def _code(doc: Document, v: int, depth: int) -> str | None:
    """The code of the verb that a deed is about, where the dictionary has one that no deed alone has: "asked to help"."""
    if doc.tree.lemmas[v] in _LEAVING:
        return "087"
    lower = deed(doc, v, depth)
    if lower is not None:
        return lower.code
    pattern = petrarch.coded(doc.tree, v)
    return pattern.code or None if pattern is not None else None


def refusal(code: str | None) -> str | None:
    """The code of not doing something friendly: "will not give permission" declines; `None` for other deeds.

    >>> refusal("0233"), refusal("070")
    (None, '122')
    """
    return cameo.about(code, "reject") if code is not None and code.startswith(_COOPERATIVE) else None


# ---- frames as the clause has them ------------------------------------------------------------------------------------
def _fitting(doc: Document, i: int, frame: EventFrame | None) -> EventFrame | None:
    """The frame as the clause has it: who strikes something attacks it, who demonstrates something does not march."""
    tree = doc.tree
    if frame is None:
        return frame
    if frame.type == "PROTEST" and not frame.objects and tree.child(i, "obj") is not None and tree.lemmas[i] != "protest":
        frames = lexicon.event_frames().get(tree.lemmas[i], ())
        return next((f for f in frames if f.type == "ASSAULT"), None)
    if frame.type == "ASSAULT" and _is_rhetoric(tree, i):
        return next((f for f in lexicon.event_frames()["criticise"] if not f.objects and f.prep is None), None)
    reported = tree.child(i, "ccomp")
    if reported is not None and tree.lemmas[i] in _TELLING:
        return next((f for f in lexicon.event_frames()["allege"]), None) if tree.lemmas[i] == "charge" else None
    if tree.lemmas[i] == "ask" and frame.prep is None and not tree.children(i, "xcomp") and not _asks_to(tree, i):
        return None  # a question
    if frame.type == "AGREE" and reported is not None and tree.lemmas[reported] in _PAYING:
        subject = tree.own_subject(reported)
        if subject is not None and doc.who(subject) not in (None, doc.who(tree.agent(i))):
            return next((f for f in lexicon.event_frames()["threaten"] if not f.objects and f.prep is None), frame)
    return frame


def _is_rhetoric(tree: Tree, i: int) -> bool:
    """ "Launched a scathing attack on": with words."""
    patient = tree.patient(i)
    return patient is not None and any(tree.lemmas[k] in _SCATHING for k in tree.children(patient, "amod"))


def _asks_to(tree: Tree, v: int) -> bool:
    """ "Asked them to leave", "asked that he come", however parsed; "asked him: …" puts a question."""
    return any(tree.has_to(k) or tree.marker(k) == "that" for k in tree.children(v, "advcl", "ccomp", "acl")) or any(
        tree.upos[k] == "NOUN" for k in tree.objects(v)
    )
