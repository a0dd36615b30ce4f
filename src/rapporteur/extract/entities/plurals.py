"""Plural words for several actors: "they", "the two presidents", "both leaders", "the two countries", "candidates A and B".

In "Keita met Ode. The two leaders said …" the leaders are Keita and Ode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from rapporteur.extract.entities.mentions import gender_of
from rapporteur.extract.entities.noun_phrases import antecedent_noun, definite, names_people, office_of
from rapporteur.extract.entities.office_holders import counterpart, holder
from rapporteur.extract.entities.registry import MEMORY, Registry
from rapporteur.extract.entities.speakers import is_source, same_description, source
from rapporteur.extract.entities.whose import countries_of
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import Office
from rapporteur.lexicon.word_sets import word_set

_HEADS = ("head-of-state", "head-of-government")


def several(registry: Registry, i: int) -> list[str]:
    """The actors behind "the two presidents", "the heads of Malian and Chadian diplomacy", "they"; empty if not several."""
    tree = registry.tree
    if tree.lower[i] in word_set("entities", "plural") and tree.upos[i] == "PRON":
        return _antecedent(registry, i) or last_pair(registry, i, None, 1)
    if tree.lower[i] == "who":
        return _who(registry, i)
    if tree.xpos[i] not in ("NNS", "NNPS"):
        return []
    named = _named_beside(registry, i)
    if named:
        return named
    hit = office_of(registry.tree, i)
    if hit is None:
        paired = word_set("entities", "states") | word_set("entities", "pairs")
        pair = is_pair(registry, i) and (tree.lemmas[i] in paired or names_people(tree, i))
        return _two_states(registry, i) or last_pair(registry, i, None) if pair else []
    office, end = hit
    countries = countries_of(registry, i, end)
    if office.id == "counterpart":
        return [a for c in countries if (a := counterpart(registry, i, [c]))]
    if len(countries) > 1:
        return [holder(registry, office, c) for c in countries]
    return _holders(registry, i, office) if not countries else []


def is_pair(registry: Registry, i: int) -> bool:
    """ "the two leaders", "both men"; "two officials" are two others."""
    words = {registry.tree.lower[k] for k in registry.tree.kids[i]}
    if len(registry.tree.conjuncts(i)) > 1:
        return False  # "both friends and rivals"
    return "both" in words or ("two" in words and definite(registry.tree, i))


def _who(registry: Registry, i: int) -> list[str]:
    """ "Keita and Ode, who both say": all of a list before "who" where the verb is plural."""
    tree = registry.tree
    noun = antecedent_noun(tree, i)
    if noun is None or tree.upos[noun] != "PROPN":
        return []
    first = next(a for a in (noun, *tree.ancestors(noun)) if tree.deprels[a] != "conj")
    if len(tree.conjuncts(first)) < 2:
        return []
    verb = next((j for j in range(i + 1, min(i + 4, len(tree.words))) if tree.is_verb(j)), i)
    plural = tree.xpos[verb] == "VBP" or tree.lower[verb] == "were" or tree.lower[i + 1] in ("both", "all")
    return list(party(registry, first)) if plural else []


def _named_beside(registry: Registry, i: int) -> list[str]:
    """ "the candidates Awa Keita and Ben Ode": the names that stand behind a plural."""
    for k in registry.tree.children(i, "appos", "flat", "nmod:desc"):
        names = registry.tree.conjuncts(k)
        if k > i and len(names) > 1 and all(j in registry.name_at and registry.name_at[j].kind == "person" for j in names):
            return list(party(registry, k))
    return []


def _holders(registry: Registry, i: int, office: Office) -> list[str]:
    """ "The ministers" after two of them; the last two persons, if the words leave open which, only for "the two"."""
    if is_pair(registry, i):
        return last_pair(registry, i, office)
    if not definite(registry.tree, i) or same_description(registry, i) is not None:
        return []
    pair = last_pair(registry, i, office)
    return pair if all(registry.offices_of.get(a) for a in pair) or office.level in _HEADS else []


def _antecedent(registry: Registry, i: int) -> list[str]:
    """The nearest coordinated or plural subject before "they", here or in the sentence before: all its actors."""
    tree = registry.tree
    here = tree.sentence_number(i)
    for j in range(i - 1, tree.reading.sentences[max(0, here - MEMORY)].start - 1, -1):
        if not tree.deprels[j].startswith("nsubj") or not tree.is_nominal(j) or tree.upos[j] == "PRON":
            continue
        if tree.edges(j)[1] > i:
            continue  # "the farmers and their sons": what it is a part of is not what it stands for
        actors = list(party(registry, j))
        near = here - tree.sentence_number(j) < 2
        if (len(actors) > 1 and (near or _persons(actors))) or (near and actors and tree.xpos[j] in ("NNS", "NNPS")):
            return actors
    return []


def _persons(actors: list[str]) -> bool:
    return all(a.startswith("person.") for a in actors)


def _two_states(registry: Registry, i: int) -> list[str]:
    """ "the two countries": the last two states spoken of, without that of who meets them."""
    if registry.tree.lemmas[i] not in word_set("entities", "states"):
        return []
    doer = registry.country(_doer(registry, i))
    states = [state for state in registry.states if doer is None or registry.country(state) != doer]
    return _last_two(registry.latest(i, states))


def last_pair(registry: Registry, i: int, office: Office | None, memory: int = MEMORY * 3) -> list[str]:
    """The last two persons named before `i` (of a matching office level, where one is asked for)."""
    tree = registry.tree
    doer = _doer(registry, i)  # who phones "both leaders" is neither of them
    persons = ((j, actor) for j, actor in registry.before(i, memory) if actor.startswith("person.") and actor != doer)
    other = {"f": "m", "m": "f"}.get(gender_of(tree.lemmas[i]) or "")  # "both women"
    any_part = office is not None or memory > 1
    return _last_two(
        actor for j, actor in persons
        if (other is None or registry.genders.get(actor) != other)
        and (any_part or tree.deprels[j].split(":")[0] in word_set("entities", "arguments"))
        and (office is None or _fits(registry, actor, office))
    )  # fmt: skip


def _last_two(actors: Iterable[str]) -> list[str]:
    """The first two that differ of those told nearest first, in the order of the text; none of fewer."""
    pair = list(dict.fromkeys(actors))[:2]
    return pair[::-1] if len(pair) == 2 else []


def _doer(registry: Registry, i: int) -> str | None:
    """Who acts on what word `i` stands for."""
    head = registry.tree.heads[i]
    subject = clauses.subject(registry.tree, head) if head >= 0 and not registry.tree.deprels[i].startswith("nsubj") else None
    return registry.actor_at.get(subject) if subject is not None else None


def _fits(registry: Registry, actor: str, office: Office) -> bool:
    """May this person hold such an office, as far as the report says?"""
    known = registry.offices_of.get(actor, [])
    if not known:
        return not registry.roles.get(actor)
    return any(o.id == office.id or o.level == office.level or "leader" in (o.id, office.id) for o in known)


def party(registry: Registry, i: int) -> tuple[str, ...]:
    """The actors of a coordinated noun phrase, as far as what was read before it tells."""
    return coordinated(registry, i, partial(several, registry), partial(source, registry))


def coordinated(
    registry: Registry, i: int, several: Callable[[int], Sequence[str]], source: Callable[[int], str | None]
) -> tuple[str, ...]:
    """The actors of a coordinated noun phrase, in order: "A, B and the two ministers".

    `several` tells those behind a plural, `source` who speaks without a name.
    """
    actors: dict[str, None] = {}
    for j in registry.tree.conjuncts(i):
        if j in registry.actor_at and j in registry.name_at and registry.name_at[j].head == j:
            actors.setdefault(registry.actor_at[j] or registry.name_at[j].id)
            continue
        speaks = is_source(registry, i) and _is_another(registry.tree, i, j)
        single = registry.who(j) or (source(j) if speaks else None)
        actors |= dict.fromkeys(several(j) or ([single] if single else []))
    return tuple(actors)


def _is_another(tree: Tree, i: int, j: int) -> bool:
    """Is conjunct `j` somebody beside `i`? "Keita, an engineer and mother" is one; "Keita and an engineer" are two."""
    listed = tree.xpos[j] == "NNS" or bool(tree.children(j, "det", "nmod:poss", "nummod"))
    return tree.upos[j] == "NOUN" and (listed or i == j or tree.upos[i] == "NOUN")
