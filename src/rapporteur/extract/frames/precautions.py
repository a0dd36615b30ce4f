"""Which frame of precaution a verb fulfils: the verb itself, what it acts on, what people are told to do.

>>> # frame_of(document, 3) for "Mali told its nationals to leave Sudan." -> the frame "urge people to leave" of advise-leave
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.match import first, says
from rapporteur.extract.syntax.tree import Tree
from rapporteur.extract.time.numerals import vocabulary
from rapporteur.lexicon.schema import PrecautionFrame
from rapporteur.lexicon.word_sets import word_set

QUANTITY = vocabulary("number most some part majority rest all half dozen hundred thousand handful group remainder bulk many lot")
_ABSTAINING = frozenset({"refrain", "avoid", "desist", "abstain", "defer", "postpone", "reconsider", "cancel"})
_CARRIERS = ("airlines", "airways", "airline", "air")
"""Last words of the names of airlines."""


def frame_of(doc: Document, v: int) -> PrecautionFrame | None:
    """The first frame that verb `v` and its arguments fulfil."""
    frames = lexicon.precaution_verbs().get(doc.tree.lemmas[v], ())
    return first(doc, v, frames, _is_voiced, _governs, _acts_on, _complements)


def _is_voiced(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    return frame.passive or not doc.tree.is_passive(v)


def _governs(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """The verb stands there with its particle or preposition, or its words follow in the text: "suspended operations at"."""
    tree = doc.tree
    rest = frame.lemma.partition(" ")[2]
    if not rest or rest in tree.particles(v) or rest in [tree.lower[k] for k in tree.children(v, "advmod", "obl")]:
        return True
    asked_for = rest in word_set("precautions", "prepositions") and rest in [tree.case(k) for k in tree.obliques(v)]
    return asked_for or says(tree, v, frame.lemma)


# ---- what it acts on ----------------------------------------------------------------------------------------------
def arguments(doc: Document, v: int, with_subject: bool = True) -> list[int]:
    """Heads of what the verb acts on, looking through quantities ("the number of troops", "most of its staff")."""
    tree = doc.tree
    patient = tree.patient(v)
    found = [*tree.objects(v), *([patient] if patient is not None else [])]
    found += list(tree.obliques(v, "on", "upon", "to", "for", "of", "in", "against", "with"))
    subject = tree.subject(v) if with_subject else None
    found += [subject] if subject is not None else []
    out = []
    for i in found:
        for j in tree.conjuncts(i):
            out.append(j)
            if tree.lemmas[j] in QUANTITY or tree.upos[j] in ("NUM", "PRON", "ADJ"):
                out.extend(m for k in tree.children(j, "nmod", "obl") if tree.case(k) == "of" for m in tree.conjuncts(k))
    return out


def lemmas_of(doc: Document, heads: list[int]) -> set[str]:
    """Lemmas of the heads, alone and with their compounds: "staff", "embassy staff"; a named people is "national"."""
    tree = doc.tree
    out = set()
    for i in heads:
        out.add(tree.lemmas[i])
        out |= {f"{tree.lemmas[k]} {tree.lemmas[i]}" for k in tree.children(i, "compound", "amod")}
        out |= {holding.name for holding in doc.actors.offices_of(doc.actors.who(i))}
        name = doc.actors.name_at.get(i)
        if name is not None and name.kind == "demonym" and tree.xpos[i] in ("NNPS", "NNS", "NNP"):
            out.add("national")
        owners = tree.children(i, "nmod") if tree.upos[i] == "NOUN" else []
        if any(is_airline(doc, doc.actors.who(k)) for k in (i, *owners)):
            out.add("airline")
    return out


def is_airline(doc: Document, actor: str | None) -> bool:
    """Known as an airline, or called so."""
    known = lexicon.organisations().get(actor or "")
    if known is not None:
        return known.kind == "airline"
    return actor is not None and doc.actors.kind(actor) == "organisation" and last_word(doc.actors.name(actor)) in _CARRIERS


def last_word(name: str) -> str:
    """ "authority" of "Civil Aviation Authority": what a house by its name is."""
    return name.casefold().split()[-1] if name.split() else ""


def through(doc: Document, i: int) -> list[int]:
    """The nouns behind "of": "the closure of consulates"."""
    tree = doc.tree
    return [m for k in tree.children(i, "nmod", "obl") if tree.case(k) == "of" for m in tree.conjuncts(k)]


def _meant(doc: Document, i: int) -> list[int]:
    """Whom or what a noun of order or halt is for: "its call for tourists to go", "a pause on flights"."""
    tree = doc.tree
    near = [m for k in tree.children(i, "nmod", "obl") if tree.case(k) in ("for", "to", "on", "in") for m in tree.conjuncts(k)]
    return [*through(doc, i), *near, *(s for k in tree.children(i, "acl") if (s := tree.own_subject(k)) is not None)]


def _acts_on(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """A doer beside a direct object is not what is acted on: who clears rubble is not cleared."""
    tree = doc.tree
    lemmas = lemmas_of(doc, arguments(doc, v))
    transitive = not tree.is_passive(v) and tree.child(v, "obj") is not None
    acted = lemmas_of(doc, arguments(doc, v, with_subject=False)) if transitive else lemmas
    told = complement(doc, v, frame) if frame.objects and frame.complements else None
    if told is not None:
        acted = acted | lemmas_of(doc, arguments(doc, told, with_subject=False))  # "told them to avoid the area"
    if frame.objects and not acted & set(frame.objects):
        return False
    if frame.act == "close-post" and "airline" in lemmas:
        return False
    if frame.affected:
        lemmas |= lemmas_of(doc, [*arguments(doc, told), *through(doc, told)]) if told is not None else set()
        inner = [s for k in tree.children(v, "ccomp", "xcomp") if (s := tree.own_subject(k)) is not None]
        inner += [m for k in tree.objects(v) for m in _meant(doc, k)] if frame.objects else []
        return bool((lemmas | lemmas_of(doc, inner)) & set(frame.affected))
    return True


# ---- what people are told to do -----------------------------------------------------------------------------------
def is_refusal(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """Is the verb itself what will not be done: "its aircraft would no longer use that airspace"?"""
    return doc.tree.lemmas[v] in frame.negations and doc.tree.negated(v)


def _complements(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    if not frame.complements and not frame.negations:
        return True
    return complement(doc, v, frame) is not None or is_refusal(doc, v, frame)


def complement(doc: Document, v: int, frame: PrecautionFrame) -> int | None:
    """The verb below that says what they should do: "leave"; for `negations` it must be negated: "not to travel"."""
    tree = doc.tree
    below = [m for k in tree.children(v, "xcomp", "ccomp", "advcl", "obj", "obl", "acl") for m in tree.conjuncts(k)]
    below += [m for k in tree.objects(v) for m in tree.children(k, "acl", "nmod")]
    if frame.objects and frame.complements:
        below += [m for k in below for m in tree.children(k, "advcl", "xcomp", "obl", "acl", "nmod")]
    below += [m for k in tree.children(v, "ccomp", "parataxis") for m in tree.children(k, "parataxis", "conj")
              if tree.own_subject(m) is None and tree.xpos[m] in ("VB", "VBP")]  # fmt: skip
    for k in below:
        if frame.act in _TOLD and _is_account(tree, k):
            continue
        if any(says(tree, k, p) and not (" " not in p and _is_state(tree, k)) for p in frame.complements) and not tree.negated(k):
            return k
        if frame.negations and (found := _against(tree, k, frame)) is not None:
            return found
    return None


def _is_state(tree: Tree, k: int) -> bool:
    """ "Remain calm" is no staying; "stay open" is asked for by its own words."""
    states = [m for m in tree.children(k, "xcomp", "obj", "advmod") if tree.upos[m] == "ADJ"]
    return tree.lemmas[k] in ("remain", "stay", "keep") and any(
        tree.lemmas[m] in ("calm", "vigilant", "alert", "cautious") for m in states
    )


_TOLD = frozenset({"advise-leave", "advise-against-travel", "shelter"})


def _is_account(tree: Tree, k: int) -> bool:
    """ "said that its people had left" tells what they did, not what they should do."""
    if tree.deprels[k] not in ("ccomp", "parataxis") or tree.has_to(k):
        return False
    return tree.own_subject(k) is not None and (
        tree.xpos[k] != "VB" or bool({"would", "will", "could", "did"} & set(tree.auxiliaries(k)))
    )


def _against(tree: Tree, k: int, frame: PrecautionFrame) -> int | None:
    """ "not to travel", "against travelling", "to refrain from travelling"."""
    if tree.lemmas[k] in frame.negations:
        against = tree.case(k) == "against" or tree.marker(k) == "against"
        return k if tree.negated(k) or against else None
    if tree.lemmas[k] in _ABSTAINING and not tree.negated(k):
        inner = tree.children(k, "advcl", "xcomp", "ccomp", "obl", "obj")
        return next((m for m in inner if tree.lemmas[m] in frame.negations), None)
    return None
