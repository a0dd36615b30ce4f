"""Organisations that a report first names in full and then by a part, an acronym or a common noun.

"The Bamako Star" is later "the Star" or "the paper", the "Union of Port Workers" "UPW" or "the union".

>>> # "The Bamako Star reported … The paper said …" -> fitting_house(cast, paper) == "org.bamako-star"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import EntityMention
from rapporteur.extract.entities.pronouns import MEMORY
from rapporteur.lexicon.fold import slug

if TYPE_CHECKING:
    from rapporteur.extract.entities.index import ActorIndex

_PRESS = frozenset(
    {
        "chronicle", "daily", "gazette", "globe", "guardian", "herald", "inquirer", "journal", "magazine", "mail",
        "monitor", "news", "observer", "post", "review", "star", "telegraph", "times", "tribune", "weekly",
    }
)  # fmt: skip
_OFFICES = frozenset(
    {
        "administration", "agency", "authority", "bureau", "commission", "department", "office", "service",
    }
)  # fmt: skip
_FITTING: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "agency": (_OFFICES, frozenset({"GOV", "SPY", "IGO"})),
    "department": (frozenset({"department", "ministry"}), frozenset({"GOV"})),
    "bureau": (_OFFICES, frozenset({"GOV", "SPY"})),
    "paper": (_PRESS, frozenset()),
    "newspaper": (_PRESS, frozenset()),
    "magazine": (_PRESS, frozenset()),
    "daily": (_PRESS, frozenset()),
    "outlet": (_PRESS, frozenset({"JRN"})),
    "network": (frozenset({"news", "network", "television", "tv", "radio"}), frozenset({"JRN"})),
    "broadcaster": (frozenset({"news", "network", "television", "tv", "radio"}), frozenset({"JRN"})),
    "website": (_PRESS, frozenset({"JRN"})),
    "site": (_PRESS, frozenset({"JRN"})),
    "union": (
        frozenset({"union", "association", "federation", "brotherhood", "guild", "workers", "congress"}),
        frozenset({"LAB"}),
    ),
    "fund": (frozenset({"fund"}), frozenset({"IGO"})),
    "lender": (frozenset({"bank", "fund"}), frozenset({"IGO", "BUS"})),
    "bank": (frozenset({"bank"}), frozenset({"BUS"})),
    "committee": (frozenset({"committee"}), frozenset()),
    "panel": (frozenset({"committee", "panel", "commission", "board"}), frozenset()),
    "court": (frozenset({"court", "circuit", "tribunal"}), frozenset({"JUD"})),
    "company": (frozenset({"company", "corporation", "inc", "ltd", "co", "corp"}), frozenset({"BUS"})),
    "firm": (frozenset({"company", "corporation", "inc", "ltd", "co", "corp"}), frozenset({"BUS"})),
    "university": (frozenset({"university", "college"}), frozenset({"EDU"})),
    "institute": (frozenset({"institute"}), frozenset({"EDU"})),
    "association": (frozenset({"association"}), frozenset()),
}
"""What a common noun may stand for: the words of such names, and the sectors of the lexicon."""
_CLASSES = frozenset(
    {
        "airline", "bank", "broadcaster", "chain", "channel", "company", "firm", "magazine", "network", "newspaper",
        "website",
    }
)  # fmt: skip
_OPEN = frozenset(
    {
        "agency", "company", "firm", "magazine", "network", "newspaper", "outlet", "paper", "site", "union", "website",
    }
)  # fmt: skip
"""Nouns whose houses often have names that do not tell what they are."""


def fitting_house(cast: ActorIndex, i: int) -> str | None:
    """ "The paper", "the fund": the last organisation whose name or sector fits, else the one last spoken of."""
    tree = cast.tree
    fitting = _FITTING.get(tree.lemmas[i])
    if fitting is None or tree.xpos[i] in ("NNS", "NNPS") or not cast.definite(i):
        return None
    if tree.children(i, "nmod", "acl"):
        return None
    told = {tree.lower[k] for k in tree.children(i, "compound", "amod")}
    houses = [(j, a) for j, a in cast.history if j < i and cast.base[a].kind == "organisation" and not a.startswith("desc.")]
    fits = [a for _, a in houses if (told <= _words(cast, a) if told else _fits(cast, a, *fitting))]
    if fits or told:
        return fits[-1] if fits else None
    return _near_house(cast, i, houses)


def _near_house(cast: ActorIndex, i: int, houses: list[tuple[int, str]]) -> str | None:
    """The last one spoken of just before, for nouns whose houses rarely have telling names."""
    tree = cast.tree
    if tree.lemmas[i] not in _OPEN or not tree.deprels[i].startswith("nsubj"):
        return None
    words, sectors = _FITTING[tree.lemmas[i]]
    maybe = (None, "JRN", *sectors) if words is _PRESS else (None, *sectors)
    here = tree.sentence_number(i)
    near = [a for j, a in houses if here - tree.sentence_number(j) <= MEMORY and _sector(a) in maybe]
    return near[-1] if near else None


def _fits(cast: ActorIndex, actor: str, words: frozenset[str], sectors: frozenset[str]) -> bool:
    sector = _sector(actor)
    if sector is not None and sectors:
        return sector in sectors
    return bool(words & _words(cast, actor))


def _words(cast: ActorIndex, actor: str) -> set[str]:
    """The words of an organisation's names in the report."""
    names = [cast.base[actor].name, *cast.surfaces.get(actor, {})]
    return {word for name in names for word in name.casefold().replace(".", "").split()}


def proper_court(cast: ActorIndex, i: int) -> str | None:
    """ "The Court of Appeals for the Gao Circuit" is the Gao Circuit, and no other court of that land."""
    tree = cast.tree
    if tree.texts[i] != "Court" or tree.xpos[i] != "NNP":
        return None
    seats = [k for k in tree.children(i, "nmod") if k > i and tree.texts[k][:1].isupper()]
    if not seats:
        return None
    start = cast.phrase(i)[0] + (tree.lower[cast.phrase(i)[0]] in ("the", "a"))
    end = max(tree.noun_phrase(k)[1] for k in seats)
    full = " ".join(cast.report.text[tree.words[start].start : tree.words[end - 1].end].split())
    seat = next((n for k in reversed(seats) if (n := cast.name_at.get(k)) is not None and n.kind == "organisation"), None)
    actor = cast.register(seat.id if seat else "org." + slug(full), full, "organisation", None)
    cast.surfaces[actor].setdefault(full)
    return actor


def _sector(actor: str) -> str | None:
    known = lexicon.organisations().get(actor) or lexicon.institutions().get(actor)
    return known.sector if known is not None else None


def named_house(cast: ActorIndex, i: int) -> str | None:
    """ "The Touré newspaper chain", "the Sahel Air airline": the name right in front says which."""
    if cast.tree.lemmas[i] not in _CLASSES or cast.tree.xpos[i] in ("NNS", "NNPS"):
        return None
    named = [k for k in cast.tree.children(i, "compound") if k < i and k in cast.name_at]
    name = cast.name_at[named[-1]] if named else None
    return name.id if name is not None and name.kind == "organisation" and name.entry is None else None


def in_full(names: list[EntityMention]) -> list[EntityMention]:
    """Names of organisations with the id of the fuller one that they shorten: "the Star", "UPW" are those named before."""
    houses = [n for n in names if n.kind in ("organisation", "institution")]
    full = [n for n in houses if len(n.text.split()) > 1]
    return [_fuller(n, full) if n.kind == "organisation" and n.entry is None else n for n in names]


def _fuller(name: EntityMention, full: list[EntityMention]) -> EntityMention:
    """The last one before of which it is a part, else the only one that comes later."""
    longer = [f for f in full if f.id != name.id and shortens(name.text, f.text)]
    before = [f for f in longer if f.start < name.start]
    if not before and len({f.id for f in longer}) != 1:
        return name
    found = (before or longer)[-1]
    return name._replace(id=found.id, entry=found.entry, kind=found.kind)


def shortens(short: str, full: str) -> bool:
    """Is `short` the last word of a full name, or its initials?

    >>> shortens("Star", "Bamako Star"), shortens("UPW", "Union of Port Workers"), shortens("Post", "Bamako Star")
    (True, True, False)
    """
    words = [w for w in full.replace("-", " ").split() if w[:1].isupper() or w[:1].isdigit()]
    if len(short.split()) == 1 and len(words) > 1 and words[-1] == short and not short.isupper():
        return True
    initials = "".join(w[0] for w in words)
    plain = short.replace(".", "")
    return plain.isupper() and len(plain) > 1 and plain in (initials, initials[1:])
