"""Numbers of things in a `Reading`: how many, of what, in which unit, bounded how, risen or fallen.

In "more than 130,000 troops stand along the border" it finds

>>> Amount(start=0, end=3, amount=Interval(low=130000, high=None), bound="more than", counted=3, change=None,
...        words="more than 130,000").amount.low
130000

Times, dates, scores, addresses, the numbers of models and of articles of a treaty are no amounts. The bound words are
those of `time.numerals`; the columns (value, unit, change) follow CQE (Almasian et al., EMNLP 2023).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.changes import FALLS, RISES, change_of, settle
from rapporteur.extract.amounts.counted_nouns import TOTALS, counted_noun, hyphened_noun, measured_noun
from rapporteur.extract.amounts.identifiers import is_age, names_a_model, naming_rule, past_group
from rapporteur.extract.amounts.numbers import OPENERS, candidate_at
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.provenance import drop
from rapporteur.extract.time import Timex, expressions
from rapporteur.extract.time.numerals import FRACTIONS, GLYPHS, bounded
from rapporteur.lexicon import units
from rapporteur.model import Interval, Reading, Sentence

__all__ = ["FALLS", "RISES", "TOTALS", "Amount", "amounts", "quantities"]

AGE = "year of age"
_DIGIT = re.compile(rf"[\d{''.join(GLYPHS)}]")
_SPELLED = frozenset(form for word in (*OPENERS, *FRACTIONS, "score") for form in (word, word.capitalize(), word.upper()))
_AFTER_A = OPENERS | {*FRACTIONS, "score"}
_NO_COUNTS = ("time", "age")
"""Dimensions whose quantities are no amounts: `extract.time` has the one, nobody the other."""


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A number over words `start` to `end` (indices into `Reading.words`, end exclusive; bound and unit among them).

    `amount.unit` is a unit of `lexicon.units` ("percent", "kilometre", "USD", "barrel per day"), "share" (a half is
    0.5), or `None` for things that are counted; `counted` is the index of the noun that is, or that is measured, `None`
    where none is found. `bound` is "more than", "at least", "just over", "up to", "less than", "nearly", "about" or
    `None`; `change` "up" or "down" where the number is a difference, and `role` how it belongs to a rise or fall: "by",
    "from" or "to"; `noun` marks a difference that a noun names ("a 5% drop"). `pronoun` marks "one of the": a choice out
    of many, not a count.
    """

    start: int
    end: int
    amount: Interval
    bound: str | None
    counted: int | None
    change: str | None
    words: str
    pronoun: bool = False
    role: str | None = None
    noun: bool = False


def amounts(reading: Reading, times: Sequence[Timex] | None = None) -> tuple[Amount, ...]:
    """The amounts of a reading in the order of the text.

    `times` are the reading's time expressions if they are known already (their words are no amounts); otherwise they
    are looked for here.
    """
    return tuple(_all(reading, expressions(reading, None) if times is None else times, False))


def quantities(reading: Reading, times: Sequence[Timex] | None = None) -> tuple[Amount, ...]:
    """The amounts, and with them lengths of time ("90 minutes", "two years later") and ages, in units of their own.

    Dates stay out. For measuring against corpora that know one kind of quantity only, and for tables.
    """
    return tuple(_all(reading, expressions(reading, None) if times is None else times, True))


def _all(reading: Reading, times: Sequence[Timex], lengths: bool) -> Iterator[Amount]:
    timed = {index for timex in times for index in range(timex.start, timex.end)}
    nothing: set[int] = set()
    models: set[str] = set()
    for sentence in _uncut(reading):
        if _may_hold(reading, sentence, nothing if lengths else timed):
            for amount in _in_sentence(TokenSequence(reading, sentence), timed, lengths, models):
                if (amount.amount.low, amount.amount.high) == (None, None):
                    drop("figure.unbounded", amount.start)
                else:
                    yield amount


def _uncut(reading: Reading) -> Iterator[Sentence]:
    """The sentences, those joined again that a reader cut at the point of a number: "to RM23" "." "50"."""
    words, whole = reading.words, None
    for sentence in reading.sentences:
        if sentence.start >= sentence.end:
            continue
        if whole is not None:
            first, last = words[sentence.start], words[whole.end - 1]
            if last.text == "." and last.end == first.start and first.text[0].isdigit():
                whole = Sentence(whole.start, sentence.end, whole.paragraph)
                continue
            yield whole
        whole = sentence
    if whole is not None:
        yield whole


def _may_hold(reading: Reading, sentence: Sentence, timed: set[int]) -> bool:
    """Whether a sentence has digits or a number word that belong to no time: most have not, and cost nothing."""
    first, words = sentence.start, reading.words
    texts = [word.text for word in words[first : sentence.end]]
    if not _DIGIT.search(reading.text, words[first].start, words[sentence.end - 1].end):
        if _SPELLED.isdisjoint(texts) and _SPELLED.isdisjoint([text.partition("-")[0] for text in texts if "-" in text]):
            return False
    for at, text in enumerate(texts):
        if text in _SPELLED or (not text.isalpha() and (_DIGIT.search(text) or text.partition("-")[0] in _SPELLED)):
            year = len(text) == 4 and at + 1 < len(texts) and texts[at + 1].lower() in units.beginnings()
            if year or first + at not in timed:
                return True
    return False


def _in_sentence(tokens: TokenSequence, timed: set[int], lengths: bool, models: set[str]) -> Iterator[Amount]:
    """The quantities of a sentence; `models` are the numbers that named something so far ("Boeing 787", "the 787")."""
    at, texts = 0, tokens.texts
    before: NumberCandidate | None = None
    while at < len(texts):
        if not _opens(tokens, at) or (tokens.index[at] in timed and not lengths):
            at += 1
            continue
        candidate = candidate_at(tokens, at)
        rule = "" if candidate is None else _refusal(tokens, candidate, timed, lengths, models)
        if candidate is None or rule is not None:
            if candidate is not None and names_a_model(tokens, at):
                models.add(texts[at])
            if rule:
                drop(rule, tokens.index[at])
            at = past_group(tokens, at)
            continue
        candidate.change, candidate.role, candidate.noun = change_of(tokens, candidate)
        if before is not None:
            settle(tokens, before, candidate)
            yield _amount(tokens, before)
        before = candidate
        at = max(candidate.end, at + 1)
    if before is not None:
        yield _amount(tokens, before)


def _opens(tokens: TokenSequence, at: int) -> bool:
    text = tokens.texts[at]
    return text[0].isdigit() or text in OPENERS or (text in ("a", "an") and tokens.text(at + 1) in _AFTER_A)


def _refusal(
    tokens: TokenSequence, candidate: NumberCandidate, timed: set[int], lengths: bool, models: set[str]
) -> str | None:
    """The rule by which a number is none of those that are asked for."""
    _take_age(tokens, candidate)
    kind = "age" if candidate.unit == AGE else units.dimension(candidate.unit or "")
    if kind in _NO_COUNTS:
        return None if lengths else f"figure.{kind}"
    if tokens.index[candidate.at] in timed:
        return "figure.time"
    if lengths and candidate.unit is None and is_age(tokens, candidate):
        candidate.unit = AGE
        return None
    named = candidate.unit is None and tokens.texts[candidate.at] in models
    return naming_rule(tokens, candidate) or ("figure.model" if named else None)


def _take_age(tokens: TokenSequence, candidate: NumberCandidate) -> None:
    """For "65-year-old": a unit of its own."""
    old = candidate.end + (tokens.text(candidate.end) == "-")
    if tokens.text(old) in ("old", "olds") and candidate.unit and units.dimension(candidate.unit) == units.TIME:
        candidate.unit, candidate.end = AGE, old + 1


def _amount(tokens: TokenSequence, candidate: NumberCandidate) -> Amount:
    reading = tokens.reading
    start, end = tokens.index[candidate.begin], tokens.index[candidate.end - 1] + 1
    low, high = bounded(candidate.low, candidate.high, candidate.bound)
    words = reading.words
    return Amount(
        start=start,
        end=end,
        amount=Interval(low=low, high=high, unit=candidate.unit),
        bound=candidate.bound,
        counted=_counted(tokens, candidate, end),
        change=candidate.change,
        words=reading.text[words[start].start : words[end - 1].end],
        pronoun=tokens.texts[candidate.at] == "one" and candidate.end == candidate.at + 1 and tokens.text(candidate.end) == "of",
        role=candidate.role,
        noun=candidate.noun,
    )


def _counted(tokens: TokenSequence, candidate: NumberCandidate, end: int) -> int | None:
    words, sentence = tokens.words, tokens.sentence
    if candidate.unit is None and tokens.text(candidate.end) in ("a", "an", "per"):
        return None  # "ten a day"
    if candidate.unit is None:
        hyphened = hyphened_noun(words, sentence, end)
        return hyphened if hyphened is not None else counted_noun(words, sentence, tokens.index[candidate.at], end)
    if candidate.unit == "share":
        return counted_noun(words, sentence, tokens.index[candidate.at], end)
    if tokens.text(candidate.begin - 1) == "within":
        return None  # "within 150 feet of a hall"
    return measured_noun(words, sentence, end)
