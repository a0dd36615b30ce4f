"""Subjects that a parse has hung elsewhere: an active finite verb without a subject takes the noun phrase right before it.

The parser scores each arc for itself. In English an active finite verb beside which a noun phrase stands free, or behind
whose report one stands set off by a comma, has that noun phrase as its subject.

>>> # "The talks failed, the head of state noted." with head <- failed: head becomes the subject of noted
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.model import Reading

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BARE = frozenset({"obj", "iobj", "obl", "nmod", "dep", "compound", "nmod:desc"})
_SIDES = frozenset({"with", "to", "by", "against", "at"})
_PASSED = frozenset({"AUX", "ADV", "PUNCT"})


def missing_subjects(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """Change heads and labels in place; what already makes sense stays."""
    _lists_of_names(reading, heads, labels)
    _conjunct_cues(reading, heads, labels)
    _before_markers(reading, heads, labels)
    _beyond_content(reading, heads, labels)
    _particles(reading, heads, labels)
    _twins(reading, heads, labels)
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head >= 0:
            kids[head].append(i)
    _false_subjects(reading, heads, labels, kids)
    dated = {i for m in reading.mentions if m.type == "time" for i in range(m.start, m.end)}
    for sentence in reading.sentences:
        for v in range(sentence.start, sentence.end):
            if heads[v] >= 0 and labels[v] == "flat" and reading.words[v].upos == "PROPN" and _plain_verb(reading, heads[v]):
                labels[v] = "obj"  # "phoned Keita" is no name
            if not _lacks_subject(reading, labels, kids, v):
                continue
            found = _bare(reading, labels, kids, v, dated) or _before(reading, heads, labels, kids, v, sentence.start)
            if found is not None:
                _give(heads, labels, found, v)


def _lists_of_names(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "President Keita, President Ode and …": a person behind a comma is the next of a list, not a part of the first name."""
    for mention in reading.mentions:
        if mention.type != "person":
            continue
        for i in range(mention.start, mention.end):
            head = heads[i]
            parted = 0 <= head < mention.start and any(reading.words[j].text == "," for j in range(head, mention.start))
            if labels[i] == "flat" and parted:
                labels[i] = "conj"


def _before_markers(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """"accused Chad of sending troops": nothing of a participle clause stands before its marker; it is the verb's object."""
    for mark, verb in enumerate(heads):
        if labels[mark] != "mark" or verb < mark or reading.words[verb].xpos != "VBG":
            continue
        above = heads[verb]
        for i in range(max(above, 0) + 1, mark):
            if above >= 0 and heads[i] == verb and labels[i] in ("obj", "nsubj", "iobj"):
                heads[i], labels[i] = above, "obj"


def _conjunct_cues(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "denied it and said the town was safe": the clause behind "said" is what was said, whatever verb it was hung on."""
    for c, head in enumerate(heads):
        if labels[c] != "conj" or not 0 <= head < c or c + 1 >= len(heads) or lexicon.cue(reading.words[c].lemma) is None:
            continue
        j = c + 1
        while j >= 0 and heads[j] not in (head, c, -1):
            j = heads[j]
        if j > c and heads[j] == head and labels[j] in ("parataxis", "ccomp", "advcl"):
            heads[j], labels[j] = c, "ccomp"


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
            if words[i].upos not in ("PROPN", "NOUN", "ADJ", "DET", "ADP"):
                break
            same = heads[i] == heads[last] and labels[i] == labels[last] and labels[i] in ("obl", "obj", "nsubj", "iobj")
            if same and words[i].upos in ("PROPN", "NOUN") and (i == mention.start - 1 or lexicon.office(words[i].lemma)):
                heads[i], labels[i] = last, "nmod:desc"
        for i in inside[:-1]:
            if heads[i] == heads[last] and labels[i] == labels[last]:
                heads[i], labels[i] = last, "compound"


def _particles(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "built up more than 1,000 troops": what stands right behind a verb and before a number's "more than" is its particle."""
    words = reading.words
    for i in range(1, len(heads) - 1):
        loose = labels[i] in ("advmod", "case") and heads[i] == i + 1 and words[i].text in ("up", "out", "off", "down")
        if loose and words[i - 1].upos == "VERB" and words[i + 1].text in ("more", "less", "fewer", "about", "some", "over"):
            heads[i], labels[i] = i - 1, "compound:prt"


def _beyond_content(reading: Reading, heads: list[int], labels: list[str]) -> None:
    """ "Keita said the call was frank but accused Mali of …": where the model ends what is said before the second verb of
    saying, that verb is the speaker's, not a conjunct of the clause that he reports.
    """
    cues = {i for said in reading.said if not said.source for start, end in said.cue for i in range(start, end)}
    for said in reading.said:
        outer = next((i for start, end in said.cue for i in range(start, end) if reading.words[i].upos == "VERB"), None)
        inside = {i for start, end in said.content for i in range(start, end)}
        for i in cues if outer is not None and said.source else ():
            joined = labels[i] == "conj" and heads[i] in inside and i not in inside and reading.words[i].upos == "VERB"
            if joined and outer is not None and reading.words[i].xpos == reading.words[outer].xpos and i > outer:
                heads[i] = outer


def _false_subjects(reading: Reading, heads: list[int], labels: list[str], kids: list[list[int]]) -> None:
    """What stands under a preposition is no subject; nor is the town of a dateline ("BAMAKO — Keita said …")."""
    words = reading.words
    for sentence in reading.sentences:
        for i in range(sentence.start, sentence.end):
            if not labels[i].startswith("nsubj"):
                continue
            lead = min([i, *(k for k in kids[i] if words[k].upos != "PUNCT")])
            head = heads[i]
            first = next((k for k in kids[head] if k < head and labels[k].startswith("nsubj")), None) if 0 <= head < i else None
            if first is not None and _plain_verb(reading, head) and words[lead - 1].text != ",":
                labels[i] = "obj"  # "Keita accused Mali": one subject in front, so what follows is the object
                continue
            named = next((k for k in kids[heads[i]] if heads[i] < k < i and labels[k].startswith("nsubj")), None)
            beside = named is not None and words[lead - 1].text == "," and max([named, *kids[named]]) >= lead - 2
            if named is not None and beside and words[i].upos == "PROPN":
                heads[i], labels[i] = named, "appos"  # "said the adviser, Awa Keita"
                continue
            verb = next((j for j in range(lead - 1, sentence.start - 1, -1) if words[j].upos == "VERB"), None)
            if verb is not None and labels[lead] == "case" and words[lead].text in _SIDES and not words[i].xpos.startswith("W"):
                heads[i], labels[i] = verb, "obl"
            second = heads[i] >= 0 and any(labels[k].startswith("nsubj") for k in kids[heads[i]] if k > i)
            if second and i <= sentence.start + 3 and words[i].text.isupper() and words[i + 1].text in ("—", "–", "-"):
                labels[i] = "discourse"


def _plain_verb(reading: Reading, i: int) -> bool:
    return reading.words[i].upos == "VERB" and reading.words[i].xpos in _FINITE


def _lacks_subject(reading: Reading, labels: list[str], kids: list[list[int]], v: int) -> bool:
    word = reading.words[v]
    perfect = word.xpos == "VBN" and any(labels[k] == "aux" for k in kids[v])
    if word.upos != "VERB" or not (word.xpos in _FINITE or perfect):
        return False
    return not any(labels[k].startswith(("nsubj", "csubj", "expl")) or labels[k] == "aux:pass" for k in kids[v])


def _bare(reading: Reading, labels: list[str], kids: list[list[int]], v: int, dated: set[int]) -> int | None:
    """ "Keita told" with Keita as object, "Keita phoned" with Keita as adverbial: a noun without preposition in front."""
    words = reading.words
    found = [
        k
        for k in kids[v]
        if k < v
        and labels[k] in _BARE
        and words[k].upos in ("PROPN", "NOUN")
        and k not in dated
        and not _under_preposition(reading, labels, kids[k])
        and not any(words[c].xpos in ("WDT", "WP") for c in range(k, v))
    ]
    return found[-1] if found and found[-1] >= v - 12 else None


def _under_preposition(reading: Reading, labels: list[str], below: list[int]) -> bool:
    """A preposition in front of all else; one further in belongs to an office ("Secretary of State Keita")."""
    cases = [c for c in below if labels[c] == "case" and reading.words[c].text not in ("'s", "’s")]
    return any(not any(k < c and reading.words[k].upos in ("NOUN", "PROPN") for k in below) for c in cases)


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
    while j > first and reading.words[j].upos in ("PROPN", "NOUN", "ADJ", "DET", "ADP"):
        j -= 1
    return j < end and reading.words[j].text in ("”", "''", '"', "’") and reading.words[end].upos == "PROPN"


def _set_off(reading: Reading, kids: list[list[int]], i: int) -> bool:
    start = min([i, *(k for k in kids[i] if k < i and reading.words[k].upos != "PUNCT")])
    return start > 0 and reading.words[start - 1].text == ","


def _give(heads: list[int], labels: list[str], subject: int, verb: int) -> None:
    """Make `subject` that of `verb`; a verb that hung inside its subject takes the subject's place."""
    above = verb
    while above >= 0 and above != subject:
        above = heads[above]
    if above == subject:
        heads[verb], labels[verb] = heads[subject], "parataxis"
    heads[subject], labels[subject] = verb, "nsubj"
