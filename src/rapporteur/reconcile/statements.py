"""Statements across reports: one utterance through other words, translation and partial quotation.

Two reports tell the same utterance where its speaker is compatible, its day too, and enough of what the rarer words
stand for is shared (weighted by inverse document frequency over all statements of the run; names of people and
countries count half, numbers little). Near-synonyms stand for the same (`senses.toml`), and opposites too: "will be
lifted" and "will be tightened" of one speaker, day and matter belong side by side, as `differs`.

So "a frank talk was not possible under fire" and "frank talks are not possible under enemy fire" are one finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence, Set
from itertools import pairwise
from math import log
from typing import NamedTuple

from rapporteur.model import Statement
from rapporteur.reconcile import date_intervals
from rapporteur.reconcile.blocks import Comparer, Judged
from rapporteur.reconcile.clauses import heads
from rapporteur.reconcile.comparison_context import ComparisonContext, listed
from rapporteur.reconcile.date_intervals import DateInterval
from rapporteur.reconcile.differences import CONTENT, NAMES, Difference, differences
from rapporteur.reconcile.paraphrases import deeds, head, light, opposites
from rapporteur.reconcile.wording import content, names, tokens

_ENOUGH = 0.62
"""Share of the weight of the shorter wording that the longer must have, with three words shared."""
_VERBATIM = 0.9
"""The same where only two words are shared, within one report, or between speakers that may be one."""
_TURN = 0.5
"""The same for a quotation that has a turn of phrase (two content words in a row) in common with the other."""
_NEAR_EQUAL = 0.7
"""Share from which on two wordings are taken for one sense; below it they differ in content words."""
_MARKS = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]?")
_OTHER_DEEDS = 0.8
"""What is left of the match of two wordings that tell of different deeds: they may share no more than a topic."""
_SAME_WORDS = 0.85
"""Share of the shorter wording from which a turn of the sense is one of the same utterance, and not of another."""
_SAME_MATTER = 0.75
"""Share of the longer wording below which two things that set two wordings apart make them two utterances."""
_NAME, _NUMBER = 0.5, 0.2
"""Weights of a name (and of "make", "thing") and of a number, which two papers may have heard differently."""
_OTHER = frozenset(["another", "second", "third", "other", "different", "separate"])
_RAREST = 5
"""Words of a statement that serve as block keys."""


class StatementFeatures(NamedTuple):
    """A statement as it is compared: who may have said it, what its words stand for and how much that weighs."""

    claim: Statement
    speakers: frozenset[str]
    country: str | None
    named: bool
    unnamed: bool
    stems: tuple[str, ...]
    quoted: tuple[tuple[str, tuple[str, ...]], ...]
    weights: dict[str, float]
    keys: tuple[str, ...]
    when: DateInterval | None
    published: int | None


def features(claim: Statement, context: ComparisonContext) -> StatementFeatures:
    """The features of a statement; `prepare` adds the weights, which need all statements."""
    speaker = claim.speaker
    speakers = frozenset(v for v in (speaker, *claim.said_by) if v)
    country = context.country(speaker)
    unnamed = speaker is None or speaker.startswith("desc.")
    return StatementFeatures(
        claim,
        speakers,
        country,
        context.is_person(speaker),
        unnamed,
        heads(claim.words),
        _quotations(claim.words),
        {},
        (),
        date_intervals.interval_of(claim.when),
        context.published(claim.report),
    )


def _quotations(words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The text and heads of each quotation inside a mixed wording: the part that two papers have from one mouth."""
    marks = [c for c in words if c in "“”«»"]
    # The span of a statement may begin behind its opening mark.
    whole = f"“{words}" if marks and marks[0] in "”»" else words
    return tuple((q, heads(q)) for q in _MARKS.findall(whole) if len(heads(q)) > 1)


def prepare(members: Sequence[StatementFeatures]) -> Sequence[StatementFeatures]:
    """The features with the weight of each stem: smoothed idf over distinct wordings; names count half."""
    wordings = {f.stems for f in members}
    counts = Counter(s for stems in wordings for s in stems)
    rarest = log(1 + (len(wordings) + 10) / 1.5)
    idf = {s: log(1 + (len(wordings) + 10) / (n + 0.5)) / rarest for s, n in counts.items()}
    # A word leads to another statement only where another has it, first of all one of another report.
    uses = Counter(s for f in members for s in f.stems)
    across = Counter(s for _, s in {(f.claim.report, s) for f in members for s in f.stems})
    weighted = []
    for f in members:
        capitals = {head(name) for name in names(f.claim.words)}
        weights = {s: idf[s] * _share(s, capitals) for s in f.stems}
        shared = sorted((s for s in f.stems if uses[s] > 1), key=lambda s: (across[s] == 1, -weights[s], s))
        weighted.append(f._replace(weights=weights, keys=tuple(shared[:_RAREST])))
    return weighted


def _share(sense: str, capitals: Set[str]) -> float:
    """How much of its rarity a sense weighs."""
    if sense[0].isdigit():
        return _NUMBER
    return _NAME if sense[0] == "@" or sense in capitals or sense in light() else 1.0


def content_key(features: StatementFeatures) -> Hashable:
    """What reprints have in common."""
    c = features.claim
    return (
        c.speaker or c.speaker_words,
        c.said_by,
        tokens(c.words),
        c.addressee,
        features.when,
        c.factuality,
        features.published if not features.when else 0,
    )


def keys(features: StatementFeatures) -> Sequence[Hashable]:
    """The rarest words under the speaker's country, or under the speaker where no country is known."""
    side = features.country or features.claim.speaker
    if features.unnamed and features.country is None:
        side = None
    return [(side, s) for s in features.keys]


def compare(a: StatementFeatures, b: StatementFeatures, same_report: bool) -> float:
    """Share of the shorter wording's weight that the longer has, times the fit of the speakers; 0 = another
    utterance."""
    who = 0.0 if same_report and _is_another(a, b) else _speakers(a, b)
    if not who or not date_intervals.may_coincide(a.when, a.published, b.when, b.published):
        return 0.0
    if not _audience(a, b):
        return 0.0
    shared = [s for s in a.stems if s in b.weights and not s[0].isdigit()]
    if len(shared) < 2:
        return _phrase(a, b) * who
    cover = _letter(a, b) if same_report else _cover(a, b)
    strict = same_report or len(shared) == 2 or who < 0.8
    if len(shared) == 2 and set(a.stems) != set(b.stems) and not _turn(a.stems, b.stems):
        cover = 0.0
    if cover < (_VERBATIM if strict else _ENOUGH):
        quoted = 0.0 if same_report else max(_in_quotation(a, b), _in_quotation(b, a))
        return quoted * who * 0.8
    return 0.0 if _two_things(a, b, cover) else cover * who * (0.9 + 0.1 * len(shared) / max(len(a.stems), len(b.stems)))


def _is_another(a: StatementFeatures, b: StatementFeatures) -> bool:
    """Whether one report itself tells two unnamed speakers apart: "a senior official", "another senior official"."""
    others = [not _OTHER.isdisjoint(tokens(f.claim.speaker_words)) for f in (a, b)]
    return a.unnamed and b.unnamed and others[0] != others[1]


def _audience(a: StatementFeatures, b: StatementFeatures) -> bool:
    """Whether two utterances may have one addressee; "reporters" of two reports are the same kind of crowd."""
    one, other = a.claim.addressee, b.claim.addressee
    if not one or not other or one == other:
        return True
    return one.startswith("desc.") and other.startswith("desc.")


def _kin(sense: str, other: StatementFeatures) -> bool:
    """Whether the other wording has a sense or its opposite."""
    return sense in other.weights or any((sense, o) in opposites() for o in other.weights)


def _two_things(a: StatementFeatures, b: StatementFeatures, cover: float) -> bool:
    """Whether two wordings that share much are of two utterances: what turns the sense meets other differences."""
    kinds = {d.kind for d in _differences(a, b)}
    turned = bool(kinds - {NAMES, CONTENT})
    return (turned and cover < _SAME_WORDS) or (len(kinds) > 1 and _whole(a, b) < _SAME_MATTER)


def _whole(a: StatementFeatures, b: StatementFeatures) -> float:
    """Share of the weight of the longer wording that both have."""
    both = sum(a.weights[s] + b.weights[s] for s in a.weights if s in b.weights) / 2
    return both / max(sum(a.weights.values()), sum(b.weights.values()))


def _letter(a: StatementFeatures, b: StatementFeatures) -> float:
    """Share of the content words of the shorter wording that the longer has to the letter: what a report tells in other
    words a second time is mostly another utterance."""
    one, other = set(content(a.claim.words)), set(content(b.claim.words))
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _cover(a: StatementFeatures, b: StatementFeatures) -> float:
    """Share of the weight of the shorter wording that both have, less where they tell of different deeds."""
    overlap = (sum(w for s, w in a.weights.items() if _kin(s, b)) + sum(w for s, w in b.weights.items() if _kin(s, a))) / 2
    small = min(sum(a.weights.values()), sum(b.weights.values()))
    done = [{s for s in f.weights if s in deeds()} for f in (a, b)]
    other = all(done) and not any(_kin(s, b) for s in done[0])
    return min(1.0, overlap / small) * (_OTHER_DEEDS if other else 1.0) if small else 0.0


def _in_quotation(a: StatementFeatures, b: StatementFeatures) -> float:
    """The best share of a quotation of `a` that the other wording has; one of two words must be the only one, and
    whole."""
    best = 0.0
    for _, stems in a.quoted:
        shared = [s for s in stems if s in b.weights]
        total = sum(a.weights[s] for s in stems)
        cover = sum(a.weights[s] for s in shared) / total if total else 0.0
        short = len(shared) == 2
        enough = _VERBATIM if short else _TURN if _turn(stems, b.stems) else _ENOUGH
        if len(shared) > 1 and cover >= enough and (len(a.quoted) == 1 or not short):
            best = max(best, cover)
    return best


def _turn(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two wordings share a turn of phrase: two content words in a row."""
    return not set(pairwise(a)).isdisjoint(pairwise(b))


def _phrase(a: StatementFeatures, b: StatementFeatures) -> float:
    """A quotation of one content word is met only by the same words, whole or within a dozen others."""
    short, long = sorted((tokens(a.claim.words), tokens(b.claim.words)), key=len)
    if not short or (a.claim.form == "indirect" == b.claim.form and short != long):
        return 0.0
    if short == long:
        return 0.9
    if len(long) > 12 or not any(w > 0.6 for w in min(a, b, key=lambda f: len(f.stems)).weights.values()):
        return 0.0
    text = f" {' '.join(long)} "
    return 0.6 if f" {' '.join(short)} " in text else 0.0


def _speakers(a: StatementFeatures, b: StatementFeatures) -> float:
    """1 for one speaker; less where one relays the other or an institution stands for its person; 0 for two persons."""
    c, d = a.claim, b.claim
    if c.speaker and c.speaker == d.speaker:
        return 1.0
    if a.unnamed and b.unnamed:
        alike = set(content(c.speaker_words)) & set(content(d.speaker_words))
        return 0.7 if a.country == b.country and (alike or c.speaker is None or d.speaker is None) else 0.0
    if a.speakers & b.speakers:
        return 0.9 if not (a.named and b.named) else 0.0
    if a.country is None or a.country != b.country or (a.named and b.named):
        return 0.0
    return 0.7 if a.unnamed or b.unnamed else 0.8


def headline(members: Sequence[StatementFeatures], context: ComparisonContext) -> str:
    """ "Keita to Doe: “a frank talk was not possible …”": speaker, addressee, the longest wording, cut at a dozen
    words."""
    best = max(members, key=lambda f: (f.claim.form != "indirect", len(f.stems), len(f.claim.words), f.claim.words))
    speaker = min(members, key=lambda f: (f.unnamed, not f.named, context.name(f.claim.speaker))).claim
    who = context.short(speaker.speaker) if speaker.speaker else speaker.speaker_words
    to = min((context.short(f.claim.addressee) for f in members if f.claim.addressee), default="")
    words = best.claim.words.split()
    mixed = any(mark in best.claim.words for mark in '“”"«»')
    cut = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    cut += "”" if cut.count("“") > cut.count("”") else ""
    said = cut if mixed or best.claim.form == "indirect" else f"“{cut}”"
    return f"{who}{f' to {to}' if to else ''}: {said}"


def judge(members: Sequence[StatementFeatures], context: ComparisonContext) -> Judged:
    """One sense in every wording, or they differ in negation, condition, limit of time, a number, or in what is
    said."""
    distinct: dict[tuple[str, ...], StatementFeatures] = {}
    for f in members:
        distinct.setdefault(tokens(f.claim.words), f)
    wordings = list(distinct.values())
    for i, a in enumerate(wordings):
        for b in wordings[i + 1 :]:
            apart = _differences(a, b)
            if apart:
                return Judged("differs", _why(a, b, apart, context))
    relays = sorted({context.short(s) for f in members for s in f.claim.said_by if s != f.claim.speaker})
    through = f", through {listed(relays)}" if relays else ""
    if len(members) == 1:
        return Judged("same", "")
    return Judged(
        "same",
        f"The wording is the same{through}." if len(wordings) == 1 else f"The sense is the same in other words{through}.",
    )


def _why(a: StatementFeatures, b: StatementFeatures, apart: Sequence[Difference], context: ComparisonContext) -> str:
    outlets = [context.outlet(f.claim.report) for f in (a, b)]
    first, second = outlets if outlets[0] != outlets[1] else ("the first", "the second")
    quoted = listed(f"“{f.claim.words}” in {outlet}" for f, outlet in zip((a, b), outlets, strict=True))
    return f"The wordings differ in {listed(d.in_words(first, second) for d in apart[:3])}: {quoted}."


def _differences(a: StatementFeatures, b: StatementFeatures) -> tuple[Difference, ...]:
    """What sets two wordings apart. What a partial quotation leaves out is no difference, nor is what a paper adds in its
    own words around the quotation that the other has too."""
    cores = _core(a, b), _core(b, a)
    apart = differences(a.claim.words, b.claim.words, lambda s: a.weights.get(s) or b.weights.get(s, 1.0))
    if cores != (a.claim.words, b.claim.words):
        inside = {d.kind for d in differences(*cores, lambda s: a.weights.get(s) or b.weights.get(s, 1.0))}
        apart = tuple(d for d in apart if d.kind in inside)
    apart = _denials(a, b, apart)
    small = min(sum(a.weights.values()), sum(b.weights.values()))
    far = small and max(_cover(a, b), _in_quotation(a, b), _in_quotation(b, a)) < _NEAR_EQUAL
    return (*apart, Difference(CONTENT)) if far and CONTENT not in {d.kind for d in apart} else apart


def _denials(a: StatementFeatures, b: StatementFeatures, apart: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """Who "denied promising arms" says the same as who "had not promised arms", and not the same as who "promised arms"."""
    denied = a.claim.factuality == "denied", b.claim.factuality == "denied"
    if denied[0] == denied[1]:
        return apart
    rest = tuple(d for d in apart if d.kind != "negation")
    denial = Difference("negation", "denied" if denied[0] else "", "denied" if denied[1] else "")
    return rest if len(rest) < len(apart) else (denial, *apart)


def _core(a: StatementFeatures, b: StatementFeatures) -> str:
    """The quotation inside a wording that the other wording has nearly whole, or else the wording."""
    for text, stems in a.quoted if a.claim.form == "mixed" else ():
        if sum(a.weights[s] for s in stems if s in b.weights) >= _NEAR_EQUAL * sum(a.weights[s] for s in stems):
            return text
    return a.claim.words


COMPARER = Comparer(features, content_key, keys, compare, headline, judge, prepare, is_witnessed=lambda claim, context: True)
