"""What a verb of saying reports: a clause, wherever the parse hangs it, or a noun phrase that stands for one.

The cases are tried in their order; each has its sentence in `lexicon/data/rules.toml` under [statement].
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from rapporteur import lexicon
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set

Ranges: TypeAlias = tuple[tuple[int, int], ...]


class Content(NamedTuple):
    """What is said.

    Attributes:
        rule: the id of the case that gave it.
        top: the word that heads it.
        ranges: its word ranges, the one with `top` first.
    """

    rule: str
    top: int
    ranges: Ranges


# ---- clauses ------------------------------------------------------------------------------------------------------
def clause_content(tree: Tree, v: int) -> Content | None:
    """The clause that cue `v` reports."""
    if lexicon.cue(tree.lemmas[v]) is None and not any(tree.quoted(k) for k in tree.children(v, "ccomp")):
        return None
    if is_interjected(tree, v):
        return _around(tree, v)
    for rule, tops_of in _CASES:
        tops = tops_of(tree, v)
        if tops:
            return Content(rule, tops[0], _merged(tree, tops, v, set()))
    return _sentence_before(tree, v)


def _complements(tree: Tree, v: int) -> list[int]:
    """Complements, quotations behind a colon, and the infinitive of a promise or demand."""
    return [k for k in tree.kids[v] if _is_complement(tree, k, v)]


def _is_complement(tree: Tree, k: int, v: int) -> bool:
    label = tree.deprels[k]
    if label == "ccomp":
        return not is_interjected(tree, k) and not _is_circumstance(tree, k, v)
    if label == "parataxis":
        return k > v and (tree.quoted(k) or _after_colon(tree, k)) and not is_interjected(tree, k)
    return label == "xcomp" and tree.lemmas[v] in lexicon.cues_with("infinitive") and tree.has_to(k)


def _is_circumstance(tree: Tree, k: int, v: int) -> bool:
    """ "…, he said, speaking from Bamako": a bare participle after the cue is not what is said."""
    return tree.xpos[k] == "VBG" and k > v and clauses.own_subject(tree, k) is None and not tree.children(k, "aux", "mark")


def _after_colon(tree: Tree, k: int) -> bool:
    start = tree.edges(k)[0]
    return ":" in tree.lower[max(0, start - 2) : start + 1]


def _quoted_objects(tree: Tree, v: int) -> list[int]:
    """ "added a terse “no”"."""
    if tree.lemmas[v] not in lexicon.cues_with("quotation"):
        return []
    return [k for k in tree.children(v, "obj") if phrases.meets_quote(tree, *tree.edges(k))]


def _strayed(tree: Tree, v: int) -> list[int]:
    """The that-clause hung on a noun in between: "told him in a call that …", "said, citing no proof, that …"."""
    for k in tree.subtree(v):
        clause = k > v and tree.plain[k] in ("acl", "advcl", "ccomp")
        if not clause or tree.marker(k) != "that" or clauses.own_subject(tree, k) is None:
            continue
        noun, start = tree.heads[k], tree.edges(k)[0]
        apart = start > 0 and tree.lower[start - 1] == ","
        if noun != v and tree.upos[noun] in ("NOUN", "PROPN") and (apart or lexicon.cue_noun(tree.lemmas[noun]) is None):
            return [k]
    return []


_CASES: tuple[tuple[str, Callable[[Tree, int], list[int]]], ...] = (
    ("statement.clause", _complements),
    ("statement.quoted-object", _quoted_objects),
    ("statement.strayed-clause", _strayed),
)
"""Rule and the heads of the clauses that it sees as what is said, none where the case is not given."""


def _sentence_before(tree: Tree, v: int) -> Content | None:
    """A cue sentence that only says who said it reports the quotation that the sentence before it ends with."""
    number = tree.sentence_number(v)
    if number == 0 or tree.heads[v] >= 0 or lexicon.cue(tree.lemmas[v]) is None or clauses.own_subject(tree, v) is None:
        return None
    if tree.children(v, "obj", "ccomp", "xcomp") or nominal_content(tree, v) is not None:
        return None  # "Officials warned of a collapse" has its own content
    before, here = tree.reading.sentences[number - 1], tree.reading.sentences[number]
    if before.paragraph != here.paragraph or tree.lower[before.end - 1] not in word_set("saying", "before_cue"):
        return None
    return Content("statement.sentence-before", tree.root(before.start), (phrases.trimmed(tree, before.start, before.end),))


def is_interjected(tree: Tree, k: int) -> bool:
    """ "…, Keita said": a short clause of cue and source behind (or inside) what it reports, set off by a comma or a mark."""
    if lexicon.cue(tree.lemmas[k]) is None or tree.heads[k] < 0:
        return False
    subject = clauses.own_subject(tree, k)
    if subject is None or tree.deprels[k] not in ("parataxis", "ccomp"):
        return False
    first = min(k, tree.edges(subject)[0])
    inner = [c for c in tree.kids[k] if tree.deprels[c] in ("ccomp", "xcomp", "obj") and c > k]
    return tree.lower[first - 1] in word_set("saying", "before_interjection") and not inner and tree.heads[k] < first


def _around(tree: Tree, v: int) -> Content:
    """What an interjected cue reports: the clause it hangs on, with what the parse gave to the cue itself."""
    subject = clauses.own_subject(tree, v)
    cue_words = {v, *(tree.subtree(subject) if subject is not None else [])}
    reported = {c for k in tree.kids[v] if tree.deprels[k] == "ccomp" and k < v for c in tree.subtree(k)}
    hidden = (set(tree.subtree(v)) | cue_words) - reported
    return Content("statement.interjected", tree.heads[v], _merged(tree, [tree.heads[v]], v, hidden))


# ---- word ranges --------------------------------------------------------------------------------------------------
def _merged(tree: Tree, tops: Sequence[int], cue: int, hidden: set[int]) -> Ranges:
    """Word ranges below several heads on one side of the cue as one content."""
    side = [t for t in tops if (t > cue) == (tops[0] > cue)] if cue not in tree.subtree(tops[0]) else tops
    words = {i for t in side for i in tree.subtree(t)} - hidden
    relayed = [k for k in words if (tree.case(k) or "").startswith("according to")]  # names who passes it on, is not said itself
    words -= {i for k in relayed for i in tree.subtree(k)}
    if not any(tree.below(cue, t) for t in side):
        words -= {cue}
    source = clauses.agent(tree, cue)
    barrier = {cue, *(tree.subtree(source) if source is not None and not tree.below(cue, source) else [])}
    return _runs(tree, sorted(words), tops[0], barrier)


def subtree_ranges(tree: Tree, top: int, cue: int) -> Ranges:
    """Word ranges of the subtree of `top` without that of the cue."""
    hidden = set(tree.subtree(cue)) if tree.below(cue, top) else set()
    return _runs(tree, [i for i in tree.subtree(top) if i not in hidden], top, {cue, *hidden})


def _runs(tree: Tree, words: Sequence[int], top: int, barrier: set[int]) -> Ranges:
    """Sorted words as ranges without punctuation at their edges, the range that holds `top` first.

    What is said is one stretch but for the cue clause in it: a gap that is no part of that clause is a slip of the parse.
    """
    runs: list[tuple[int, int]] = []
    for i in words:
        if runs and barrier.isdisjoint(range(runs[-1][1], i)):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    trimmed = [phrases.trimmed(tree, a, b) for a, b in runs if any(tree.upos[i] != "PUNCT" for i in range(a, b))]
    ranges = [without_that(tree, a, b) for a, b in trimmed]
    return tuple(sorted(ranges, key=lambda r: (not r[0] <= top < r[1], r)))


def without_that(tree: Tree, start: int, end: int) -> tuple[int, int]:
    """A word range without the "that" that opens it."""
    return start + (start < end and tree.lower[start] == "that" and tree.deprels[start] == "mark"), end


# ---- noun phrases -------------------------------------------------------------------------------------------------
def nominal_content(tree: Tree, v: int) -> Content | None:
    """ "warned of a refugee crisis", "called the claim “absurd”", "expressed the will to …"."""
    return _named(tree, v) or _under_preposition(tree, v) or _object(tree, v)


def _named(tree: Tree, v: int) -> Content | None:
    """ "called the claim “absurd”": what somebody calls something, in quotation marks."""
    if tree.lemmas[v] not in lexicon.cues_with("name"):
        return None
    name = tree.child(v, "xcomp")
    if name is None:
        name = next(iter(tree.objects(v)[1:]), None)
    if name is None or not phrases.meets_quote(tree, *tree.edges(name)):
        return None
    return Content("statement.name", name, (phrases.trimmed(tree, *tree.edges(name)),))


def _under_preposition(tree: Tree, v: int) -> Content | None:
    """ "warned of a refugee crisis", "accused Chad of sending troops"."""
    cue = lexicon.cue(tree.lemmas[v])
    for k in tree.children(v, "obl", "nmod", "advcl") if cue is not None and cue.preps else ():
        preposition = tree.case(k) or tree.marker(k)
        if cue is not None and preposition in cue.preps:
            start, end = phrases.trimmed(tree, *tree.edges(k))
            start += tree.lower[start] == preposition
            return Content("statement.preposition", k, (phrases.trimmed(tree, start, end),))
    return None


def _object(tree: Tree, v: int) -> Content | None:
    """ "expressed the will to …", "denied the charge"."""
    obj = tree.child(v, "obj")
    if obj is None or tree.lemmas[v] not in lexicon.cues_with("object") or is_turned_down(tree, v, obj):
        return None
    return Content("statement.object", obj, (phrases.trimmed(tree, *tree.edges(obj)),))


def is_turned_down(tree: Tree, cue: int, top: int) -> bool:
    """ "rejected the demand that …": who rejects a demand neither makes nor denies it."""
    return tree.lemmas[cue] in word_set("saying", "turning_down") and tree.lemmas[top] in word_set("saying", "wishes")
