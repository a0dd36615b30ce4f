"""Who is spoken of without a name: a senior official, many, the study. A description is an actor of its report alone.

"The official" after "a senior official" is the same one; a description that fits no earlier one is somebody new.
"""

from __future__ import annotations

import msgspec

from rapporteur.extract.entities.affiliations import described
from rapporteur.extract.entities.noun_phrases import antecedent_noun, definite, describes, speaks
from rapporteur.extract.entities.registry import MEMORY, Registry
from rapporteur.extract.syntax import phrases
from rapporteur.lexicon.fold import slug
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import ActorKind


def is_part(registry: Registry, i: int) -> bool:
    """ "Some Liberals", "rural Liberals": a part of a party, which is not the party."""
    name = registry.name_at.get(i)
    if name is None or name.head != i or registry.tree.xpos[i] != "NNPS" or name.kind in ("person", "demonym", "country"):
        return False
    tree, some = registry.tree, word_set("entities", "unnamed")
    before = tree.children(i, "amod", "nummod") + [k for k in tree.children(i, "det") if tree.lower[k] in some]
    return any(k < name.start for k in before)


def is_source(registry: Registry, i: int) -> bool:
    """Does somebody speak here: subject of a verb of saying, behind "according to", or the model's source?"""
    passed_on = (registry.tree.case(i) or "").startswith("according")
    return i in registry.sources or passed_on or speaks(registry.tree, i)


def source(registry: Registry, i: int | None) -> str | None:
    """Like `who`, but an unnamed speaker ("a senior official") becomes an actor of this report alone."""
    actor = registry.who(i) if i is None or not is_part(registry, i) else None
    noun = antecedent_noun(registry.tree, i) if i is not None and actor is None else None
    if noun is not None:
        return source(registry, noun)
    return actor if actor is not None or i is None or not describes(registry.tree, i) else unnamed(registry, i)


def same_description(registry: Registry, i: int) -> str | None:
    """ "the official" after "a senior official": the last unnamed actor with the same head noun."""
    lemma, qualities = registry.tree.lemmas[i], _qualities(registry, i)
    for j, actor in registry.described_before(i, MEMORY * 2):
        alike = registry.tree.lemmas[j] == lemma and registry.tree.xpos[j] == registry.tree.xpos[i]
        if actor.startswith("desc.") and alike and qualities <= _qualities(registry, j):
            return actor
    return None


def _qualities(registry: Registry, i: int) -> set[str]:
    """What stands before a noun: "the junta chief" is no "army chief", "the official" may be a "senior official"."""
    return {registry.tree.lemmas[k] for k in registry.tree.children(i, "compound", "amod") if k < i}


def unnamed(registry: Registry, i: int) -> str:
    """An unnamed source as an actor whom "he" or "the official" may mean later on."""
    actor = describe(registry, i)
    if actor in registry.unplaced:  # who is referred back to is told apart by her land
        registry.unplaced.discard(actor)
        country = described(registry, i).country
        registry.actors[actor] = msgspec.structs.replace(registry.actors[actor], country=country)
    if registry.actor_at.get(i) != actor:
        registry.mention(i, actor)
    return actor


def describe(registry: Registry, i: int) -> str:
    """The actor of this report alone that a description stands for, under its words."""
    tree = registry.tree
    if definite(tree, i) and not tree.children(i, "nmod:poss"):  # "its citizens" are not the citizens spoken of before
        same = same_description(registry, i)
        if same is not None:
            return same
    words = _description(registry, i)
    kind: ActorKind = "organisation" if tree.lemmas[i] in word_set("entities", "documents") else "person"
    several = word_set("entities", "unnamed") - word_set("entities", "unnamed_one")
    if tree.xpos[i] in ("NNS", "NNPS") or tree.lower[i] in several:
        kind = "group"
    actor = f"desc.{registry.report.id[:8]}.{slug(words)}"
    if actor not in registry.actors:
        registry.register(actor, words, kind, None)
        registry.unplaced.add(actor)
    registry.describe(i, actor)
    return actor


def _description(registry: Registry, i: int) -> str:
    """The words of a noun phrase without its article, at most 80 characters."""
    tree = registry.tree
    start, end = phrases.noun_phrase(tree, i)
    if tree.lower[start] in word_set("entities", "articles") - {"that", "those"} and end - start > 1:
        start += 1
    words = registry.report.text[tree.words[start].start : tree.words[end - 1].end]
    return _owned(registry, start, " ".join(words.split()))[:80]


def _owned(registry: Registry, start: int, words: str) -> str:
    """ "his office" with the name of whom it is: "Awa Keita's office"."""
    owns = registry.tree.deprels[start] == "nmod:poss" and registry.tree.upos[start] == "PRON"
    owner = registry.actor_at.get(start) if owns else None
    if owner is None or " " not in words:
        return words
    rest = words.split(" ", 1)[-1]
    return rest if len(registry.plurals.get(start, ())) > 1 else f"{registry.actor(owner).name}'s {rest}"
