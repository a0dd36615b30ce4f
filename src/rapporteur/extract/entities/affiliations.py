"""Whose somebody is: the land and the sectors of an actor, from the lexicon, the report's roles, and the words of descriptions.

"A court in Guyana" is Guyana's and JUD, "Malian rebel commanders" are Mali's and REB, "US-backed rebels" nobody's yet.
Countries are ISO 3166 alpha-3, sectors PLOVER's (manual, table "Sector Codes"), the main one first.

"Gen. Awa Keita, the Malian army chief, …" makes her `Affiliation("MLI", ("MIL",))`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.entities.noun_phrases import institution_kind, office_of
from rapporteur.extract.entities.offices import OfficeHolding, is_former, office_at
from rapporteur.extract.entities.registry import FEW, Registry
from rapporteur.lexicon import actor_codes, dated_offices, user_entries
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.schema import Office, Organisation
from rapporteur.lexicon.vocabulary import singular
from rapporteur.lexicon.word_sets import word_set

_DEEP = 3
"""Noun phrases within noun phrases that are followed: "the leader of a faction of the army of …"."""
_REMEMBERED = 20
"""Years after an office in which a report may still mean who held it."""


class Affiliation(NamedTuple):
    """ISO alpha-3 or `None`, and PLOVER's sectors, the main one first."""

    country: str | None
    sectors: tuple[str, ...]


NONE = Affiliation(None, ())


def affiliation(registry: Registry, actor: str, asked: frozenset[str] = frozenset()) -> Affiliation:
    """Land and sectors of an actor, as far as the lexicon or the report tells.

    `asked`: those on whom the answer already hangs, so that two organisations named by each other have one.
    """
    base = registry.actor(actor)
    entry = user_entries.entry_of(actor, registry.report.published)
    if entry is not None and entry.country and entry.sectors:
        return Affiliation(entry.country, entry.sectors)
    if actor in asked:
        return Affiliation(base.country, ())
    derived = _affiliation(registry, actor, asked | {actor})
    if entry is not None:
        return Affiliation(entry.country or derived.country, entry.sectors or derived.sectors)
    return derived


def _affiliation(registry: Registry, actor: str, asked: frozenset[str]) -> Affiliation:
    base = registry.actor(actor)
    if base.kind in ("state", "place") or actor.startswith("group."):
        country = base.country or _people(base.name.split(), 0)
        return Affiliation(country, _partial(country, ()))
    if actor in registry.described_at:
        derived = _of_description(registry, actor, asked)
    elif actor.startswith("desc."):
        derived = NONE
    elif actor.startswith("person."):
        derived = _of_person(registry, actor, asked)
    else:
        derived = _of_organisation(registry, actor, asked)
    country = base.country or derived.country
    return Affiliation(country, _partial(country, derived.sectors))


def _of_description(registry: Registry, actor: str, asked: frozenset[str]) -> Affiliation:
    i = registry.described_at[actor]
    derived = described(registry, i, asked=asked)
    if derived.country is None and registry.actor(actor).country is None:
        return Affiliation(_theatre(registry, i, derived.sectors), derived.sectors)
    return derived


def _theatre(registry: Registry, i: int, sectors: tuple[str, ...]) -> str | None:
    """The land that the report is all about, for those who are some land's: "police", "residents", "the opposition".

    Not for who is told apart by an owner, a name or a word such as "foreign", nor inside a quotation.
    """
    tree = registry.tree
    if not sectors or sectors[0] not in group("domestic") or tree.quoted(i, FEW) or tree.children(i, "nmod:poss"):
        return None
    first = _left(registry, i, None)
    words = range(first, i + 1)
    named = any(j in registry.name_at or "-" in tree.lower[j] or actor_codes.is_abroad(tree.lower[j]) for j in words)
    behind = any(k in registry.name_at for j in tree.children(i, "nmod") for k in tree.subtree(j))
    if named or behind:
        return None
    return registry.lands.about()


def _partial(country: str | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """PLOVER marks those of breakaway regions as PRE beside their sector (codebook, sector code note 2)."""
    row = lexicon.countries()[country] if country else None
    partial = row is not None and row.status == "partial" and row.sovereign is not None
    return (*sectors, "PRE") if partial and "PRE" not in sectors else sectors


# ---- persons and organisations ------------------------------------------------------------------------------------
def _of_person(registry: Registry, actor: str, asked: frozenset[str]) -> Affiliation:
    """By the offices that the report gives her, those of today before former ones; else by title or description."""
    names = registry.names_of.get(actor, ())
    ahead = [_governing(registry, name) for name in names]
    joint = _joined([*ahead, *(_of_post(registry, post, asked) for post in registry.holdings_of.get(actor, []))])
    for evidence in (partial(_beside, asked=asked), _titled, _in_front):
        if not joint.sectors or (evidence is _in_front and not joint.country):
            joint = _joined([joint, *(evidence(registry, name) for name in names)])
    country = registry.country(actor) or joint.country
    known = in_office(registry, registry.actor(actor).name)
    fits = known.country is not None and country in (None, known.country)
    return joint if joint.sectors or not (fits or "IGO" in known.sectors) else known


def home_of(registry: Registry, actor: str) -> str | None:
    """The land of a person whose offices tell none: in front of or beside her name, else of what she is known to hold."""
    names = registry.names_of.get(actor, ())
    entry = user_entries.entry_of(actor, registry.report.published)
    if entry is not None and entry.country:
        return entry.country
    around = _joined(evidence(registry, name) for name in names for evidence in (_in_front, _beside))
    return around.country or in_office(registry, registry.actor(actor).name).country


def in_office(registry: Registry, name: str) -> Affiliation:
    """What is known from elsewhere of who bore that name in the report's days: her land, and the office that she held.

    Whose office ended before that day is ELI, as CAMEO has it; of days that the table does not reach it says no office.
    A namesake is kept out where the report has no word of that land and the bearer is not one known by surname alone.
    """
    terms = dated_offices.terms(name)
    terms = tuple(t for t in terms if t.widely or t.country is None or t.country in registry.lands.named)
    day = (registry.report.published or "")[:10]
    if not terms:
        return NONE
    if not day:
        return Affiliation(terms[-1].country, ())
    now = [t for t in terms if t.start <= day <= t.end]
    if now:
        return Affiliation(now[-1].country, tuple(dict.fromkeys(s for t in reversed(now) for s in t.sectors)))
    over = max(t.end for t in terms) < min(day, dated_offices.OPEN_END)
    past = terms[-1].country is not None and over and int(day[:4]) - int(terms[-1].end[:4]) <= _REMEMBERED
    return Affiliation(terms[-1].country, ("ELI",) if past else ())


def _joined(affiliations: Iterable[Affiliation]) -> Affiliation:
    """The first land, and all sectors in order but ELI last: who holds an office today is no former official."""
    known = list(affiliations)
    country = next((a.country for a in known if a.country), None)
    sectors = dict.fromkeys(s for a in known for s in a.sectors)
    former = sectors.pop("ELI", "") is None
    main = tuple(sectors)[:3]
    return Affiliation(country, main or (("ELI",) if former else ()))


def _of_post(registry: Registry, post: OfficeHolding, asked: frozenset[str]) -> Affiliation:
    """An office as the report gives it: "NATO secretary-general", "former Malian army chief"."""
    by_words = described(registry, post.end - 1, post.start, office=post.office, asked=asked)
    if "IGO" in by_words.sectors:
        return by_words
    if post.of is not None and post.of in registry.actors:
        owner = _owner(registry, post.of, asked)
        loose = actor_codes.belonging(registry.tree.lemmas[post.end - 1]) is not None
        headed = registry.actor(post.of).kind == "organisation" and post.office.level in word_set("entities", "of_organisations")
        if headed and not owner.sectors:
            return Affiliation(owner.country or by_words.country, ())
        if owner.sectors and (loose or headed or "IGO" in owner.sectors or not by_words.sectors):
            return Affiliation(owner.country, owner.sectors)
        return Affiliation(owner.country or by_words.country, by_words.sectors or _alone(post.office.sector))
    belongs = actor_codes.belonging(registry.tree.lemmas[post.end - 1])
    keeps_sector = belongs is None or (belongs.always and belongs.alone) or " " in post.office.name
    lone = not keeps_sector and by_words.country is None
    return Affiliation(by_words.country, by_words.sectors or (() if lone else _alone(post.office.sector)))


def _alone(sector: str) -> tuple[str, ...]:
    return (sector,) if sector else ()


def _owner(registry: Registry, actor: str, asked: frozenset[str]) -> Affiliation:
    """Whose office, troops or base it is; a person's men are her land's."""
    return Affiliation(registry.country(actor), ()) if actor.startswith("person.") else affiliation(registry, actor, asked)


def _beside(registry: Registry, name: EntityMention, asked: frozenset[str] = frozenset()) -> Affiliation:
    """By the noun that a name specifies, or that specifies it: "the rebel group Ansa", "Ben Ode, a taxi driver"."""
    tree, head = registry.tree, name.head
    beside = [k for k in tree.children(head, "appos", "compound") if k not in registry.name_at]
    nouns = [k for k in beside if tree.upos[k] in ("NOUN", "PROPN")]
    governor = tree.heads[head]
    if tree.deprels[head].split(":")[0] in ("appos", "flat", "compound") and governor >= 0 and governor not in registry.name_at:
        nouns += [governor] if governor < name.start and tree.upos[governor] in ("NOUN", "PROPN") else []
    affiliations = (described(registry, k, asked=asked) for k in nouns)
    return next((a for a in affiliations if a.sectors), NONE)


def _titled(registry: Registry, name: EntityMention) -> Affiliation:
    """By the title in front: "Gen. Keita" MIL, "Sheriff Ode" COP, "Bishop Ode" REL."""
    before = registry.tree.texts[name.start - 1] if name.start else ""
    at = name.start - 2 if before == "." and name.start > 1 else name.start - 1
    joined = at > 0 and registry.tree.texts[at - 1] == "-"  # a Secretary-General is no general
    kind = lexicon.title_kind(registry.tree.texts[at]) if at >= 0 and not joined else None
    return Affiliation(None, _alone({"military": "MIL", "police": "COP", "religious": "REL"}.get(kind or "", "")))


def _governing(registry: Registry, name: EntityMention) -> Affiliation:
    """By an office of state that stands before another title: "Supreme Leader Ayatollah Ode" is GOV first."""
    tree, first = registry.tree, _left(registry, name.start, None)
    offices = [hit for j in range(first, name.start) if (hit := office_at(tree, j, name.start)) is not None]
    leads = [o for end, o in offices if end < name.start and o.level in word_set("entities", "governing")]
    return Affiliation(None, _alone(leads[0].sector)) if leads and not is_former(tree, first, name.start - 1) else NONE


def _in_front(registry: Registry, name: EntityMention) -> Affiliation:
    """By the land in front of a name, whatever stands between: "Mali's renegade Gen. Awa Keita"."""
    tree = registry.tree
    named = [n for j in range(_left(registry, name.start, None), name.start) if (n := registry.name_at.get(j)) is not None]
    fits = [n for n in named if n.kind in ("demonym", "country") and tree.below(n.head, name.head) and not _turned(registry, n)]
    return Affiliation(registry.country(fits[0].id), ()) if fits else NONE


def _of_organisation(registry: Registry, actor: str, asked: frozenset[str]) -> Affiliation:
    """An organisation by the lexicon's row, by its kind ("mli.foreign-ministry"), or by the words of its name."""
    base = registry.actor(actor)
    known = lexicon.institutions().get(actor) or lexicon.organisations().get(actor)
    if known is not None:
        across = isinstance(known, Organisation) and known.kind in ("igo", "alliance")
        return Affiliation(known.country or base.country, tuple(dict.fromkeys([*(["IGO"] if across else []), known.sector])))
    prefix, _, kind = actor.partition(".")
    noun = lexicon.institution_nouns().get(kind) if prefix.upper() in lexicon.countries() else None
    office = lexicon.offices().get(kind) if prefix.upper() in lexicon.countries() else None
    if noun is not None or office is not None:
        sector = noun.sector if noun else office.sector if office else ""
        return Affiliation(base.country, _with(sector, kind.split("-")[:-1]))
    body = dated_offices.body(base.name)
    if body is not None:
        return Affiliation(base.country or body.country, body.sectors)
    names = registry.names_of.get(actor, ())
    beside = _joined(_beside(registry, name, asked) for name in names)
    here = _joined(described(registry, name.head, asked=asked) for name in names)
    by_name = _by_name(base.name)
    return Affiliation(beside.country or here.country or by_name.country, beside.sectors or by_name.sectors or here.sectors)


def _by_name(name: str) -> Affiliation:
    """By the words of a name that no table has: "Supreme Court of Mali" JUD, "Chadian Workers Party" PTY."""
    words = name.split()
    lower = [w.lower().rstrip(",") for w in words]
    countries = [lexicon.demonym(w) or lexicon.country_of(w) or _people(words, i) for i, w in enumerate(words)]
    head = next((i for i, w in enumerate(lower) if i and w in word_set("entities", "links")), len(lower))
    sectors = [actor_codes.naming(w) for w in (*reversed(lower[:head]), *reversed(lower[head:]))]
    rebels = "REB" if "REB" in sectors else None
    institution = lexicon.institution_noun(name)
    sector = rebels or (institution.sector if institution else next((s for s in sectors if s), ""))
    return Affiliation(next((c for c in countries if c), None), _with(sector, lower))


def _people(words: Sequence[str], i: int) -> str | None:
    hit = actor_codes.people_at(words, i)
    return hit[1] if hit is not None else None


# ---- descriptions -------------------------------------------------------------------------------------------------
def described(
    registry: Registry, i: int, start: int | None = None, depth: int = 0, office: Office | None = None,
    asked: frozenset[str] = frozenset(),
) -> Affiliation:
    """Land and sectors of the noun phrase of head `i`: "a senior Guyanese police officer" is Guyana's and COP.

    `start`: the first word that belongs to it, `office` what they name, where the caller knows better than the tree.
    """
    tree, name = registry.tree, registry.name_at.get(i)
    if name is not None and name.kind not in ("demonym", "person") and depth:
        return _owner(registry, name.id, asked) if name.id in registry.actors else NONE
    called = next((registry.name_at[k] for k in tree.children(i, "appos", "flat", "nmod:desc") if k in registry.name_at), None)
    if called is not None and called.kind == "country":
        return Affiliation(registry.country(called.id), ())  # "its neighbour Chad"
    first = _left(registry, i, start)
    owners = _owners(registry, first, i, depth, asked)
    return Affiliation(_home(registry, first, i, owners, depth, asked), _sectors(registry, first, i, owners, office))


def _left(registry: Registry, i: int, start: int | None) -> int:
    """The first word of what stands before head `i` in its noun phrase, adjectives, nouns and possessors."""
    tree = registry.tree
    floor = tree.sentence(i).start
    j = i
    while j > floor and _is_before_noun(registry, j - 1):
        j -= 1
    return j if start is None else min(j, start)


def _is_before_noun(registry: Registry, j: int) -> bool:
    """May word `j` stand between the first word of a noun phrase and its head?"""
    tree, marks = registry.tree, word_set("syntax", "possessives")
    if tree.upos[j] in word_set("entities", "before_nouns") or tree.lower[j] == "-" or tree.lower[j] in marks:
        return True
    return _is_adjective(registry, j)


def _is_adjective(registry: Registry, j: int) -> bool:
    """A participle in front of its noun: "exiled leaders", not "students protesting taxes"."""
    tree = registry.tree
    return tree.xpos[j] in ("VBN", "VBG") and tree.heads[j] > j and tree.deprels[j] in ("amod", "compound")


def _owners(registry: Registry, first: int, i: int, depth: int, asked: frozenset[str]) -> list[Affiliation]:
    """Of whom the noun's people or things are: names in front, and what stands behind with "of", "from", "for"."""
    tree, out = registry.tree, []
    names = dict.fromkeys(registry.name_at[j] for j in range(first, i + 1) if j in registry.name_at)
    for name in names:
        owns = tree.deprels[name.head] == "nmod:poss" and actor_codes.is_related(tree.lemmas[i])
        if owns or _turned(registry, name) or (name.kind == "person" and name.end > i):
            continue
        out.append(_owner(registry, name.id, asked) if name.id in registry.actors else NONE)
    related = actor_codes.is_related(tree.lemmas[i])
    for k in tree.children(i, "nmod:poss"):
        owner = registry.actor_at.get(k) if tree.upos[k] == "PRON" else None
        out += [_owner(registry, owner, asked)] if owner in registry.actors and not related else []
    loose = actor_codes.belonging(tree.lemmas[i]) is not None
    for k in tree.children(i, "nmod"):
        owns = tree.case(k) in ("of", "from") or (loose and tree.case(k) in word_set("entities", "owners"))
        if k > i and depth < _DEEP and owns and not related:
            out.append(described(registry, k, None, depth + 1, asked=asked))
    return out


def _turned(registry: Registry, name: EntityMention) -> bool:
    """The land in "pro-Russian", "US-backed", "ethnic Albanian" is not that of whom the words describe."""
    return _is_turned(registry, name.start, name.end)


def _is_turned(registry: Registry, start: int, end: int) -> bool:
    lower = registry.tree.lower
    joined = start > 1 and lower[start - 1] == "-"
    prefix = lower[start - 2] if joined else lower[start - 1] if start and lower[start - 1] == "ethnic" else ""
    suffix = lower[end + 1] if end + 1 < len(lower) and lower[end] == "-" else ""
    return actor_codes.turns(prefix) == "before" or actor_codes.turns(suffix) == "after"


def _home(
    registry: Registry, first: int, i: int, owners: list[Affiliation], depth: int, asked: frozenset[str]
) -> str | None:
    """The land in front of or behind the noun; where none is, the one that it is in: "a court in Guyana"."""
    for owner in owners:
        if owner.country or "IGO" in owner.sectors:
            return owner.country
    tree = registry.tree
    for j in range(first, i + 1):
        country = _people(tree.texts, j)
        if country is not None and (tree.lower[j - 1] == "ethnic" or not _is_turned(registry, j, j + 1)):
            return country
    for k in tree.children(i, "nmod"):
        if k > i and tree.case(k) in word_set("entities", "seats") and depth < _DEEP:
            country = described(registry, k, None, depth + 1, asked=asked).country
            if country:
                return country
    return None


def _sectors(
    registry: Registry, first: int, i: int, owners: list[Affiliation], office: Office | None = None
) -> tuple[str, ...]:
    """The noun's own sector, with what the words in front and its owners say."""
    tree = registry.tree
    named = office_of(registry.tree, i)
    office = office or (named[0] if named is not None else None)
    sector, loose = _own_sector(registry, first, i, office)
    owned = next((o.sectors for o in owners if o.sectors), ())
    words = [*(tree.lower[j] for j in range(first, i) if tree.lower[j] != "-"), tree.lemmas[i]]
    common = [j for j in range(first, i) if j not in registry.name_at and tree.upos[j] in ("NOUN", "PROPN")]
    nouns = [s for j in common if (s := _noun_sector(tree.lemmas[j]))]
    loose = loose or (office is not None and office.level in word_set("entities", "of_organisations"))
    of_organisation = _is_of_organisation(registry, first, i)
    if not sector and not loose:
        return owned or _with("", words) or tuple(nouns[-1:])
    if loose and of_organisation and not owned:
        return ()  # of an organisation of which nothing is known
    if loose and "IGO" in owned:
        return owned
    if loose:
        qualities = (actor_codes.quality(w) for w in reversed(words[:-1]))
        said = next((q.sector for q in qualities if q is not None and q.how == "loose"), None)
        sectors = _with(said or (nouns[-1] if nouns else ""), words) or owned
        belongs = actor_codes.belonging(tree.lemmas[i])
        lone = belongs is not None and not belongs.always and not owners and (office is None or " " not in office.name)
        return sectors or (() if lone else _with(sector, words))
    if "IGO" in owned:
        return ("IGO", sector) if sector in ("MIL", "COP") else owned
    if owned and owned[0] == "REB" and sector in group("giving_way"):
        return owned
    return _with(sector, words)


def _is_of_organisation(registry: Registry, first: int, i: int) -> bool:
    """Is an organisation named in front of noun `i` or behind it with "of"? The president of a club is no government."""
    tree = registry.tree
    words = [*range(first, i), *(k for k in tree.children(i, "nmod") if tree.case(k) in word_set("entities", "owners"))]
    return any(n.kind == "organisation" and not n.start <= i < n.end for j in words if (n := registry.name_at.get(j)) is not None)


def _own_sector(registry: Registry, first: int, i: int, office: Office | None) -> tuple[str, bool]:
    """The sector of head `i` itself, and whether it gives way to that of its owner ("spokesman", "official")."""
    tree = registry.tree
    lemma = tree.lemmas[i]
    pair = f"{tree.lemmas[i - 1]} {lemma}" if i > first else ""
    joint = lexicon.agent_noun(pair)
    if joint is not None:
        return joint.sector, False
    alone = actor_codes.belonging(lemma)
    if office is not None and (alone is None or " " in office.name) and office.level != "spokesperson":
        return office.sector, False
    if alone is not None:
        agent = lexicon.agent_noun(lemma) if not alone.alone else None
        return alone.alone or (agent.sector if agent is not None else ""), True
    institution, agent, rarer = institution_kind(registry.tree, i), lexicon.agent_noun(lemma), actor_codes.noun_sectors(pair)
    if institution is not None and (agent is None or lexicon.institution_noun(tree.lower[i]) is not institution):
        return institution.sector, False  # "national guard"; by the word alone a militia is PRM
    return (rarer[0] if rarer and agent is None else _noun_sector(lemma)), False


def _noun_sector(lemma: str) -> str:
    agent = lexicon.agent_noun(lemma)
    if agent is not None and actor_codes.belonging(agent.lemma) is None:
        return agent.sector
    if agent is None and actor_codes.noun_sectors(lemma):
        return actor_codes.noun_sectors(lemma)[0]
    kind = lexicon.equipment_kind(lemma) or lexicon.equipment_kind(singular(lemma))
    return "MIL" if kind in word_set("entities", "acting") else ""


def _with(sector: str, words: list[str]) -> tuple[str, ...]:
    """A sector with what the words in front add: ("LEG", "OPP") for opposition lawmakers, ("ELI",) for a former one."""
    qualities = [q for w in words if (q := actor_codes.quality(w)) is not None]
    instead = [q.sector for q in qualities if q.how == "instead" and _turns_into(sector, q.sector)]
    main = instead[-1] if instead else sector
    second = [q.sector for q in qualities if q.how == "second" and q.sector != main]
    if main == "ELI" or not main:
        return (main,) if main else tuple(dict.fromkeys(s for s in second if s == "OPP"))
    added = [s for s in second if s == "OPP" or main in group("with_second")]
    return tuple(dict.fromkeys([main, *added]))


def _turns_into(sector: str, other: str) -> bool:
    if other == "ELI":
        return sector in group("state")
    if other == "UAF":
        return sector in ("", "CVL")  # armed forces are soldiers, an unknown rebel group rebels
    return sector in group("giving_way") or not sector
