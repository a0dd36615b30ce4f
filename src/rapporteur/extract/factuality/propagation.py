"""The factuality of an event by the rules: its predicate's own words, changed by everything that governs it, up to the root.

"Mali denied that it planned to attack" -> attack: planned, then denied. FactBank's certainty and polarity, from the tree.

>>> # factuality_by_rules(tree, attack).factuality == "denied"
"""

from __future__ import annotations

from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.factuality.conditions import (
    condition_of,
    hypothesis,
    is_case,
    is_condition,
    is_inside_inverted,
    is_otherwise,
    is_term,
    without,
)
from rapporteur.extract.factuality.predicates import combine, is_none, own_factuality
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.model import Factuality

_NOMINAL_LINKS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "appos", "conj", "compound"})


class FactualityResult(NamedTuple):
    """`condition` is the word range of the if-clause that the event hangs on, if the text gives one."""

    factuality: Factuality
    condition: tuple[int, int] | None = None


def factuality_by_rules(tree: Tree, i: int) -> FactualityResult:
    """What the tree alone says: the predicate's own words, changed by all that governs it."""
    if tree.deprels[i] in ("cop", "aux", "aux:pass") and tree.heads[i] >= 0:
        return factuality_by_rules(tree, tree.heads[i])
    value = own_factuality(tree, i)
    found = condition_of(tree, i)
    if found is None and {"would", "will", "could"} & set(tree.auxiliaries(i)):
        found = hypothesis(tree, i) or without(tree, i)
    if value != "denied" and (found is not None or is_otherwise(tree, i) or is_inside_inverted(tree, i)):
        value = "conditional"
    value, found = _climbed(tree, i, value, found)
    if value == "stated" and _is_question(tree, i):
        value = "possible"
    return FactualityResult(value, found)


def _climbed(
    tree: Tree, i: int, value: Factuality, found: tuple[int, int] | None
) -> tuple[Factuality, tuple[int, int] | None]:
    """The factuality of `i` and its condition, changed by each link on the way to the root."""
    j = i
    for _ in range(12):
        if tree.heads[j] < 0:
            break
        step = _step(tree, j, first=j == i)
        if step == "open":
            return "possible", found
        value = _after(value, step, tree.has_to(j))
        if step == "stop":
            break
        j = tree.heads[j]
        if found is None:
            found = condition_of(tree, j, inside=i)
            if found is not None and value in ("stated", "planned", "possible"):
                value = "conditional"
    return value, found


def _after(value: Factuality, step: str, infinitive: bool) -> Factuality:
    if value == "denied" and step in ("possible", "planned") and infinitive:
        return "possible"  # "urged them not to attack": nobody denies anything
    return "conditional" if value == "denied" and step == "conditional" else combine(value, step)


# ---- links to the governor ------------------------------------------------------------------------------------------
def _step(tree: Tree, j: int, first: bool) -> str:
    """What the link from `j` to its governor does: a factuality, "inherit" (climb on) or "stop"."""
    head, label = tree.heads[j], tree.deprels[j]
    if label.startswith("acl") and _called_false(tree, head):
        return "denied"
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
    if label in ("parataxis", "amod"):
        return "stop"  # "the newly appointed chairman won't say": appointed he is
    return "inherit"


_FALSE = frozenset({"false", "untrue", "baseless", "unfounded", "fabricated", "fake", "groundless", "lie", "fiction", "nonsense"})


def _called_false(tree: Tree, noun: int) -> bool:
    """ "Reports that forty had died were false": what the noun tells of is denied."""
    above = tree.heads[noun]
    called = above >= 0 and tree.deprels[noun].startswith("nsubj") and tree.lemmas[above] in _FALSE
    return called and not tree.negated(above)


def _shares(tree: Tree, j: int, head: int) -> bool:
    """A conjunct shares its head's factuality unless it has a subject or auxiliaries of its own."""
    if not tree.is_verb(j):
        return True
    if tree.own_subject(j) is not None or tree.children(j, "aux"):
        return False
    return tree.xpos[j] == tree.xpos[head] or tree.xpos[j] in ("VB", "VBG")


def _adverbial(tree: Tree, j: int) -> str:
    head = tree.heads[j]
    if is_condition(tree, j) or is_term(tree, head):
        return "conditional"
    if tree.marker(j) in _AWAITED and _is_ahead(tree, j, head):
        return "planned"  # "will close when the army arrives"
    if tree.has_to(j) and tree.marker(j) is None:
        return _purpose(tree, j, head)
    if tree.xpos[j] in ("VBG", "VB"):
        marker = tree.marker(j) or tree.case(j)
        if marker is None:
            return "stop" if tree.xpos[j] == "VBG" else "inherit"
        return _gerund(tree, head, marker)
    return "stop"


_AWAITED = frozenset({"when", "before", "until", "till", "once", "after", "as soon as"})


def _is_ahead(tree: Tree, j: int, head: int) -> bool:
    """A clause of time in the present tense beside a main clause about what is to come."""
    return tree.xpos[j] in ("VBZ", "VBP") and {"will", "wo", "'ll", "’ll", "shall"} & set(tree.auxiliaries(head)) != set()


def _purpose(tree: Tree, j: int, head: int) -> str:
    """ "Too weak to attack", "not available to comment": not done; "went there to attack" leaves it open."""
    short = any(tree.lower[k] == "too" for k in tree.children(head, "advmod"))
    lacking = tree.upos[head] in ("ADJ", "ADV") and tree.negated(head)
    return "denied" if short or (lacking and not tree.is_verb(head)) else "possible"


def _gerund(tree: Tree, head: int, marker: str) -> str:
    """ "Kept them from entering", "stopped short of leaving", "plans on leaving", "accused them of attacking"."""
    if tree.lemmas[head] in ("stop", "fall", "come") and any(tree.lower[k] == "short" for k in tree.kids[head]):
        return "denied"
    if marker == "from" and effect("from", tree.lemmas[head]) is not None:
        change = effect("from", tree.lemmas[head]) or "inherit"
        return "inherit" if tree.negated(head) else change if own_factuality(tree, head) in ("stated", "denied") else "possible"
    if marker not in _OF:
        return "inherit"
    change = effect("verbs", _with_particle(tree, head)) or ("possible" if marker == "against" else "inherit")
    if change == "planned" and marker == "against":
        return "denied"  # "decided against leaving"
    if change in ("denied", "planned") and tree.negated(head):
        return "possible" if change == "denied" else "denied"
    return change


_OF = frozenset({"of", "about", "against", "on"})


def _clausal(tree: Tree, j: int, head: int, label: str) -> str:
    section = "verbs" if tree.is_verb(head) or tree.upos[head] == "ADJ" else "nouns"
    if label == "acl:relcl":
        return "conditional" if is_case(tree, head) else "stop"  # "in the event that they attack"
    if label == "acl" and is_case(tree, head):
        return "conditional"
    if tree.lemmas[head] == "have" and label == "xcomp" and tree.has_to(j):
        yet = any(tree.lower[k] == "yet" for k in (*tree.children(head, "advmod"), *tree.children(j, "advmod")))
        return "denied" if yet else "possible"  # "has yet to sign"; "had to stop" is an obligation
    if tree.lemmas[head] in ("true", "correct", "case") and tree.negated(head):
        return "denied"  # "it is not true that"
    if tree.lemmas[head] == "go" and tree.xpos[head] == "VBG" and tree.has_to(j):
        return _going(tree, head)
    if tree.lemmas[head] == "wish" and label == "ccomp" and tree.xpos[j] in ("VBD", "VBN") and not tree.has_to(j):
        return "denied"  # "wishes the army had left"
    if tree.lemmas[head] in _TELLING and label == "ccomp" and factuality_by_rules(tree, head).factuality == "denied":
        return "open" if tree.lemmas[head] == "confirm" else "stop"
    word = _with_particle(tree, head)
    change = effect(section, word)
    reported = label == "ccomp" and not tree.has_to(j)
    if change is None and section == "nouns" and tree.has_to(j):
        return "possible"
    if reported and (change == "planned" or tree.lemmas[head] == "tell"):
        change = None  # "told reporters that": only what somebody is told to do is open
    negated = tree.negated(head) or (own_factuality(tree, head) == "denied" if section == "verbs" else is_none(tree, head))
    if negated and change is not None:
        return _negated(tree, j, head, section, change, reported)
    if change is not None:
        return change
    if label == "acl" and section == "nouns" and is_none(tree, head):
        return "denied"  # "no pattern linking them", "has no trip planned"
    if label == "acl" and tree.xpos[j] in ("VBN", "VBG") and section == "nouns":
        return "stop"
    if negated and (reported or label.startswith("csubj")):
        return "possible"
    if label == "xcomp" and (tree.is_verb(head) or tree.children(head, "cop")) and own_factuality(tree, head) != "stated":
        return own_factuality(tree, head)  # "will begin to withdraw"
    return "stop" if reported else "inherit"


def _going(tree: Tree, head: int) -> str:
    """ "Is going to attack" is planned, "is not going to attack" denied."""
    return "denied" if tree.negated(head) else "planned"


def _negated(tree: Tree, j: int, head: int, section: str, change: str, reported: bool) -> str:
    """What a word that opens, plans or denies does when it is negated itself."""
    if change == "denied":
        return "possible"  # "does not rule out that"
    if change == "planned":
        return "denied"  # "has no plans to visit", "does not intend to"
    if section == "nouns":
        return effect("none", tree.lemmas[head]) or change  # "no sign of", "no evidence that"
    if change == "possible" and not reported and tree.has_to(j):
        return effect("negated", tree.lemmas[head]) or change  # "was not allowed to leave"
    return change


def _with_particle(tree: Tree, i: int) -> str:
    particles = tree.particles(i)
    joined = f"{tree.lemmas[i]}-{particles[0]}" if particles else tree.lemmas[i]
    return joined if effect("verbs", joined) else tree.lemmas[i]


# ---- events as nouns ---------------------------------------------------------------------------------------------------
def _nominal(tree: Tree, j: int, head: int, first: bool) -> str:
    """An event noun as argument: of another noun ("threat of war") or of a verb ("avoid a war")."""
    label, case = tree.deprels[j], tree.case(j)
    if is_case(tree, j) or (case == "without" and {"would", "could"} & set(tree.auxiliaries(head))):
        return "conditional"  # "in case of an attack", "without the truce, the city would fall"
    if case in _PRESUPPOSED or (case == "as" and tree.lemmas[j] in ("result", "consequence")):
        # What frames a clause in time is presupposed, whatever becomes of the clause: "failed to agree during the talks".
        return "planned" if tree.is_verb(head) and own_factuality(tree, head) == "planned" and case in _FRAMES else "stop"
    if tree.is_verb(head):
        return _argument(tree, j, head, label, first)
    if label.startswith("nsubj") and tree.children(head, "cop"):
        return _subject(tree, j, head)
    if is_case(tree, head):
        return "conditional"
    change = effect("nouns", tree.lemmas[head])
    if label == "nmod" and case != "of" and change is None and is_definite(tree, j):
        return "stop"  # "gave no reason for the raid"
    if label.split(":")[0] in ("compound", "nmod") and is_none(tree, head):
        return "denied" if change is None and label == "compound" else effect("none", tree.lemmas[head]) or change or "inherit"
    return change or ("stop" if label == "nmod" and is_definite(tree, j) else "inherit")


_FRAMES = frozenset({"during", "after", "following", "since", "amid"})
_PRESUPPOSED = _FRAMES | {"because of", "due to", "despite", "in spite of", "in response to", "thanks to", "amidst"}


def _argument(tree: Tree, j: int, head: int, label: str, first: bool) -> str:
    """A noun as subject, object or oblique of a verb.

    Who rejects a demand does not deny that it was made: then the noun of saying itself (`first`) stays as it is.
    """
    if label.startswith("nsubj") and not label.endswith("pass"):
        return _subject(tree, j, head)
    if label.startswith("obl") and tree.case(j) not in ("of", "about", "against", "for", "from", "on", "into"):
        return _with_its_verb(tree, j, head)
    change = effect("verbs", _with_particle(tree, head))
    if label.endswith("pass") and change == "planned":
        return "planned" if tree.lemmas[head] in _AHEAD else _with_its_verb(tree, j, head)
    if tree.lemmas[head] in _DROPPING and effect("nouns", tree.lemmas[j]) == "planned":
        return "inherit" if first else "denied"  # "the plan to close the mine was dropped": there was a plan
    if tree.lemmas[head] in _TELLING and factuality_by_rules(tree, head).factuality == "denied":
        return "open" if tree.lemmas[head] == "confirm" else "stop"
    if change == "denied" and first and lexicon.cue_noun(tree.lemmas[j]) is not None and tree.lemmas[head] in _REJECTING:
        return "stop"
    if change == "denied" and tree.negated(head):
        return "possible"  # "did not rule out a ceasefire"
    if change == "denied" and own_factuality(tree, head) in ("possible", "conditional"):
        return own_factuality(tree, head)  # "could avert a war"
    return change or _with_its_verb(tree, j, head)


_AHEAD = frozenset({"delay", "defer", "schedule", "plan", "expect", "slate", "set", "intend", "envisage", "pencil"})
"""Of whose passive subject it is said that it is to come; what was announced or agreed may be done."""
_DROPPING = frozenset({"drop", "ditch", "withdraw", "abandon", "shelve", "scrap", "cancel"})
_REJECTING = frozenset(
    {"deny", "dismiss", "reject", "refute", "rebuff", "rebut", "refuse", "repudiate", "rubbish", "disavow", "debunk", "turn-down"}
)
_TELLING = frozenset({"confirm", "discuss", "comment", "elaborate", "disclose", "reveal", "explain", "describe"})
"""Who declines to confirm a raid leaves it open; who declines to discuss it grants it."""


def _subject(tree: Tree, j: int, head: int) -> str:
    """The subject of "has not worked" is there all the same; that of "will not take place" is not."""
    value = own_factuality(tree, head)
    if value == "stated" or is_none(tree, j):
        return "inherit"
    occurs = bool(tree.children(head, "expl")) or (tree.lemmas[head] in _OCCURRING and not tree.children(head, "xcomp"))
    if not occurs and tree.children(head, "cop"):
        return "stop"  # "earnings have not been good": there were some
    return value if occurs or not is_definite(tree, j) else "stop"


_BRINGING = frozenset(
    {
        *("make", "sign", "reach", "hold", "launch", "conduct", "carry", "stage", "begin", "start", "open", "impose", "mount"),
        *("complete", "finish", "conclude", "strike", "take", "bring", "cause", "trigger", "provoke", "resume", "continue"),
        *("join", "give", "do", "commit", "seal", "ratify", "form", "build", "send", "issue", "order", "perform", "host"),
        *("convene", "negotiate", "achieve", "secure"),
    }
)
"""Verbs whose object is there only if they are done."""
_OCCURRING = frozenset(
    {
        *("happen", "occur", "take", "begin", "start", "come", "materialise", "materialize", "go", "be", "proceed", "follow"),
        *("resume", "imminent", "exist", "inevitable", "unavoidable", "ensue", "arise", "possible", "likely"),
    }
)
"""Verbs and adjectives whose subject is there only if they hold."""


def is_definite(tree: Tree, j: int) -> bool:
    """ "The attack", "their talks", "Monday's raid", "the bomb blast" through its own words."""
    return any(
        tree.lower[k] in ("the", "this", "that", "these", "those") or tree.deprels[k] == "nmod:poss" for k in tree.kids[j]
    )


def _with_its_verb(tree: Tree, j: int, head: int) -> str:
    """An indefinite event is no more real than the verb it hangs on: "will fly there for talks", "could impose a ban".

    A definite one is there whatever becomes of the verb ("refused to meet the demands"), unless the verb brings it about.
    """
    if is_definite(tree, j):
        return "inherit" if tree.lemmas[head] in _BRINGING or tree.deprels[j].endswith("pass") else "stop"
    value = own_factuality(tree, head)
    if value == "denied" and tree.deprels[j] == "obj" and not is_none(tree, j) and tree.negated(head):
        return value  # "has not signed an agreement"
    return value if value in ("planned", "possible", "conditional") else "inherit"


def _is_question(tree: Tree, i: int) -> bool:
    """A question, but for one that takes the event for granted: "Why did they attack?"."""
    last = tree.sentence(i).end - 1
    if tree.lower[last] != "?" and (not last or tree.lower[last - 1] != "?"):
        return False
    return not any(tree.lower[k] in ("why", "how", "when", "where") for k in tree.children(i, "advmod"))
