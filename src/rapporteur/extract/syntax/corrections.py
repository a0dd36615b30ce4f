"""Subjects that a parse has hung elsewhere: a finite verb of saying without a subject takes the noun phrase right before it.

The parser scores each arc for itself. Behind a report, "The talks failed, the head of state noted.", the noun phrase that
is set off by a comma is the subject of the verb behind it, and not one of what is reported.
"""

from __future__ import annotations

from bisect import bisect_right

from rapporteur import lexicon
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Reading

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BARE = word_set("syntax", "objects_without")
_PASSED = frozenset({"AUX", "ADV", "PUNCT"})


def missing_subjects(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """Change heads and labels in place; what already makes sense stays."""
    _beyond_content(reading, heads, labels)
    _twins(reading, heads, labels)
    _inner_subjects(reading, heads, labels)
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head >= 0:
            kids[head].append(i)
    for sentence in reading.sentences:
        for v in range(sentence.start, sentence.end):
            if not _lacks_subject(reading, labels, kids, v):
                continue
            subject = _before(reading, heads, labels, kids, v, sentence.start)
            if subject is not None and subject != v:
                _give(heads, labels, subject, v)


def _inner_subjects(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "Keita told Ode that the road was open, the ministry said" with both Keita and the ministry under "said": the first of
    two subjects goes to the clause between them that has none.
    """
    subjects: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        if head >= 0 and labels[i] in ("nsubj", "nsubj:pass"):
            subjects.setdefault(head, []).append(i)
    for head, several in subjects.items():
        for verb in range(several[0] + 1, several[-1]):
            clause = heads[verb] == head and labels[verb] in ("ccomp", "parataxis") and reading.words[verb].upos == "VERB"
            if clause and verb not in subjects:
                heads[several[0]] = verb
                break


def unringed(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """A sentence in which the repairs together have closed a ring gets its tree back as it was read."""
    for sentence in reading.sentences:
        words = range(sentence.start, sentence.end)
        if all(_reaches_root(heads, i, sentence.end - sentence.start) for i in words):
            continue
        for i in words:
            heads[i], labels[i] = reading.words[i].head, reading.words[i].deprel


def _reaches_root(heads: list[int], i: int, steps: int) -> bool:
    for _ in range(steps + 1):
        if heads[i] < 0:
            return True
        i = heads[i]
    return False


def _twins(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "spoke to US President Awa Keita" with both US and Keita under "spoke", "Minister for Trade Awa Keita will go" with two
    subjects: one phrase, whose head is the person.
    """
    words = reading.words
    for mention in reading.mentions:
        inside = [i for i in range(mention.start, mention.end) if not mention.start <= heads[i] < mention.end]
        if mention.type != "person" or not inside:
            continue  # earlier repairs may have closed a ring inside a name; `unringed` opens it
        last = inside[-1]
        for i in range(mention.start - 1, max(-1, mention.start - 8), -1):
            if words[i].upos not in word_set("syntax", "phrase_classes"):
                break
            same = heads[i] == heads[last] and labels[i] == labels[last] and labels[i] in word_set("syntax", "arguments")
            if same and words[i].upos in ("PROPN", "NOUN") and (i == mention.start - 1 or lexicon.office(words[i].lemma)):
                heads[i], labels[i] = last, "nmod:desc"
        for i in inside[:-1]:
            if heads[i] == heads[last] and labels[i] == labels[last]:
                heads[i], labels[i] = last, "compound"


def _beyond_content(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "Keita said the call was frank but accused Mali of …": where the model ends what is said before the second verb of
    saying, that verb is the speaker's, not a conjunct of the clause that he reports.
    """
    words = reading.words
    cues = {i for said in reading.said if not said.source for start, end in said.cue for i in range(start, end)}
    starts = [sentence.start for sentence in reading.sentences]
    joined: dict[int, set[int]] = {}
    for i in cues:
        if labels[i] == "conj" and words[i].upos == "VERB":
            joined.setdefault(heads[i], set()).add(i)
    for said in reading.said if joined else ():
        outer = next((i for start, end in said.cue for i in range(start, end) if words[i].upos == "VERB"), None)
        if outer is None or not said.source:
            continue
        inside = {i for start, end in said.content for i in range(start, end)}
        strayed = {i for head in inside for i in joined.get(head, ()) if i not in inside and i > outer}
        for i in (i for i in strayed if words[i].xpos == words[outer].xpos and _may_hang(starts, heads, i, outer)):
            joined[heads[i]].discard(i)
            heads[i] = outer
            joined.setdefault(outer, set()).add(i)


def _may_hang(starts: list[int], heads: list[int], i: int, head: int) -> bool:
    """Whether word `i` can be hung under `head`: in the same sentence, and not below `i` itself. `starts`: of sentences."""
    return bisect_right(starts, head) == bisect_right(starts, i) and not _is_below(heads, head, i)


def _is_below(heads: list[int], i: int, top: int) -> bool:
    """Whether word `i` is `top` or hangs under it."""
    while i >= 0 and i != top:
        i = heads[i]
    return i == top


def _lacks_subject(reading: Reading, labels: list[str], kids: list[list[int]], v: int) -> bool:
    word = reading.words[v]
    perfect = word.xpos == "VBN" and any(labels[k] == "aux" for k in kids[v])
    if word.upos != "VERB" or not (word.xpos in _FINITE or perfect):
        return False
    return not any(labels[k].startswith(("nsubj", "csubj", "expl")) or labels[k] == "aux:pass" for k in kids[v])


def _before(reading: Reading, heads: list[int], labels: list[str], kids: list[list[int]], v: int, first: int) -> int | None:
    """The noun phrase that ends right before cue verb `v`, where it is the second subject or a false apposition."""
    words = reading.words
    if lexicon.cue(words[v].lemma) is None:
        return None
    end = v - 1
    while end > first and words[end].upos in _PASSED:
        end -= 1
    if _behind_quote(reading, end, first) and labels[end].split(":")[0] in ("flat", *_BARE):
        return end if labels[end] != "flat" else heads[end]
    best, i = None, end
    while i >= first and i != v:
        if labels[i].startswith("nsubj") and heads[i] >= 0 and heads[i] < i:
            return i
        if labels[i] == "appos" and _set_off(reading, kids, i) and any(labels[k] == "ccomp" and k < i for k in kids[v]):
            best = i
            if i == v - 1:
                return i  # "… the president, Luc Perrin, the spokesperson added": the noun at the verb
        i = heads[i]
        if i < 0 or i > end:
            break
    return best


def _behind_quote(reading: Reading, end: int, first: int) -> bool:
    """Does the noun phrase that ends at `end` stand right behind a quotation's end: "…,” Foreign Minister Ode said"?"""
    j = end
    while j > first and reading.words[j].upos in word_set("syntax", "phrase_classes"):
        j -= 1
    return j < end and reading.words[j].text in word_set("syntax", "quotation_ends") and reading.words[end].upos == "PROPN"


def _set_off(reading: Reading, kids: list[list[int]], i: int) -> bool:
    start = min([i, *(k for k in kids[i] if k < i and reading.words[k].upos != "PUNCT")])
    return start > 0 and reading.words[start - 1].text == ","


def _give(heads: list[int], labels: list[str], subject: int, verb: int) -> None:
    """Make `subject` that of `verb`; a verb that hung inside its subject takes the subject's place."""
    if _is_below(heads, verb, subject):
        heads[verb], labels[verb] = heads[subject], "parataxis"
    heads[subject], labels[subject] = verb, "nsubj"
