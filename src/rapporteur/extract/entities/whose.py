"""Whose somebody or something is: the countries that stand around a noun."""

from __future__ import annotations

from rapporteur.extract.entities.noun_phrases import institution_of
from rapporteur.extract.entities.registry import Registry
from rapporteur.extract.syntax import phrases
from rapporteur.lexicon.word_sets import word_set


def countries_of(registry: Registry, i: int, end: int) -> list[str]:
    """Countries that modify noun `i`: "Russian", "Ukraine's", "of Mali", "US"; in text order."""
    tree, posts = registry.tree, word_set("entities", "posts")
    first, last = phrases.core(tree, i)
    window = [*range(first, max(end, last))]
    for k in tree.children(i, "nmod"):
        seat = tree.case(k) == "in" and k in registry.name_at and registry.name_at[k].kind == "capital"
        if tree.case(k) in ("of", None, "for") or tree.deprels[k] == "nmod:poss":
            window.extend(tree.subtree(k))
        elif seat and institution_of(tree, i) is not None and tree.lemmas[i] not in posts:
            window.append(k)  # "the ministry in Paris"
    out: dict[str, None] = {}
    for j in sorted(set(window)):
        name = registry.name_at.get(j)
        if name is None or (j == i and name.kind not in ("demonym",)):
            continue
        if name.kind == "capital" and tree.lemmas[i] in posts and tree.deprels[j] != "nmod:poss":
            continue  # "its Kyiv embassy" stands in Kyiv, it is not Ukraine's
        country = registry.country(name.id) or (name.entry.country if name.entry else None)
        if country and name.kind not in ("place", "region"):
            out.setdefault(country)
    for k in tree.children(i, "nmod:poss"):
        owner = registry.actor_at.get(k)
        if owner and registry.country(owner) and tree.upos[k] == "PRON":
            out.setdefault(registry.country(owner) or "")
    return [c for c in out if c]
