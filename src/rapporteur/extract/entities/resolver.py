"""Who is who in one report: names, offices, metonyms, descriptions and pronouns, each led to an actor of that report, once.

In the order of the text, so that what refers back finds what came before; then everything that may be asked for is
described, and nothing changes any more.

In "Awa Keita, Mali's president, spoke. The president said she …" "Keita", "president" and "she" are one person.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from rapporteur import lexicon
from rapporteur.extract.entities.affiliations import home_of
from rapporteur.extract.entities.forces import NAMES, OF_SECTOR
from rapporteur.extract.entities.index import ActorIndex
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.entities.nominals import called, relative_of, spoken_of
from rapporteur.extract.entities.noun_phrases import beside, definite, describes, institution_of, names_people, office_of
from rapporteur.extract.entities.office_holders import office_holder
from rapporteur.extract.entities.offices import OfficeHolding, adjective_of, is_former
from rapporteur.extract.entities.organisations import (
    fitting_organisation,
    institution,
    note_institution,
    proper_court,
    same_named,
    specified_organisation,
)
from rapporteur.extract.entities.plurals import is_pair, several
from rapporteur.extract.entities.pronouns import pronoun
from rapporteur.extract.entities.registry import Registry
from rapporteur.extract.entities.speakers import describe, is_part, is_source, same_description, source, unnamed
from rapporteur.extract.entities.whose import countries_of
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_map, word_set
from rapporteur.model import Report


def resolve(report: Report, tree: Tree, sources: Iterable[int]) -> ActorIndex:
    """The actors of a report. `sources`: heads of the phrases that attributions give as their source."""
    registry = Registry(report, tree)
    _register_names(registry)
    _register_roles(registry)
    _walk(registry)
    for i in sorted(sources):
        source(registry, i)  # who speaks may be met again by "the official"
    _describe(registry)
    registry.freeze()
    return ActorIndex(registry)


def _register_names(registry: Registry) -> None:
    for name in registry.names:
        country = name.entry.country if name.entry else None
        registry.register(name.id, _canonical(name), word_map("entities", "actor_kinds")[name.kind], country)
        if name.kind != "demonym":
            registry.surface(name.id, name.text)
        for kin in called(registry, name.start, name.end) if name.kind == "person" else ():
            registry.relatives.setdefault(kin, {}).setdefault(name.id)


def _canonical(name: EntityMention) -> str:
    entry = name.entry
    if entry is None:
        return name.text
    if entry.kind in ("demonym", "capital") and entry.country:
        return lexicon.countries()[entry.country].name
    return entry.name


def _register_roles(registry: Registry) -> None:
    for holding in registry.holdings:
        registry.hold(holding, _holding_country(registry, holding))
    for actor in dict.fromkeys(name.id for name in registry.names if name.kind == "person"):
        if registry.actors[actor].country is None:
            registry.actors[actor] = msgspec.structs.replace(registry.actors[actor], country=home_of(registry, actor))


def _holding_country(registry: Registry, holding: OfficeHolding) -> str | None:
    return registry.country(holding.of) if holding.of else None


def _walk(registry: Registry) -> None:
    """Resolve every nominal in text order, so that what refers back finds what came before."""
    heads = {name.head: name for name in registry.names if name.kind != "demonym"}
    for i in range(len(registry.tree.words)):
        actor = heads[i].id if i in heads else _referent(registry, i)
        if actor is not None and registry.actor_at.get(i) != actor:
            registry.mention(i, actor)


def _referent(registry: Registry, i: int) -> str | None:
    """Whom a noun or pronoun stands for that is no name."""
    if registry.tree.upos[i] == "PRON":
        return pronoun(registry, i)
    if registry.tree.upos[i] not in ("NOUN", "PROPN"):
        return None
    actor = described_actor(registry, i)
    if actor is None and is_source(registry, i) and _may_speak(registry, i) and not is_pair(registry, i):
        return unnamed(registry, i)  # "a diplomat said …": who the next "he" may be
    return actor


def _may_speak(registry: Registry, i: int) -> bool:
    """People, offices and papers: those of whom "he", "they" or "it" may tell more."""
    return names_people(registry.tree, i) or registry.tree.lemmas[i] in word_set("entities", "documents")


def described_actor(registry: Registry, i: int) -> str | None:
    """A common noun as head: person beside it, office, institution, force — or nothing."""
    person = person_beside(registry, i)
    if person is not None:
        return person
    name = registry.name_at.get(i)
    if name is not None and name.kind != "demonym" and name.head == i:
        return name.id
    if registry.tree.deprels[i].split(":")[0] in ("compound", "amod", "flat"):
        note_institution(registry, i)
        return None
    office = office_of(registry.tree, i)
    if office is not None and registry.tree.xpos[i] not in ("NNS", "NNPS"):
        return office_holder(registry, i, *office)
    noun = institution_of(registry.tree, i)
    actor = same_named(registry, i) or proper_court(registry, i) or fitting_organisation(registry, i)
    if actor is None and noun is not None:
        actor = institution(registry, i, *noun)
    actor = actor or relative_of(registry, i) or specified_organisation(registry, i)
    return actor or spoken_of(registry, i) or force(registry, i)


def person_beside(registry: Registry, i: int) -> str | None:
    """ "the spokeswoman Awa Keita", "airline KLM": the name that specifies a common noun."""
    for k in beside(registry.tree, i):
        named = [m for m in (k, *registry.tree.children(k, "flat")) if m in registry.name_at and registry.name_at[m].head == m]
        if not named:
            continue
        name = registry.name_at[named[0]]  # behind its title where the parse has the title for head
        if name.kind == "person" or (name.kind in ("organisation", "institution") and k > i):
            return name.id
    after = registry.name_at.get(i + 1)
    same = after is not None and after.start == i + 1 and registry.tree.heads[after.head] in (i, registry.tree.heads[i])
    if after is not None and same and after.kind in ("person", "organisation"):
        return after.id  # "spokesman Ben Ode" however the parse joins them
    return None


def force(registry: Registry, i: int) -> str | None:
    """ "Russian troops", "Ukrainian soldiers": forces and officials of a state; others stay unnamed until they speak."""
    agent = lexicon.agent_noun(registry.tree.lemmas[i])
    if agent is None:
        return same_description(registry, i) if definite(registry.tree, i) else None
    countries = countries_of(registry, i, i + 1)
    if not countries or agent.sector not in (*OF_SECTOR, "GOV") or is_former(registry.tree, i, i):
        return same_description(registry, i) if definite(registry.tree, i) else None
    if agent.sector == "GOV":
        return unnamed(registry, i)
    country = countries[0]
    registry.state(country)
    suffix = OF_SECTOR[agent.sector]
    name = f"{adjective_of(country)} {NAMES[suffix]}"
    return registry.register(f"{country.lower()}.{suffix}", name, "organisation", country)


def _describe(registry: Registry) -> None:
    """Whom each noun phrase would describe that stands for nobody yet, and which plurals stand for several."""
    tree = registry.tree
    _plurals(registry, [i for i in range(len(tree.words)) if tree.upos[i] == "PRON"])  # whose "their citizens" are
    for i in range(len(tree.words)):
        if describes(tree, i) and (registry.who(i) is None or is_part(registry, i)):
            registry.described[i] = describe(registry, i)
    _plurals(registry, [i for i in range(len(tree.words)) if tree.xpos[i] in ("NNS", "NNPS")])


def _plurals(registry: Registry, words: Iterable[int]) -> None:
    for i in words:
        actors = several(registry, i)
        if actors:
            registry.plurals[i] = tuple(actors)
