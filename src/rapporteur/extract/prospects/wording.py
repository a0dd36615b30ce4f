"""In which words a report tells what is to come, and how likely it calls that."""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.lexicon.word_sets import crisis
from rapporteur.model import Likelihood


def event_words(doc: Document, at: int, subject: int | None, condition: tuple[int, int] | None) -> tuple[int, int]:
    """The clause without its condition, at most some 25 words around the event word."""
    tree = doc.tree
    if not tree.is_verb(at) and not tree.children(at, "cop"):
        return phrases.noun_phrase(tree, at)
    top = at
    while tree.heads[top] >= 0 and tree.has_to(top) and tree.lemmas[tree.heads[top]] in crisis("light"):
        top = tree.heads[top]
    start, end = phrases.trimmed(tree, *tree.edges(top))
    if tree.deprels[at] == "acl:relcl" and tree.heads[at] >= 0:
        start = min(start, phrases.core(tree, tree.heads[at])[0])
    if top == at and (tree.has_to(at) or tree.xpos[at] == "VBG"):
        start += tree.lower[start] in ("to", "of")
    if condition is not None and condition[0] > at:
        end = min(end, condition[0])
    inside = subject is not None and condition is not None and condition[0] <= subject < condition[1]
    if condition is not None and condition[1] <= at and not inside:
        start = max(start, condition[1])
    if subject is not None and start <= subject < at:
        start = max(start, tree.edges(subject)[0])
    end = min([end, *(tree.edges(k)[0] for k in tree.children(at, "parataxis", "conj") if k > at)])
    content = next((r for a in reversed(doc.covering(at)) for r in a.content if r[0] <= at < r[1]), None)
    if content is not None:
        start, end = max(start, content[0]), min(end, content[1])
    return phrases.trimmed(tree, max(start, at - (24 if inside else 12)), min(end, at + 18))


def likelihood_of(doc: Document, at: int) -> Likelihood | None:
    """Words of estimative probability in the event's clause, with ICD 203's interval where they are standard."""
    tree = doc.tree
    start, end = tree.edges(at)
    chain = list(tree.ancestors(at))[:2]
    words = [*range(start, end), *chain, *(k for a in chain for k in tree.kids[a])]
    table = lexicon.estimative()
    for i in sorted(set(words)):
        for size in (3, 2, 1):
            phrase = " ".join(tree.lower[j] for j in range(i, min(i + size, len(tree.words))))
            if phrase in table and phrase not in crisis("modals"):
                low, high = table[phrase]
                return Likelihood(phrase, low, high)
    modal = next((a for a in clauses.auxiliaries(tree, at) if a in ("may", "might", "could")), None) if tree.is_verb(at) else None
    return Likelihood(modal, *table.get(modal, (None, None))) if modal else None
