"""Noun phrases as word ranges: the whole phrase of a head, its core, a range without marks at its edges.

"the Dutch airline KLM, which flies there" has the head KLM; its noun phrase ends before the comma, and so does its core.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Quote

_OPENING = frozenset("“‘\"'«„([`") | {"``"}
_CLOSING = frozenset("”’\"'»)],;:.!?—–-") | {"''", "...", "…"}


def noun_phrase(tree: Tree, i: int) -> tuple[int, int]:
    """Word range of the noun phrase of head `i` without preposition, clauses, appositions and further conjuncts."""
    inside = [i]
    for k in tree.kids[i]:
        plain = tree.plain[k]
        if tree.deprels[k] in word_set("syntax", "clausal") or plain in word_set("syntax", "outside_phrases"):
            if not (plain == "advmod" and k < i):
                continue
        if plain == "nmod" and tree.deprels[k] != "nmod:poss" and k > i:
            inside.append(_tight_right(tree, k))
            continue
        first, end = tree.edges(k)
        inside.extend((first, end - 1) if k < i else (k, _tight_right(tree, k)))
    return trimmed(tree, min(inside), max(inside) + 1)


def _tight_right(tree: Tree, i: int) -> int:
    """The last word of a postmodifier without its own clauses."""
    clausal = word_set("syntax", "clausal")
    inner = [k for k in tree.kids[i] if k > i and tree.deprels[k] not in clausal and tree.deprels[k] != "punct"]
    return max([i, *(_tight_right(tree, k) for k in inner)])


def core(tree: Tree, i: int) -> tuple[int, int]:
    """Word range of head `i` with what stands before it and its flat parts: "the Dutch airline KLM"."""
    inside = [i]
    for k in tree.kids[i]:
        first, end = tree.edges(k)
        if tree.plain[k] in ("flat", "fixed", "compound") or tree.deprels[k] == "goeswith":
            inside.extend((first, end - 1))
        elif k < i and tree.plain[k] in word_set("syntax", "premodifiers"):
            inside.append(first)
    return trimmed(tree, min(inside), max(inside) + 1)


def trimmed(tree: Tree, start: int, end: int) -> tuple[int, int]:
    """A word range without punctuation at its edges."""
    while start < end - 1 and (tree.lower[start] in _OPENING or tree.upos[start] == "PUNCT"):
        start += 1
    while end - 1 > start and tree.upos[end - 1] == "PUNCT" and tree.lower[end - 1] in _CLOSING:
        end -= 1
    return start, end


# ---- quotations ---------------------------------------------------------------------------------------------------
def meets_quote(tree: Tree, start: int, end: int) -> bool:
    """Does a word range share characters with a quotation?"""
    return bool(tree.quotes.over(tree.starts[start], tree.ends[end - 1]))


def quote_words(tree: Tree, quote: Quote) -> tuple[int, int]:
    """Word range inside a quotation; empty where no word is."""
    first, end = bisect_left(tree.starts, quote.start), bisect_right(tree.ends, quote.end)
    return (first, end) if first < end else (0, 0)
