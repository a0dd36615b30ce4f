"""Who uses force and who marches without it: a state, its forces, people in arms, and people of the street."""

from __future__ import annotations

from collections.abc import Mapping

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.word_sets import word_set


def is_forceful(doc: Document, words: Mapping[str, int]) -> bool:
    """A state, its forces or police, or people in arms: of them force is told whoever it hits. `words` by actor."""
    for actor, k in words.items():
        official = "." in actor and actor.rpartition(".")[2] in group("forces")
        if official or doc.actors.kind(actor) == "state" or actor.startswith("group.") or is_armed(doc.tree, actor, k):
            return True
    return bool((word_set("events", "crowd") | word_set("events", "weapons")) & {doc.tree.lemmas[k] for k in words.values()})


def is_armed(tree: Tree, actor: str, k: int) -> bool:
    """Does the noun or the organisation bear arms by name?"""
    organisation = lexicon.organisations().get(actor)
    return bears_arms(tree.lemmas[k]) or (organisation is not None and organisation.sector in group("armed"))


def bears_arms(noun: str) -> bool:
    """ "soldier", "rebels": by the noun alone."""
    agent = lexicon.agent_noun(noun)
    return agent is not None and agent.armed


def is_of_the_street(tree: Tree, k: int) -> bool:
    """Students, thousands of workers, protesters: who marches without arms protests."""
    nouns = [tree.lemmas[j] for j in (k, *tree.children(k, "nmod"))]
    agents = [agent for noun in nouns if (agent := lexicon.agent_noun(noun)) is not None and not agent.armed]
    return bool(word_set("events", "crowd") & {*nouns}) or any(agent.sector in group("street") for agent in agents)
