"""Whether a number is a difference, or what something rose or fell from or to.

"Rose by 5 per cent to 164": 5 per cent is the difference ("up", "by"), 164 what it came "to".
"""

from __future__ import annotations

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import SCALES
from rapporteur.lexicon import units
from rapporteur.lexicon.word_sets import word_set

RISES, FALLS = word_set("amounts", "rises"), word_set("amounts", "falls")
_ADDS, _GOES = word_set("amounts", "adds"), word_set("amounts", "goes")
_HIGHER = {"higher": "up", "lower": "down"}
_REACH = 12
"""Pieces between a verb of moving and the number that it moves to."""


def change_role(tokens: TokenSequence, begin: int) -> str | None:
    """How the number that begins at a piece belongs to a verb of moving before it: "from", "by", "to" or `None`."""
    before = tokens.text(begin - 1)
    if before in ("from", "to", "at"):
        verb = _verb_before(tokens, begin - 1, _REACH, before == "from")
        return None if verb is None else "from" if before == "from" else "to" if before == "to" else None
    if before == "by":
        return "by" if _verb_before(tokens, begin - 1, 4, False) is not None else None
    near = begin - 1 if before in RISES or before in FALLS else begin - 2
    return "by" if _is_move(tokens, near) else None


def _verb_before(tokens: TokenSequence, at: int, reach: int, going: bool) -> int | None:
    """The nearest verb of moving before a piece, in the same clause."""
    for step in range(at - 1, max(-1, at - 1 - reach), -1):
        text = tokens.texts[step]
        if text in word_set("amounts", "clause_ends"):
            return None
        if text in RISES or text in FALLS or (text in _ADDS and tokens.tag(step)[:2] == "VB") or (going and text in _GOES):
            return None if _is_phrasal(tokens, step) else step
    return None


def _is_move(tokens: TokenSequence, at: int) -> bool:
    text = tokens.text(at)
    return (text in RISES or text in FALLS) and not _is_phrasal(tokens, at)


def _is_phrasal(tokens: TokenSequence, at: int) -> bool:
    """Whether "up" only makes a verb: "built up 130,000 troops", not "shares were up 3%"."""
    if tokens.texts[at] not in ("up", "down") or at == 0:
        return False
    word = tokens.word(at - 1)
    return word.xpos.startswith("VB") and word.lemma.lower() not in word_set("amounts", "up_after")


def change_of(tokens: TokenSequence, candidate: NumberCandidate) -> tuple[str | None, str | None, bool]:
    """("up" or "down", how, whether a noun says so) of a number; the first is `None` where it is no difference.

    How is "by" for a difference, "from" or "to" for an end of it, `None` for what is no part of a change.
    """
    role = change_role(tokens, candidate.begin)
    if role in ("from", "to"):
        return None, role, False
    if candidate.sign and candidate.unit in ("percent", "percentage point", "point", None):
        return ("up" if candidate.sign == "+" else "down"), "by", False
    direction = _direction(tokens, candidate.begin, candidate.unit)
    if direction is None and candidate.unit:
        direction = _HIGHER.get(tokens.text(candidate.end))
    named = None if direction else _noun_after(tokens, candidate.end)
    return direction or named, "by" if direction or named else None, named is not None


def settle(tokens: TokenSequence, first: NumberCandidate, second: NumberCandidate) -> None:
    """What two numbers that follow each other tell of each other.

    "Dropped by 5 miles (8 km)" says both with one verb; "went from 208 pounds to 193" means pounds twice.
    """
    between = tokens.texts[first.end : second.begin]
    same = units.dimension(first.unit or "") == units.dimension(second.unit or "")
    if between in (["("], ["(", "or"]) and first.unit and second.unit and same:
        second.bound = second.bound or first.bound
        second.change, second.role, second.noun = first.change, first.role, first.noun
    elif between in ([",", "or"], ["or"]) and first.role == "by" and first.unit and second.unit and second.role is None:
        second.change, second.role, second.noun = first.change, first.role, first.noun  # "fell $12, or 0.8%"
    elif between in (["and"], ["or"]) and first.unit is None and units.dimension(second.unit or "") in ("time", "ratio"):
        first.unit = second.unit  # "20 and 50 years ago"
    elif first.role == "from" and between[-1:] == ["to"] and len(between) < 6:
        second.role = "to"
        if first.unit is None and second.unit is not None and first.end + 1 == second.begin:
            first.unit, first.low = second.unit, shared_scale(first, second)
            first.high = first.low
        elif second.unit is None and first.unit is not None and tokens.tag(second.end) not in ("NN", "NNS"):
            second.unit = first.unit


def shared_scale(first: NumberCandidate, second: NumberCandidate) -> float:
    """For "five to ten thousand" means five thousand: the scale of the second number, if the first has none."""
    if first.low >= 1000 or second.low < 1000:
        return first.low
    scale = max((size for size in SCALES.values() if size <= second.low and second.low / size < 1000), default=1.0)
    return first.low * scale if first.low < second.low / scale else first.low


def _direction(tokens: TokenSequence, begin: int, unit: str | None) -> str | None:
    """The direction that the words right before a number give it."""
    before = tokens.text(begin - 1)
    if before == "by":
        at = _verb_before(tokens, begin - 1, 4, False)
        return None if at is None else _side(tokens.texts[at])
    if before in word_set("amounts", "unmoved"):
        return None
    if before == "of" and tokens.text(begin - 2) not in word_set("amounts", "change_nouns"):
        return None
    if before == "off" and units.dimension(unit or "") in (units.MONEY, "ratio", "ratio point"):
        return "down"
    for at in (begin - 2,) if before == "of" else (begin - 1, begin - 2):
        if _is_move(tokens, at):
            fund = tokens.texts[at] in word_set("amounts", "raises") and unit not in ("percent", "percentage point")
            return None if fund else _side(tokens.texts[at])
        if tokens.text(at) in _ADDS and unit is not None and tokens.tag(at)[:2] == "VB":
            return "up"
    return None


def _side(text: str) -> str:
    return "down" if text in FALLS else "up"


def _noun_after(tokens: TokenSequence, end: int) -> str | None:
    """For "a 5% drop", "12% annual growth"."""
    after = {text for at, text in enumerate(tokens.texts[end : end + 2], end) if tokens.tag(at)[:2] == "NN"}
    if after & word_set("amounts", "rise_nouns"):
        return "up"
    return "down" if after & word_set("amounts", "fall_nouns") else None
