"""Parts of a whole: "half of", "a third", "two-thirds", "1/16 of", "one in five voters"."""

from __future__ import annotations

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.measures import unit_after
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import FRACTIONS, SMALL, bound_before, read_number
from rapporteur.lexicon.word_sets import word_set


def share_at(tokens: TokenSequence, at: int) -> NumberCandidate | None:
    """The part of a whole that stands at piece `at`; `None` where none does."""
    return _fraction(tokens, at) or _out_of(tokens, at)


def _share(at: int, size: int, value: float) -> NumberCandidate:
    return NumberCandidate(at, at, at + size, value, value, "share")


def _fraction(tokens: TokenSequence, at: int) -> NumberCandidate | None:
    first, second, third = (tokens.text(at + step) for step in range(3))
    if first == "half":
        return _share(at, 1, 0.5) if second in word_set("amounts", "wholes") else None
    if first in ("a", "an", "one") and second in FRACTIONS and third == "of":
        return _share(at, 2, FRACTIONS[second])
    if first in ("a", "an") and second in FRACTIONS and second != "half":
        return _share(at, 2, FRACTIONS[second]) if _stands_alone(tokens, at) else None
    if first == "one" and second == "-" and third in FRACTIONS:
        return _share(at, 3, FRACTIONS[third])
    step = 2 if second == "-" else 1
    parts = tokens.text(at + step)
    if first != "one" and SMALL.get(first, 10) < 10 and parts.endswith("s") and parts[:-1] in FRACTIONS:
        return _share(at, step + 1, SMALL[first] * FRACTIONS[parts[:-1]])
    return _written_fraction(tokens, at) if second in ("/", "⁄") else None


def _stands_alone(tokens: TokenSequence, at: int) -> bool:
    """Whether a fraction is an amount without "of": "fell by a third", "nearly a quarter"; not "by a third country"."""
    bounded = tokens.text(at - 1) == "by" or bound_before(tokens.texts, at) is not None
    return bounded and tokens.tag(at + 2) not in word_set("amounts", "noun_tags") and tokens.text(at + 2) != "-"


def _written_fraction(tokens: TokenSequence, at: int) -> NumberCandidate | None:
    """For "1/16 of a pint": with "of", or with the fraction slash, which no date is written with."""
    above, below = tokens.text(at), tokens.text(at + 2)
    joined = above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 5 and tokens.touching(at + 1)
    if not joined or not tokens.touching(at + 2) or not 0 < int(above) < int(below):
        return None
    if tokens.text(at + 3) != "of" and tokens.text(at + 1) != "⁄":
        return None
    share = _share(at, 3, int(above) / int(below))
    step = at + 3 + (tokens.text(at + 3) == "of")
    step += tokens.text(step) in ("a", "an", "the")
    unit = unit_after(tokens, step)
    if unit is not None:
        share.unit, share.end = unit
    return share


def _out_of(tokens: TokenSequence, at: int) -> NumberCandidate | None:
    """For "one out of three", "nine out of 10", "one in five voters": a share, if the parts are few."""
    part = tokens.text(at)
    if part not in SMALL and not (part.isdecimal() and len(part) < 3):
        return None
    if tokens.texts[at + 1 : at + 3] == ["out", "of"]:
        step = at + 3
    elif tokens.text(at + 1) == "in" and tokens.text(at + 2) not in word_set("amounts", "not_every"):
        step = at + 2
    else:
        return None
    step += tokens.text(step) == "every"
    whole = read_number(tokens.texts, step) if step < len(tokens.texts) else None
    some = read_number(tokens.texts, at)
    if whole is None or some is None or not 0 < some.low < whole.low <= 100 or whole.low != whole.high:
        return None
    if tokens.text(at + 1) == "in" and not _is_in(tokens, whole.end, whole.low):
        return None
    return _share(at, whole.end - at, some.low / whole.low)


def _is_in(tokens: TokenSequence, end: int, whole: float) -> bool:
    """Whether "in" parts a whole: "four in 10 say", "one in five voters"; not "two in 10 minutes"."""
    if unit_after(tokens, end) is not None or whole not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100):
        return False
    return tokens.tag(end) in word_set("amounts", "share_tags") or tokens.text(end) in ("people", "of")
