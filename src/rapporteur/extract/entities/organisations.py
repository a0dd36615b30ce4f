"""Organisations that a report first names in full and then by a part, an acronym or a common noun.

"The Bamako Star" is later "the Star" or "the paper", the "Union of Port Workers" "UPW" or "the union".

In "The Bamako Star reported … The paper said …" the paper is "org.bamako-star".
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.entities.houses import MINISTRIES
from rapporteur.extract.entities.noun_phrases import definite, institution_of, office_of
from rapporteur.extract.entities.offices import adjective_of
from rapporteur.extract.entities.registry import SEVERAL, Registry
from rapporteur.extract.entities.whose import countries_of
from rapporteur.extract.syntax import phrases
from rapporteur.lexicon.fold import slug
from rapporteur.lexicon.organisation_nouns import Fitting, fitting
from rapporteur.lexicon.schema import InstitutionNoun
from rapporteur.lexicon.word_sets import word_set


def fitting_organisation(registry: Registry, i: int) -> str | None:
    """ "The paper", "the fund": the last organisation whose name or sector fits."""
    tree = registry.tree
    fits_to = fitting().get(tree.lemmas[i])
    if fits_to is None or tree.xpos[i] in ("NNS", "NNPS") or not definite(registry.tree, i):
        return None
    if tree.children(i, "nmod", "acl"):
        return None
    qualities = {tree.lower[k] for k in tree.children(i, "compound", "amod")}
    if qualities:
        rarest, *others = sorted((registry.houses.by_word.get(word, {}) for word in qualities), key=len)
        return registry.last_of(i, dict.fromkeys(a for a in rarest if all(a in other for other in others)))
    return _last_fitting(registry, i, fits_to)


def _last_fitting(registry: Registry, i: int, fits_to: Fitting) -> str | None:
    """The last organisation of such a sector; one whose sector nobody knows, by the words of its name."""
    by_word = [registry.houses.by_word.get(word, {}) for word in fits_to.words]
    by_sector = [registry.houses.by_sector.get(sector, {}) for sector in fits_to.sectors]
    unsorted = {} if not fits_to.sectors else registry.houses.by_sector.get(None, {})

    def fits(actor: str) -> bool:
        named = any(actor in pool for pool in by_word) and (not fits_to.sectors or actor in unsorted)
        return named or any(actor in pool for pool in by_sector)

    pools = [*by_word, *by_sector]
    if sum(map(len, pools)) > SEVERAL:
        return next((actor for _, actor in registry.before(i) if fits(actor)), None)
    return registry.last_of(i, {actor for pool in pools for actor in pool if fits(actor)})


def proper_court(registry: Registry, i: int) -> str | None:
    """ "The Court of Appeals for the Gao Circuit" is the Gao Circuit, and no other court of that land."""
    tree = registry.tree
    if tree.texts[i] != "Court" or tree.xpos[i] != "NNP":
        return None
    seats = [k for k in tree.children(i, "nmod") if k > i and tree.texts[k][:1].isupper()]
    if not seats:
        return None
    start = phrases.core(registry.tree, i)[0] + (tree.lower[phrases.core(registry.tree, i)[0]] in ("the", "a"))
    end = max(phrases.noun_phrase(tree, k)[1] for k in seats)
    full = " ".join(registry.report.text[tree.words[start].start : tree.words[end - 1].end].split())
    seat = next((n for k in reversed(seats) if (n := registry.name_at.get(k)) is not None and n.kind == "organisation"), None)
    actor = registry.register(seat.id if seat else "org." + slug(full), full, "organisation", None)
    registry.surface(actor, full)
    return actor


def specified_organisation(registry: Registry, i: int) -> str | None:
    """ "The Touré newspaper chain", "the Sahel Air airline": the name right in front says which."""
    if registry.tree.lemmas[i] not in word_set("entities", "classes") or registry.tree.xpos[i] in ("NNS", "NNPS"):
        return None
    named = [k for k in registry.tree.children(i, "compound") if k < i and k in registry.name_at]
    name = registry.name_at[named[-1]] if named else None
    return name.id if name is not None and name.kind == "organisation" and name.entry is None else None


def same_named(registry: Registry, i: int) -> str | None:
    """ "the council" after "the Security Council", "the group" of nobody: the last organisation whose name ends in that noun."""
    if not definite(registry.tree, i) or registry.tree.children(i, "compound", "amod", "nmod"):
        return None
    last = registry.houses.last_named.get(registry.tree.lemmas[i])  # "the Malian army", "the army"
    return last[2] if last is not None else None


def note_institution(registry: Registry, i: int) -> None:
    """ "Mali's foreign ministry spokeswoman" has named the ministry too, for "the ministry" of later on."""
    noun, head = institution_of(registry.tree, i), registry.tree.heads[i]
    if noun is None or registry.tree.upos[head] not in ("NOUN", "PROPN") or office_of(registry.tree, head) is None:
        return
    countries = countries_of(registry, head, head + 1)
    if countries:
        registry.state(countries[0])
        registry.houses.pass_by(i, _of_country(registry, countries[0], noun[0]))


def _of_country(registry: Registry, country: str, noun: InstitutionNoun) -> str:
    """The institution of that kind in a country, under the name that its kind gives it."""
    return registry.register(f"{country.lower()}.{noun.id}", f"{adjective_of(country)} {noun.name}", "organisation", country)


def institution(registry: Registry, i: int, noun: InstitutionNoun, end: int) -> str | None:
    """ "the German foreign ministry" -> deu.foreign-ministry, "the ministry" -> the last one spoken of."""
    countries = countries_of(registry, i, end)
    if not countries:
        return _last_institution(registry, i, noun)
    country = countries[0]
    proper = _proper_institution(registry, country, noun)
    if proper is not None:
        return proper
    registry.state(country)
    if registry.tree.xpos[i] in ("NNS", "NNPS") and noun.id in ("embassy", "consulate"):
        return None
    actor = _of_country(registry, country, noun)
    start, stop = phrases.core(registry.tree, i)
    start += registry.tree.lower[start] in word_set("entities", "determiners")
    if any(j in registry.name_at for j in range(start, stop)):
        registry.surface(actor, " ".join(registry.tree.texts[start:stop]))
    return actor


def _proper_institution(registry: Registry, country: str, noun: InstitutionNoun) -> str | None:
    """An institution that the lexicon has under its own name: "the French presidency" is the Elysée."""
    row = lexicon.countries()[country]
    known = lexicon.institutions().get(f"{country.lower()}.{noun.id}")
    if known is not None:
        return registry.register(known.id, known.name, "organisation", country)
    for owner in (*row.adjectives[:1], row.name):
        listed = lexicon.institution(f"{owner} {noun.name}")
        if listed is not None and listed.country == country:
            return registry.register(listed.id, listed.name, "organisation", country)
    return None


def _last_institution(registry: Registry, i: int, noun: InstitutionNoun) -> str | None:
    if noun.id == "government" or not definite(registry.tree, i):
        return None  # "the junta" is no other land's government
    last = registry.houses.last_of_kind.get(MINISTRIES if noun.id == "ministry" else noun.id)
    return last[1] if last is not None else None
