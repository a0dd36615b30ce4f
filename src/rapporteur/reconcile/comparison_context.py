"""What a comparison needs to know besides the two claims: who the actors are, and which origin each report has.

>>> context = ComparisonContext.of((), (), {})
>>> context.short("person.awa-keita")
'Awa Keita'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapporteur import lexicon
from rapporteur.model import Actor, Claim, Report
from rapporteur.reconcile.date_intervals import ordinal
from rapporteur.reconcile.source_identity import SourceIdentity, publishers

_OFFICIAL = frozenset({"GOV", "MIL"})
"""Sectors of the PLOVER manual whose office-holders speak for their government."""


@dataclass(frozen=True)
class ComparisonContext:
    """What holds for all comparisons of one run.

    `actors` and `reports` by id; `origins` report id → independent source; `publishers` report id → who printed it;
    `ranks` report id → place in the order of content; `surnames` those that only one person has.
    """

    actors: Mapping[str, Actor]
    reports: Mapping[str, Report]
    origins: Mapping[str, SourceIdentity]
    publishers: Mapping[str, SourceIdentity]
    ranks: Mapping[str, int]
    surnames: frozenset[str]

    @staticmethod
    def of(actors: Iterable[Actor], reports: Iterable[Report], origins: Mapping[str, SourceIdentity]) -> ComparisonContext:
        """The context of one run."""
        known = {a.id: a for a in actors}
        articles = {r.id: r for r in reports}
        printed_by = publishers(articles.values())
        persons = [a for a in known.values() if a.id.startswith("person.") and a.name.split()]
        bearers = Counter(a.name.split()[-1] for a in persons)
        ranks = {report: rank for rank, report in enumerate(printed_by)}
        surnames = frozenset(name for name, number in bearers.items() if number == 1)
        return ComparisonContext(known, articles, origins, printed_by, ranks, surnames)

    def country(self, actor: str | None) -> str | None:
        """ISO 3166 alpha-3 of an actor, `None` where unknown."""
        known = self.actors.get(actor or "")
        return known.country if known else None

    def is_person(self, actor: str | None) -> bool:
        """Whether an actor is a named person; "the Russian president" of no name is an office, not one."""
        return bool(actor) and str(actor).startswith("person.")

    def is_state(self, actor: str | None) -> bool:
        """Whether an actor is a country or one of its institutions or offices ("rus", "rus.kremlin",
        "rus.president")."""
        known = self.actors.get(actor or "")
        return known is not None and known.country is not None and known.id.split(".")[0] == known.country.lower()

    def government(self, actor: str) -> str | None:
        """The country of a source that speaks for its government: an institution, or a person in a public office."""
        known = self.actors.get(actor)
        if known is None or known.country is None:
            return None
        offices = (lexicon.office(r.role) for r in known.roles)
        official = self.is_state(actor) or any(o is not None and o.sector in _OFFICIAL for o in offices)
        return known.country if official else None

    def side(self, actor: str | None) -> str:
        """What an actor counts as between states: its country where it acts for one, else itself."""
        country = self.country(actor)
        if country and (self.is_state(actor) or self.is_person(actor) or str(actor).startswith("desc.")):
            return country
        return str(actor)

    def name(self, actor: str | None) -> str:
        """The full name of an actor; an id that nobody introduced is made readable."""
        known = self.actors.get(actor or "")
        if known is not None and known.name:
            return known.name
        return str(actor or "?").rsplit(".", 1)[-1].replace("-", " ").title()

    def short(self, actor: str | None) -> str:
        """The name as a headline has it: a person's surname where nobody else has it."""
        name = self.name(actor)
        if self.is_person(actor) and name.split() and name.split()[-1] in self.surnames:
            return name.split()[-1]
        return name

    def publisher(self, report: str) -> SourceIdentity:
        """Who printed a report: its outlet, or the report itself where nobody knows."""
        return self.publishers.get(report) or SourceIdentity.unknown(report)

    def outlet(self, report: str) -> str:
        """What a sentence calls a report: its outlet, or else its name."""
        return self.publisher(report).label

    def outlets(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The outlets that print one of the claims, by name, those of reports without one by what these say."""
        return tuple(source.label for source in sorted({self.publisher(c.report) for c in claims}))

    def rank(self, report: str) -> int:
        """The place of a report in the order of content, behind all where it is not of the run."""
        return self.ranks.get(report, len(self.ranks))

    def published(self, report: str) -> int | None:
        """The day a report was published as an ordinal."""
        article = self.reports.get(report)
        return ordinal(article.published) if article else None

    def report_origin(self, claim: Claim) -> SourceIdentity:
        """The origin a report's own words go back to: its outlet, its wire service, or the report it reprints."""
        return self.origins.get(claim.report) or SourceIdentity.unknown(claim.report)

    def speaker(self, actor: str | None, report: str) -> SourceIdentity:
        """Who a sentence says something is from: an actor under the short name, or else who printed the report."""
        return SourceIdentity.named("actor", self.short(actor)) if actor else self.publisher(report)


def listed(parts: Iterable[str], last: str = "and") -> str:
    """A list as a sentence has it: "A, B and C"; repeats once, in the order given."""
    items = list(dict.fromkeys(p for p in parts if p))
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
