"""The pipe `rapporteur`: sets `doc._.statements`, whatever pipeline it stands in.

    nlp = spacy.load("en_core_web_sm")   # or spacy.blank("en")
    nlp.add_pipe("rapporteur")
    nlp("Mali would stay neutral, Awa Keita said.")._.statements[0].speaker  # "Awa Keita"

spaCy finds the factory by its entry point and loads this module with every pipeline: nothing heavy is loaded here.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from rapporteur.spacy.statements import annotate


class Annotator:
    """The pipe. On a Doc with a tree and parts of speech it reads those, and changes nothing but `doc._.statements`.

    On a Doc without them it reads `doc.text` with Rapporteur's own reader, loaded with the first such Doc. The
    statements are aligned by characters, outwards to whole tokens. Tags, lemmas, tree (and with it the sentences) and
    entities can be set only where the Doc's tokens are those of the reader, all of them: elsewhere they stay as they are.
    What another pipe has set is kept, but for sentence starts, which follow the tree. English only.

    Raises `FileNotFoundError` where it needs the reading model and none is installed.
    """

    def __call__(self, doc: Doc) -> Doc:
        from rapporteur.spacy.readings import is_parsed, read_text, to_reading

        if is_parsed(doc):
            annotate(doc, to_reading(doc))
            return doc
        from rapporteur.spacy.docs import bare_doc, same_tokens

        reading = read_text(doc.text)
        made = bare_doc(reading, doc.vocab)
        if same_tokens(doc, made):
            complete(doc, made)
        annotate(doc, reading)
        return doc


def complete(doc: Doc, made: Doc) -> None:
    """Copies to a Doc what it lacks and another of the same tokens has."""
    wanted: list[int | str] = [name for name in ("TAG", "POS", "LEMMA") if not doc.has_annotation(name)]
    wanted += [] if doc.has_annotation("DEP") else ["HEAD", "DEP"]
    wanted += [] if doc.has_annotation("ENT_IOB") else ["ENT_IOB", "ENT_TYPE"]
    if wanted and len(doc):
        rows: Any = made.to_array(wanted).reshape(len(doc), len(wanted))  # of one attribute it makes one row
        doc.from_array(wanted, rows)


@Language.factory("rapporteur", assigns=["doc._.statements"])
def make_annotator(nlp: Language, name: str) -> Annotator:
    """The factory behind `nlp.add_pipe("rapporteur")`; it has no settings."""
    return Annotator()
