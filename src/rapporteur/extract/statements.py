"""Statements: who said what to whom, in the report's words, and who relays it.

>>> # "Keita told Ode that Mali was “ready”, the ministry said." -> Statement(speaker Keita, addressee Ode, said_by [ministry])
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.attribution import Attribution, addressee_of, quote_words
from rapporteur.extract.factuality import standing
from rapporteur.extract.grammar import BLAMING, Tree
from rapporteur.extract.scene import LONGEST, Scene
from rapporteur.lexicon.nouns import Cue
from rapporteur.model import BROKEN, Quote, Span, Statement, StatementForm

_EDGES = " \n\t,;:"
_MARKS = "“”„‟\"«»‘’‚‛‹›"
_UNSAID = frozenset(
    {
        "think",
        "believe",
        "know",
        "want",
        "hope",
        "fear",
        "expect",
        "see",
        "feel",
        "understand",
        "find",
        "decide",
        "plan",
        "mean",
    }
)


def find(scene: Scene) -> list[Statement]:
    """The statements of one report, in text order."""
    out: list[Statement] = []
    carried: set[Quote] = set()
    for a in scene.attributions:
        for made in _statements(scene, a):
            out.append(made)
            carried.update(q for q in scene.reading.quotes if _overlaps(made, q) or _in_words(scene, made, a, q))
    out.extend(_fragments(scene, carried))
    out.extend(_floating(scene, carried))
    return sorted(_best(out), key=lambda s: (s.evidence[0].start, s.id))


def _overlaps(made: Statement, quote: Quote) -> bool:
    return any(s.start < quote.end and s.end > quote.start for s in made.evidence)


def _in_words(scene: Scene, made: Statement, a: Attribution, quote: Quote) -> bool:
    """Is the quotation among the parts of what is said, beyond the evidence?"""
    start, end = quote_words(scene.tree, quote)
    held = any(x <= start and end <= y for x, y in a.content)
    return held and scene.report.text[quote.start : quote.end].strip(" ,") in made.words


def _statements(scene: Scene, a: Attribution) -> list[Statement]:
    """The statement of one attribution, for each of its speakers; none for a relay that only passes another's words on."""
    tree = scene.tree
    if a.source is None or not a.content or _is_relay(scene, a) or not _uttered(scene, a):
        return []
    start, end = _extent(scene, a)
    form = _quoted(scene, start, end)
    unsaid = _thought(tree, a.cue) and (form == "indirect" or _within_quote(scene, a))
    if end - start < 2 or unsaid or tree.xpos[a.top] in ("WDT", "WP", "PRP", "DT") or tree.lower[a.top] == "something":
        return []
    speakers: tuple[str | None, ...] = (scene.speaker(a),)
    if len(tree.conjuncts(a.source)) > 1 or len(scene.cast.several(a.source)) > 1:
        speakers = scene.party(a.source) or speakers  # "the two presidents urged"
    return [_statement(scene, a, start, end, form, s) for s in speakers if not _own_words(scene, a, s)]


def _thought(tree: Tree, cue: int) -> bool:
    """A cue of thinking, wishing or doing ("expects", "has backed"): without quoted words nobody is said to have spoken."""
    if tree.upos[cue] == "PUNCT" or tree.lower[cue] == "according":
        return False
    return tree.lemmas[cue] in _UNSAID or not (tree.is_verb(cue) and _cue_of(tree, cue) is not None)


def _own_words(scene: Scene, a: Attribution, speaker: str | None) -> bool:
    """A cue inside somebody's quotation is a part of his words, unless he quotes a named one."""
    if not _within_quote(scene, a) or a.source is None:
        return False
    return speaker is None or speaker.startswith("desc.") or scene.is_first(a.source)


def _statement(
    scene: Scene, a: Attribution, start: int, end: int, form: StatementForm, speaker: str | None
) -> Statement:
    assert a.source is not None
    parts = _parts(scene, a, start, end)
    text = scene.report.text
    return scene.numbered(
        Statement(
            id="", report=scene.report.id, evidence=_evidence(scene, a, parts[0][0], parts[-1][1]),
            said_by=tuple(s for s in scene.said_by(a.cue, but=a) if s != speaker),
            factuality="denied" if _denied(scene, a) else "stated", when=scene.when(a.cue), place=None,
            speaker=speaker, speaker_words=scene.text(*scene.tree.noun_phrase(a.source)),
            words=BROKEN.join(text[x:y].strip() for x, y in parts), form=form, cue=_cue_words(scene, a),
            addressee=_addressee(scene, a.addressee) if a.addressee != a.source else None,
        )
    )  # fmt: skip


def _addressee(scene: Scene, i: int | None) -> str | None:
    """Whom it was said to: an actor, or people under their description ("reporters")."""
    known = scene.who(i)
    if known is not None or i is None or not scene.cast.names_people(i):
        return known
    return scene.cast.source(i)


def _uttered(scene: Scene, a: Attribution) -> bool:
    """Something that was said: not an infinitive wish ("wants to say"), a question, or what may be said."""
    tree = scene.tree
    if tree.lower[a.cue] == "according" or tree.upos[a.cue] == "PUNCT":
        return True
    blamed = tree.heads[a.cue] >= 0 and tree.lemmas[tree.heads[a.cue]] in BLAMING
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


def _denied(scene: Scene, a: Attribution) -> bool:
    """A denial by its verb ("denied that …") says that the content is not so; "did not say" is no statement."""
    cue = lexicon.cue(scene.tree.lemmas[a.cue])
    return cue is not None and cue.factuality == "deny" and not scene.tree.negated(a.cue)


def _is_relay(scene: Scene, a: Attribution) -> bool:
    """ "Keita told Ode that …, the ministry said": what the outer source says is only that another said something.

    Not where the outer source's own words are quoted: those are a statement whoever they speak of.
    """
    tree = scene.tree
    if tree.quoted(a.top):
        return False
    inner = [o for o in scene.attributions if o is not a and o.source is not None and o.source != a.source and _holds(a, o.cue)
             and tree.upos[o.cue] != "NOUN" and _uttered(scene, o) and scene.speaker(o) is not None]  # fmt: skip
    if any(o.cue == a.top for o in inner):
        return True
    quotes = [q for q in scene.reading.quotes if any(_inside(scene, q, r) for r in a.content)]
    return bool(quotes) and all(any(_inside(scene, q, r) for o in inner for r in o.content) for q in quotes)


def _holds(a: Attribution, i: int) -> bool:
    return any(start <= i < end for start, end in a.content)


def _inside(scene: Scene, quote: Quote, words: tuple[int, int]) -> bool:
    start, end = scene.tree.words[words[0]].start, scene.tree.words[words[1] - 1].end
    return start <= quote.start and quote.end <= end + 1


def _within_quote(scene: Scene, a: Attribution) -> bool:
    """A cue inside somebody's quotation: his words, unless he quotes a named one."""
    return scene.tree.quoted(a.cue)


def _cue_words(scene: Scene, a: Attribution) -> str:
    if scene.tree.lower[a.cue] == "according":
        return "according to"
    return " ".join([scene.tree.words[a.cue].text, *scene.tree.particles(a.cue)])


# ---- extent of what is said ----------------------------------------------------------------------------------------
def _extent(scene: Scene, a: Attribution) -> tuple[int, int]:
    """Characters of what is said: the content's ranges, grown to the quotation that they lie in or cut through."""
    tree = scene.tree
    start_word, end_word = _without_gloss(scene, *a.content[0])
    start, end = tree.words[start_word].start, tree.words[end_word - 1].end
    for quote in scene.reading.quotes:
        if quote.start < end and quote.end > start and not _names_cue(scene, a, quote):
            start, end = min(start, quote.start), max(end, quote.end)
    for quote in scene.reading.quotes:
        if quote.start >= end and _goes_on(scene, a, end_word, quote):
            end = quote.end
    return _strip(scene, start, end)


def _parts(scene: Scene, a: Attribution, start: int, end: int) -> list[tuple[int, int]]:
    """What is said in its parts, in text order: the cue may break it ("A truce,” Keita said, “would fail")."""
    if len(a.content) == 1:
        return [(start, end)]
    tree = scene.tree
    parts = {(start, end)}
    others = [r for o in scene.attributions if o.cue != a.cue for r in o.content if not _holds(o, a.cue)]
    for first, last in a.content[1:]:
        if any(first < y and x < last for x, y in others) or not _continues(scene, a, first, last):
            continue  # somebody else's words; a sentence of its own is a statement of its own
        left, right = tree.words[first].start, tree.words[last - 1].end
        for quote in scene.reading.quotes:
            if quote.start < right and quote.end > left and not _names_cue(scene, a, quote):
                left, right = min(left, quote.start), max(right, quote.end)
        left, right = _strip(scene, left, right)
        if right - left > 1 and not any(x < right and left < y for x, y in parts):
            parts.add((left, right))
    return sorted(parts)


def _continues(scene: Scene, a: Attribution, first: int, last: int) -> bool:
    """Does a part of what is said belong to the cue's own sentence: "“A truce,” Keita said, “would fail.”"?"""
    number = scene.tree.sentence_number
    return number(first) <= number(a.cue) <= number(last - 1)


def _without_gloss(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Reported words without the outlet's explanation of a name at their end: ", a region in the east where …"."""
    tree = scene.tree
    for k in range(start + 1, end):
        if tree.deprels[k] != "appos" or tree.upos[tree.heads[k]] != "PROPN":
            continue
        first, last = tree.edges(k)
        first += tree.lower[first] == ","
        glosses = last >= end - 1
        explains = first > start and tree.lower[first - 1] == "," and tree.lower[first] in ("a", "an")
        quoted = any(quote_words(tree, q)[1] > first for q in scene.reading.quotes if _cuts(scene, q, end))
        if glosses and explains and not quoted:
            return tree.trimmed(start, first - 1)
    return start, end


def _cuts(scene: Scene, quote: Quote, end: int) -> bool:
    """Does the quotation start before word `end`?"""
    return quote.start < scene.tree.words[end - 1].end


def _goes_on(scene: Scene, a: Attribution, end_word: int, quote: Quote) -> bool:
    """A quotation behind reported words in their sentence is the speaker's too, if nobody else is given for it."""
    start, end = quote_words(scene.tree, quote)
    sentence = scene.tree.sentence(a.cue)
    if end <= start or not end_word <= start < sentence.end or a.cue > start:
        return False
    claimed = any(o is not a and any(x <= start < y for x, y in o.content) for o in scene.attributions)
    return not claimed and not any(scene.tree.is_verb(i) for i in range(end_word, start))


def _names_cue(scene: Scene, a: Attribution, quote: Quote) -> bool:
    """A quotation that holds the cue itself carries somebody else's words."""
    return quote.start <= scene.tree.words[a.cue].start < quote.end


def _strip(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Without blanks, commas and quotation marks at the edges; a mark whose partner is inside stays."""
    text = scene.report.text
    opened = {q.start - 1: q.end for q in scene.reading.quotes}
    closed = {q.end: q.start for q in scene.reading.quotes}
    while start < end and (text[start] in _EDGES or (text[start] in _MARKS and opened.get(start, end) >= end - 1)):
        start += 1
    while end > start and (text[end - 1] in _EDGES or (text[end - 1] in _MARKS and closed.get(end - 1, start) <= start)):
        end -= 1
    partner = closed.get(end)
    return start, end + (partner is not None and partner > start and text[end : end + 1] in _MARKS and end < len(text))


def _quoted(scene: Scene, start: int, end: int) -> StatementForm:
    """Direct where quotation marks hold (nearly) all of it, mixed where they hold a part, else indirect."""
    covered = sum(max(0, min(q.end, end) - max(q.start, start)) for q in scene.outer_quotes)
    if not covered:
        return "indirect"
    return "direct" if covered >= 0.9 * (end - start) else "mixed"


def _evidence(scene: Scene, a: Attribution, start: int, end: int) -> tuple[Span, ...]:
    """One span over source, cue and words where it is short, else the words and the cue clause apart."""
    tree = scene.tree
    assert a.source is not None
    source = tree.noun_phrase(a.source)
    left = min(tree.words[source[0]].start, tree.words[a.cue].start)
    right = max(tree.words[source[1] - 1].end, tree.words[a.cue].end)
    if max(end, right) - min(start, left) <= LONGEST:
        return (scene.chars(min(start, left), max(end, right)),)
    words = _cut(scene, start, end, LONGEST)
    if left >= words.start and right <= words.end:
        return (words,)
    return tuple(sorted((words, _cut(scene, left, right, 150)), key=lambda s: s.start))


def _cut(scene: Scene, start: int, end: int, longest: int) -> Span:
    """At most `longest` characters from `start`, ending at a word."""
    if end - start > longest:
        end = start + longest
        while end > start + 1 and not scene.report.text[end].isspace():
            end -= 1
    return scene.chars(start, end)


# ---- quotations without a cue of their own --------------------------------------------------------------------------
def _floating(scene: Scene, carried: set[Quote]) -> list[Statement]:
    """Whole sentences in quotation marks whose cue stands in the sentence before or was the last one in the paragraph."""
    out = []
    for quote, a in scene.speaking_on:
        speaker = scene.speaker(a)
        if quote in carried or a.source is None or speaker is None:
            continue
        words = _cut(scene, quote.start, quote.end, LONGEST)
        out.append(
            scene.numbered(
                Statement(
                    id="", report=scene.report.id, evidence=(words,), said_by=(), speaker=speaker,
                    speaker_words=scene.text(*scene.tree.noun_phrase(a.source)), words=scene.report.text[quote.start : quote.end],
                    form="direct", when=scene.when(a.cue), addressee=scene.who(a.addressee),
                )
            )
        )  # fmt: skip
    return out


def _fragments(scene: Scene, carried: set[Quote]) -> list[Statement]:
    """Quoted words in a clause whose verb tells what somebody said of it: "ruled out a truce, “because it would fail”"."""
    out = []
    tree = scene.tree
    for quote in scene.outer_quotes:
        start, end = quote_words(tree, quote)
        if quote in carried or end - start < 3:
            continue
        verb = next((a for a in (start, *tree.ancestors(start)) if tree.is_verb(a) and not start <= a < end), None)
        source = tree.agent(verb) if verb is not None else None
        if verb is None or source is None or not _spoken(scene, verb) or standing(tree, verb).factuality != "stated":
            continue
        speaker = scene.cast.source(source)
        if speaker is None or tree.quoted(source):
            continue
        carried.add(quote)
        first, last = tree.words[source].start, tree.words[verb].end
        span = scene.chars(min(first, quote.start), max(last, quote.end))
        span = span if span.end - span.start <= LONGEST else _cut(scene, quote.start, quote.end, LONGEST)
        out.append(
            scene.numbered(
                Statement(
                    id="", report=scene.report.id, evidence=(span,), addressee=_addressee(scene, addressee_of(tree, verb)),
                    said_by=tuple(s for s in scene.said_by(verb) if s != speaker), speaker=speaker,
                    speaker_words=scene.text(*tree.noun_phrase(source)),
                    words=scene.report.text[quote.start : quote.end].strip(" ,"), form="direct",
                    cue=tree.words[verb].text, when=scene.when(verb),
                )
            )
        )  # fmt: skip
    return out


def _spoken(scene: Scene, verb: int) -> bool:
    """A verb of saying, not of thinking."""
    return _cue_of(scene.tree, verb) is not None and scene.tree.lemmas[verb] not in _UNSAID


def _cue_of(tree: Tree, verb: int) -> Cue | None:
    """The entry of a verb of saying, with or without its particle ("rule out")."""
    particles = tree.particles(verb)
    lemma = f"{tree.lemmas[verb]} {particles[0]}" if particles else tree.lemmas[verb]
    return lexicon.cue(lemma) or (lexicon.cue(tree.lemmas[verb]) if not particles else None)


# ---- one statement per utterance ------------------------------------------------------------------------------------
def _best(found: list[Statement]) -> list[Statement]:
    """Of two statements with the same words keep the one with a known speaker and the longer chain."""
    kept: list[Statement] = []
    for made in sorted(found, key=lambda s: (s.speaker is None, -len(s.said_by), -len(s.words), s.id)):
        if not any(
            made.words == k.words
            and made.speaker == k.speaker
            and made.evidence[0].start // 40 == k.evidence[0].start // 40
            for k in kept
        ):
            kept.append(made)
    return kept
