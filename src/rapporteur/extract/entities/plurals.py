"""Plural words for several actors: "they", "the two presidents", "both leaders", "the two countries", "candidates A and B".

>>> # "Keita met Ode. The two leaders said …" -> several(registry, leaders) == ["person.keita", "person.ode"]
"""

from __future__ import annotations

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
    found = office_of(registry.tree, i)
    if found is None:
        paired = word_set("entities", "lands") | word_set("entities", "pairs")
        pair = is_pair(registry, i) and (tree.lemmas[i] in paired or names_people(tree, i))
        return _two_lands(registry, i) or last_pair(registry, i, None) if pair else []
    office, end = found
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
        found = list(party(registry, j))
        near = here - tree.sentence_number(j) < 2
        if (len(found) > 1 and (near or _persons(found))) or (near and found and tree.xpos[j] in ("NNS", "NNPS")):
            return found
    return []


def _persons(actors: list[str]) -> bool:
    return all(a.startswith("person.") for a in actors)


def _two_lands(registry: Registry, i: int) -> list[str]:
    """ "the two countries": the last two states spoken of."""
    tree = registry.tree
    if tree.lemmas[i] not in word_set("entities", "lands"):
        return []
    found: dict[str, None] = {}
    own = registry.country(_doer(registry, i))
    for j, actor in reversed(registry.mentions):
        land = registry.country(actor)
        if j < i and registry.actor(actor).kind == "state" and len(found) < 2 and (land is None or land != own):
            found.setdefault(actor)
    return list(reversed(found)) if len(found) == 2 else []


def last_pair(registry: Registry, i: int, office: Office | None, memory: int = MEMORY * 3) -> list[str]:
    """The last two persons named before `i` (of a matching office level, where one is asked for)."""
    tree = registry.tree
    found: dict[str, None] = {}
    here = tree.sentence_number(i)
    doer = _doer(registry, i)  # who phones "both leaders" is neither of them
    for j, actor in reversed(registry.mentions):
        if j >= i or actor == doer or not actor.startswith("person.") or here - tree.sentence_number(j) > memory:
            continue
        if {gender_of(tree.lemmas[i]), registry.genders.get(actor)} == {"f", "m"}:
            continue  # "both women"
        acts = tree.deprels[j].split(":")[0] in word_set("entities", "arguments") or office is not None or memory > 1
        if acts and (office is None or _fits(registry, actor, office)):
            found.setdefault(actor)
        if len(found) == 2:
            break
    return list(reversed(found)) if len(found) == 2 else []


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
    """The actors of a coordinated noun phrase, in order: "A, B and the two ministers"."""
    out: dict[str, None] = {}
    for j in registry.tree.conjuncts(i):
        if j in registry.actor_at and j in registry.name_at and registry.name_at[j].head == j:
            out.setdefault(registry.actor_at[j] or registry.name_at[j].id)
            continue
        found = registry.who(j) or (source(registry, j) if is_source(registry, i) and _is_another(registry.tree, i, j) else None)
        for actor in several(registry, j) or ([found] if found else []):
            out.setdefault(actor)
    return tuple(out)


def _is_another(tree: Tree, i: int, j: int) -> bool:
    """Is conjunct `j` somebody beside `i`? "Keita, an engineer and mother" is one; "Keita and an engineer" are two."""
    listed = tree.xpos[j] == "NNS" or bool(tree.children(j, "det", "nmod:poss", "nummod"))
    return tree.upos[j] == "NOUN" and (listed or i == j or tree.upos[i] == "NOUN")
