"""A long report is read in sections: whole paragraphs, some twenty thousand characters together, each by itself.

Sections are a matter of the text alone, so that a report is read the same whether one process reads them one after the
other or several share them: `joined(report, cut, [reader.read_section(section) for section in cut])`.

>>> [(section.start, section.text) for section in sections("Envoys met.\\n\\nThey left.", size=5)]
[(0, 'Envoys met.'), (13, 'They left.')]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from rapporteur.model import Mention, Reading, Report, Sentence, Span, Word
from rapporteur.reader.paragraphs import Stretch, paragraphs
from rapporteur.reader.quotes import pair

SIZE = 20_000
"""Characters: about a second's reading. Articles are one section; the longest magazine pieces are five."""


class TextSection(msgspec.Struct, frozen=True):
    """Paragraphs to read together: `text` is the report's from `start` on, `stretches` their places in `text`."""

    start: int
    text: str
    stretches: tuple[Stretch, ...]


def sections(text: str, furniture: Iterable[Span] = (), size: int = SIZE) -> list[TextSection]:
    """The sections of a report's text in order, without its furniture; none where there is nothing to read."""
    groups: list[list[Stretch]] = []
    full = True
    for start, end in paragraphs(text, [(span.start, span.end) for span in furniture]):
        if full:
            groups.append([])
        groups[-1].append((start, end))
        full = end - groups[-1][0][0] >= size
    return [_section(text, group) for group in groups]


def _section(text: str, stretches: Sequence[Stretch]) -> TextSection:
    first, last = stretches[0][0], stretches[-1][1]
    return TextSection(first, text[first:last], tuple((start - first, end - first) for start, end in stretches))


def joined(report: Report, cut: Sequence[TextSection], readings: Sequence[Reading]) -> Reading:
    """The reading of a report out of those of its sections, in order; its quotations are paired over all of them.

    Offsets of words in `readings` count from the beginning of their section.
    """
    moved: list[Reading] = []
    words = paragraph = 0
    for section, reading in zip(cut, readings, strict=True):
        moved.append(_moved(reading, section.start, words, paragraph))
        words += len(reading.words)
        paragraph += reading.sentences[-1].paragraph + 1 if reading.sentences else 0
    stretches = [(section.start + start, section.start + end) for section in cut for start, end in section.stretches]
    return Reading(
        report=report.id,
        text=report.text,
        words=tuple(chain.from_iterable(reading.words for reading in moved)),
        sentences=tuple(chain.from_iterable(reading.sentences for reading in moved)),
        mentions=tuple(chain.from_iterable(reading.mentions for reading in moved)),
        quotes=pair(report.text, stretches),
        said=tuple(chain.from_iterable(reading.said for reading in moved)),
        certainty=tuple(chain.from_iterable(reading.certainty for reading in moved)),
        relations=tuple(chain.from_iterable(reading.relations for reading in moved)),
    )


def _moved(reading: Reading, by: int, first: int, paragraph: int) -> Reading:
    """The reading with its characters `by`, its words `first` and its paragraphs `paragraph` further on."""
    if not by and not first and not paragraph:
        return reading
    from rapporteur.reader import attributions, event_relations

    return Reading(
        report=reading.report,
        text=reading.text,
        words=tuple(_word(word, by, first) for word in reading.words),
        sentences=tuple(Sentence(s.start + first, s.end + first, s.paragraph + paragraph) for s in reading.sentences),
        mentions=tuple(Mention(m.start + first, m.end + first, m.type) for m in reading.mentions),
        said=tuple(attributions.shifted(said, first) for said in reading.said),
        certainty=reading.certainty,
        relations=tuple(event_relations.shifted(relation, first) for relation in reading.relations),
    )


def _word(word: Word, by: int, first: int) -> Word:
    head = word.head + first if word.head >= 0 else -1
    return Word(word.start + by, word.end + by, word.text, word.lemma, word.upos, word.xpos, head, word.deprel)
