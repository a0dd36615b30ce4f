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
from rapporteur.extract.amounts.identifiers import is_age, is_name, names_a_model, past_group
from rapporteur.extract.amounts.numbers import OPENERS, found_at
from rapporteur.extract.amounts.tokens import TokenSequence
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
    `None`; `change` "up" or "down" where the number is a difference, and `way` how it belongs to a rise or fall: "by",
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
    way: str | None = None
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
            found = _in_sentence(TokenSequence(reading, sentence), timed, lengths, models)
            # "Up to thousands" sets no bound at either side.
            yield from (each for each in found if (each.amount.low, each.amount.high) != (None, None))


def _uncut(reading: Reading) -> Iterator[Sentence]:
    """The sentences, those joined again that a reader cut at the point of a number: "to RM23" "." "50"."""
    words, held = reading.words, None
    for sentence in reading.sentences:
        if sentence.start >= sentence.end:
            continue
        if held is not None:
            first, last = words[sentence.start], words[held.end - 1]
            if last.text == "." and last.end == first.start and first.text[0].isdigit():
                held = Sentence(held.start, sentence.end, held.paragraph)
                continue
            yield held
        held = sentence
    if held is not None:
        yield held


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


def _in_sentence(cut: TokenSequence, timed: set[int], lengths: bool, models: set[str]) -> Iterator[Amount]:
    """The quantities of a sentence; `models` are the numbers that named something so far ("Boeing 787", "the 787")."""
    at, texts = 0, cut.texts
    before: NumberCandidate | None = None
    while at < len(texts):
        text = texts[at]
        opens = text[0].isdigit() or text in OPENERS or (text in ("a", "an") and cut.text(at + 1) in _AFTER_A)
        if not opens or (cut.index[at] in timed and not lengths):
            at += 1
            continue
        found = found_at(cut, at)
        if found is None or _is_out(cut, found, timed, lengths) or (found.unit is None and text in models):
            if found is not None and names_a_model(cut, at):
                models.add(text)
            at = past_group(cut, at)
            continue
        found.change, found.way, found.noun = change_of(cut, found)
        if before is not None:
            settle(cut, before, found)
            yield _amount(cut, before)
        before = found
        at = max(found.end, at + 1)
    if before is not None:
        yield _amount(cut, before)


def _is_out(cut: TokenSequence, found: NumberCandidate, timed: set[int], lengths: bool) -> bool:
    """Whether a number is none of those that are asked for."""
    kind = units.dimension(found.unit) if found.unit else None
    if kind == "time" and cut.text(found.end + (cut.text(found.end) == "-")) in ("old", "olds"):
        found.end += 1 + (cut.text(found.end) == "-")
        found.unit, kind = AGE, "age"
    if kind in _NO_COUNTS:
        return not lengths
    if cut.index[found.at] in timed:
        return True
    if lengths and found.unit is None and is_age(cut, found):
        found.unit = AGE
        return False
    return is_name(cut, found)


def _amount(cut: TokenSequence, found: NumberCandidate) -> Amount:
    reading = cut.reading
    start, end = cut.index[found.begin], cut.index[found.end - 1] + 1
    low, high = bounded(found.low, found.high, found.bound)
    words = reading.words
    return Amount(
        start=start,
        end=end,
        amount=Interval(low=low, high=high, unit=found.unit),
        bound=found.bound,
        counted=_counted(cut, found, end),
        change=found.change,
        words=reading.text[words[start].start : words[end - 1].end],
        pronoun=cut.texts[found.at] == "one" and found.end == found.at + 1 and cut.text(found.end) == "of",
        way=found.way,
        noun=found.noun,
    )


def _counted(cut: TokenSequence, found: NumberCandidate, end: int) -> int | None:
    words, sentence = cut.words, cut.sentence
    if found.unit is None and cut.text(found.end) in ("a", "an", "per"):
        return None  # "ten a day"
    if found.unit is None:
        hyphened = hyphened_noun(words, sentence, end)
        return hyphened if hyphened is not None else counted_noun(words, sentence, cut.index[found.at], end)
    if found.unit == "share":
        return counted_noun(words, sentence, cut.index[found.at], end)
    if cut.text(found.begin - 1) == "within":
        return None  # "within 150 feet of a hall"
    return measured_noun(words, sentence, end)
