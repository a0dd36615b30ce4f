"""Figures: how many of what, whose, where, with the bounds that the words give.

"Mali has sent more than 300 soldiers to the border": of "soldiers", subject "mli", amount 300 or more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.amounts import FALLS, RISES, TOTALS, Amount
from rapporteur.extract.document import Document
from rapporteur.extract.provenance import drop
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon import units
from rapporteur.lexicon.word_sets import crisis, word_map, word_set
from rapporteur.model import Figure, Interval

_FATES: Mapping[str, str] = word_map("figures", "fates")
_STATES = word_set("figures", "states") | frozenset(_FATES.values())
_PASSED = word_set("figures", "passed")
_SUMS = word_set("figures", "sums")
_MOVES = word_set("figures", "moves") | RISES | FALLS
_NAMES_OF_PEOPLES = ("demonym", "country")


class Count(NamedTuple):
    """What a number counts: the rule that tells so, its word, the verb that this is an argument of, and what befell it."""

    rule: str
    word: int
    verb: int | None
    fate: str | None
    definite: bool


def find(doc: Document) -> list[Figure]:
    """The figures of one report, in text order, each once."""
    figures: dict[Hashable, Figure] = {}
    for amount in doc.amounts:
        count = _count(doc, amount)
        refusal = _refusal_of_amount(doc, amount) or ("figure.nothing" if count is None else _refusal(doc, amount, count))
        figure = None if count is None or refusal is not None else _figure(doc, amount, count)
        if figure is None:
            drop(refusal or "figure.nothing", amount.start)
        elif figures.setdefault((figure.of, figure.subject, figure.amount), figure) is not figure:
            drop("figure.repeated", amount.start)
    return list(figures.values())


def _figure(doc: Document, amount: Amount, count: Count) -> Figure:
    tree, word, verb = doc.tree, count.word, count.verb
    span = doc.clause(*([word] if verb is None else [clauses.subject(tree, verb), verb, word]), amount.start, amount.end - 1)
    at = verb if verb is not None else word
    passed, start = _is_passed(doc, amount, count), _is_start(doc, amount)
    rules = (("figure.toll", count.fate), ("figure.passed", passed), ("figure.start", start))
    return doc.numbered(
        Figure(
            id="", report=doc.report.id, evidence=(span,), said_by=doc.said_by(amount.start),
            rule=(count.rule, *(rule for rule, applies in rules if applies), *doc.factuality(at).rule),
            factuality="stated" if start else doc.factuality(at).factuality,
            when=doc.when(at), place=doc.place(word) or doc.place(at),
            of=_counted_words(doc, amount, count), subject=_subject(doc, word, verb),
            amount=Interval(amount.amount.low, None, amount.amount.unit) if passed else amount.amount,
        )
    )  # fmt: skip


# ---- what is counted ------------------------------------------------------------------------------------------------


def _count(doc: Document, amount: Amount) -> Count | None:
    """The noun beside the number, what befell them ("12 dead"), or what the sentence measures by it."""
    if amount.counted is not None:
        rule, word = _rule_of_unit(amount.amount.unit), _whole_of_total(doc.tree, amount.counted)
        return _judged(doc, amount, rule, word)
    words = ((rule, word_of(doc, amount)) for rule, word_of in _READINGS)
    return next((_judged(doc, amount, rule, word) for rule, word in words if word is not None), None)


def _judged(doc: Document, amount: Amount, rule: str, word: int) -> Count:
    verb = _verb(doc.tree, word)
    return Count(rule, word, verb, _fate(doc.tree, word, verb), _is_definite(doc.tree, word) and not _is_part(doc, word, amount))


def _rule_of_unit(unit: str | None) -> str:
    if unit is None:
        return "figure.counted"
    if units.dimension(unit) == units.MONEY:
        return "figure.money"
    return "figure.share" if unit == "share" or units.dimension(unit) == "ratio" else "figure.measure"


def _of(tree: Tree, i: int) -> int | None:
    """The noun of "of …" under word `i`."""
    return next((k for k in tree.children(i, "nmod") if tree.case(k) == "of"), None)


def _whole_of_total(tree: Tree, i: int) -> int:
    """ "The number of troops" counts troops."""
    inner = _of(tree, i) if tree.lemmas[i] in TOTALS else None
    return i if inner is None else inner


def _state_behind(doc: Document, amount: Amount) -> int | None:
    """ "12 dead", "15 million Sudanese": a people, or what befell them, right behind the number."""
    named = amount.end < len(doc.tree.lower) and (doc.tree.lower[amount.end] in _STATES or _is_people(doc, amount.end))
    return amount.end if named else None


def _noun_of_measure(doc: Document, amount: Amount) -> int | None:
    """ "$5m in aid", "300 metres of wire"."""
    tree = doc.tree
    if amount.amount.unit is None or amount.end + 1 >= len(tree.lower) or tree.lower[amount.end] not in ("in", "of"):
        return None
    head = tree.heads[amount.end]
    return head if head > amount.end and tree.upos[head] == "NOUN" and head not in doc.time_at else None


def _estimated(doc: Document, amount: Amount) -> int | None:
    """ "Puts the number of dead at 400"."""
    tree, i = doc.tree, _head(doc, amount)
    verb = tree.heads[i]
    if verb < 0 or tree.lemmas[verb] not in word_set("figures", "estimates") or tree.case(i) != "at":
        return None
    total = next(iter(tree.objects(verb)), None)
    return None if total is None else _whole_of_total(tree, total)


def _befallen(doc: Document, amount: Amount) -> int | None:
    """ "12 were injured", "two remain missing", "wounded four more": nobody but what befell them."""
    tree, i = doc.tree, _head(doc, amount)
    verb = tree.heads[i]
    verb = tree.heads[verb] if verb >= 0 and tree.lower[verb] in ("more", "others") else verb
    if verb < 0:
        return None
    if tree.lemmas[verb] in _FATES and verb < i and not clauses.is_passive(tree, verb) and _is_all(doc, amount, verb):
        return verb
    if not tree.deprels[i].startswith("nsubj"):
        return None
    predicates = [verb, *(k for k in tree.children(verb, "xcomp") if tree.lemmas[verb] in ("remain", "be", "go"))]
    return next((k for k in predicates if tree.lower[k] in _STATES), None)


def _is_all(doc: Document, amount: Amount, verb: int) -> bool:
    """Whether a number is all that a verb has for an object: "wounded four", "injured 70 more"."""
    tree = doc.tree
    after = tree.lower[amount.end] if amount.end < len(tree.lower) else "."
    bare = verb + 1 >= amount.start and after in word_set("figures", "alone")
    return bare and tree.objects(verb) in ([], [_head(doc, amount)])


def _is_people(doc: Document, i: int) -> bool:
    """ "15 million Sudanese": a people's name with no noun behind it."""
    name = doc.actors.name_at.get(i)
    bare = i + 1 >= len(doc.tree.upos) or doc.tree.upos[i + 1] not in word_set("figures", "noun_tags")
    return name is not None and name.kind == "demonym" and bare


def _measured(doc: Document, amount: Amount) -> int | None:
    """The subject of a verb of amounting or moving: "thought to number 300", "prices could climb above $100"."""
    tree, head = doc.tree, _head(doc, amount)
    outer = tree.heads[head]
    for _ in range(2):
        if outer < 0 or tree.is_verb(outer) or tree.has_to(outer):
            break
        outer = tree.heads[outer]
    if outer < 0 or not (tree.is_verb(outer) or tree.has_to(outer)):
        return None
    level = amount.amount.unit is not None or tree.case(head) in word_set("figures", "measures")
    subject = clauses.subject(tree, outer)
    if tree.lemmas[outer] not in _SUMS and not (level and tree.lemmas[outer] in _MOVES):
        return None
    return _whole_of_total(tree, subject) if subject is not None and tree.upos[subject] in ("NOUN", "PROPN") else None


def _compared(doc: Document, amount: Amount) -> int | None:
    """ "413, up from 330": the second number counts what the first does."""
    tree = doc.tree
    if tree.lower[max(0, amount.start - 2) : amount.start] not in (["up", "from"], ["down", "from"]):
        return None
    here = tree.sentence_number(amount.start)
    for at in range(bisect_left(doc.amounts, amount.start, key=_start) - 1, -1, -1):
        other = doc.amounts[at]
        if tree.sentence_number(other.start) != here:
            return None
        if other.end <= amount.start and other.amount.unit == amount.amount.unit and other.counted is not None:
            return other.counted
    return None


def _start(amount: Amount) -> int:
    return amount.start


_READINGS: tuple[tuple[str, Callable[[Document, Amount], int | None]], ...] = (
    ("figure.state", _state_behind),
    ("figure.measure", _noun_of_measure),
    ("figure.state", _befallen),
    ("figure.estimate", _estimated),
    ("figure.sum", _measured),
    ("figure.comparison", _compared),
)
"""What a number without a noun counts, and the rule that tells so."""


def _head(doc: Document, amount: Amount) -> int:
    """The word of a number that the sentence governs."""
    inside = range(amount.start, amount.end)
    return next((i for i in inside if doc.tree.heads[i] not in inside), amount.end - 1)


def _verb(tree: Tree, word: int) -> int | None:
    """The verb that the counted noun is an argument of, through "of", conjuncts and prepositions."""
    for _ in range(5):
        word = tree.heads[word]
        if word < 0:
            return None
        if tree.is_verb(word):
            return word
        if clauses.own_subject(tree, word) is not None:
            return None  # "4,000 marines are aboard"
    return None


def _fate(tree: Tree, word: int, verb: int | None) -> str | None:
    """ "killed", where that is what happened to those that are counted, directly or among others ("including two …")."""
    if verb is None or tree.lemmas[verb] not in _FATES:
        return None
    active = tree.lemmas[verb] == "die" or _is_elliptic(tree, verb)
    patient = clauses.subject(tree, verb) if active else clauses.patient(tree, verb)
    whole = {word, *(a for a in tree.ancestors(word) if a > verb or tree.deprels[a].startswith("nsubj"))}
    met = patient is not None and any(j in whole for j in tree.conjuncts(patient))
    return _FATES[tree.lemmas[verb]] if met else None


def _is_elliptic(tree: Tree, verb: int) -> bool:
    """ "Two were killed and three others injured": the second verb is passive too."""
    first = tree.heads[verb]
    joined = tree.deprels[verb] == "conj" and first >= 0 and clauses.is_passive(tree, first) and tree.xpos[verb] in ("VBN", "VBD")
    return joined and not tree.objects(verb)


def _is_passed(doc: Document, amount: Amount, count: Count) -> bool:
    """ "The toll passed 400" says that it is more."""
    tree, verb = doc.tree, count.verb
    exact = amount.amount.low == amount.amount.high
    return verb is not None and tree.lemmas[verb] in _PASSED and exact and tree.objects(verb)[:1] != [count.word]


def _is_start(doc: Document, amount: Amount) -> bool:
    """The number that something rose from is a fact, whatever it will rise to."""
    return amount.start > 0 and doc.tree.lower[amount.start - 1] == "from"


# ---- whether that is news -------------------------------------------------------------------------------------------


def _refusal_of_amount(doc: Document, amount: Amount) -> str | None:
    """The rule by which a number counts nothing, whatever stands beside it."""
    before = doc.tree.lower[amount.start - 1] if amount.start else ""
    if before == "by" and (amount.counted or -1) < amount.start and amount.change is not None and amount.amount.unit is None:
        return "figure.difference"
    return "figure.none" if before == "not" and amount.amount.low == amount.amount.high == 1 else None


def _refusal(doc: Document, amount: Amount, count: Count) -> str | None:
    """The rule by which the number of what is counted is no news."""
    tree, word = doc.tree, count.word
    lemma, state = tree.lemmas[word], tree.lower[word] in _STATES or _is_people(doc, word)
    if word in doc.sources:
        return "figure.source"
    if (count.fate and not count.definite) or (_least(amount) > 3 and _is_ammunition(tree, word)):
        return None
    if lemma in crisis("chance"):
        return "figure.chance"
    if _is_description(doc, amount):
        return "figure.description"
    if lemma in word_set("figures", "lengths"):
        return "figure.length"
    if lemma in word_set("figures", "uncounted") and (count.definite or lemma not in word_set("figures", "countable_alone")):
        return "figure.uncounted"
    if tree.upos[word] not in ("NOUN", "PROPN", "SYM") and not state:
        return "figure.no-noun"
    if word in doc.time_at:
        return "figure.time"
    return None if amount.amount.unit or state else _refusal_of_few(tree, count, _least(amount))


def _least(amount: Amount) -> float:
    low, high = amount.amount.low, amount.amount.high
    return low if low is not None else high or 0.0


def _refusal_of_few(tree: Tree, count: Count, least: float) -> str | None:
    """The rule by which few of something are no news: "two sides", "the five members", "three ministers"."""
    lemma, lower = tree.lemmas[count.word], tree.lower[count.word]
    known = lexicon.agent_noun(lemma) is not None or lexicon.equipment(lemma) or lexicon.institution_noun(lower)
    if least <= 3 and not known:
        return "figure.few"
    if least <= 7 and count.definite:
        return "figure.definite"
    return "figure.office" if lexicon.office(lemma) is not None and least <= 10 else None


def _is_ammunition(tree: Tree, word: int) -> bool:
    """ "200 artillery rounds": named by the weapon."""
    return any(lexicon.equipment(tree.lemmas[k]) for k in tree.children(word, "compound"))


def _is_description(doc: Document, amount: Amount) -> bool:
    """What a thing is like, not how many there are: "155 mm shells", "a 500-pound bomb", "a 12-nation force"."""
    after = doc.tree.lower[amount.end : amount.end + 1]
    if amount.amount.unit is None:
        return after in (["-"], ["–"]) and amount.counted == amount.end + 1
    kind = units.dimension(amount.amount.unit)
    return kind not in (units.MONEY, "ratio", "ratio point", None) and after != ["of"]


def _is_part(doc: Document, word: int, amount: Amount) -> bool:
    """ "Three of its staff": the whole is definite, the part is not."""
    return amount.end < word and doc.tree.lower[amount.end] == "of"


def _is_definite(tree: Tree, word: int) -> bool:
    return any(tree.lower[k] in word_set("figures", "definite") for k in tree.kids[word])


# ---- its words and whose it is --------------------------------------------------------------------------------------


def _counted_words(doc: Document, amount: Amount, count: Count) -> str:
    """What is counted, without the number: "combat aircraft", "Ukrainian soldiers", "people killed"."""
    tree, word = doc.tree, count.word
    if tree.lemmas[word] in _FATES and tree.is_verb(word):
        return _FATES[tree.lemmas[word]]
    first = phrases.core(tree, word)[0]
    lead = [i for i in range(first, word) if not amount.start <= i < amount.end and _is_descriptive(doc, i)]
    bare = amount.start <= word < amount.end or tree.upos[word] in word_set("figures", "bare_tags")
    words = " ".join(tree.words[i].text for i in (lead if bare and lead else [*lead, word]))
    return f"{words} {count.fate}" if count.fate else words


def _is_descriptive(doc: Document, i: int) -> bool:
    """Whether a word before the counted noun belongs to it, and is no article, name or letter of a model ("F-16")."""
    tree = doc.tree
    letter = len(tree.texts[i]) <= 2 and tree.texts[i].isupper() and tree.lower[i + 1 : i + 2] == ["-"]
    bare = tree.upos[i] in word_set("figures", "bare_tags") or tree.xpos[i] == "POS"
    return not bare and not letter and i not in doc.actors.name_at


def _subject(doc: Document, word: int, verb: int | None) -> str | None:
    """Whose they are: possessor, demonym, or the subject of a verb of having and moving; not whoever tells of them."""
    tree = doc.tree
    wholes = [word]
    while tree.case(wholes[-1]) == "of" and tree.heads[wholes[-1]] >= 0 and tree.is_nominal(tree.heads[wholes[-1]]):
        wholes.append(tree.heads[wholes[-1]])
    owners = (_owner(doc, k) for whole in wholes for k in tree.kids[whole])
    owner = next((owner for owner in owners if owner), None)
    name = doc.actors.name_at.get(word)
    if owner is None and name is not None and name.kind in _NAMES_OF_PEOPLES:
        return name.id
    if owner is not None or verb is None or tree.lemmas[verb] not in word_set("figures", "possession"):
        return owner
    agent = clauses.agent(tree, verb)
    return doc.who(agent) if agent is not None and not tree.below(word, agent) else None


def _owner(doc: Document, k: int) -> str | None:
    """Whose a noun is by word `k` under it: "Mali's", "Malian", "of Mali"."""
    tree, name = doc.tree, doc.actors.name_at.get(k)
    if tree.deprels[k] == "nmod:poss":
        return doc.actors.who(k)
    named = name is not None and tree.deprels[k] in ("amod", "compound", "nmod") and tree.case(k) in (None, "of", "from")
    return name.id if named and name is not None and name.kind in _NAMES_OF_PEOPLES else None
