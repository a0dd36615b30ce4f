"""The dependency tree of a reading: heads and children, subtrees and their edges, prepositions and markers.

Labels are Universal Dependencies for English; heads are indices into `Reading.words`, -1 at a root. What a clause says of
its actors is read from the tree in `clauses`, what belongs to a noun in `phrases`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from rapporteur import lexicon
from rapporteur.extract.syntax.corrections import missing_subjects, unringed
from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Reading, Sentence, Word

_VERB_TAGS = word_set("syntax", "verb_tags")
_NOMINAL = word_set("syntax", "nominal_classes")
_POSSESSIVES = word_set("syntax", "possessives")


def _lemma(word: Word) -> str:
    """The lemma in lower case; treebanks keep "troops" and the like whole, the lexicon lists the singular."""
    lemma = word.lemma.casefold()
    if word.xpos == "NNS" and lemma.endswith("s") and lexicon.agent_noun(lemma[:-1]) is not None:
        return lemma[:-1]
    return lemma


class Tree:
    """Indexes over one reading's dependency trees. Word indices are those of `Reading.words`.

    `mentions` are found by their words, `quotes` by their characters.
    """

    __slots__ = (
        "_left", "_quoted", "_right", "_sentence_of", "deprels", "ends", "heads", "kids", "lemmas", "lower", "mentions", "plain",
        "quotes", "reading", "starts", "texts", "upos", "words", "xpos",
    )  # fmt: skip

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.words
        self.texts = [w.text for w in reading.words]
        self.starts = [w.start for w in reading.words]
        self.ends = [w.end for w in reading.words]
        n = len(reading.words)
        self.heads = [w.head for w in reading.words]
        self.deprels = [w.deprel for w in reading.words]
        self.lemmas = [_lemma(w) for w in reading.words]
        self.lower = [w.text.casefold() for w in reading.words]
        self.upos = [w.upos for w in reading.words]
        self.xpos = [w.xpos for w in reading.words]
        missing_subjects(reading, self.heads, self.deprels)
        unringed(reading, self.heads, self.deprels)
        self.plain = [label.partition(":")[0] for label in self.deprels]
        self.kids: list[list[int]] = [[] for _ in range(n)]
        for i, head in enumerate(self.heads):
            if head >= 0:
                self.kids[head].append(i)
        self._left = list(range(n))
        self._right = list(range(n))
        self._sentence_of = [0] * n
        for number, sentence in enumerate(reading.sentences):
            for i in range(sentence.start, sentence.end):
                self._sentence_of[i] = number
        self._edges()
        self.mentions = Intervals((m.start, m.end, m) for m in reading.mentions)
        self.quotes = Intervals((q.start, q.end, q) for q in reading.quotes)
        self._quoted = [0] * n
        for quote in reading.quotes:
            for i in range(bisect_left(self.starts, quote.start), bisect_left(self.starts, quote.end)):
                self._quoted[i] = max(self._quoted[i], quote.end - quote.start)

    def _edges(self) -> None:
        """Leftmost and rightmost word below each word; a subtree is found by relaxing upwards along the heads."""
        for i in range(len(self.heads)):
            j = self.heads[i]
            while j >= 0 and (self._left[j] > i or self._right[j] < i):
                self._left[j] = min(self._left[j], i)
                self._right[j] = max(self._right[j], i)
                j = self.heads[j]

    # ---- sentences ------------------------------------------------------------------------------------------------
    def sentence_number(self, i: int) -> int:
        """Index into `Reading.sentences` of the sentence that word `i` is in."""
        return self._sentence_of[i]

    def sentence(self, i: int) -> Sentence:
        """The sentence that word `i` is in."""
        return self.reading.sentences[self._sentence_of[i]]

    def root(self, i: int) -> int:
        """The root of word `i`'s sentence."""
        while self.heads[i] >= 0:
            i = self.heads[i]
        return i

    def quoted(self, i: int, longer: int = 0) -> bool:
        """Does word `i` stand in quotation marks that hold more than `longer` characters?"""
        return self._quoted[i] > longer

    # ---- kin ------------------------------------------------------------------------------------------------------
    def children(self, i: int, *labels: str) -> list[int]:
        """Dependents of `i` with one of the labels (all of them without labels), in text order.

        A label matches its subtypes too: "obl" finds "obl:tmod".
        """
        kids = self.kids[i]
        if not labels or not kids:
            return kids
        deprels, plain = self.deprels, self.plain
        return [k for k in kids if deprels[k] in labels or plain[k] in labels]

    def child(self, i: int, *labels: str) -> int | None:
        """The first of `children`."""
        return next(iter(self.children(i, *labels)), None)

    def ancestors(self, i: int) -> Iterator[int]:
        """Governor of `i`, its governor, … up to the root."""
        i = self.heads[i]
        while i >= 0:
            yield i
            i = self.heads[i]

    def below(self, i: int, top: int) -> bool:
        """Is `i` in the subtree of `top` (or `top` itself)?"""
        return i == top or any(a == top for a in self.ancestors(i))

    def subtree(self, i: int) -> list[int]:
        """All words below and with `i`, in text order."""
        out, todo = [], [i]
        while todo:
            j = todo.pop()
            out.append(j)
            todo.extend(self.kids[j])
        return sorted(out)

    def edges(self, i: int) -> tuple[int, int]:
        """First word and one past the last word of `i`'s subtree."""
        return self._left[i], self._right[i] + 1

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it ("A, B and C" -> three heads)."""
        out = [i]
        for k in self.kids[i]:
            if self.deprels[k] == "conj":
                out.extend(self.conjuncts(k))
        return out

    def is_verb(self, i: int) -> bool:
        """A verb or auxiliary used as a predicate."""
        return self.upos[i] in ("VERB", "AUX") or (self.xpos[i] in _VERB_TAGS and self.upos[i] != "ADJ")

    def is_nominal(self, i: int) -> bool:
        """A noun, name, pronoun or number: what can stand for an actor."""
        return self.upos[i] in _NOMINAL or self.xpos[i] in ("DT", "CD")

    # ---- noun phrases ---------------------------------------------------------------------------------------------
    def case(self, i: int) -> str | None:
        """The preposition of a noun phrase, multi-word ones joined: "of", "according to", "as well as"."""
        for k in self.kids[i]:
            if self.deprels[k] == "case" and self.lower[k] not in _POSSESSIVES:
                fixed = [f for f in self.kids[k] if self.deprels[f] == "fixed"]
                return " ".join([self.lower[k], *(self.lower[f] for f in fixed)])
        return None

    # ---- predicates -----------------------------------------------------------------------------------------------
    def objects(self, i: int) -> list[int]:
        """Direct and indirect objects."""
        return [k for k in self.kids[i] if self.deprels[k] in ("obj", "iobj")]

    def obliques(self, i: int, *prepositions: str) -> list[int]:
        """Oblique dependents of predicate `i` under one of the prepositions (any without)."""
        return [k for k in self.children(i, "obl", "nmod") if not prepositions or self.case(k) in prepositions]

    def has_to(self, i: int) -> bool:
        """An infinitive with "to"."""
        return any(self.lower[k] == "to" and self.upos[k] == "PART" for k in self.kids[i])

    def marker(self, i: int) -> str | None:
        """The subordinator of a clause: "if", "that", "although"; two-word ones joined ("as if")."""
        marks = [k for k in self.children(i, "mark") if self.lower[k] != "to"]
        if not marks:
            return None
        fixed = [f for f in self.kids[marks[0]] if self.deprels[f] == "fixed"]
        return " ".join([self.lower[marks[0]], *(self.lower[f] for f in fixed)])

    def negated(self, i: int) -> bool:
        """Negation on the predicate itself ("did not", "never", "no longer"; not "denies", nor "not only")."""
        negators = word_set("syntax", "negators")
        for k in self.kids[i]:
            if self.lower[k] in negators and self.plain[k] in word_set("syntax", "negating"):
                only = self.lower[k + 1 : k + 2] == ["only"]
                return not only and (self.lower[k] != "no" or self.deprels[k] != "advmod")
            if self.lower[k] in ("longer", "more") and k and self.lower[k - 1] == "no" and self.deprels[k] == "advmod":
                return True
        return False

    def particles(self, i: int) -> list[str]:
        """Verb particles: "pull out" -> ["out"]."""
        return [self.lower[k] for k in self.children(i, "compound") if self.deprels[k] == "compound:prt"]
