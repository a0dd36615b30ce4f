"""What a report says is to come: read once, for forecasts and for the threats among events."""

from __future__ import annotations

from functools import lru_cache

from rapporteur.extract.document import Document
from rapporteur.extract.prospects.clauses import of_clause
from rapporteur.extract.prospects.nouns import of_noun, of_predicate
from rapporteur.extract.prospects.prospect import Prospect
from rapporteur.extract.prospects.target import threatened
from rapporteur.extract.provenance import drop

__all__ = ["Prospect", "prospects", "threatened"]


@lru_cache(maxsize=1)
def prospects(doc: Document) -> tuple[Prospect, ...]:
    """The prospects of a report in text order, each wording once. Kept for the report at hand: two kinds ask for it."""
    by_word: dict[int, Prospect] = {}
    texts: set[str] = set()
    for i in range(len(doc.tree.words)):
        prospect = _at(doc, i, doc.tree.heads[i] in by_word)
        if prospect is None:
            continue
        text = doc.text(*prospect.words)
        if text in texts:
            drop("forecast.repeated", i)
            continue
        by_word[i] = prospect
        texts.add(text)
    return tuple(by_word.values())


def _at(doc: Document, i: int, under_another: bool) -> Prospect | None:
    """The prospect at word `i`; a noun under another one's word adds none: "could plunge many into hunger"."""
    if doc.tree.is_verb(i):
        return of_clause(doc, i)
    return of_predicate(doc, i) or (None if under_another else of_noun(doc, i))
