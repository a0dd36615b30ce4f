"""What stands before a place's name and leads from it to another: "30 km north of", "near", "along the border with".

>>> text = "Two trucks burned 30 km north of Gao."
>>> relations(text, Toponym(33, 36, "Gao"))
(PlaceRelation(start=18, words='30 km north of', north=30.0, east=0.0),)
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from rapporteur.extract.places.toponyms import Toponym
from rapporteur.lexicon.word_sets import word_map

_UNITS = {"k": 1.0, "m": 1.609344, "n": 1.852}
_NUMBERS = word_map("places", "numbers")
_FAR = re.compile(
    rf"(?:a )?\b(?P<n>\d[\d,.]*|{'|'.join(_NUMBERS)})"
    r"[ -]?(?P<unit>kilomet(?:re|er)s?|kms?|miles?|nautical miles?)"
    r"(?: \([^)]*\))?,? (?:(?:to the|due) )?(?P<way>(?:north|south)(?:[ -]?(?:east|west))?|east|west)(?:ern)? of (?:the )?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?P<words>near|close to|outside|on the outskirts of|off the coast of|off|along the border with|on the border with"
    r"|across the border from|on the edge of|just (?:north|south|east|west) of) (?:the )?"
    r"(?:(?:port|southern|northern|eastern|western|coastal|border|desert|rebel-held|besieged|central|historic|garrison)[ ,]+)*"
    r"(?:(?:city|town|village|region|province|capital|state|island|settlement|district) of )?$",
    re.IGNORECASE,
)


class PlaceRelation(NamedTuple):
    """Words from character `start` on that lead `north` and `east` (kilometres) away from the place they stand before."""

    start: int
    words: str
    north: float = 0.0
    east: float = 0.0

    def shifted(self, lat: float, lon: float) -> tuple[float, float]:
        """The point that lies so far from (lat, lon), in degrees rounded to a kilometre."""
        up = lat + self.north / 111.2
        across = lon + self.east / (111.2 * max(0.1, math.cos(math.radians(lat))))
        return round(max(-90.0, min(90.0, up)), 2), round((across + 180) % 360 - 180, 2)


def relations(text: str, name: Toponym) -> tuple[PlaceRelation, ...]:
    """The relation that stands right before a name, if there is one."""
    if not name.literal:
        return ()
    before = text[max(0, name.start - 90) : name.start]
    offset = name.start - len(before)
    far = _FAR.search(before)
    if far is not None:
        return (_distance(far, offset),)
    by = _BY.search(before)
    return (PlaceRelation(offset + by.start(), by["words"].lower()),) if by is not None else ()


def _distance(far: re.Match[str], offset: int) -> PlaceRelation:
    number = far["n"].lower()
    amount = _NUMBERS[number] if number in _NUMBERS else float(number.replace(",", "").rstrip("."))
    north, east = word_map("places", "directions")[re.sub(r"[ -]", "", far["way"].lower())]
    length = amount * _UNITS[far["unit"][0].lower()] / math.hypot(north, east)
    return PlaceRelation(offset + far.start(), " ".join(far[0].split()).removesuffix(" the"), length * north, length * east)
