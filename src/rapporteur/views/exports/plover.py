"""PLOVER's JSON lines: one event a line, with the field names of its manual.

Source: PLOVER manual, chapter "Data Fields" (tables "PLOVER JSON" and the information objects), openeventdata/PLOVER.
An auxiliary mode stands in `context`, where the manual wants it. Empty fields are left out. Fields beyond the manual's, which
it allows: `cow`, `sectors` and `actor_id` of an entity, `verdict`, `origins` and `reports` of an event. Left out: `text` (the
articles are not ours to print), `coded_date` and `coded_time` (same input, same bytes), `identifier_id` (no Wikidata here),
`size`, `license`.

A line begins `{"id":"f-8a…","date":"2022-02-12","actor":[{"code":"MLI","sector":"GOV",…}],"event":["CONSULT"],"quad_code":1,…`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from rapporteur.model import Claim, Span
from rapporteur.views.exports.event_rows import EventRow
from rapporteur.views.exports.locations import Location
from rapporteur.views.exports.record_index import ExportIndex
from rapporteur.views.typography import json_escaped

CODEBOOK = "plover-base-2.0"
_RESOLUTION = {"city": 4, "region": 2, "country": 1}


class _Coded(msgspec.Struct):
    """What of a line tells who coded it."""

    id: str
    coder: str


_DECODER = msgspec.json.Decoder(_Coded)


def plover(rows: Sequence[EventRow], index: ExportIndex) -> dict[str, bytes]:
    """The one file, under no name."""
    lines = (json_escaped(msgspec.json.encode(_event(row, index)).decode()) for row in rows)
    return {"": "".join(f"{line}\n" for line in lines).encode()}


def is_plover(data: bytes) -> bool:
    """Whether each of these lines is an event that `plover` wrote, and there is one."""
    lines = data.splitlines()
    try:
        return bool(lines) and all(_DECODER.decode(line).coder.startswith("rapporteur ") for line in lines)
    except (msgspec.DecodeError, RecursionError):
        return False


def _event(row: EventRow, index: ExportIndex) -> dict[str, Any]:
    lead = row.claims[0]
    first_of = {claim.report: claim for claim in reversed(row.claims)}
    return _filled({
        "id": row.id,
        "date": row.day,
        "enddate": row.end,
        "actor": [_entity(index, a, _words(row.actor_spans, row.actors, a)) for a in row.actors],
        "recipient": [_entity(index, a, _words(row.recipient_spans, row.recipients, a)) for a in row.recipients],
        "event": [row.type],
        "event_loc": _place(row.location),
        "event_text": [span.exact for span in lead.evidence],
        "quad_code": row.quad,
        "event_scale": row.scale,
        "mode": [row.mode] if row.mode else [],
        "context": [*row.contexts, *row.marks],
        "text_info": {"sequence": index.sentence(lead), "start": lead.evidence[0].start, "end": lead.evidence[0].end},
        "cite_info": _citation(index, lead),
        "coder": index.record.signature,
        "comment": _comment(row),
        "cameo": row.cameo,
        "reports": [_report(index, first_of[report]) for report in row.reports],
    })  # fmt: skip


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def _words(spans: Sequence[Span], actors: Sequence[str], actor: str) -> str | None:
    """The words for one of the actors, where there are words for each."""
    return spans[actors.index(actor)].exact if len(spans) == len(actors) and actor in actors else None


def _entity(index: ExportIndex, ident: str, words: str | None) -> dict[str, Any]:
    codes = index.codes(ident)
    return _filled({
        "code": codes.country,
        "sector": codes.sectors[0] if codes.sectors else None,
        "entity_text": words,
        "identifier_text": codes.name,
        "office": codes.title,
        "actor_id": codes.id,
        "country_name": codes.land,
        "cow": codes.cow,
        "other_sectors": list(codes.sectors[1:]),
    })  # fmt: skip


def _place(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return _filled({
        "extracted_place": location.words,
        "resolved_place": location.name if location.precision else None,
        "geonameid": location.geonameid,
        "lat": location.lat,
        "lon": location.lon,
        "city": location.city,
        "province": location.province,
        "country": location.land,
        "country_code": location.country,
        "resolution": _RESOLUTION.get(location.precision or ""),
    })  # fmt: skip


def _citation(index: ExportIndex, lead: Claim) -> dict[str, Any]:
    report = index.report(lead)
    return _filled({
        "citation": report.name,
        "url": report.url,
        "title": report.title,
        "language": report.lang,
        "publication": report.outlet,
        "codebook": CODEBOOK,
    })  # fmt: skip


def _report(index: ExportIndex, claim: Claim) -> dict[str, Any]:
    report = index.report(claim)
    return _filled({
        "citation": report.name, "publication": report.outlet, "url": report.url, "date": index.day(claim),
        "claim": claim.id, "standing": claim.factuality, "start": claim.evidence[0].start, "end": claim.evidence[0].end,
    })  # fmt: skip


def _comment(row: EventRow) -> str | None:
    if row.disputed:
        return f"{row.standing} in one report, denied in another"
    return f"planned for {row.planned_for}" if row.planned_for else None
