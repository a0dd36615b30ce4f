"""The link between a word and its governor as features, which the rows of `lexicon/data/propagation.toml` test.

A feature's value is a text, a truth value or a set of words; the effect of a word that has none is "none".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from rapporteur import lexicon
from rapporteur.extract.factuality.conditions import is_case, is_condition, is_term
from rapporteur.extract.factuality.predicates import is_definite, is_none, own_factuality
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import effect
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Factuality


class Link:
    """The link from a word of a tree to its governor, on the way up from an event.

    Attributes:
        first: whether the word is the event itself
        relation: the dependency relation, "acl:relcl"; `base` without what is behind its colon
        form: the word's tag of the Penn Treebank; `governor_form` the governor's
        governor: the governor's lemma
    """

    def __init__(self, tree: Tree, word: int, first: bool, denied: Callable[[Tree, int], bool]) -> None:
        self.tree, self.word, self.first, self.head, self._denied = tree, word, first, tree.heads[word], denied
        self.relation = tree.deprels[word]
        self.base = self.relation.split(":")[0]
        self.lemma, self.form = tree.lemmas[word], tree.xpos[word]
        self.governor, self.governor_form = tree.lemmas[self.head], tree.xpos[self.head]

    # ---- the word -----------------------------------------------------------------------------------------------------
    @cached_property
    def infinitive(self) -> bool:
        """With "to"."""
        return self.tree.has_to(self.word)

    @cached_property
    def reported(self) -> bool:
        """A clause with a finite verb as object."""
        return self.relation == "ccomp" and not self.infinitive

    @cached_property
    def marker(self) -> str:
        """The conjunction of a clause."""
        return self.tree.marker(self.word) or "none"

    @cached_property
    def preposition(self) -> str:
        """Of a noun, or of a gerund that is parsed like one."""
        return self.tree.case(self.word) or "none"

    @cached_property
    def introduced_by(self) -> str:
        """Conjunction or preposition of a gerund."""
        return self.tree.marker(self.word) or self.preposition

    @cached_property
    def whether(self) -> bool:
        """An indirect question."""
        return any(self.tree.lower[k] == "whether" for k in self.tree.children(self.word, "mark"))

    @cached_property
    def condition(self) -> bool:
        """An if-clause, also in "as long as", where a parse hangs it on "long"."""
        return is_condition(self.tree, self.word) or is_term(self.tree, self.head)

    @cached_property
    def is_case(self) -> bool:
        """ "In case of an attack"."""
        return is_case(self.tree, self.word)

    @cached_property
    def is_none(self) -> bool:
        """ "No deal"."""
        return is_none(self.tree, self.word)

    @cached_property
    def definite(self) -> bool:
        """ "The attack"."""
        return is_definite(self.tree, self.word)

    @cached_property
    def saying_noun(self) -> bool:
        """A noun of saying, like "demand"."""
        return lexicon.cue_noun(self.lemma) is not None

    @cached_property
    def own_noun_effect(self) -> str:
        """What the word as a noun does to what it governs itself."""
        return effect("nouns", self.lemma) or "none"

    @cached_property
    def shared(self) -> bool:
        """A conjunct shares its head's factuality unless it has a subject or auxiliaries of its own."""
        tree, j = self.tree, self.word
        if not tree.is_verb(j):
            return True
        if clauses.own_subject(tree, j) is not None or tree.children(j, "aux"):
            return False
        return self.form == self.governor_form or self.form in ("VB", "VBG")

    # ---- the governor -------------------------------------------------------------------------------------------------
    @cached_property
    def governor_class(self) -> str:
        """Verb, adjective, adverb; all else is a noun."""
        if self.tree.is_verb(self.head):
            return "verb"
        return {"ADJ": "adjective", "ADV": "adverb"}.get(self.tree.upos[self.head], "noun")

    @cached_property
    def governor_words(self) -> frozenset[str]:
        """The words that hang on the governor."""
        return frozenset(self.tree.lower[k] for k in self.tree.kids[self.head])

    @cached_property
    def negated(self) -> bool:
        """Whether the governor is."""
        return self.tree.negated(self.head)

    @cached_property
    def governor_factuality(self) -> Factuality:
        """What the governor's own words say."""
        return own_factuality(self.tree, self.head)

    @cached_property
    def governor_denied(self) -> bool:
        """Whether the tree denies it."""
        return self._denied(self.tree, self.head)

    @cached_property
    def governor_is_none(self) -> bool:
        """ "No plan to"."""
        return is_none(self.tree, self.head)

    @cached_property
    def governor_undone(self) -> bool:
        """Negated, in whatever way."""
        if self.negated:
            return True
        by_words = self.governor_class in ("verb", "adjective")
        return self.governor_factuality == "denied" if by_words else self.governor_is_none

    @cached_property
    def governor_is_case(self) -> bool:
        """ "In the event of"."""
        return is_case(self.tree, self.head)

    @cached_property
    def governor_would(self) -> bool:
        """With "would" or "could"."""
        return not {"would", "could"}.isdisjoint(clauses.auxiliaries(self.tree, self.head))

    @cached_property
    def awaiting(self) -> bool:
        """A governor that is to come."""
        return not word_set("factuality", "will").isdisjoint(clauses.auxiliaries(self.tree, self.head))

    @cached_property
    def copular(self) -> bool:
        """A governor with a copula."""
        return bool(self.tree.children(self.head, "cop"))

    @cached_property
    def predicative(self) -> bool:
        """A verb, or anything else with a copula."""
        return self.governor_class == "verb" or self.copular

    @cached_property
    def expletive(self) -> bool:
        """ "There will be"."""
        return bool(self.tree.children(self.head, "expl"))

    @cached_property
    def called_false(self) -> bool:
        """ "Reports that forty had died were false": the noun above is the subject of such a word."""
        above = self.tree.heads[self.head]
        subject = above >= 0 and self.tree.deprels[self.head].startswith("nsubj")
        return subject and self.tree.lemmas[above] in word_set("factuality", "false") and not self.tree.negated(above)

    # ---- the governor's effects ---------------------------------------------------------------------------------------
    @cached_property
    def effect_on_clause(self) -> str:
        """What the governor, with its particle, does to a clause, and a verb to its object."""
        section = "verbs" if self.governor_class in ("verb", "adjective") else "nouns"
        particles = self.tree.particles(self.head)
        joined = effect("verbs", f"{self.governor}-{particles[0]}") if particles else None
        return joined or effect(section, self.governor) or "none"

    @cached_property
    def noun_effect(self) -> str:
        """What the governor does to a noun."""
        return effect("nouns", self.governor) or "none"

    @cached_property
    def none_effect(self) -> str:
        """What the governor does under "no"."""
        return effect("none", self.governor) or "none"

    @cached_property
    def negated_effect(self) -> str:
        """What the governor does to an infinitive under "not"."""
        return effect("negated", self.governor) or "none"

    @cached_property
    def from_effect(self) -> str:
        """What the governor does to a gerund with "from"."""
        return effect("from", self.governor) or "none"
