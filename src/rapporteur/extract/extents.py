"""How far what is said reaches in the text: its characters, its parts around the cue, its quotation marks, its evidence."""

from __future__ import annotations

from rapporteur.extract.attribution.quotations import outer
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.document import LONGEST, Document
from rapporteur.extract.syntax import phrases
from rapporteur.model import Quote, Span, StatementForm

_EDGES = " \n\t,;:"
_MARKS = "“”„‟\"«»‘’‚‛‹›"


def extent(doc: Document, a: Attribution) -> tuple[int, int]:
    """Characters of what is said: the content's ranges, grown to the quotation that they lie in or cut through."""
    tree = doc.tree
    start_word, end_word = _without_gloss(doc, *a.content[0])
    start, end = tree.starts[start_word], tree.ends[end_word - 1]
    start, end = _grown(doc, a, start, end)
    last = tree.sentence(a.cue).end - 1
    for quote in tree.quotes.starting(end, tree.ends[last]):
        if quote.start >= end and _goes_on(doc, a, end_word, quote):
            end = quote.end
    return _strip(doc, start, end)


def _grown(doc: Document, a: Attribution, start: int, end: int) -> tuple[int, int]:
    """Characters with the quotations that they cut through, but for one that holds the cue: it carries another's words."""
    quotes, cue = doc.tree.quotes.over(start, end), doc.tree.starts[a.cue]
    while quotes:
        reach = end
        for quote in quotes:
            if quote.start < end and quote.end > start and not quote.start <= cue < quote.end:
                start, end = min(start, quote.start), max(end, quote.end)
        quotes = doc.tree.quotes.starting(reach, end)
    return start, end


def parts_of(doc: Document, a: Attribution, start: int, end: int) -> list[tuple[int, int]]:
    """What is said in its parts, in text order: the cue may break it ("A truce,” Keita said, “would fail")."""
    if len(a.content) == 1:
        return [(start, end)]
    tree = doc.tree
    parts = {(start, end)}
    for first, last in a.content[1:]:
        others = any(o.cue != a.cue and not o.holds(a.cue) for o in doc.attributed.over(first, last))
        if others or not _continues(doc, a, first, last):
            continue  # somebody else's words; a sentence of its own is a statement of its own
        left, right = _strip(doc, *_grown(doc, a, tree.starts[first], tree.ends[last - 1]))
        if right - left > 1 and not any(x < right and left < y for x, y in parts):
            parts.add((left, right))
    return sorted(parts)


def _continues(doc: Document, a: Attribution, first: int, last: int) -> bool:
    """Does a part of what is said belong to the cue's own sentence: "“A truce,” Keita said, “would fail.”"?"""
    number = doc.tree.sentence_number
    return number(first) <= number(a.cue) <= number(last - 1)


def _without_gloss(doc: Document, start: int, end: int) -> tuple[int, int]:
    """Reported words without the outlet's explanation of a name at their end: ", a region in the east where …"."""
    tree = doc.tree
    for k in range(start + 1, end):
        if tree.deprels[k] != "appos" or tree.upos[tree.heads[k]] != "PROPN":
            continue
        first, last = tree.edges(k)
        first += tree.lower[first] == ","
        glosses = last >= end - 1
        explains = first > start and tree.lower[first - 1] == "," and tree.lower[first] in ("a", "an")
        quotes = tree.quotes.over(tree.ends[first] - 1, tree.ends[end - 1])
        quoted = any(phrases.quote_words(tree, quote)[1] > first for quote in quotes)
        if glosses and explains and not quoted:
            return phrases.trimmed(tree, start, first - 1)
    return start, end


def _goes_on(doc: Document, a: Attribution, end_word: int, quote: Quote) -> bool:
    """A quotation behind reported words in their sentence is the speaker's too, if nobody else is given for it."""
    start, end = phrases.quote_words(doc.tree, quote)
    sentence = doc.tree.sentence(a.cue)
    if end <= start or not end_word <= start < sentence.end or a.cue > start:
        return False
    claimed = any(o is not a for o in doc.attributed.over(start, start + 1))
    return not claimed and not any(doc.tree.is_verb(i) for i in range(end_word, start))


def _strip(doc: Document, start: int, end: int) -> tuple[int, int]:
    """Without blanks, commas and quotation marks at the edges; a mark whose partner is inside stays."""
    text, opened, closed = doc.report.text, doc.opened, doc.closed
    while start < end and (text[start] in _EDGES or (text[start] in _MARKS and opened.get(start, end) >= end - 1)):
        start += 1
    while end > start and (text[end - 1] in _EDGES or (text[end - 1] in _MARKS and closed.get(end - 1, start) <= start)):
        end -= 1
    partner = closed.get(end)
    return start, end + (partner is not None and partner > start and text[end : end + 1] in _MARKS and end < len(text))


def form_of(doc: Document, start: int, end: int) -> StatementForm:
    """Direct where quotation marks hold (nearly) all of it, mixed where they hold a part, else indirect."""
    quotes = outer(doc.tree.quotes.over(start, end))
    covered = sum(min(q.end, end) - max(q.start, start) for q in quotes)
    if not covered:
        return "indirect"
    return "direct" if covered >= 0.9 * (end - start) else "mixed"


def evidence(doc: Document, a: Attribution, start: int, end: int) -> tuple[Span, ...]:
    """One span over source, cue and words where it is short, else the words and the cue clause apart."""
    tree = doc.tree
    assert a.source is not None
    source = phrases.noun_phrase(tree, a.source)
    left = min(tree.words[source[0]].start, tree.words[a.cue].start)
    right = max(tree.words[source[1] - 1].end, tree.words[a.cue].end)
    if max(end, right) - min(start, left) <= LONGEST:
        return (doc.chars(min(start, left), max(end, right)),)
    words = cut(doc, start, end, LONGEST)
    if left >= words.start and right <= words.end:
        return (words,)
    return tuple(sorted((words, cut(doc, left, right, 150)), key=lambda s: s.start))


def cut(doc: Document, start: int, end: int, longest: int) -> Span:
    """At most `longest` characters from `start`, ending at a word."""
    if end - start > longest:
        end = start + longest
        while end > start + 1 and not doc.report.text[end].isspace():
            end -= 1
    return doc.chars(start, end)
