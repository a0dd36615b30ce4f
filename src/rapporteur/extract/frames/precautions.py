"""Which frame of precaution a verb fulfils: the verb itself, what it acts on, what people are told to do.

"Mali told its nationals to leave Sudan." -> the frame "urge people to leave" of advise-leave, at "told"
"""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.match import first, says
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import PrecautionFrame
from rapporteur.lexicon.word_sets import word_set

_TELLING = ("advise-leave", "advise-against-travel", "shelter")
"""Acts of telling people what to do."""


def frame_of(doc: Document, v: int) -> PrecautionFrame | None:
    """The first frame that verb `v` and its arguments fulfil."""
    frames = lexicon.precaution_verbs().get(doc.tree.lemmas[v], ())
    return first(doc, v, frames, _is_voiced, _governs, _acts_on, _is_post, _affects, _complements)


def _is_voiced(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    return frame.passive or not clauses.is_passive(doc.tree, v)


def _governs(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """The verb stands there with its particle or preposition, or its words follow in the text: "suspended operations at"."""
    tree = doc.tree
    rest = frame.lemma.partition(" ")[2]
    if not rest or rest in tree.particles(v) or rest in [tree.lower[k] for k in tree.children(v, "advmod", "obl")]:
        return True
    cases = [" ".join(tree.lower[m] for m in tree.children(k, "case", "fixed")) for k in tree.obliques(v)]  # "out", "of"
    one_verb = rest in word_set("precautions", "prepositions") and rest in [*cases, *map(tree.case, tree.obliques(v))]
    return one_verb or says(tree, v, frame.lemma)


# ---- what it acts on ----------------------------------------------------------------------------------------------
def arguments(doc: Document, v: int, with_subject: bool = True) -> list[int]:
    """Heads of what the verb acts on, looking through quantities ("the number of troops", "most of its staff")."""
    tree = doc.tree
    single = (clauses.patient(tree, v), clauses.subject(tree, v) if with_subject else None)
    obliques = tree.obliques(v, *word_set("precautions", "acting_on"))
    heads = [*tree.objects(v), *single[:1], *obliques, *single[1:]]
    return [m for i in heads if i is not None for j in tree.conjuncts(i) for m in (j, *_counted(tree, j))]


def _counted(tree: Tree, i: int) -> list[int]:
    return through(tree, i) if is_quantity(tree, i) or tree.upos[i] in ("NUM", "PRON", "ADJ") else []


def is_quantity(tree: Tree, i: int) -> bool:
    """A noun for so many of something."""
    return tree.lemmas[i] in word_set("precautions", "quantities")


def through(tree: Tree, i: int, *prepositions: str) -> list[int]:
    """The nouns behind "of", or another preposition, below a noun: "the closure of consulates"."""
    return [m for k in tree.obliques(i, *(prepositions or ("of",))) for m in tree.conjuncts(k)]


def lemmas_of(doc: Document, heads: Iterable[int]) -> set[str]:
    """Lemmas of the heads, alone and with their compounds: "staff", "embassy staff"; a named people is "national"."""
    return {lemma for i in heads for lemma in _lemmas(doc, i)}


def _lemmas(doc: Document, i: int) -> Iterable[str]:
    tree, actors = doc.tree, doc.actors
    yield tree.lemmas[i]
    yield from (f"{tree.lemmas[k]} {tree.lemmas[i]}" for k in tree.children(i, "compound", "amod"))
    yield from (office.name for office in actors.offices_of(actors.who(i)))
    name = actors.name_at.get(i)
    if name is not None and name.kind == "demonym" and tree.xpos[i] in ("NNPS", "NNS", "NNP"):
        yield "national"
    owners = tree.children(i, "nmod") if tree.upos[i] == "NOUN" else []
    if any(actors.is_airline(actors.who(k)) for k in (i, *owners)):
        yield "airline"


def _acts_on(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """A doer beside a direct object is not what is acted on: who clears rubble is not cleared."""
    if not frame.objects:
        return True
    transitive = not clauses.is_passive(doc.tree, v) and doc.tree.child(v, "obj") is not None
    below = purpose(doc, v, frame)
    inside = arguments(doc, below, with_subject=False) if below is not None else []  # "told them to avoid the area"
    return not lemmas_of(doc, [*arguments(doc, v, not transitive), *inside]).isdisjoint(frame.objects)


def _is_post(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """An airline that closes its offices closes no embassy."""
    return frame.act != "close-post" or "airline" not in lemmas_of(doc, arguments(doc, v))


def _affects(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """Those whom the frame is about are named by an argument, below the verb, or behind its noun."""
    if not frame.affected:
        return True
    below = purpose(doc, v, frame)
    inside = [*arguments(doc, below), *through(doc.tree, below)] if below is not None else []
    nouns = [m for k in doc.tree.objects(v) for m in _meant(doc.tree, k)] if frame.objects else []
    heads = [*arguments(doc, v), *inside, *inner_subjects(doc.tree, v), *nouns]
    return not lemmas_of(doc, heads).isdisjoint(frame.affected)


def inner_subjects(tree: Tree, v: int) -> list[int]:
    """Who should do what, in the clauses below: "recommended that tourists leave"."""
    return [s for k in tree.children(v, "ccomp", "xcomp") if (s := clauses.own_subject(tree, k)) is not None]


def _meant(tree: Tree, i: int) -> list[int]:
    """Whom or what a noun of order or halt is for: "its call for tourists to go", "a pause on flights"."""
    subjects = [s for k in tree.children(i, "acl") if (s := clauses.own_subject(tree, k)) is not None]
    return [*through(tree, i, *word_set("precautions", "meant")), *subjects]


# ---- what people are told to do -----------------------------------------------------------------------------------
def is_refusal(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """Is the verb itself what will not be done: "its aircraft would no longer use that airspace"?"""
    return doc.tree.lemmas[v] in frame.negations and doc.tree.negated(v)


def _complements(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    asks = bool(frame.complements or frame.negations)
    return not asks or complement(doc, v, frame) is not None or is_refusal(doc, v, frame)


def purpose(doc: Document, v: int, frame: PrecautionFrame) -> int | None:
    """The verb that says what something is sent or ordered for: "sent a plane to evacuate its nationals"."""
    return complement(doc, v, frame) if frame.objects and frame.complements else None


def complement(doc: Document, v: int, frame: PrecautionFrame) -> int | None:
    """The verb below that says what they should do: "leave"; for `negations` it must be negated: "not to travel"."""
    tree = doc.tree
    for k in _below(tree, v, frame):
        if frame.act in _TELLING and _is_account(tree, k):
            continue
        if not tree.negated(k) and any(says(tree, k, p) and (" " in p or not _is_state(tree, k)) for p in frame.complements):
            return k
        refused = _against(tree, k, frame) if frame.negations else None
        if refused is not None:
            return refused
    return None


def _below(tree: Tree, v: int, frame: PrecautionFrame) -> list[int]:
    """Where the verb of what they should do can stand: below the verb, below its object or purpose, beside its content."""
    below = [m for k in tree.children(v, *word_set("precautions", "complements")) for m in tree.conjuncts(k)]
    below += [m for k in tree.objects(v) for m in tree.children(k, "acl", "nmod")]
    if frame.objects and frame.complements:
        below += [m for k in below for m in tree.children(k, *word_set("precautions", "purposes"))]
    beside = (m for k in tree.children(v, "ccomp", "parataxis") for m in tree.children(k, "parataxis", "conj"))
    return [*below, *(m for m in beside if clauses.own_subject(tree, m) is None and tree.xpos[m] in ("VB", "VBP"))]


def _is_state(tree: Tree, k: int) -> bool:
    """ "Remain calm" is no staying; "stay open" is asked for by its own words."""
    states = [m for m in tree.children(k, "xcomp", "obj", "advmod") if tree.upos[m] == "ADJ"]
    calm = word_set("precautions", "calm").intersection(tree.lemmas[m] for m in states)
    return tree.lemmas[k] in ("remain", "stay", "keep") and bool(calm)


def _is_account(tree: Tree, k: int) -> bool:
    """ "said that its people had left" tells what they did, not what they should do."""
    if tree.plain[k] not in ("ccomp", "parataxis") or tree.has_to(k) or clauses.own_subject(tree, k) is None:
        return False
    return tree.xpos[k] != "VB" or not word_set("precautions", "accounts").isdisjoint(clauses.auxiliaries(tree, k))


def _against(tree: Tree, k: int, frame: PrecautionFrame) -> int | None:
    """ "not to travel", "against travelling", "to refrain from travelling"."""
    if tree.lemmas[k] in frame.negations:
        return k if tree.negated(k) or "against" in (tree.case(k), tree.marker(k)) else None
    if tree.lemmas[k] in word_set("precautions", "abstaining") and not tree.negated(k):
        inner = tree.children(k, *word_set("precautions", "objects"))
        return next((m for m in inner if tree.lemmas[m] in frame.negations), None)
    return None
