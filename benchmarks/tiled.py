"""A short text read once, laid side by side: the reading of a long report without the network's time.

The reader goes by packs of paragraphs, so that a text that repeats itself is read alike each time. Words that stand for
something new each time (`CHANGING`) are written anew in every tile.

>>> [word.text for word in words_of_tile((Word(0, 7, "Zanturo", "zanturo", "PROPN", "NNP", -1, "root"),), 1)]
['Zantura']
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rapporteur.model import Mention, Reading, Relation, Report, Said, Sentence, Word
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.quotes import pair

NAME, NUMBER = "Zanturo", "4711"
"""Words that differ from tile to tile, a surname and a number."""
CHANGING = (NAME, NUMBER)
_SYLLABLES = ("o", "a", "eb", "ik", "ud", "ov", "am", "in", "es", "ur")


def name(tile: int) -> str:
    """A surname of its own for each tile: "Zanturo", "Zantura", …, "Zantursaso"."""
    syllables = "".join(f"{_SYLLABLES[int(digit)]}" for digit in str(tile))
    return f"Zantur{syllables}"


def form(text: str, tile: int) -> str:
    """A word as the tile has it."""
    return name(tile) if text == NAME else str(int(NUMBER) + tile) if text == NUMBER else text


def words_of_tile(words: Sequence[Word], tile: int) -> list[Word]:
    """The words, those that change as the tile has them; offsets and heads as they were."""
    out = []
    for word in words:
        changed = form(word.text, tile)
        out.append(word if changed == word.text else msgspec.structs.replace(word, text=changed, lemma=changed.lower()))
    return out


def tiled(base: Reading, times: int, gap: str) -> tuple[Report, Reading]:
    """A report that says what `base` says `times` times, with `gap` between, and its reading."""
    texts: list[str] = []
    words: list[Word] = []
    at, size = 0, len(base.words)
    for tile in range(times):
        first = tile * size
        for i, (word, old) in enumerate(zip(words_of_tile(base.words, tile), base.words, strict=True)):
            before = base.text[base.words[i - 1].end if i else 0 : old.start]
            texts.append(before + word.text)
            at += len(before)
            head = word.head + first if word.head >= 0 else -1
            words.append(Word(at, at + len(word.text), word.text, word.lemma, word.upos, word.xpos, head, word.deprel))
            at += len(word.text)
        texts.append(base.text[base.words[-1].end :] + gap)
        at += len(texts[-1])
    text = "".join(texts)
    report = Report(id="grown0", name="grown", text=text, published="2024-04-13", outlet="The Post")
    return report, _reading(base, times, text, words, gap)


def _reading(base: Reading, times: int, text: str, words: Sequence[Word], gap: str) -> Reading:
    size = len(base.words)
    per_tile = base.sentences[-1].paragraph + 1
    shifts = [(tile * size, tile * per_tile if "\n" in gap else 0) for tile in range(times)]
    return Reading(
        report="grown0",
        text=text,
        words=tuple(words),
        sentences=tuple(Sentence(s.start + by, s.end + by, s.paragraph + down) for by, down in shifts for s in base.sentences),
        mentions=tuple(Mention(m.start + by, m.end + by, m.type) for by, _ in shifts for m in base.mentions),
        quotes=pair(text, paragraphs(text)),
        said=tuple(_said(said, by) for by, _ in shifts for said in base.said),
        certainty=base.certainty * times,
        relations=tuple(_relation(relation, by) for by, _ in shifts for relation in base.relations),
    )


def _said(said: Said, by: int) -> Said:
    source, cue, content = (tuple((a + by, b + by) for a, b in part) for part in (said.source, said.cue, said.content))
    return Said(source, cue, content)


def _relation(relation: Relation, by: int) -> Relation:
    (a, b), target = relation.source, relation.target
    return Relation((a + by, b + by), (target[0] + by, target[1] + by) if target else None, relation.root, relation.share)
