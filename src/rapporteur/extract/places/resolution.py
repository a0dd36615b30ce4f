"""Which place of its name a toponym means: by how well known it is, by what contains it, by what else the report names.

Every name of the report is a `Group` of its mentions with one sense (Gale, Church & Yarowsky 1992). A candidate's score is
the sum of its prior (the logarithm of its people; Leidner 2007), of what the words beside a mention say ("Paris, Texas",
"Laurel County", "near Gao in Mali"), and of how near it lies to where the other names lead, in a few rounds.

>>> text = "A fire broke out in Paris, Texas, on Monday."
>>> [answer.spot.admin1 for answer in resolve([Toponym(20, 25, "Paris"), Toponym(27, 32, "Texas")], text)]
['TX', 'TX']
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.places.outlet import NOWHERE, Home
from rapporteur.extract.places.toponyms import Toponym
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import AREA, COUNTY, TOWN, abbreviations
from rapporteur.lexicon.schema import Spot
from rapporteur.lexicon.word_sets import word_set


class Weights(NamedTuple):
    """What each kind of evidence is worth beside the prior, whose unit is a tenfold number of people."""

    country: float = 8.8
    area: float = 6.7
    county: float = -0.8
    feature: float = 6.5
    people: float = 1.05
    capital: float = 1.9
    renown: float = 1.9
    fame: float = 0.7
    alias: float = -1.8
    inside: float = 6.0
    beside: float = 1.0
    typed: float = 4.0
    same_country: float = 1.1
    same_area: float = 3.0
    near: float = 4.2
    paper: float = 4.0


WEIGHTS = Weights()
ROUNDS = 3
RENOWNED = 9_000
"""Fewest people of a town that a renowned name may mean: in the same country others may bear it."""
REACH = 600
"""Characters within which another name tells in which part of the world an unknown one lies."""
COMPANY = 100
"""Names before one, and as many behind, in the order in which a report first has them, that tell where it lies: a report that
names more places is of several parts of the world."""
NEAR = 120.0
"""Kilometres at which two places of a report have half of the bond that lying side by side would give."""


class Group:
    """The mentions of one name in a report, and the candidates for what it means."""

    def __init__(self, text: str, kind: str | None, spots: Sequence[Spot]) -> None:
        self.text = text
        self.kind = kind
        self.spots = list(spots)
        self.scores = [0.0] * len(spots)
        self.chosen = 0
        self.weight = 0.0
        self.mentions: list[Toponym] = []

    @property
    def spot(self) -> Spot | None:
        return self.spots[self.chosen] if self.spots else None

FAR = 20.0
"""Degrees of latitude beyond which there is no such bond to speak of."""


class Answer(NamedTuple):
    """What a toponym was led to: a `spot`; where the gazetteer has none of its name, what it lies `within`, if known."""

    spot: Spot | None
    within: Spot | None = None


def resolve(toponyms: Sequence[Toponym], text: str, home: Home = NOWHERE, weights: Weights = WEIGHTS) -> list[Answer]:
    """What each toponym means, in a report whose outlet is at `home`."""
    groups: dict[tuple[str, str | None], Group] = {}
    of: list[Group] = []
    for toponym in toponyms:
        name, typed = _name(toponym), _called_area(toponym, text)
        key = (gazetteer.folded(name), toponym.kind)
        group = groups.get(key)
        if group is None:
            spots = candidates(name, toponym.kind, typed)
            wide = word_set("places", "wide") | {AREA, COUNTY}
            areas = [spot for spot in spots if typed and spot.kind in wide]
            group = groups[key] = Group(name, toponym.kind, areas or spots)
        group.mentions.append(toponym)
        of.append(group)
    for group in groups.values():
        paper = weights.paper if home.named_after(gazetteer.folded(group.text)) else 0.0
        group.scores = [_prior(spot, group.text, weights) + paper * home.may_be(spot) for spot in group.spots]
    _containment(toponyms, of, text, weights)
    every = [group for group in groups.values() if group.spots]
    for group in every:
        group.chosen = max(range(len(group.spots)), key=lambda k: group.scores[k])
        group.weight = _sureness(group)
    for _ in range(ROUNDS):
        _settle(every, home.spots, weights)
    return [Answer(group.spot, _within(i, toponyms, of, text)) for i, group in enumerate(of)]


def _within(i: int, toponyms: Sequence[Toponym], of: Sequence[Group], text: str) -> Spot | None:
    """What an unknown name lies in: the place that the words behind it say, else the one last named that is no country."""
    if of[i].spots:
        return None
    for k in (i + 1, i + 2):
        if k < len(of) and of[k].spot is not None and _bond(text[toponyms[i].end : toponyms[k].start], WEIGHTS):
            return of[k].spot
    near = [k for k in (i - 1, i + 1, i - 2, i + 2, i - 3, i + 3) if 0 <= k < len(of) and of[k].spot is not None]
    near = [k for k in near if abs(toponyms[k].start - toponyms[i].start) < REACH and of[k].kind is None]
    narrow = [k for k in near if (spot := of[k].spot) is not None and spot.kind in (TOWN, COUNTY, AREA)]
    return of[(narrow or near)[0]].spot if near else None


def _called_area(toponym: Toponym, text: str) -> bool:
    """Whether the word behind a name says that it is an area: "Gao region", "Washington state"."""
    behind = _NEXT.match(text, toponym.end)
    return toponym.kind is None and behind is not None and behind[1] in gazetteer.words("areas")


_NEXT = re.compile(r" ([a-z]+)")


def _name(toponym: Toponym) -> str:
    """The toponym in the words under which the gazetteer may have it."""
    name = re.sub(r"\s+", " ", toponym.text).strip(" '’")
    name = re.sub(r"['’]s$", "", name)
    return name[4:] if name[:4].lower() == "the " else name


def candidates(name: str, kind: str | None, typed: bool = False) -> list[Spot]:
    """All places of that name; of a people's name its country; of "Ala." the state. `typed`: it is said to be an area."""
    if kind == "demonym":
        country = lexicon.demonym(name)
        spot = gazetteer.country_spot(country) if country else None
        return [spot] if spot is not None else [spot for spot in gazetteer.named(name) if spot.kind == "continent"]
    short = abbreviations().get(name) or abbreviations().get(f"{name}.")
    if short is not None and (name.isupper() or "." in name or name not in word_set("places", "words_too")):
        area, country, _ = short
        spots = [spot for spot in gazetteer.named(area) if spot.kind == AREA and spot.country == country]
        if spots:
            return spots
    spots = [spot for spot in gazetteer.named(name) if len(name) > 2 or spot.kind != TOWN]
    spots = spots if typed else _towns_first(name, spots)
    if not spots:
        spots = [spot for other in _variants(name) for spot in gazetteer.named(other)]
        if name.split()[-1].lower() in gazetteer.words("areas"):
            spots = [spot for spot in spots if spot.kind in (AREA, COUNTY)] or spots
    return spots


def _towns_first(name: str, spots: Sequence[Spot]) -> list[Spot]:
    """Without provinces called after their own town (a bare "Gao" is the town) and towns called after their own land."""
    countries = {spot.country for spot in spots if spot.kind == "country"}  # "Mexico" is no name of Mexico City
    spots = [spot for spot in spots if spot.kind not in (TOWN, AREA, COUNTY) or spot.country not in countries]
    towns = [spot for spot in spots if spot.kind == TOWN and spot.population >= 20_000]
    plain = gazetteer.folded(name)
    return [
        spot for spot in spots
        if spot.kind != AREA
        or not any((t.country, t.admin1) == (spot.country, spot.admin1) for t in towns
                   if not t.alias or gazetteer.folded(spot.name) != plain)
    ]  # fmt: skip


def _variants(name: str) -> list[str]:
    """Shorter forms of a name that no gazetteer has as it is: "Kayes region", "City of Gao", "northern Mali"."""
    words = name.split()
    variants = []
    if len(words) > 1 and words[-1].lower() in gazetteer.words("types"):
        variants.append(" ".join(words[:-1]))
    if len(words) > 2 and words[0].lower() in gazetteer.words("types") and words[1].lower() == "of":
        variants.append(" ".join(words[2:]))
    if len(words) > 1 and words[0].lower() in gazetteer.words("parts"):
        variants.append(" ".join(words[1:]))
    return variants


def _prior(spot: Spot, name: str, w: Weights) -> float:
    people = math.log10(spot.population + 100) * w.people
    alias = w.alias if spot.alias else 0.0
    if spot.kind == "country":
        return w.country
    if spot.kind == AREA:
        return w.area + alias / 2 + (people / w.people - 6) * 0.3
    if spot.kind == COUNTY:
        return people + w.county + alias + (w.typed if name.split()[-1].lower() in gazetteer.words("areas") else 0)
    if spot.kind != TOWN:
        return w.feature + (spot.kind in ("sea", "strait", "continent"))
    known = w.capital if _is_capital(spot) else w.renown if _is_renowned(spot, name) else 0.0
    return people + max(0.0, people / w.people - 5.5) * w.fame + alias + known


def _is_renowned(spot: Spot, name: str) -> bool:
    return spot.population > RENOWNED and (gazetteer.folded(name), spot.country) in gazetteer.renowned()


def _is_capital(spot: Spot) -> bool:
    return lexicon.capital(spot.name) == spot.country


def _containment(toponyms: Sequence[Toponym], of: Sequence[Group], text: str, w: Weights) -> None:
    """What stands right behind a name may contain it: "Paris, Texas", "Gao (Mali)", "Kidal in northern Mali"."""
    for a, b, one, other in zip(toponyms, toponyms[1:], of, of[1:], strict=False):
        between = text[a.end : b.start]
        if len(between) > 40 or one is other:
            continue
        bond = _bond(between, w)
        if bond:
            _tie(one, other, bond)
    for a, c, one, other in zip(toponyms, toponyms[2:], of, of[2:], strict=False):
        if _THROUGH.fullmatch(text[a.end : c.start]) and one is not other:  # "Gao, Gao Region, Mali"
            _tie(one, other, w.beside)


_SIDE_BY_SIDE = re.compile(r"\s*,\s*|\s*\(\s*|\s+")
_IN = re.compile(
    r",? (city|town|village|county|district|province|region|state|area)?,? ?(in|of) (the )?([\w-]+ )?([\w-]+ of )?(the )?"
)
_OF = re.compile(r"['’]s ([\w-]+ ){0,5}(of |in )?")
_THROUGH = re.compile(r", [\w .'-]+, ")


def _bond(between: str, w: Weights) -> float:
    if _SIDE_BY_SIDE.fullmatch(between) or _IN.fullmatch(between):
        return w.inside
    return w.beside if _OF.fullmatch(between) else 0.0


def _tie(one: Group, other: Group, bond: float) -> None:
    """Each candidate of `one` that lies in a candidate of `other` (or the other way round) gains, and so does that."""
    best = [0.0] * len(one.spots), [0.0] * len(other.spots)
    for i, inner in enumerate(one.spots):
        for k, outer in enumerate(other.spots):
            if _siblings(one, outer) or _siblings(other, inner):
                continue
            worth = bond * (_inside(inner, outer) or 0.6 * _inside(outer, inner))
            if worth:
                best[0][i] = max(best[0][i], worth + other.scores[k] / 10)
                best[1][k] = max(best[1][k], worth + one.scores[i] / 10)
    one.scores = [score + gain for score, gain in zip(one.scores, best[0], strict=True)]
    other.scores = [score + gain for score, gain in zip(other.scores, best[1], strict=True)]


def _siblings(group: Group, spot: Spot) -> bool:
    """Whether a name may be of the same rank as its neighbour: "Wyoming, Ohio and Iowa" lists states."""
    return spot.kind == AREA and any(
        s.kind == AREA and not s.alias and s.country == spot.country and s.id != spot.id for s in group.spots
    )


def _inside(inner: Spot, outer: Spot) -> float:
    """1 where `outer` contains `inner` by the gazetteer's codes."""
    if inner.country is None or inner.country != outer.country or inner.id == outer.id or inner.kind == "country":
        return 0.0
    if outer.kind == "country":
        return 1.0
    if outer.kind == AREA:
        return float(inner.kind in (TOWN, COUNTY) and inner.admin1 == outer.admin1)
    if outer.kind == COUNTY:
        return float(inner.kind == TOWN and (inner.admin1, inner.admin2) == (outer.admin1, outer.admin2))
    return 0.0


def _sureness(group: Group) -> float:
    """How far the best candidate is ahead of the next that is another place, as 0.2 to 1."""
    best = group.spots[group.chosen]
    rest = [score for score, spot in zip(group.scores, group.spots, strict=True) if distance(best, spot) > NEAR]
    return 1.0 if not rest else min(1.0, 0.25 + max(0.0, group.scores[group.chosen] - max(rest)) / 4)


def _settle(groups: Sequence[Group], hints: Sequence[Spot], w: Weights) -> None:
    """Chooses anew in every group, by what those around it were led to before."""
    before = [(group.spots[group.chosen], group.weight) for group in groups]
    after = []
    for at, group in enumerate(groups):
        others = [*before[max(0, at - COMPANY) : at], *before[at + 1 : at + 1 + COMPANY], *((hint, 1.0) for hint in hints)]
        scores = [score + _company(spot, others, w) for score, spot in zip(group.scores, group.spots, strict=True)]
        after.append((max(range(len(scores)), key=scores.__getitem__), scores))
    for group, (chosen, scores) in zip(groups, after, strict=True):
        group.chosen = chosen
        rest = [s for s, spot in zip(scores, group.spots, strict=True) if distance(group.spots[chosen], spot) > NEAR]
        group.weight = 1.0 if not rest else min(1.0, 0.25 + max(0.0, scores[chosen] - max(rest)) / 4)


def _company(spot: Spot, others: Sequence[tuple[Spot, float]], w: Weights) -> float:
    """How well a candidate fits to where the report's other names lie."""
    country = area = near = total = parts = 0.0
    for other, weight in others:
        total += weight
        parts += weight if other.admin1 else 0.0
        if other.country is not None and other.country == spot.country:
            country += weight
            if other.admin1 and other.admin1 == spot.admin1:
                area += weight
        if other.kind in (TOWN, COUNTY) and spot.kind in (TOWN, COUNTY, AREA) and abs(other.lat - spot.lat) < FAR:
            near += weight / (1 + (distance(spot, other) / NEAR) ** 2)
    if not total:
        return 0.0
    by_country = country / total + math.tanh(country / 2)
    within = math.tanh(area) * area / parts if parts else 0.0
    return w.same_country * by_country + w.same_area * within + w.near * math.tanh(near / 1.5)


def distance(a: Spot, b: Spot) -> float:
    """Kilometres along the great circle, on a sphere of 6371 km."""
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula.

    >>> round(kilometres(50.45, 30.52, 49.84, 24.03))
    467
    """
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
