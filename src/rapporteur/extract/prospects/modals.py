"""What a clause says of the time ahead: its modals, and whether it looks back or only sets a condition."""

from __future__ import annotations

from rapporteur.extract.document import Document
from rapporteur.lexicon.word_sets import crisis


def modals_of(doc: Document, v: int, depth: int = 0) -> list[str]:
    """Modals of a clause about what lies ahead; "is likely to", "threatens to", "will have to", "on the brink of" count."""
    tree = doc.tree
    own = [a for a in tree.auxiliaries(v) if a in crisis("modals")]
    head = tree.heads[v]
    if own or head < 0 or depth > 3:
        return own
    if tree.xpos[v] == "VBG" and tree.deprels[v].startswith(("acl", "advcl")) and tree.lemmas[head] in crisis("brinks"):
        return ["will"]
    if not tree.has_to(v) or tree.deprels[v].split(":")[0] not in ("xcomp", "ccomp", "advcl", "csubj"):
        return []
    lemma = tree.lemmas[head]
    if lemma in ("have", "need", "begin", "start", "continue", "come", "be"):
        return modals_of(doc, head, depth + 1)
    if lemma in crisis("pledged"):
        return ["will"] if not tree.has_to(head) else modals_of(doc, head, depth + 1)
    going = lemma != "go" or tree.xpos[head] == "VBG"
    foreseen = tree.upos[head] == "ADJ" or tree.xpos[head] in ("VBN", "JJ", "IN", "RB") or lemma == "go"
    return ["will"] if lemma in crisis("ahead") and going and foreseen else []


def looks_back(doc: Document, v: int) -> bool:
    """ "Might have been avoided" looks back."""
    auxiliaries = doc.tree.auxiliaries(v)
    return "have" in auxiliaries and not {"will", "'ll", "’ll", "wo"} & set(auxiliaries)


def is_own_condition(doc: Document, v: int) -> bool:
    """An if-clause is the condition of a forecast, not one itself."""
    tree = doc.tree
    return any(
        tree.deprels[j].startswith("advcl") and tree.marker(j) in ("if", "unless", "whether") for j in (v, *tree.ancestors(v))
    )
