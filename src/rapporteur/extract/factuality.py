"""How certain an event is as the text puts it: stated, planned, possible, conditional or denied.

The standing of a predicate is its own (negation, auxiliaries) changed by everything that governs it, up to the root:
"Mali denied that it planned to attack" -> attack: planned, then denied. FactBank's certainty and polarity, from the tree.

>>> # standing(tree, attack).factuality == "denied"
"""

from __future__ import annotations

from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.grammar import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.model import Factuality

_STRENGTH: dict[Factuality, int] = {"stated": 0, "planned": 1, "possible": 2, "conditional": 3, "denied": 4}
_NOMINAL_LINKS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "appos", "conj", "compound"})


class Standing(NamedTuple):
    """`condition` is the word range of the if-clause that the event hangs on, if the text gives one."""

    factuality: Factuality
    condition: tuple[int, int] | None = None


def standing(tree: Tree, i: int) -> Standing:
    """The factuality of the event that word `i` (a verb, an adjective or an event noun) stands for."""
    return by_rules(tree, i)


def by_rules(tree: Tree, i: int) -> Standing:
    """What the tree alone says: the predicate's own words, changed by all that governs it."""
    value = own(tree, i)
    found = condition_of(tree, i)
    if found is None and {"would", "will"} & set(tree.auxiliaries(i)):
        found = hypothesis(tree, i)
    if found is not None and value != "denied":
        value = "conditional"
    j = i
    for _ in range(12):
        if tree.heads[j] < 0:
            break
        step = _step(tree, j, first=j == i)
        if step == "open":
            return Standing("possible", found)
        if value == "denied" and step in ("possible", "planned") and tree.has_to(j):
            value = "possible"  # "urged them not to attack": nobody denies anything
        value = "conditional" if value == "denied" and step == "conditional" else combine(value, step)
        if step == "stop":
            break
        j = tree.heads[j]
        if found is None:
            found = condition_of(tree, j, inside=i)
            if found is not None and value in ("stated", "planned", "possible"):
                value = "conditional"
    if value == "stated" and _is_question(tree, i):
        value = "possible"
    return Standing(value, found)


def combine(value: Factuality, step: str) -> Factuality:
    """The stronger of two standings; a denial of a denial leaves the thing open."""
    if step in ("inherit", "stop", "stated"):
        return value
    effect_ = _AS_FACTUALITY[step]
    if value == effect_ == "denied":
        return "possible"
    return effect_ if _STRENGTH[effect_] > _STRENGTH[value] else value


_AS_FACTUALITY: dict[str, Factuality] = {name: name for name in _STRENGTH}


def own(tree: Tree, i: int) -> Factuality:
    """What the predicate's own words say: "did not go" denied, "may go" possible, "will go" planned."""
    if not tree.is_verb(i) and not tree.children(i, "cop"):
        return _own_nominal(tree, i)
    if tree.negated(i):
        return "denied"
    strongest: Factuality = _announced(tree, i)
    for aux in tree.auxiliaries(i):
        if tree.xpos[i] == "VB" or aux not in ("'s", "’s", "'d", "’d"):
            strongest = combine(strongest, effect("auxiliaries", aux) or "stated")
    if strongest == "conditional":
        return "conditional" if condition_of(tree, i) or hypothesis(tree, i) else _would(tree, i)
    if strongest == "stated" and tree.has_to(i) and any(tree.lemmas[k] == "be" for k in tree.children(i, "aux", "cop")):
        return "planned"
    return strongest


def _announced(tree: Tree, i: int) -> Factuality:
    """ "is due to meet", "is set to open": the word before "to" decides, however the parse joins the two."""
    before = tree.lemmas[i - 2] if i > 1 and tree.lower[i - 1] == "to" else ""
    return "planned" if before in ("due", "set", "scheduled", "expect", "slate", "poise", "bind", "about") else "stated"


_WHOEVER = frozenset({"whoever", "whatever", "anyone", "anybody", "anything"})


def hypothesis(tree: Tree, i: int) -> tuple[int, int] | None:
    """The subject as an unspoken if: "an attack would bring sanctions" is conditional on the attack."""
    if tree.deprels[i] == "acl:relcl":
        return None
    subject = tree.own_subject(i)
    if subject is None:
        return None
    dets = {tree.lower[k] for k in tree.children(subject, "det")}
    if tree.children(subject, "acl") and ("any" in dets or tree.lower[subject] in _WHOEVER):
        return tree.trimmed(*tree.edges(subject))  # "whoever harms us", "any country that opens its airspace"
    if "would" not in tree.auxiliaries(i) or tree.upos[subject] != "NOUN" or not dets & {"a", "an", "any"}:
        return None
    happening = tree.lower[subject].endswith(
        ("sion", "tion", "ment", "ure", "attack", "war", "strike", "assault", "offensive", "move")
    )
    return tree.noun_phrase(subject) if happening else None


def _would(tree: Tree, i: int) -> Factuality:
    """ "Would" without an if-clause: future in the past when reported ("said it would close"), else hypothetical."""
    for j in (i, *tree.ancestors(i)):
        if tree.deprels[j] in ("ccomp", "parataxis") and tree.heads[j] >= 0:
            return "planned" if tree.xpos[tree.heads[j]] in ("VBD", "VBN", "VBG") else "possible"
        if any(tree.deprels[k] == "parataxis" and tree.xpos[k] == "VBD" for k in tree.kids[j]):
            return "planned"
    return "possible"


def _own_nominal(tree: Tree, i: int) -> Factuality:
    strongest: Factuality = "stated"
    for k in tree.kids[i]:
        if tree.deprels[k].split(":")[0] in ("amod", "det", "compound", "advmod"):
            strongest = combine(strongest, effect("modifiers", tree.lower[k]) or "stated")
    return strongest


def condition_of(tree: Tree, i: int, inside: int | None = None) -> tuple[int, int] | None:
    """Word range of the if-clause that hangs on predicate `i`; not one that holds `inside` itself.

    An if-clause behind the predicate counts too where a parse has hung it on an adverbial in between.
    """
    for k in tree.kids[i]:
        label = tree.deprels[k].split(":")[0]
        if label not in ("advcl", "acl", "ccomp"):
            continue
        found = k if label != "ccomp" and is_condition(tree, k) else _deeper(tree, k) if label == "advcl" else None
        if found is not None and (inside is None or not tree.below(inside, found)):
            return tree.trimmed(*tree.edges(found))
    return None


def _deeper(tree: Tree, k: int) -> int | None:
    """An if-clause inside the adverbial `k` ("without saying which, if …"), unless `k` asks whether."""
    if tree.lemmas[k] in ("ask", "wonder", "know", "see", "doubt", "decide"):
        return None
    return next(
        (m for m in tree.kids[k] if tree.deprels[m].split(":")[0] in ("advcl", "ccomp") and tree.marker(m) in ("if", "unless")),
        None,
    )


def is_condition(tree: Tree, i: int) -> bool:
    """Is the clause headed by `i` an if-clause ("if …", "unless …", "were Russia to …", "should they …")?"""
    marker = tree.marker(i)
    if marker is not None:
        mark = tree.children(i, "mark")[0]
        if mark and tree.lower[mark - 1] == "even":
            return False  # "even if" is a concession: it holds either way
        return effect("subordinators", marker) == "conditional" and marker != "as if" and marker != "whether"
    first = tree.edges(i)[0]
    aux_first = tree.lower[first] in ("should", "were", "had") and first != i and tree.heads[first] == i
    return aux_first and tree.own_subject(i) is not None


def _step(tree: Tree, j: int, first: bool) -> str:
    """What the link from `j` to its governor does: a standing, "inherit" (climb on) or "stop"."""
    head, label = tree.heads[j], tree.deprels[j]
    if any(tree.lower[k] == "whether" for k in tree.children(j, "mark")):
        return "open"  # "declined to say whether they would go": nothing is said of it
    if label.startswith("advcl"):
        return _adverbial(tree, j)
    if label in ("ccomp", "csubj", "csubj:pass", "xcomp") or label.startswith("acl"):
        return _clausal(tree, j, head, label)
    if label == "conj":
        return "inherit" if _shares(tree, j, head) else "stop"
    if label in _NOMINAL_LINKS or label.split(":")[0] in _NOMINAL_LINKS:
        return _nominal(tree, j, head, first)
    if label == "parataxis":
        return "stop"
    return "inherit"


def _shares(tree: Tree, j: int, head: int) -> bool:
    """A conjunct shares its head's standing unless it has a subject or auxiliaries of its own."""
    if not tree.is_verb(j):
        return True
    if tree.own_subject(j) is not None or tree.children(j, "aux"):
        return False
    return tree.xpos[j] == tree.xpos[head] or tree.xpos[j] in ("VB", "VBG")


def _adverbial(tree: Tree, j: int) -> str:
    if is_condition(tree, j):
        return "conditional"
    if tree.has_to(j) and tree.marker(j) is None:
        return "possible"
    if tree.xpos[j] in ("VBG", "VB"):
        marker = tree.marker(j)
        if marker is None and tree.child(j, "case") is None:
            return "stop" if tree.xpos[j] == "VBG" else "inherit"
        return "inherit"
    return "stop"


def _clausal(tree: Tree, j: int, head: int, label: str) -> str:
    section = "verbs" if tree.is_verb(head) or tree.upos[head] == "ADJ" else "nouns"
    if label == "acl:relcl":
        return "stop"
    if tree.lemmas[head] == "have" and label == "xcomp" and tree.has_to(j):
        return "possible"  # "had to stop" is an obligation
    word = _with_particle(tree, head)
    change = effect(section, word)
    reported = label == "ccomp" and not tree.has_to(j)
    if change is None and section == "nouns" and tree.has_to(j):
        return "possible"
    if reported and (change == "planned" or tree.lemmas[head] == "tell"):
        change = None  # "told reporters that": only what somebody is told to do is open
    if change == "denied" and tree.negated(head) and section == "verbs":
        return "possible"  # "does not rule out that"
    if change == "planned" and tree.negated(head):
        return "denied"  # "has no plans to visit", "does not intend to"
    if change == "possible" and reported and tree.negated(head):
        return "possible"
    if change is not None:
        return change
    if label == "acl" and tree.xpos[j] in ("VBN", "VBG") and section == "nouns":
        return "stop"
    if reported and tree.negated(head):
        return "possible"
    if label == "xcomp" and tree.is_verb(head) and own(tree, head) != "stated":
        return own(tree, head)  # "will begin to withdraw"
    return "stop" if reported else "inherit"


def _with_particle(tree: Tree, i: int) -> str:
    particles = tree.particles(i)
    joined = f"{tree.lemmas[i]}-{particles[0]}" if particles else tree.lemmas[i]
    return joined if effect("verbs", joined) else tree.lemmas[i]


def _nominal(tree: Tree, j: int, head: int, first: bool) -> str:
    """An event noun as argument: of another noun ("threat of war") or of a verb ("avoid a war").

    Who rejects a demand does not deny that it was made: then the noun of saying itself (`first`) stays as it is.
    """
    label = tree.deprels[j]
    if tree.case(j) in ("during", "after", "following", "since", "amid"):
        # What frames a clause in time is presupposed, whatever becomes of the clause: "failed to agree during the talks".
        return "planned" if tree.is_verb(head) and own(tree, head) == "planned" else "stop"
    if tree.is_verb(head):
        if label.startswith("nsubj") and not label.endswith("pass"):
            return own(tree, head) if own(tree, head) != "stated" else "inherit"
        if label.startswith("obl") and tree.case(j) not in ("of", "about", "against", "for", "from", "on", "into"):
            return _with_its_verb(tree, j, head)
        change = effect("verbs", _with_particle(tree, head))
        if change == "denied" and first and lexicon.cue_noun(tree.lemmas[j]) is not None:
            return "stop"
        if change is not None and not (change == "planned" and label.startswith("nsubj")):
            return change
        return _with_its_verb(tree, j, head)
    if label.startswith("nsubj") and tree.children(head, "cop"):
        return own(tree, head)
    return effect("nouns", tree.lemmas[head]) or "inherit"


def _with_its_verb(tree: Tree, j: int, head: int) -> str:
    """An indefinite event is no more real than the verb it hangs on: "will fly there for talks", "could impose a ban"."""
    definite = any(
        tree.lower[k] in ("the", "this", "that", "these", "those") or tree.deprels[k] == "nmod:poss" for k in tree.kids[j]
    )
    value = own(tree, head)
    return value if value in ("planned", "possible", "conditional") and not definite else "inherit"


def _is_question(tree: Tree, i: int) -> bool:
    last = tree.sentence(i).end - 1
    return tree.lower[last] == "?" or (last > 0 and tree.lower[last - 1] == "?")
