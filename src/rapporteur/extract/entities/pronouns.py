"""Whom a pronoun stands for: the nearest actor that fits in number and kind, subjects and speakers before others.

In "Keita told Ode she was ready." she is Keita.
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.extract.entities.noun_phrases import antecedent_noun, speaks
from rapporteur.extract.entities.registry import FEW, MEMORY, Registry
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set

NEUTER = frozenset({"it", "its", "itself"})


def pronoun(registry: Registry, i: int) -> str | None:
    """The actor that the pronoun at word `i` stands for, as far as what was read before it tells."""
    word = registry.tree.lower[i]
    if word in word_set("entities", "personal"):
        other = "m" if word in word_set("entities", "female") else "f"
        return _antecedent(registry, i, lambda a: registry.actor(a).kind == "person" and registry.genders.get(a) != other)
    if word == "whose":
        clause = next((a for a in (i, *registry.tree.ancestors(i)) if registry.tree.deprels[a] == "acl:relcl"), None)
        return registry.who(registry.tree.heads[clause]) if clause is not None else None
    if word in word_set("entities", "relative"):
        noun = antecedent_noun(registry.tree, i)
        return registry.who(noun) if noun is not None else None
    if word in NEUTER:
        return _antecedent(registry, i, lambda a: registry.actor(a).kind in ("state", "organisation"), _modifies)
    if word in word_set("entities", "plural"):
        people = ("organisation", "group") if i in registry.sources else ("state", "organisation", "group")
        actor = _antecedent(registry, i, lambda a: registry.actor(a).kind in people)
        actor = actor or _antecedent(registry, i, lambda a: registry.actor(a).kind == "state")
        return actor or _antecedent(registry, i, lambda a: _may_be_organisation(registry, a))
    return None


def _modifies(tree: Tree, j: int) -> bool:
    """ "It" is not the land of "a US senator"."""
    return tree.deprels[j] in ("compound", "amod")


def _antecedent(
    registry: Registry, i: int, fits: Callable[[str], bool], barred_at: Callable[[Tree, int], bool] | None = None
) -> str | None:
    """The nearest fitting actor: subject of an enclosing clause, of this sentence, then of those before."""
    tree = registry.tree
    here = tree.sentence_number(i)
    barred = _coarguments(registry, i)
    outside = not tree.quoted(i, FEW)
    candidates: dict[int, list[tuple[int, str]]] = {}
    for j, actor in registry.before(i, MEMORY):
        back = here - tree.sentence_number(j)
        if actor not in barred and fits(actor) and not (barred_at is not None and barred_at(tree, j)):
            # Whom a quotation speaks of is not who, outside of it, is said to speak.
            inside = outside and tree.quoted(j, FEW)
            candidates.setdefault(back + (MEMORY + 1 if inside else 0), []).append((j, actor))
    for back in sorted(candidates):
        return _best(registry, candidates[back], back, i)
    return None


def _may_be_organisation(registry: Registry, actor: str) -> bool:
    """A "person" of one word without office or gender may be an organisation that the reader does not know."""
    known = actor in registry.genders or registry.offices_of.get(actor)
    return actor.startswith("person.") and " " not in registry.actor(actor).name and not known


def _best(registry: Registry, candidates: list[tuple[int, str]], back: int, i: int) -> str:
    """Subjects before others; in the same sentence the nearest subject, in an earlier one its main subject first."""
    tree = registry.tree
    subjects = [(j, a) for j, a in candidates if tree.deprels[j].startswith("nsubj")]
    if back == 0:
        return (subjects or candidates)[0][1]
    if not subjects:
        return candidates[0][1]
    speaking = [(j, a) for j, a in subjects if speaks(tree, j)]
    if speaking and speaks(tree, i):
        # "The commander blamed Kelm, Ode rejected that. … she said": who has a name is a person for certain.
        return min(speaking, key=lambda x: (x[1].startswith("desc."), sum(1 for _ in tree.ancestors(x[0]))))[1]
    return min(subjects, key=lambda x: (sum(1 for _ in tree.ancestors(x[0])), x[0]))[1]


def _coarguments(registry: Registry, i: int) -> set[str]:
    """Actors that a pronoun can't stand for: the other arguments of its own verb, unless it is possessive."""
    tree = registry.tree
    if tree.deprels[i] == "nmod:poss" or tree.lower[i].endswith(("self", "selves")):
        return set()
    head = tree.heads[i]
    if head < 0:
        return set()
    siblings = [k for k in tree.kids[head] if k != i]
    subject = clauses.subject(tree, head) if not tree.deprels[i].startswith("nsubj") else None
    return {a for k in [*siblings, *([subject] if subject is not None else [])] if (a := registry.actor_at.get(k))}
