"""`doc._.statements`: what a Doc says that somebody said, with source, cue and content as spaCy Spans.

The claims lie in `doc.user_data` as JSON, so that a Doc can be pickled, sent to another process and kept in a `DocBin`; the
Spans are made when they are asked for.

>>> # doc._.statements[0].speaker, doc._.statements[0].cue -> ("Awa Keita", said)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import product
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc, Span

from rapporteur.model import Extraction, Factuality, Reading, Report, Statement, StatementForm

KEY = "rapporteur"
EDGES = ' \t\r\n,;:—–-“”"«»'
"""What is not said stands at the edges of a content that the cue has broken."""
Range = tuple[int, int]
"""Characters of the Doc's text, end exclusive."""


class DocStatement(NamedTuple):
    """One statement of a Doc. Names are those of the actors: "Awa Keita" where the sentence has "she".

    `speaker` is `None` where the text does not tell; `source` and `cue` are `None` where a quotation stands alone and its
    speaker goes on from before. `content` has one Span, or several where source and cue stand in between. `said_by` names
    who passes it on, outermost first. `claim` is Rapporteur's own `Statement`, whose spans count the characters of `doc.text`.
    """

    speaker: str | None
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    addressee: str | None
    form: StatementForm
    factuality: Factuality
    said_by: tuple[str, ...]
    claim: Statement


class Parts(NamedTuple):
    """Where the parts of a statement stand in the text."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]


def annotate(doc: Doc, reading: Reading) -> None:
    """Puts the statements of a reading of `doc.text` where `doc._.statements` finds them."""
    from rapporteur.extract import extract  # spaCy loads this module with every pipeline: it must cost nothing

    found = extract(Report(id=reading.report, name=reading.report, text=reading.text), reading)
    said = tuple(claim for claim in found.claims if isinstance(claim, Statement))
    kept = Extraction(report=found.report, actors=found.actors, claims=said)
    doc.user_data[KEY] = msgspec.json.encode(kept).decode()


def report_id(text: str) -> str:
    """A Doc's text under a name of its own: ids of claims are the same for the same text, and differ for others."""
    return f"doc-{blake2b(text.encode(), digest_size=6).hexdigest()}"


def statements(doc: Doc) -> tuple[DocStatement, ...]:
    """The statements of a Doc in text order; none where neither `nlp.add_pipe("rapporteur")` nor `to_spacy` made it."""
    kept = doc.user_data.get(KEY)
    if kept is None:
        return ()
    found = msgspec.json.decode(kept, type=Extraction)
    names = {actor.id: actor.name for actor in found.actors}
    text = doc.text
    said = [claim for claim in found.claims if isinstance(claim, Statement)]
    return tuple(made(doc, claim, names) for claim in said if all(text[s.start : s.end] == s.exact for s in claim.evidence))


def made(doc: Doc, claim: Statement, names: dict[str, str]) -> DocStatement:
    """A claim with its parts as Spans."""
    parts = located(doc.text, claim)
    return DocStatement(
        speaker=names.get(claim.speaker) if claim.speaker else None,
        source=spanned(doc, parts.source),
        cue=spanned(doc, parts.cue),
        content=tuple(span for part in parts.content if (span := spanned(doc, part)) is not None),
        addressee=names.get(claim.addressee) if claim.addressee else None,
        form=claim.form,
        factuality=claim.factuality,
        said_by=tuple(names.get(actor, actor) for actor in claim.said_by),
        claim=claim,
    )


def spanned(doc: Doc, part: Range | None) -> Span | None:
    """The tokens that characters touch: another tokeniser's may reach a little further."""
    return doc.char_span(*part, alignment_mode="expand") if part is not None else None


# ---- where the parts stand --------------------------------------------------------------------------------------------
def located(text: str, claim: Statement) -> Parts:
    """Source, cue and content of a claim: it keeps their words and, as evidence, the stretches that they stand in."""
    stretches = [(span.start, span.end) for span in claim.evidence]
    content = content_of(text, claim, stretches)
    sources = occurrences(text, claim.speaker_words, stretches)
    cues = occurrences(text, claim.cue or "", stretches) or occurrences(text, (claim.cue or "").split(" ")[0], stretches)
    source, cue = nearest(sources, cues, content)
    clause = [part for part in (source, cue) if part is not None and content is not None and overlap(part, content)]
    return Parts(source, cue, broken(text, content, clause) if content is not None else ())


def content_of(text: str, claim: Statement, stretches: list[Range]) -> Range | None:
    """What is said is at an edge of the evidence; a long quotation is longer than it."""
    words, size = claim.words, len(claim.words)
    for start, end in stretches:
        if text.startswith(words, start):
            return start, start + size
        if text.startswith(words, max(start, end - size)):
            return max(start, end - size), max(start, end - size) + size
    inside = (text.find(words, start) for start, _ in stretches)
    ends = [end for _, end in stretches]
    return next(((at, at + size) for at, end in zip(inside, ends, strict=True) if 0 <= at < end), None)


def occurrences(text: str, words: str, stretches: list[Range]) -> list[Range]:
    """Where words stand in the stretches as whole words."""
    if not words:
        return []
    joined = r"\s+".join(map(re.escape, words.split()))
    pattern = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
    return [found.span() for start, end in stretches for found in pattern.finditer(text, start, end)]


def nearest(sources: list[Range], cues: list[Range], content: Range | None) -> tuple[Range | None, Range | None]:
    """Of the words that could be source and cue the two that stand closest, outside what is said if they can."""

    def cost(source: Range | None, cue: Range | None) -> tuple[int, int]:
        inside = sum(part is not None and content is not None and overlap(part, content) for part in (source, cue))
        apart = max(source[0] - cue[1], cue[0] - source[1]) if source and cue else 0
        return inside, apart

    pairs: list[tuple[Range | None, Range | None]] = list(product(sources or (None,), cues or (None,)))
    return min(pairs, key=lambda pair: cost(*pair))


def overlap(one: Range, other: Range) -> bool:
    """Do the two share a character?"""
    return one[0] < other[1] and other[0] < one[1]


def broken(text: str, content: Range, clause: Iterable[Range]) -> tuple[Range, ...]:
    """What is said without the cue clause in it: "“A truce,” Keita said, “would fail”" → "A truce", "would fail"."""
    parts = list(clause)
    if not parts:
        return (content,)
    first, last = min(start for start, _ in parts), max(end for _, end in parts)
    halves = (stripped(text, content[0], first), stripped(text, last, content[1]))
    return tuple(half for half in halves if half[0] < half[1]) or (content,)


def stripped(text: str, start: int, end: int) -> Range:
    """Without blanks and marks at the edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


if not Doc.has_extension("statements"):
    Doc.set_extension("statements", getter=statements)

__all__ = ["DocStatement", "annotate", "report_id", "statements"]
