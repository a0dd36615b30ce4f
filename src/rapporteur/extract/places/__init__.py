"""Reading → places: the names of a report led to points on the globe, each with the words that name it.

The steps: which words name places (`toponyms`), which place of that name is meant (`resolution`), what stands around them
("30 km north of", "near"; `relations`). A claim's `place` is then found again among them (`NamedPlaces`).

>>> kidal = gazetteer.named("Kidal")[0]
>>> of_spot(kidal).id, of_spot(kidal).country, of_spot(kidal).precision
('geo.2455290', 'MLI', 'city')
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.places.outlet import home
from rapporteur.extract.places.relations import PlaceRelation, relations
from rapporteur.extract.places.resolution import Answer, resolve
from rapporteur.extract.places.toponyms import Toponym, toponyms
from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.fold import key
from rapporteur.lexicon.gazetteer import AREA, COUNTY, TOWN
from rapporteur.lexicon.schema import Spot
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Claim, Place, Precision, Span


def find(doc: Document) -> tuple[Place, ...]:
    """The places of one report in the order in which they are first named."""
    names = toponyms(doc.reading)
    answers = resolve(names, doc.report.text, home(doc.report))
    word_at = {word.start: i for i, word in enumerate(doc.reading.words)}
    places: dict[str, PlaceWithSpans] = {}
    for name, answer in zip(names, answers, strict=True):
        place = _place(name, answer)
        if place is None:
            continue
        for of in _container(answer):
            places.setdefault(of.id, PlaceWithSpans(of, [], []))
        span = doc.chars(name.start, name.end)
        literal = name.literal and not _acts(doc, word_at.get(name.start), answer.spot)
        _add(places, place, span, literal)
        for relation in relations(doc.report.text, name):
            _add(places, _related(place, relation), doc.chars(relation.start, name.end), True)
    return tuple(known.whole() for known in places.values())


class PlaceWithSpans(NamedTuple):
    """A place while its spans are being found."""

    place: Place
    spans: list[Span]
    others: list[Span]

    def whole(self) -> Place:
        """The place with them, in the words of the first."""
        first = next(iter(sorted((*self.spans[:1], *self.others[:1]), key=lambda span: span.start)), None)
        words = self.place.words or (first.exact if first is not None else "")
        return msgspec.structs.replace(self.place, words=words, spans=tuple(self.spans), others=tuple(self.others))


def _add(places: dict[str, PlaceWithSpans], place: Place, span: Span, literal: bool) -> None:
    known = places.setdefault(place.id, PlaceWithSpans(place, [], []))
    (known.spans if literal else known.others).append(span)


def _place(name: Toponym, answer: Answer) -> Place | None:
    """The place that a name was led to; one that no gazetteer has lies where the area lies that the report puts it in."""
    if answer.spot is not None:
        return of_spot(answer.spot)
    if name.kind == "demonym":
        return None
    unknown = Place(id=f"name.{key(name.text)}", name=name.text, words=name.text)
    if answer.within is None:
        return unknown
    outer = of_spot(answer.within)
    return msgspec.structs.replace(unknown, country=outer.country, admin1=outer.admin1, lat=outer.lat, lon=outer.lon,
                                   precision=outer.precision, disputed=outer.disputed, relation="in", of=outer.id)  # fmt: skip


def _container(answer: Answer) -> tuple[Place, ...]:
    return (of_spot(answer.within),) if answer.spot is None and answer.within is not None else ()


def of_spot(spot: Spot) -> Place:
    """A place of the gazetteer as the record has it, without spans."""
    number = int(spot.id) if spot.id.isdigit() else None
    return Place(
        id=f"geo.{number}" if number is not None else spot.id,
        name=spot.name,
        words="",
        country=spot.country,
        admin1=gazetteer.area_name(spot.country, spot.admin1) if spot.kind != AREA else spot.name,
        lat=spot.lat,
        lon=spot.lon,
        precision=precision(spot),
        geonameid=number,
        disputed=gazetteer.is_disputed(spot),
    )


def precision(spot: Spot) -> Precision:
    """How wide a place is, by its class."""
    if spot.kind in (TOWN, "city", "structure"):
        return "city"
    if spot.kind == "country":
        return "country"
    return "region" if spot.kind in (AREA, COUNTY) or spot.kind in word_set("places", "regions") else "area"


def _related(place: Place, relation: PlaceRelation) -> Place:
    """ "30 km north of Gao": a point of its own, no wider than it is far; "near Gao": Gao's, taken for an area."""
    related = Place(
        id=f"{place.id}~{key(relation.words)}", name=f"{relation.words} {place.name}", words="", country=place.country,
        admin1=place.admin1, precision=place.precision, disputed=place.disputed, relation=relation.words, of=place.id,
    )  # fmt: skip
    if place.lat is None or place.lon is None:
        return related
    lat, lon = relation.shifted(place.lat, place.lon)
    return msgspec.structs.replace(related, lat=lat, lon=lon, precision="area")


def _acts(doc: Document, i: int | None, spot: Spot | None) -> bool:
    """A land or capital that says or does something is its rulers: "Washington said", "Moscow's demands"."""
    if i is None or spot is None or not (spot.kind == "country" or lexicon.capital(spot.name) == spot.country):
        return False
    name = doc.actors.name_at.get(i)
    head = name.head if name is not None else i
    label = doc.tree.deprels[head]
    verb = doc.tree.heads[head]
    return label == "nsubj" and verb >= 0 and lexicon.cue(doc.tree.lemmas[verb]) is not None


class NamedPlaces:
    """Where the names of places stand in a report."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._named: dict[str, list[tuple[int, bool, str]]] = {}
        for place in places:
            by_name = key(place.name)
            for span in (*place.spans, *place.others):
                for name in {key(span.exact), by_name}:
                    self._named.setdefault(name, []).append((span.start, place.relation is None, place.id))
        for names in self._named.values():
            names.sort()

    def located(self, claim: Claim) -> Claim:
        """The claim with the id of the place that its `place` names: of several so named the one named nearest to its words."""
        if claim.place is None or not claim.evidence:
            return claim
        at, names = claim.evidence[0].start, self._named.get(key(claim.place), [])
        place = bisect_left(names, (at,))
        starts = {names[k][0] for k in (place - 1, place) if 0 <= k < len(names)}
        near = (name for start in starts for name in names[bisect_left(names, (start,)) : bisect_left(names, (start + 1,))])
        best = min(((abs(start - at), plain, ident) for start, plain, ident in near), default=None)
        return claim if best is None else msgspec.structs.replace(claim, where=best[2])
