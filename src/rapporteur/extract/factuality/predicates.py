"""What a predicate or an event noun says of itself: "did not go" is denied, "may go" possible, "will go" planned.

"No one attacked the convoy" has "attacked" denied.
"""

from __future__ import annotations

from rapporteur.extract.factuality.conditions import condition_of, hypothesis
from rapporteur.extract.factuality.result import FactualityResult, combine
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Factuality

_PLAIN = FactualityResult("stated")


def own_factuality(tree: Tree, i: int) -> Factuality:
    """What the predicate's own words say: "did not go" denied, "may go" possible, "will go" planned."""
    return own_result(tree, i).factuality


def own_result(tree: Tree, i: int) -> FactualityResult:
    """What the predicate's own words say, and by which rule."""
    if not tree.is_verb(i) and not tree.children(i, "cop"):
        return _PLAIN.changed(_by_modifiers(tree, i), "factuality.modifier")
    if _is_undone(tree, i):
        graded = tree.lemmas[i] in word_set("factuality", "graded")
        return _PLAIN.changed("possible" if graded else "denied", "factuality.negation")
    result = _PLAIN.changed(_by_auxiliaries(tree, i), "factuality.auxiliary")
    if result.factuality == "stated" and _is_to_be(tree, i):
        return result.changed("planned", "factuality.to-be")
    if result.factuality == "stated" and _is_order(tree, i):
        return result.changed("possible", "factuality.order")
    return result


def _by_auxiliaries(tree: Tree, i: int) -> Factuality:
    """By "will", "may", "would" …, and by what stands before "to"."""
    strongest, auxiliaries = _announced(tree, i), clauses.auxiliaries(tree, i)
    for aux in auxiliaries:
        if tree.xpos[i] == "VB" or aux not in word_set("factuality", "contracted"):
            strongest = combine(strongest, effect("auxiliaries", aux) or "stated")
    if "have" in auxiliaries and ("should" in auxiliaries or "ought" in auxiliaries):
        return "denied"  # "should have warned them"
    if strongest == "conditional" and not (condition_of(tree, i) or hypothesis(tree, i) or "have" in auxiliaries):
        return _would(tree, i)
    return strongest


def _is_undone(tree: Tree, i: int) -> bool:
    """Negated, in whatever way: by "not", by its subject or object, by "without", or only almost done."""
    if tree.negated(i):
        return not is_widened(tree, i)
    if any(_undoes(tree, k, i) for k in tree.kids[i]):
        return True
    return tree.xpos[i] == "VBG" and any(_reads(tree, i - n, i) == "denied" for n in (2, 3))


def _undoes(tree: Tree, k: int, i: int) -> bool:
    """Whether dependent `k` undoes predicate `i`: "nobody", "without", "instead of", "nearly" — not "nearly doubled"."""
    label, word = tree.deprels[k].split(":")[0], tree.lower[k]
    if label in ("nsubj", "obj"):
        return is_none(tree, k) and (label == "nsubj" or k > i)
    if label in ("mark", "case") and word == "without":
        return True
    if word in ("instead", "rather"):
        return label in ("mark", "case", "advmod") and tree.xpos[i] in ("VBG", "VB")
    if label != "advmod" or word not in ("almost", "nearly") or k > i:
        return False
    return tree.xpos[i] in ("VBD", "VBN") and tree.lemmas[i] not in word_set("factuality", "measured")


def is_shrinking(tree: Tree, i: int) -> bool:
    """Whether a verb begins words that undo the gerund behind them: "pulled back from attacking" is no retreat."""
    ends = [i + n for n in (2, 3) if i + n < len(tree.words) and tree.xpos[i + n] == "VBG"]
    return any(_reads(tree, i, end) == "denied" for end in ends) or (bool(ends) and tree.lower[i + 1] == "short")


def _reads(tree: Tree, start: int, end: int) -> Factuality | None:
    """What these words do to a gerund right behind them."""
    return effect("before", " ".join(tree.lemmas[max(0, start) : end]))


def is_none(tree: Tree, k: int) -> bool:
    """ "no one", "nobody", "none of them", "no deal", "neither side"."""
    if tree.lower[k] in word_set("factuality", "nobody"):
        return True
    if tree.lemmas[k] in word_set("factuality", "emphatic"):
        return False
    return any(tree.lower[d] in ("no", "neither") for d in tree.kids[k] if tree.deprels[d].split(":")[0] in ("det", "cc"))


def is_widened(tree: Tree, i: int) -> bool:
    """ "not only closed", "not just", "not merely": no negation."""
    only = word_set("factuality", "only")
    nots = (k for k in tree.kids[i] if tree.lower[k] in ("not", "n't", "n’t"))
    return any(not only.isdisjoint(tree.lower[k + 1 : k + 2]) for k in nots)


def _is_to_be(tree: Tree, i: int) -> bool:
    """ "is to meet", "is going to meet", and headlines: "Mali to withdraw troops"."""
    if not tree.has_to(i):
        return False
    to = next(k for k in tree.kids[i] if tree.lower[k] == "to")
    if any(tree.lemmas[k] == "be" and k < to for k in tree.children(i, "aux", "cop")):
        return True
    head = tree.heads[i]
    if head < 0:
        return clauses.own_subject(tree, i) is not None
    return tree.heads[head] < 0 and tree.upos[head] == "PROPN" and head < to and tree.deprels[i] in ("acl", "parataxis")


def _is_order(tree: Tree, i: int) -> bool:
    """ "Leave the city now": a bare verb without a subject at the head of a sentence."""
    bare = tree.xpos[i] == "VB" and tree.deprels[i] in ("root", "ccomp", "parataxis") and not tree.has_to(i)
    return bare and not tree.children(i, "aux", "nsubj", "expl", "mark")


def _announced(tree: Tree, i: int) -> Factuality:
    """ "is due to meet", "is set to open": the word before "to" decides, however the parse joins the two."""
    before = tree.lemmas[i - 2] if i > 1 and tree.lower[i - 1] == "to" else ""
    return "planned" if before in word_set("factuality", "announced") else "stated"


def _would(tree: Tree, i: int) -> Factuality:
    """ "Would" without an if-clause: future in the past when reported ("said it would close"), else hypothetical."""
    for j in (i, *tree.ancestors(i)):
        if tree.deprels[j] in ("ccomp", "parataxis") and tree.heads[j] >= 0:
            return "planned" if tree.xpos[tree.heads[j]] in ("VBD", "VBN", "VBG") else "possible"
        if any(tree.deprels[k] == "parataxis" and tree.xpos[k] == "VBD" for k in tree.kids[j]):
            return "planned"
    return "possible"


def _by_modifiers(tree: Tree, i: int) -> Factuality:
    """What an event noun's adjectives and articles say: "a possible raid"."""
    if tree.case(i) == "without":
        return "denied"
    strongest: Factuality = "stated"
    for k in tree.kids[i]:
        if tree.deprels[k].split(":")[0] in word_set("syntax", "noun_modifiers"):
            strongest = combine(strongest, effect("modifiers", tree.lower[k]) or "stated")
    return strongest


def is_definite(tree: Tree, j: int) -> bool:
    """ "The attack", "their talks", "Monday's raid", "the bomb blast" through its own words."""
    articles = word_set("factuality", "definite")
    return any(tree.lower[k] in articles or tree.deprels[k] == "nmod:poss" for k in tree.kids[j])
