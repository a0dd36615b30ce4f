"""POLECAT's table: 40 columns, tab separated, a row per event, several values of a cell joined by "; ".

Source: the header of the yearly files on Dataverse (doi:10.7910/DVN/AJGVIT), as public readers of them quote it whole: the
loader of the temporal knowledge graph `tkgl-polecat` (Temporal Graph Benchmark), which also tells that "None" is the word for
an empty name or code; others that "; " joins the codes of several actors, that countries are ISO alpha-3, and that an id is
`ARTICLE_TYPE`. Always "None" are the Wikipedia IDs and District, for which no table is here. Of numbers (Intensity, Latitude,
Longitude) an unknown one is empty, so that the column stays numeric.

>>> len(COLUMNS), COLUMNS[7], COLUMNS[39]
(40, 'Actor Name', 'Version')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from rapporteur.extract import named
from rapporteur.model import Span
from rapporteur.views.exports.event_rows import EventRow
from rapporteur.views.exports.locations import Location
from rapporteur.views.exports.record_index import ActorCodes, ExportIndex
from rapporteur.views.exports.tsv import cells, number, table

NONE = "None"
_SIDE = ("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID")
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _SIDE),
    *(name.format("Recipient") for name in _SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_FEATURE = {"city": "PPL", "region": "ADM1", "country": "PCLI", "area": "RGN"}
"""GeoNames' feature codes, as far as the record tells places apart."""
_NAMED = 100
"""Names of a story in one cell: each row repeats them."""
QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def polecat(rows: Sequence[EventRow], index: ExportIndex) -> dict[str, bytes]:
    """The one file, under no name."""
    reports = dict.fromkeys(row.claims[0].report for row in rows)
    stories = {report: _story(index, report) for report in reports}
    return {"": table([COLUMNS, *(_line(row, index, stories[row.claims[0].report]) for row in rows)])}


def is_polecat(data: bytes) -> bool:
    """Whether these bytes are a table that `polecat` wrote: the header is everybody's, the version of each row is ours.

    >>> is_polecat(table([COLUMNS])), is_polecat(table([COLUMNS, [""] * 39 + ["NGEC 1.0"]]))
    (True, False)
    """
    rows = cells(data)
    return rows[:1] == [list(COLUMNS)] and all(row[-1].startswith("rapporteur ") for row in rows[1:])


def _line(row: EventRow, index: ExportIndex, story: tuple[str, ...]) -> tuple[str, ...]:
    return (
        f"{row.id}_{row.type}", row.day, row.type, row.mode or NONE, number(row.scale), QUADS[row.quad - 1],
        _joined([*row.contexts, *row.marks]),
        *_side(index, row.actors, row.actor_spans),
        *_side(index, row.recipients, row.recipient_spans),
        *_place(row.location),
        *story,
    )  # fmt: skip


def _joined(values: Iterable[str | None]) -> str:
    """Values in order, an unknown one as "None"; of none at all, "None"."""
    return "; ".join(value or NONE for value in values) or NONE


def _side(index: ExportIndex, actors: Sequence[str], spans: Sequence[Span]) -> tuple[str, ...]:
    parties = [index.codes(actor) for actor in actors]
    return (
        _joined(party.name for party in parties),
        _joined(party.country for party in parties),
        _joined(str(party.cow) if party.cow else None for party in parties),
        _joined(party.sectors[0] if party.sectors else None for party in parties),
        _joined(_sectors(party) for party in parties),
        _joined(party.title for party in parties),
        _joined(span.exact for span in spans),
        NONE,
    )


def _sectors(party: ActorCodes) -> str:
    return "|".join(party.sectors)


def _place(location: Location | None) -> tuple[str, ...]:
    if location is None:
        return (*[NONE] * 5, "", "", *[NONE] * 3)
    kind = _FEATURE.get(location.precision or "", NONE)
    ident = str(location.geonameid) if location.geonameid else NONE
    return (
        location.name if location.precision else NONE, location.city or NONE, NONE, location.province or NONE,
        location.country or NONE, number(location.lat), number(location.lon), ident, location.words, kind,
    )  # fmt: skip


def _first(values: Iterable[str]) -> str:
    """As many of the names as a cell may have."""
    return _joined(islice(values, _NAMED))


def _story(index: ExportIndex, ident: str) -> tuple[str, ...]:
    """A report: who printed it and when, and whom and what its claims name."""
    claims = index.claims_of(ident)
    report = index.report(claims[0])
    actors = [index.actor(actor) for actor in dict.fromkeys(actor for claim in claims for actor in named(claim))]
    places = [index.location(claim) for claim in claims]
    return (
        report.outlet or report.name,
        index.day(claims[0]) or NONE,
        _first(actor.name for actor in actors if actor.id.startswith("person.")),
        _first(actor.name for actor in actors if actor.kind == "organisation" and not actor.id.startswith("desc.")),
        _first(dict.fromkeys(location.name for location in places if location)),
        report.lang or NONE,
        index.record.signature or NONE,
    )
