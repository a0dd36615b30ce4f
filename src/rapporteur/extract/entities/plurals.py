"""Plural words for several actors: "they", "the two presidents", "both leaders", "the two countries", "candidates A and B".

>>> # "Keita met Ode. The two leaders said …" -> several(cast, leaders) == ["person.keita", "person.ode"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.extract.entities.mentions import gender_of
from rapporteur.extract.entities.pronouns import MEMORY, PLURAL, antecedent_noun
from rapporteur.lexicon.schema import Office

if TYPE_CHECKING:
    from rapporteur.extract.entities.index import ActorIndex

_HEADS = ("head-of-state", "head-of-government")
_LANDS = frozenset({"country", "nation", "state", "neighbour", "neighbor", "government", "capital", "power", "rival", "ally"})
_PAIRED = _LANDS | {"man", "woman", "person", "side", "party", "pair", "counterpart", "sides"}
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "conj", "appos")


def several(cast: ActorIndex, i: int) -> list[str]:
    """The actors behind "the two presidents", "the heads of Malian and Chadian diplomacy", "they"; empty if not several."""
    tree = cast.tree
    if tree.lower[i] in PLURAL and tree.upos[i] == "PRON":
        return _antecedent(cast, i) or last_pair(cast, i, None, 1)
    if tree.lower[i] == "who":
        return _who(cast, i)
    if tree.xpos[i] not in ("NNS", "NNPS"):
        return []
    named = _named_beside(cast, i)
    if named:
        return named
    found = cast.office_of(i)
    if found is None:
        pair = is_pair(cast, i) and (tree.lemmas[i] in _PAIRED or cast.names_people(i))
        return _two_lands(cast, i) or last_pair(cast, i, None) if pair else []
    office, end = found
    countries = cast.countries_of(i, end)
    if office.id == "counterpart":
        return [a for c in countries if (a := cast.counterpart(i, [c]))]
    if len(countries) > 1:
        return [cast.holder(office, c) for c in countries]
    return _holders(cast, i, office) if not countries else []


def is_pair(cast: ActorIndex, i: int) -> bool:
    """ "the two leaders", "both men"; "two officials" are two others."""
    words = {cast.tree.lower[k] for k in cast.tree.kids[i]}
    if len(cast.tree.conjuncts(i)) > 1:
        return False  # "both friends and rivals"
    return "both" in words or ("two" in words and cast.definite(i))


def _who(cast: ActorIndex, i: int) -> list[str]:
    """ "Keita and Ode, who both say": all of a list before "who" where the verb is plural."""
    tree = cast.tree
    noun = antecedent_noun(tree, i)
    if noun is None or tree.upos[noun] != "PROPN":
        return []
    first = next(a for a in (noun, *tree.ancestors(noun)) if tree.deprels[a] != "conj")
    if len(tree.conjuncts(first)) < 2:
        return []
    verb = next((j for j in range(i + 1, min(i + 4, len(tree.words))) if tree.is_verb(j)), i)
    plural = tree.xpos[verb] == "VBP" or tree.lower[verb] == "were" or tree.lower[i + 1] in ("both", "all")
    return list(cast.party(first)) if plural else []


def _named_beside(cast: ActorIndex, i: int) -> list[str]:
    """ "the candidates Awa Keita and Ben Ode": the names that stand behind a plural."""
    for k in cast.tree.children(i, "appos", "flat", "nmod:desc"):
        names = cast.tree.conjuncts(k)
        if k > i and len(names) > 1 and all(j in cast.name_at and cast.name_at[j].kind == "person" for j in names):
            return list(cast.party(k))
    return []


def _holders(cast: ActorIndex, i: int, office: Office) -> list[str]:
    """ "The ministers" after two of them; the last two persons, if the words leave open which, only for "the two"."""
    if is_pair(cast, i):
        return last_pair(cast, i, office)
    if not cast.definite(i) or cast.same_description(i) is not None:
        return []
    pair = last_pair(cast, i, office)
    return pair if all(cast.held.get(a) for a in pair) or office.level in _HEADS else []


def _antecedent(cast: ActorIndex, i: int) -> list[str]:
    """The nearest coordinated or plural subject before "they", here or in the sentence before: all its actors."""
    tree = cast.tree
    here = tree.sentence_number(i)
    for j in range(i - 1, tree.reading.sentences[max(0, here - MEMORY)].start - 1, -1):
        if not tree.deprels[j].startswith("nsubj") or not tree.is_nominal(j) or tree.upos[j] == "PRON":
            continue
        if tree.edges(j)[1] > i:
            continue  # "the farmers and their sons": what it is a part of is not what it stands for
        found = list(cast.party(j))
        near = here - tree.sentence_number(j) < 2
        if (len(found) > 1 and (near or _persons(found))) or (near and found and tree.xpos[j] in ("NNS", "NNPS")):
            return found
    return []


def _persons(actors: list[str]) -> bool:
    return all(a.startswith("person.") for a in actors)


def _two_lands(cast: ActorIndex, i: int) -> list[str]:
    """ "the two countries": the last two states spoken of."""
    tree = cast.tree
    if tree.lemmas[i] not in _LANDS:
        return []
    found: dict[str, None] = {}
    own = cast.country(_doer(cast, i))
    for j, actor in reversed(cast.history):
        land = cast.country(actor)
        if j < i and cast.base[actor].kind == "state" and len(found) < 2 and (land is None or land != own):
            found.setdefault(actor)
    return list(reversed(found)) if len(found) == 2 else []


def last_pair(cast: ActorIndex, i: int, office: Office | None, memory: int = MEMORY * 3) -> list[str]:
    """The last two persons named before `i` (of a matching office level, where one is asked for)."""
    tree = cast.tree
    found: dict[str, None] = {}
    here = tree.sentence_number(i)
    doer = _doer(cast, i)  # who phones "both leaders" is neither of them
    for j, actor in reversed(cast.history):
        if j >= i or actor == doer or not actor.startswith("person.") or here - tree.sentence_number(j) > memory:
            continue
        if {gender_of(tree.lemmas[i]), cast.genders.get(actor)} == {"f", "m"}:
            continue  # "both women"
        acts = tree.deprels[j].split(":")[0] in _ARGUMENTS or office is not None or memory > 1
        if acts and (office is None or _fits(cast, actor, office)):
            found.setdefault(actor)
        if len(found) == 2:
            break
    return list(reversed(found)) if len(found) == 2 else []


def _doer(cast: ActorIndex, i: int) -> str | None:
    """Who acts on what word `i` stands for."""
    head = cast.tree.heads[i]
    subject = cast.tree.subject(head) if head >= 0 and not cast.tree.deprels[i].startswith("nsubj") else None
    return cast.at.get(subject) if subject is not None else None


def _fits(cast: ActorIndex, actor: str, office: Office) -> bool:
    """May this person hold such an office, as far as the report says?"""
    known = cast.held.get(actor, [])
    if not known:
        return not cast.roles.get(actor)
    return any(o.id == office.id or o.level == office.level or "leader" in (o.id, office.id) for o in known)
