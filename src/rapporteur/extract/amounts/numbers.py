"""Numbers with their unit, range and bound, before it is asked what they count.

>>> # "between five and ten thousand" -> NumberCandidate(low=5000, high=10000)
"""

from __future__ import annotations

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.changes import moved, shared_scale
from rapporteur.extract.amounts.measures import rate, sign_before, unit_after
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import (
    FRACTIONS,
    GLYPHS,
    PLURALS,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
    Number,
    bound_before,
    read_number,
    vocabulary,
)

OPENERS = frozenset((*SMALL, *TENS, *SCALES, *PLURALS, *GLYPHS, *VAGUE, "half", "quarter", "dozen")) - {"many"}
"""Words that a number can begin with, beside digits and "a" ("a dozen")."""
EXCEED = vocabulary("exceed exceeds exceeded surpass surpasses surpassed top topped tops")
_OPEN_ENDS: dict[tuple[str, ...], str] = {
    ("or", "more"): "at least",
    ("and", "more"): "at least",
    ("or", "above"): "at least",
    ("and", "above"): "at least",
    ("or", "higher"): "at least",
    ("or", "older"): "at least",
    ("or", "over"): "at least",
    ("and", "over"): "at least",
    ("or", "so"): "about",
    ("or", "fewer"): "up to",
    ("or", "less"): "up to",
    ("or", "below"): "up to",
    ("or", "under"): "up to",
}
_HYPHENS = ("-", "–", "—")
_EXTENTS = vocabulary("high tall long wide deep thick away sprint hurdles race freestyle above below apart offshore")
"""After these words "80m" is metres."""
_FEW_NOUNS = vocabulary("of the its their his her our all my your")


def found_at(cut: TokenSequence, at: int) -> NumberCandidate | None:
    """The number at piece `at` with its range, unit and bounds; `None` where the pieces are no quantity."""
    found = _single(cut, at)
    if found is None:
        return None
    if found.unit != "share":
        found = _ranged(cut, found)
    _bound(cut, found)
    return found


def _single(cut: TokenSequence, at: int) -> NumberCandidate | None:
    """One number and its unit, without range and bounds."""
    share = _share(cut, at) or _out_of(cut, at)
    if share is not None:
        return _of_scale(cut, share)
    number = _number(cut, at)
    if number is None:
        return None
    found = NumberCandidate(at, at, number.end, number.low, number.high)
    _measure(cut, found)
    found.sign = cut.plus_or_minus(found.at)
    if found.sign and found.begin == found.at:
        found.begin -= 1
    if found.sign == "-" and found.high is not None:
        found.low, found.high = -found.high, -found.low
    return found


def _of_scale(cut: TokenSequence, share: NumberCandidate) -> NumberCandidate:
    """For "a quarter of a million": a number, no part of anything."""
    end = share.end
    size = SCALES.get(cut.text(end + 2))
    if size is None or cut.texts[end : end + 2] != ["of", "a"]:
        return share
    found = NumberCandidate(share.at, share.begin, end + 3, share.low * size, share.low * size)
    _measure(cut, found)
    return found


def _number(cut: TokenSequence, at: int) -> Number | None:
    texts = cut.texts
    first = texts[at]
    number = read_number(texts, at)
    if first in SCALES and cut.text(at - 1) == "another":
        number = Number(SCALES[first], SCALES[first], at + 1)  # "another million"
    if number is None or first == "few" or (first in ("a", "an") and number.low == 1.0):
        return None
    if first in ("scores", "tens") and cut.text(at + 1) != "of":
        return None
    suffix = number.end == at + 2 and texts[at + 1] in ("m", "b", "k") and first[0].isdigit()
    if suffix and (not cut.touching(at + 1) or cut.text(at + 2) in _EXTENTS):
        return Number(number.low / _SIZE[texts[at + 1]], number.low / _SIZE[texts[at + 1]], at + 1)
    return number


_SIZE = {"m": 1e6, "b": 1e9, "k": 1e3}


def _share(cut: TokenSequence, at: int) -> NumberCandidate | None:
    """Parts of a whole: "half of", "a third", "two-thirds", "three quarters", "1/16 of"."""
    texts = cut.texts
    first, after = texts[at], texts[at + 1 : at + 4]
    if first == "half":
        owned = bool(after) and after[0] in _FEW_NOUNS
        return NumberCandidate(at, at, at + 1, 0.5, 0.5, "share") if owned else None
    if first in ("a", "an", "one") and after[:1] and after[0] in FRACTIONS and "of" in after[1:2]:
        value = FRACTIONS[after[0]]
        return NumberCandidate(at, at, at + 2, value, value, "share")
    if first in ("a", "an") and after[:1] and after[0] in FRACTIONS and after[0] != "half":
        by = cut.text(at - 1) == "by" or bound_before(texts, at) is not None
        noun = cut.tag(at + 2) in ("NN", "NNS", "NNP", "JJ") or cut.text(at + 2) == "-"
        return NumberCandidate(at, at, at + 2, FRACTIONS[after[0]], FRACTIONS[after[0]], "share") if by and not noun else None
    if first in SMALL and SMALL[first] < 10 and (first != "one" or (after[:1] == ["-"] and cut.text(at + 2) in FRACTIONS)):
        if first == "one":
            return NumberCandidate(at, at, at + 3, FRACTIONS[after[1]], FRACTIONS[after[1]], "share")
        step = 2 if after[:1] == ["-"] else 1
        name = cut.text(at + step)
        if name.endswith("s") and name[:-1] in FRACTIONS:
            value = SMALL[first] * FRACTIONS[name[:-1]]
            return NumberCandidate(at, at, at + step + 1, value, value, "share")
    return _written_fraction(cut, at) if after[:1] and after[0] in ("/", "⁄") else None


def _written_fraction(cut: TokenSequence, at: int) -> NumberCandidate | None:
    """For "1/16 of a pint": with "of", or with the fraction slash, which no date is written with."""
    above, below = cut.text(at), cut.text(at + 2)
    joined = above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 5 and cut.touching(at + 1)
    if not joined or not cut.touching(at + 2) or not 0 < int(above) < int(below):
        return None
    if cut.text(at + 3) != "of" and cut.text(at + 1) != "⁄":
        return None
    value = int(above) / int(below)
    found = NumberCandidate(at, at, at + 3, value, value, "share")
    step = at + 3 + (cut.text(at + 3) == "of")
    step += cut.text(step) in ("a", "an", "the")
    unit = unit_after(cut, step)
    if unit is not None:
        found.unit, found.end = unit
    return found


def _out_of(cut: TokenSequence, at: int) -> NumberCandidate | None:
    """For "one out of three", "nine out of 10", "one in five voters": a share, if the parts are few."""
    part = cut.text(at)
    if part not in SMALL and not (part.isdecimal() and len(part) < 3):
        return None
    if cut.texts[at + 1 : at + 3] == ["out", "of"]:
        step = at + 3
    elif cut.text(at + 1) == "in" and cut.text(at + 2) not in _EVERY:
        step = at + 2
    else:
        return None
    step += cut.text(step) == "every"
    whole = read_number(cut.texts, step) if step < len(cut.texts) else None
    some = read_number(cut.texts, at)
    if whole is None or some is None or not 0 < some.low < whole.low <= 100 or whole.low != whole.high:
        return None
    if cut.text(at + 1) == "in" and not _is_in(cut, whole.end, whole.low):
        return None
    return NumberCandidate(at, at, whole.end, some.low / whole.low, some.low / whole.low, "share")


def _is_in(cut: TokenSequence, end: int, whole: float) -> bool:
    """Whether "in" parts a whole: "four in 10 say", "one in five voters"; not "two in 10 minutes"."""
    if unit_after(cut, end) is not None or whole not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100):
        return False
    return cut.tag(end) in ("NNS", "MD", "VBP", "VBD", "VBZ", "JJ") or cut.text(end) in ("people", "of")


_EVERY = vocabulary("the a an its their his")


def _measure(cut: TokenSequence, found: NumberCandidate) -> None:
    """The unit around a number: a currency's sign before it, a unit after it."""
    sign = sign_before(cut, found.begin)
    after = unit_after(cut, found.end)
    if sign is not None:
        found.unit, found.begin = sign
        if cut.text(found.end) in ("us", "usd") and cut.written(found.end, found.end + 1).isupper():
            found.end += 1
            after = unit_after(cut, found.end)
        again = after if after is not None and after[0].startswith(found.unit) else rate(cut, found.end, found.unit)
        if again is not None:
            found.unit, found.end = again
    elif after is not None:
        found.unit, found.end = after
    elif cut.text(found.end) == "of" and (found.high != found.low or cut.text(found.end - 1) == "couple"):
        after = unit_after(cut, found.end + 1)
        if after is not None:
            found.unit, found.end = after  # "tens of millions of dollars"


# ---- ranges ---------------------------------------------------------------------------------------------------------


def _ranged(cut: TokenSequence, first: NumberCandidate) -> NumberCandidate:
    """A number alone, or the low end of "five to ten thousand", "10-15", "between $100 and $200"."""
    joint = _joint(cut, first)
    if joint is None or first.high is None:
        return first
    start = _start(cut, joint)
    second = _single(cut, start) if start is not None and _opens(cut.text(start)) else None
    if second is None or second.high is None or second.unit == "share" or second.sign:
        return first
    low = shared_scale(first, second)
    if cut.text(first.end) == "to" and _are_two(cut, first, second):
        return first
    if not low < second.high or not _one_measure(cut, first, second) or not _is_choice(cut, first, second):
        return first
    begin = first.begin - (cut.text(first.begin - 1) == "between")
    return NumberCandidate(first.at, begin, second.end, low, second.high, second.unit or first.unit, None, first.sign)


def _are_two(cut: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> bool:
    """For "from 3,000 to 6,000", "rose by 1,000 to 6,000", "up to 50 to 70": two numbers; "fell by 5 to 10%" is a range."""
    bound = bound_before(cut.texts, first.begin)
    way = moved(cut, bound[1] if bound else first.begin)
    if way == "from" or (bound is not None and bound[0] not in ("about", "nearly")):
        return True
    return way is not None and (first.unit is not None or second.unit is None)


def _is_choice(cut: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> bool:
    """For "two or three": not "$100m or $350m", which are two proposals."""
    return cut.text(first.end) != "or" or second.low <= 2 * shared_scale(first, second)


def _start(cut: TokenSequence, joint: int) -> int | None:
    """The piece that the second number begins at: after a currency's sign."""
    for at in range(joint, min(joint + 4, len(cut.texts))):
        if _opens(cut.text(at)):
            return at if at == joint or sign_before(cut, at) is not None else None
    return None


def _opens(text: str) -> bool:
    return text[:1].isdigit() or text in OPENERS


def _joint(cut: TokenSequence, first: NumberCandidate) -> int | None:
    """The piece after what joins two numbers into a range; `None` where nothing does."""
    at, before = first.end, cut.text(first.begin - 1)
    joint = cut.text(at)
    if before == "between" or (before in ("about", "around") and cut.text(first.begin - 2) == "between"):
        return at + 1 if joint == "and" else None
    if joint in _HYPHENS and cut.text(at + 1) in ("to", "or"):
        return at + 2 + (cut.text(at + 2) in _HYPHENS)  # "10- to 15-year", "18-to-34-year-olds"
    if joint in _HYPHENS:
        return at + 1 if cut.touching(at) or not cut.touching(at + 1) else None  # "5 -1.3%" is a sign
    if joint == "up" and cut.text(at + 1) == "to" and before in ("from", "at", "starting"):
        return at + 2
    if joint == "to" and cut.text(at + 1) == "-":
        return at + 2  # "200,000 to-260,000"
    return at + 1 if joint in ("to", "or") else None


def _one_measure(cut: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> bool:
    """Whether the ends of a range measure the same; "gave $5 to 3 people" is none."""
    if first.unit is None or first.unit == second.unit:
        return True
    if second.unit is not None:
        return second.unit.startswith(first.unit + " per ")
    return first.begin == first.at or cut.tag(second.end) != "NNS"


# ---- bounds ---------------------------------------------------------------------------------------------------------


def _bound(cut: TokenSequence, found: NumberCandidate) -> None:
    """The bound words before or after a number taken in."""
    texts = cut.texts
    before = bound_before(texts, found.begin)
    after = _OPEN_ENDS.get(tuple(texts[found.end : found.end + 2]))
    if before is not None:
        found.bound, found.begin = before
    elif after is not None:
        found.bound, found.end = after, found.end + 2
    elif cut.text(found.end) == "+" and cut.touching(found.end) and not cut.text(found.end + 1)[:1].isdigit():
        found.bound, found.end = "at least", found.end + 1
    elif texts[found.end : found.end + 2] == ["-", "plus"] or (cut.text(found.end) == "plus" and cut.text(found.end + 1) != "or"):
        found.bound, found.end = "at least", found.end + (1 if cut.text(found.end) == "plus" else 2)
    elif found.begin and texts[found.begin - 1] in EXCEED and cut.tag(found.begin - 1)[:2] == "VB":
        found.bound = "more than"
