"""Whether an event word tells of an occasion ("the attack on the port"), of a kind ("such attacks begin with a mail") or of
none that took place ("they may attack").

ACE and ERE call this realis: actual, generic, other. It hangs on many small signs (tense, articles, bare plurals as
subjects, "you", how the rest of the report is told), weighed by a logistic regression fitted on CASIE (Satyapanich et al.
2020), whose weights lie in `lexicon/data/generic.csv` (`benchmarks/realis.py --fit` writes them). No sign is a word of that
corpus's own subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapporteur.extract.factuality import classifier
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.factuality.result import FactualityResult
from rapporteur.extract.syntax import clauses
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import category
from rapporteur.lexicon.realis import class_probabilities
from rapporteur.lexicon.word_sets import word_set

CLASSES = ("actual", "generic", "other")
"""The classes in the order of the table's columns."""
_MANY = 6
"""Words of names in a sentence from which on more make no difference."""


class ReportProfile(NamedTuple):
    """How a whole report is told: shares of its sentences with a root in the past, in the present, with a modal, with "you",
    with any past tense, with a time; names among its words (times three); its length in sentences up to sixty (of sixty)."""

    past: float
    present: float
    modal: float
    you: float
    past_anywhere: float
    time: float
    names: float
    length: float


def report_profile(tree: Tree) -> ReportProfile:
    """The profile of the report that a tree is of."""
    sentences = tree.reading.sentences
    roots = [tense(tree, tree.root(s.start)) for s in sentences]
    size = max(1, len(sentences))
    return ReportProfile(
        past=roots.count("past") / size,
        present=roots.count("present") / size,
        modal=roots.count("modal") / size,
        you=sum(any(w in ("you", "your") for w in tree.lower[s.start : s.end]) for s in sentences) / size,
        past_anywhere=sum("VBD" in tree.xpos[s.start : s.end] for s in sentences) / size,
        time=len({tree.sentence_number(m.start) for m in tree.reading.mentions if m.type == "time"}) / size,
        names=3 * tree.upos.count("PROPN") / max(1, len(tree.words)),
        length=min(len(sentences), 60) / 60,
    )


def tense(tree: Tree, v: int) -> str:
    """Past, perfect, present, modal, or the form of a verb that has no tense; "none" for other words without a copula."""
    helpers = [tree.xpos[k] for k in tree.children(v, "aux", "aux:pass", "cop")]
    if "MD" in helpers:
        return "modal"
    if "VBD" in helpers:
        return "past"
    if any(tree.lemmas[k] == "have" for k in tree.children(v, "aux")):
        return "perfect"
    if "VBZ" in helpers or "VBP" in helpers:
        return "present"
    return category("tenses", tree.xpos[v], "none")


def reference(tree: Tree, j: int) -> str:
    """How a noun phrase picks out what it speaks of: "name", "the", "the, several", "bare, several" ("attacks"), "whose" …"""
    if tree.upos[j] == "PRON":
        return f"pronoun {tree.lower[j]}" if tree.lower[j] in word_set("factuality", "generic_pronouns") else "pronoun"
    if tree.upos[j] == "PROPN":
        return "name"
    several = ", several" if tree.xpos[j] == "NNS" else ""
    if any(tree.deprels[k] == "nmod:poss" for k in tree.kids[j]):
        return "whose"
    word = next((tree.lower[k] for k in tree.kids[j] if tree.deprels[k].startswith("det")), None)
    if word is not None:
        return (word if word in word_set("factuality", "generic_determiners") else "which") + several
    counted = any(tree.deprels[k] == "nummod" for k in tree.kids[j])
    return "counted" if counted else f"bare{several}"


def features(tree: Tree, i: int, result: FactualityResult, profile: ReportProfile) -> dict[str, float]:
    """The signs at word `i`, name to value. `result`: what the rules say of it, `profile`: how the report is told."""
    signs = (*_of_itself(tree, i), *_of_its_clause(tree, i), *_of_its_sentence(tree, i))
    return {
        **classifier.features(tree, i, result),
        **dict.fromkeys(signs, 1.0),
        **dict(_of_the_report(tree, i, profile)),
    }


def _of_itself(tree: Tree, i: int) -> Iterator[str]:
    """The word's class and form, its own noun phrase, and whether that is of something with a name."""
    yield f"class {tree.upos[i]}"
    yield f"form {tree.xpos[i]}"
    yield f"link {tree.deprels[i].split(':')[0]}"
    if tree.is_verb(i):
        yield f"tense {tense(tree, i)}"
    if tree.deprels[i] == "compound":
        yield f"within {reference(tree, tree.heads[i])}"
    if not tree.is_nominal(i):
        return
    yield f"phrase {reference(tree, i)}"
    if tree.case(i):
        yield f"after {tree.case(i)}"
    for k in tree.kids[i]:
        label = tree.deprels[k].split(":")[0]
        if label in ("compound", "amod", "acl"):
            yield f"with {label}"
        if tree.upos[k] == "PROPN" and label in ("compound", "amod", "nmod"):
            yield f"of a name, {tree.deprels[k]}"
        elif label == "nmod":
            yield "of something"


def _of_its_clause(tree: Tree, i: int) -> Iterator[str]:
    """Tense, conjunction, adverbs, subject and object of the clause, and the tense of what governs the word."""
    v = _verb(tree, i)
    yield f"clause {tense(tree, v)}"
    yield f"clause as {tree.deprels[v]}"
    yield f"root {tense(tree, tree.root(i))}"
    if tree.is_nominal(i):
        yield f"noun in {tense(tree, v)}"
    if tree.heads[i] >= 0 and tree.is_verb(tree.heads[i]):
        yield f"governed in {tense(tree, tree.heads[i])}"
    if tree.marker(v):
        yield f"mark {tree.marker(v)}"
    habitual, episodic = word_set("factuality", "habitual"), word_set("factuality", "episodic")
    for k in tree.children(v, "advmod"):
        if tree.lower[k] in habitual:
            yield "habitual"
        if tree.lower[k] in habitual or tree.lower[k] in episodic:
            yield f"adverb {tree.lower[k]}"
    subject = clauses.subject(tree, v)
    yield "no subject" if subject is None else f"subject {reference(tree, subject)}"
    for k in tree.objects(v)[:1]:
        if k != i:
            yield f"object {reference(tree, k)}"


def _verb(tree: Tree, i: int) -> int:
    """The verb of the clause that holds a word, or else the root."""
    return next((j for j in (i, *tree.ancestors(i)) if tree.is_verb(j)), tree.root(i))


def _of_its_sentence(tree: Tree, i: int) -> Iterator[str]:
    """What else the sentence has: names, times, numbers, the past, modals, "you"; whether it asks; whether it is quoted."""
    sentence = tree.sentence(i)
    inside = range(sentence.start, sentence.end)
    forms, classes = ([column[k] for k in inside] for column in (tree.xpos, tree.upos))
    types = {m.type for m in tree.mentions.starting(sentence.start, sentence.end)}
    yield f"names {min(classes.count('PROPN'), _MANY)}"
    signs = {
        "you": any(tree.lower[k] in ("you", "your") for k in inside),
        "past in sentence": "VBD" in forms,
        "modal in sentence": "MD" in forms,
        "number in sentence": "NUM" in classes,
        "time in sentence": "time" in types,
        "somebody in sentence": not types.isdisjoint(word_set("factuality", "named_types")),
        "question": tree.lower[sentence.end - 1] == "?",
        "quoted": tree.quoted(i),
    }
    yield from (name for name, there in signs.items() if there)


def _of_the_report(tree: Tree, i: int, profile: ReportProfile) -> Iterator[tuple[str, float]]:
    """The report's profile, and how far into the report the word stands, as bent lines."""
    for name, value in profile._asdict().items():
        sign = f"report {name.replace('_', ' ')}"
        yield sign, value
        if name in word_set("factuality", "bent_profiles"):
            yield from ((f"{sign} over {edge}", max(0.0, value - edge)) for edge in (0.2, 0.5))
    at = i / max(1, len(tree.words))
    yield "place", at
    yield from ((f"place over {edge}", max(0.0, at - edge)) for edge in (0.1, 0.3, 0.6, 0.8))


def probabilities(tree: Tree, i: int, profile: ReportProfile) -> dict[str, float]:
    """The probability of each class for the event at word `i`, by the shipped weights."""
    return class_probabilities("generic.csv", CLASSES, features(tree, i, factuality_by_rules(tree, i), profile))


def predicted_class(tree: Tree, i: int, profile: ReportProfile) -> str:
    """The class of the event at word `i` by the shipped weights."""
    by_class = probabilities(tree, i, profile)
    return max(CLASSES, key=lambda c: by_class[c])


def is_generic(tree: Tree, i: int, profile: ReportProfile) -> bool:
    """Whether the event at word `i` is surely told of a kind and not of an occasion."""
    return probabilities(tree, i, profile)["generic"] >= _SURE


_SURE = 0.6
"""An occasion that is lost is worse than a habit that is kept: a sure class, not only the likelier one."""
