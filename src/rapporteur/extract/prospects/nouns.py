"""Nouns and adjectives about the time ahead: "the likelihood of a crisis", "warned of an attack", "a takeover is unlikely"."""

from __future__ import annotations

from collections.abc import Callable

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.prospects.modals import is_own_condition, looks_back, modals_of
from rapporteur.extract.prospects.prospect import Prospect, prospect
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.lexicon.word_sets import crisis


def of_predicate(doc: Document, i: int) -> Prospect | None:
    """ "The consequences would be dire if …", "a takeover is highly unlikely": an adjective says how bad or how likely."""
    tree = doc.tree
    subject = clauses.own_subject(tree, i) if tree.children(i, "cop") else None
    if subject is None or tree.upos[i] not in ("ADJ", "NOUN") or looks_back(doc, i) or tree.upos[subject] != "NOUN":
        return None
    feared = tree.lemmas[subject] in crisis("nouns") | crisis("retribution") or event_frame(doc, subject) is not None
    standing = doc.factuality(i)
    if tree.lemmas[i] in crisis("likely") and feared:
        factuality = standing.factuality if standing.factuality in ("conditional", "denied") else "possible"
        return prospect(doc, i, subject, factuality, standing.condition, None, "forecast.predicate")
    grave = tree.lemmas[i] in crisis("adjectives") or tree.lemmas[subject] in crisis("retribution")
    if standing.condition is None or not grave or not [a for a in clauses.auxiliaries(tree, i) if a in crisis("modals")]:
        return None
    return prospect(doc, i, subject, standing.factuality, standing.condition, None, "forecast.predicate")


def of_noun(doc: Document, n: int) -> Prospect | None:
    """ "the likelihood of a refugee crisis", "the threat of sanctions", "warned of an attack"."""
    tree, frame = doc.tree, event_frame(doc, n)
    if tree.upos[n] not in ("NOUN", "ADJ") or tree.lemmas[n] in crisis("chance") or not (frame or _is_crisis(tree.lemmas[n])):
        return None
    rule = next((rule for rule, stands in _AHEAD if stands(doc, n)), None)
    if rule is None:
        return None
    result = doc.factuality(n)
    condition = result.condition if result.condition is not None else _if_behind(doc, n)
    factuality = "possible" if result.factuality == "stated" else result.factuality
    factuality = "conditional" if condition is not None else factuality
    return prospect(doc, n, None, factuality, condition, frame.type if frame else None, rule)


def _if_behind(doc: Document, n: int) -> tuple[int, int] | None:
    """An if-clause that follows the noun phrase at once is its condition, whatever the parse hangs it on."""
    tree = doc.tree
    end = phrases.noun_phrase(tree, n)[1]
    if end >= len(tree.words) or tree.lower[end] not in ("if", "unless") or tree.heads[end] < 0:
        return None
    clause = [i for i in tree.subtree(tree.heads[end]) if i >= end]
    stop = next((clause[k - 1] + 1 for k in range(1, len(clause)) if clause[k] != clause[k - 1] + 1), clause[-1] + 1)
    return phrases.trimmed(tree, end, stop)


def _is_crisis(lemma: str) -> bool:
    return lemma in crisis("nouns") or lemma in crisis("retribution")


def _drifted(doc: Document, n: int) -> bool:
    """ "is heading for civil war", "could slide into chaos": on its way, not there; "descended into war" is past."""
    tree = doc.tree
    head = tree.heads[n]
    if head < 0 or tree.lemmas[head] not in crisis("drift") or tree.case(n) not in crisis("towards"):
        return False
    return tree.lemmas[n] in crisis("nouns") and (tree.xpos[head] == "VBG" or bool(modals_of(doc, head)))


def _there(doc: Document, n: int) -> bool:
    """ "There would be no revenge"."""
    tree = doc.tree
    head = tree.heads[n]
    if head < 0 or tree.lemmas[head] != "be" or not tree.deprels[n].startswith("nsubj"):
        return False
    return bool(tree.children(head, "expl")) and bool(modals_of(doc, head)) and not is_own_condition(doc, head)


def _under_chance(doc: Document, n: int) -> bool:
    """ "The risk of war", "on the brink of collapse"."""
    tree = doc.tree
    head = tree.heads[n]
    return head >= 0 and tree.deprels[n] == "nmod" and tree.case(n) == "of" and tree.lemmas[head] in crisis("chance")


def _warned(doc: Document, n: int) -> bool:
    """ "warned of an attack", "threatened sanctions": by somebody, and really so."""
    tree = doc.tree
    head = tree.heads[n]
    if head < 0 or not tree.is_verb(head):
        return False
    if tree.lemmas[head] not in ("threaten", "warn") and tree.lemmas[head] not in lexicon.cues_that("predicts"):
        return False
    fits = tree.deprels[n] == "obj" or tree.case(n) in ("of", "about", "with")
    real = doc.factuality(head).factuality == "stated" or (tree.xpos[head] in ("VBD", "VBN") and _if_behind(doc, n) is not None)
    return fits and clauses.agent(tree, head) is not None and tree.xpos[head] != "VBG" and real


_AHEAD: tuple[tuple[str, Callable[[Document, int], bool]], ...] = (
    ("forecast.chance", _under_chance),
    ("forecast.warned", _warned),
    ("forecast.drift", _drifted),
    ("forecast.existence", _there),
)
"""What says that a noun lies ahead: rules and their tests."""
