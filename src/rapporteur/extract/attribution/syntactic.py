"""Who is given as the source of what: source, cue and content of every attribution in a reading.

A cue is a verb of saying or thinking with a clause ("Keita said that …"), a verb beside a quotation ("…", Keita added),
"according to", or a noun ("Mali's claim that …"). Terms follow PARC / PolNeAR (Newell et al. 2018).

"Mali would help, Keita said." has the source "Keita", the cue "said" and the content "Mali would help".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.attribution.content import Ranges, clause_content, nominal_content, subtree_ranges
from rapporteur.extract.entities.mentions import head_of
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set


class Attribution(NamedTuple):
    """Who says what. Words are given by their index in the reading.

    Attributes:
        source: the head of the source phrase, `None` where the cue has none.
        cue: the word that says, or the mark that stands for one.
        top: the word that heads what is said.
        content: the word ranges of what is said.
        addressee: the head of whom it is said to.
        rule: the ids of the rules that made it.
    """

    source: int | None
    cue: int
    top: int
    content: Ranges
    addressee: int | None
    rule: tuple[str, ...] = ()

    def holds(self, i: int) -> bool:
        """Is word `i` a part of what is said?"""
        return any(start <= i < end for start, end in self.content)


def attributions(tree: Tree) -> list[Attribution]:
    """All attributions of a reading that have a word for a cue, in its order."""
    return [a for i in range(len(tree.words)) for a in _at(tree, i) if a is not None]


def _at(tree: Tree, i: int) -> Iterator[Attribution | None]:
    if tree.is_verb(i) and tree.upos[i] != "AUX":
        yield _of_verb(tree, i)
    elif tree.upos[i] == "NOUN":
        yield _of_noun(tree, i)
    if tree.lower[i] == "according":
        yield _according(tree, i)


# ---- verbs --------------------------------------------------------------------------------------------------------
def _of_verb(tree: Tree, v: int) -> Attribution | None:
    source = clauses.agent(tree, v)
    content = clause_content(tree, v)
    if content is None and source is not None and lexicon.cue(tree.lemmas[v]) is not None:
        content = nominal_content(tree, v)
    if content is None or not content.ranges:
        return None
    return Attribution(source, v, content.top, content.ranges, addressee_of(tree, v), (content.rule,))


def addressee_of(tree: Tree, v: int) -> int | None:
    """Whom it is said to: the object of "tell", the to-phrase of "say"."""
    cue = lexicon.cue(tree.lemmas[v])
    if cue is not None and cue.addressee:
        for k in tree.children(v, "iobj", "obj"):
            if tree.upos[k] in ("PROPN", "PRON", "NOUN") and not tree.quoted(k):
                return k
        person = _person_behind(tree, v)
        if person is not None:
            return person
    for k in tree.obliques(v, "to", "with"):
        if tree.upos[k] in ("PROPN", "PRON", "NOUN") and tree.lower[k] not in word_set("saying", "occasions"):
            return k if tree.case(k) == "to" or tree.lemmas[v] in ("speak", "talk") else None
    return None


def _person_behind(tree: Tree, v: int) -> int | None:
    """The person named right behind "told", whatever the parse hangs the name on."""
    for mention in tree.mentions.starting(v + 1, v + 7):
        if mention.type != "person":
            continue
        between = range(v + 1, mention.start)
        plain = all(tree.upos[j] in word_set("syntax", "phrase_classes") for j in between)
        if plain and word_set("saying", "no_addressee").isdisjoint(tree.lower[j] for j in between):
            return head_of(tree, mention.start, mention.end)
    return None


# ---- "according to" and nouns -------------------------------------------------------------------------------------
def _according(tree: Tree, i: int) -> Attribution | None:
    """ "According to Mali's army, …": at either end of a sentence it covers the sentence, inside one the clause it is in."""
    source = tree.heads[i]
    if source < 0 or not tree.is_nominal(source) or tree.heads[source] < 0:
        return None
    start, end = tree.edges(source)
    sentence = tree.sentence(i)
    first, last = phrases.trimmed(tree, sentence.start, sentence.end)
    top = tree.heads[source]
    while tree.heads[top] >= 0 and not (tree.is_verb(top) or tree.children(top, "cop")):
        top = tree.heads[top]
    if start <= first or end >= last:
        top = tree.root(i)
    return Attribution(source, i, top, subtree_ranges(tree, top, source), None, ("statement.according-to",))


def _of_noun(tree: Tree, n: int) -> Attribution | None:
    """ "the Malian claim that …": a cue noun with a that-clause."""
    clause = clauses.that_clause(tree, n)
    if clause is None or lexicon.cue_noun(tree.lemmas[n]) is None:
        return None
    owner = next((k for k in tree.kids[n] if tree.deprels[k] in ("nmod:poss", "amod", "compound")), None)
    return Attribution(owner, n, clause, subtree_ranges(tree, clause, n), None, ("statement.noun",))
