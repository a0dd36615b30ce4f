"""Whether a number is a difference, or what something rose or fell from or to.

>>> # "rose by 5 per cent to 164" -> change_of: ("up", "by") for 5 per cent, ("up", "to") for 164
"""

from __future__ import annotations

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import SCALES, vocabulary
from rapporteur.lexicon import units

RISES = vocabulary(
    "rise rose risen rises rising increase increases increased increasing grow grew grown grows growing growth climb climbs "
    "climbed climbing jump jumps jumped jumping gain gains gained gaining surge surges surged surging soar soars soared "
    "soaring up expand expands expanded expanding boost boosts boosted boosting raise raises raised raising swell swells "
    "swelled swelling advance advances advanced advancing higher rally rallies rallied rallying spike spikes spiked "
    "rebound rebounds rebounded leap leaps leapt leaped ascend ascended upward"
)
FALLS = vocabulary(
    "fall fell fallen falls falling drop drops dropped dropping decline declines declined declining decrease decreases "
    "decreased decreasing cut cuts cutting reduce reduces reduced reducing reduction lose loses lost losing loss slash "
    "slashed slashes shrink shrinks shrank shrunk shrinking plunge plunges plunged plunging slump slumps slumped slumping "
    "down slide slides slid sliding plummet plummets plummeted plummeting lower lowered lowering tumble tumbles tumbled "
    "tumbling dip dips dipped dipping sink sinks sank sunk slip slips slipped slipping shed sheds collapse collapsed descend "
    "descended downward stumble stumbled sag sagged skid skidded"
)
_ADDS = vocabulary("add adds added adding")
"""Rises only of prices and shares: "added 15 sen", not "added 15 sailors"."""
_GOES = vocabulary("go goes went going gone move moves moved moving change changes changed bring brings brought take takes")
"""Verbs that go "from … to …" without saying up or down."""
_HIGHER = {"higher": "up", "lower": "down"}
_RISE_NOUNS = vocabulary("increase rise jump growth gain surge hike rebound spike climb boost upturn")
_FALL_NOUNS = vocabulary("decrease drop decline fall cut reduction loss slump plunge dip slide downturn shortfall")
_RAISES = vocabulary("raise raised raises raising")
"""Money is raised that was not there before: a rise only with "by", "to", "from", or in per cent."""
_REACH = 12
"""Pieces between a verb of moving and the number that it moves to."""
_CHANGE_NOUNS = (_RISE_NOUNS | _FALL_NOUNS) - {"loss", "gain", "cut"} | vocabulary("increases rises drops falls declines")
"""Nouns of change before "of": "a rise of 5%"; "a loss of $5m" is money lost, no difference."""
_STOPS = frozenset((";", ":", ".", "while", "but", "although", "because", "that", "which", "who"))


def moved(cut: TokenSequence, begin: int) -> str | None:
    """How the number that begins at a piece belongs to a verb of moving before it: "from", "by", "to" or `None`."""
    before = cut.text(begin - 1)
    if before in ("from", "to", "at"):
        verb = _verb_before(cut, begin - 1, _REACH, before == "from")
        return None if verb is None else "from" if before == "from" else "to" if before == "to" else None
    if before == "by":
        return "by" if _verb_before(cut, begin - 1, 4, False) is not None else None
    near = begin - 1 if before in RISES or before in FALLS else begin - 2
    return "by" if _is_move(cut, near) else None


def _verb_before(cut: TokenSequence, at: int, reach: int, going: bool) -> int | None:
    """The nearest verb of moving before a piece, in the same clause."""
    for step in range(at - 1, max(-1, at - 1 - reach), -1):
        text = cut.texts[step]
        if text in _STOPS:
            return None
        if text in RISES or text in FALLS or (text in _ADDS and cut.tag(step)[:2] == "VB") or (going and text in _GOES):
            return None if _is_phrasal(cut, step) else step
    return None


def _is_move(cut: TokenSequence, at: int) -> bool:
    text = cut.text(at)
    return (text in RISES or text in FALLS) and not _is_phrasal(cut, at)


def _is_phrasal(cut: TokenSequence, at: int) -> bool:
    """Whether "up" only makes a verb: "built up 130,000 troops", not "shares were up 3%"."""
    if cut.texts[at] not in ("up", "down") or at == 0:
        return False
    word = cut.word(at - 1)
    return word.xpos.startswith("VB") and word.lemma.lower() not in (
        *("be", "go", "trade", "move", "edge", "end", "close", "trend", "tick", "finish", "open"),
    )


def change_of(cut: TokenSequence, found: NumberCandidate) -> tuple[str | None, str | None, bool]:
    """("up" or "down", how, whether a noun says so) of a number; the first is `None` where it is no difference.

    How is "by" for a difference, "from" or "to" for an end of it, `None` for what is no part of a change.
    """
    way = moved(cut, found.begin)
    if way in ("from", "to"):
        return None, way, False
    if found.sign and found.unit in ("percent", "percentage point", "point", None):
        return ("up" if found.sign == "+" else "down"), "by", False
    direction = _direction(cut, found.begin, found.unit) or (_HIGHER.get(cut.text(found.end)) if found.unit else None)
    named = None if direction else _noun_after(cut, found.end)
    return direction or named, "by" if direction or named else None, named is not None


def settle(cut: TokenSequence, before: NumberCandidate, found: NumberCandidate) -> None:
    """What two numbers that follow each other tell of each other.

    "Dropped by 5 miles (8 km)" says both with one verb; "went from 208 pounds to 193" means pounds twice.
    """
    between = cut.texts[before.end : found.begin]
    same = units.dimension(before.unit or "") == units.dimension(found.unit or "")
    if between in (["("], ["(", "or"]) and before.unit and found.unit and same:
        found.bound = found.bound or before.bound
        found.change, found.way, found.noun = before.change, before.way, before.noun
    elif between in ([",", "or"], ["or"]) and before.way == "by" and before.unit and found.unit and found.way is None:
        found.change, found.way, found.noun = before.change, before.way, before.noun  # "fell $12, or 0.8%"
    elif between in (["and"], ["or"]) and before.unit is None and units.dimension(found.unit or "") in ("time", "ratio"):
        before.unit = found.unit  # "20 and 50 years ago"
    elif before.way == "from" and between[-1:] == ["to"] and len(between) < 6:
        found.way = "to"
        if before.unit is None and found.unit is not None and before.end + 1 == found.begin:
            before.unit, before.low = found.unit, shared_scale(before, found)
            before.high = before.low
        elif found.unit is None and before.unit is not None and cut.tag(found.end) not in ("NN", "NNS"):
            found.unit = before.unit


def shared_scale(first: NumberCandidate, second: NumberCandidate) -> float:
    """For "five to ten thousand" means five thousand: the scale of the second number, if the first has none."""
    if first.low >= 1000 or second.low < 1000:
        return first.low
    scale = max((size for size in SCALES.values() if size <= second.low and second.low / size < 1000), default=1.0)
    return first.low * scale if first.low < second.low / scale else first.low


def _direction(cut: TokenSequence, begin: int, unit: str | None) -> str | None:
    """The direction that the words right before a number give it."""
    before = cut.text(begin - 1)
    if before == "by":
        at = _verb_before(cut, begin - 1, 4, False)
        return None if at is None else _side(cut.texts[at])
    if before in ("at", "in", "for", "with") or (before == "of" and cut.text(begin - 2) not in _CHANGE_NOUNS):
        return None
    if before == "off" and units.dimension(unit or "") in (units.MONEY, "ratio", "ratio point"):
        return "down"
    for at in (begin - 2,) if before == "of" else (begin - 1, begin - 2):
        if _is_move(cut, at):
            fund = cut.texts[at] in _RAISES and unit not in ("percent", "percentage point")
            return None if fund else _side(cut.texts[at])
        if cut.text(at) in _ADDS and unit is not None and cut.tag(at)[:2] == "VB":
            return "up"
    return None


def _side(text: str) -> str:
    return "down" if text in FALLS else "up"


def _noun_after(cut: TokenSequence, end: int) -> str | None:
    """For "a 5% drop", "12% annual growth"."""
    after = {text for at, text in enumerate(cut.texts[end : end + 2], end) if cut.tag(at)[:2] == "NN"}
    if after & _RISE_NOUNS:
        return "up"
    return "down" if after & _FALL_NOUNS else None
