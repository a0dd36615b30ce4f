"""Quotations that stand as sentences of their own: who speaks in them, by what goes before.

The last one who spoke goes on speaking, over paragraphs that are nothing but quotation; where a sentence leads in another
("The minister was blunter. “We are ready.”"), it is she who speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rapporteur import lexicon
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Quote

_SHORTEST = 4
"""Words of a quotation that is a sentence and no title or scare quote."""


def outer(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotations that lie in no other."""
    out: list[Quote] = []
    for quote in quotes:  # by where they start, outer before inner
        if not out or quote.end > out[-1].end:
            out.append(quote)
    return out


def continued_quotations(
    tree: Tree, quotes: Iterable[Quote], attributions: Sequence[Attribution]
) -> list[tuple[Quote, Attribution]]:
    """The quotations of their own, each with the attribution whose source speaks in it."""
    marked = {i: a for a in attributions if a.source is not None for start, end in a.content for i in range(start, end)}
    last = LastSpeakers(tree, attributions)
    out: list[tuple[Quote, Attribution]] = []
    for quote in quotes:
        start, end = phrases.quote_words(tree, quote)
        if end - start < _SHORTEST or not own_sentence(tree, start, end):
            continue
        a = _speaking(tree, last, marked.get(start), start, end)
        if a is None and out and not out[-1][0].closed:
            a = out[-1][1]  # a quotation left open goes on in the next paragraph
        if a is not None and a.source is not None:
            out.append((quote, a._replace(content=((start, end),), top=start, rule=("statement.continued",))))
    return out


def _speaking(tree: Tree, last: LastSpeakers, marked: Attribution | None, start: int, end: int) -> Attribution | None:
    """Whose the quotation of words `start` to `end` is; `marked`: the attribution that the model or the tree has for them."""
    if marked is not None and start <= marked.cue < end:
        marked = None
    led = _leading_in(tree, start)
    apart = marked is None or tree.sentence(marked.cue).paragraph != tree.sentence(start).paragraph
    return led if led is not None and apart else marked or last.before(start)


def own_sentence(tree: Tree, start: int, end: int) -> bool:
    """The quotation starts with its sentence and holds the sentence's root: it is no fragment of somebody's clause."""
    sentence = tree.sentence(start)
    return start - sentence.start <= 1 and start <= tree.root(start) < max(end, sentence.end)


def _leading_in(tree: Tree, start: int) -> Attribution | None:
    """A sentence before the quotation that says who is to speak: in its paragraph anyone, before it who "spoke"."""
    number = tree.sentence_number(start)
    if number == 0:
        return None
    before, here = tree.reading.sentences[number - 1], tree.reading.sentences[number]
    root = tree.root(before.start)
    subject = clauses.own_subject(tree, root)
    if subject is None or tree.quoted(root) or not tree.is_nominal(subject) or tree.upos[subject] == "PRON":
        return None
    speaks = tree.lemmas[root] == "appear" or (tree.is_verb(root) and lexicon.cue(tree.lemmas[root]) is not None)
    named = any(m.type == "person" for m in tree.mentions.over(subject, subject + 1))
    if (before.paragraph == here.paragraph and named) or speaks:
        return Attribution(subject, root, root, (), None)
    return None


class LastSpeakers:
    """Who spoke last before a word. It is asked in the order of the text, and goes on from where it was asked before."""

    def __init__(self, tree: Tree, attributions: Sequence[Attribution]) -> None:
        self._tree = tree
        self._attributions = attributions
        self._cues = [a.cue for a in attributions]
        self._reaches = _reaches(tree)
        self._from = self._to = 0
        self._best: Attribution | None = None

    def before(self, start: int) -> Attribution | None:
        """Who spoke last in the paragraph of word `start` before it, or in the one just before that."""
        tree = self._tree
        first = bisect_left(self._cues, self._reaches[tree.sentence(start).paragraph])
        end = bisect_left(self._cues, start)
        if first != self._from or end < self._to:
            self._from = self._to = first
            self._best = None
        for a in self._attributions[self._to : end]:
            if a.source is not None and (self._best is None or not tree.below(a.cue, self._best.top)):
                self._best = a
        self._to = max(self._to, end)
        return self._best


def _reaches(tree: Tree) -> dict[int, int]:
    """Paragraph → the first word of the one before it, or before the quotations that stand between."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for sentence in tree.reading.sentences:
        if sentence.start == sentence.end:
            continue  # no reader makes an empty one; a reading from elsewhere may have it
        first.setdefault(sentence.paragraph, sentence.start)
        last[sentence.paragraph] = sentence.end - 1
    reaches: dict[int, int] = {}
    reach = 0
    for paragraph in first:
        reaches[paragraph] = reach
        if not (paragraph > 0 and _is_quotation(tree, first[paragraph], last[paragraph])):
            reach = first[paragraph]
    return reaches


def _is_quotation(tree: Tree, first: int, last: int) -> bool:
    """Is a paragraph of these words nothing but one person's quotation, left open at its end as English sets long ones?"""
    return bool(tree.quotes.over(tree.ends[last] - 2, tree.ends[first] + 1))
