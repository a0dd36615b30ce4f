"""Where an outlet is at home, as far as its address and name tell: "…/www.example.co.ke" is a paper of Kenya.

>>> home(Report(id="1", name="a", text="", url="https://www.gaotimes.example.ke/news/1")).spots[0].name
'Kenya'
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import TOWN
from rapporteur.lexicon.schema import Spot
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Report

_ENDINGS = {"uk": "gb"}
SHORTEST = 5
"""Letters of a town's name that may be found in an address by more than chance."""


class Home(NamedTuple):
    """The countries that an outlet's address names, and the letters of its address and name ("gaotimesexampleke")."""

    spots: tuple[Spot, ...] = ()
    letters: str = ""

    def named_after(self, folded: str) -> bool:
        """Whether the outlet bears that name: "gainesvillesun" is a paper of a Gainesville, and not of the largest perhaps."""
        return len(folded) >= SHORTEST and folded in self.letters

    def may_be(self, spot: Spot) -> bool:
        """Whether a paper in English may be called after that town."""
        countries = {home.country for home in self.spots} or word_set("places", "local_press")
        return spot.kind == TOWN and spot.country in countries


NOWHERE = Home()


def home(report: Report) -> Home:
    """What the report's address and the name of its outlet tell; no country for .com and the like."""
    host = (urlsplit(report.url).hostname if report.url else None) or ""
    ending = host.rsplit(".", 1)[-1]
    code = _ENDINGS.get(ending, ending).upper()
    country = gazetteer.alpha3().get(code) if len(ending) == 2 and ending not in word_set("places", "sold_endings") else None
    spot = gazetteer.country_spot(country) if country else None
    return Home((spot,) if spot is not None else (), gazetteer.folded(f"{host} {report.outlet or ''}"))
