"""What the writer of a brief has at hand: the record by id, the names used so far, and the sources cited so far.

Names depend on order, as in a newspaper: in full at first mention, then the surname where only one person has it,
or what the reports use in its place.
A `BriefContext` is made for one brief and thrown away, so that the views stay functions of the record alone.

>>> from rapporteur.model import Actor, Record
>>> context = BriefContext(Record(signature="", actors=(Actor(id="p", name="Ursula von der Leyen", kind="person"),)))
>>> context.name("p"), context.name("p")
('Ursula von der Leyen', 'von der Leyen')
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.model import Claim, Finding, Record, Report
from rapporteur.views.brief.nodes import CitedPassage, CitedReport, Inline, Run, SourceLink
from rapporteur.views.evidence import flat, parts, sentences
from rapporteur.views.typography import web_address

_LINKS = 6
"""Links at one place of a line; further reports are counted."""


class BriefFinding(NamedTuple):
    """A finding with those of its claims that the record holds, in the order of the reports."""

    finding: Finding
    claims: tuple[Claim, ...]


class BriefContext:
    """The record by id, with what has been named and cited so far."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.report = {report.id: report for report in record.reports}
        self.number = {report.id: at for at, report in enumerate(record.reports, 1)}
        self.claim = {claim.id: claim for claim in record.claims}
        self.actor = {actor.id: actor for actor in record.actors}
        self.steps = {claim: finding.steps for finding in record.findings for claim in finding.claims if finding.steps}
        self._claims_by_report: dict[str, list[Claim]] = {}
        for claim in record.claims:
            self._claims_by_report.setdefault(claim.report, []).append(claim)
        self._evidence: dict[str, Intervals[Claim]] = {}
        self._surnames = Counter(surname(actor.name) for actor in record.actors if actor.kind == "person")
        self._named: set[str] = set()
        self._bounds: dict[str, tuple[tuple[int, int], ...]] = {}
        self._anchors: dict[tuple[str, tuple[tuple[int, int], ...]], str] = {}
        self._passages: dict[str, list[tuple[int, CitedPassage]]] = {}

    def claims(self, finding: Finding) -> tuple[Claim, ...]:
        """The finding's claims that the record holds, in the order of the reports."""
        claims = [self.claim[claim] for claim in finding.claims if claim in self.claim]
        return tuple(sorted(claims, key=lambda claim: (self.number.get(claim.report, 0), claim.evidence[0].start)))

    def claims_of(self, report: str) -> list[Claim]:
        """All claims of a report."""
        return self._claims_by_report.get(report, [])

    def beside(self, claim: Claim) -> list[Claim]:
        """The other claims of a claim's report whose words overlap with its own."""
        if claim.report not in self._evidence:
            claims = self.claims_of(claim.report)
            self._evidence[claim.report] = Intervals((s.start, s.end, other) for other in claims for s in other.evidence)
        near = (other for s in claim.evidence for other in self._evidence[claim.report].over(s.start, s.end))
        return [other for other in {other.id: other for other in near}.values() if other is not claim]

    def side(self, actor: str) -> str:
        """The country an actor acts for, or else the actor."""
        return (self.actor[actor].country if actor in self.actor else None) or actor

    def name(self, actor: str) -> str:
        """The actor's name: in full at first, then the surname if no other person here has it."""
        entry = self.actor.get(actor)
        if entry is None:
            return actor.rsplit(".", 1)[-1].replace("-", " ") if "." in actor else actor
        if entry.kind != "person" or entry.id not in self._named:
            self._named.add(entry.id)
            return entry.name
        short = self._short(entry.name)
        return short if self._surnames[surname(entry.name)] == 1 else entry.name

    def _short(self, name: str) -> str:
        """What the reports call somebody after the first mention: "Putin", but "Xi" and never "Jinping"."""
        words, last = name.split(), surname(name)
        if len(words) < 2 or not words[-1][:1].isupper():  # "senior official" is no name
            return name
        if " " in last or not self._words[" ".join(words[-2:])] or self._words[last] > self._words[" ".join(words[-2:])]:
            return last
        first = self._words[words[0]] > self._words[" ".join(words[:2])]
        return words[0] if first else name

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word with a capital, and each pair of such words, stands in the reports."""
        counts: Counter[str] = Counter()
        for report in self.record.reports:
            runs = re.findall(r"[^\W\d_a-z][\w-]*(?:[ \n][^\W\d_a-z][\w-]*)*", report.text)
            for run in runs:
                words = run.split()
                counts.update(words)
                counts.update(map(" ".join, pairwise(words)))
        return counts

    def full_name(self, actor: str) -> str:
        """The actor's name as the record has it, wherever it stands."""
        return self.actor[actor].name if actor in self.actor else actor

    def full_names(self, actors: tuple[str, ...]) -> str:
        """The actors' names as the record has them, with commas."""
        return ", ".join(self.full_name(actor) for actor in actors)

    def persons(self, actors: tuple[str, ...]) -> int:
        """How many of these actors are people."""
        return sum(actor in self.actor and self.actor[actor].kind == "person" for actor in actors)

    def is_state(self, actor: str) -> bool:
        """Whether an actor is a state itself."""
        return actor in self.actor and self.actor[actor].kind == "state"

    def place(self, place: str | None) -> str:
        """The name of a place, which a claim gives as an actor's id or in the report's words."""
        if place is None:
            return ""
        return self.actor[place].name if place in self.actor else place

    def source(self, report: str) -> str:
        """What to call a report: its outlet and its name, as far as they are known."""
        entry = self.report.get(report)
        return report if entry is None else entry.outlet or entry.name

    def bounds(self, report: Report) -> tuple[tuple[int, int], ...]:
        """The sentences of a report, found once."""
        if report.id not in self._bounds:
            self._bounds[report.id] = sentences(report.text)
        return self._bounds[report.id]

    def links(self, claims: tuple[Claim, ...], quiet: bool = False) -> tuple[Inline, ...]:
        """A link per report of these claims; beyond `_LINKS` reports a count."""
        first: dict[str, Claim] = {}
        for claim in claims:
            first.setdefault(claim.report, claim)
        cited = sorted((c for c in first.values() if c.report in self.report), key=lambda c: self.number[c.report])
        shown: list[Inline] = [self._link(claim, quiet) for claim in cited[:_LINKS]]
        return (*shown, Run(f"+{len(cited) - _LINKS}", "muted")) if len(cited) > _LINKS else tuple(shown)

    def _link(self, claim: Claim, quiet: bool) -> SourceLink:
        report = self.report[claim.report]
        spans = tuple(sorted((span.start, span.end) for span in claim.evidence))
        words = parts(report.text, self.bounds(report), claim.evidence)
        passages = self._passages.setdefault(report.id, [])
        if (report.id, spans) not in self._anchors:
            anchor = f"e{self.number[report.id]}-{len(passages) + 1}"
            self._anchors[(report.id, spans)] = anchor
            passages.append((spans[0][0], CitedPassage(anchor, words)))
        return SourceLink(
            number=self.number[report.id],
            anchor=self._anchors[(report.id, spans)],
            source=self.source(report.id),
            sentence=flat(words),
            quiet=quiet,
        )

    def cited_reports(self) -> tuple[CitedReport, ...]:
        """The reports cited so far, each with its passages in the order of its text."""
        return tuple(self._cited_report(report) for report in self.record.reports if report.id in self._passages)

    def _cited_report(self, report: Report) -> CitedReport:
        passages = sorted(self._passages[report.id], key=lambda pair: pair[0])
        return CitedReport(
            number=self.number[report.id],
            name=report.name,
            title=report.title,
            outlet=report.outlet,
            url=web_address(report.url),
            published=report.published,
            lang=report.lang,
            passages=tuple(passage for _, passage in passages),
        )


def surname(name: str) -> str:
    """The last part of a person's name, with the particles before it.

    >>> surname("Olaf Scholz"), surname("Ursula von der Leyen"), surname("Pelé")
    ('Scholz', 'von der Leyen', 'Pelé')
    """
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    return " ".join(words[max(at, 0) :])
