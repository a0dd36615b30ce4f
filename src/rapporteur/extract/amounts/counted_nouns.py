"""The noun that a number counts: "130,000 troops", "thousands of troops", "raised the number of troops to 130,000"."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.extract.time.tense import has_tree
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Sentence, Word

TOTALS = word_set("amounts", "totals")
_SIGNS = word_set("amounts", "signs")
_TAILS = frozenset(("strong", "plus", "odd"))
_OPENERS = word_set("amounts", "noun_openers")


def measured_noun(words: Sequence[Word], sentence: Sentence, last: int) -> int | None:
    """What so much of a measure is of, or is the measure of: "12m tonnes of fuel", "a 278kg tunny", "60% of sales".

    `last` is the word after the number and its unit.
    """
    if last < sentence.end and words[last].text.lower() == "of":
        return _after_of(words, sentence, last) or _said_of(words, sentence, last)
    head = words[last - 1].head
    if words[last - 1].xpos == "CD" and sentence.start <= head < last and words[head].xpos in ("$", "SYM", "NN"):
        head = words[head].head  # "$700,000 award": the sign is what the noun heads
    if head < last or head >= min(sentence.end, last + 6) or not words[head].xpos.startswith("NN"):
        return None
    between = (words[at].xpos for at in range(last, head))
    return head if all(tag in _OPENERS or tag.startswith("NN") for tag in between) else None


def _said_of(words: Sequence[Word], sentence: Sentence, last: int) -> int | None:
    """For "80 per cent of them women": the noun that is said of a part; `None` for "half of which are in Chad"."""
    head = words[last - 1].head
    bare = last + 2 < sentence.end and last + 1 < head <= last + 4 and words[head].xpos.startswith("NN")
    return head if bare and not any(words[at].upos in ("AUX", "VERB", "ADP") for at in range(last + 2, head)) else None


def hyphened_noun(words: Sequence[Word], sentence: Sentence, at: int) -> int | None:
    """The noun that a hyphen joins to a number over the words before `at`: "a 12-nation force" counts nations."""
    joined = at + 1 < sentence.end and words[at].text in ("-", "–") and words[at - 1].end == words[at].start
    if not joined or words[at].end != words[at + 1].start or words[at + 1].text.lower() in _TAILS:
        return None
    return at + 1 if words[at + 1].xpos in ("NN", "NNS") else None


def counted_noun(words: Sequence[Word], sentence: Sentence, first: int, last: int) -> int | None:
    """The index of the noun that the number over words `first` to `last` (exclusive) counts; `None` where none does.

    Through the tree where there is one: the head of a numeral ("130,000 troops"), the noun after "of" ("thousands of
    troops"), the subject or object of a verb that a total fills ("raised the number of troops to 130,000").
    """
    if not has_tree(words, sentence):
        return _noun_to_the_right(words, sentence, last)
    head = _outer_head(words, first, last)
    if last + 1 < sentence.end and words[last].text.lower() == "of" and words[last + 1].xpos in ("WDT", "WP", "PRP"):
        return _said_of(words, sentence, last)
    partitive = _after_of(words, sentence, last)
    if partitive is not None:
        return partitive
    steps = 0
    while head is not None and head >= 0 and steps < 4 and words[head].text.lower() in _TAILS | _SIGNS | {"-"}:
        head, steps = words[head].head, steps + 1
    if head is None or head < 0:
        return _noun_to_the_right(words, sentence, last)
    if head >= last and words[head].xpos.startswith("NN") and _is_model(words, head):
        head = words[head].head if words[head].head > head else _noun_to_the_right(words, sentence, head + 1) or head
    if head > last and any(word.upos == "ADP" and word.text.lower() != "of" for word in words[last:head]):
        return None  # "thousands more are at risk"
    if words[head].xpos.startswith("NN") and head >= last and not words[head].text[0].isdigit():
        return _modifier(words, last, head)
    return _noun_to_the_right(words, sentence, last) or _filled_total(words, sentence, head)


def _is_model(words: Sequence[Word], at: int) -> bool:
    """The letter of a model or the unit of a calibre is not what is counted: "20 T-72 tanks", "500 155 mm shells"."""
    letter = len(words[at].text) < 3 and words[at].text.isupper() and at + 1 < len(words) and words[at + 1].text == "-"
    return letter or (words[at - 1].text[0].isdigit() and words[at - 1].head == at and words[at].xpos == "NN")


def _modifier(words: Sequence[Word], last: int, head: int) -> int:
    """For "a 3 cylinder engine", "the 12 page report": the singular noun that modifies another one is what is counted."""
    measured = head == last + 1 and words[last].xpos == "NN" and words[head].xpos == "NN" and words[last - 1].xpos == "CD"
    return last if measured and words[last - 1].text not in ("1", "one", "One") else head


def _outer_head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The head of the numeral: of the last of its words whose head lies outside."""
    for index in range(last - 1, first - 1, -1):
        if not first <= words[index].head < last and words[index].xpos in word_set("amounts", "numeral_tags"):
            return words[index].head
    return None


def _after_of(words: Sequence[Word], sentence: Sentence, at: int) -> int | None:
    """The noun of "of Russian troops", if word `at` is "of"."""
    if at >= sentence.end or words[at].text.lower() != "of":
        return None
    head = words[at].head
    if head > at and head + 1 < sentence.end and words[head + 1].xpos == "POS" and words[head].head > head:
        head = words[head].head  # "300 of Mali's tanks"
    if head > at and words[head].text in _SIGNS and words[head].head > head:
        head = words[head].head  # "$5m of 6% bonds"
    if head > at and words[head].xpos.startswith("NN") and words[head].text not in _SIGNS:
        return head
    return _noun_to_the_right(words, sentence, at)


def _noun_to_the_right(words: Sequence[Word], sentence: Sentence, at: int) -> int | None:
    """The last noun of the first run of nouns after word `at`, over adjectives and the like ("of" once)."""
    limit = min(sentence.end, at + 8)
    if at < limit and words[at].text.lower() == "of":
        at += 1
    if at + 1 < limit and words[at].xpos == "VBG" and words[at + 1].xpos in word_set("amounts", "object_openers"):
        return None  # "those over 45 backing Keita"
    while at < limit and not words[at].xpos.startswith("NN"):
        if words[at].xpos not in _OPENERS and words[at].text.lower() not in _TAILS and words[at].text != "-":
            return None
        at += 1
    if at >= limit:
        return None
    while at + 1 < limit and words[at + 1].xpos.startswith("NN"):
        at += 1
    return at


def _filled_total(words: Sequence[Word], sentence: Sentence, verb: int) -> int | None:
    """For "raised the number of troops to 130,000": the noun whose total the verb fills."""
    for index in range(max(sentence.start, verb - 15), min(sentence.end, verb + 15)):
        word = words[index]
        is_total = word.lemma.lower() in TOTALS or word.text.lower().rstrip("s") in TOTALS
        if is_total and word.head == verb and word.deprel.startswith(("nsubj", "obj")):
            return _after_of(words, sentence, index + 1) or index
    return None
