"""`doc._.statements`: what a Doc says that somebody said, with source, cue and content as spaCy Spans.

The claims lie in `doc.user_data` as JSON, so that a Doc can be pickled, sent to another process and kept in a `DocBin`; the
Spans are made when they are asked for.

>>> from spacy.vocab import Vocab
>>> Doc(Vocab(), words=["Keita", "agreed"])._.statements  # before the pipe `rapporteur` has read it
()
"""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc, Span

from rapporteur.model import Extraction, Factuality, Reading, Report, Statement, StatementForm
from rapporteur.spacy.alignment import Range, align

KEY = "rapporteur"


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


def annotate(doc: Doc, reading: Reading) -> None:
    """Puts the statements of a reading of `doc.text` where `doc._.statements` finds them."""
    from rapporteur.extract import extract  # spaCy loads this module with every pipeline: it must cost nothing

    extraction = extract(Report(id=reading.report, name=reading.report, text=reading.text), reading)
    said = tuple(claim for claim in extraction.claims if isinstance(claim, Statement))
    statements_only = Extraction(report=extraction.report, actors=extraction.actors, claims=said)
    doc.user_data[KEY] = msgspec.json.encode(statements_only).decode()


def report_id(text: str) -> str:
    """A Doc's text under a name of its own: ids of claims are the same for the same text, and differ for others."""
    return f"doc-{blake2b(text.encode(), digest_size=6).hexdigest()}"


def statements(doc: Doc) -> tuple[DocStatement, ...]:
    """The statements of a Doc in text order; none where neither `nlp.add_pipe("rapporteur")` nor `to_spacy` made it."""
    encoded = doc.user_data.get(KEY)
    if encoded is None:
        return ()
    extraction = msgspec.json.decode(encoded, type=Extraction)
    names = {actor.id: actor.name for actor in extraction.actors}
    text = doc.text
    said = [claim for claim in extraction.claims if isinstance(claim, Statement)]
    return tuple(made(doc, claim, names) for claim in said if all(text[s.start : s.end] == s.exact for s in claim.evidence))


def made(doc: Doc, claim: Statement, names: dict[str, str]) -> DocStatement:
    """A claim with its parts as Spans."""
    parts = align(doc.text, claim)
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


if not Doc.has_extension("statements"):
    Doc.set_extension("statements", getter=statements)

__all__ = ["DocStatement", "annotate", "report_id", "statements"]
