"""Which reports of earlier runs a name, an address or a text leads to, without a look at their bodies.

>>> index = EarlierReports([KeptReport("r1", "monday/a", "https://n.example/", "5f0c", None, True)])
>>> index.named("a"), index.named("tuesday/a"), index.at("https://n.example/")
(['r1'], [], ['r1'])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapporteur.store.versions import MOST, again, stem


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
        self._by_name: dict[str, list[KeptReport]] = defaultdict(list)
        self._by_ending: dict[str, list[KeptReport]] = defaultdict(list)
        self._by_url: dict[str, list[str]] = defaultdict(list)
        self._by_text: dict[tuple[str, str], list[KeptReport]] = defaultdict(list)
        for report in kept_reports:
            self._by_text[report.digest, _last(report.name)].append(report)
            if report.current:
                self._by_name[stem(report.name)].append(report)
                for ending in endings(stem(report.name)):
                    self._by_ending[ending].append(report)
                if report.url:
                    self._by_url[report.url].append(report.id)

    def named(self, name: str) -> list[str]:
        """Ids of current reports whose name can be the same file's; no more than tell that too many have it."""
        alike = [self._by_name.get(stem(name), ()), self._by_ending.get(stem(name), ())]
        alike += [self._by_name.get(ending, ()) for ending in endings(stem(name))]
        return list(dict.fromkeys(r.id for group in alike for r in group[: MOST + 1] if again(r.name, name)))

    def at(self, url: str | None) -> list[str]:
        """Ids of current reports under an address; no more than tell that too many have it."""
        return self._by_url.get(url, [])[: MOST + 1] if url else []

    def texts(self, digest: str, name: str) -> list[KeptReport]:
        """Reports of the same text whose name can be the same file's: current ones first, and of these the same name."""
        twins = [report for report in self._by_text.get((digest, _last(name)), ()) if again(report.name, name)]
        return sorted(twins, key=lambda report: (not report.current, report.name != name))


def _last(name: str) -> str:
    return stem(name).rpartition("/")[2]


def endings(name: str) -> list[str]:
    """The shorter names of one file.

    >>> endings("r/monday/a")
    ['monday/a', 'a']
    """
    parts = name.split("/")
    return ["/".join(parts[at:]) for at in range(1, len(parts))]
