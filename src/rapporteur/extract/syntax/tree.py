"""The dependency tree of a reading as questions that extraction asks: who is the subject, is it negated, what is the noun phrase.

Labels are Universal Dependencies for English; heads are indices into `Reading.words`, -1 at a root.

>>> # "Mali denied it." -> Tree(reading).subject(1) == 0, Tree(reading).objects(1) == [2]
"""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur import lexicon
from rapporteur.extract.syntax.corrections import missing_subjects, unringed
from rapporteur.model import Reading, Sentence, Word

NEGATORS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "without"})
CLAUSAL = frozenset(
    {"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "csubj", "parataxis", "conj", "cc", "appos", "discourse"}
)
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
BLAMING = frozenset(
    {"accuse", "blame", "charge", "condemn", "criticise", "criticize", "denounce", "fault", "praise", "rebuke", "suspect"}
)
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
_TERMS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "noon", "afternoon",
        "evening", "night", "midnight", "dawn", "day", "week", "weekend", "month", "year", "end", "deadline", "time",
        "spring", "summer", "autumn", "winter",
    }
)  # fmt: skip
OPEN_PUNCT = frozenset("“‘\"'«„([`") | {"``"}
CLOSE_PUNCT = frozenset("”’\"'»)],;:.!?—–-") | {"''", "...", "…"}


def _lemma(word: Word) -> str:
    """The lemma in lower case; treebanks keep "troops" and the like whole, the lexicon lists the singular."""
    lemma = word.lemma.casefold()
    if word.xpos == "NNS" and lemma.endswith("s") and lexicon.agent_noun(lemma[:-1]) is not None:
        return lemma[:-1]
    return lemma


class Tree:
    """Indexes over one reading's dependency trees. Word indices are those of `Reading.words`."""

    __slots__ = (
        *("_left", "_right", "_sentence_of"),
        *("deprels", "ends", "heads", "kids", "lemmas", "lower", "plain", "reading", "starts", "texts", "upos", "words", "xpos"),
    )

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
        at = self.words[i].start
        return any(q.start <= at < q.end and q.end - q.start > longer for q in self.reading.quotes)

    # ---- kin ------------------------------------------------------------------------------------------------------
    def children(self, i: int, *labels: str) -> list[int]:
        """Dependents of `i` with one of the labels (all of them without labels), in text order.

        A label matches its subtypes too: "obl" finds "obl:tmod".
        """
        kids = self.kids[i]
        if not labels or not kids:
            return kids
        own, plain = self.deprels, self.plain
        return [k for k in kids if own[k] in labels or plain[k] in labels]

    def child(self, i: int, *labels: str) -> int | None:
        """The first of `children`."""
        found = self.children(i, *labels)
        return found[0] if found else None

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
        return self.upos[i] in ("VERB", "AUX") or (self.xpos[i] in VERB_TAGS and self.upos[i] != "ADJ")

    def is_nominal(self, i: int) -> bool:
        """A noun, name, pronoun or number: what can stand for an actor."""
        return self.upos[i] in ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X") or self.xpos[i] in ("DT", "CD")

    # ---- noun phrases ---------------------------------------------------------------------------------------------
    def case(self, i: int) -> str | None:
        """The preposition of a noun phrase, multi-word ones joined: "of", "according to", "as well as"."""
        for k in self.kids[i]:
            if self.deprels[k] == "case" and self.lower[k] not in ("'s", "’s", "'", "’"):
                fixed = [f for f in self.kids[k] if self.deprels[f] == "fixed"]
                return " ".join([self.lower[k], *(self.lower[f] for f in fixed)])
        return None

    def noun_phrase(self, i: int) -> tuple[int, int]:
        """Word range of the noun phrase of head `i` without preposition, clauses, appositions and further conjuncts."""
        keep = [i]
        for k in self.kids[i]:
            base = self.deprels[k].split(":")[0]
            if self.deprels[k] in CLAUSAL or base in ("case", "punct", "mark", "cop", "nsubj", "aux", "obl", "advmod"):
                if not (base == "advmod" and k < i):
                    continue
            if base == "nmod" and self.deprels[k] != "nmod:poss" and k > i:
                keep.append(self._tight_right(k))
                continue
            keep.extend((self._left[k], self._right[k]) if k < i else (k, self._tight_right(k)))
        return self._trim(min(keep), max(keep) + 1)

    def _tight_right(self, i: int) -> int:
        """The last word of a postmodifier without its own clauses."""
        inner = [k for k in self.kids[i] if k > i and self.deprels[k] not in CLAUSAL and self.deprels[k] != "punct"]
        return max([i, *(self._tight_right(k) for k in inner)])

    def core(self, i: int) -> tuple[int, int]:
        """Word range of head `i` with what stands before it and its flat parts: "the Dutch airline KLM"."""
        keep = [i]
        for k in self.kids[i]:
            base = self.deprels[k].split(":")[0]
            if base in ("flat", "fixed", "compound") or self.deprels[k] == "goeswith":
                keep.extend((self._left[k], self._right[k]))
            elif k < i and base in ("amod", "det", "nummod", "nmod", "advmod"):
                keep.append(self._left[k])
        return self._trim(min(keep), max(keep) + 1)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end - 1 and (self.lower[start] in OPEN_PUNCT or self.upos[start] == "PUNCT"):
            start += 1
        while end - 1 > start and self.upos[end - 1] == "PUNCT" and self.lower[end - 1] in CLOSE_PUNCT:
            end -= 1
        return start, end

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A word range without punctuation at its edges."""
        return self._trim(start, end)

    # ---- predicates -----------------------------------------------------------------------------------------------
    def subject(self, i: int, depth: int = 0) -> int | None:
        """The subject of predicate `i`: its own, or the one it shares as conjunct, open complement or participle."""
        own = self.own_subject(i)
        if own is not None or depth > 6:
            return own
        head, label = self.heads[i], self.deprels[i]
        if head < 0:
            return None
        if label == "conj" and self.is_verb(i):
            return self.subject(self._goes_on(i, head), depth + 1)
        if label in ("xcomp", "aux", "cop"):
            return self._controller(head, depth)
        if label == "ccomp" and self.has_to(i):
            return self._controller(head, depth)
        if label.startswith("advcl") and self.has_to(i) and self.lemmas[head] in ("call", "appeal"):
            return self._controller(head, depth)  # "called on Mali to leave"
        if label.startswith("advcl") and (self.xpos[i] in ("VBG", "VBN", "VB")):
            if self.lemmas[head] in BLAMING and self.marker(i) in ("of", "for", "in", "over", "as"):
                return self.patient(head)  # "accused Chad of sending troops"
            return self.subject(head, depth + 1)
        if label == "acl" and self.is_nominal(head) and self.xpos[i] in ("VBG", "VBN"):
            return head if not self.children(i, "mark", "case") else None
        if label == "acl" and self.has_to(i) and self.heads[head] >= 0 and self.deprels[head] in ("obj", "obl"):
            return self.subject(self.heads[head], depth + 1)  # "made an attempt to persuade"
        return None

    def _goes_on(self, i: int, head: int) -> int:
        """What conjunct `i` goes on with: "Keita will stay, an aide said, but may meet Ode" has Keita meet Ode."""
        content = next((k for k in self.kids[head] if self.deprels[k] == "ccomp" and k < head), None)
        modal = any(self.xpos[k] == "MD" for k in self.kids[i])
        parted = any(self.lower[j] == "," for j in range(head, i))
        return content if content is not None and modal and parted else head

    def own_subject(self, i: int) -> int | None:
        """The subject that hangs on predicate `i` itself; a relative pronoun gives the noun it stands for."""
        for k in self.kids[i]:
            if self.deprels[k] in SUBJECTS:
                if self.xpos[k] in ("WDT", "WP") and self.deprels[i].startswith(("acl", "advcl")):
                    return self._antecedent(i, k) if self.heads[i] >= 0 else None
                return k
        return None

    def _antecedent(self, i: int, pronoun: int) -> int:
        """What a relative pronoun stands for; deeds don't speak: "a raid by Mali, which has vowed" is Mali's vow."""
        head = self.heads[i]
        near = pronoun - 2
        named = near > head and self.lower[pronoun - 1] == "," and self.upos[near] == "PROPN" and self.below(near, head)
        speaks = self.lower[pronoun] == "which" and lexicon.cue(self.lemmas[i]) is not None
        if named and speaks and self.upos[head] == "NOUN" and lexicon.agent_noun(self.lemmas[head]) is None:
            if lexicon.institution_noun(self.lower[head]) is None:
                return near
        return head

    def _controller(self, head: int, depth: int) -> int | None:
        """Object control ("told X to go") before subject control ("plans to go")."""
        obj = self.child(head, "obj", "iobj")
        if obj is not None and self.is_nominal(obj) and self.lemmas[head] not in ("promise", "vow", "threaten"):
            return obj
        obl = next((k for k in self.children(head, "obl") if self.case(k) in ("on", "upon", "for")), None)
        if obl is not None and self.lemmas[head] in ("call", "appeal", "wait", "rely"):
            return obl
        return self.subject(head, depth + 1)

    def is_passive(self, i: int) -> bool:
        """Has a passive auxiliary or subject, or is a past participle that modifies a noun."""
        if any(self.deprels[k] == "aux:pass" for k in self.kids[i]):
            return True
        if self.xpos[i] == "VBN" and any(self.deprels[k].endswith(":pass") for k in self.kids[i]):
            return True
        return self.deprels[i] == "acl" and self.xpos[i] == "VBN" and not any(self.plain[k] == "aux" for k in self.kids[i])

    def agent(self, i: int) -> int | None:
        """Who does it: the subject, or the by-phrase of a passive."""
        if not self.is_passive(i):
            return self.subject(i)
        return next((k for k in self.children(i, "obl") if self.case(k) == "by" and not self._is_term(k)), None)

    def _is_term(self, i: int) -> bool:
        """ "By Monday evening" is no doer."""
        return self.xpos[i] == "CD" or self.deprels[i] in ("obl:unmarked", "obl:tmod") or self.lemmas[i] in _TERMS

    def patient(self, i: int) -> int | None:
        """To whom it is done: the object, or the subject of a passive."""
        if self.is_passive(i):
            return self.own_subject(i) if self.own_subject(i) is not None else self.subject(i)
        return self.child(i, "obj")

    def objects(self, i: int) -> list[int]:
        """Direct and indirect objects."""
        return [k for k in self.kids[i] if self.deprels[k] in ("obj", "iobj")]

    def obliques(self, i: int, *prepositions: str) -> list[int]:
        """Oblique dependents of predicate `i` under one of the prepositions (any without)."""
        found = self.children(i, "obl", "nmod")
        return [k for k in found if not prepositions or self.case(k) in prepositions]

    def auxiliaries(self, i: int) -> list[str]:
        """Lemmas of the auxiliaries and copula of `i`: ["would", "have"]; a conjunct without any shares its head's."""
        own = [self.lower[k] if self.xpos[k] == "MD" else self.lemmas[k] for k in self.children(i, "aux", "cop")]
        if own or self.deprels[i] != "conj" or self.heads[i] < 0 or self.own_subject(i) is not None:
            return own
        return self.auxiliaries(self.heads[i]) if self.xpos[i] == self.xpos[self.heads[i]] else []

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

    def that_clause(self, n: int) -> int | None:
        """The that-clause of noun `n` ("the demand that …"), also where a parse has hung it on the verb before."""
        own = next((k for k in self.children(n, "acl", "ccomp") if self.marker(k) == "that"), None)
        if own is not None or self.heads[n] < 0:
            return own
        beside = (k for k in self.children(self.heads[n], "ccomp", "acl") if self.marker(k) == "that")
        return next((k for k in beside if self.edges(k)[0] == n + 1), None)

    def negated(self, i: int) -> bool:
        """Negation on the predicate itself ("did not", "never", "no longer", "denies" is not one)."""
        for k in self.kids[i]:
            if self.deprels[k].split(":")[0] in ("advmod", "det", "cc", "case") and self.lower[k] in NEGATORS:
                return self.lower[k] != "no" or self.deprels[k] != "advmod"
            if self.lower[k] in ("longer", "more") and k and self.lower[k - 1] == "no" and self.deprels[k] == "advmod":
                return True
        return False

    def particles(self, i: int) -> list[str]:
        """Verb particles: "pull out" -> ["out"]."""
        return [self.lower[k] for k in self.children(i, "compound") if self.deprels[k] == "compound:prt"]
