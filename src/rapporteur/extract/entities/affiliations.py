"""Whose somebody is: the land and the sectors of an actor, from the lexicon, the report's roles, and the words of descriptions.

"A court in Guyana" is Guyana's and JUD, "Malian rebel commanders" are Mali's and REB, "US-backed rebels" nobody's yet.
Countries are ISO 3166 alpha-3, sectors PLOVER's (manual, table "Sector Codes"), the main one first.

>>> # "Gen. Awa Keita, the Malian army chief, …" -> affiliation(cast, "person.awa-keita") == Affiliation("MLI", ("MIL",))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.entities.offices import is_former, office_at
from rapporteur.extract.entities.pronouns import FEW
from rapporteur.lexicon import actor_codes, dated_offices, user_entries
from rapporteur.lexicon.schema import Office, Organisation
from rapporteur.lexicon.vocabulary import singular

if TYPE_CHECKING:
    from rapporteur.extract.entities.index import ActorIndex
    from rapporteur.extract.entities.offices import OfficeHolding

_OWNERS = ("of", "from", "for", "with", "within", "among")
_SEATS = ("in", "at", "near", "outside", "on", "around", "inside", "across", "along")
_DEEP = 3
"""Noun phrases within noun phrases that are followed: "the leader of a faction of the army of …"."""
_ABOUT = 4
"""Mentions of a land from which on a report may be about it."""
_DOMESTIC = frozenset({"AGR", "COP", "CVL", "GOV", "JUD", "LEG", "MED", "OPP", "PTY"})
"""Sectors of people who are mostly spoken of as those of the land that a report is about; armed bands come from anywhere."""
_GOVERNING = frozenset({"head-of-state", "head-of-government", "deputy-head", "minister", "deputy-minister"})
_ACTING = frozenset({"aircraft", "artillery", "missile", "ship", "system", "vehicle"})
"""Kinds of equipment that act for the forces whose they are; a mine or a gun is anybody's."""
_OF_HOUSES = frozenset({"head-of-state", "organisation", "official", "adviser"})
"""Levels of offices that any house may have: the president of a party is no government."""
_REMEMBERED = 20
"""Years after an office in which a report may still mean who held it."""
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"})
_GIVES_WAY = frozenset({"MIL", "UAF", "CVL", "GOV", "COP", "PRM", "REB", "SPY", "LEG"})
"""Sectors of nouns that "rebel", "armed" or "former" in front turn into another: "rebel soldiers", "a former minister"."""


class Affiliation(NamedTuple):
    """ISO alpha-3 or `None`, and PLOVER's sectors, the main one first."""

    country: str | None
    sectors: tuple[str, ...]


NONE = Affiliation(None, ())


def affiliation(cast: ActorIndex, actor: str) -> Affiliation:
    """Land and sectors of an actor of the cast, as far as the lexicon or the report tells."""
    base = cast.base[actor]
    mine = user_entries.entry_of(actor, cast.report.published)
    if mine is not None and mine.country and mine.sectors:
        return Affiliation(mine.country, mine.sectors)
    if actor in cast.asking:
        return Affiliation(base.country, ())  # two houses named by each other
    cast.asking.add(actor)
    try:
        found = _affiliation(cast, actor)
        if mine is not None:
            return Affiliation(mine.country or found.country, mine.sectors or found.sectors)
        return found
    finally:
        cast.asking.discard(actor)


def _affiliation(cast: ActorIndex, actor: str) -> Affiliation:
    base = cast.base[actor]
    if base.kind in ("state", "place") or actor.startswith("group."):
        country = base.country or _people(base.name.split(), 0)
        return Affiliation(country, _partial(country, ()))
    if actor in cast.described:
        found = described(cast, cast.described[actor])
        if found.country is None and base.country is None:
            found = Affiliation(_theatre(cast, cast.described[actor], found.sectors), found.sectors)
    elif actor.startswith("desc."):
        found = NONE
    elif actor.startswith("person."):
        found = _of_person(cast, actor)
    else:
        found = _of_house(cast, actor)
    country = base.country or found.country
    return Affiliation(country, _partial(country, found.sectors))


def _theatre(cast: ActorIndex, i: int, sectors: tuple[str, ...]) -> str | None:
    """The land that the report is all about, for those who are some land's: "police", "residents", "the opposition".

    Not for who is told apart by an owner, a name or a word such as "foreign", nor inside a quotation.
    """
    tree = cast.tree
    if not sectors or sectors[0] not in _DOMESTIC or tree.quoted(i, FEW) or tree.children(i, "nmod:poss"):
        return None
    first = _left(cast, i, None)
    named = any(j in cast.name_at or "-" in tree.lower[j] or actor_codes.is_abroad(tree.lower[j]) for j in range(first, i + 1))
    behind = any(k in cast.name_at for j in tree.children(i, "nmod") for k in tree.subtree(j))
    if named or behind:
        return None
    kinds = ("country", "capital", "demonym", "place")
    lands = Counter(n.entry.country for n in cast.names if n.entry is not None and n.entry.country and n.kind in kinds)
    ranked = lands.most_common(2)
    stands_out = bool(ranked) and ranked[0][1] >= _ABOUT and (len(ranked) < 2 or ranked[1][1] * 2 <= ranked[0][1])
    return ranked[0][0] if stands_out else None


def _partial(country: str | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """PLOVER marks those of breakaway regions as PRE beside their sector (codebook, sector code note 2)."""
    land = lexicon.countries()[country] if country else None
    partial = land is not None and land.status == "partial" and land.sovereign is not None
    return (*sectors, "PRE") if partial and "PRE" not in sectors else sectors


# ---- persons and organisations ------------------------------------------------------------------------------------
def _of_person(cast: ActorIndex, actor: str) -> Affiliation:
    """By the offices that the report gives her, those of today before former ones; else by title or description."""
    ahead = [_governing(cast, name) for name in cast.names if name.id == actor]
    found = _joined([*ahead, *(_of_post(cast, post) for post in cast.posts.get(actor, []))])
    for told in (_beside, _titled, _in_front):
        if not found.sectors or (told is _in_front and not found.country):
            found = _joined([found, *(told(cast, name) for name in cast.names if name.id == actor)])
    country = cast.country(actor) or found.country
    known = in_office(cast, cast.base[actor].name)
    fits = known.country is not None and country in (None, known.country)
    return found if found.sectors or not (fits or "IGO" in known.sectors) else known


def home_of(cast: ActorIndex, actor: str) -> str | None:
    """The land of a person whose offices tell none: in front of or beside her name, else of what she is known to hold."""
    names = [name for name in cast.names if name.id == actor]
    mine = user_entries.entry_of(actor, cast.report.published)
    if mine is not None and mine.country:
        return mine.country
    told = _joined(found(cast, name) for name in names for found in (_in_front, _beside))
    return told.country or in_office(cast, cast.base[actor].name).country


def in_office(cast: ActorIndex, name: str) -> Affiliation:
    """What is known from elsewhere of who bore that name in the report's days: her land, and the office that she held.

    Whose office ended before that day is ELI, as CAMEO has it; of days that the table does not reach it says no office.
    A namesake is kept out where the report has no word of that land and the bearer is not one known by surname alone.
    """
    held = dated_offices.terms(name)
    lands = {n.entry.country for n in cast.names if n.entry is not None}
    held = tuple(t for t in held if t.widely or t.country is None or t.country in lands)
    day = (cast.report.published or "")[:10]
    if not held:
        return NONE
    if not day:
        return Affiliation(held[-1].country, ())
    now = [t for t in held if t.start <= day <= t.end]
    if now:
        return Affiliation(now[-1].country, tuple(dict.fromkeys(s for t in reversed(now) for s in t.sectors)))
    over = max(t.end for t in held) < min(day, dated_offices.OPEN_END)
    past = held[-1].country is not None and over and int(day[:4]) - int(held[-1].end[:4]) <= _REMEMBERED
    return Affiliation(held[-1].country, ("ELI",) if past else ())


def _joined(found: Iterable[Affiliation]) -> Affiliation:
    """The first land, and all sectors in order but ELI last: who holds an office today is no former official."""
    known = list(found)
    country = next((a.country for a in known if a.country), None)
    sectors = dict.fromkeys(s for a in known for s in a.sectors)
    former = sectors.pop("ELI", "") is None
    kept = tuple(sectors)[:3]
    return Affiliation(country, kept or (("ELI",) if former else ()))


def _of_post(cast: ActorIndex, post: OfficeHolding) -> Affiliation:
    """An office as the report gives it: "NATO secretary-general", "former Malian army chief"."""
    found = described(cast, post.end - 1, post.start, office=post.office)
    if "IGO" in found.sectors:
        return found
    if post.of is not None and post.of in cast.base:
        owner = _owner(cast, post.of)
        loose = actor_codes.belonging(cast.tree.lemmas[post.end - 1]) is not None
        headed = cast.base[post.of].kind == "organisation" and post.office.level in _OF_HOUSES
        if headed and not owner.sectors:
            return Affiliation(owner.country or found.country, ())
        if owner.sectors and (loose or headed or "IGO" in owner.sectors or not found.sectors):
            return Affiliation(owner.country, owner.sectors)
        return Affiliation(owner.country or found.country, found.sectors or _alone(post.office.sector))
    belongs = actor_codes.belonging(cast.tree.lemmas[post.end - 1])
    kept = belongs is None or (belongs.always and belongs.alone) or " " in post.office.name
    lone = not kept and found.country is None
    return Affiliation(found.country, found.sectors or (() if lone else _alone(post.office.sector)))


def _alone(sector: str) -> tuple[str, ...]:
    return (sector,) if sector else ()


def _owner(cast: ActorIndex, actor: str) -> Affiliation:
    """Whose office, troops or base it is; a person's men are her land's."""
    return Affiliation(cast.country(actor), ()) if actor.startswith("person.") else affiliation(cast, actor)


def _beside(cast: ActorIndex, name: EntityMention) -> Affiliation:
    """By the noun that a name specifies, or that specifies it: "the rebel group Ansa", "Ben Ode, a taxi driver"."""
    tree, head = cast.tree, name.head
    nouns = [k for k in tree.children(head, "appos", "compound") if k not in cast.name_at and tree.upos[k] in ("NOUN", "PROPN")]
    governor = tree.heads[head]
    if tree.deprels[head].split(":")[0] in ("appos", "flat", "compound") and governor >= 0 and governor not in cast.name_at:
        nouns += [governor] if governor < name.start and tree.upos[governor] in ("NOUN", "PROPN") else []
    found = (described(cast, k) for k in nouns)
    return next((a for a in found if a.sectors), NONE)


def _titled(cast: ActorIndex, name: EntityMention) -> Affiliation:
    """By the title in front: "Gen. Keita" MIL, "Sheriff Ode" COP, "Bishop Ode" REL."""
    before = cast.tree.texts[name.start - 1] if name.start else ""
    at = name.start - 2 if before == "." and name.start > 1 else name.start - 1
    joined = at > 0 and cast.tree.texts[at - 1] == "-"  # a Secretary-General is no general
    kind = lexicon.title_kind(cast.tree.texts[at]) if at >= 0 and not joined else None
    return Affiliation(None, _alone({"military": "MIL", "police": "COP", "religious": "REL"}.get(kind or "", "")))


def _governing(cast: ActorIndex, name: EntityMention) -> Affiliation:
    """By an office of state that stands before another title: "Supreme Leader Ayatollah Ode" is GOV first."""
    tree, first = cast.tree, _left(cast, name.start, None)
    offices = [found for j in range(first, name.start) if (found := office_at(tree, j, name.start)) is not None]
    leads = [o for end, o in offices if end < name.start and o.level in _GOVERNING]
    return Affiliation(None, _alone(leads[0].sector)) if leads and not is_former(tree, first, name.start - 1) else NONE


def _in_front(cast: ActorIndex, name: EntityMention) -> Affiliation:
    """By the land in front of a name, whatever stands between: "Mali's renegade Gen. Awa Keita"."""
    tree = cast.tree
    lands = [n for j in range(_left(cast, name.start, None), name.start) if (n := cast.name_at.get(j)) is not None]
    fits = [n for n in lands if n.kind in ("demonym", "country") and tree.below(n.head, name.head) and not _turned(cast, n)]
    return Affiliation(cast.country(fits[0].id), ()) if fits else NONE


def _of_house(cast: ActorIndex, actor: str) -> Affiliation:
    """An organisation by the lexicon's row, by its kind ("mli.foreign-ministry"), or by the words of its name."""
    base = cast.base[actor]
    known = lexicon.institutions().get(actor) or lexicon.organisations().get(actor)
    if known is not None:
        across = isinstance(known, Organisation) and known.kind in ("igo", "alliance")
        return Affiliation(known.country or base.country, tuple(dict.fromkeys([*(["IGO"] if across else []), known.sector])))
    land, _, kind = actor.partition(".")
    noun = lexicon.institution_nouns().get(kind) if land.upper() in lexicon.countries() else None
    office = lexicon.offices().get(kind) if land.upper() in lexicon.countries() else None
    if noun is not None or office is not None:
        sector = noun.sector if noun else office.sector if office else ""
        return Affiliation(base.country, _with(sector, kind.split("-")[:-1]))
    body = dated_offices.body(base.name)
    if body is not None:
        return Affiliation(base.country or body.country, body.sectors)
    names = [name for name in cast.names if name.id == actor]
    beside = _joined(_beside(cast, name) for name in names)
    here = _joined(described(cast, name.head) for name in names)
    told = _by_name(base.name)
    return Affiliation(beside.country or here.country or told.country, beside.sectors or told.sectors or here.sectors)


def _by_name(name: str) -> Affiliation:
    """By the words of a name that no table has: "Supreme Court of Mali" JUD, "Chadian Workers Party" PTY."""
    words = name.split()
    lower = [w.lower().rstrip(",") for w in words]
    lands = [lexicon.demonym(w) or lexicon.country_of(w) or _people(words, i) for i, w in enumerate(words)]
    head = next((i for i, w in enumerate(lower) if i and w in ("of", "for", "in", "on")), len(lower))
    told = [actor_codes.naming(w) for w in (*reversed(lower[:head]), *reversed(lower[head:]))]
    rebels = "REB" if "REB" in told else None
    found = lexicon.institution_noun(name)
    sector = rebels or (found.sector if found else next((s for s in told if s), ""))
    return Affiliation(next((c for c in lands if c), None), _with(sector, lower))


def _people(words: Sequence[str], i: int) -> str | None:
    found = actor_codes.people_at(words, i)
    return found[1] if found is not None else None


# ---- descriptions -------------------------------------------------------------------------------------------------
def described(
    cast: ActorIndex, i: int, start: int | None = None, depth: int = 0, office: Office | None = None
) -> Affiliation:
    """Land and sectors of the noun phrase of head `i`: "a senior Guyanese police officer" is Guyana's and COP.

    `start`: the first word that belongs to it, `office` what they name, where the caller knows better than the tree.
    """
    tree, name = cast.tree, cast.name_at.get(i)
    if name is not None and name.kind not in ("demonym", "person") and depth:
        return _owner(cast, name.id) if name.id in cast.base else NONE
    called = next((cast.name_at[k] for k in tree.children(i, "appos", "flat", "nmod:desc") if k in cast.name_at), None)
    if called is not None and called.kind == "country":
        return Affiliation(cast.country(called.id), ())  # "its neighbour Chad"
    inner = _amount_of(cast, i) if depth < _DEEP else None
    first = _left(cast, i, start)
    if inner is not None:
        found = described(cast, inner, None, depth + 1)
        return Affiliation(found.country or _home(cast, first, i, [], depth), found.sectors)
    owners = _owners(cast, first, i, depth)
    return Affiliation(_home(cast, first, i, owners, depth), _sectors(cast, first, i, owners, office))


def _amount_of(cast: ActorIndex, i: int) -> int | None:
    """ "Dozens of protesters", "a group of gunmen": whom the amount is of."""
    tree = cast.tree
    if not actor_codes.is_amount(tree.lemmas[i]):
        return None
    return next((k for k in tree.children(i, "nmod") if tree.case(k) == "of" and tree.xpos[k] in ("NNS", "NNPS")), None)


def _left(cast: ActorIndex, i: int, start: int | None) -> int:
    """The first word of what stands before head `i` in its noun phrase, adjectives, nouns and possessors."""
    tree = cast.tree
    floor = tree.sentence(i).start
    j = i
    while j > floor and (tree.upos[j - 1] in ("NOUN", "PROPN", "ADJ", "NUM") or tree.lower[j - 1] in ("-", "'s", "’s", "'", "’")
                         or _is_adjective(cast, j - 1) or _joins(cast, j - 1)):  # fmt: skip
        j -= 1
    return j if start is None else min(j, start)


def _is_adjective(cast: ActorIndex, j: int) -> bool:
    """A participle in front of its noun: "exiled leaders", not "students protesting taxes"."""
    tree = cast.tree
    return tree.xpos[j] in ("VBN", "VBG") and tree.heads[j] > j and tree.deprels[j] in ("amod", "compound")


def _joins(cast: ActorIndex, j: int) -> bool:
    """The "and" in "political and military officials"."""
    tree = cast.tree
    return tree.upos[j] == "CCONJ" and tree.upos[j - 1] == "ADJ" and tree.upos[j + 1] in ("ADJ", "NOUN")


def _owners(cast: ActorIndex, first: int, i: int, depth: int) -> list[Affiliation]:
    """Of whom the noun's people or things are: names in front, and what stands behind with "of", "from", "for"."""
    tree, out = cast.tree, []
    names = dict.fromkeys(cast.name_at[j] for j in range(first, i + 1) if j in cast.name_at)
    for name in names:
        owns = tree.deprels[name.head] == "nmod:poss" and actor_codes.is_related(tree.lemmas[i])
        if owns or _turned(cast, name) or (name.kind == "person" and name.end > i):
            continue
        out.append(_owner(cast, name.id) if name.id in cast.base else NONE)
    related = actor_codes.is_related(tree.lemmas[i])
    for k in tree.children(i, "nmod:poss"):
        owner = cast.at.get(k) if tree.upos[k] == "PRON" else None
        out += [_owner(cast, owner)] if owner in cast.base and not related else []
    loose = actor_codes.belonging(tree.lemmas[i]) is not None
    for k in tree.children(i, "nmod"):
        owns = tree.case(k) in ("of", "from") or (loose and tree.case(k) in _OWNERS)
        if k > i and depth < _DEEP and owns and not related:
            out.append(described(cast, k, None, depth + 1))
    return out


def _turned(cast: ActorIndex, name: EntityMention) -> bool:
    """The land in "pro-Russian", "US-backed", "ethnic Albanian" is not that of whom the words describe."""
    return _is_turned(cast, name.start, name.end)


def _is_turned(cast: ActorIndex, start: int, end: int) -> bool:
    lower = cast.tree.lower
    joined = start > 1 and lower[start - 1] == "-"
    prefix = lower[start - 2] if joined else lower[start - 1] if start and lower[start - 1] == "ethnic" else ""
    suffix = lower[end + 1] if end + 1 < len(lower) and lower[end] == "-" else ""
    return actor_codes.turns(prefix) == "before" or actor_codes.turns(suffix) == "after"


def _home(cast: ActorIndex, first: int, i: int, owners: list[Affiliation], depth: int) -> str | None:
    """The land in front of or behind the noun; where none is, the one that it is in: "a court in Guyana"."""
    for owner in owners:
        if owner.country or "IGO" in owner.sectors:
            return owner.country
    tree = cast.tree
    for j in range(first, i + 1):
        land = _people(tree.texts, j)
        if land is not None and (tree.lower[j - 1] == "ethnic" or not _is_turned(cast, j, j + 1)):
            return land
    for k in tree.children(i, "nmod"):
        if k > i and tree.case(k) in _SEATS and depth < _DEEP:
            found = described(cast, k, None, depth + 1).country
            if found:
                return found
    return None


def _sectors(
    cast: ActorIndex, first: int, i: int, owners: list[Affiliation], office: Office | None = None
) -> tuple[str, ...]:
    """The noun's own sector, with what the words in front and its owners say."""
    tree = cast.tree
    named = cast.office_of(i)
    office = office or (named[0] if named is not None else None)
    own, loose = _own_sector(cast, first, i, office)
    owned = next((o.sectors for o in owners if o.sectors), ())
    words = [*(tree.lower[j] for j in range(first, i) if tree.lower[j] != "-"), tree.lemmas[i]]
    common = [j for j in range(first, i) if j not in cast.name_at and tree.upos[j] in ("NOUN", "PROPN")]
    nouns = [s for j in common if (s := _noun_sector(tree.lemmas[j]))]
    loose = loose or (office is not None and office.level in _OF_HOUSES)
    house = _is_of_house(cast, first, i)
    if not own and not loose:
        return owned or _with("", words) or tuple(nouns[-1:])
    if loose and house and not owned:
        return ()  # of a house of which nothing is known
    if loose and "IGO" in owned:
        return owned
    if loose:
        qualities = (actor_codes.quality(w) for w in reversed(words[:-1]))
        said = next((q.sector for q in qualities if q is not None and q.how == "loose"), None)
        found = _with(said or (nouns[-1] if nouns else ""), words) or owned
        belongs = actor_codes.belonging(tree.lemmas[i])
        lone = belongs is not None and not belongs.always and not owners and (office is None or " " not in office.name)
        return found or (() if lone else _with(own, words))
    if "IGO" in owned:
        return ("IGO", own) if own in ("MIL", "COP") else owned
    if owned and owned[0] == "REB" and own in _GIVES_WAY:
        return owned
    return _with(own, words)


def _is_of_house(cast: ActorIndex, first: int, i: int) -> bool:
    """Is an organisation named in front of noun `i` or behind it with "of"? The president of a club is no government."""
    tree = cast.tree
    words = [*range(first, i), *(k for k in tree.children(i, "nmod") if tree.case(k) in _OWNERS)]
    return any(n.kind == "organisation" and not n.start <= i < n.end for j in words if (n := cast.name_at.get(j)) is not None)


def _own_sector(cast: ActorIndex, first: int, i: int, office: Office | None) -> tuple[str, bool]:
    """The sector of head `i` itself, and whether it gives way to that of its owner ("spokesman", "official")."""
    tree = cast.tree
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
    house, agent, rarer = cast.house_of(i), lexicon.agent_noun(lemma), actor_codes.noun_sectors(pair)
    if house is not None and (agent is None or lexicon.institution_noun(tree.lower[i]) is not house):
        return house.sector, False  # "national guard"; by the word alone a militia is PRM
    return (rarer[0] if rarer and agent is None else _noun_sector(lemma)), False


def _noun_sector(lemma: str) -> str:
    agent = lexicon.agent_noun(lemma)
    if agent is not None and actor_codes.belonging(agent.lemma) is None:
        return agent.sector
    if agent is None and actor_codes.noun_sectors(lemma):
        return actor_codes.noun_sectors(lemma)[0]
    kind = lexicon.equipment_kind(lemma) or lexicon.equipment_kind(singular(lemma))
    return "MIL" if kind in _ACTING else ""


def _with(sector: str, words: list[str]) -> tuple[str, ...]:
    """A sector with what the words in front add: ("LEG", "OPP") for opposition lawmakers, ("ELI",) for a former one."""
    qualities = [q for w in words if (q := actor_codes.quality(w)) is not None]
    instead = [q.sector for q in qualities if q.how == "instead" and _turns_into(sector, q.sector)]
    main = instead[-1] if instead else sector
    second = [q.sector for q in qualities if q.how == "second" and q.sector != main]
    if main == "ELI" or not main:
        return (main,) if main else tuple(dict.fromkeys(s for s in second if s == "OPP"))
    kept = [s for s in second if s == "OPP" or main in ("PTY", "JRN", "BUS", "LEG")]
    return tuple(dict.fromkeys([main, *kept]))


def _turns_into(sector: str, other: str) -> bool:
    if other == "ELI":
        return sector in _STATE
    if other == "UAF":
        return sector in ("", "CVL")  # armed forces are soldiers, an unknown rebel group rebels
    return sector in _GIVES_WAY or not sector
