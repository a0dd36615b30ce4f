"""Which reports of earlier runs a name, an address or a text leads to, without a look at their bodies.

>>> index = EarlierReports([KeptReport("r1", "monday/a", "https://n.example/", "5f0c", None, True)])
>>> index.named("a"), index.named("tuesday/a"), index.at("https://n.example/")
(['r1'], [], ['r1'])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapporteur.store.versions import MOST


class KeptReport(NamedTuple):
    """What identifies a report that is kept; `current` is false of one that another has replaced."""

    id: str
    name: str
    url: str | None
    digest: str
    outlet: str | None
    current: bool


class EarlierReports:
    """Made once a run: reports of one run never replace each other, for their files are all there at once."""

    def __init__(self, kept_reports: Iterable[KeptReport]) -> None:
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_ending: dict[str, list[str]] = defaultdict(list)
        self._by_url: dict[str, list[str]] = defaultdict(list)
        self._by_text: dict[tuple[str, str], list[KeptReport]] = defaultdict(list)
        for report in kept_reports:
            self._by_text[report.digest, _stem(report.name)].append(report)
            if report.current:
                self._by_name[report.name].append(report.id)
                for ending in endings(report.name):
                    self._by_ending[ending].append(report.id)
                if report.url:
                    self._by_url[report.url].append(report.id)

    def named(self, name: str) -> list[str]:
        """Ids of current reports whose name can be the same file's; no more than tell that too many have it."""
        ids = [*self._by_name.get(name, ())[: MOST + 1], *self._by_ending.get(name, ())[: MOST + 1]]
        ids += [ident for ending in endings(name) for ident in self._by_name.get(ending, ())[: MOST + 1]]
        return list(dict.fromkeys(ids))

    def at(self, url: str | None) -> list[str]:
        """Ids of current reports under an address; no more than tell that too many have it."""
        return self._by_url.get(url, [])[: MOST + 1] if url else []

    def texts(self, digest: str, name: str) -> list[KeptReport]:
        """Reports of the same text whose names end alike, current ones first."""
        return sorted(self._by_text.get((digest, _stem(name)), ()), key=lambda report: not report.current)


def _stem(name: str) -> str:
    return name.rpartition("/")[2]


def endings(name: str) -> list[str]:
    """The shorter names of one file.

    >>> endings("r/monday/a")
    ['monday/a', 'a']
    """
    parts = name.split("/")
    return ["/".join(parts[at:]) for at in range(1, len(parts))]
