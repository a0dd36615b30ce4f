"""Where an outlet is at home, as far as its address tells: "…/www.example.co.ke" is a paper of Kenya.

>>> [spot.name for spot in home(Report(id="1", name="a", text="", url="https://www.paper.example.ke/news/1"))]
['Kenya']
"""

from __future__ import annotations

from urllib.parse import urlsplit

from rapporteur.lexicon import gazetteer
from rapporteur.lexicon.gazetteer import Spot
from rapporteur.model import Report

_SOLD = frozenset(
    {"ai", "am", "cc", "co", "fm", "gg", "in", "io", "is", "it", "la", "ly", "me", "nu", "sh", "st", "to", "tv", "ws"}
)  # fmt: skip
"""Endings that are sold to anybody for their sound."""
_ENDINGS = {"uk": "gb"}


def home(report: Report) -> tuple[Spot, ...]:
    """The country of the report's address by its ending; none for .com and the like."""
    host = urlsplit(report.url).hostname if report.url else None
    ending = (host or "").rsplit(".", 1)[-1]
    code = _ENDINGS.get(ending, ending).upper()
    country = gazetteer.alpha3().get(code) if len(ending) == 2 and ending not in _SOLD else None
    spot = gazetteer.country_spot(country) if country else None
    return (spot,) if spot is not None else ()
