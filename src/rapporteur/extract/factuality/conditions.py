"""On what an event hangs: if-clauses in all their forms, and what does their work without an "if".

"if", "unless", "provided that", "as long as", "in case of", "in the event that", "on condition that", "should they …",
"had they …", "without the truce, it would …", "otherwise", "or else", "an attack would bring …".

In "Without the truce, the city would fall" the condition of "fall" is "Without the truce".
"""

from __future__ import annotations

from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.lexicon.word_sets import word_set

_GRANTED = frozenset({"provide", "assume", "suppose"})


def condition_of(tree: Tree, i: int, inside: int | None = None) -> tuple[int, int] | None:
    """Word range of the condition that hangs on predicate `i`; not one that holds `inside` itself.

    An if-clause behind the predicate counts too where a parse has hung it on an adverbial in between.
    """
    for k in tree.kids[i]:
        head = _condition_at(tree, k)
        if head is not None and (inside is None or not tree.below(inside, head)):
            return phrases.trimmed(tree, *tree.edges(head))
    return None


def _condition_at(tree: Tree, k: int) -> int | None:
    """The head of the condition that child `k` of a predicate is or holds."""
    label = tree.deprels[k].split(":")[0]
    if label in ("obl", "advmod"):
        return k if is_case(tree, k) or is_term(tree, k) else None
    if label in ("advcl", "acl") and is_condition(tree, k):
        return k
    return _deeper(tree, k) if label == "advcl" else None


def _deeper(tree: Tree, k: int) -> int | None:
    """An if-clause inside the adverbial `k` ("without saying which, if …"), unless `k` asks whether."""
    if tree.lemmas[k] in word_set("factuality", "wondering"):
        return None
    conditions = (m for m in tree.kids[k] if tree.deprels[m].split(":")[0] in ("advcl", "ccomp"))
    return next((m for m in conditions if tree.marker(m) in ("if", "unless")), None)


def is_condition(tree: Tree, i: int) -> bool:
    """Is the clause headed by `i` an if-clause ("if …", "unless …", "provided that …", "should they …", "had they …")?"""
    if tree.lemmas[i] in _GRANTED and tree.xpos[i] in ("VBN", "VBG") and not tree.children(i, "nsubj", "aux", "obj"):
        return any(tree.marker(k) == "that" for k in tree.children(i, "ccomp", "xcomp"))
    marker = tree.marker(i)
    if marker is not None:
        mark = tree.children(i, "mark")[0]
        if mark and tree.lower[mark - 1] == "even":
            return False  # "even if" is a concession: it holds either way
        return effect("subordinators", marker) == "conditional" and marker != "as if" and marker != "whether"
    first = tree.edges(i)[0]
    aux_first = tree.lower[first] in ("should", "were", "had") and first != i and tree.heads[first] == i
    return aux_first and clauses.own_subject(tree, i) is not None and tree.deprels[i].startswith(("advcl", "ccomp", "parataxis"))


def is_case(tree: Tree, k: int) -> bool:
    """ "in case of an attack", "in the event of an attack", "on condition that they leave"."""
    if tree.case(k) in word_set("factuality", "cases"):
        return True
    if (tree.case(k), tree.lemmas[k]) == ("on", "condition"):
        return bool(tree.children(k, "acl", "ccomp"))  # not "on condition of anonymity"
    return (tree.case(k), tree.lemmas[k]) in (("in", "event"), ("in", "case")) and bool(tree.children(k, "acl", "nmod", "ccomp"))


def is_term(tree: Tree, k: int) -> bool:
    """ "as long as they withdraw", where a parse hangs the clause on "long"."""
    first = k and tree.lower[k - 1] in ("as", "so")
    return bool(first) and tree.lower[k] == "long" and any(tree.marker(m) == "as" for m in tree.children(k, "advcl"))


def hypothesis(tree: Tree, i: int) -> tuple[int, int] | None:
    """The subject as an unspoken if: "an attack would bring sanctions" is conditional on the attack."""
    if tree.deprels[i] == "acl:relcl":
        return None
    subject = clauses.own_subject(tree, i)
    if subject is None:
        return None
    dets = {tree.lower[k] for k in tree.children(subject, "det")}
    if tree.children(subject, "acl") and ("any" in dets or tree.lower[subject] in word_set("factuality", "whoever")):
        return phrases.trimmed(tree, *tree.edges(subject))  # "whoever harms us", "any country that opens its airspace"
    if "would" not in clauses.auxiliaries(tree, i) or tree.upos[subject] != "NOUN" or not dets & {"a", "an", "any"}:
        return None
    happens = tree.lower[subject].endswith(tuple(word_set("factuality", "happenings")))
    return phrases.noun_phrase(tree, subject) if happens else None


def without(tree: Tree, i: int) -> tuple[int, int] | None:
    """ "Without the truce, the city would fall": in front of a clause with "would" or "could"."""
    if not {"would", "could"} & set(clauses.auxiliaries(tree, i)):
        return None
    adverbials = (k for k in tree.children(i, "obl", "advcl") if k < i)
    first = (k for k in adverbials if tree.lower[tree.edges(k)[0]] in ("without", "absent"))
    return next((phrases.trimmed(tree, *tree.edges(k)) for k in first), None)


def is_otherwise(tree: Tree, i: int) -> bool:
    """ "Otherwise the army will attack", "or else the army will attack": if not."""
    modal = any(tree.xpos[k] == "MD" for k in tree.children(i, "aux"))
    return modal and any(
        tree.lower[k] == "otherwise" or (tree.lower[k] == "or" and k + 1 < i and tree.lower[k + 1] == "else")
        for k in tree.children(i, "advmod", "mark", "cc")
    )
