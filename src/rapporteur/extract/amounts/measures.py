"""The unit around a number: "$1.5m", "RM23.50", "4.2bn Danish crowns", "250ml", "52,000 barrel-a-day", "80 km/h".

>>> # unit_after(cut, 1) for "35 sq ft wide" -> ("square foot", 3)
"""

from __future__ import annotations

from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import vocabulary
from rapporteur.lexicon import units

_LONGEST = 4
"""Pieces of the longest unit: "New Zealand dollars", "metric tons", "km/h" (three)."""
_PER_WHAT = vocabulary("share barrel head person piece game employee household capita bottle head unit vote match inhabitant")
"""What something costs or is had per, beside units."""
_ELSEWHEN = vocabulary("ago earlier later before after old long")
"""After these words "a year" is a time: "$5m a year ago"."""
_WEIGHTS = vocabulary(
    "weigh weighs weighed weighing weight heavy lost lose loses losing gain gained gaining bomb bombs explosive explosives "
    "warhead warheads shape diet tnt body lift lifted"
)
"""Words beside which pounds are pounds of mass."""
_WHOLE = vocabulary("previous consecutive straight successive more additional full long whole solid further extra")
"""Words between a number and a unit of time."""
_HYPHENS = ("-", "–")
_GLUED = ("MP", "Mt", "Gt", "bar", "db", "yd", "ha")
"""Units only where they touch their number: "12MP", not "12 MP"."""
_ENDS = (".", ",", ";", ":", "(", ")")
"""No unit ends with these as words of their own."""


def sign_before(cut: TokenSequence, at: int) -> tuple[str, int] | None:
    """The currency whose sign stands before piece `at`, and the piece that the sign begins at."""
    for size in (3, 2, 1):
        begin = at - size
        if begin < 0:
            continue
        sign = cut.written(begin, at)
        code = units.currency(sign.replace(" ", ""))
        if code is not None and len(sign) < 7 and _is_sign(cut, sign, begin, at):
            return code, begin
    return None


def _is_sign(cut: TokenSequence, sign: str, begin: int, at: int) -> bool:
    """Whether what reads as a currency's sign is one: "A $5m deal" is in US dollars, "PS5" no money."""
    if cut.touching(begin) and cut.text(begin - 1).isalnum():
        return False
    if sign.isalpha():
        digits = cut.text(at)
        small = len(digits) == 1 and cut.text(at + 1) not in ("million", "billion", "trillion", "m", "bn", "tn", "b")
        return digits[:1].isdigit() and not (small and cut.touching(at))
    letters = sign.strip("$ ")
    return len(letters) != 1 or not letters.isalpha() or " " not in sign


def unit_after(cut: TokenSequence, at: int) -> tuple[str, int] | None:
    """The unit that stands at piece `at`, a hyphen before it or not, with what it is counted per; and the piece after."""
    hyphen = cut.text(at) in _HYPHENS and cut.touching(at) and cut.touching(at + 1)
    found = _unit(cut, at + hyphen)
    if found is None and cut.text(at) in _WHOLE:
        found = _unit(cut, at + 1)  # "three consecutive days"
        found = found if found is not None and units.dimension(found[0]) == units.TIME else None
    if found is None:
        return None
    name, end = found
    if name == "pound" and not _is_mass(cut, at, end, hyphen):
        name = "GBP"
    return rate(cut, end, name) or (name, end)


def _unit(cut: TokenSequence, at: int) -> tuple[str, int] | None:
    if cut.text(at) not in units.beginnings():
        return None
    for size in range(min(_LONGEST, len(cut.texts) - at), 0, -1):
        if cut.texts[at + size - 1] in _ENDS:
            continue
        written = cut.written(at, at + size)
        found = units.unit(written.rstrip(".")) if len(written) < 30 else None
        if found is None or (written in _GLUED and not cut.touching(at)):
            continue
        if len(written) > 1 or _is_symbol(cut, written, at):
            return found.name, at + size
    return None


def _is_symbol(cut: TokenSequence, letter: str, at: int) -> bool:
    """Whether one letter after a number is a unit's: one that touches it, or that the reader took for a noun ("5 W")."""
    if not letter.isalpha() or cut.touching(at):
        return not (cut.touching(at + 1) and cut.text(at + 1)[:1].isalnum())
    if cut.touching(at + 1) and cut.text(at + 1) not in (".", ",", "/", ")"):
        return False
    return letter in "mglWVAFC" and cut.tag(at) in ("NN", "NNS", "NNP", "CD", "SYM")


def _is_mass(cut: TokenSequence, at: int, end: int, hyphen: bool) -> bool:
    """Whether pounds are mass: "a 500-pound bomb", "200 pounds of flour", "weighed 200 pounds"; money otherwise."""
    if hyphen or cut.text(end - 1).startswith("lb") or cut.text(end - 1) == "pound":
        return True
    scaled = cut.text(at - 1) in ("million", "billion", "m", "bn")
    return not scaled and (cut.text(end) == "of" or not _WEIGHTS.isdisjoint(cut.texts[max(0, at - 12) : end + 12]))


def rate(cut: TokenSequence, at: int, name: str) -> tuple[str, int] | None:
    """The rate that a unit is part of: "per day", "a month", "-a-day", "/cm2"."""
    step = at
    if cut.text(step) in _HYPHENS and cut.touching(step):
        step += 1
    word = cut.text(step)
    if word == "/" and cut.touching(step + 1):
        below = _unit(cut, step + 1)
    elif word in ("per", "a", "an"):
        step += cut.text(step + 1) in _HYPHENS
        below = _unit(cut, step + 1) or _other(cut, step + 1, word)
    else:
        return None
    if below is None or (word != "per" and cut.text(below[1]) in _ELSEWHEN):
        return None
    if word in ("a", "an") and units.dimension(below[0]) not in (units.TIME, None) and units.dimension(name) != units.MONEY:
        return None
    return f"{name} per {below[0]}", below[1]


def _other(cut: TokenSequence, at: int, word: str) -> tuple[str, int] | None:
    """Anything that a noun names, after "per"; after "a" only what prices are usually given for."""
    if cut.text(at) in _PER_WHAT or (word == "per" and cut.tag(at) == "NN"):
        return cut.word(at).lemma.lower(), at + 1
    return None
