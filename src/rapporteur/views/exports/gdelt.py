"""GDELT 2.0's two files: events in 61 columns and mentions in 16, tab separated, without headers.

Source: GDELT Event Database, data format codebook V2.0 (19 February 2015). A row for each actor with each recipient; a mention
for each claim of it. GDELT never leaves a number empty, so what is not measured here is a constant: AvgTone and MentionDocTone
0, Confidence 100, offsets of actors that have none -1, types of places of actors 0. Not filled: ethnic and religious codes,
places of the actors (reports place what was done), ADM2 and GNS feature ids. DATEADDED is the first publication, not
the time of the export, so that the same record gives the same bytes.

>>> from rapporteur.model import Record
>>> sorted(gdelt((), ExportIndex(Record(signature=""))))
['00000000000000.export.CSV', '00000000000000.mentions.CSV']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from rapporteur import lexicon
from rapporteur.lexicon.tables import rows as lines_of
from rapporteur.model import Claim, Event, Report, Span
from rapporteur.views.exports import cameo
from rapporteur.views.exports.event_rows import EventRow
from rapporteur.views.exports.locations import Location
from rapporteur.views.exports.numeric_ids import event_number, is_event_number
from rapporteur.views.exports.record_index import ActorCodes, ExportIndex
from rapporteur.views.exports.tsv import cells, number, table

_NOBODY = ("",) * 10
"""The ten columns of an actor where there is none."""
_NOWHERE = ("0", "", "", "", "", "", "", "")
_COUNTRY = "1"
_AT_HOME = {"country": _COUNTRY, "region": "2", "city": "3"}
_ABROAD = {"country": _COUNTRY, "region": "5", "city": "4"}
"""Types of places, in the United States and elsewhere. A sea or range has none: 0, with its name and middle."""
_WEB, _CITATION = "1", "2"
_SURE = "100"
_WIDTHS = (61, 16)
"""Columns of the events and of the mentions."""
_LEAD = 2
"""Sentences, a headline among them, that make a report's lead; an event told there is its root event."""
_TYPES = 3
_MIDNIGHT = "000000"


def gdelt(rows: Sequence[EventRow], index: ExportIndex) -> dict[str, bytes]:
    """Two files, named as GDELT names them by the time of the latest publication among their events."""
    latest = max((_time(index.report(claim)) for row in rows for claim in row.claims), default="") or "0" * 14
    events = [line for row in rows for line in _events(row, index)]
    mentions = [line for row in rows for line in _mentions(row, index)]
    return {f"{latest}.export.CSV": table(events), f"{latest}.mentions.CSV": table(mentions)}


def is_gdelt(data: bytes) -> bool:
    """Whether these bytes are one of the two files that `gdelt` wrote: as many columns, and our numbers of events."""
    rows = cells(data)
    return bool(rows) and all(len(row) == len(rows[0]) and is_event_number(row[0]) for row in rows) and len(rows[0]) in _WIDTHS


# ---- events -------------------------------------------------------------------------------------------------------
def _events(row: EventRow, index: ExportIndex) -> Iterator[tuple[str, ...]]:
    root = any(index.sentence(claim) <= _LEAD for claim in row.claims)
    where = _where(row.location)
    counts = (str(len(row.claims)), str(len(row.outlets)), str(len(row.reports)))
    for at, (actor, recipient, code) in enumerate(row.dyads):
        yield (
            str(event_number(row.id, at)), *_dates(row.day),
            *_actor(index.codes(actor)), *(_actor(index.codes(recipient)) if recipient else _NOBODY),
            str(int(root)), code, code[:3], code[:2], str(cameo.quad_class(code)), number(cameo.goldstein(code)), *counts, "0.0",
            *_NOWHERE, *_NOWHERE, *where, _added(row, index), _source(index.report(row.claims[0])),
        )  # fmt: skip


def _dates(day: str) -> tuple[str, str, str, str]:
    """Day, month, year and the year with the part of it that has gone by, all months having 30 days, as GDELT counts.

    >>> _dates("2015-02-18")
    ('20150218', '201502', '2015', '2015.1315')
    """
    year, month, of_month = day.split("-")
    gone = ((int(month) - 1) * 30 + int(of_month)) / 365
    return year + month + of_month, year + month, year, f"{int(year) + gone:.4f}"


def _actor(party: ActorCodes) -> tuple[str, ...]:
    """The actor's code and its parts: country, known group, up to three types.

    A code without its country ("---REB") is printed as GDELT does, "REB"; "IGOEUREEC" is of the group EEC.
    """
    code = party.cameo.replace("-", "")
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    land = parts[0] if parts and parts[0] in _lands() else ""
    types = [part for part in parts if part in _types()]
    group = next((part for part in reversed(parts) if part not in types and part != land), "")
    filled = (types + [""] * _TYPES)[:_TYPES]
    return code, party.name.upper(), land, group, "", "", "", *filled


@cache
def _lands() -> frozenset[str]:
    return frozenset(lexicon.countries()) | {"KOS"}


@cache
def _types() -> frozenset[str]:
    """CAMEO's codes of sectors: PLOVER's, and those that CAMEO calls otherwise."""
    return lexicon.SECTORS | {"HLH", "INS", "SEP", "RAD", "MOD", "SET"}


def _where(location: Location | None) -> tuple[str, ...]:
    if location is None or location.precision is None:
        return _NOWHERE
    fips = _fips().get(location.country or "", "")
    kind = (_AT_HOME if fips == "US" else _ABROAD).get(location.precision, "0")
    name = ", ".join(dict.fromkeys(filter(None, (location.name, location.province, location.land))))
    lat, lon = ("" if value is None else f"{value:g}" for value in (location.lat, location.lon))
    return kind, name, fips, fips, "", lat, lon, fips if kind == _COUNTRY else ""


@cache
def _fips() -> Mapping[str, str]:
    return {row["iso3"]: row["fips"] for row in lines_of("fips.csv")}


# ---- mentions -----------------------------------------------------------------------------------------------------
def _mentions(row: EventRow, index: ExportIndex) -> Iterator[tuple[str, ...]]:
    added = _added(row, index)
    for at, (actor, recipient, _) in enumerate(row.dyads):
        for claim in row.claims:
            report = index.report(claim)
            yield (
                str(event_number(row.id, at)), added, _time(report) or added,
                _WEB if report.url else _CITATION, report.outlet or report.name, _source(report), str(index.sentence(claim)),
                _offset(claim, actor), _offset(claim, recipient), str(_action(claim)), "1", _SURE, str(len(report.text)),
                "0.0", "", "",
            )  # fmt: skip


def _offset(claim: Claim, actor: str | None) -> str:
    """Where the report names the actor, in characters; -1 where it is not known."""
    if not isinstance(claim, Event) or actor is None:
        return "-1"
    sides: tuple[tuple[Sequence[str], Sequence[Span]], ...] = (
        (claim.actors, claim.actor_spans),
        (claim.recipients, claim.recipient_spans),
    )
    for actors, spans in sides:
        if actor in actors and len(actors) == len(spans):
            return str(spans[actors.index(actor)].start)
    return "-1"


def _action(claim: Claim) -> int:
    word = claim.action if isinstance(claim, Event) else None
    return word.start if word else claim.evidence[0].start


def _source(report: Report) -> str:
    """The address of the report; of one without, who printed it under which title."""
    return report.url or ": ".join(filter(None, (report.outlet, report.title or report.name)))


def _time(report: Report) -> str:
    """The publication as GDELT writes times, in UTC, at midnight where only the day is known; empty where none is."""
    try:
        moment = datetime.fromisoformat(report.published or "")
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return ""
    return "".join(sign for sign in moment.isoformat(timespec="seconds") if sign.isdigit())[:14]


def _added(row: EventRow, index: ExportIndex) -> str:
    """The first publication among the row's reports; where none is dated, its day."""
    times = [time for claim in row.claims if (time := _time(index.report(claim)))]
    return min(times, default=row.day.replace("-", "") + _MIDNIGHT)
