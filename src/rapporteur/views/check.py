"""What the rules of extraction did with a report, sentence by sentence: made a claim, turned a candidate down, or nothing.

This is what a user sends when a claim is wrong, and what a maintainer reads:

    3  On Saturday Macron called Putin for an hour.
       + Call con-5d1f0c2a93b1: Macron – Putin
         contact.verb-frame: A verb of the table of contacts with a party on each side: "Keita phoned Ode".
       - “hour” figure.duration: A length of time is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.extract.provenance import Drop
from rapporteur.lexicon.rules import rules
from rapporteur.model import Claim, Reading, Record, Sentence
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import plain
from rapporteur.views.brief.rows import label, topic
from rapporteur.views.brief.wording import wrapped
from rapporteur.views.typography import printable


def check_text(record: Record, reading: Reading, drops: Sequence[Drop]) -> str:
    """The sentences of the record's one report, each with the claims and drops that begin in it, as lines for a terminal."""
    context = BriefContext(record)
    report = record.reports[0]
    name = report.name if not report.outlet or report.outlet == report.name else f"{report.name} ({report.outlet})"
    silent = 0
    lines = []
    for number, sentence in enumerate(reading.sentences, 1):
        inside = list(_inside(context, reading, sentence, record.claims, drops))
        silent += not inside
        lines += ["", *wrapped(f"{number:3}  {printable(_words(reading, sentence))}", " " * 5), *(inside or ["     = nothing"])]
    head = f"{name}: {len(reading.sentences)} sentences, {len(record.claims)} claims, {len(drops)} candidates turned down,"
    return "\n".join([*wrapped(f"{printable(head)} {silent} sentences that led to nothing", ""), *lines, ""])


def _inside(
    context: BriefContext, reading: Reading, sentence: Sentence, claims: Sequence[Claim], drops: Sequence[Drop]
) -> Iterator[str]:
    """The lines of one sentence."""
    start, end = reading.words[sentence.start].start, reading.words[sentence.end - 1].end
    for claim in claims:
        if start <= claim.evidence[0].start < end:
            standing = "" if claim.factuality == "stated" else f" ({claim.factuality})"
            words = f"{label(claim)} {claim.id}{standing}: {plain(topic(context, (claim,)))}"
            yield from wrapped(f"     + {printable(words)}", " " * 7)
            for rule in claim.rule:
                yield from wrapped(f"       {_says(rule)}", " " * 9)
    for drop in drops:
        if sentence.start <= drop.word < sentence.end:
            yield from wrapped(f"     - “{printable(reading.words[drop.word].text)}” {_says(drop.rule)}", " " * 7)


def _says(rule: str) -> str:
    return printable(f"{rule}: {rules().get(rule, 'no table says what it does')}")


def _words(reading: Reading, sentence: Sentence) -> str:
    return reading.text[reading.words[sentence.start].start : reading.words[sentence.end - 1].end]
