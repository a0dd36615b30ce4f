"""Which PLOVER frame a verb or a noun fulfils, by the table `verbs/events.csv`: its preposition and its objects must be there.

"deployed lawyers" fulfils none, "deployed troops" that of MOBILIZE. Codebook: PLOVER manual, "Event types".
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.match import first, has_object, has_preposition, headings
from rapporteur.lexicon.schema import EventFrame


def event_frame(doc: Document, i: int) -> EventFrame | None:
    """The first PLOVER frame of a verb or noun that its clause fulfils; asked for many times, looked for once."""
    if i not in doc.frames:
        pos = "verb" if doc.tree.is_verb(i) else "noun"
        frames = (f for head in headings(doc.tree, i) for f in lexicon.event_frames().get(head, ()) if f.pos == pos)
        doc.frames[i] = first(doc, i, frames, has_preposition, has_object)
    return doc.frames[i]
