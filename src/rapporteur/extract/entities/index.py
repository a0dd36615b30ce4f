"""Who is who in one report: names, offices, metonyms, descriptions and pronouns, each led to an actor of that report.

`ActorIndex.who(i)` gives the actor that the noun phrase headed by word `i` stands for, `ActorIndex.party(i)` those of a list.
Later stages meet only ids; the same person has one id however the report calls her.

>>> # "Awa Keita, Mali's president, spoke. The president said she …" -> who(Keita) == who(president) == who(she)
"""

from __future__ import annotations

import msgspec

from rapporteur import lexicon
from rapporteur.extract.entities.affiliations import affiliation, described, home_of
from rapporteur.extract.entities.mentions import EntityMention, find_names, source_head
from rapporteur.extract.entities.nominals import (
    DOCUMENTS,
    UNNAMED,
    by_role,
    introduced,
    is_part,
    is_source,
    relative_of,
    spoken_of,
)
from rapporteur.extract.entities.offices import OfficeHolding, adjective_of, find_offices, is_former, office_at, same_portfolio
from rapporteur.extract.entities.organisations import fitting_house, in_full, named_house, proper_court
from rapporteur.extract.entities.plurals import is_pair, several
from rapporteur.extract.entities.pronouns import MEMORY, antecedent_noun, genders, pronoun, speaks
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.fold import slug
from rapporteur.lexicon.schema import InstitutionNoun, Office
from rapporteur.model import Actor, ActorKind, Report, Role, Span

FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves", "you", "your"})
_HEADS = ("head-of-state", "head-of-government")
_LOOSE = frozenset({"general", "minister", "diplomat", "envoy", "commander"})
_ANY_LEADER = frozenset({"leader"})
_GENERIC_LEVELS = frozenset({"official", "other", "organisation", "business", "adviser"})
_KINDS: dict[str, ActorKind] = {
    "country": "state", "demonym": "state", "capital": "state", "institution": "organisation", "organisation": "organisation",
    "collective": "group", "region": "place", "place": "place", "person": "person",
}  # fmt: skip
_POSTS = frozenset({"embassy", "consulate", "mission", "ambassador", "envoy", "consul"})


class ActorIndex:
    """The actors of one report. Built in text order once; then only asked."""

    def __init__(self, report: Report, tree: Tree) -> None:
        self.report = report
        self.tree = tree
        self.names = in_full(find_names(tree))
        self.name_at: dict[int, EntityMention] = {i: n for n in self.names for i in range(n.start, n.end)}
        self.genders = genders(tree, self.names)
        self.holdings = find_offices(tree, self.names)
        self.sources = {source_head(tree, *said) for one in tree.reading.said for said in one.source}
        self.surfaces: dict[str, dict[str, None]] = {}
        self.base: dict[str, Actor] = {}
        self.roles: dict[str, list[Role]] = {}
        self.offices: dict[tuple[str, str], str] = {}
        self.persons_of: dict[str, list[tuple[Office, str]]] = {}
        self.held: dict[str, list[Office]] = {}
        self.posts: dict[str, list[OfficeHolding]] = {}
        self.described: dict[str, int] = {}
        self.asking: set[str] = set()
        self._office_of: dict[int, tuple[Office, int] | None] = {}
        self._house_of: dict[int, tuple[InstitutionNoun, int] | None] = {}
        self.at: dict[int, str | None] = {}
        self.history: list[tuple[int, str]] = []
        self.houses: list[tuple[int, str]] = []
        self._register_names()
        self._register_roles()
        self._walk()

    # ---- building -------------------------------------------------------------------------------------------------
    def _register_names(self) -> None:
        for name in self.names:
            country = name.entry.country if name.entry else None
            self.register(name.id, self._canonical(name), _KINDS[name.kind], country)
            if name.kind != "demonym":
                self.surfaces[name.id].setdefault(name.text)

    def _canonical(self, name: EntityMention) -> str:
        entry = name.entry
        if entry is None:
            return name.text
        if entry.kind in ("demonym", "capital") and entry.country:
            return lexicon.countries()[entry.country].name
        return entry.name

    def register(self, actor: str, name: str, kind: ActorKind, country: str | None) -> str:
        """Make `actor` known under `name`; the first registration wins."""
        if actor not in self.base:
            self.base[actor] = Actor(id=actor, name=name, kind=kind, country=country)
            self.surfaces[actor] = {}
        return actor

    def _register_roles(self) -> None:
        for holding in self.holdings:
            self._hold(holding, self._holding_country(holding))
        for actor in dict.fromkeys(name.id for name in self.names if name.kind == "person"):
            if self.base[actor].country is None:
                self.base[actor] = msgspec.structs.replace(self.base[actor], country=home_of(self, actor))

    def _holding_country(self, holding: OfficeHolding) -> str | None:
        return self.country(holding.of) if holding.of else None

    def _hold(self, holding: OfficeHolding, country: str | None) -> None:
        words = self.tree.words
        start, end = words[holding.start].start, words[holding.end - 1].end
        span = Span(self.report.id, start, end, self.report.text[start:end])
        role = Role(holding.words, holding.of, span)
        roles = self.roles.setdefault(holding.person, [])
        if not any((r.role.casefold(), r.of) == (role.role.casefold(), role.of) for r in roles):
            roles.append(role)
        self.held.setdefault(holding.person, []).append(holding.office)
        self.posts.setdefault(holding.person, []).append(holding)
        actor = self.base[holding.person]
        if country and actor.country is None:
            self.base[holding.person] = Actor(id=actor.id, name=actor.name, kind=actor.kind, country=country)
        if country and not is_former(self.tree, holding.start, holding.end - 1):
            self.offices.setdefault((holding.office.id, country), holding.person)
            self.persons_of.setdefault(country, []).append((holding.office, holding.person))

    def _walk(self) -> None:
        """Resolve every nominal in text order, so that what refers back finds what came before."""
        heads = {name.head: name for name in self.names}
        for i in range(len(self.tree.words)):
            name = heads.get(i)
            actor: str | None = None
            if name is not None and name.kind != "demonym":
                actor = name.id
            elif self.tree.upos[i] in ("NOUN", "PROPN"):
                actor = self._described(i)
                if actor is None and is_source(self, i) and self._may_speak(i) and not is_pair(self, i):
                    actor = self._unnamed(i)  # "a diplomat said …": who the next "he" may be
            elif self.tree.upos[i] == "PRON":
                actor = pronoun(self, i)
            if actor is not None and self.at.get(i) != actor:
                self.at[i] = actor
                self.history.append((i, actor))

    def _may_speak(self, i: int) -> bool:
        """People, offices and papers: those of whom "he", "they" or "it" may tell more."""
        return self.names_people(i) or self.tree.lemmas[i] in DOCUMENTS

    # ---- asking ---------------------------------------------------------------------------------------------------
    def who(self, i: int | None) -> str | None:
        """The actor that the noun phrase headed by word `i` stands for, or `None` where the report does not tell."""
        if i is None:
            return None
        if i in self.at:
            return self.at[i]
        for k in self._beside(i):
            if k in self.name_at and self.name_at[k].kind == "person":
                return self.name_at[k].id
        if self.tree.lower[i] == "one":  # "one of the leaders, Awa Keita,"
            group = next((k for k in self.tree.children(i, "nmod") if self.tree.case(k) == "of"), None)
            return self.who(group) if group is not None and self.tree.children(group, "appos") else None
        return None

    def nobody(self) -> str:
        """Who vouches for words of which the report does not tell whose they are: never the report itself."""
        return self.register(f"desc.{self.report.id[:8]}.unknown-speaker", "unknown speaker", "person", None)

    def source(self, i: int | None) -> str | None:
        """Like `who`, but an unnamed speaker ("a senior official") becomes an actor of this report alone."""
        found = self.who(i) if i is None or not is_part(self, i) else None
        noun = antecedent_noun(self.tree, i) if i is not None and found is None else None
        if noun is not None:
            return self.source(noun)
        return found if found is not None or i is None or not self._describes(i) else self._unnamed(i)

    def _is_another(self, i: int, j: int) -> bool:
        """Is conjunct `j` somebody beside `i`? "Keita, an engineer and mother" is one; "Keita and an engineer" are two."""
        listed = self.tree.xpos[j] == "NNS" or bool(self.tree.children(j, "det", "nmod:poss", "nummod"))
        return self.tree.upos[j] == "NOUN" and (listed or i == j or self.tree.upos[i] == "NOUN")

    def _describes(self, i: int) -> bool:
        """Can word `i` head a description? Nouns, "many", "the Chinese", "the poor", but not "he"."""
        tree = self.tree
        if tree.lower[i] in UNNAMED or (tree.upos[i] == "ADJ" and bool(tree.children(i, "det"))):
            return True
        return tree.is_nominal(i) and tree.upos[i] != "PRON"

    def party(self, i: int) -> tuple[str, ...]:
        """The actors of a coordinated noun phrase, in order: "A, B and the two ministers"."""
        out: dict[str, None] = {}
        for j in self.tree.conjuncts(i):
            if j in self.at and j in self.name_at and self.name_at[j].head == j:
                out.setdefault(self.at[j] or self.name_at[j].id)
                continue
            found = self.who(j) or (self.source(j) if is_source(self, i) and self._is_another(i, j) else None)
            for actor in self.several(j) or ([found] if found else []):
                out.setdefault(actor)
        return tuple(out)

    def several(self, i: int) -> list[str]:
        """The actors behind a plural ("the two presidents", "they"), empty where it does not stand for several."""
        return several(self, i)

    def country(self, actor: str | None) -> str | None:
        """ISO 3166 alpha-3 of an actor, as far as the report or the lexicon tells."""
        return self.base[actor].country if actor in self.base else None

    def actors(self, used: set[str]) -> tuple[Actor, ...]:
        """The nouns of the actors in `used` (and the ids their roles name), with aliases and roles, by id."""
        wanted = used | {r.of for a in used for r in self.roles.get(a, []) if r.of in self.base}
        return tuple(self._finished(a) for a in sorted(w for w in wanted if w in self.base))

    def _finished(self, actor: str) -> Actor:
        base = self.base[actor]
        aliases = dict.fromkeys(self.surfaces.get(actor, {}))
        if base.kind == "state" and base.country:
            aliases = dict.fromkeys([*lexicon.countries()[base.country].aliases[:6], *aliases])
        aliases.pop(base.name, None)
        country, sectors = affiliation(self, actor)
        return Actor(
            id=base.id, name=base.name, kind=base.kind, country=country, cow=lexicon.cow(country), sectors=sectors,
            aliases=tuple(sorted(aliases)), roles=tuple(self.roles.get(actor, [])),
        )  # fmt: skip

    # ---- descriptions -----------------------------------------------------------------------------------------------
    def _described(self, i: int) -> str | None:
        """A common noun as head: person beside it, office, institution, force — or nothing."""
        beside = self._person_beside(i)
        if beside is not None:
            return beside
        name = self.name_at.get(i)
        if name is not None and name.kind != "demonym" and name.head == i:
            return name.id
        if self.tree.deprels[i].split(":")[0] in ("compound", "amod", "flat"):
            self._note_house(i)
            return None
        office = self.office_of(i)
        if office is not None and self.tree.xpos[i] not in ("NNS", "NNPS"):
            return self._office_holder(i, *office)
        noun = self._institution_of(i)
        found = self._same_named(i) or proper_court(self, i) or fitting_house(self, i)
        if found is None and noun is not None:
            found = self._institution(i, *noun)
        found = found or relative_of(self, i) or named_house(self, i)
        return found or spoken_of(self, i) or self._group(i)

    def _same_named(self, i: int) -> str | None:
        """ "the council" after "the Security Council", "the group" of nobody: the last house whose name ends in that noun."""
        if not self.definite(i) or self.tree.children(i, "compound", "amod", "nmod"):
            return None
        noun = self.tree.lemmas[i]
        for j, actor in reversed(self.history):
            house = self.base[actor]
            called = noun in (self.tree.lemmas[j], house.name.casefold().split()[-1])  # "the Malian army", "the army"
            if house.kind == "organisation" and (called or _is_bloc(actor, noun)):
                return actor
        return None

    def _note_house(self, i: int) -> None:
        """ "Mali's foreign ministry spokeswoman" has named the ministry too, for "the ministry" of later on."""
        noun, head = self._institution_of(i), self.tree.heads[i]
        lands = self.countries_of(head, head + 1) if noun is not None and self.tree.upos[head] in ("NOUN", "PROPN") else []
        if noun is not None and lands and self.office_of(head) is not None:
            name = f"{adjective_of(lands[0])} {noun[0].name}"
            self.state(lands[0])
            self.houses.append((i, self.register(f"{lands[0].lower()}.{noun[0].id}", name, "organisation", lands[0])))

    def level(self, i: int) -> str | None:
        """The level of the office that word `i` names, if it names one."""
        office = self.office_of(i)
        return office[0].level if office is not None else None

    def names_people(self, i: int) -> bool:
        """Is word `i` a common noun for people or an office?"""
        house = self._institution_of(i)
        rulers = house is not None and house[0].id == "government"
        return lexicon.agent_noun(self.tree.lemmas[i]) is not None or self.office_of(i) is not None or rulers

    def _beside(self, i: int) -> list[int]:
        """What may name a common noun: an apposition or a name behind it; one in front ("Keita lawyer") says whose it is."""
        beside = self.tree.children(i, "appos", "flat", "nmod:desc")
        return [*beside, *(k for k in self.tree.children(i, "compound") if k > i)]

    def _person_beside(self, i: int) -> str | None:
        """ "the spokeswoman Awa Keita", "airline KLM": the name that specifies a common noun."""
        for k in self._beside(i):
            named = [m for m in (k, *self.tree.children(k, "flat")) if m in self.name_at and self.name_at[m].head == m]
            if not named:
                continue
            name = self.name_at[named[0]]  # behind its title where the parse has the title for head
            if name.kind == "person" or (name.kind in ("organisation", "institution") and k > i):
                return name.id
        after = self.name_at.get(i + 1)
        same = after is not None and after.start == i + 1 and self.tree.heads[after.head] in (i, self.tree.heads[i])
        if after is not None and same and after.kind in ("person", "organisation"):
            return after.id  # "spokesman Ben Ode" however the parse joins them
        return None

    def phrase(self, i: int) -> tuple[int, int]:
        return self.tree.core(i)

    def office_of(self, i: int) -> tuple[Office, int] | None:
        """The office that ends in noun `i`: "the Malian foreign minister" -> foreign-minister; also "heads of diplomacy"."""
        if i not in self._office_of:
            self._office_of[i] = self._find_office(i)
        return self._office_of[i]

    def _find_office(self, i: int) -> tuple[Office, int] | None:
        field = self._head_of_field(i)
        if field is not None:
            return field
        start, _ = self.phrase(i)
        for j in range(start, i + 1):
            found = office_at(self.tree, j, min(len(self.tree.words), i + 6))
            if found is not None and found[0] > i:
                return found[1], found[0]
        return None

    def _head_of_field(self, i: int) -> tuple[Office, int] | None:
        """ "heads of Malian and Chadian diplomacy": head + of + field, whatever stands between."""
        if self.tree.lemmas[i] not in ("head", "chief"):
            return None
        for k in self.tree.children(i, "nmod"):
            office = lexicon.office(f"{self.tree.lemmas[i]} of {self.tree.lower[k]}")
            if office is not None:
                return office, k + 1
        return None

    def countries_of(self, i: int, end: int) -> list[str]:
        """Countries that modify noun `i`: "Russian", "Ukraine's", "of Mali", "US"; in text order."""
        first, last = self.phrase(i)
        window = [*range(first, max(end, last))]
        for k in self.tree.children(i, "nmod"):
            seat = self.tree.case(k) == "in" and k in self.name_at and self.name_at[k].kind == "capital"
            if self.tree.case(k) in ("of", None, "for") or self.tree.deprels[k] == "nmod:poss":
                window.extend(self.tree.subtree(k))
            elif seat and self._institution_of(i) is not None and self.tree.lemmas[i] not in _POSTS:
                window.append(k)  # "the ministry in Paris"
        out: dict[str, None] = {}
        for j in sorted(set(window)):
            name = self.name_at.get(j)
            if name is None or (j == i and name.kind not in ("demonym",)):
                continue
            if name.kind == "capital" and self.tree.lemmas[i] in _POSTS and self.tree.deprels[j] != "nmod:poss":
                continue  # "its Kyiv embassy" stands in Kyiv, it is not Ukraine's
            country = self.country(name.id) or (name.entry.country if name.entry else None)
            if country and name.kind not in ("place", "region"):
                out.setdefault(country)
        for k in self.tree.children(i, "nmod:poss"):
            owner = self.at.get(k)
            if owner and self.country(owner) and self.tree.upos[k] == "PRON":
                out.setdefault(self.country(owner) or "")
        return [c for c in out if c]

    def _office_holder(self, i: int, office: Office, end: int) -> str | None:
        countries = self.countries_of(i, end)
        if office.id == "counterpart":
            return self.counterpart(i, countries)
        if countries and is_former(self.tree, i, i):
            return by_role(self, i, office) if self.definite(i) else None
        if countries:
            if office.unique or office.level in (*_HEADS, "minister") or office.id in _ANY_LEADER:
                return self.holder(office, countries[0], i)
            return self._unnamed(i) if self.definite(i) else None
        if not self.definite(i):
            return introduced(self, i, office)
        found = self.same_description(i)
        if found is not None or office.level in _GENERIC_LEVELS:
            return found
        named = None if office.level == "spokesperson" else by_role(self, i, office)
        return named or self._last_with_office(i, office) or self.assign_office(i, office)

    def assign_office(self, i: int, office: Office) -> str | None:
        """ "The Kayes senator" for who was just spoken of: from then on that office is hers."""
        person = spoken_of(self, i)
        if person is not None:
            self._hold(OfficeHolding(person, office, office.name, None, *self.phrase(i)), None)
        return person

    def holder(self, office: Office, country: str, i: int | None = None) -> str:
        """The person of that office; by level where the words are loose ("leader"); else the office as an actor."""
        exact = self.offices.get((office.id, country))
        if exact is not None:
            return exact
        loose = office.id in _ANY_LEADER or office.level in _HEADS
        for other, person in self.persons_of.get(country, []):
            if (
                loose
                and (other.level in _HEADS or other.id in _ANY_LEADER)
                and (office.id in _ANY_LEADER or other.id in _ANY_LEADER)
            ):
                return person
            if office.level == other.level == "minister" and same_portfolio(office, other):
                return person
            if loose and other.id == "counterpart" and len(self.held[person]) == 1:
                return person
        if i is not None and office.unique and self.definite(i):
            unknown = self._sole_unplaced(i, country)
            if unknown is not None:
                self._hold(OfficeHolding(unknown, office, office.name, country.lower(), *self.phrase(i)), country)
                self.state(country)
                return unknown
        return self._office_actor(office, country)

    def state(self, country: str) -> str:
        """The actor of a state by its ISO code."""
        return self.register(country.lower(), lexicon.countries()[country].name, "state", country)

    def _office_actor(self, office: Office, country: str) -> str:
        adjective = adjective_of(country)
        self.state(country)
        actor = self.register(f"{country.lower()}.{office.id}", f"{adjective} {office.name}", "person", country)
        if not self.roles.get(actor):
            self.roles[actor] = [Role(office.name, country.lower())]
        return actor

    def _sole_unplaced(self, i: int, country: str) -> str | None:
        """The one person named shortly before of whom no country is known yet: "Keita … . The Malian president …"."""
        here = self.tree.sentence_number(i)
        if not self.tree.deprels[i].startswith("nsubj"):
            return None
        near = {
            actor: None
            for j, actor in reversed(self.history)
            if here - self.tree.sentence_number(j) <= 2 and actor.startswith("person.") and self.country(actor) is None
            and not self.held.get(actor)
        }
        return next(iter(near)) if len(near) == 1 else None

    def counterpart(self, i: int, countries: list[str]) -> str | None:
        """ "his Chadian counterpart": the holder of the same office there."""
        for k in self.tree.children(i, "nmod:poss"):
            owner = self.who(k)
            there = next((c for c in countries if c != self.country(owner)), None)
            for office in self.held.get(owner or "", []):
                if there and office.id != "counterpart":
                    return self.holder(office, there)
        return None

    def definite(self, i: int) -> bool:
        return any(self.tree.lower[k] in ("the", "this", "that", "these", "those", "both", "his", "her", "its", "their")
                   for k in self.tree.children(i, "det", "nmod"))  # fmt: skip

    def _last_with_office(self, i: int, office: Office) -> str | None:
        here = self.tree.sentence_number(i)
        holders = {person for person, offices in self.held.items() if any(o.id == office.id for o in offices)}
        for j, actor in reversed(self.history):
            if here - self.tree.sentence_number(j) > MEMORY * 2:
                break
            if actor in holders or actor.endswith("." + office.id):
                return actor
            if office.level == "spokesperson" and speaks(self.tree, j) and self.base[actor].kind == "organisation":
                return None  # "Downing Street said …, the spokesperson added": the house's own, not the last one named
            if office.id in _LOOSE and any(o.level == office.level for o in self.held.get(actor, [])):
                return actor
        return None

    def same_description(self, i: int) -> str | None:
        """ "the official" after "a senior official": the last unnamed actor with the same head noun."""
        lemma, mine = self.tree.lemmas[i], self._qualities(i)
        here = self.tree.sentence_number(i)
        for j, actor in reversed(self.history):
            if here - self.tree.sentence_number(j) > MEMORY * 2:
                return None
            if j >= i or not actor.startswith("desc."):
                continue
            if self.tree.lemmas[j] == lemma and self.tree.xpos[j] == self.tree.xpos[i] and mine <= self._qualities(j):
                return actor
        return None

    def _qualities(self, i: int) -> set[str]:
        """What stands before a noun: "the junta chief" is no "army chief", "the official" may be a "senior official"."""
        return {self.tree.lemmas[k] for k in self.tree.children(i, "compound", "amod") if k < i}

    def _institution_of(self, i: int) -> tuple[InstitutionNoun, int] | None:
        if i not in self._house_of:
            self._house_of[i] = self._find_house(i)
        return self._house_of[i]

    def _find_house(self, i: int) -> tuple[InstitutionNoun, int] | None:
        start, _ = self.phrase(i)
        for j in range(start, i + 1):
            found = lexicon.institution_noun_at(self.tree.texts, j)
            if found is not None and i < found[0]:
                return found[1], found[0]
        return None

    def house_of(self, i: int) -> InstitutionNoun | None:
        """The kind of institution that the noun phrase of word `i` names, if any."""
        found = self._institution_of(i)
        return found[0] if found is not None else None

    def _institution(self, i: int, noun: InstitutionNoun, end: int) -> str | None:
        """ "the German foreign ministry" -> deu.foreign-ministry, "the ministry" -> the last one spoken of."""
        countries = self.countries_of(i, end)
        if not countries:
            return self._last_institution(i, noun)
        country = countries[0]
        proper = self._proper_institution(i, country, noun)
        if proper is not None:
            return proper
        adjective = adjective_of(country)
        self.state(country)
        actor = f"{country.lower()}.{noun.id}"
        if self.tree.xpos[i] in ("NNS", "NNPS") and noun.id in ("embassy", "consulate"):
            return None
        self.register(actor, f"{adjective} {noun.name}", "organisation", country)
        start, stop = self.phrase(i)
        start += self.tree.lower[start] in ("the", "a", "an", "its", "his", "their")
        if any(j in self.name_at for j in range(start, stop)):
            self.surfaces[actor].setdefault(" ".join(self.tree.texts[start:stop]))
        return actor

    def _proper_institution(self, i: int, country: str, noun: InstitutionNoun) -> str | None:
        """An institution that the lexicon has under its own name: "the French presidency" is the Elysée."""
        land = lexicon.countries()[country]
        known = lexicon.institutions().get(f"{country.lower()}.{noun.id}")
        if known is not None:
            return self.register(known.id, known.name, "organisation", country)
        for owner in (*land.adjectives[:1], land.name):
            found = lexicon.institution(f"{owner} {noun.name}")
            if found is not None and found.country == country:
                return self.register(found.id, found.name, "organisation", country)
        return None

    def _last_institution(self, i: int, noun: InstitutionNoun) -> str | None:
        if not self.definite(i):
            return None
        for _, actor in sorted([*self.history, *self.houses], reverse=True):
            if actor.endswith("." + noun.id) or (noun.id == "ministry" and actor.endswith("ministry")):
                same = noun.id != "government" or self.tree.lemmas[i] in _words(self.base[actor].name)
                return actor if same else None  # "the junta" is no other land's government
        return None

    def _group(self, i: int) -> str | None:
        """ "Russian troops", "Ukrainian soldiers": forces and officials of a state; others stay unnamed until they speak."""
        agent = lexicon.agent_noun(self.tree.lemmas[i])
        if agent is None:
            return self.same_description(i) if self.definite(i) else None
        countries = self.countries_of(i, i + 1)
        if not countries or agent.sector not in ("MIL", "COP", "SPY", "GOV") or is_former(self.tree, i, i):
            return self.same_description(i) if self.definite(i) else None
        if agent.sector == "GOV":
            return self._unnamed(i)
        country = countries[0]
        adjective = adjective_of(country)
        self.state(country)
        suffix = {"MIL": "military", "COP": "police", "SPY": "intelligence"}[agent.sector]
        name = {"military": "forces", "police": "police", "intelligence": "intelligence"}[suffix]
        return self.register(f"{country.lower()}.{suffix}", f"{adjective} {name}", "organisation", country)

    def _unnamed(self, i: int) -> str:
        """An unnamed source keeps its description, as an actor of this report alone."""
        start, end = self.tree.noun_phrase(i)
        if self.tree.lower[start] in ("a", "an", "the", "some", "this", "these", "those") and end - start > 1:
            start += 1
        words = self.report.text[self.tree.words[start].start : self.tree.words[end - 1].end]
        words = self._owned(start, " ".join(words.split()))[:80]
        if self.definite(i):
            same = self.same_description(i)
            if same is not None:
                return same
        kind: ActorKind = "organisation" if self.tree.lemmas[i] in DOCUMENTS else "person"
        if self.tree.xpos[i] in ("NNS", "NNPS") or self.tree.lower[i] in UNNAMED - {"anyone", "one", "somebody", "someone"}:
            kind = "group"
        actor = f"desc.{self.report.id[:8]}.{slug(words)}"
        self.register(actor, words, kind, described(self, i).country)
        self.described.setdefault(actor, i)
        self.at[i] = actor
        self._remember(i, actor)
        return actor

    def _owned(self, start: int, words: str) -> str:
        """ "his office" with the name of whom it is: "Awa Keita's office"."""
        owner = self.at.get(start) if self.tree.deprels[start] == "nmod:poss" and self.tree.upos[start] == "PRON" else None
        if owner is None or " " not in words:
            return words
        rest = words.split(" ", 1)[-1]
        return rest if len(self.several(start)) > 1 else f"{self.base[owner].name}'s {rest}"

    def _remember(self, i: int, actor: str) -> None:
        """Keep the history in text order, whenever a description is first asked for."""
        position = len(self.history)
        while position and self.history[position - 1][0] > i:
            position -= 1
        self.history.insert(position, (i, actor))


def _words(name: str) -> list[str]:
    return name.casefold().split()


def _is_bloc(actor: str, noun: str) -> bool:
    """ "the bloc", "the alliance": an organisation of states."""
    known = lexicon.organisations().get(actor) if noun in ("bloc", "alliance") else None
    return known is not None and known.sector == "IGO"
