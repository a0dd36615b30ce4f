"""Figures: how many of what, whose, where, with the bounds that the words give.

>>> # "Mali has sent more than 300 soldiers to the border." -> Figure(of "soldiers", subject "mli", amount {300, null})
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.amounts import FALLS, RISES, TOTALS, Amount
from rapporteur.extract.document import Document
from rapporteur.extract.time.numerals import vocabulary
from rapporteur.lexicon import units
from rapporteur.lexicon.word_sets import crisis
from rapporteur.model import Figure, Interval

_UNCOUNTED = vocabulary(
    "time day week month year hour minute second decade century side way thing part leader president people's "
    "round step point front half other occasion man woman term neighbour neighbor nation ally counterpart "
    "reason hand phase stage value"
)
_COUNTABLE_ALONE = frozenset({"people", "person", "man", "woman", "child"})
_POSSESSION = vocabulary(
    "have deploy amass mass gather build send station hold keep move mobilise mobilize assemble own possess "
    "lose concentrate position place withdraw commit field launch fire dispatch evacuate approve authorise "
    "authorize order reduce cut optimise optimize close open operate bring airlift fly receive supply pledge"
)
_HARMED = {
    "kill": "killed", "wound": "wounded", "injure": "injured", "displace": "displaced", "detain": "detained",
    "arrest": "arrested", "die": "dead", "hurt": "hurt", "capture": "captured", "kidnap": "kidnapped",
    "abduct": "abducted", "hospitalise": "hospitalised", "hospitalize": "hospitalized", "evacuate": "evacuated",
    "rescue": "rescued",
}  # fmt: skip
"""What befell those that are counted, as the word that the count is known by."""
_FATES = frozenset({*_HARMED.values(), "missing", "unaccounted", "stranded", "trapped", "homeless"})
_LENGTHS = vocabulary("km kilometre kilometer mile metre meter foot feet yard inch centimetre nm knot degree")
_PASSED = vocabulary("pass exceed top surpass cross")
_PLAIN_SUMS = vocabulary("number total reach hit cost") | _PASSED
_SUMS = _PLAIN_SUMS | vocabulary("come amount stand trade") | RISES | FALLS
"""Verbs whose subject is what a bare number measures: "thought to number 300", "prices could climb above $100"."""
_MEASURES = vocabulary("to by at above below over under past around from near")


def find(doc: Document) -> list[Figure]:
    """The figures of one report, in text order, each once."""
    out: list[Figure] = []
    for amount in doc.amounts:
        made = _figure(doc, amount)
        if made is not None and not any(_same(made, other) for other in out):
            out.append(made)
    return out


def _same(one: Figure, other: Figure) -> bool:
    return (one.of, one.subject, one.amount) == (other.of, other.subject, other.amount)


def _figure(doc: Document, amount: Amount) -> Figure | None:
    counted = _what(doc, amount)
    by = doc.tree.lower[max(0, amount.start - 1)] == "by" and (amount.counted or -1) < amount.start
    if by and amount.change is not None and amount.amount.unit is None:
        return None  # "raised by 1,000 to 6,000" counts 6,000
    before = doc.tree.lower[amount.start - 1] if amount.start else ""
    if before == "not" and amount.amount.low == amount.amount.high == 1:
        return None  # "not one shell" counts nothing
    if counted is None or not _is_countable(doc, counted, amount):
        return None
    tree = doc.tree
    verb = _verb(doc, counted)
    span = doc.clause(*([counted] if verb is None else [tree.subject(verb), verb, counted]), amount.start, amount.end - 1)
    at = verb if verb is not None else counted
    return doc.numbered(
        Figure(
            id="", report=doc.report.id, evidence=(span,), said_by=doc.said_by(amount.start),
            factuality="stated" if _is_start(doc, amount) else doc.factuality(at).factuality,
            when=doc.when(at), place=doc.place(counted) or doc.place(at),
            of=_counted_words(doc, counted, amount, verb), subject=_subject(doc, counted, verb),
            amount=_passed(doc, amount, counted, verb),
        )
    )  # fmt: skip


def _what(doc: Document, amount: Amount) -> int | None:
    """What is counted: the noun beside the number, what befell them ("12 dead"), or what the sentence measures by it."""
    tree, counted = doc.tree, amount.counted
    if counted is not None and tree.lemmas[counted] in TOTALS:
        inner = next((k for k in tree.children(counted, "nmod") if tree.case(k) == "of"), None)
        return inner if inner is not None else counted
    if counted is not None:
        return counted
    if amount.end < len(tree.lower) and (tree.lower[amount.end] in _FATES or _is_people(doc, amount.end)):
        return amount.end
    if amount.amount.unit and amount.end + 1 < len(tree.lower) and tree.lower[amount.end] in ("in", "of"):
        head = tree.heads[amount.end]
        if head > amount.end and tree.upos[head] == "NOUN" and not any(t.start <= head < t.end for t in doc.times):
            return head
    found = (f(doc, amount) for f in (_harm, _put_at, _measured, _same_measure))
    return next((i for i in found if i is not None), None)


def _put_at(doc: Document, amount: Amount) -> int | None:
    """ "puts the number of dead at 400"."""
    tree, i = doc.tree, _head(doc, amount)
    verb = tree.heads[i]
    if verb < 0 or tree.lemmas[verb] not in ("put", "estimate", "place", "set") or tree.case(i) != "at":
        return None
    total = next(iter(tree.objects(verb)), None)
    inner = next((k for k in tree.children(total, "nmod") if tree.case(k) == "of"), None) if total is not None else None
    return inner if inner is not None and total is not None and tree.lemmas[total] in TOTALS else total


def _harm(doc: Document, amount: Amount) -> int | None:
    """ "12 were injured", "two remain missing", "wounded four more": nobody but what befell them."""
    tree, i = doc.tree, _head(doc, amount)
    verb = tree.heads[i]
    verb = tree.heads[verb] if verb >= 0 and tree.lower[verb] in ("more", "others") else verb
    if verb >= 0 and tree.lemmas[verb] in _HARMED and verb < i and not tree.is_passive(verb) and _is_all(doc, amount, verb):
        return verb
    if verb >= 0 and tree.deprels[i].startswith("nsubj"):
        told = [verb, *(k for k in tree.children(verb, "xcomp") if tree.lemmas[verb] in ("remain", "be", "go"))]
        return next((k for k in told if tree.lower[k] in _FATES), None)
    return None


def _is_all(doc: Document, amount: Amount, verb: int) -> bool:
    """Whether a number is all that a verb has for an object: "wounded four", "injured 70 more"."""
    tree = doc.tree
    after = tree.lower[amount.end] if amount.end < len(tree.lower) else "."
    inside = range(verb + 1, amount.start)
    return tree.objects(verb) in ([], [_head(doc, amount)]) and not inside and after in _ALONE


_ALONE = vocabulary(". , ; and more others in on at near when as after including before")


def _is_people(doc: Document, i: int) -> bool:
    """ "15 million Sudanese": a people's name with no noun behind it."""
    name = doc.actors.name_at.get(i)
    bare = i + 1 >= len(doc.tree.upos) or doc.tree.upos[i + 1] not in ("NOUN", "PROPN", "ADJ", "NUM")
    return name is not None and name.kind == "demonym" and bare


def _measured(doc: Document, amount: Amount) -> int | None:
    """The subject of a verb of amounting or moving whose number this is."""
    tree = doc.tree
    outer = tree.heads[_head(doc, amount)]
    for _ in range(2):
        if outer < 0 or tree.is_verb(outer) or tree.has_to(outer):
            break
        outer = tree.heads[outer]
    if outer < 0 or tree.lemmas[outer] not in _SUMS or not (tree.is_verb(outer) or tree.has_to(outer)):
        return None
    moved = (
        amount.amount.unit is None and tree.lemmas[outer] not in _PLAIN_SUMS and tree.case(_head(doc, amount)) not in _MEASURES
    )
    subject = tree.subject(outer)
    if moved or subject is None or tree.upos[subject] not in ("NOUN", "PROPN"):
        return None
    inner = next((k for k in tree.children(subject, "nmod") if tree.case(k) == "of"), None)
    return inner if inner is not None and tree.lemmas[subject] in TOTALS else subject


def _head(doc: Document, amount: Amount) -> int:
    """The word of a number that the sentence governs."""
    inside = range(amount.start, amount.end)
    return next((i for i in inside if doc.tree.heads[i] not in inside), amount.end - 1)


def _same_measure(doc: Document, amount: Amount) -> int | None:
    """ "413, up from 330": the second number counts what the first does."""
    tree = doc.tree
    lead = tree.lower[max(0, amount.start - 2) : amount.start]
    if lead not in (["up", "from"], ["down", "from"]):
        return None
    here = tree.sentence_number(amount.start)
    before = [a for a in doc.amounts if a.end <= amount.start and tree.sentence_number(a.start) == here]
    plain = [a for a in before if a.amount.unit == amount.amount.unit and a.counted is not None]
    return plain[-1].counted if plain else None


def _passed(doc: Document, amount: Amount, counted: int, verb: int | None) -> Interval:
    """ "The toll passed 400" says that it is more."""
    tree, exact = doc.tree, amount.amount
    if verb is None or tree.lemmas[verb] not in _PASSED or exact.low != exact.high or tree.objects(verb)[:1] == [counted]:
        return exact
    return Interval(exact.low, None, exact.unit)


def _is_start(doc: Document, amount: Amount) -> bool:
    """The number that something rose from is a fact, whatever it will rise to."""
    return amount.start > 0 and doc.tree.lower[amount.start - 1] == "from"


def _is_countable(doc: Document, counted: int, amount: Amount) -> bool:
    """Something whose number is news: forces, people, things; not "two sides", "the two presidents", a length of time."""
    tree = doc.tree
    lemma = tree.lemmas[counted]
    low = amount.amount.low if amount.amount.low is not None else amount.amount.high
    definite = _definite(doc, counted) and not _is_part(doc, counted, amount)
    if any(a.source == counted for a in doc.attributions):
        return False  # "two diplomats said" counts sources
    if _befallen(doc, counted, _verb(doc, counted)) and not definite and low is not None:
        return True
    if any(lexicon.equipment(tree.lemmas[k]) for k in tree.children(counted, "compound")) and low is not None and low > 3:
        return True  # "200 artillery rounds"
    if lemma in crisis("chance") or _is_description(doc, amount):
        return False
    if lemma in _LENGTHS or (lemma in _UNCOUNTED and not (lemma in _COUNTABLE_ALONE and not definite)):
        return False
    fate = tree.lower[counted] in _FATES or _is_people(doc, counted)
    if (
        (tree.upos[counted] not in ("NOUN", "PROPN", "SYM") and not fate)
        or low is None
        or any(t.start <= counted < t.end for t in doc.times)
    ):
        return False
    if amount.amount.unit or fate or (_befallen(doc, counted, _verb(doc, counted)) and not definite):
        return True
    known = lexicon.agent_noun(lemma) is not None or lexicon.equipment(lemma) or lexicon.institution_noun(tree.lower[counted])
    if (low <= 3 and not known) or (low <= 7 and definite):
        return False
    return not (lexicon.office(lemma) is not None and low <= 10)


def _is_description(doc: Document, amount: Amount) -> bool:
    """What a thing is like, not how many there are: "155 mm shells", "a 500-pound bomb", "a 12-nation force"."""
    after = doc.tree.lower[amount.end : amount.end + 1]
    if amount.amount.unit is None:
        return after in (["-"], ["–"]) and amount.counted == amount.end + 1
    kind = units.dimension(amount.amount.unit)
    return kind not in (units.MONEY, "ratio", "ratio point", None) and after != ["of"]


def _is_part(doc: Document, counted: int, amount: Amount) -> bool:
    """ "three of its staff": the whole is definite, the part is not."""
    return amount.end < counted and doc.tree.lower[amount.end] == "of"


def _befallen(doc: Document, counted: int, verb: int | None) -> str | None:
    """ "killed", where that is what happened to those that are counted, directly or among others ("including two …")."""
    tree = doc.tree
    if verb is None or tree.lemmas[verb] not in _HARMED:
        return None
    patient = tree.subject(verb) if tree.lemmas[verb] == "die" or _is_elliptic(doc, verb) else tree.patient(verb)
    whole = {counted, *(a for a in tree.ancestors(counted) if a > verb or tree.deprels[a].startswith("nsubj"))}
    met = patient is not None and any(j in whole for j in tree.conjuncts(patient))
    return _HARMED[tree.lemmas[verb]] if met else None


def _is_elliptic(doc: Document, verb: int) -> bool:
    """ "Two were killed and three others injured": the second verb is passive too."""
    tree = doc.tree
    first = tree.heads[verb]
    joined = tree.deprels[verb] == "conj" and first >= 0 and tree.is_passive(first) and tree.xpos[verb] in ("VBN", "VBD")
    return joined and not tree.objects(verb)


def _definite(doc: Document, i: int) -> bool:
    return any(doc.tree.lower[k] in ("the", "both", "these", "those", "their", "its", "all", "last", "first", "next", "past")
               for k in doc.tree.kids[i])  # fmt: skip


def _verb(doc: Document, counted: int) -> int | None:
    """The verb that the counted noun is an argument of, through "of", conjuncts and prepositions."""
    tree = doc.tree
    j = counted
    for _ in range(5):
        j = tree.heads[j]
        if j < 0:
            return None
        if tree.is_verb(j):
            return j
        if tree.own_subject(j) is not None:
            return None  # "4,000 marines are aboard"
    return None


def _counted_words(doc: Document, counted: int, amount: Amount, verb: int | None) -> str:
    """What is counted, without the number: "combat aircraft", "Ukrainian soldiers", "people killed"."""
    tree = doc.tree
    if tree.lemmas[counted] in _HARMED and tree.is_verb(counted):
        return _HARMED[tree.lemmas[counted]]
    start, end = tree.core(counted)
    keep = [
        i for i in range(start, end) if not amount.start <= i < amount.end and tree.upos[i] not in _BARE and tree.xpos[i] != "POS"
    ]
    lead = [i for i in keep if i <= counted and (i == counted or (i not in doc.actors.name_at and not _in_model_name(doc, i)))]
    words = " ".join(tree.words[i].text for i in lead) or tree.words[counted].text
    fate = _befallen(doc, counted, verb)
    return f"{words} {fate}" if fate else words


def _in_model_name(doc: Document, i: int) -> bool:
    """The letter of "F-16" is no word for what is counted."""
    return len(doc.tree.texts[i]) <= 2 and doc.tree.texts[i].isupper() and doc.tree.lower[i + 1 : i + 2] == ["-"]


_BARE = frozenset({"DET", "NUM", "ADV", "ADP", "PUNCT", "PRON"})


def _subject(doc: Document, counted: int, verb: int | None) -> str | None:
    """Whose they are: possessor, demonym, or the subject of a verb of having and moving; not whoever tells of them."""
    tree = doc.tree
    wholes = [counted]
    while tree.case(wholes[-1]) == "of" and tree.heads[wholes[-1]] >= 0 and tree.is_nominal(tree.heads[wholes[-1]]):
        wholes.append(tree.heads[wholes[-1]])
    for j in wholes:
        for k in tree.kids[j]:
            name = doc.actors.name_at.get(k)
            if tree.deprels[k] == "nmod:poss" and doc.actors.who(k):
                return doc.actors.who(k)
            if name is not None and tree.deprels[k] in ("amod", "compound", "nmod") and name.kind in ("demonym", "country"):
                if tree.case(k) in (None, "of", "from"):
                    return name.id
    own = doc.actors.name_at.get(counted)
    if own is not None and own.kind in ("demonym", "country"):
        return own.id
    if verb is None or tree.lemmas[verb] not in _POSSESSION:
        return None
    agent = tree.agent(verb)
    return doc.who(agent) if agent is not None and not tree.below(counted, agent) else None
