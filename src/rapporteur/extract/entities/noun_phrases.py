"""Noun phrases as descriptions: the office or the institution that they name, what stands beside them, whether they are definite.

Asked of the tree alone, so that the answer for a word is the same whenever it is asked.
"""

from __future__ import annotations

from functools import lru_cache

from rapporteur import lexicon
from rapporteur.extract.entities.offices import office_at
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import InstitutionNoun, Office
from rapporteur.lexicon.word_sets import word_set


@lru_cache(maxsize=8192)
def office_of(tree: Tree, i: int) -> tuple[Office, int] | None:
    """The office that ends in noun `i`, and its end: "the Malian foreign minister"; also "heads of diplomacy"."""
    field = _head_of_field(tree, i)
    if field is not None:
        return field
    start, _ = phrases.core(tree, i)
    for j in range(start, i + 1):
        hit = office_at(tree, j, min(len(tree.words), i + 6))
        if hit is not None and hit[0] > i:
            return hit[1], hit[0]
    return None


@lru_cache(maxsize=8192)
def institution_of(tree: Tree, i: int) -> tuple[InstitutionNoun, int] | None:
    """The kind of institution that the noun phrase of word `i` names, and its end."""
    start, _ = phrases.core(tree, i)
    for j in range(start, i + 1):
        hit = lexicon.institution_noun_at(tree.texts, j)
        if hit is not None and i < hit[0]:
            return hit[1], hit[0]
    return None


def institution_kind(tree: Tree, i: int) -> InstitutionNoun | None:
    """The kind of institution that the noun phrase of word `i` names, if any."""
    named = institution_of(tree, i)
    return named[0] if named is not None else None


def level(tree: Tree, i: int) -> str | None:
    """The level of the office that word `i` names, if it names one."""
    office = office_of(tree, i)
    return office[0].level if office is not None else None


def names_people(tree: Tree, i: int) -> bool:
    """Is word `i` a common noun for people or an office?"""
    institution = institution_of(tree, i)
    rulers = institution is not None and institution[0].id == "government"
    return lexicon.agent_noun(tree.lemmas[i]) is not None or office_of(tree, i) is not None or rulers


def beside(tree: Tree, i: int) -> list[int]:
    """What may name a common noun: an apposition or a name behind it; one in front ("Keita lawyer") says whose it is."""
    appositions = tree.children(i, "appos", "flat", "nmod:desc")
    return [*appositions, *(k for k in tree.children(i, "compound") if k > i)]


def definite(tree: Tree, i: int) -> bool:
    """Do the words in front say that word `i` is known already: "the", "his", "both"?"""
    return any(tree.lower[k] in word_set("entities", "definite") for k in tree.children(i, "det", "nmod"))


def describes(tree: Tree, i: int) -> bool:
    """Can word `i` head a description? Nouns, "many", "the Chinese", "the poor", but not "he"."""
    if tree.lower[i] in word_set("entities", "unnamed") or (tree.upos[i] == "ADJ" and bool(tree.children(i, "det"))):
        return True
    return tree.is_nominal(i) and tree.upos[i] != "PRON"


def _head_of_field(tree: Tree, i: int) -> tuple[Office, int] | None:
    """ "heads of Malian and Chadian diplomacy": head + of + field, whatever stands between."""
    if tree.lemmas[i] not in ("head", "chief"):
        return None
    for k in tree.children(i, "nmod"):
        office = lexicon.office(f"{tree.lemmas[i]} of {tree.lower[k]}")
        if office is not None:
            return office, k + 1
    return None


def antecedent_noun(tree: Tree, i: int) -> int | None:
    """The noun that a relative pronoun stands for: "the study, which says …" -> study; none for a question."""
    if tree.lower[i] not in word_set("entities", "relative") | {"whose"} or tree.upos[i] not in ("PRON", "DET"):
        return None
    clause = next((a for a in (i, *tree.ancestors(i)) if tree.deprels[a] in ("acl:relcl", "advcl:relcl", "acl")), None)
    if clause is None or tree.heads[clause] > i or tree.edges(clause)[0] < i - 2:
        return None
    subject = clauses.own_subject(tree, clause)
    noun = subject if subject is not None and subject < i else tree.heads[clause]
    return noun if tree.is_nominal(noun) else None


def speaks(tree: Tree, j: int) -> bool:
    """Is word `j` the subject of a verb of saying?"""
    head = tree.heads[j]
    return head >= 0 and tree.deprels[j] == "nsubj" and lexicon.cue(tree.lemmas[head]) is not None
