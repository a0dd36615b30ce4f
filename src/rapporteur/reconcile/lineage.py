"""Lineage: which reports have one origin, as reprints, near-reprints, wire stories, or two articles of one outlet.

Shingles of words (Broder 1997), compared as exact sets through an inverted index. Measured by containment, since a
reprint is often cut or extended. Page furniture is left out.

>>> from rapporteur.model import Report
>>> origins([Report(id="a", name="x", text="KYIV (Reuters) - Snow fell.", outlet="The Post")])["a"].label
'wire.reuters'
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rapporteur.model import Claim, Report
from rapporteur.reconcile.comparison_context import ComparisonContext
from rapporteur.reconcile.source_identity import SourceIdentity, in_content_order, publishers
from rapporteur.reconcile.wording import family

SHINGLE = 6
"""Words in a shingle: long enough that two writers seldom meet by chance."""
REPRINT = 0.5
"""Containment of the shorter text from which on it is a reprint; and the longer must be in it for the half of that."""
FEWEST = 12
"""Shingles below which a text is too short to be told a reprint, unless it is contained whole."""
_CROWD = 60
"""Reports that share one shingle beyond which it is paired with the first ones only."""
_PASSAGE = 8
"""Words outside quotation marks that a copied passage must have: quoted words are the speaker's, not the paper's."""
_COPIED = 0.9
_ENDS = (". ", "\n", "! ", "? ")
_SENTENCE = 400
"""Characters around the evidence in which its sentence must end."""
_SAMPLED = 2_000_000
"""Words in all reports from which on one shingle in four is kept (by its hash, so the same ones everywhere)."""
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")
_PAREN = re.compile(r"^[^\n]{0,60}?\(([A-Za-z .\-]{2,30})\)\s*[-–—]", re.MULTILINE)
_CREDIT = re.compile(
    r"^\W*(?:source|by|from|©|photo)?\W*([A-Za-z][A-Za-z .\-]{1,30}?)\W*$", re.IGNORECASE | re.MULTILINE
)
_HEAD, _TAIL = 500, 250
"""Characters at the start and end of a text where a credit of a wire service stands."""


def origins(reports: Sequence[Report]) -> dict[str, SourceIdentity]:
    """Report id → origin: the wire service where one is credited, else who printed the earliest report of the group."""
    ordered = in_content_order(reports)
    printed_by = publishers(ordered)
    groups: dict[int, list[Report]] = defaultdict(list)
    for report, group in zip(ordered, _groups(ordered), strict=True):
        groups[group].append(report)
    sources: dict[str, SourceIdentity] = {}
    for members in groups.values():
        wires = sorted({w for w in map(wire, members) if w})
        origin = SourceIdentity.named("wire", wires[0]) if wires else printed_by[members[0].id]
        sources.update((report.id, origin) for report in members)
    return sources


def wire(report: Report) -> str | None:
    """The wire service a report credits as its author: its outlet, a dateline "KYIV (Reuters) -", or a line of its
    own."""
    known = family("wires")
    if report.outlet and report.outlet.lower() in known:
        return known[report.outlet.lower()]
    for match in _PAREN.finditer(report.text[:_HEAD]):
        if match.group(1).lower() in known:
            return known[match.group(1).lower()]
    for part in (report.text[:_HEAD], report.text[-_TAIL:]):
        for line in part.splitlines()[:6] + part.splitlines()[-4:]:
            credit = _CREDIT.match(line)
            # An agency's bare acronym must be in capitals: "AP" is a credit, "ap" or "Ria" are not.
            if credit and credit.group(1).lower() in known and (len(credit.group(1)) > 4 or credit.group(1).isupper()):
                return known[credit.group(1).lower()]
    return None


def _groups(reports: Sequence[Report]) -> list[int]:
    """For each report the place of the first of its group, by shared shingles."""
    words = [_words(r) for r in reports]
    sampled = sum(map(len, words)) > _SAMPLED
    shingles = [frozenset(_shingles(w, sampled)) for w in words]
    parent = list(range(len(reports)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for (a, b), shared in sorted(_shared(shingles).items()):
        small, large = sorted((len(shingles[a]), len(shingles[b])))
        enough = shared >= REPRINT * small and shared >= REPRINT / 2 * large
        if enough and (small >= FEWEST or shared == small == large):
            one, two = sorted((root(a), root(b)))
            parent[two] = one
    return [root(i) for i in range(len(reports))]


def _words(report: Report) -> list[str]:
    text, at, parts = report.text, 0, []
    for span in sorted(report.furniture, key=lambda s: (s.start, s.end)):
        parts.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    parts.append(text[at:])
    return _WORD.findall(" ".join(parts).lower())


def _shingles(words: Sequence[str], sampled: bool) -> Iterable[int]:
    for i in range(len(words) - SHINGLE + 1):
        code = zlib.crc32(" ".join(words[i : i + SHINGLE]).encode())
        if not sampled or code % 4 == 0:
            yield code


def _shared(shingles: Sequence[frozenset[int]]) -> Counter[tuple[int, int]]:
    """How many shingles two reports share, for pairs that share any."""
    holders: dict[int, list[int]] = defaultdict(list)
    for place, codes in enumerate(shingles):
        for code in codes:
            holders[code].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) > 1:
            reach = len(places) if len(places) <= _CROWD else 3
            for at, a in enumerate(places[:reach]):
                shared.update((a, b) for b in places[at + 1 :])
    return shared


def copied(claims: Sequence[Claim], context: ComparisonContext) -> dict[str, str]:
    """Later claim id → earlier claim id, where the sentence around the evidence is the same nearly word for word."""
    ordered = sorted(claims, key=lambda c: (context.published(c.report) or 10**7, context.rank(c.report)))
    holders: dict[int, list[int]] = defaultdict(list)
    passages: list[frozenset[int]] = []
    originals: dict[str, str] = {}
    for i, claim in enumerate(ordered):
        shingles = frozenset(_shingles(passage(claim, context), sampled=False))
        passages.append(shingles)
        shared = Counter(j for code in shingles for j in holders[code][:_CROWD])
        for j in sorted(shared):
            other = ordered[j]
            enough = len(shingles) > 2 and shared[j] >= _COPIED * min(len(shingles), len(passages[j]))
            if enough and other.report != claim.report:
                originals[claim.id] = originals.get(other.id, other.id)
                break
        for code in shingles:
            holders[code].append(i)
    return originals


def passage(claim: Claim, context: ComparisonContext) -> list[str]:
    """The words outside quotation marks of the sentences around a claim's first evidence; none if they are too few."""
    report = context.reports.get(claim.report)
    if report is None or not claim.evidence:
        return []
    span, text = claim.evidence[0], report.text
    first, last = max(0, span.start - _SENTENCE), max(0, span.end) + _SENTENCE
    start = max(max(text.rfind(mark, first, max(span.start, 0)) for mark in _ENDS) + 1, first)
    ends = [e for e in (text.find(mark, max(span.end - 1, 0), last) for mark in _ENDS) if e >= 0]
    words = _WORD.findall(_QUOTED.sub(" ", text[start : min(ends, default=last)]).lower())
    return words if len(words) >= _PASSAGE else []
