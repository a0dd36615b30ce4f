"""Whom a threat is meant for."""

from __future__ import annotations

from rapporteur.extract.document import Document
from rapporteur.extract.prospects.prospect import Prospect


def threatened(doc: Document, prospect: Prospect) -> str | None:
    """Whom a threat is meant for: who would fulfil its condition; nobody threatens himself, so then the last other named."""
    tree, at = doc.tree, prospect.at
    result = doc.factuality(at)
    if result.condition is None:
        return None
    start, end = result.condition
    subject = next((i for i in range(start, end) if tree.deprels[i] == "nsubj"), None)
    fulfilling = doc.actors.who(subject)
    land = {doc.actors.country(s) for s in prospect.said_by} - {None}
    if fulfilling is not None and fulfilling not in prospect.said_by and doc.actors.country(fulfilling) not in land:
        return fulfilling
    before = [
        a
        for j, a in doc.actors.mentions
        if j < start and a not in prospect.said_by and tree.sentence_number(j) == tree.sentence_number(at)
    ]
    rivals = [a for a in before if doc.actors.kind(a) in ("person", "state") and not a.startswith("desc.")]
    return next((a for a in rivals if doc.actors.country(a) not in land), None)
