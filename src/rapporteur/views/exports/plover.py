"""PLOVER's JSON lines: one event a line, with the field names of its manual.

Source: PLOVER manual, chapter "Data Fields" (tables "PLOVER JSON" and the information objects), openeventdata/PLOVER.
An auxiliary mode stands in `context`, where the manual wants it. Empty fields are left out. Fields beyond the manual's, which
it allows: `cow`, `sectors` and `actor_id` of an entity, `verdict`, `origins` and `reports` of an event. Left out: `text` (the
articles are not ours to print), `coded_date` and `coded_time` (same input, same bytes), `identifier_id` (no Wikidata here),
`size`, `license`.

>>> # {"id":"f-8a…","date":"2022-02-12","actor":[{"code":"MLI","sector":"GOV",…}],"event":["CONSULT"],"quad_code":1,…}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from rapporteur.model import Claim, Event, Span
from rapporteur.views.exports.book import Book
from rapporteur.views.exports.coded import Coded
from rapporteur.views.exports.spots import Spot

CODEBOOK = "plover-base-2.0"
_RESOLUTION = {"city": 4, "region": 2, "country": 1}


def plover(rows: Sequence[Coded], book: Book) -> dict[str, bytes]:
    """The one file, under no name."""
    return {"": b"".join(msgspec.json.encode(_event(row, book)) + b"\n" for row in rows)}


def _event(row: Coded, book: Book) -> dict[str, Any]:
    lead = row.claims[0]
    mine = lead if isinstance(lead, Event) else None
    return _filled({
        "id": row.id,
        "date": row.day,
        "enddate": row.end,
        "actor": [_entity(book, a, _spans(mine.actor_spans, mine.actors, a) if mine else None) for a in row.actors],
        "recipient": [_entity(book, a, _spans(mine.recipient_spans, mine.recipients, a) if mine else None)
                      for a in row.recipients],
        "event": [row.type],
        "event_loc": _place(row.spot),
        "event_text": [span.exact for span in lead.evidence],
        "quad_code": row.quad,
        "event_scale": row.scale,
        "mode": [row.mode] if row.mode else [],
        "context": [*row.contexts, *row.marks],
        "text_info": {"sequence": book.sentence(lead), "start": lead.evidence[0].start, "end": lead.evidence[0].end},
        "cite_info": _citation(book, lead),
        "coder": book.record.signature,
        "comment": _comment(row),
        "cameo": row.cameo,
        "reports": [_report(book, row, report) for report in row.reports],
    })  # fmt: skip


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def _spans(spans: Sequence[Span], actors: Sequence[str], actor: str) -> str | None:
    """The words for one of the actors, where there are words for each."""
    return spans[actors.index(actor)].exact if len(spans) == len(actors) and actor in actors else None


def _entity(book: Book, ident: str, words: str | None) -> dict[str, Any]:
    party = book.party(ident)
    return _filled({
        "code": party.country,
        "sector": party.sectors[0] if party.sectors else None,
        "entity_text": words,
        "identifier_text": party.name,
        "office": party.title,
        "actor_id": party.id,
        "country_name": party.land,
        "cow": party.cow,
        "other_sectors": list(party.sectors[1:]),
    })  # fmt: skip


def _place(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    return _filled({
        "extracted_place": spot.words,
        "resolved_place": spot.name if spot.precision else None,
        "geonameid": spot.geonameid,
        "lat": spot.lat,
        "lon": spot.lon,
        "city": spot.city,
        "province": spot.province,
        "country": spot.land,
        "country_code": spot.country,
        "resolution": _RESOLUTION.get(spot.precision or ""),
    })  # fmt: skip


def _citation(book: Book, lead: Claim) -> dict[str, Any]:
    report = book.report(lead)
    return _filled({
        "citation": report.name,
        "url": report.url,
        "title": report.title,
        "language": report.lang,
        "publication": report.outlet,
        "codebook": CODEBOOK,
    })  # fmt: skip


def _report(book: Book, row: Coded, ident: str) -> dict[str, Any]:
    claim = next(claim for claim in row.claims if claim.report == ident)
    report = book.report(claim)
    return _filled({
        "citation": report.name, "publication": report.outlet, "url": report.url, "date": book.day(claim),
        "claim": claim.id, "standing": claim.factuality, "start": claim.evidence[0].start, "end": claim.evidence[0].end,
    })  # fmt: skip


def _comment(row: Coded) -> str | None:
    if row.disputed:
        return f"{row.standing} in one report, denied in another"
    return f"planned for {row.planned_for}" if row.planned_for else None
