"""Statements: who said what to whom, in the report's words, and who relays it.

>>> # "Keita told Ode that Mali was “ready”, the ministry said." -> Statement(speaker Keita, addressee Ode, said_by [ministry])
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.attribution.syntactic import Attribution, addressee_of, quote_words
from rapporteur.extract.document import LONGEST, Document
from rapporteur.extract.entities.noun_phrases import names_people
from rapporteur.extract.factuality import standing
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import Cue
from rapporteur.model import BROKEN, Quote, Span, Statement, StatementForm

_EDGES = " \n\t,;:"
_MARKS = "“”„‟\"«»‘’‚‛‹›"


def find(doc: Document) -> list[Statement]:
    """The statements of one report, in text order."""
    out: list[Statement] = []
    carried: set[Quote] = set()
    for a in doc.attributions:
        for made in _statements(doc, a):
            out.append(made)
            carried.update(q for q in doc.reading.quotes if _overlaps(made, q) or _in_words(doc, made, a, q))
    out.extend(_partial_quotations(doc, carried))
    out.extend(_uncued_quotations(doc, carried))
    return sorted(_best(out), key=lambda s: (s.evidence[0].start, s.evidence[0].end, s.words))


def _overlaps(made: Statement, quote: Quote) -> bool:
    return any(s.start < quote.end and s.end > quote.start for s in made.evidence)


def _in_words(doc: Document, made: Statement, a: Attribution, quote: Quote) -> bool:
    """Is the quotation among the parts of what is said, beyond the evidence?"""
    start, end = quote_words(doc.tree, quote)
    held = any(x <= start and end <= y for x, y in a.content)
    return held and doc.report.text[quote.start : quote.end].strip(" ,") in made.words


def _statements(doc: Document, a: Attribution) -> list[Statement]:
    """The statement of one attribution, for each of its speakers; none for a relay that only passes another's words on."""
    tree = doc.tree
    if a.source is None or not a.content or _is_relay(doc, a) or not _uttered(doc, a):
        return []
    start, end = _extent(doc, a)
    form = _quoted(doc, start, end)
    unsaid = _thought(tree, a.cue) and (form == "indirect" or _within_quote(doc, a))
    if end - start < 2 or unsaid or tree.xpos[a.top] in ("WDT", "WP", "PRP", "DT") or tree.lower[a.top] == "something":
        return []
    speakers: tuple[str | None, ...] = (doc.speaker(a),)
    if len(tree.conjuncts(a.source)) > 1 or len(doc.actors.several(a.source)) > 1:
        speakers = doc.party(a.source) or speakers  # "the two presidents urged"
    return [_statement(doc, a, start, end, form, s) for s in speakers if not _own_words(doc, a, s)]


def _thought(tree: Tree, cue: int) -> bool:
    """A cue of thinking, wishing or doing ("expects", "has backed"): without quoted words nobody is said to have spoken."""
    if tree.upos[cue] == "PUNCT" or tree.lower[cue] == "according":
        return False
    return tree.lemmas[cue] in lexicon.cues_that("thought") or not (tree.is_verb(cue) and _cue_of(tree, cue) is not None)


def _own_words(doc: Document, a: Attribution, speaker: str | None) -> bool:
    """A cue inside somebody's quotation is a part of his words, unless he quotes a named one."""
    if not _within_quote(doc, a) or a.source is None:
        return False
    return speaker is None or speaker.startswith("desc.") or doc.is_first(a.source)


def _statement(
    doc: Document, a: Attribution, start: int, end: int, form: StatementForm, speaker: str | None
) -> Statement:
    assert a.source is not None
    parts = _parts(doc, a, start, end)
    text = doc.report.text
    return doc.numbered(
        Statement(
            id="", report=doc.report.id, evidence=_evidence(doc, a, parts[0][0], parts[-1][1]),
            said_by=tuple(s for s in doc.said_by(a.cue, but=a) if s != speaker),
            factuality="denied" if _denied(doc, a) else "stated", when=doc.when(a.cue), place=None,
            speaker=speaker, speaker_words=doc.text(*phrases.noun_phrase(doc.tree, a.source)),
            words=BROKEN.join(text[x:y].strip() for x, y in parts), form=form, cue=_cue_words(doc, a),
            addressee=_addressee(doc, a.addressee) if a.addressee != a.source else None,
        )
    )  # fmt: skip


def _addressee(doc: Document, i: int | None) -> str | None:
    """Whom it was said to: an actor, or people under their description ("reporters")."""
    known = doc.who(i)
    if known is not None or i is None or not names_people(doc.tree, i):
        return known
    return doc.actors.source(i)


def _uttered(doc: Document, a: Attribution) -> bool:
    """Something that was said: not an infinitive wish ("wants to say"), a question, or what may be said."""
    tree = doc.tree
    if tree.lower[a.cue] == "according" or tree.upos[a.cue] == "PUNCT":
        return True
    blamed = tree.heads[a.cue] >= 0 and tree.lemmas[tree.heads[a.cue]] in lexicon.cues_that("blames")
    if tree.upos[a.cue] == "NOUN" or (blamed and tree.deprels[a.cue].startswith(("advcl", "ccomp", "xcomp"))):
        return False  # what somebody is accused of saying is the accuser's word, no statement
    cue = lexicon.cue(tree.lemmas[a.cue])
    if tree.negated(a.cue) and cue is not None and cue.factuality != "deny":
        return False  # "would not say whether", "did not confirm that"
    if tree.lemmas[a.cue] in ("decline", "refuse") and tree.has_to(a.top):
        return False  # "declined to comment": an act, and nothing said
    if tree.lemmas[a.cue] == "ask" and tree.lemmas[a.top] in ("name", "identify", "quote"):
        return False  # "asked not to be named"
    value, condition = standing(tree, a.cue)
    if condition is not None and any(start <= condition[0] < end for start, end in a.content):
        value = "stated"  # "“If they go,” Keita said, “we stop”": the if is hers, not that of her saying so
    if value == "denied":
        return cue is not None and cue.factuality == "deny"  # not "declined to say what"
    return value == "stated" or tree.xpos[a.cue] == "VBG"


def _denied(doc: Document, a: Attribution) -> bool:
    """A denial by its verb ("denied that …") says that the content is not so; "did not say" is no statement."""
    cue = lexicon.cue(doc.tree.lemmas[a.cue])
    return cue is not None and cue.factuality == "deny" and not doc.tree.negated(a.cue)


def _is_relay(doc: Document, a: Attribution) -> bool:
    """ "Keita told Ode that …, the ministry said": what the outer source says is only that another said something.

    Not where the outer source's own words are quoted: those are a statement whoever they speak of.
    """
    tree = doc.tree
    if tree.quoted(a.top):
        return False
    inner = [o for o in doc.attributions if o is not a and o.source is not None and o.source != a.source and _holds(a, o.cue)
             and tree.upos[o.cue] != "NOUN" and _uttered(doc, o) and doc.speaker(o) is not None]  # fmt: skip
    if any(o.cue == a.top for o in inner):
        return True
    quotes = [q for q in doc.reading.quotes if any(_inside(doc, q, r) for r in a.content)]
    return bool(quotes) and all(any(_inside(doc, q, r) for o in inner for r in o.content) for q in quotes)


def _holds(a: Attribution, i: int) -> bool:
    return any(start <= i < end for start, end in a.content)


def _inside(doc: Document, quote: Quote, words: tuple[int, int]) -> bool:
    start, end = doc.tree.words[words[0]].start, doc.tree.words[words[1] - 1].end
    return start <= quote.start and quote.end <= end + 1


def _within_quote(doc: Document, a: Attribution) -> bool:
    """A cue inside somebody's quotation: his words, unless he quotes a named one."""
    return doc.tree.quoted(a.cue)


def _cue_words(doc: Document, a: Attribution) -> str:
    if doc.tree.lower[a.cue] == "according":
        return "according to"
    return " ".join([doc.tree.words[a.cue].text, *doc.tree.particles(a.cue)])


# ---- extent of what is said ----------------------------------------------------------------------------------------
def _extent(doc: Document, a: Attribution) -> tuple[int, int]:
    """Characters of what is said: the content's ranges, grown to the quotation that they lie in or cut through."""
    tree = doc.tree
    start_word, end_word = _without_gloss(doc, *a.content[0])
    start, end = tree.words[start_word].start, tree.words[end_word - 1].end
    for quote in doc.reading.quotes:
        if quote.start < end and quote.end > start and not _names_cue(doc, a, quote):
            start, end = min(start, quote.start), max(end, quote.end)
    for quote in doc.reading.quotes:
        if quote.start >= end and _goes_on(doc, a, end_word, quote):
            end = quote.end
    return _strip(doc, start, end)


def _parts(doc: Document, a: Attribution, start: int, end: int) -> list[tuple[int, int]]:
    """What is said in its parts, in text order: the cue may break it ("A truce,” Keita said, “would fail")."""
    if len(a.content) == 1:
        return [(start, end)]
    tree = doc.tree
    parts = {(start, end)}
    others = [r for o in doc.attributions if o.cue != a.cue for r in o.content if not _holds(o, a.cue)]
    for first, last in a.content[1:]:
        if any(first < y and x < last for x, y in others) or not _continues(doc, a, first, last):
            continue  # somebody else's words; a sentence of its own is a statement of its own
        left, right = tree.words[first].start, tree.words[last - 1].end
        for quote in doc.reading.quotes:
            if quote.start < right and quote.end > left and not _names_cue(doc, a, quote):
                left, right = min(left, quote.start), max(right, quote.end)
        left, right = _strip(doc, left, right)
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
        quoted = any(quote_words(tree, q)[1] > first for q in doc.reading.quotes if _cuts(doc, q, end))
        if glosses and explains and not quoted:
            return phrases.trimmed(tree, start, first - 1)
    return start, end


def _cuts(doc: Document, quote: Quote, end: int) -> bool:
    """Does the quotation start before word `end`?"""
    return quote.start < doc.tree.words[end - 1].end


def _goes_on(doc: Document, a: Attribution, end_word: int, quote: Quote) -> bool:
    """A quotation behind reported words in their sentence is the speaker's too, if nobody else is given for it."""
    start, end = quote_words(doc.tree, quote)
    sentence = doc.tree.sentence(a.cue)
    if end <= start or not end_word <= start < sentence.end or a.cue > start:
        return False
    claimed = any(o is not a and any(x <= start < y for x, y in o.content) for o in doc.attributions)
    return not claimed and not any(doc.tree.is_verb(i) for i in range(end_word, start))


def _names_cue(doc: Document, a: Attribution, quote: Quote) -> bool:
    """A quotation that holds the cue itself carries somebody else's words."""
    return quote.start <= doc.tree.words[a.cue].start < quote.end


def _strip(doc: Document, start: int, end: int) -> tuple[int, int]:
    """Without blanks, commas and quotation marks at the edges; a mark whose partner is inside stays."""
    text = doc.report.text
    opened = {q.start - 1: q.end for q in doc.reading.quotes}
    closed = {q.end: q.start for q in doc.reading.quotes}
    while start < end and (text[start] in _EDGES or (text[start] in _MARKS and opened.get(start, end) >= end - 1)):
        start += 1
    while end > start and (text[end - 1] in _EDGES or (text[end - 1] in _MARKS and closed.get(end - 1, start) <= start)):
        end -= 1
    partner = closed.get(end)
    return start, end + (partner is not None and partner > start and text[end : end + 1] in _MARKS and end < len(text))


def _quoted(doc: Document, start: int, end: int) -> StatementForm:
    """Direct where quotation marks hold (nearly) all of it, mixed where they hold a part, else indirect."""
    covered = sum(max(0, min(q.end, end) - max(q.start, start)) for q in doc.outer_quotes)
    if not covered:
        return "indirect"
    return "direct" if covered >= 0.9 * (end - start) else "mixed"


def _evidence(doc: Document, a: Attribution, start: int, end: int) -> tuple[Span, ...]:
    """One span over source, cue and words where it is short, else the words and the cue clause apart."""
    tree = doc.tree
    assert a.source is not None
    source = phrases.noun_phrase(tree, a.source)
    left = min(tree.words[source[0]].start, tree.words[a.cue].start)
    right = max(tree.words[source[1] - 1].end, tree.words[a.cue].end)
    if max(end, right) - min(start, left) <= LONGEST:
        return (doc.chars(min(start, left), max(end, right)),)
    words = _cut(doc, start, end, LONGEST)
    if left >= words.start and right <= words.end:
        return (words,)
    return tuple(sorted((words, _cut(doc, left, right, 150)), key=lambda s: s.start))


def _cut(doc: Document, start: int, end: int, longest: int) -> Span:
    """At most `longest` characters from `start`, ending at a word."""
    if end - start > longest:
        end = start + longest
        while end > start + 1 and not doc.report.text[end].isspace():
            end -= 1
    return doc.chars(start, end)


# ---- quotations without a cue of their own --------------------------------------------------------------------------
def _uncued_quotations(doc: Document, carried: set[Quote]) -> list[Statement]:
    """Whole sentences in quotation marks whose cue stands in the sentence before or was the last one in the paragraph."""
    out = []
    for quote, a in doc.continued_quotations:
        speaker = doc.speaker(a)
        if quote in carried or a.source is None or speaker is None:
            continue
        words = _cut(doc, quote.start, quote.end, LONGEST)
        out.append(
            doc.numbered(
                Statement(
                    id="", report=doc.report.id, evidence=(words,), said_by=(), speaker=speaker,
                    speaker_words=doc.text(*phrases.noun_phrase(doc.tree, a.source)),
                    words=doc.report.text[quote.start : quote.end], form="direct",
                    when=doc.when(a.cue), addressee=_addressee(doc, a.addressee),
                )
            )
        )  # fmt: skip
    return out


def _partial_quotations(doc: Document, carried: set[Quote]) -> list[Statement]:
    """Quoted words in a clause whose verb tells what somebody said of it: "ruled out a truce, “because it would fail”"."""
    out = []
    tree = doc.tree
    for quote in doc.outer_quotes:
        start, end = quote_words(tree, quote)
        if quote in carried or end - start < 3:
            continue
        verb = next((a for a in (start, *tree.ancestors(start)) if tree.is_verb(a) and not start <= a < end), None)
        source = clauses.agent(tree, verb) if verb is not None else None
        if verb is None or source is None or not _spoken(doc, verb) or standing(tree, verb).factuality != "stated":
            continue
        speaker = doc.actors.source(source)
        if speaker is None or tree.quoted(source):
            continue
        carried.add(quote)
        first, last = tree.words[source].start, tree.words[verb].end
        span = doc.chars(min(first, quote.start), max(last, quote.end))
        span = span if span.end - span.start <= LONGEST else _cut(doc, quote.start, quote.end, LONGEST)
        out.append(
            doc.numbered(
                Statement(
                    id="", report=doc.report.id, evidence=(span,), addressee=_addressee(doc, addressee_of(tree, verb)),
                    said_by=tuple(s for s in doc.said_by(verb) if s != speaker), speaker=speaker,
                    speaker_words=doc.text(*phrases.noun_phrase(tree, source)),
                    words=doc.report.text[quote.start : quote.end].strip(" ,"), form="direct",
                    cue=tree.words[verb].text, when=doc.when(verb),
                )
            )
        )  # fmt: skip
    return out


def _spoken(doc: Document, verb: int) -> bool:
    """A verb of saying, not of thinking."""
    return _cue_of(doc.tree, verb) is not None and doc.tree.lemmas[verb] not in lexicon.cues_that("thought")


def _cue_of(tree: Tree, verb: int) -> Cue | None:
    """The entry of a verb of saying, with or without its particle ("rule out")."""
    particles = tree.particles(verb)
    lemma = f"{tree.lemmas[verb]} {particles[0]}" if particles else tree.lemmas[verb]
    return lexicon.cue(lemma) or (lexicon.cue(tree.lemmas[verb]) if not particles else None)


# ---- one statement per utterance ------------------------------------------------------------------------------------
def _best(found: list[Statement]) -> list[Statement]:
    """Of two statements with the same words keep the one with a known speaker and the longer chain."""
    kept: list[Statement] = []
    for made in sorted(found, key=lambda s: (s.speaker is None, -len(s.said_by), -len(s.words), s.evidence[0].start)):
        if not any(
            made.words == k.words
            and made.speaker == k.speaker
            and made.evidence[0].start // 40 == k.evidence[0].start // 40
            for k in kept
        ):
            kept.append(made)
    return kept
