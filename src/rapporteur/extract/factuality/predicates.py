"""What a predicate or an event noun says of itself: "did not go" is denied, "may go" possible, "will go" planned.

>>> # "No one attacked the convoy." -> own_factuality(tree, attacked) == "denied"
"""

from __future__ import annotations

from rapporteur.extract.factuality.conditions import condition_of, hypothesis
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.model import Factuality

_STRENGTH: dict[Factuality, int] = {"stated": 0, "planned": 1, "possible": 2, "conditional": 3, "denied": 4}


def combine(value: Factuality, step: str) -> Factuality:
    """The stronger of two factualities; a denial of a denial leaves the thing open."""
    if step in ("inherit", "stop", "stated"):
        return value
    effect_ = _AS_FACTUALITY[step]
    if value == effect_ == "denied":
        return "possible"
    return effect_ if _STRENGTH[effect_] > _STRENGTH[value] else value


_AS_FACTUALITY: dict[str, Factuality] = {name: name for name in _STRENGTH}


def own_factuality(tree: Tree, i: int) -> Factuality:
    """What the predicate's own words say: "did not go" denied, "may go" possible, "will go" planned."""
    if not tree.is_verb(i) and not tree.children(i, "cop"):
        return _own_nominal(tree, i)
    if _is_undone(tree, i):
        return "possible" if tree.lemmas[i] in _GRADED else "denied"
    strongest: Factuality = _announced(tree, i)
    auxiliaries = tree.auxiliaries(i)
    for aux in auxiliaries:
        if tree.xpos[i] == "VB" or aux not in ("'s", "’s", "'d", "’d"):
            strongest = combine(strongest, effect("auxiliaries", aux) or "stated")
    if "have" in auxiliaries and ("should" in auxiliaries or "ought" in auxiliaries):
        return "denied"  # "should have warned them"
    if strongest == "conditional":
        bound = condition_of(tree, i) or hypothesis(tree, i) or "have" in auxiliaries
        return "conditional" if bound else _would(tree, i)
    if strongest == "stated" and _is_to_be(tree, i):
        return "planned"
    return "possible" if strongest == "stated" and _is_order(tree, i) else strongest


_GRADED = frozenset({"likely", "certain", "probable", "sure", "inevitable", "clear", "imminent"})
"""What is not likely may happen all the same."""


def _is_undone(tree: Tree, i: int) -> bool:
    """Negated, in whatever way: by "not", by its subject or object, by "without", or only almost done."""
    if tree.negated(i):
        return not is_widened(tree, i)
    for k in tree.kids[i]:
        label = tree.deprels[k].split(":")[0]
        if label in ("nsubj", "obj") and is_none(tree, k) and (label == "nsubj" or k > i):
            return True
        if label in ("mark", "case") and tree.lower[k] == "without":
            return True
        if label in ("mark", "case", "advmod") and tree.lower[k] in ("instead", "rather") and tree.xpos[i] in ("VBG", "VB"):
            return True
        if label == "advmod" and tree.lower[k] in ("almost", "nearly") and k < i and tree.lemmas[i] not in _MEASURED:
            return tree.xpos[i] in ("VBD", "VBN")
    return tree.xpos[i] == "VBG" and any(_reads(tree, i - n, i) == "denied" for n in (2, 3))


def is_shrinking(tree: Tree, i: int) -> bool:
    """Whether a verb begins words that undo the gerund behind them: "pulled back from attacking" is no retreat."""
    ends = [i + n for n in (2, 3) if i + n < len(tree.words) and tree.xpos[i + n] == "VBG"]
    return any(_reads(tree, i, end) == "denied" for end in ends) or (bool(ends) and tree.lower[i + 1] == "short")


def _reads(tree: Tree, start: int, end: int) -> Factuality | None:
    """What these words do to a gerund right behind them."""
    return effect("before", " ".join(tree.lemmas[max(0, start) : end]))


_MEASURED = frozenset({"double", "triple", "quadruple", "halve", "complete", "finish", "treble"})
"""What nearly doubled has grown all the same."""


_IDIOMS = frozenset({"doubt", "matter", "secret", "mistake", "wonder", "problem", "difficulty"})
"""With "no" they deny nothing: "made no secret of it", "no matter how long it takes"."""


def is_none(tree: Tree, k: int) -> bool:
    """ "no one", "nobody", "none of them", "no deal", "neither side"."""
    if tree.lower[k] in ("nobody", "nothing", "none", "neither", "no-one"):
        return True
    if tree.lemmas[k] in _IDIOMS:
        return False
    return any(tree.lower[d] in ("no", "neither") for d in tree.kids[k] if tree.deprels[d].split(":")[0] in ("det", "cc"))


def is_widened(tree: Tree, i: int) -> bool:
    """ "not only closed", "not just", "not merely": no negation."""
    nots = (k for k in tree.kids[i] if tree.lower[k] in ("not", "n't", "n’t"))
    return any(tree.lower[k + 1 : k + 2] in (["only"], ["just"], ["merely"], ["simply"], ["solely"]) for k in nots)


def _is_to_be(tree: Tree, i: int) -> bool:
    """ "is to meet", "is going to meet", and headlines: "Mali to withdraw troops"."""
    if not tree.has_to(i):
        return False
    to = next(k for k in tree.kids[i] if tree.lower[k] == "to")
    if any(tree.lemmas[k] == "be" and k < to for k in tree.children(i, "aux", "cop")):
        return True
    head = tree.heads[i]
    if head < 0:
        return tree.own_subject(i) is not None
    return tree.heads[head] < 0 and tree.upos[head] == "PROPN" and head < to and tree.deprels[i] in ("acl", "parataxis")


def _is_order(tree: Tree, i: int) -> bool:
    """ "Leave the city now": a bare verb without a subject at the head of a sentence."""
    bare = tree.xpos[i] == "VB" and tree.deprels[i] in ("root", "ccomp", "parataxis") and not tree.has_to(i)
    return bare and not tree.children(i, "aux", "nsubj", "expl", "mark")


def _announced(tree: Tree, i: int) -> Factuality:
    """ "is due to meet", "is set to open": the word before "to" decides, however the parse joins the two."""
    before = tree.lemmas[i - 2] if i > 1 and tree.lower[i - 1] == "to" else ""
    return "planned" if before in ("due", "set", "scheduled", "expect", "slate", "poise", "bind", "about") else "stated"


def _would(tree: Tree, i: int) -> Factuality:
    """ "Would" without an if-clause: future in the past when reported ("said it would close"), else hypothetical."""
    for j in (i, *tree.ancestors(i)):
        if tree.deprels[j] in ("ccomp", "parataxis") and tree.heads[j] >= 0:
            return "planned" if tree.xpos[tree.heads[j]] in ("VBD", "VBN", "VBG") else "possible"
        if any(tree.deprels[k] == "parataxis" and tree.xpos[k] == "VBD" for k in tree.kids[j]):
            return "planned"
    return "possible"


def _own_nominal(tree: Tree, i: int) -> Factuality:
    if tree.case(i) == "without":
        return "denied"
    strongest: Factuality = "stated"
    for k in tree.kids[i]:
        if tree.deprels[k].split(":")[0] in ("amod", "det", "compound", "advmod"):
            strongest = combine(strongest, effect("modifiers", tree.lower[k]) or "stated")
    return strongest
