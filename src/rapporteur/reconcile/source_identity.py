"""Whom a list of sources names, and in what order: by content alone, for the name of a file says nothing.

A report is its outlet's, or else of the host in its address. Where neither is known the report stands for itself: its
place in a list then follows from its day, title and text, and its name is only what is printed.

>>> from rapporteur.model import Report
>>> reports = [Report(id="1", name="zebra", text="A gale."), Report(id="2", name="ant", text="Hail.", outlet="The Post")]
>>> [source.label for source in sorted(publishers(reports).values())]
['The Post', 'zebra']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from rapporteur.model import Report

SourceKind = Literal["actor", "wire", "outlet", "report"]


@dataclass(frozen=True, order=True)
class SourceIdentity:
    """Somebody who says or prints something. Two are one, and come before each other, by all but the `label`.

    `unnamed` is true of a report whose publisher nobody knows, which comes behind all others; `key` is a name or id, of
    such a report its place in the order of content.
    """

    unnamed: bool
    key: str
    kind: SourceKind
    label: str = field(compare=False)

    @staticmethod
    def named(kind: SourceKind, name: str) -> SourceIdentity:
        """A source with a name of its own: an actor's id, "wire.reuters", "The Post"."""
        return SourceIdentity(False, name, kind, name)

    @staticmethod
    def unknown(report: str) -> SourceIdentity:
        """A report that is not among those of the run."""
        return SourceIdentity(True, f"unknown {report}", "report", report)


def in_content_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """The reports, each once, the earliest first, those of one day by publisher, title and text.

    Of two that are alike in all of this one comes first by its name; that shows in labels alone.
    """
    return tuple(sorted({r.id: r for r in reports}.values(), key=lambda r: (*_content(r), r.name, r.id)))


def _content(report: Report) -> tuple[str, bool, str, str, str, str]:
    printed_by = publisher(report)
    day, title, address = (report.published or "9999")[:10], report.title or "", report.url or ""
    return day, printed_by is None, printed_by or "", title, report.text, address


def publisher(report: Report) -> str | None:
    """The outlet of a report, or else the host of its address; `None` where neither is known.

    >>> publisher(Report(id="1", name="a", text="Hail.", url="https://www.lake-gazette.example/hail"))
    'lake-gazette.example'
    """
    return report.outlet or (_host(report.url) if report.url else None)


def _host(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def publishers(reports: Iterable[Report]) -> dict[str, SourceIdentity]:
    """Report id → who printed it, in the order of content."""
    ordered = in_content_order(reports)
    names = Counter(r.name for r in ordered if publisher(r) is None)
    sources = {}
    for place, report in enumerate(ordered):
        outlet = publisher(report)
        label = report.name if names[report.name] == 1 else f"{report.name}#{report.id[:8]}"
        alone = SourceIdentity(True, f"{place:09}", "report", label)
        sources[report.id] = SourceIdentity.named("outlet", outlet) if outlet else alone
    return sources
