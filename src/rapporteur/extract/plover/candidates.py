"""What may be an event: a word of a document with its type, its participants and how certain it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapporteur.extract.document import Document
from rapporteur.extract.plover.participants import Participants, participants
from rapporteur.extract.plover.types import EventType, event_type
from rapporteur.model import Factuality


class Candidate(NamedTuple):
    """A verb or noun that may be an event.

    Attributes:
      doc: the document.
      word: the verb or event noun, by its index in the reading.
      type: what it tells.
      parties: who does it to whom.
      factuality: how certain the text puts it.
      rule: the rules that made it what it is: that of its type, then the revisions.
    """

    doc: Document
    word: int
    type: EventType
    parties: Participants
    factuality: Factuality
    rule: tuple[str, ...]

    @property
    def is_verb(self) -> bool:
        """Whether its word is a verb; else it is a noun."""
        return self.doc.tree.is_verb(self.word)


def candidates(doc: Document) -> Iterator[Candidate]:
    """Every verb and noun of a document that tells something of a type, in text order."""
    tree = doc.tree
    for i in range(len(tree.words)):
        if tree.upos[i] == "NOUN" or (tree.upos[i] == "VERB" and tree.is_verb(i)):
            candidate = candidate_at(doc, i)
            if candidate is not None:
                yield candidate


def candidate_at(doc: Document, i: int) -> Candidate | None:
    """The candidate at a verb or noun; `None` where it tells nothing of any type."""
    type_ = event_type(doc, i)
    if type_ is None:
        return None
    return Candidate(doc, i, type_, participants(doc, i, type_), doc.factuality(i).factuality, (type_.rule,))
