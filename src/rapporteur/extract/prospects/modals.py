"""What a clause says of the time ahead: its modals, and whether it looks back or only sets a condition."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.word_sets import crisis

_DEEP = 3
"""How many verbs above a modal may stand: "will have to begin to withdraw"."""


def modals_of(doc: Document, v: int, depth: int = 0) -> list[str]:
    """Modals of a clause about what lies ahead; "is likely to", "threatens to", "will have to", "on the brink of" count."""
    tree = doc.tree
    modals = [a for a in clauses.auxiliaries(tree, v) if a in crisis("modals")]
    head = tree.heads[v]
    if modals or head < 0 or depth > _DEEP:
        return modals
    lemma = tree.lemmas[head]
    if tree.xpos[v] == "VBG" and tree.deprels[v].startswith(("acl", "advcl")) and lemma in crisis("brinks"):
        return ["will"]
    if not tree.has_to(v) or tree.deprels[v].split(":")[0] not in crisis("infinitives"):
        return []
    if lemma in crisis("passing"):
        return modals_of(doc, head, depth + 1)
    if lexicon.is_pledging(lemma):
        return ["will"] if not tree.has_to(head) else modals_of(doc, head, depth + 1)
    foreseen = tree.xpos[head] == "VBG" if lemma == "go" else tree.upos[head] == "ADJ" or tree.xpos[head] in crisis("foreseen")
    return ["will"] if lemma in crisis("ahead") and foreseen else []


def looks_back(doc: Document, v: int) -> bool:
    """ "Might have been avoided" looks back."""
    auxiliaries = clauses.auxiliaries(doc.tree, v)
    return "have" in auxiliaries and crisis("will").isdisjoint(auxiliaries)


def is_own_condition(doc: Document, v: int) -> bool:
    """An if-clause is the condition of a forecast, not one itself."""
    tree = doc.tree
    adverbials = (j for j in (v, *tree.ancestors(v)) if tree.deprels[j].startswith("advcl"))
    return any(tree.marker(j) in ("if", "unless", "whether") for j in adverbials)
