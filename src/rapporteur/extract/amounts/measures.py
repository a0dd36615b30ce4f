"""The unit around a number: "$1.5m", "RM23.50", "4.2bn Danish crowns", "250ml", "52,000 barrel-a-day", "80 km/h".

Of "35 sq ft wide", `unit_after` piece 1 gives ("square foot", 3).
"""

from __future__ import annotations

from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.lexicon import units
from rapporteur.lexicon.word_sets import word_set

_LONGEST = 4
"""Pieces of the longest unit: "New Zealand dollars", "metric tons", "km/h" (three)."""
_HYPHENS = ("-", "–")


def sign_before(tokens: TokenSequence, at: int) -> tuple[str, int] | None:
    """The currency whose sign stands before piece `at`, and the piece that the sign begins at."""
    for size in (3, 2, 1):
        begin = at - size
        if begin < 0:
            continue
        sign = tokens.written(begin, at)
        code = units.currency(sign.replace(" ", ""))
        if code is not None and len(sign) < 7 and _is_sign(tokens, sign, begin, at):
            return code, begin
    return None


def _is_sign(tokens: TokenSequence, sign: str, begin: int, at: int) -> bool:
    """Whether what reads as a currency's sign is one: "A $5m deal" is in US dollars, "PS5" no money."""
    if tokens.touching(begin) and tokens.text(begin - 1).isalnum():
        return False
    if sign.isalpha():
        digits = tokens.text(at)
        small = len(digits) == 1 and tokens.text(at + 1) not in word_set("amounts", "money_scales")
        return digits[:1].isdigit() and not (small and tokens.touching(at))
    letters = sign.strip("$ ")
    return len(letters) != 1 or not letters.isalpha() or " " not in sign


def unit_after(tokens: TokenSequence, at: int) -> tuple[str, int] | None:
    """The unit that stands at piece `at`, a hyphen before it or not, with what it is counted per; and the piece after."""
    hyphen = tokens.text(at) in _HYPHENS and tokens.touching(at) and tokens.touching(at + 1)
    unit = _unit(tokens, at + hyphen)
    if unit is None and tokens.text(at) in word_set("amounts", "between_units"):
        unit = _unit(tokens, at + 1)  # "three consecutive days"
        unit = unit if unit is not None and units.dimension(unit[0]) == units.TIME else None
    if unit is None:
        return None
    name, end = unit
    if name == "pound" and not _is_mass(tokens, at, end, hyphen):
        name = "GBP"
    return rate(tokens, end, name) or (name, end)


def _unit(tokens: TokenSequence, at: int) -> tuple[str, int] | None:
    if tokens.text(at) not in units.beginnings():
        return None
    for size in range(min(_LONGEST, len(tokens.texts) - at), 0, -1):
        if tokens.texts[at + size - 1] in word_set("amounts", "stops"):
            continue
        written = tokens.written(at, at + size)
        unit = units.unit(written.rstrip(".")) if len(written) < 30 else None
        if unit is None or (written in word_set("amounts", "glued") and not tokens.touching(at)):
            continue
        if len(written) > 1 or _is_symbol(tokens, written, at):
            return unit.name, at + size
    return None


def _is_symbol(tokens: TokenSequence, letter: str, at: int) -> bool:
    """Whether one letter after a number is a unit's: one that touches it, or that the reader took for a noun ("5 W")."""
    if not letter.isalpha() or tokens.touching(at):
        return not (tokens.touching(at + 1) and tokens.text(at + 1)[:1].isalnum())
    if tokens.touching(at + 1) and tokens.text(at + 1) not in word_set("amounts", "symbol_ends"):
        return False
    return letter in "mglWVAFC" and tokens.tag(at) in word_set("amounts", "symbol_tags")


def _is_mass(tokens: TokenSequence, at: int, end: int, hyphen: bool) -> bool:
    """Whether pounds are mass: "a 500-pound bomb", "200 pounds of flour", "weighed 200 pounds"; money otherwise."""
    if hyphen or tokens.text(end - 1).startswith("lb") or tokens.text(end - 1) == "pound":
        return True
    scaled = tokens.text(at - 1) in word_set("amounts", "pound_scales")
    near = tokens.texts[max(0, at - 12) : end + 12]
    return not scaled and (tokens.text(end) == "of" or not word_set("amounts", "weights").isdisjoint(near))


def rate(tokens: TokenSequence, at: int, name: str) -> tuple[str, int] | None:
    """The rate that a unit is part of: "per day", "a month", "-a-day", "/cm2"."""
    step = at
    if tokens.text(step) in _HYPHENS and tokens.touching(step):
        step += 1
    word = tokens.text(step)
    if word == "/" and tokens.touching(step + 1):
        below = _unit(tokens, step + 1)
    elif word in ("per", "a", "an"):
        step += tokens.text(step + 1) in _HYPHENS
        below = _unit(tokens, step + 1) or _other(tokens, step + 1, word)
    else:
        return None
    if below is None or (word != "per" and tokens.text(below[1]) in word_set("amounts", "elsewhen")):
        return None
    if word in ("a", "an") and units.dimension(below[0]) not in (units.TIME, None) and units.dimension(name) != units.MONEY:
        return None
    return f"{name} per {below[0]}", below[1]


def _other(tokens: TokenSequence, at: int, word: str) -> tuple[str, int] | None:
    """Anything that a noun names, after "per"; after "a" only what prices are usually given for."""
    if tokens.text(at) in word_set("amounts", "per_what") or (word == "per" and tokens.tag(at) == "NN"):
        return tokens.word(at).lemma.lower(), at + 1
    return None
