"""A record against the gold of its day, in figures: what was found, what was linked, what is too much, what must not be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from gold import LONGEST_EVIDENCE, Gold, Item, RecordIndex, extent, kind_of, says

from rapporteur.model import KINDS, Claim, Finding, Record


@dataclass(frozen=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    @classmethod
    def of(cls, truths: Iterable[bool]) -> Ratio:
        """
        >>> str(Ratio.of([True, False, True]))
        '2/3'
        """
        values = list(truths)
        return cls(sum(values), len(values))

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"

    @property
    def share(self) -> float | None:
        """The part as a number up to 1; `None` of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class KindScore:
    """The figures of one kind.

    found: items in reports that a claim says, of those wanted
    linked: items of several reports whose claims meet in one finding, of such items
    pairs: the same for each pair of reports
    verdicts: findings with the wanted verdict, of items that want one
    overmerged: findings that hold claims of different items
    precision: claims that say an item, wanted or allowed, of all claims of a closed kind; `None` of an open one
    missed, extras: what was not found, and the claims that no item asks for, as lines to read
    """

    found: Ratio
    linked: Ratio
    pairs: Ratio
    verdicts: Ratio
    overmerged: int
    precision: Ratio | None
    missed: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class DayScore:
    """The figures of one day: kind by kind, and those of all claims; `violations` are claims that say what none may."""

    claims: int
    bad_spans: int
    no_evidence: int
    long_evidence: int
    violations: tuple[str, ...]
    kinds: Mapping[str, KindScore]


@dataclass(frozen=True)
class Match:
    """An item and the claims that say it, report by report."""

    item: Item
    claims: Mapping[str, tuple[Claim, ...]]


def score(record: Record, gold: Gold) -> DayScore:
    """The record against its gold."""
    index = RecordIndex(record)
    texts = {report.id: report.text for report in record.reports}
    spans = [span for claim in record.claims for span in claim.evidence]
    return DayScore(
        claims=len(record.claims),
        bad_spans=sum(texts[span.report][span.start : span.end] != span.exact for span in spans),
        no_evidence=sum(not claim.evidence for claim in record.claims),
        long_evidence=sum(extent(claim) > LONGEST_EVIDENCE for claim in record.claims),
        violations=_violations(index, gold),
        kinds={kind: _score_kind(index, gold, kind) for kind in KINDS},
    )


def _violations(index: RecordIndex, gold: Gold) -> tuple[str, ...]:
    broken = (match for item in gold.never for match in _match(index, item).claims.items())
    return tuple(_line(claim, report) for report, claims in broken for claim in claims)


def _match(index: RecordIndex, item: Item) -> Match:
    claims = {name: tuple(c for c in index.claims[name] if says(index, item, c, name)) for name in item.reports}
    return Match(item, claims)


def _score_kind(index: RecordIndex, gold: Gold, kind: str) -> KindScore:
    matches = [_match(index, item) for item in gold.wanted if item.kind == kind]
    shared = [_findings(index, match) for match in matches if len(match.item.reports) > 1]
    extras, claims = _extras(index, gold, kind)
    return KindScore(
        found=Ratio.of(bool(claims) for match in matches for claims in match.claims.values()),
        linked=Ratio.of(bool(set.intersection(*findings)) for findings in shared),
        pairs=Ratio.of(bool(one & other) for findings in shared for one, other in combinations(findings, 2)),
        verdicts=_verdicts(index, matches),
        overmerged=_overmerged(index.record.findings, matches),
        precision=Ratio(claims - len(extras), claims) if kind in gold.closed else None,
        missed=tuple(line for match in matches for line in _missed(match)),
        extras=extras if kind in gold.closed else (),
    )


def _findings(index: RecordIndex, match: Match) -> list[set[str]]:
    """The findings in which each of the item's reports tells it."""
    return [index.findings_of(claims) for claims in match.claims.values()]


def _verdicts(index: RecordIndex, matches: Iterable[Match]) -> Ratio:
    """Only what several reports tell can have a verdict."""
    verdicts = {finding.id: finding.verdict for finding in index.record.findings}
    judged = [match for match in matches if "verdict" in match.item.fields and len(match.item.reports) > 1]
    return Ratio.of(
        any(verdicts[f] in match.item.fields["verdict"].split("|") for f in set.intersection(*_findings(index, match)))
        for match in judged
    )


def _overmerged(findings: Iterable[Finding], matches: Sequence[Match]) -> int:
    items: dict[str, set[int]] = defaultdict(set)
    for number, match in enumerate(matches):
        for claim in (claim for claims in match.claims.values() for claim in claims):
            items[claim.id].add(number)
    members = ([items[claim] for claim in finding.claims if claim in items] for finding in findings)
    return sum(any(not one & other for one, other in combinations(sets, 2)) for sets in members)


def _extras(index: RecordIndex, gold: Gold, kind: str) -> tuple[tuple[str, ...], int]:
    """The claims of a kind that say no item, as lines, and how many claims there are."""
    fair = [item for item in (*gold.wanted, *gold.allowed) if item.kind == kind]
    claims = [(name, claim) for name, listed in index.claims.items() for claim in listed if kind_of(claim) == kind]
    extras = tuple(_line(claim, name) for name, claim in claims if not _is_fair(index, fair, claim, name))
    return extras, len(claims)


def _is_fair(index: RecordIndex, fair: Iterable[Item], claim: Claim, report: str) -> bool:
    return any(report in item.reports and says(index, item, claim, report, exactly=False) for item in fair)


def _missed(match: Match) -> list[str]:
    return [
        f"{match.item.kind} in {report}: " + ", ".join(f"{key} {value}" for key, value in match.item.fields_in(report).items())
        for report, claims in match.claims.items()
        if not claims
    ]


def _line(claim: Claim, report: str) -> str:
    return f"{kind_of(claim)} in {report}: " + " … ".join(span.exact for span in claim.evidence)
