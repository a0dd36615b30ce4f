"""Whom a pronoun stands for: the nearest actor that fits in number and kind, subjects and speakers before others.

>>> # "Keita told Ode she was ready." -> antecedent(cast, she) == "person.keita"
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import EntityMention, given_names, told_gender
from rapporteur.extract.syntax.tree import Tree

if TYPE_CHECKING:
    from rapporteur.extract.entities.index import ActorIndex

FEMALE = frozenset({"she", "her", "herself", "hers"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "hers"})
PLURAL = frozenset({"they", "them", "their", "themselves", "theirs", "both"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
FEW = 40
"""Characters of a quotation that is but a few words of somebody's."""
MEMORY = 4
"""Sentences that a pronoun or description may look back."""


def pronoun(cast: ActorIndex, i: int) -> str | None:
    """The actor that the pronoun at word `i` stands for, as far as what was read before it tells."""
    word = cast.tree.lower[i]
    if word in PERSONAL:
        other = "m" if word in FEMALE else "f"
        return _antecedent(cast, i, lambda a: cast.base[a].kind == "person" and cast.genders.get(a) != other)
    if word == "whose":
        clause = next((a for a in (i, *cast.tree.ancestors(i)) if cast.tree.deprels[a] == "acl:relcl"), None)
        return cast.who(cast.tree.heads[clause]) if clause is not None else None
    if word in RELATIVE:
        noun = antecedent_noun(cast.tree, i)
        return cast.who(noun) if noun is not None else None
    if word in NEUTER:
        return _antecedent(cast, i, lambda a: cast.base[a].kind in ("state", "organisation"), _modifies)
    if word in PLURAL:
        people = ("organisation", "group") if i in cast.sources else ("state", "organisation", "group")
        found = _antecedent(cast, i, lambda a: cast.base[a].kind in people)
        found = found or _antecedent(cast, i, lambda a: cast.base[a].kind == "state")
        return found or _antecedent(cast, i, lambda a: _may_be_house(cast, a))
    return None


def antecedent_noun(tree: Tree, i: int) -> int | None:
    """The noun that a relative pronoun stands for: "the study, which says …" -> study; none for a question."""
    if tree.lower[i] not in RELATIVE | {"whose"} or tree.upos[i] not in ("PRON", "DET"):
        return None
    clause = next((a for a in (i, *tree.ancestors(i)) if tree.deprels[a] in ("acl:relcl", "advcl:relcl", "acl")), None)
    if clause is None or tree.heads[clause] > i or tree.edges(clause)[0] < i - 2:
        return None
    subject = tree.own_subject(clause)
    noun = subject if subject is not None and subject < i else tree.heads[clause]
    return noun if tree.is_nominal(noun) else None


def genders(tree: Tree, names: list[EntityMention]) -> dict[str, str]:
    """Persons whose title, office or given name tells their gender: "King Pedro" m, "spokeswoman Keita" f, "Awa Ode" f."""
    found: dict[str, str] = {}
    persons = [name for name in names if name.kind == "person"]
    for name in persons:
        told = told_gender(tree, name.start) or _gender_behind(tree, name)
        if told is not None:
            found.setdefault(name.id, told)
    for name in persons:
        first, *rest = name.text.split()
        if rest and first in given_names():
            found.setdefault(name.id, given_names()[first])
    return found


def _gender_behind(tree: Tree, name: EntityMention) -> str | None:
    """ "Awa Keita, the ministry's spokeswoman," tells it behind the name."""
    for k in tree.children(name.head, "appos"):
        if tree.lower[k].endswith(("woman", "man")) and k - name.end < 8:
            return "f" if tree.lower[k].endswith("woman") else "m"
    return None


def speaks(tree: Tree, j: int) -> bool:
    """Is word `j` the subject of a verb of saying?"""
    head = tree.heads[j]
    return head >= 0 and tree.deprels[j] == "nsubj" and lexicon.cue(tree.lemmas[head]) is not None


def _modifies(tree: Tree, j: int) -> bool:
    """ "It" is not the land of "a US senator"."""
    return tree.deprels[j] in ("compound", "amod")


def _antecedent(
    cast: ActorIndex, i: int, fits: Callable[[str], bool], barred_at: Callable[[Tree, int], bool] | None = None
) -> str | None:
    """The nearest fitting actor: subject of an enclosing clause, of this sentence, then of those before."""
    tree = cast.tree
    here = tree.sentence_number(i)
    barred = _coarguments(cast, i)
    outside = not tree.quoted(i, FEW)
    candidates: dict[int, list[tuple[int, str]]] = {}
    for j, actor in reversed(cast.history):
        if j >= i:
            continue
        back = here - tree.sentence_number(j)
        if back > MEMORY:
            break
        if actor not in barred and fits(actor) and not (barred_at is not None and barred_at(tree, j)):
            # Whom a quotation speaks of is not who, outside of it, is said to speak.
            told = outside and tree.quoted(j, FEW)
            candidates.setdefault(back + (MEMORY + 1 if told else 0), []).append((j, actor))
    for back in sorted(candidates):
        return _best(cast, candidates[back], back, i)
    return None


def _may_be_house(cast: ActorIndex, actor: str) -> bool:
    """A "person" of one word without office or gender may be an organisation that the reader does not know."""
    known = actor in cast.genders or cast.held.get(actor)
    return actor.startswith("person.") and " " not in cast.base[actor].name and not known


def _best(cast: ActorIndex, found: list[tuple[int, str]], back: int, i: int) -> str:
    """Subjects before others; in the same sentence the nearest subject, in an earlier one its main subject first."""
    tree = cast.tree
    subjects = [(j, a) for j, a in found if tree.deprels[j].startswith("nsubj")]
    if back == 0:
        return (subjects or found)[0][1]
    if not subjects:
        return found[0][1]
    speaking = [(j, a) for j, a in subjects if speaks(tree, j)]
    if speaking and speaks(tree, i):
        # "The junta accused Paris, a charge that Colonna denied. … she said": who has a name is a person for certain.
        return min(speaking, key=lambda x: (x[1].startswith("desc."), sum(1 for _ in tree.ancestors(x[0]))))[1]
    return min(subjects, key=lambda x: (sum(1 for _ in tree.ancestors(x[0])), x[0]))[1]


def _coarguments(cast: ActorIndex, i: int) -> set[str]:
    """Actors that a pronoun can't stand for: the other arguments of its own verb, unless it is possessive."""
    tree = cast.tree
    if tree.deprels[i] == "nmod:poss" or tree.lower[i].endswith(("self", "selves")):
        return set()
    head = tree.heads[i]
    if head < 0:
        return set()
    mine = [k for k in tree.kids[head] if k != i]
    subject = tree.subject(head) if not tree.deprels[i].startswith("nsubj") else None
    return {a for k in [*mine, *([subject] if subject is not None else [])] if (a := cast.at.get(k))}
