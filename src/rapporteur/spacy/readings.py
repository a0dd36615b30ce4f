"""Doc → Reading: the words, tree and names that a spaCy pipeline has found, as if Rapporteur's reader had.

>>> from spacy.vocab import Vocab
>>> heads, deps, pos = [1, 1, 1], ["nsubj", "ROOT", "dobj"], ["PROPN", "VERB", "PRON"]
>>> forms, lemmas = ["Mali", "denied", "it"], ["Mali", "deny", "it"]
>>> doc = Doc(Vocab(), forms, heads=heads, deps=deps, pos=pos, lemmas=lemmas, ents=["O"] * 3)
>>> [(word.text, word.deprel, word.head) for word in to_reading(doc).words]
[('Mali', 'nsubj', 1), ('denied', 'root', -1), ('it', 'obj', 1)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from rapporteur.model import Mention, Reading, Report, Sentence, Word
from rapporteur.reader import Reader, default_model, lemmas
from rapporteur.reader.paragraphs import Stretch, paragraphs
from rapporteur.reader.quotes import pair
from rapporteur.spacy.clearnlp import LabelledTree, is_clear, universal
from rapporteur.spacy.statements import report_id

TYPES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "gpe",
    "DATE": "time",
    "TIME": "time",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
}
"""Types of spaCy's names → ours; amounts, products, languages and MISC are no names of anybody who acts."""
PLAIN_TAGS = {
    "ADJ": "JJ", "ADP": "IN", "ADV": "RB", "AUX": "VBP", "CCONJ": "CC", "DET": "DT", "INTJ": "UH", "NOUN": "NN", "NUM": "CD",
    "PART": "RP", "PRON": "PRP", "PROPN": "NNP", "PUNCT": ",", "SCONJ": "IN", "SYM": "SYM", "VERB": "VBP", "X": "FW",
}  # fmt: skip
"""The Penn tag of a word whose pipeline gives parts of speech alone."""
MODALS = frozenset(["can", "could", "may", "might", "must", "shall", "should", "will", "would", "ca", "wo", "'ll", "’ll"])
RELATIVES = {"who": "WP", "whom": "WP", "what": "WP", "which": "WDT", "whose": "WP$", "there": "EX"}


def is_parsed(doc: Doc) -> bool:
    """Has a pipeline given the Doc a tree and parts of speech?"""
    return doc.has_annotation("DEP") and doc.has_annotation("POS")


def to_reading(doc: Doc) -> Reading:
    """What a parsed Doc says, as a `Reading` of `doc.text`.

    ClearNLP's labels become Universal Dependencies; others stay as they are. White space is no word. What the pipeline
    has not set is filled: tags from parts of speech, lemmas by Rapporteur's table, names by its reader. Raises
    `FileNotFoundError` where that needs the reading model and none is installed.
    """
    tokens = [token for token in doc if not token.is_space]
    stretches = paragraphs(doc.text)
    made = tuple(words(tokens))
    return Reading(
        report=report_id(doc.text),
        text=doc.text,
        words=made,
        sentences=tuple(sentences(doc, tokens, stretches)),
        mentions=tuple(mentions(doc, tokens)),
        quotes=pair(doc.text, stretches),
    )


def read_text(text: str) -> Reading:
    """Rapporteur's own reading of a text."""
    name = report_id(text)
    return reader().read_one(Report(id=name, name=name, text=text))


@cache
def reader() -> Reader:
    """The reader, loaded when first needed and once for all pipelines."""
    return Reader()


# ---- words ----------------------------------------------------------------------------------------------------------
def words(tokens: Sequence[Token]) -> Iterable[Word]:
    """The words with their tree in Universal Dependencies."""
    place = {token.i: n for n, token in enumerate(tokens)}
    tags = [token.tag_ or tag_of(token) for token in tokens]
    lemma = [lemma_of(token, tag) for token, tag in zip(tokens, tags, strict=True)]
    tree = LabelledTree(
        heads=[head_of(token, place) for token in tokens],
        deps=[token.dep_ for token in tokens],
        upos=[token.pos_ for token in tokens],
        lemmas=lemma,
        lower=[token.lower_ for token in tokens],
    )
    if is_clear(tree.deps):
        universal(tree)
    for n, token in enumerate(tokens):
        label = "root" if tree.heads[n] < 0 else tree.deps[n]
        yield Word(token.idx, token.idx + len(token), token.text, lemma[n], token.pos_, tags[n], tree.heads[n], label)


def head_of(token: Token, place: dict[int, int]) -> int:
    """The governor's place among the words, -1 at a root; sentences that a pipe has parted later part the tree too."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    if head.i == token.i or head.i not in place or head.sent.start != token.sent.start:
        return -1
    return place[head.i]


def lemma_of(token: Token, tag: str) -> str:
    """The pipeline's lemma, else that of Rapporteur's table."""
    return token.lemma_ or table()(token.text, tag)


@cache
def table() -> Callable[[str, str], str]:
    """Rapporteur's lemmas."""
    return lemmas.load(default_model() / "lemmas.tsv")


def tag_of(token: Token) -> str:
    """A Penn tag from the part of speech, the features and the form."""
    form = token.lower_
    if token.pos_ in ("VERB", "AUX"):
        return "MD" if token.pos_ == "AUX" and form in MODALS else verb_tag(token)
    if token.pos_ in ("NOUN", "PROPN"):
        return ("NNS" if token.pos_ == "NOUN" else "NNPS") if is_plural(token) else PLAIN_TAGS[token.pos_]
    if token.pos_ in ("PRON", "DET", "SCONJ") and form in RELATIVES:
        return RELATIVES[form]
    if token.pos_ == "PART":
        return "POS" if form in ("'s", "’s", "'", "’") else "TO" if form == "to" else "RB"
    if token.pos_ == "PUNCT" and form in ".?!":
        return "."
    return PLAIN_TAGS.get(token.pos_, "")


def is_plural(token: Token) -> bool:
    """A noun in the plural, by its features or, of a common noun without them, by its lemma."""
    number = token.morph.get("Number", [])
    bare = not number and token.pos_ == "NOUN" and token.lower_.endswith("s")
    return "Plur" in number or (bare and table()(token.text, "NNS") != token.lower_)


def verb_tag(token: Token) -> str:
    """The form of a verb by its features; by its ending and its auxiliary where it has none."""
    form, tense = token.morph.get("VerbForm", []), token.morph.get("Tense", [])
    kids = list(token.children)
    helped = {kid.lemma_ or kid.lower_ for kid in kids if kid.dep_.startswith("aux")}
    if "Ger" in form or ("Part" in form and "Pres" in tense) or (not form and token.lower_.endswith("ing")):
        return "VBG"
    if "Part" in form or (not form and helped & {"have", "has", "had", "be", "was", "were", "been", "is", "are"}):
        return "VBN"
    if "Inf" in form or (not form and helped & {"to", "do", "does", "did", *MODALS}):
        return "VB"
    if "Past" in tense or token.lower_ in ("was", "were", "had", "did"):
        return "VBD"
    if "3" in token.morph.get("Person", []) or token.lower_.endswith("s"):
        return "VBZ"
    return "VBD" if table()(token.text, "VBD") != token.lower_ else "VBP"


# ---- sentences and names --------------------------------------------------------------------------------------------
def sentences(doc: Doc, tokens: Sequence[Token], stretches: Sequence[Stretch]) -> Iterable[Sentence]:
    """The Doc's sentences as ranges of words, each in the paragraph that it begins in."""
    place = {token.i: n for n, token in enumerate(tokens)}
    starts = [start for start, _ in stretches]
    for sent in doc.sents:
        inside = [place[token.i] for token in sent if token.i in place]
        if inside:
            paragraph = max(0, bisect_right(starts, tokens[inside[0]].idx) - 1)
            yield Sentence(inside[0], inside[-1] + 1, paragraph)


def mentions(doc: Doc, tokens: Sequence[Token]) -> Iterable[Mention]:
    """The Doc's entities; of a pipeline that looks for none, the names that Rapporteur's reader finds."""
    if doc.has_annotation("ENT_IOB"):
        names = [(ent, TYPES[ent.label_]) for ent in doc.ents if ent.label_ in TYPES]
    else:
        names = list(reader_names(doc))
    place = {token.i: n for n, token in enumerate(tokens)}
    for span, kind in names:
        inside = trimmed([token for token in span if token.i in place])
        if inside:
            yield Mention(place[inside[0].i], place[inside[-1].i] + 1, kind)


def reader_names(doc: Doc) -> Iterable[tuple[Span, str]]:
    """The names that Rapporteur's reader finds in the Doc's text."""
    reading = read_text(doc.text)
    for mention in reading.mentions:
        start, end = reading.words[mention.start].start, reading.words[mention.end - 1].end
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            yield span, mention.type


def trimmed(tokens: list[Token]) -> list[Token]:
    """A name without article in front and possessive behind, which OntoNotes counts in."""
    first = next((n for n, token in enumerate(tokens) if token.lower_ not in ("the", "a", "an")), len(tokens))
    last = len(tokens)
    while last > first and tokens[last - 1].lower_ in ("'s", "’s", "'", "’"):
        last -= 1
    return tokens[first:last]


__all__ = ["is_parsed", "read_text", "to_reading"]
