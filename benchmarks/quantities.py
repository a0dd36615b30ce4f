"""Whose a quantity is, or what it is a measure of: the words of its owners, found through the tree when asked for.

"Kolda's shares rose 6.5% to 164p": of both numbers ("Kolda", "shares"); "Mali has 22 bases": "Mali"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.extract.amounts import Amount
from rapporteur.extract.amounts.counted_nouns import TOTALS
from rapporteur.lexicon import units
from rapporteur.model import Reading, Word

_STEPS = 8
"""Governors that are climbed from a number up to its predicate."""
_BESIDE = ("conj", "appos", "parataxis", "list", "dep")
"""Relations to what stands beside a quantity, not over it."""
_NAMING = ("NOUN", "PROPN", "NUM")
"""Parts of speech of an owner; a number is one in "the FTSE 100"."""
_NAMED_BY = ("compound", "flat", "amod", "nmod:poss", "nmod:desc")


def owners(reading: Reading, amount: Amount) -> tuple[int, ...]:
    """Indices of the words of what a quantity belongs to, in text order; none where the text names nothing.

    It is the noun that it hangs on ("a fine of $3m", "a budget of 20 million"), the subject of its verb ("Mali has 22
    bases", "prices rose 5%") and that verb's object; not the noun that is counted.
    """
    words = reading.words
    sentence = next(s for s in reading.sentences if s.start <= amount.start < s.end)
    kids: dict[int, list[int]] = {}
    for at in range(sentence.start, sentence.end):
        kids.setdefault(words[at].head, []).append(at)
    own = set(range(amount.start, amount.end)) | ({amount.counted} if amount.counted is not None else set())
    found: dict[int, None] = {}
    top = _top(words, amount)
    if top == amount.counted:
        found.update((at, None) for at in _of(words, kids, top))
    heads = [at for at in _heads(words, kids, top, own) if _is_owner(words, at) and at not in own]
    for head in heads or _beside(words, kids, top):
        if head not in own and _is_owner(words, head):
            found.update(dict.fromkeys(_phrase(words, kids, head)))
    return tuple(sorted(set(found) - own))


def _beside(words: Sequence[Word], kids: dict[int, list[int]], top: int) -> list[int]:
    """Where nothing owns a quantity: what it is said to be from, in or of ("shot 47% from the field")."""
    return [at for at in kids.get(top, ()) if words[at].deprel == "nmod" and _case(words, kids, at) not in (None, "per")]


def _top(words: Sequence[Word], amount: Amount) -> int:
    """The word by which a quantity hangs in its sentence: the noun that it counts, or its own."""
    if amount.counted is not None and (amount.amount.unit is None or amount.counted >= amount.end):
        return amount.counted
    inside = range(amount.start, amount.end)
    return next((at for at in inside if words[at].head not in inside), amount.end - 1)


def _is_owner(words: Sequence[Word], at: int) -> bool:
    """Whether a word names something, and neither a total nor the unit of another quantity."""
    word = words[at]
    named = word.upos in _NAMING and word.text[0].isalnum() and word.lemma.lower() not in TOTALS
    return named and not (at and words[at - 1].xpos == "CD" and units.unit(word.text) is not None)


def _heads(words: Sequence[Word], kids: dict[int, list[int]], top: int, own: set[int]) -> Iterator[int]:
    """The heads of the phrases that own a quantity: nouns over it, then what its predicate has beside it."""
    at = top
    for _ in range(_STEPS):
        subject = _child(words, kids, at, "nsubj", "csubj")
        if subject is not None:
            yield from _of_predicate(words, kids, at, top, subject)
            return
        if words[at].upos in ("VERB", "AUX"):
            yield from _of_predicate(words, kids, at, top, None)
            return
        if at not in own and at != top and words[at].upos in ("NOUN", "PROPN"):
            yield at
        beside = words[at].deprel.partition(":")[0] in _BESIDE
        if beside and words[at].deprel == "conj" and at == top:
            own.add(words[at].head)
        at = words[at].head
        if at < 0:
            return


def _of_predicate(words: Sequence[Word], kids: dict[int, list[int]], verb: int, top: int, subject: int | None) -> Iterator[int]:
    """Subject and object of a predicate, less the one that the quantity stands in; "for" what, if there is neither."""
    below = _below(words, top)
    found = [subject] if subject is not None and subject not in below else _understood(words, kids, verb)
    yield from (_antecedent(words, at) for at in found)
    thing = _child(words, kids, verb, "obj")
    if thing is not None and thing not in below:
        yield thing
    elif verb not in below and words[verb].upos in ("NOUN", "PROPN") and subject in below:
        yield verb
    for at in kids.get(verb, ()):
        if words[at].deprel.startswith("obl") and at not in below and _case(words, kids, at) in ("for", "of", "on", "with"):
            yield at


def _understood(words: Sequence[Word], kids: dict[int, list[int]], verb: int) -> list[int]:
    """The subject that a clause shares with the one over it, or the noun that it describes."""
    at = verb
    for _ in range(4):
        relation, head = words[at].deprel.partition(":")[0], words[at].head
        if head < 0:
            return []
        if relation == "acl":
            over = _child(words, kids, words[head].head, "nsubj") if words[head].deprel == "obj" else None
            return [head] if over is None else [head, over]  # "Mali's plans to send 300 men", "Mali made plans to …"
        if relation not in ("xcomp", "advcl", "conj", "ccomp", "parataxis", "obl"):
            return []
        subject = _child(words, kids, head, "nsubj")
        thing = _child(words, kids, head, "obj", "iobj")
        if relation == "xcomp" and thing is not None:
            return [thing]
        if subject is not None:
            return [subject]
        at = head
    return []


def _antecedent(words: Sequence[Word], at: int) -> int:
    """The noun that "which", "who" or "that" stands for: the one that its clause describes."""
    if words[at].xpos in ("WDT", "WP") and words[at].head >= 0 and words[words[at].head].deprel.startswith("acl"):
        return words[words[at].head].head
    return at


def _below(words: Sequence[Word], top: int) -> set[int]:
    """A word and all that govern it: a subject among them is the quantity's own phrase."""
    found = {top}
    while words[top].head >= 0 and words[top].head not in found:
        top = words[top].head
        found.add(top)
    return found


def _child(words: Sequence[Word], kids: dict[int, list[int]], at: int, *labels: str) -> int | None:
    return next((k for k in kids.get(at, ()) if words[k].deprel.partition(":")[0] in labels), None)


def _case(words: Sequence[Word], kids: dict[int, list[int]], at: int) -> str | None:
    case = _child(words, kids, at, "case")
    return None if case is None else words[case].text.lower()


def _phrase(words: Sequence[Word], kids: dict[int, list[int]], head: int) -> Iterator[int]:
    """A noun with the words that name it, and the noun that it is of."""
    yield head
    for at in kids.get(head, ()):
        if words[at].deprel in _NAMED_BY or words[at].deprel.partition(":")[0] in ("compound", "flat"):
            if words[at].upos in ("NOUN", "PROPN", "ADJ", "NUM"):
                yield at
    yield from _of(words, kids, head)


def _of(words: Sequence[Word], kids: dict[int, list[int]], head: int) -> Iterator[int]:
    """The noun that another is of: "seasons of rain"."""
    for at in kids.get(head, ()):
        if words[at].deprel == "nmod" and _case(words, kids, at) == "of" and words[at].upos in ("NOUN", "PROPN"):
            yield at
