"""Whose somebody is: the land and the sectors of an actor, from the lexicon, the report's roles, and the words of descriptions.

"A court in Guyana" is Guyana's and JUD, "Malian rebel commanders" are Mali's and REB, "US-backed rebels" nobody's yet.
Countries are ISO 3166 alpha-3, sectors PLOVER's (manual, table "Sector Codes"), the main one first.

>>> # "Gen. Awa Keita, the Malian army chief, …" -> affiliation(cast, "person.awa-keita") == Affiliation("MLI", ("MIL",))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rapporteur import lexicon
from rapporteur.extract.names import Name
from rapporteur.lexicon import coding
from rapporteur.lexicon.words import singular

if TYPE_CHECKING:
    from rapporteur.extract.actors import Cast
    from rapporteur.extract.roles import Holding

_OWNERS = ("of", "from", "for", "with", "within", "among")
_SEATS = ("in", "at", "near", "outside", "on", "around", "inside", "across", "along")
_DEEP = 3
"""Noun phrases within noun phrases that are followed: "the leader of a faction of the army of …"."""
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"})
_GIVES_WAY = frozenset({"MIL", "UAF", "CVL", "GOV", "COP", "PRM", "REB", "SPY", "LEG"})
"""Sectors of nouns that "rebel", "armed" or "former" in front turn into another: "rebel soldiers", "a former minister"."""


class Affiliation(NamedTuple):
    """ISO alpha-3 or `None`, and PLOVER's sectors, the main one first."""

    country: str | None
    sectors: tuple[str, ...]


NONE = Affiliation(None, ())


def affiliation(cast: Cast, actor: str) -> Affiliation:
    """Land and sectors of an actor of the cast, as far as the lexicon or the report tells."""
    base = cast.base[actor]
    if base.kind in ("state", "place") or actor.startswith("group."):
        return Affiliation(base.country, _partial(base.country, ()))
    if actor in cast.described:
        found = described(cast, cast.described[actor])
    elif actor.startswith("person."):
        found = _of_person(cast, actor)
    else:
        found = _of_house(cast, actor)
    country = base.country or found.country
    return Affiliation(country, _partial(country, found.sectors))


def _partial(country: str | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """PLOVER marks those of breakaway regions as PRE beside their sector (codebook, sector code note 2)."""
    land = lexicon.countries()[country] if country else None
    partial = land is not None and land.status == "partial" and land.sovereign is not None
    return (*sectors, "PRE") if partial and "PRE" not in sectors else sectors


# ---- persons and organisations ------------------------------------------------------------------------------------
def _of_person(cast: Cast, actor: str) -> Affiliation:
    """By the offices that the report gives her, those of today before former ones; else by title or description."""
    posts = [_of_post(cast, post) for post in cast.posts.get(actor, [])]
    found = _joined(posts)
    for told in (_beside, _titled):
        if not found.sectors:
            found = _joined([found, *(told(cast, name) for name in cast.names if name.id == actor)])
    return found


def _joined(found: Iterable[Affiliation]) -> Affiliation:
    """The first land, and all sectors in order but ELI last: who holds an office today is no former official."""
    known = list(found)
    country = next((a.country for a in known if a.country), None)
    sectors = dict.fromkeys(s for a in known for s in a.sectors)
    former = sectors.pop("ELI", "") is None
    kept = tuple(sectors)[:3]
    return Affiliation(country, kept or (("ELI",) if former else ()))


def _of_post(cast: Cast, post: Holding) -> Affiliation:
    """An office as the report gives it: "NATO secretary-general", "former Malian army chief"."""
    found = described(cast, post.end - 1, post.start)
    if post.of is not None and post.of in cast.base:
        owner = _owner(cast, post.of)
        loose = coding.belonging(cast.tree.lemmas[post.end - 1]) is not None
        if owner.sectors and (loose or "IGO" in owner.sectors or not found.sectors):
            return Affiliation(owner.country, owner.sectors)
        return Affiliation(owner.country or found.country, found.sectors or _alone(post.office.sector))
    return Affiliation(found.country, found.sectors or _alone(post.office.sector))


def _alone(sector: str) -> tuple[str, ...]:
    return (sector,) if sector else ()


def _owner(cast: Cast, actor: str) -> Affiliation:
    """Whose office, troops or base it is; a person's men are her land's."""
    return Affiliation(cast.country(actor), ()) if actor.startswith("person.") else affiliation(cast, actor)


def _beside(cast: Cast, name: Name) -> Affiliation:
    """By the noun that a name specifies, or that specifies it: "the rebel group Ansa", "Ben Ode, a taxi driver"."""
    tree, head = cast.tree, name.head
    nouns = [k for k in tree.children(head, "appos", "compound") if k not in cast.name_at and tree.upos[k] in ("NOUN", "PROPN")]
    governor = tree.heads[head]
    if tree.deprels[head].split(":")[0] in ("appos", "flat", "compound") and governor >= 0 and governor not in cast.name_at:
        nouns += [governor] if governor < name.start and tree.upos[governor] in ("NOUN", "PROPN") else []
    found = (described(cast, k) for k in nouns)
    return next((a for a in found if a.sectors), NONE)


def _titled(cast: Cast, name: Name) -> Affiliation:
    """By the title in front: "Gen. Keita" MIL, "Sheriff Ode" COP, "Bishop Ode" REL."""
    before = cast.tree.texts[name.start - 1] if name.start else ""
    at = name.start - 2 if before == "." and name.start > 1 else name.start - 1
    joined = at > 0 and cast.tree.texts[at - 1] == "-"  # a Secretary-General is no general
    kind = lexicon.title_kind(cast.tree.texts[at]) if at >= 0 and not joined else None
    return Affiliation(None, _alone({"military": "MIL", "police": "COP", "religious": "REL"}.get(kind or "", "")))


def _of_house(cast: Cast, actor: str) -> Affiliation:
    """An organisation by the lexicon's row, by its kind ("mli.foreign-ministry"), or by the words of its name."""
    base = cast.base[actor]
    known = lexicon.institutions().get(actor) or lexicon.organisations().get(actor)
    if known is not None:
        return Affiliation(known.country or base.country, _alone(known.sector))
    land, _, kind = actor.partition(".")
    noun = lexicon.institution_nouns().get(kind) if land.upper() in lexicon.countries() else None
    office = lexicon.offices().get(kind) if land.upper() in lexicon.countries() else None
    if noun is not None or office is not None:
        sector = noun.sector if noun else office.sector if office else ""
        return Affiliation(base.country, _with(sector, kind.split("-")[:-1]))
    beside = _joined(_beside(cast, name) for name in cast.names if name.id == actor)
    told = _by_name(base.name)
    return Affiliation(beside.country or told.country, beside.sectors or told.sectors)


def _by_name(name: str) -> Affiliation:
    """By the words of a name that no table has: "Supreme Court of Mali" JUD, "Chadian Workers Party" PTY."""
    words = name.split()
    lands = [lexicon.demonym(w) or lexicon.country_of(w) for w in words]
    found = lexicon.institution_noun(name)
    sector = found.sector if found else next((_noun_sector(w.lower()) for w in reversed(words) if _noun_sector(w.lower())), "")
    return Affiliation(next((c for c in lands if c), None), _with(sector, [w.lower() for w in words]))


# ---- descriptions -------------------------------------------------------------------------------------------------
def described(cast: Cast, i: int, start: int | None = None, depth: int = 0) -> Affiliation:
    """Land and sectors of the noun phrase of head `i`: "a senior Guyanese police officer" is Guyana's and COP.

    `start`: the first word that belongs to it, where the caller knows better than the tree.
    """
    name = cast.name_at.get(i)
    if name is not None and name.kind not in ("demonym", "person") and depth:
        return _owner(cast, name.id) if name.id in cast.base else NONE
    inner = _amount_of(cast, i) if depth < _DEEP else None
    if inner is not None:
        return described(cast, inner, None, depth + 1)
    first = _left(cast, i, start)
    owners = _owners(cast, first, i, depth)
    return Affiliation(_home(cast, i, owners, depth), _sectors(cast, first, i, owners))


def _amount_of(cast: Cast, i: int) -> int | None:
    """ "Dozens of protesters", "a group of gunmen": whom the amount is of."""
    tree = cast.tree
    if not coding.is_amount(tree.lemmas[i]):
        return None
    return next((k for k in tree.children(i, "nmod") if tree.case(k) == "of" and tree.xpos[k] in ("NNS", "NNPS")), None)


def _left(cast: Cast, i: int, start: int | None) -> int:
    """The first word of what stands before head `i` in its noun phrase, adjectives, nouns and possessors."""
    tree = cast.tree
    floor = tree.sentence(i).start
    j = i
    while j > floor and (tree.upos[j - 1] in ("NOUN", "PROPN", "ADJ", "NUM") or tree.lower[j - 1] in ("-", "'s", "’s", "'", "’")
                         or tree.xpos[j - 1] in ("VBN", "VBG") or _joins(cast, j - 1)):  # fmt: skip
        j -= 1
    return j if start is None else min(j, start)


def _joins(cast: Cast, j: int) -> bool:
    """The "and" in "political and military officials"."""
    tree = cast.tree
    return tree.upos[j] == "CCONJ" and tree.upos[j - 1] == "ADJ" and tree.upos[j + 1] in ("ADJ", "NOUN")


def _owners(cast: Cast, first: int, i: int, depth: int) -> list[Affiliation]:
    """Of whom the noun's people or things are: names in front, and what stands behind with "of", "from", "for"."""
    tree, out = cast.tree, []
    names = dict.fromkeys(cast.name_at[j] for j in range(first, i + 1) if j in cast.name_at)
    for name in names:
        if _turned(cast, name) or (name.kind == "person" and name.end > i):
            continue
        out.append(_owner(cast, name.id) if name.id in cast.base else NONE)
    for k in tree.children(i, "nmod:poss"):
        owner = cast.at.get(k) if tree.upos[k] == "PRON" else None
        out += [_owner(cast, owner)] if owner in cast.base else []
    loose = coding.belonging(tree.lemmas[i]) is not None
    for k in tree.children(i, "nmod"):
        if k > i and depth < _DEEP and (tree.case(k) == "of" or (tree.case(k) in _OWNERS and (loose or tree.case(k) == "from"))):
            out.append(described(cast, k, None, depth + 1))
    return out


def _turned(cast: Cast, name: Name) -> bool:
    """The land in "pro-Russian", "US-backed", "ethnic Albanian" is not that of whom the words describe."""
    lower = cast.tree.lower
    before = [j for j in (name.start - 1, name.start - 2) if j >= 0 and (lower[j] != "-")]
    prefix = lower[before[0]] if before and (lower[name.start - 1] == "-" or lower[name.start - 1] == "ethnic") else ""
    suffix = lower[name.end + 1] if name.end + 1 < len(lower) and lower[name.end] == "-" else ""
    return coding.turns(prefix) == "before" or coding.turns(suffix) == "after"


def _home(cast: Cast, i: int, owners: list[Affiliation], depth: int) -> str | None:
    """The land in front of or behind the noun; where none is, the one that it is in: "a court in Guyana"."""
    for owner in owners:
        if owner.country or "IGO" in owner.sectors:
            return owner.country
    tree = cast.tree
    for k in tree.children(i, "nmod"):
        if k > i and tree.case(k) in _SEATS and depth < _DEEP:
            found = described(cast, k, None, depth + 1).country
            if found:
                return found
    return None


def _sectors(cast: Cast, first: int, i: int, owners: list[Affiliation]) -> tuple[str, ...]:
    """The noun's own sector, with what the words in front and its owners say."""
    tree = cast.tree
    own, loose = _own_sector(cast, first, i)
    owned = next((o.sectors for o in owners if o.sectors), ())
    words = [*(tree.lower[j] for j in range(first, i) if tree.lower[j] != "-"), tree.lemmas[i]]
    nouns = [s for j in range(first, i) if j not in cast.name_at and (s := _noun_sector(tree.lemmas[j]))]
    if loose:
        said = next((q.sector for w in reversed(words[:-1]) if (q := coding.quality(w)) is not None and q.how == "loose"), None)
        return _with(said or (nouns[-1] if nouns else ""), words) or owned or _with(own, words)
    if "IGO" in owned and own in ("MIL", "COP", "GOV"):
        return ("IGO", own) if own != "GOV" else owned
    if owned and owned[0] == "REB" and own in _GIVES_WAY:
        return owned
    return _with(own, words)


def _own_sector(cast: Cast, first: int, i: int) -> tuple[str, bool]:
    """The sector of head `i` itself, and whether it gives way to that of its owner ("spokesman", "official")."""
    tree = cast.tree
    lemma = tree.lemmas[i]
    pair = lexicon.agent_noun(f"{tree.lemmas[i - 1]} {lemma}") if i > first else None
    if pair is not None:
        return pair.sector, False
    office = cast.office_of(i)
    alone = coding.belonging(lemma)
    if office is not None and (alone is None or " " in office[0].name) and office[0].level != "spokesperson":
        return office[0].sector, False
    if alone is not None:
        return alone, True
    house = cast.house_of(i)
    return (house.sector if house is not None else _noun_sector(lemma)), False


def _noun_sector(lemma: str) -> str:
    agent = lexicon.agent_noun(lemma)
    if agent is not None and coding.belonging(agent.lemma) is None:
        return agent.sector
    return "MIL" if lexicon.equipment(lemma) or lexicon.equipment(singular(lemma)) else ""


def _with(sector: str, words: list[str]) -> tuple[str, ...]:
    """A sector with what the words in front add: ("LEG", "OPP") for opposition lawmakers, ("ELI",) for a former one."""
    qualities = [q for w in words if (q := coding.quality(w)) is not None]
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
    return sector in _GIVES_WAY or not sector
