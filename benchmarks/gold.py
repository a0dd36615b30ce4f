"""The gold of a day: what a careful reader wants of its reports, item by item, and whether a claim says an item.

A gold file is TOML. `published` is the day, `closed` the kinds whose items are all listed, `reports` the folder of the reports,
from the root of the repository, where it is not the gold's own. `[[KIND]]` is an item that each report under `in` must yield as
a claim, and all of them in one finding (of this `verdict`, where one is given). `[[KIND_maybe]]` is one that a report may yield,
`[[never]]` with its `kind` one that none may.

    [[contact]]
    parties = ["Keita", "Traoré|Traore"]
    mode = "call|talks"
    minutes_wire = [60, 75]
    in = ["wire", "herald"]

"|" stands between alternatives, each a part of a name, an alias, an office or the words, whatever its case and accents; one
of three letters or fewer is a whole word. KEY_NAME is what the report NAME has for KEY; so is NAME in a table KEY. A `low` or
`high` may be a list of fair numbers.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from rapporteur.model import (
    KINDS,
    Actor,
    Claim,
    Contact,
    Event,
    Figure,
    Forecast,
    Precaution,
    Record,
    Statement,
)

LONGEST_EVIDENCE = 600
"""Characters of all spans of a claim: whoever must read more has been given the report, not the evidence."""
SHORT_NAME = 3
"""Letters up to which a needle is a whole word: "US" is not in "Russia"."""
SHARED = 0.8
"""The part of the wanted words that a statement must have, in order."""
COVERED = 0.6
"""The part of the wanted words that a statement inside them must cover."""
WIDEST, MARGIN = 4, 250
"""A statement longer than so many times the wanted words, and by so many characters, takes in what was not said."""
MOST_PARTIES = 8
"""Parties of a contact that are tried against the wanted ones: there are 40,320 orders of eight."""
SYMMETRIC = ("CONSULT", "AGREE", "COOPERATE")
"""Types of event whose sides may change places."""

Fields = dict[str, Any]
Need = Callable[["RecordIndex", Fields, Any], bool]


# ---- gold ----


@dataclass(frozen=True)
class Item:
    """One thing that the reports named under `in` tell."""

    kind: str
    reports: tuple[str, ...]
    fields: Fields

    def fields_in(self, report: str) -> Fields:
        """The fields as one report has them.

        >>> Item("figure", ("wire", "herald"), {"of": "troops", "low_wire": 4, "low": {"herald": 3}}).fields_in("wire")
        {'of': 'troops', 'low': 4}
        """
        suffixes = tuple(f"_{name}" for name in self.reports)
        plain = {key: value for key, value in self.fields.items() if not key.endswith(suffixes)}
        single = {key: value.get(report) if isinstance(value, dict) else value for key, value in plain.items()}
        exceptions = {key.removesuffix(f"_{report}"): value for key, value in self.fields.items() if key.endswith(f"_{report}")}
        return {key: value for key, value in (single | exceptions).items() if value is not None}


@dataclass(frozen=True)
class Gold:
    """The items of one day: wanted, allowed and forbidden ones."""

    published: str
    closed: tuple[str, ...]
    wanted: tuple[Item, ...]
    allowed: tuple[Item, ...]
    never: tuple[Item, ...]
    reports: str | None = None


def load_gold(path: Path) -> Gold:
    """Reads a gold file. Raises `KeyError` where an item does not say in which reports it is."""
    table = tomllib.loads(path.read_text("utf-8"))
    return Gold(
        published=str(table["published"]),
        closed=tuple(table.get("closed", ())),
        wanted=tuple(_item(kind, entry) for kind in KINDS for entry in table.get(kind, ())),
        allowed=tuple(_item(kind, entry) for kind in KINDS for entry in table.get(f"{kind}_maybe", ())),
        never=tuple(_item(entry["kind"], entry) for entry in table.get("never", ())),
        reports=table.get("reports"),
    )


def _item(kind: str, entry: Fields) -> Item:
    return Item(kind, tuple(entry["in"]), {key: value for key, value in entry.items() if key not in ("in", "kind")})


# ---- words, names and numbers ----


def folded(text: str) -> str:
    """Small letters without accents, plain quotation marks and single spaces.

    >>> folded("  Élysée’s  “word” ")
    'elysee\\'s "word"'
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.translate(str.maketrans("’‘“”", "''\"\"")).split())


def names_one(needles: str, texts: Iterable[str | None]) -> bool:
    """Whether one of the alternatives is in one of the texts.

    >>> names_one("US|Washington", ["U.S. officials"]), names_one("US", ["Russia"])
    (True, False)
    """
    stacks = [folded(text) for text in texts if text]
    return any(_is_in(folded(needle), stack) for needle in needles.split("|") for stack in stacks)


def _is_in(needle: str, stack: str) -> bool:
    if len(needle) > SHORT_NAME:
        return needle in stack
    return needle in re.findall(r"\w+", stack.replace(".", ""))


def same_words(wanted: str, words: str) -> bool:
    """Whether a statement's words are the wanted ones, give or take an edge; it must not run on far beyond them."""
    gold, claimed = folded(wanted), folded(words)
    if not claimed or len(claimed) > max(WIDEST * len(gold), len(gold) + MARGIN):
        return False
    if gold in claimed or (claimed in gold and len(claimed) >= COVERED * len(gold)):
        return True
    words_of_gold = gold.split()
    return len(words_of_gold) >= 3 and _in_order(words_of_gold, claimed.split()) >= SHARED * len(words_of_gold)


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> int:
    """How many of the wanted words come one after the other, from the first on; others may stand between them."""
    met = 0
    for word in words:
        met += met < len(wanted) and word.strip('.,";') == wanted[met].strip('.,";')
    return met


def is_number(wanted: float | list[float], number: float | None) -> bool:
    """Whether a number is one of the fair ones, rounding errors aside."""
    fair = wanted if isinstance(wanted, list) else [wanted]
    return number is not None and any(abs(number - value) <= 1e-6 * max(1, abs(value)) for value in fair)


# ---- the record as the needs ask it ----


class RecordIndex:
    """A record by what the needs ask for: actors' names, claims of a report, findings of a claim."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: actor for actor in record.actors}
        names = {report.id: report.name for report in record.reports}
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in record.claims:
            self.claims[names[claim.report]].append(claim)
        self._findings: dict[str, set[str]] = defaultdict(set)
        for finding in record.findings:
            for identifier in finding.claims:
                self._findings[identifier].add(finding.id)

    def is_actor(self, needles: str, reference: str | None) -> bool:
        """Whether a reader would know the actor by one of the needles."""
        return reference is not None and names_one(needles, self._names(reference))

    def is_one_of(self, needles: str | None, references: Iterable[str]) -> bool:
        """Whether one of several actors is the wanted one; nobody wanted is met by anybody."""
        return not needles or any(self.is_actor(needles, reference) for reference in references)

    def findings_of(self, claims: Iterable[Claim]) -> set[str]:
        """The findings (ids) that any of the claims belongs to."""
        return {finding for claim in claims for finding in self._findings[claim.id]}

    def _names(self, reference: str) -> list[str | None]:
        actor = self._actors.get(reference)
        return [reference] if actor is None else _names_of(actor)


def _names_of(actor: Actor) -> list[str | None]:
    roles = (f"{role.role} {role.of or ''}" for role in actor.roles)
    return [actor.id, actor.name, *actor.aliases, *roles, actor.country]


# ---- does a claim say the item? ----


def says(index: RecordIndex, item: Item, claim: Claim, report: str, *, exactly: bool = True) -> bool:
    """Whether a claim of the report says the item. Unless `exactly`, its days, length, place and factuality are left aside."""
    if kind_of(claim) != item.kind or extent(claim) > LONGEST_EVIDENCE:
        return False
    fields = item.fields_in(report)
    needs = (*NEEDS[item.kind], *(CIRCUMSTANCES if exactly else ()))
    return all(need(index, fields, claim) for need in needs)


def extent(claim: Claim) -> int:
    """Characters of evidence."""
    return sum(len(span.exact) for span in claim.evidence)


def kind_of(claim: Claim) -> str:
    """The kind of a claim: "figure"."""
    return str(claim.__struct_config__.tag)


def _evidence(claim: Claim) -> str:
    return " ".join(span.exact for span in claim.evidence)


def _in_days(index: RecordIndex, fields: Fields, claim: Claim) -> bool:
    days = {"start": claim.when.start, "end": claim.when.end} if claim.when else {}
    sides = [side for side in ("start", "end") if fields.get(side) is not None]
    return all((days.get(side) or "")[:10] == fields[side].isoformat() for side in sides)


def _has_factuality(index: RecordIndex, fields: Fields, claim: Claim) -> bool:
    wanted = fields.get("factuality")
    return not wanted or claim.factuality in wanted.split("|")


def _is_there(index: RecordIndex, fields: Fields, claim: Claim) -> bool:
    """The place of a figure is a matter of its subject."""
    wanted = fields.get("place")
    return not wanted or isinstance(claim, Figure) or names_one(wanted, [claim.place, _evidence(claim)])


def _lasts(index: RecordIndex, fields: Fields, claim: Claim) -> bool:
    wanted = fields.get("minutes")
    if wanted is None or not isinstance(claim, Contact):
        return True
    minutes = [] if claim.minutes is None else [claim.minutes.low, claim.minutes.high]
    known = [number for number in minutes if number is not None]
    return bool(known) and bool(wanted[0] <= known[0] <= wanted[1])


def _has_parties(index: RecordIndex, fields: Fields, claim: Contact) -> bool:
    """Each wanted party is another of the claim's."""
    wanted = fields.get("parties", [])
    orders = permutations(claim.parties[:MOST_PARTIES], len(wanted))
    return any(all(map(index.is_actor, wanted, order)) for order in orders)


def _has_mode(index: RecordIndex, fields: Fields, claim: Contact) -> bool:
    wanted = fields.get("mode")
    return not wanted or claim.mode in wanted.split("|")


def _counts(index: RecordIndex, fields: Fields, claim: Figure) -> bool:
    return "of" not in fields or names_one(fields["of"], [claim.of])


def _counts_theirs(index: RecordIndex, fields: Fields, claim: Figure) -> bool:
    subject = fields.get("subject")
    return subject is None or index.is_actor(subject, claim.subject) or names_one(subject, [_evidence(claim)])


def _has_amount(index: RecordIndex, fields: Fields, claim: Figure) -> bool:
    bounds = ((fields.get("low"), claim.amount.low), (fields.get("high"), claim.amount.high))
    return all(wanted is None or is_number(wanted, number) for wanted, number in bounds)


def _is_act(index: RecordIndex, fields: Fields, claim: Precaution) -> bool:
    act, actor = fields.get("act"), fields.get("actor")
    return (not act or claim.act in act.split("|")) and (not actor or index.is_actor(actor, claim.actor))


def _is_said(index: RecordIndex, fields: Fields, claim: Statement) -> bool:
    return same_words(fields["words"], claim.words)


def _is_said_by(index: RecordIndex, fields: Fields, claim: Statement) -> bool:
    speaker = fields["speaker"]
    return index.is_actor(speaker, claim.speaker) or names_one(speaker, [claim.speaker_words])


def _is_said_to(index: RecordIndex, fields: Fields, claim: Statement) -> bool:
    wanted = fields.get("addressee")
    return not wanted or index.is_actor(wanted, claim.addressee)


def _is_relayed_by(index: RecordIndex, fields: Fields, claim: Statement) -> bool:
    return index.is_one_of(fields.get("relayed_by"), claim.said_by)


def _foretells(index: RecordIndex, fields: Fields, claim: Forecast) -> bool:
    return names_one(fields["event"], [claim.event, _evidence(claim)])


def _is_foretold_by(index: RecordIndex, fields: Fields, claim: Forecast) -> bool:
    return index.is_one_of(fields.get("said_by"), claim.said_by)


def _is_type(index: RecordIndex, fields: Fields, claim: Event) -> bool:
    return claim.type in fields["type"].split("|")


def _has_sides(index: RecordIndex, fields: Fields, claim: Event) -> bool:
    sides = [(claim.actors, claim.recipients)]
    if claim.type in SYMMETRIC:
        sides.append(((*claim.actors, *claim.recipients),) * 2)
    return any(
        index.is_one_of(fields["actor"], actors) and index.is_one_of(fields.get("recipient"), recipients)
        for actors, recipients in sides
    )


CIRCUMSTANCES: tuple[Need, ...] = (_in_days, _has_factuality, _is_there, _lasts)
"""What a wanted item may ask of a claim of any kind. A claim that misses only these is not right, and not made up either."""
NEEDS: Mapping[str, tuple[Need, ...]] = {
    "contact": (_has_parties, _has_mode),
    "statement": (_is_said, _is_said_by, _is_said_to, _is_relayed_by),
    "figure": (_counts, _counts_theirs, _has_amount),
    "precaution": (_is_act,),
    "forecast": (_foretells, _is_foretold_by),
    "event": (_is_type, _has_sides),
}
"""What makes a claim of each kind the wanted one."""
