"""Who does what in a clause: subject, agent and patient of a predicate, its voice and auxiliaries.

"Mali was urged by Chad to sign": the agent of "urged" is Chad and its patient Mali, the subject of "sign" is Mali.
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set

_SUBJECTS = tuple(sorted(word_set("syntax", "subjects")))
_DEEPEST = 6
"""Steps from a predicate to one that it shares its subject with."""


def subject(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The subject of predicate `i`: its own, or the one it shares as conjunct, open complement or participle."""
    direct = own_subject(tree, i)
    if direct is not None or depth > _DEEPEST:
        return direct
    head, label = tree.heads[i], tree.deprels[i]
    if head < 0:
        return None
    if label == "conj" and tree.is_verb(i):
        return subject(tree, _continued(tree, i, head), depth + 1)
    if label in ("xcomp", "aux", "cop") or (label == "ccomp" and tree.has_to(i)):
        return _controller(tree, head, depth)
    if label.startswith("advcl"):
        return _of_adverbial(tree, i, head, depth)
    return _of_attributive(tree, i, head, depth) if label == "acl" else None


def _of_adverbial(tree: Tree, i: int, head: int, depth: int) -> int | None:
    """ "called on Mali to leave", "accused Chad of sending troops"; else a participle has its main clause's subject."""
    if tree.has_to(i) and tree.lemmas[head] in ("call", "appeal"):
        return _controller(tree, head, depth)
    if tree.xpos[i] not in ("VBG", "VBN", "VB"):
        return None
    blamed = tree.lemmas[head] in lexicon.cues_that("blames") and tree.marker(i) in word_set("syntax", "blamed_for")
    return patient(tree, head) if blamed else subject(tree, head, depth + 1)


def _of_attributive(tree: Tree, i: int, head: int, depth: int) -> int | None:
    """ "troops sent to Mali": the noun; "made an attempt to persuade": who made it."""
    if tree.is_nominal(head) and tree.xpos[i] in ("VBG", "VBN"):
        return head if not tree.children(i, "mark", "case") else None
    if tree.has_to(i) and tree.heads[head] >= 0 and tree.deprels[head] in ("obj", "obl"):
        return subject(tree, tree.heads[head], depth + 1)
    return None


def _continued(tree: Tree, i: int, head: int) -> int:
    """What conjunct `i` goes on with: "Keita will stay, an aide said, but may meet Ode" has Keita meet Ode."""
    content = next((k for k in tree.kids[head] if tree.deprels[k] == "ccomp" and k < head), None)
    modal = any(tree.xpos[k] == "MD" for k in tree.kids[i])
    parted = any(tree.lower[j] == "," for j in range(head, i))
    return content if content is not None and modal and parted else head


def _controller(tree: Tree, head: int, depth: int) -> int | None:
    """Object control ("told X to go") before subject control ("plans to go")."""
    obj = tree.child(head, "obj", "iobj")
    if obj is not None and tree.is_nominal(obj) and tree.lemmas[head] not in ("promise", "vow", "threaten"):
        return obj
    oblique = next((k for k in tree.children(head, "obl") if tree.case(k) in ("on", "upon", "for")), None)
    if oblique is not None and tree.lemmas[head] in word_set("syntax", "oblique_control"):
        return oblique
    return subject(tree, head, depth + 1)


def own_subject(tree: Tree, i: int) -> int | None:
    """The subject that hangs on predicate `i` itself; a relative pronoun gives the noun it stands for."""
    for k in tree.kids[i]:
        if tree.deprels[k] in _SUBJECTS:
            if tree.xpos[k] in ("WDT", "WP") and tree.deprels[i].startswith(("acl", "advcl")):
                return _antecedent(tree, i, k) if tree.heads[i] >= 0 else None
            return k
    return None


def _antecedent(tree: Tree, i: int, pronoun: int) -> int:
    """What a relative pronoun stands for; deeds don't speak: "a raid by Mali, which has vowed" is Mali's vow."""
    head = tree.heads[i]
    near = pronoun - 2
    named = near > head and tree.lower[pronoun - 1] == "," and tree.upos[near] == "PROPN" and tree.below(near, head)
    speaks = tree.lower[pronoun] == "which" and lexicon.cue(tree.lemmas[i]) is not None
    if not (named and speaks) or tree.upos[head] != "NOUN":
        return head
    speaker = lexicon.agent_noun(tree.lemmas[head]) is not None or lexicon.institution_noun(tree.lower[head]) is not None
    return head if speaker else near


def is_passive(tree: Tree, i: int) -> bool:
    """Has a passive auxiliary or subject, or is a past participle that modifies a noun."""
    if any(tree.deprels[k] == "aux:pass" for k in tree.kids[i]):
        return True
    if tree.xpos[i] != "VBN":
        return False
    if any(tree.deprels[k].endswith(":pass") for k in tree.kids[i]):
        return True
    return tree.deprels[i] == "acl" and not any(tree.plain[k] == "aux" for k in tree.kids[i])


def agent(tree: Tree, i: int) -> int | None:
    """Who does it: the subject, or the by-phrase of a passive."""
    if not is_passive(tree, i):
        return subject(tree, i)
    return next((k for k in tree.children(i, "obl") if tree.case(k) == "by" and not _is_term(tree, k)), None)


def _is_term(tree: Tree, i: int) -> bool:
    """ "By Monday evening" is no doer."""
    dated = tree.xpos[i] == "CD" or tree.deprels[i] in ("obl:unmarked", "obl:tmod")
    return dated or tree.lemmas[i] in word_set("syntax", "terms")


def patient(tree: Tree, i: int) -> int | None:
    """To whom it is done: the object, or the subject of a passive."""
    return subject(tree, i) if is_passive(tree, i) else tree.child(i, "obj")


def auxiliaries(tree: Tree, i: int) -> list[str]:
    """Lemmas of the auxiliaries and copula of `i`: ["would", "have"]; a conjunct without any shares its head's."""
    lemmas = [tree.lower[k] if tree.xpos[k] == "MD" else tree.lemmas[k] for k in tree.children(i, "aux", "cop")]
    if lemmas or tree.deprels[i] != "conj" or tree.heads[i] < 0 or own_subject(tree, i) is not None:
        return lemmas
    return auxiliaries(tree, tree.heads[i]) if tree.xpos[i] == tree.xpos[tree.heads[i]] else []


def that_clause(tree: Tree, n: int) -> int | None:
    """The that-clause of noun `n` ("the demand that …"), also where a parse has hung it on the verb before."""
    attached = next((k for k in tree.children(n, "acl", "ccomp") if tree.marker(k) == "that"), None)
    if attached is not None or tree.heads[n] < 0:
        return attached
    beside = (k for k in tree.children(tree.heads[n], "ccomp", "acl") if tree.marker(k) == "that")
    return next((k for k in beside if tree.edges(k)[0] == n + 1), None)
