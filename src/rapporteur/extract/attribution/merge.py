"""The language model's attributions beside those of the tree: each mends what the other can't see.

The model marks who said what by which words wherever it stands, across sentences and paragraphs, without a verb
("Keita: no truce"), in any shape of quotation; it marks one attribution a word, so none inside another. The tree finds
those inside, and gives the head of each part. Where both found a cue, the tree's source holds unless it has none, and
the model's edges of the content replace the tree's where they are about the same words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rapporteur import lexicon
from rapporteur.extract.attribution.content import Ranges, is_turned_down, nominal_content, without_that
from rapporteur.extract.attribution.headlines import headlines
from rapporteur.extract.attribution.syntactic import Attribution, addressee_of, attributions
from rapporteur.extract.provenance import drop
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Said

_NEAR = 3
"""Words between two of one cue ("said … in a statement")."""


def all_attributions(tree: Tree) -> list[Attribution]:
    """The attributions of tree and model together, in the order of their cues."""
    merged = Merged(tree, attributions(tree) + headlines(tree))
    for said in tree.reading.said:
        merged.add(said)
    rebuffs = _rebuffs(tree)
    return sorted((_without(tree, a, rebuffs) for a in merged.attributions), key=lambda a: a.cue)


def _rebuffs(tree: Tree) -> list[int]:
    """First words of clauses like ", which Mali denied", rising: the report adds them to what somebody has said."""
    out = []
    for v in range(len(tree.words)):
        cue = lexicon.cue(tree.lemmas[v]) if tree.deprels[v].startswith(("acl:relcl", "advcl:relcl")) else None
        start = tree.edges(v)[0]
        subject = clauses.own_subject(tree, v)
        if cue is not None and cue.factuality == "deny" and subject is not None and tree.upos[subject] != "PRON":
            out.extend(_rebuffed(tree, v, start))
    return sorted(out)


def _rebuffed(tree: Tree, v: int, start: int) -> list[int]:
    """Where the rebuff begins: at "which", or at the noun in front of it: "a charge that", "something that"."""
    noun = tree.heads[v]
    first = tree.edges(noun)[0]
    called = lexicon.cue_noun(tree.lemmas[noun]) is not None or tree.lemmas[noun] in ("charge", "something")
    if called and (tree.lower[first] in ("a", "an", "something") and tree.lower[max(0, first - 1)] == ","):
        return [first]
    return [i for i in (start, start + 1) if tree.lower[i] == "which"][:1]


def _without(tree: Tree, a: Attribution, rebuffs: Sequence[int]) -> Attribution:
    """The attribution without a rebuff at the end of what is said."""
    content = a.content
    ends = min((s for s, _ in content), default=0), max((e for _, e in content), default=0)
    for first in rebuffs[bisect_left(rebuffs, ends[0]) : bisect_left(rebuffs, ends[1])]:
        content = tuple(phrases.trimmed(tree, s, first) if s < first < e and a.cue < first else (s, e) for s, e in content)
    return a if content == a.content else a._replace(content=content)


class Merged:
    """The tree's attributions with the model's: mended where the cue is known, else added if they are whole."""

    def __init__(self, tree: Tree, attributions: Sequence[Attribution]) -> None:
        self._tree = tree
        self.attributions: list[Attribution] = []
        self._at: dict[int, list[int]] = {}
        """Cue → places in the list."""
        for a in attributions:
            self._append(a)

    def add(self, said: Said) -> None:
        """One more attribution of the model."""
        if not said.cue or not said.content:
            return
        known = [place for cue in {i for part in said.cue for i in range(*part)} for place in self._at.get(cue, ())]
        for place in known:
            self.attributions[place] = _with_model_spans(self._tree, self.attributions[place], said)
        addition = of_model(self._tree, said) if not known else None
        if addition is not None and not self._has(addition):
            self._append(addition)

    def _append(self, a: Attribution) -> None:
        self._at.setdefault(a.cue, []).append(len(self.attributions))
        self.attributions.append(a)

    def _has(self, addition: Attribution) -> bool:
        """Does the tree have one source say these very words already, by another word of the cue?"""
        near = range(addition.cue - _NEAR, addition.cue + _NEAR + 1)
        others = (self.attributions[place] for cue in near for place in self._at.get(cue, ()))
        return any(a.source == addition.source and _within(a.top, addition.content) for a in others)


def of_model(tree: Tree, said: Said) -> Attribution | None:
    """An attribution of the model as extraction knows them; none without a source."""
    source = _source(tree, said)
    content = _content(tree, said)
    if source is None or not content:
        return None
    cue, top = _cue(tree, said.cue), head(tree, *content[0])
    if is_turned_down(tree, cue, top):
        drop("statement.turned-down", cue)
        return None
    if not _tells(tree, cue, content):
        drop("statement.deed", cue)
        return None
    addressee = addressee_of(tree, cue) if tree.is_verb(cue) else None
    if addressee is not None and (_within(addressee, content) or addressee == source):
        addressee = None
    return Attribution(source, cue, top, content, addressee, ("statement.model",))


def _tells(tree: Tree, cue: int, content: Sequence[tuple[int, int]]) -> bool:
    """Does anybody vouch for the content? PolNeAR marks what is tried, required or challenged too: no claim rests on that."""
    if tree.upos[cue] == "PUNCT" or tree.lower[cue] == "according":
        return True
    if not any(phrases.meets_quote(tree, *part) for part in content) and _is_deed(tree, cue, content[0]):
        return False
    particles = [f"{tree.lemmas[cue]} {particle}" for particle in tree.particles(cue)] if tree.is_verb(cue) else []
    if any(lexicon.cue(lemma) for lemma in (*particles, tree.lemmas[cue])) or lexicon.is_cue_noun(tree.lemmas[cue]):
        return True
    return any(phrases.meets_quote(tree, *part) for part in content)


def _is_deed(tree: Tree, cue: int, content: tuple[int, int]) -> bool:
    """ "called Ode" reports a call and no words, "plans to travel" a plan of his own and no promise."""
    top = head(tree, *content)
    bare = tree.upos[top] in ("PROPN", "PRON") and not any(tree.is_verb(i) for i in range(*content))
    return bare or (tree.has_to(top) and tree.lemmas[cue] not in lexicon.cues_with("infinitive"))


def _with_model_spans(tree: Tree, a: Attribution, said: Said) -> Attribution:
    """The tree's attribution with the model's source where it lacks one, and the model's edges of what is said."""
    content = _content(tree, said)
    source = _agreed(tree, a, said)
    # PolNeAR has more than the words in it ("accused [Mali of lying]", "described [the call as frank]").
    nominal = nominal_content(tree, a.cue)
    rule = a.rule if source == a.source else (*a.rule, "statement.model-source")
    if not _within(a.top, content) or _within(source, content) or (nominal is not None and nominal.top == a.top):
        return a._replace(source=source, rule=rule)
    first = next(range_ for range_ in content if range_[0] <= a.top < range_[1])
    addressee = None if _within(a.addressee, content) else a.addressee
    content = (first, *(r for r in content if r != first))
    rule = rule if content == a.content else (*rule, "statement.model-edges")
    return Attribution(source, a.cue, a.top, content, addressee, rule)


def _agreed(tree: Tree, a: Attribution, said: Said) -> int | None:
    """The source that both see, else the model's where it stands in the cue's own sentence: there it is less often wrong."""
    marked = _source(tree, said)
    if a.source is None or marked is None:
        return marked if a.source is None else a.source
    beside = tree.sentence_number(marked) == tree.sentence_number(a.cue)
    return a.source if _within(a.source, said.source) or not beside else marked


def _source(tree: Tree, said: Said) -> int | None:
    """The head of the source; of several ranges the one nearest to the cue."""
    if not said.source:
        return None
    at = said.cue[0][0] if said.cue else said.source[0][0]
    nearest = min(said.source, key=lambda r: min(abs(r[0] - at), abs(r[1] - at)))
    start, end = phrases.trimmed(tree, *nearest)
    here = tree.sentence(max(start, end - 1))
    return head(tree, max(start, here.start), end)


def _cue(tree: Tree, ranges: Sequence[tuple[int, int]]) -> int:
    """The word that says: a verb or noun of saying in the cue, "according", else its head."""
    places = [i for start, end in ranges for i in range(start, end)]
    for i in places:
        if tree.lower[i] == "according" or (tree.is_verb(i) and lexicon.cue(tree.lemmas[i]) is not None):
            return i
    return next((i for i in places if tree.upos[i] == "VERB"), head(tree, *ranges[0]))


def head(tree: Tree, start: int, end: int) -> int:
    """The first word of a range whose governor is outside: of "Keita, the envoy" Keita, of a sentence and more its root."""
    tops = [i for i in range(start, end) if not start <= tree.heads[i] < end and tree.upos[i] != "PUNCT"]
    return tops[0] if tops else start


def _content(tree: Tree, said: Said) -> Ranges:
    """The ranges of what is said without marks at their edges and without "that" in front; the longest first."""
    ranges = []
    for start, end in said.content:
        first, last = without_that(tree, *phrases.trimmed(tree, start, end))
        if first < last and (phrases.meets_quote(tree, first, last) or _beside(tree, first, last, said)):
            ranges.append((first, last))
    ranges.sort(key=lambda r: r[0] - r[1])
    return tuple(r for r in ranges if r == ranges[0] or _goes_with(tree, r, ranges[0]))


def _beside(tree: Tree, first: int, last: int, said: Said) -> bool:
    """Reported words reach into the sentence of their cue: those of another sentence are linked to it by mistake."""
    cue = tree.sentence_number(said.cue[0][0])
    return tree.sentence_number(first) <= cue <= tree.sentence_number(last - 1)


def _goes_with(tree: Tree, part: tuple[int, int], first: tuple[int, int]) -> bool:
    """Is a further part of what is said quoted too, or of one clause with the first?"""
    if phrases.meets_quote(tree, *part):
        return True
    tops = tree.heads[head(tree, *part)], tree.heads[head(tree, *first)]
    return first[0] <= tops[0] < first[1] or part[0] <= tops[1] < part[1]


def _within(i: int | None, ranges: Sequence[tuple[int, int]]) -> bool:
    return i is not None and any(start <= i < end for start, end in ranges)
