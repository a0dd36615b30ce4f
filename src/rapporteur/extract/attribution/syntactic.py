"""Who is given as the source of what: source, cue and content of every attribution in a reading.

A cue is a verb of saying or thinking with a clause ("Keita said that …"), a verb beside a quotation ("…", Keita added),
"according to", or a noun ("Mali's claim that …"). Terms follow PARC / PolNeAR (Newell et al. 2018).

>>> # "Mali would help, Keita said." -> Attribution(source=Keita, cue=said, content=((0, 3),), …)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.mentions import head_of
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Mention, Quote, Sentence


class Attribution(NamedTuple):
    """Word indices throughout. `content` are word ranges; `quote` the index of the quotation that carries it, if one does.

    `source` is the head of the source phrase, `None` where the cue has none; `top` the word that heads the content.
    """

    source: int | None
    cue: int
    top: int
    content: tuple[tuple[int, int], ...]
    addressee: int | None


def attributions(tree: Tree) -> list[Attribution]:
    """All attributions of a reading, in the order of their cues."""
    found: list[Attribution] = []
    for i in range(len(tree.words)):
        if tree.is_verb(i) and tree.upos[i] != "AUX":
            found.extend(_of_verb(tree, i))
        elif tree.upos[i] == "NOUN":
            found.extend(_of_noun(tree, i))
        if tree.lower[i] == "according":
            found.extend(_according(tree, i))
    return found + headlines(tree)


# ---- verbs --------------------------------------------------------------------------------------------------------
def _of_verb(tree: Tree, v: int) -> list[Attribution]:
    clause = _clause_content(tree, v)
    if clause is None and lexicon.cue(tree.lemmas[v]) is None:
        return []
    source = source_of(tree, v)
    addressee = addressee_of(tree, v)
    if clause is not None:
        return [Attribution(source, v, clause[0], clause[1], addressee)] if clause[1] else []
    nominal = nominal_content(tree, v)
    if nominal is None or source is None:
        return []
    top, span = nominal
    return [Attribution(source, v, top, (span,), addressee)]


def source_of(tree: Tree, v: int) -> int | None:
    """Head of the source of cue verb `v`: its agent."""
    return clauses.agent(tree, v)


def addressee_of(tree: Tree, v: int) -> int | None:
    """Whom it is said to: the object of "tell", the to-phrase of "say"."""
    cue = lexicon.cue(tree.lemmas[v])
    if cue is not None and cue.addressee:
        for k in tree.children(v, "iobj", "obj"):
            if tree.upos[k] in ("PROPN", "PRON", "NOUN") and not _is_content(tree, k):
                return k
    if cue is not None and cue.addressee and (named := _person_behind(tree, v)) is not None:
        return named
    for k in tree.obliques(v, "to", "with"):
        if tree.upos[k] in ("PROPN", "PRON", "NOUN") and tree.lower[k] not in ("statement", "interview", "it", "that"):
            return k if tree.case(k) == "to" or tree.lemmas[v] in ("speak", "talk") else None
    return None


def _person_behind(tree: Tree, v: int) -> int | None:
    """The person named right behind "told", whatever the parse hangs the name on."""
    for mention in tree.reading.mentions:
        if mention.type != "person" or not v < mention.start <= v + 6:
            continue
        between = range(v + 1, mention.start)
        plain = all(tree.upos[j] in ("ADJ", "NOUN", "PROPN", "ADP", "DET") for j in between)
        if plain and word_set("saying", "no_addressee").isdisjoint(tree.lower[j] for j in between):
            return head_of(tree, mention.start, mention.end)
    return None


def _is_content(tree: Tree, k: int) -> bool:
    """The object is what is said, not to whom, where it stands in quotation marks."""
    return tree.quoted(k)


def _clause_content(tree: Tree, v: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """Head and ranges of the clause that cue `v` reports, wherever the parse hangs it."""
    if lexicon.cue(tree.lemmas[v]) is None and not _quoted_clause(tree, v):
        return None
    if is_interjected(tree, v):
        return _interjected(tree, v)
    tops = [k for k in tree.kids[v] if _is_reported(tree, k, v)]
    relay = next((k for k in tree.children(v, "ccomp", "parataxis") if is_interjected(tree, k)), None)
    if relay is not None and not tops:
        # "Keita told Ode that Mali was ready, the ministry said": the parse may hang the inner clause on the outer cue.
        tops = [c for c in tree.children(relay, "ccomp") if c < relay and tree.marker(c) == "that"]
    if not tops:
        tops = [k for k in tree.children(v, "obj") if _near_quote(tree, k) and tree.lemmas[v] in lexicon.cues_with("quotation")]
    if not tops:
        strayed = _strayed(tree, v)
        tops = [strayed] if strayed is not None else []
    if not tops:
        return _split_off(tree, v)
    hidden = set(tree.subtree(relay)) - {i for c in tops for i in tree.subtree(c)} if relay is not None else set()
    return tops[0], _merged(tree, tops, v, hidden)


def _strayed(tree: Tree, v: int) -> int | None:
    """The that-clause hung on a noun in between: "told him in a call that …", "said, citing no proof, that …"."""
    for k in tree.subtree(v):
        clause = k > v and tree.plain[k] in ("acl", "advcl", "ccomp")
        if not clause or tree.marker(k) != "that" or clauses.own_subject(tree, k) is None:
            continue
        noun, start = tree.heads[k], tree.edges(k)[0]
        apart = start > 0 and tree.lower[start - 1] == ","
        if noun != v and tree.upos[noun] in ("NOUN", "PROPN") and (apart or lexicon.cue_noun(tree.lemmas[noun]) is None):
            return k
    return None


def _split_off(tree: Tree, v: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """A cue sentence that only says who said it reports the quotation that the sentence before it ends with."""
    number = tree.sentence_number(v)
    cue = lexicon.cue(tree.lemmas[v])
    if number == 0 or tree.heads[v] >= 0 or cue is None or clauses.own_subject(tree, v) is None:
        return None
    if nominal_content(tree, v) is not None:
        return None  # "Officials warned of a collapse" has its own content
    before, here = tree.reading.sentences[number - 1], tree.reading.sentences[number]
    if before.paragraph != here.paragraph or tree.lower[before.end - 1] not in ("”", '"', "''", "’", "»", ","):
        return None
    if tree.children(v, "obj", "ccomp", "xcomp"):
        return None
    top = tree.root(before.start)
    return top, (phrases.trimmed(tree, before.start, before.end),)


def _quoted_clause(tree: Tree, v: int) -> bool:
    return any(tree.deprels[k] == "ccomp" and tree.quoted(k) for k in tree.kids[v])


def _is_reported(tree: Tree, k: int, v: int) -> bool:
    """Is `k` a clause that `v` reports: complement, quotation behind a colon, or the infinitive of a promise or demand?"""
    label = tree.deprels[k]
    if label == "ccomp":
        return not is_interjected(tree, k) and not _is_adjunct(tree, k, v)
    if label == "parataxis":
        return k > v and (tree.quoted(k) or _after_colon(tree, k)) and not is_interjected(tree, k)
    return label == "xcomp" and tree.lemmas[v] in lexicon.cues_with("infinitive") and tree.has_to(k)


def _is_adjunct(tree: Tree, k: int, v: int) -> bool:
    """ "…, he said, speaking from Bamako": a bare participle after the cue is a circumstance, not what is said."""
    return tree.xpos[k] == "VBG" and k > v and clauses.own_subject(tree, k) is None and not tree.children(k, "aux", "mark")


def is_interjected(tree: Tree, k: int) -> bool:
    """ "…, Keita said": a short clause of cue and source behind (or inside) what it reports, set off by a comma or a mark."""
    if lexicon.cue(tree.lemmas[k]) is None or tree.heads[k] < 0:
        return False
    subject = clauses.own_subject(tree, k)
    if subject is None or tree.deprels[k] not in ("parataxis", "ccomp"):
        return False
    first = min(k, tree.edges(subject)[0])
    before = tree.lower[first - 1] if first else ""
    inner = [c for c in tree.kids[k] if tree.deprels[c] in ("ccomp", "xcomp", "obj") and c > k]
    return before in (",", "”", '"', "''", "’", "»", "?", "!", "—", "–") and not inner and tree.heads[k] < first


def _interjected(tree: Tree, v: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """What an interjected cue reports: the clause it hangs on, with what the parse gave to the cue itself."""
    head = tree.heads[v]
    subject = clauses.own_subject(tree, v)
    cue_words = {v, *(tree.subtree(subject) if subject is not None else [])}
    own = {c for k in tree.kids[v] if tree.deprels[k] == "ccomp" and k < v for c in tree.subtree(k)}
    hidden = (set(tree.subtree(v)) | cue_words) - own
    return head, _merged(tree, [head], v, hidden)


def _merged(tree: Tree, tops: list[int], cue: int, hidden: set[int]) -> tuple[tuple[int, int], ...]:
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


def _ranges(tree: Tree, top: int, cue: int) -> tuple[tuple[int, int], ...]:
    """Word ranges of the subtree of `top` without that of the cue."""
    hidden = set(tree.subtree(cue)) if tree.below(cue, top) else set()
    return _runs(tree, [i for i in tree.subtree(top) if i not in hidden], top, {cue, *hidden})


def _runs(tree: Tree, words: list[int], top: int, barrier: set[int]) -> tuple[tuple[int, int], ...]:
    """Sorted words as ranges without punctuation at their edges, the range that holds `top` first.

    What is said is one stretch but for the cue clause in it: a gap that is no part of that clause is a slip of the parse.
    """
    runs: list[tuple[int, int]] = []
    for i in words:
        bridge = runs and not any(j in barrier for j in range(runs[-1][1], i))
        if bridge:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    trimmed = [phrases.trimmed(tree, a, b) for a, b in runs if any(tree.upos[i] != "PUNCT" for i in range(a, b))]
    ranges = [(a + _skip_marker(tree, a), b) for a, b in trimmed]
    return tuple(sorted(ranges, key=lambda r: (not r[0] <= top < r[1], r)))


def _skip_marker(tree: Tree, a: int) -> int:
    return 1 if tree.lower[a] == "that" and tree.deprels[a] == "mark" else 0


def nominal_content(tree: Tree, v: int) -> tuple[int, tuple[int, int]] | None:
    """ "warned of a refugee crisis", "called the claim “absurd”", "expressed the will to …"."""
    lemma = tree.lemmas[v]
    if lemma in lexicon.cues_with("name"):
        named = tree.child(v, "xcomp") if tree.child(v, "xcomp") is not None else _second_object(tree, v)
        if named is not None and _near_quote(tree, named):
            return named, phrases.trimmed(tree, *tree.edges(named))
    cue = lexicon.cue(lemma)
    for k in tree.children(v, "obl", "nmod", "advcl"):
        preposition = tree.case(k) or tree.marker(k)
        if cue is not None and preposition in cue.preps:
            start, end = phrases.trimmed(tree, *tree.edges(k))
            return k, phrases.trimmed(tree, start + (tree.lower[start] == preposition), end)
    obj = tree.child(v, "obj")
    if lemma in lexicon.cues_with("object") and obj is not None and not turned_down(tree, v, obj):
        return obj, phrases.trimmed(tree, *tree.edges(obj))
    return None


def turned_down(tree: Tree, cue: int, top: int) -> bool:
    """ "rejected the demand that …": who rejects a demand neither makes nor denies it."""
    return tree.lemmas[cue] in word_set("saying", "turning_down") and tree.lemmas[top] in word_set("saying", "wishes")


def _second_object(tree: Tree, v: int) -> int | None:
    objects = tree.objects(v)
    return objects[1] if len(objects) > 1 else None


def _near_quote(tree: Tree, i: int) -> bool:
    start, end = tree.edges(i)
    first, last = tree.words[start].start, tree.words[end - 1].end
    return any(q.start < last and q.end > first for q in tree.reading.quotes)


def _after_colon(tree: Tree, k: int) -> bool:
    start = tree.edges(k)[0]
    before = list(range(max(0, start - 2), start + 1))
    return any(tree.lower[j] == ":" for j in before)


# ---- "according to" and nouns -------------------------------------------------------------------------------------
def _according(tree: Tree, i: int) -> list[Attribution]:
    """ "According to Mali's army, …": at either end of a sentence it covers the sentence, inside one the clause it is in."""
    source = tree.heads[i]
    if source < 0 or not tree.is_nominal(source) or tree.heads[source] < 0:
        return []
    start, end = tree.edges(source)
    sentence = tree.sentence(i)
    first, last = phrases.trimmed(tree, sentence.start, sentence.end)
    top = tree.heads[source]
    while tree.heads[top] >= 0 and not (tree.is_verb(top) or tree.children(top, "cop")):
        top = tree.heads[top]
    if start <= first or end >= last:
        top = tree.root(i)
    return [Attribution(source, i, top, _ranges(tree, top, source), None)]


def _of_noun(tree: Tree, n: int) -> list[Attribution]:
    """ "the Malian claim that …": a cue noun with a that-clause."""
    clause = clauses.that_clause(tree, n)
    if clause is None or lexicon.cue_noun(tree.lemmas[n]) is None:
        return []
    owner = next((k for k in tree.kids[n] if tree.deprels[k] in ("nmod:poss", "amod", "compound")), None)
    return [Attribution(owner, n, clause, _ranges(tree, clause, n), None)]


# ---- headlines ----------------------------------------------------------------------------------------------------
_SEPARATORS = frozenset({":", "–", "—", "-"})


def headlines(tree: Tree) -> list[Attribution]:
    """ "Keita: no truce", "No truce: Keita", transcripts ("KEITA: We will go"): a person and a colon, and nothing else.

    A land or a house before a colon is mostly the topic ("Mali: what we know"); it speaks where quotation marks follow.
    """
    out = []
    for mention in tree.reading.mentions:
        if mention.type not in ("person", "organisation", "place"):
            continue
        sentence = tree.sentence(mention.start)
        found = _leading(tree, mention, sentence) or (_trailing(tree, mention, sentence) if mention.type == "person" else None)
        if found is not None:
            cue, content = found
            head = head_of(tree, mention.start, mention.end)
            top = next((i for i in range(*content) if not content[0] <= tree.heads[i] < content[1]), content[0])
            out.append(Attribution(head, cue, top, (content,), None))
    return out


def _leading(tree: Tree, mention: Mention, sentence: Sentence) -> tuple[int, tuple[int, int]] | None:
    """Colon and content behind a name that opens its sentence."""
    colon = mention.end
    if mention.start > sentence.start + 1 or colon >= sentence.end - 1 or tree.lower[colon] != ":":
        return None
    quoted = tree.texts[colon + 1] in ("“", '"', "‘", "'", "``", "«")
    if mention.type != "person" and not quoted:
        return None
    content = phrases.trimmed(tree, colon + 1, sentence.end)
    return (colon, content) if content[0] < content[1] else None


def _trailing(tree: Tree, mention: Mention, sentence: Sentence) -> tuple[int, tuple[int, int]] | None:
    """Content and separator before a name that closes a headline: no full stop, a verb or marks in the content."""
    mark = mention.start - 1
    last = sentence.end == mention.end and (sentence.end == len(tree.words) or _starts_paragraph(tree, sentence.end))
    if not last or mark <= sentence.start + 1 or tree.lower[mark] not in _SEPARATORS:
        return None
    content = phrases.trimmed(tree, sentence.start, mark)
    says = any(tree.is_verb(i) for i in range(*content)) or tree.texts[mark - 1] in ("”", '"', "’", "'", "»")
    return (mark, content) if says and content[1] - content[0] > 1 else None


def _starts_paragraph(tree: Tree, i: int) -> bool:
    number = tree.sentence_number(i)
    return tree.reading.sentences[number].paragraph != tree.reading.sentences[number - 1].paragraph


# ---- quotations ---------------------------------------------------------------------------------------------------
def quote_words(tree: Tree, quote: Quote) -> tuple[int, int]:
    """Word range inside a quotation; empty where no word is."""
    first, end = bisect_left(tree.starts, quote.start), bisect_right(tree.ends, quote.end)
    return (first, end) if first < end else (0, 0)
