"""Which way from the day of publication a date lies, by the tense of the verb that governs it.

"plans to visit Kyiv on Monday before meeting him on Tuesday": both days are ahead, because "meeting" hangs on "plans".
Works on the dependency tree; where a sentence has none (all heads -1), the nearest verb group stands in.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Sentence, Word

PLANNING = word_set("time", "planning")
ACTUAL = word_set("time", "actual")
REPORTING = word_set("time", "reporting")
MODALS = word_set("time", "modals")
SCHEDULED = word_set("time", "scheduled")
ANNOUNCING = frozenset(("plan", "schedule", "expect"))
"""Past forms that speak of what lies ahead: "planned a rally on Saturday", "has scheduled talks for Monday"."""
_VERBS = word_set("syntax", "verb_tags")
_PLANS, _ADJECTIVES = word_set("time", "plans"), word_set("time", "adjectives")
_REACH = 40
"""How many words away a governor is looked for where there is no tree."""


def direction(words: Sequence[Word], sentence: Sentence, start: int, end: int) -> str | None:
    """For "past", "future", "present" or `None` for an expression over words `start` to `end` of `sentence`.

    The simple present may announce ("they meet on Monday") or report; who asks decides.
    """
    before = words[start - 1].text.lower() if start > sentence.start else ""
    if before in ("since", "ended"):
        return "past"
    if before in ("ending", "effective"):
        return "future"
    if before in ("until", "till"):
        return "past" if _was_not(words, sentence, start, end) else "future"
    if before == "for" and start - 2 >= sentence.start and _lemma(words[start - 2]) in SCHEDULED:
        return "future"
    if before in ("of", "the") and _ahead_of(words, sentence, start):
        return "future"
    verb = _governor(words, sentence, start, end)
    tense = None if verb is None else _of_verb(words, sentence, verb, 0)
    return None if tense == "present" and of_noun(words, sentence, start, end) else tense


def _was_not(words: Sequence[Word], sentence: Sentence, start: int, end: int) -> bool:
    """Whether something is told not to have been: "they had not met until Monday"."""
    verb = _governor(words, sentence, start, end)
    if verb is None or not _is_negated(words, sentence, verb):
        return False
    return _of_verb(words, sentence, verb, 0) == "past"


def of_noun(words: Sequence[Word], sentence: Sentence, start: int, end: int) -> bool:
    """Whether the expression belongs to a noun ("Friday's attack shows"), of which a present tense says nothing."""
    if not has_tree(words, sentence):
        return end < sentence.end and words[end].xpos == "POS"
    head = _head_of(words, start, end)
    return head >= 0 and words[head].upos in ("NOUN", "PROPN")


def _ahead_of(words: Sequence[Word], sentence: Sentence, start: int) -> bool:
    """Whether "ahead of" stands right before, an article between them or not."""
    texts = [word.text.lower() for word in words[max(sentence.start, start - 3) : start]]
    return "ahead" in texts and "of" in texts


def _lemma(word: Word) -> str:
    """The lemma; a rough one of our own where the reader gives none."""
    lemma = word.lemma.lower()
    return lemma if lemma and lemma != "_" else word.text.lower()


def _governor(words: Sequence[Word], sentence: Sentence, start: int, end: int) -> int | None:
    """The verb that governs words `start` to `end`: up the tree, or the nearest one where there is no tree."""
    if not has_tree(words, sentence):
        return _nearest_verb(words, sentence, start, end)
    index, steps = _head_of(words, start, end), 0
    while index >= 0 and steps < 30:
        if words[index].xpos in _VERBS:
            return index
        if _lemma(words[index]) in _ADJECTIVES and words[index].upos == "ADJ":
            return index
        index, steps = words[index].head, steps + 1
    return None


def has_tree(words: Sequence[Word], sentence: Sentence) -> bool:
    """A look at the first words is enough: a tree has one word without a head."""
    return any(words[index].head >= 0 for index in range(sentence.start, min(sentence.end, sentence.start + 3)))


def _head_of(words: Sequence[Word], start: int, end: int) -> int:
    """What the expression hangs on: the head of the word in it whose head lies outside."""
    for index in range(start, end):
        head = words[index].head
        if not start <= head < end and words[index].deprel not in ("punct", "case", "cc"):
            return head
    return -1


def _nearest_verb(words: Sequence[Word], sentence: Sentence, start: int, end: int) -> int | None:
    """The nearest verb to the left; to the right for an expression that opens its sentence or clause."""
    for index in range(start - 1, max(sentence.start, start - _REACH) - 1, -1):
        if words[index].xpos in _VERBS:
            return index
    for index in range(end, min(sentence.end, end + _REACH)):
        if words[index].xpos in _VERBS:
            return index
    return None


def _helpers(words: Sequence[Word], sentence: Sentence, verb: int) -> list[Word]:
    """Auxiliaries, modals, "to" and the copula of a verb or predicate, in the order of the text."""
    if has_tree(words, sentence):
        low = max(sentence.start, verb - 12)
        return [
            words[index]
            for index in range(low, verb)
            if words[index].head == verb and (words[index].deprel.startswith(("aux", "cop")) or words[index].xpos in ("TO", "MD"))
        ]
    helpers: list[Word] = []
    for index in range(verb - 1, max(sentence.start, verb - 6) - 1, -1):
        word = words[index]
        if word.xpos in ("MD", "TO") or _lemma(word) in word_set("time", "auxiliaries"):
            helpers.insert(0, word)
        elif not word.xpos.startswith("RB"):
            break
    return helpers


def _is_negated(words: Sequence[Word], sentence: Sentence, verb: int) -> bool:
    """Whether "not", "neither" and the like stand shortly before a verb."""
    near = words[max(sentence.start, verb - 12) : verb]
    return any(word.text.lower() in word_set("time", "negations") for word in near)


def _of_verb(words: Sequence[Word], sentence: Sentence, verb: int, depth: int) -> str | None:
    """The direction a verb group gives; infinitives, participles and conjuncts ask the verb they hang on."""
    word = words[verb]
    helpers = _helpers(words, sentence, verb)
    tags = [helper.xpos for helper in helpers]
    lemmas = [_lemma(helper) for helper in helpers]
    if "MD" in tags or any(helper.text.lower() in MODALS for helper in helpers):
        undone = "could" in lemmas and _is_negated(words, sentence, verb)
        return "past" if undone or ("have" in lemmas and word.xpos in ("VBN", "VBD")) else "future"
    if _lemma(word) in ANNOUNCING and word.xpos in ("VBD", "VBN") and "be" not in lemmas:
        return "future"
    if "TO" in tags:
        return _of_infinitive(words, sentence, verb, depth)
    if any(helper.xpos == "VBD" for helper in helpers):
        planned = word.xpos in ("VBG", "VBN") and _lemma(word) in ("go", *SCHEDULED)
        return "future" if planned and "have" not in lemmas else "past"
    if "have" in lemmas:
        return "past"
    if word.xpos == "VBD":
        return "past"
    if word.xpos == "VBN":
        return "future" if _lemma(word) in SCHEDULED else ("past" if not helpers or "be" not in lemmas else None)
    if word.xpos == "VBG" and "be" not in lemmas:
        tense = _of_parent(words, sentence, verb, depth)
        return None if tense == "present" else tense
    if word.xpos in ("VBZ", "VBP", "VBG") or helpers:
        return None if _lemma(word) in REPORTING else "present"
    if word.xpos == "VB":
        return _of_parent(words, sentence, verb, depth) or "future"
    return "future" if _lemma(word) in _ADJECTIVES else None


def _of_infinitive(words: Sequence[Word], sentence: Sentence, verb: int, depth: int) -> str | None:
    """For "plans to visit" lies ahead, "tried to call" lies where "tried" lies."""
    parent = _parent(words, sentence, verb)
    if parent is None or depth > 8:
        return "future"
    return _of_verb(words, sentence, parent, depth + 1) if _lemma(words[parent]) in ACTUAL else "future"


def _of_parent(words: Sequence[Word], sentence: Sentence, verb: int, depth: int) -> str | None:
    """The direction of the verb that this one hangs on; "a plan" and the like count as planning."""
    parent = _parent(words, sentence, verb)
    if parent is None or depth > 8:
        return None
    if _lemma(words[parent]) in _PLANS or (
        _lemma(words[parent]) in PLANNING - word_set("time", "not_planning")
        and words[parent].xpos in ("VBZ", "VBP", "VBG")
    ):
        return "future"
    return _of_verb(words, sentence, parent, depth + 1)


def _parent(words: Sequence[Word], sentence: Sentence, verb: int) -> int | None:
    """The nearest verb or planning noun above `verb` in the tree, or to its left where there is no tree."""
    if has_tree(words, sentence):
        index, steps = words[verb].head, 0
        while index >= 0 and steps < 30:
            if words[index].xpos in _VERBS or words[index].upos == "ADJ" or _lemma(words[index]) in _PLANS:
                return index
            index, steps = words[index].head, steps + 1
        return None
    for index in range(verb - 1, max(sentence.start, verb - _REACH) - 1, -1):
        word = words[index]
        if word.xpos in _VERBS and _lemma(word) not in ("be", "have", "do"):
            return index
        if _lemma(word) in _PLANS or _lemma(word) in ("due", "set", "ready"):
            return index
    return None
