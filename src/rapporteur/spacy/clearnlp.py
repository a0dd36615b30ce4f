"""ClearNLP's labels, which spaCy's English models give, → Universal Dependencies, which Rapporteur's rules ask for.

The two differ in more than names: under ClearNLP a preposition governs its noun, and "be" governs what it links.

>>> tree = LabelledTree(heads=[1, -1, 1, 2], deps=["nsubj", "ROOT", "prep", "pobj"], upos=["PROPN", "VERB", "ADP", "PROPN"],
...             lemmas=["keita", "flee", "to", "chad"], lower=["keita", "fled", "to", "chad"])  # "Keita fled to Chad"
>>> universal(tree)
>>> tree.heads, tree.deps
([1, -1, 3, 1], ['nsubj', 'root', 'case', 'obl'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

NAMES = {
    "ROOT": "root",
    "acomp": "xcomp",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
    "": "dep",
}
"""What only changes its name. "obl:unmarked" is what UD 2.15 calls "obl:npmod"; a preposition left alone is an adverb."""
CLEAR = frozenset(NAMES) - {"ROOT", ""}
"""Labels that no treebank of UD 2 has."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
VERBAL = frozenset({"VERB", "AUX"})
FIXED = frozenset(
    {"according to", "because of", "due to", "instead of", "such as", "as to", "as for", "as of", "rather than", "prior to"}
)
"""Two words that UD treats as one preposition."""
OBJECTS = ("pobj", "pcomp", "obl", "nmod", "acl", "advcl")
"""What a preposition may govern; the last four stand there where a preposition within it has been turned already."""


@dataclass
class LabelledTree:
    """A tree to be relabelled in place: a row per word; heads are indices, -1 at a root."""

    heads: list[int]
    deps: list[str]
    upos: Sequence[str]
    lemmas: Sequence[str]
    lower: Sequence[str]
    kids: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.kids = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head >= 0:
                self.kids[head].append(i)

    def hang(self, i: int, head: int, label: str) -> None:
        """Word `i` becomes a dependent of `head`."""
        if self.heads[i] >= 0:
            self.kids[self.heads[i]].remove(i)
        if head >= 0:
            self.kids[head] = sorted([*self.kids[head], i])
        self.heads[i], self.deps[i] = head, label

    def child(self, i: int, *labels: str) -> int | None:
        """The first dependent of `i` with the first of the labels that one has."""
        return next((k for label in labels for k in self.kids[i] if self.deps[k] == label), None)

    def depth(self, i: int) -> int:
        """Steps from word `i` to its root."""
        steps = 0
        while self.heads[i] >= 0:
            i, steps = self.heads[i], steps + 1
        return steps


def is_clear(deps: Sequence[str]) -> bool:
    """Are these ClearNLP's labels? What has none of its own reads the same in both."""
    return not CLEAR.isdisjoint(deps)


def universal(tree: LabelledTree) -> None:
    """Turns a tree with ClearNLP's labels into one of Universal Dependencies."""
    for i, label in enumerate(tree.deps):
        if label == "nmod":
            tree.deps[i] = "compound"  # ClearNLP has it for nouns in front alone
    governors = [i for i in range(len(tree.deps)) if is_governing(tree, i)]
    for i in sorted(governors, key=lambda i: (-tree.depth(i), i)):
        turn_preposition(tree, i)
    for i, lemma in enumerate(tree.lemmas):
        if lemma == "be":
            turn_copula(tree, i)
    for i in range(len(tree.deps)):
        rename(tree, i)
        move_conjunction(tree, i)


# ---- prepositions ---------------------------------------------------------------------------------------------------
def is_governing(tree: LabelledTree, i: int) -> bool:
    """A preposition, or anything else that has a prepositional object ("including Mali")."""
    label = tree.deps[i]
    return label in ("prep", "agent") or (label == "dative" and tree.upos[i] == "ADP") or tree.child(i, "pobj") is not None


def turn_preposition(tree: LabelledTree, i: int) -> None:
    """The object takes the preposition's place, and the preposition becomes its case (before a clause: its mark)."""
    obj = tree.child(i, *OBJECTS)
    if obj is None:
        return
    clause = tree.upos[obj] in VERBAL and tree.deps[obj] in ("pcomp", "acl", "advcl")
    head, label = tree.heads[i], turned_label(tree, i, clause)
    inner = next((k for k in tree.kids[obj] if k == i + 1 and tree.deps[k] in ("case", "mark")), None)
    tree.hang(obj, head, label)
    for k in [k for k in tree.kids[i] if k != obj and tree.deps[k] != "fixed"]:
        tree.hang(k, obj, tree.deps[k])
    tree.hang(i, obj, "mark" if clause else "case")
    if inner is not None and f"{tree.lower[i]} {tree.lower[inner]}" in FIXED:
        tree.hang(inner, i, "fixed")


def turned_label(tree: LabelledTree, i: int, clause: bool) -> str:
    """The label of the object in the preposition's place."""
    head, label = tree.heads[i], tree.deps[i]
    if label == "agent":
        return "obl:agent"
    if head < 0 or label not in ("prep", "pcomp", "dative", "advmod", "amod", "mark"):
        return label
    nominal = tree.upos[head] in NOMINAL
    if clause:
        return "acl" if nominal else "advcl"
    return "nmod" if nominal else "obl"


# ---- "be" -----------------------------------------------------------------------------------------------------------
def turn_copula(tree: LabelledTree, i: int) -> None:
    """What "be" links takes its place: "Keita is minister", "ready", "in Bamako". "There is a truce" has none."""
    linked = tree.child(i, "attr", "acomp")
    if tree.child(i, "expl") is not None:
        if linked is not None and tree.deps[linked] == "attr":
            tree.deps[linked] = "nsubj"
        return
    if linked is None and tree.child(i, "nsubj") is not None and not has_complement(tree, i):
        linked = next((k for k in tree.kids[i] if tree.deps[k] == "obl" and k > i), None)
    if linked is None or tree.deps[i] in ("aux", "auxpass"):
        return
    tree.hang(linked, tree.heads[i], tree.deps[i])
    for k in [k for k in tree.kids[i] if k != linked]:
        tree.hang(k, linked, tree.deps[k])
    tree.hang(i, linked, "cop")


def has_complement(tree: LabelledTree, i: int) -> bool:
    """Does the verb govern what it says of its subject already?"""
    return tree.child(i, "ccomp", "xcomp", "dobj", "advcl") is not None


# ---- the rest -------------------------------------------------------------------------------------------------------
def rename(tree: LabelledTree, i: int) -> None:
    """The label's name in Universal Dependencies; "to" before an infinitive is a mark there."""
    label = tree.deps[i]
    if label == "aux" and tree.lower[i] == "to":
        tree.deps[i] = "mark"
    elif label == "npadvmod" and tree.heads[i] >= 0 and tree.upos[tree.heads[i]] in NOMINAL:
        tree.deps[i] = "nmod:unmarked"
    else:
        tree.deps[i] = NAMES.get(label, label)


def move_conjunction(tree: LabelledTree, i: int) -> None:
    """ "and" belongs to what comes after it."""
    if tree.deps[i] != "cc" or tree.heads[i] < 0:
        return
    after = next((k for k in tree.kids[tree.heads[i]] if k > i and tree.deps[k] == "conj"), None)
    if after is not None:
        tree.hang(i, after, "cc")
