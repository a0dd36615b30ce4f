"""Reports that the sources themselves have read out of hostile files: pages, Markdown and plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape

from payloadwork import Payload

from rapporteur.model import Actor, Finding, Problem, Record, Report, Span, Statement
from rapporteur.sources import load

PROSE = (
    "Keita said that the envoys of both sides would meet again in the capital before the week is over, and that nobody had "
    "closed the door to an agreement on the border."
)


def from_files(chunk: Sequence[Payload]) -> Record:
    """The record of files with the payloads: what was read with one statement each, what could not be read as a problem."""
    articles = [article for payload in chunk for article in _articles(payload)]
    reports = {article.id: article for article in articles if isinstance(article, Report)}
    claims = tuple(_statement(report) for report in reports.values())
    return Record(
        signature="test",
        reports=tuple(reports.values()),
        actors=(Actor(id="keita", name="Keita", kind="person"),),
        claims=claims,
        findings=tuple(_finding(claim) for claim in claims),
        problems=tuple(article for article in articles if isinstance(article, Problem)),
    )


def _articles(payload: Payload) -> Iterator[Report | Problem]:
    text, given = payload.text, {"outlet": payload.text, "url": payload.text, "title": payload.text}
    yield load(_page(text).encode(), f"{text}.html", suffix=".html")
    yield load(_markdown(text).encode(), f"{payload.number}.md")
    yield load(f"{text}\n\n{PROSE} {text}\n".encode(), text, suffix=".txt", **given)


def _page(text: str) -> str:
    """A page that says the text escaped, in all places from which something of it is taken."""
    words = escape(text)
    data = {"@type": "NewsArticle", "headline": text, "publisher": {"name": text}, "url": text, "articleBody": f"{PROSE} {text}"}
    return (
        f'<html><head><title>{words}</title><meta property="og:title" content="{words}">'
        f'<meta property="og:site_name" content="{words}"><link rel="canonical" href="{words}">'
        f'<script type="application/ld+json">{json.dumps(data).replace("</", "<!")}</script></head>'
        f"<body><article><h1>{words}</h1><p>{PROSE} {words}</p><p>{words} {PROSE}</p></article></body></html>"
    )


def _markdown(text: str) -> str:
    line = " ".join(text.split())
    return f"---\ntitle: {line}\noutlet: {line}\nurl: {line}\n---\n# {line}\n\n{PROSE} {text}\n"


def _statement(report: Report) -> Statement:
    """A statement on all that the report says from its first "Keita" on."""
    start = max(report.text.find("Keita"), 0)
    span = Span(report.id, start, len(report.text), report.text[start:])
    words = " ".join(report.text.split()) or report.name
    return Statement(
        id=f"s-{report.id}",
        report=report.id,
        evidence=(span,),
        speaker="keita",
        speaker_words="Keita",
        words=words,
        form="direct",
    )


def _finding(claim: Statement) -> Finding:
    return Finding(
        id=f"f-{claim.id}",
        kind="statement",
        headline=claim.words,
        claims=(claim.id,),
        verdict="sole",
        origins=(claim.report,),
        outlets=(),
        why=claim.words,
    )
