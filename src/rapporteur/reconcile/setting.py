"""What a comparison needs to know besides the two claims: who the actors are, and whose voice each report is.

>>> setting = Setting.of((), (), {})
>>> setting.short("person.awa-keita")
'Awa Keita'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapporteur import lexicon
from rapporteur.model import Actor, Claim, Report
from rapporteur.reconcile.days import ordinal

_OFFICIAL = frozenset({"GOV", "MIL"})
"""Sectors of the PLOVER manual whose office-holders speak for their government."""


@dataclass(frozen=True)
class Setting:
    """`actors`, `reports` by id; `voices` report id → origin; `surnames` those that only one person has."""

    actors: Mapping[str, Actor]
    reports: Mapping[str, Report]
    voices: Mapping[str, str]
    surnames: frozenset[str]

    @staticmethod
    def of(actors: Iterable[Actor], reports: Iterable[Report], voices: Mapping[str, str]) -> Setting:
        """The setting of one run."""
        known = {a.id: a for a in actors}
        named = [a for a in known.values() if a.id.startswith("person.") and a.name.split()]
        last = Counter(a.name.split()[-1] for a in named)
        return Setting(known, {r.id: r for r in reports}, voices, frozenset(n for n, k in last.items() if k == 1))

    def country(self, actor: str | None) -> str | None:
        """ISO 3166 alpha-3 of an actor, `None` where unknown."""
        found = self.actors.get(actor or "")
        return found.country if found else None

    def is_person(self, actor: str | None) -> bool:
        """Whether an actor is a named person; "the Russian president" of no name is an office, not one."""
        return bool(actor) and str(actor).startswith("person.")

    def is_state(self, actor: str | None) -> bool:
        """Whether an actor is a country or one of its institutions or offices ("rus", "rus.kremlin",
        "rus.president")."""
        found = self.actors.get(actor or "")
        return found is not None and found.country is not None and found.id.split(".")[0] == found.country.lower()

    def government(self, actor: str) -> str | None:
        """The country of a source that speaks for its government: an institution, or a person in a public office."""
        found = self.actors.get(actor)
        if found is None or found.country is None:
            return None
        held = (lexicon.office(r.role) for r in found.roles)
        official = self.is_state(actor) or any(o is not None and o.sector in _OFFICIAL for o in held)
        return found.country if official else None

    def side(self, actor: str | None) -> str:
        """What an actor counts as between states: its country where it acts for one, else itself."""
        country = self.country(actor)
        if country and (self.is_state(actor) or self.is_person(actor) or str(actor).startswith("desc.")):
            return country
        return str(actor)

    def name(self, actor: str | None) -> str:
        """The full name of an actor; an id that nobody introduced is made readable."""
        found = self.actors.get(actor or "")
        if found is not None and found.name:
            return found.name
        return str(actor or "?").rsplit(".", 1)[-1].replace("-", " ").title()

    def short(self, actor: str | None) -> str:
        """The name as a headline has it: a person's surname where nobody else has it."""
        name = self.name(actor)
        if self.is_person(actor) and name.split() and name.split()[-1] in self.surnames:
            return name.split()[-1]
        return name

    def outlet(self, report: str) -> str:
        """The outlet of a report, or else its name."""
        found = self.reports.get(report)
        return (found.outlet or found.name) if found else report

    def published(self, report: str) -> int | None:
        """The day a report was published as an ordinal."""
        found = self.reports.get(report)
        return ordinal(found.published) if found else None

    def voice(self, claim: Claim) -> str:
        """The origin a report's own words go back to: its outlet, its wire service, or the report it reprints."""
        return self.voices.get(claim.report, claim.report)


def listed(parts: Iterable[str], last: str = "and") -> str:
    """A list as a sentence has it: "A, B and C"; repeats once, in the order given."""
    found = list(dict.fromkeys(p for p in parts if p))
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {last} {found[-1]}" if found else ""
