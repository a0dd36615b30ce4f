"""ICEWS' table: 20 columns, tab separated, a row for each actor with each recipient.

Source: ICEWS Coded Event Data, doi:10.7910/DVN/28075, header and read-me of the yearly files. Event Text is CAMEO's words for
the code, Intensity its score on Goldstein's scale. Event ID and Story ID are numbers: the digits before the last three of an
event id, written in base 16, begin the id of the finding (`rapporteur show f-` and these). Empty: District, which no table
here has; the target of an event that has none.

>>> len(COLUMNS), COLUMNS[6], COLUMNS[19]
(20, 'CAMEO Code', 'Longitude')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from csv import DictReader
from functools import cache
from importlib.resources import files

from rapporteur.views.exports import cameo
from rapporteur.views.exports.event_rows import EventRow
from rapporteur.views.exports.locations import Location
from rapporteur.views.exports.numeric_ids import event_number, is_event_number, number_of
from rapporteur.views.exports.record_index import ActorCodes, ExportIndex
from rapporteur.views.exports.tsv import cells, number, table

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_LAND = {"Russia": "Russian Federation", "Palestine": "Occupied Palestinian Territory"}
"""Countries that ICEWS calls otherwise than its actors of that name."""


def icews(rows: Sequence[EventRow], index: ExportIndex) -> dict[str, bytes]:
    """The one file, under no name."""
    return {"": table([COLUMNS, *(line for row in rows for line in _lines(row, index))])}


def is_icews(data: bytes) -> bool:
    """Whether these bytes are a table that `icews` wrote: the header is ICEWS', the numbers of the events are ours."""
    rows = cells(data)
    return rows[:1] == [list(COLUMNS)] and all(is_event_number(row[0]) for row in rows[1:])


def _lines(row: EventRow, index: ExportIndex) -> list[tuple[str, ...]]:
    lead = row.claims[0]
    report = index.report(lead)
    location = row.location or Location(words="", name="")
    point = (number(location.lat), number(location.lon))
    where = (location.city or "", "", location.province or "", _country(location.land), *point)
    return [
        (
            str(event_number(row.id, at)), row.day, *_side(index.codes(actor)), cameo.words(code), code,
            number(cameo.goldstein(code)), *(_side(index.codes(recipient)) if recipient else ("",) * 3),
            str(number_of(report.id)), str(index.sentence(lead)), report.outlet or report.name, *where,
        )
        for at, (actor, recipient, code) in enumerate(row.dyads)
    ]  # fmt: skip


def _side(party: ActorCodes) -> tuple[str, str, str]:
    return party.name, ",".join(_sectors().get(sector, sector) for sector in party.sectors), _country(party.land)


def _country(land: str | None) -> str:
    return _LAND.get(land or "", land or "")


@cache
def _sectors() -> Mapping[str, str]:
    """PLOVER's sectors in the manner of ICEWS, whose own list has some hundreds under these heads."""
    text = (files("rapporteur.views.exports") / "sectors.csv").read_text(encoding="utf-8")
    return {row["plover"]: row["icews"] for row in DictReader(text.splitlines())}
