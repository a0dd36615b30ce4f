"""Numbers with their unit, range and bound, before it is asked what they count.

"Between five and ten thousand" is one of low 5000 and high 10000.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.changes import change_role, shared_scale
from rapporteur.extract.amounts.measures import rate, sign_before, unit_after
from rapporteur.extract.amounts.shares import share_at
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import (
    GLYPHS,
    PLURALS,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
    Number,
    bound_before,
    read_number,
)
from rapporteur.lexicon.word_sets import word_map, word_set

OPENERS = frozenset((*SMALL, *TENS, *SCALES, *PLURALS, *GLYPHS, *VAGUE, "half", "quarter", "dozen")) - {"many"}
"""Words that a number can begin with, beside digits and "a" ("a dozen")."""
_OPEN_ENDS: Mapping[str, str] = word_map("amounts", "open_ends")
_HYPHENS = ("-", "–", "—")


def candidate_at(tokens: TokenSequence, at: int) -> NumberCandidate | None:
    """The number at piece `at` with its range, unit and bounds; `None` where the pieces are no quantity."""
    candidate = _single(tokens, at)
    if candidate is None:
        return None
    if candidate.unit != "share":
        candidate = _ranged(tokens, candidate)
    _bound(tokens, candidate)
    return candidate


def _single(tokens: TokenSequence, at: int) -> NumberCandidate | None:
    """One number and its unit, without range and bounds."""
    share = share_at(tokens, at)
    if share is not None:
        return _of_scale(tokens, share)
    number = _number(tokens, at)
    if number is None:
        return None
    candidate = NumberCandidate(at, at, number.end, number.low, number.high)
    _measure(tokens, candidate)
    candidate.sign = tokens.plus_or_minus(candidate.at)
    if candidate.sign and candidate.begin == candidate.at:
        candidate.begin -= 1
    if candidate.sign == "-" and candidate.high is not None:
        candidate.low, candidate.high = -candidate.high, -candidate.low
    return candidate


def _of_scale(tokens: TokenSequence, share: NumberCandidate) -> NumberCandidate:
    """For "a quarter of a million": a number, no part of anything."""
    end = share.end
    size = SCALES.get(tokens.text(end + 2))
    if size is None or tokens.texts[end : end + 2] != ["of", "a"]:
        return share
    candidate = NumberCandidate(share.at, share.begin, end + 3, share.low * size, share.low * size)
    _measure(tokens, candidate)
    return candidate


def _number(tokens: TokenSequence, at: int) -> Number | None:
    texts = tokens.texts
    first = texts[at]
    number = read_number(texts, at)
    if first in SCALES and tokens.text(at - 1) == "another":
        number = Number(SCALES[first], SCALES[first], at + 1)  # "another million"
    if number is None or first == "few" or (first in ("a", "an") and number.low == 1.0):
        return None
    if first in ("scores", "tens") and tokens.text(at + 1) != "of":
        return None
    suffix = number.end == at + 2 and texts[at + 1] in ("m", "b", "k") and first[0].isdigit()
    if suffix and (not tokens.touching(at + 1) or tokens.text(at + 2) in word_set("amounts", "extents")):
        return Number(number.low / _SIZE[texts[at + 1]], number.low / _SIZE[texts[at + 1]], at + 1)
    return number


_SIZE = {"m": 1e6, "b": 1e9, "k": 1e3}


def _measure(tokens: TokenSequence, candidate: NumberCandidate) -> None:
    """The unit around a number: a currency's sign before it, a unit after it."""
    sign = sign_before(tokens, candidate.begin)
    if sign is not None:
        _measure_money(tokens, candidate, *sign)
        return
    after = unit_after(tokens, candidate.end)
    several = candidate.high != candidate.low or tokens.text(candidate.end - 1) == "couple"
    if after is None and several and tokens.text(candidate.end) == "of":
        after = unit_after(tokens, candidate.end + 1)  # "tens of millions of dollars"
    if after is not None:
        candidate.unit, candidate.end = after


def _measure_money(tokens: TokenSequence, candidate: NumberCandidate, code: str, begin: int) -> None:
    """A sum behind a currency's sign, the sign's letters once more behind it or not, and what it is had per."""
    candidate.unit, candidate.begin, end = code, begin, candidate.end
    if tokens.text(end) in ("us", "usd") and tokens.written(end, end + 1).isupper():
        candidate.end = end = end + 1
    after = unit_after(tokens, end)
    if after is None or not after[0].startswith(code):
        after = rate(tokens, end, code)
    if after is not None:
        candidate.unit, candidate.end = after


# ---- ranges ---------------------------------------------------------------------------------------------------------


def _ranged(tokens: TokenSequence, first: NumberCandidate) -> NumberCandidate:
    """A number alone, or the low end of "five to ten thousand", "10-15", "between $100 and $200"."""
    joint = _joint(tokens, first)
    if joint is None or first.high is None:
        return first
    start = _start(tokens, joint)
    second = _single(tokens, start) if start is not None and _opens(tokens.text(start)) else None
    if second is None or second.high is None or second.unit == "share" or second.sign:
        return first
    low = shared_scale(first, second)
    if tokens.text(first.end) == "to" and _are_two(tokens, first, second):
        return first
    if not low < second.high or not _one_measure(tokens, first, second) or not _is_choice(tokens, first, second):
        return first
    begin = first.begin - (tokens.text(first.begin - 1) == "between")
    return NumberCandidate(first.at, begin, second.end, low, second.high, second.unit or first.unit, None, first.sign)


def _are_two(tokens: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> bool:
    """For "from 3,000 to 6,000", "rose by 1,000 to 6,000", "up to 50 to 70": two numbers; "fell by 5 to 10%" is a range."""
    bound = bound_before(tokens.texts, first.begin)
    role = change_role(tokens, bound[1] if bound else first.begin)
    if role == "from" or (bound is not None and bound[0] not in ("about", "nearly")):
        return True
    return role is not None and (first.unit is not None or second.unit is None)


def _is_choice(tokens: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> bool:
    """For "two or three": not "$100m or $350m", which are two proposals."""
    return tokens.text(first.end) != "or" or second.low <= 2 * shared_scale(first, second)


def _start(tokens: TokenSequence, joint: int) -> int | None:
    """The piece that the second number begins at: after a currency's sign."""
    for at in range(joint, min(joint + 4, len(tokens.texts))):
        if _opens(tokens.text(at)):
            return at if at == joint or sign_before(tokens, at) is not None else None
    return None


def _opens(text: str) -> bool:
    return text[:1].isdigit() or text in OPENERS


def _joint(tokens: TokenSequence, first: NumberCandidate) -> int | None:
    """The piece after what joins two numbers into a range; `None` where nothing does."""
    at, before = first.end, tokens.text(first.begin - 1)
    joint = tokens.text(at)
    if before == "between" or (before in ("about", "around") and tokens.text(first.begin - 2) == "between"):
        return at + 1 if joint == "and" else None
    if joint in _HYPHENS and tokens.text(at + 1) in ("to", "or"):
        return at + 2 + (tokens.text(at + 2) in _HYPHENS)  # "10- to 15-year", "18-to-34-year-olds"
    if joint in _HYPHENS:
        return at + 1 if tokens.touching(at) or not tokens.touching(at + 1) else None  # "5 -1.3%" is a sign
    if joint == "up" and tokens.text(at + 1) == "to" and before in ("from", "at", "starting"):
        return at + 2
    if joint == "to" and tokens.text(at + 1) == "-":
        return at + 2  # "200,000 to-260,000"
    return at + 1 if joint in ("to", "or") else None


def _one_measure(tokens: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> bool:
    """Whether the ends of a range measure the same; "gave $5 to 3 people" is none."""
    if first.unit is None or first.unit == second.unit:
        return True
    if second.unit is not None:
        return second.unit.startswith(first.unit + " per ")
    return first.begin == first.at or tokens.tag(second.end) != "NNS"


# ---- bounds ---------------------------------------------------------------------------------------------------------


def _bound(tokens: TokenSequence, candidate: NumberCandidate) -> None:
    """The bound words before or after a number taken in."""
    before, after = bound_before(tokens.texts, candidate.begin), _bound_after(tokens, candidate.end)
    verb = tokens.text(candidate.begin - 1) in word_set("amounts", "exceed") and tokens.tag(candidate.begin - 1)[:2] == "VB"
    if before is not None:
        candidate.bound, candidate.begin = before
    elif after is not None:
        candidate.bound, candidate.end = after
    elif verb:
        candidate.bound = "more than"


def _bound_after(tokens: TokenSequence, end: int) -> tuple[str, int] | None:
    """For "or more", "30+", "30-plus": the bound behind a number, and where it ends."""
    first, second = tokens.text(end), tokens.text(end + 1)
    bound = _OPEN_ENDS.get(f"{first} {second}")
    if bound is not None:
        return bound, end + 2
    if first == "+" and tokens.touching(end) and not second[:1].isdigit():
        return "at least", end + 1
    if first == "-" and second == "plus":
        return "at least", end + 2
    return ("at least", end + 1) if first == "plus" and second != "or" else None
