"""Statements: who said what to whom, in the report's words, and who relays it.

"Keita told Ode that Mali was “ready”, the ministry said." is a statement of Keita's to Ode that the ministry relays.
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur import lexicon
from rapporteur.extract.attribution.syntactic import Attribution, addressee_of
from rapporteur.extract.document import LONGEST, Document
from rapporteur.extract.entities.noun_phrases import names_people
from rapporteur.extract.extents import cut, evidence, extent, form_of, parts_of
from rapporteur.extract.factuality import factuality
from rapporteur.extract.provenance import drop
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.schema import Cue
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import BROKEN, Quote, Statement, StatementForm


def find(doc: Document) -> list[Statement]:
    """The statements of one report, in text order."""
    statements: list[Statement] = []
    carried: set[Quote] = set()
    for a in doc.attributions:
        for statement in _of_attribution(doc, a):
            statements.append(statement)
            carried.update(quote for span in statement.evidence for quote in doc.tree.quotes.over(span.start, span.end))
    statements.extend(_partial_quotations(doc, carried))
    statements.extend(_continued_quotations(doc, carried))
    return sorted(_best(doc, statements), key=lambda s: (s.evidence[0].start, s.evidence[0].end, s.words))


def _of_attribution(doc: Document, a: Attribution) -> list[Statement]:
    """The statement of one attribution, for each of its speakers; none for a relay that only passes another's words on."""
    rule = _turned_down(doc, a)
    if rule is not None:
        drop(rule, a.cue)
        return []
    start, end = extent(doc, a)
    form = form_of(doc, start, end)
    if _is_thought(doc.tree, a.cue) and (form == "indirect" or doc.tree.quoted(a.cue)):
        drop("statement.thought", a.cue)
        return []
    return [_statement(doc, a, start, end, form, s) for s in _speakers(doc, a)] if end - start > 1 else []


def _speakers(doc: Document, a: Attribution) -> list[str | None]:
    """Who says it: one, or each of several ("the two presidents urged")."""
    speakers: tuple[str | None, ...] = (doc.speaker(a),)
    if a.source is not None and (len(doc.tree.conjuncts(a.source)) > 1 or len(doc.actors.several(a.source)) > 1):
        speakers = doc.party(a.source) or speakers
    others = [s for s in speakers if not _own_words(doc, a, s)]
    if not others:
        drop("statement.own-words", a.cue)
    return others


def _own_words(doc: Document, a: Attribution, speaker: str | None) -> bool:
    """A cue inside somebody's quotation is a part of his words, unless he quotes a named one."""
    if not doc.tree.quoted(a.cue) or a.source is None:
        return False
    return speaker is None or speaker.startswith("desc.") or doc.is_first(a.source)


def _statement(
    doc: Document, a: Attribution, start: int, end: int, form: StatementForm, speaker: str | None
) -> Statement:
    assert a.source is not None
    parts = parts_of(doc, a, start, end)
    text = doc.report.text
    return doc.numbered(
        Statement(
            id="", report=doc.report.id, evidence=evidence(doc, a, parts[0][0], parts[-1][1]),
            said_by=tuple(s for s in doc.said_by(a.cue, but=a) if s != speaker),
            factuality="denied" if _denies(doc.tree, a.cue) else "stated", when=doc.when(a.cue), place=None,
            speaker=speaker, speaker_words=doc.text(*phrases.noun_phrase(doc.tree, a.source)),
            words=BROKEN.join(text[x:y].strip() for x, y in parts), form=form, cue=_cue_words(doc.tree, a.cue),
            addressee=_addressee(doc, a.addressee) if a.addressee != a.source else None, rule=a.rule,
        )
    )  # fmt: skip


def _addressee(doc: Document, i: int | None) -> str | None:
    """Whom it was said to: an actor, or people under their description ("reporters")."""
    known = doc.who(i)
    if known is not None or i is None or not names_people(doc.tree, i):
        return known
    return doc.actors.source(i)


def _cue_words(tree: Tree, cue: int) -> str:
    return "according to" if tree.lower[cue] == "according" else " ".join([tree.texts[cue], *tree.particles(cue)])


def _denies(tree: Tree, cue: int) -> bool:
    """A denial by its verb ("denied that …") says that the content is not so; "did not say" is no statement."""
    return _is_denial(lexicon.cue(tree.lemmas[cue])) and not tree.negated(cue)


def _is_denial(cue: Cue | None) -> bool:
    return cue is not None and cue.factuality == "deny"


# ---- what is no statement -------------------------------------------------------------------------------------------
def _turned_down(doc: Document, a: Attribution) -> str | None:
    """The rule by which an attribution is no statement."""
    if a.source is None or not a.content:
        return "statement.no-source"
    if doc.tree.lower[a.top] == "something" or doc.tree.xpos[a.top] in word_set("saying", "pronoun_tags"):
        return "statement.pronoun"
    return _unsaid(doc, a) or ("statement.relay" if _is_relay(doc, a) else None)


def _unsaid(doc: Document, a: Attribution) -> str | None:
    """The rule by which nothing was said: an infinitive wish ("wants to say"), a question, what may be said."""
    if _is_no_word(doc.tree, a.cue):
        return None
    return next((rule for rule, applies in _UNSAID if applies(doc, a)), None)


def _is_no_word(tree: Tree, cue: int) -> bool:
    """ "According to", or a mark: nobody denies or thinks by it."""
    return tree.lower[cue] == "according" or tree.upos[cue] == "PUNCT"


def _is_noun(doc: Document, a: Attribution) -> bool:
    """ "The claim that …" is no saying of it."""
    return doc.tree.upos[a.cue] == "NOUN"


def _is_blamed(doc: Document, a: Attribution) -> bool:
    """What somebody is accused of saying is the accuser's word, no statement."""
    tree, head = doc.tree, doc.tree.heads[a.cue]
    blamed = head >= 0 and tree.lemmas[head] in lexicon.cues_that("blames")
    return blamed and tree.plain[a.cue] in ("advcl", "ccomp", "xcomp")


def _is_left_unsaid(doc: Document, a: Attribution) -> bool:
    """ "Would not say whether", "did not confirm that"."""
    cue = lexicon.cue(doc.tree.lemmas[a.cue])
    return cue is not None and cue.factuality != "deny" and doc.tree.negated(a.cue)


def _is_declined(doc: Document, a: Attribution) -> bool:
    """ "Declined to comment": an act, and nothing said."""
    return doc.tree.lemmas[a.cue] in ("decline", "refuse") and doc.tree.has_to(a.top)


def _stays_unnamed(doc: Document, a: Attribution) -> bool:
    """ "Asked not to be named"."""
    return doc.tree.lemmas[a.cue] == "ask" and doc.tree.lemmas[a.top] in ("name", "identify", "quote")


def _is_unreal(doc: Document, a: Attribution) -> bool:
    """What may be, is to be or was not said; a participle goes with its clause.

    "“If they go,” Keita said, “we stop”": the if is hers, not that of her saying so.
    """
    tree = doc.tree
    result = factuality(tree, a.cue)
    value, condition = result.factuality, result.condition
    if condition is not None and a.holds(condition[0]):
        value = "stated"
    if value == "denied":
        return not _is_denial(lexicon.cue(tree.lemmas[a.cue]))  # "declined to say what"
    return value != "stated" and tree.xpos[a.cue] != "VBG"


_UNSAID: tuple[tuple[str, Callable[[Document, Attribution], bool]], ...] = (
    ("statement.noun-only", _is_noun),
    ("statement.blamed", _is_blamed),
    ("statement.left-unsaid", _is_left_unsaid),
    ("statement.declined", _is_declined),
    ("statement.unnamed", _stays_unnamed),
    ("statement.unreal", _is_unreal),
)


def _is_thought(tree: Tree, cue: int) -> bool:
    """A cue of thinking, wishing or doing ("expects", "has backed"): without quoted words nobody is said to have spoken."""
    return not (_is_no_word(tree, cue) or (tree.is_verb(cue) and _is_spoken(tree, cue)))


def _is_spoken(tree: Tree, verb: int) -> bool:
    """A verb of saying, not of thinking, with or without its particle ("rule out")."""
    if tree.lemmas[verb] in lexicon.cues_that("thought"):
        return False
    particles = tree.particles(verb)
    return lexicon.cue(" ".join([tree.lemmas[verb], *particles[:1]])) is not None


def _is_relay(doc: Document, a: Attribution) -> bool:
    """ "Keita told Ode that …, the ministry said": what the outer source says is only that another said something.

    Not where the outer source's own words are quoted: those are a statement whoever they speak of.
    """
    if doc.tree.quoted(a.top):
        return False
    inner = [o for start, end in a.content for o in doc.with_cue(start, end) if _is_relayed(doc, o, a)]
    if any(o.cue == a.top for o in inner):
        return True
    starts, ends = doc.tree.starts, doc.tree.ends
    near = ((q, r) for r in a.content for q in doc.tree.quotes.starting(starts[r[0]], ends[r[1] - 1] + 1))
    quotes = [quote for quote, words in near if _inside(doc, quote, words)]
    relayed = Intervals((starts[first], ends[end - 1] + 1, (first, end)) for o in inner for first, end in o.content)
    return bool(quotes) and all(any(_inside(doc, q, r) for r in relayed.over(q.start, q.start + 1)) for q in quotes)


def _is_relayed(doc: Document, inner: Attribution, outer: Attribution) -> bool:
    """Does the outer source say that somebody else said something?"""
    if inner is outer or inner.source is None or inner.source == outer.source or not outer.holds(inner.cue):
        return False
    return doc.tree.upos[inner.cue] != "NOUN" and _unsaid(doc, inner) is None and doc.speaker(inner) is not None


def _inside(doc: Document, quote: Quote, words: tuple[int, int]) -> bool:
    return doc.tree.starts[words[0]] <= quote.start and quote.end <= doc.tree.ends[words[1] - 1] + 1


# ---- quotations without a cue of their own --------------------------------------------------------------------------
def _continued_quotations(doc: Document, carried: set[Quote]) -> list[Statement]:
    """Whole sentences in quotation marks whose cue stands in the sentence before or was the last one in the paragraph."""
    statements = []
    for quote, a in doc.continued_quotations:
        speaker = doc.speaker(a)
        if quote in carried or a.source is None or speaker is None:
            continue
        statement = Statement(
            id="", report=doc.report.id, evidence=(cut(doc, quote.start, quote.end, LONGEST),), said_by=(), speaker=speaker,
            speaker_words=doc.text(*phrases.noun_phrase(doc.tree, a.source)), words=doc.report.text[quote.start : quote.end],
            form="direct", when=doc.when(a.cue), addressee=_addressee(doc, a.addressee), rule=a.rule,
        )  # fmt: skip
        statements.append(doc.numbered(statement))
    return statements


def _partial_quotations(doc: Document, carried: set[Quote]) -> list[Statement]:
    """Quoted words in a clause whose verb tells what somebody said of it: "ruled out a truce, “because it would fail”"."""
    statements = []
    for quote in doc.outer_quotes:
        start, end = phrases.quote_words(doc.tree, quote)
        if quote in carried or end - start < 3:
            continue
        statement = _of_clause(doc, quote, start, end)
        if statement is not None:
            carried.add(quote)
            statements.append(statement)
    return statements


def _of_clause(doc: Document, quote: Quote, start: int, end: int) -> Statement | None:
    """The statement of the verb above the quoted words `start` to `end`."""
    tree = doc.tree
    verb = next((i for i in (start, *tree.ancestors(start)) if tree.is_verb(i) and not start <= i < end), None)
    source = clauses.agent(tree, verb) if verb is not None else None
    if verb is None or source is None or tree.quoted(source):
        return None
    if not _is_spoken(tree, verb) or factuality(tree, verb).factuality != "stated":
        drop("statement.quoted-part", verb)
        return None
    speaker = doc.actors.source(source)
    if speaker is None:
        return None
    span = doc.chars(min(tree.starts[source], quote.start), max(tree.ends[verb], quote.end))
    span = span if span.end - span.start <= LONGEST else cut(doc, quote.start, quote.end, LONGEST)
    return doc.numbered(
        Statement(
            id="", report=doc.report.id, evidence=(span,), addressee=_addressee(doc, addressee_of(tree, verb)),
            said_by=tuple(s for s in doc.said_by(verb) if s != speaker), speaker=speaker,
            speaker_words=doc.text(*phrases.noun_phrase(tree, source)),
            words=doc.report.text[quote.start : quote.end].strip(" ,"), form="direct",
            cue=tree.texts[verb], when=doc.when(verb), rule=("statement.partial",),
        )
    )  # fmt: skip


# ---- one statement per utterance ------------------------------------------------------------------------------------
def _best(doc: Document, statements: list[Statement]) -> list[Statement]:
    """Of two statements with the same words keep the one with a known speaker and the longer chain."""
    best: dict[tuple[str, str | None, int], Statement] = {}
    for it in sorted(statements, key=lambda s: (s.speaker is None, -len(s.said_by), -len(s.words), s.evidence[0].start)):
        place = it.evidence[0].start
        if best.setdefault((it.words, it.speaker, place // 40), it) is not it:
            drop("claim.repeated", doc.word_at(place))
    return list(best.values())
