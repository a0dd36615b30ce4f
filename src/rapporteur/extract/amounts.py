"""Numbers of things in a `Reading`: how many, of what, bounded how.

In "more than 130,000 troops stand along the border" it finds

>>> Amount(start=0, end=3, amount=Interval(low=130000, high=None), bound="more than", counted=3, change=None,
...        words="more than 130,000").amount.low
130000

Times, dates, scores, addresses, the numbers of models and of articles of a treaty are no amounts. The bound words are
those of `time.numerals`; the columns (value, unit, change) follow CQE (Almasian et al., EMNLP 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from rapporteur.extract.time import Timex, expressions
from rapporteur.extract.time.numerals import (
    FRACTIONS,
    GLYPHS,
    PLURALS,
    SCALES,
    SMALL,
    TENS,
    Number,
    bound_before,
    bounded,
    pieces,
    read_number,
    vocabulary,
)
from rapporteur.model import Interval, Reading, Sentence, Word

CURRENCIES = {"$": "USD", "us$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "usd": "USD", "eur": "EUR", "gbp": "GBP"}
"""Signs before or after a number, as ISO 4217 codes; "$" is taken as the US dollar."""
MONEY = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
}
RISES = vocabulary(
    "rise rose risen increase grow grew climb jump gain surge soar up expand boost raise swell increased rises rising "
    "growth growing gained climbed jumped surged advanced advance higher"
)
FALLS = vocabulary(
    "fall fell fallen drop decline decrease cut reduce lose lost slash shrink plunge slump down dropped declined "
    "slide slides slid plummet plummeted reduced falls falling loss plunged slipped slip lower tumbled dipped sank"
)
EXCEED = vocabulary("exceed exceeds exceeded surpass surpasses surpassed top topped tops")
LABELS = vocabulary(
    "article articles section chapter page number no room line paragraph resolution flight highway route part phase "
    "class unit grade channel protocol title volume level version stage figure table gate apartment bus train round "
    "type model season episode week day group pier block berlin unscr runway platform category tier"
)
"""Nouns that a number after them names instead of counting: "Article 5", "Flight 17", "Resolution 2202"."""
STREETS = vocabulary("street road avenue lane drive boulevard square st rd ave blvd terrace court")
GAMES = vocabulary("win victory defeat loss lead draw beat record thrashing triumph vote")
TOTALS = vocabulary("number total strength toll count contingent size figure headcount level tally")
_OPENERS = frozenset(
    (*SMALL, *TENS, *SCALES, *PLURALS, *GLYPHS, "a", "an", "several", "few", "couple", "handful", "half", "dozen")
)
_OPEN_ENDS: dict[tuple[str, ...], str] = {
    ("or", "more"): "at least",
    ("or", "so"): "about",
    ("or", "fewer"): "up to",
    ("or", "less"): "up to",
}
_TAILS = frozenset(("strong", "plus", "odd"))
_SKIPPED_BEFORE_NOUN = (
    "JJ",
    "JJR",
    "JJS",
    "DT",
    "PRP$",
    "POS",
    "VBN",
    "VBG",
    "HYPH",
    "RB",
    "CD",
    "PDT",
    "NNP",
    "``",
    "''",
)


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A number over words `start` to `end` (indices into `Reading.words`, end exclusive; its bound's words among them).

    `amount.unit` is "percent", "share" (a half is 0.5), an ISO 4217 code, or `None` for things that are counted;
    `counted` is the index of the noun that is, `None` where none is found. `bound` is "more than", "at least", "just
    over", "up to", "less than", "nearly", "about" or `None`; `change` "up" or "down" where the number is a difference.
    `pronoun` marks "one of the": a choice out of many, not a count.
    """

    start: int
    end: int
    amount: Interval
    bound: str | None
    counted: int | None
    change: str | None
    words: str
    pronoun: bool = False


class _Found(msgspec.Struct):
    """A number while it is put together: pieces `begin` to `end`, and what is known of it."""

    begin: int
    end: int
    low: float
    high: float | None
    unit: str | None = None
    bound: str | None = None


def amounts(reading: Reading, times: Sequence[Timex] | None = None) -> tuple[Amount, ...]:
    """The amounts of a reading in the order of the text.

    `times` are the reading's time expressions if they are known already (their words are no amounts); otherwise they
    are looked for here.
    """
    taken = expressions(reading, None) if times is None else times
    timed = {index for timex in taken for index in range(timex.start, timex.end)}
    found: list[Amount] = []
    for sentence in reading.sentences:
        found.extend(_in_sentence(reading, sentence, timed))
    return tuple(found)


def _in_sentence(reading: Reading, sentence: Sentence, timed: set[int]) -> Iterator[Amount]:
    cut = pieces(reading.words, sentence.start, sentence.end)
    texts = [text for text, _ in cut]
    at = 0
    while at < len(cut):
        text, index = cut[at]
        if index in timed or not (text[0].isdigit() or text in _OPENERS):
            at += 1
            continue
        found = _number(reading.words, cut, texts, at)
        if found is None or _is_name(reading.words, sentence, cut, texts, found, at):
            at = _past_group(texts, at)
            continue
        yield _amount(reading, sentence, cut, texts, found, at)
        at = max(found.end, at + 1)


def _past_group(texts: Sequence[str], at: int) -> int:
    """The piece after a rejected number and what is joined to it: all of "044-1234-567" and "12:30"."""
    at += 1
    while at + 1 < len(texts) and texts[at] in ("-", "/", ":", "–") and texts[at + 1][0].isdigit():
        at += 2
    return at


# ---- reading the number ---------------------------------------------------------------------------------------------


def _number(words: Sequence[Word], cut: list[tuple[str, int]], texts: Sequence[str], at: int) -> _Found | None:
    """The number at piece `at` with its range, unit and bounds; `None` where the pieces are no quantity."""
    share = _share(texts, at)
    if share is not None:
        return _bounds(texts, share)
    number = read_number(texts, at)
    if number is None or (texts[at] in ("few", "a", "an") and number.low == 1.0):
        return None
    if texts[at] == "few" or _metres(words, cut, texts, at, number):
        return None
    found = _ranged(texts, at, number)
    _measure(texts, found)
    return _bounds(texts, found)


def _metres(words: Sequence[Word], cut: list[tuple[str, int]], texts: Sequence[str], at: int, number: Number) -> bool:
    """Whether the "m" taken as a million stands apart from its digits ("300 m away"): a length, left out."""
    if number.end != at + 2 or texts[at + 1] not in ("m", "b", "k"):
        return False
    return words[cut[at][1]].end < words[cut[at + 1][1]].start


def _share(texts: Sequence[str], at: int) -> _Found | None:
    """Parts of a whole: "half of", "a third", "two-thirds", "three quarters"."""
    first, after = texts[at], texts[at + 1 : at + 4]
    if first == "half":
        owned = bool(after) and after[0] in ("of", "the", "its", "their", "his", "her", "our", "all")
        return _Found(at, at + 1, 0.5, 0.5, "share") if owned else None
    if first in ("a", "an", "one") and after[:1] and after[0] in FRACTIONS and "of" in after[1:2]:
        value = FRACTIONS[after[0]]
        return _Found(at, at + 2, value, value, "share")
    if first in SMALL and 1 < SMALL[first] < 10:
        step = 2 if after[:1] == ["-"] else 1
        name = texts[at + step] if at + step < len(texts) else ""
        if name.endswith("s") and name[:-1] in FRACTIONS:
            value = SMALL[first] * FRACTIONS[name[:-1]]
            return _Found(at, at + step + 1, value, value, "share")
    return None


def _ranged(texts: Sequence[str], at: int, number: Number) -> _Found:
    """A number alone, or the low end of "five to ten thousand", "10-15", "between 100 and 200"."""
    single = _Found(at, number.end, number.low, number.high)
    joint = texts[number.end] if number.end < len(texts) else ""
    before = texts[at - 1] if at else ""
    moved = before in ("from", "by") or (before in RISES or before in FALLS)
    wanted = ("and",) if before == "between" else ("-", "–") if moved else ("-", "–", "to", "or")
    if joint not in wanted or number.end + 1 >= len(texts):
        return single
    start = number.end + 1 + (texts[number.end + 1] in CURRENCIES)
    second = read_number(texts, start) if start < len(texts) else None
    if second is None or second.high is None:
        return single
    low = _shared_scale(number, second)
    if not low < second.high:
        return single
    return _Found(at - (before == "between"), second.end, low, second.high)


def _shared_scale(first: Number, second: Number) -> float:
    """For "five to ten thousand" means five thousand: the scale of the second number, if the first has none."""
    if first.low >= 100 or second.low < 1000:
        return first.low
    scale = max((size for size in SCALES.values() if size <= second.low and second.low / size < 1000), default=1.0)
    return first.low * scale if first.low < second.low / scale else first.low


def _measure(texts: Sequence[str], found: _Found) -> None:
    """The unit around a number: a currency sign before it, a percent sign or a currency's name after it."""
    before = texts[found.begin - 1] if found.begin else ""
    after = texts[found.end] if found.end < len(texts) else ""
    if before in CURRENCIES:
        found.unit, found.begin = CURRENCIES[before], found.begin - 1
    elif after in ("%", "percent", "pc") or texts[found.end : found.end + 2] == ["per", "cent"]:
        found.unit, found.end = "percent", found.end + (2 if after == "per" else 1)
    elif after.rstrip("s") in MONEY:
        found.unit, found.end = MONEY[after.rstrip("s")], found.end + 1
    elif after in CURRENCIES:
        found.unit, found.end = CURRENCIES[after], found.end + 1


def _bounds(texts: Sequence[str], found: _Found) -> _Found:
    """The bound words before or after a number taken in, and its interval opened or stretched by them."""
    before = bound_before(texts, found.begin)
    after = _OPEN_ENDS.get(tuple(texts[found.end : found.end + 2]))
    if before is not None:
        found.bound, found.begin = before
    elif after is not None:
        found.bound, found.end = after, found.end + 2
    elif texts[found.end : found.end + 1] == ["+"] or texts[found.end : found.end + 2] == ["-", "plus"]:
        found.bound, found.end = "at least", found.end + (1 if texts[found.end] == "+" else 2)
    elif found.begin and texts[found.begin - 1] in EXCEED:
        found.bound = "more than"
    return found


# ---- what is no amount ----------------------------------------------------------------------------------------------


def _is_name(
    words: Sequence[Word], sentence: Sentence, cut: list[tuple[str, int]], texts: Sequence[str], found: _Found, at: int
) -> bool:
    """Whether the number names something (T-72, Flight 17, 12 Main Street, 3-1, 2014) instead of counting it."""
    index = cut[at][1]
    word = words[index]
    if found.unit is not None:
        return False
    if word.xpos == "LS" or _is_named(words, sentence, index) or _joined(words, cut, texts, at):
        return True
    after = texts[found.end] if found.end < len(texts) else ""
    glued = found.end < len(cut) and cut[found.end][1] == cut[found.end - 1][1]
    if glued and after in ("th", "st", "nd", "rd", "s"):
        return True
    if after in ("/", ":") and found.end + 1 < len(texts) and texts[found.end + 1][0].isdigit():
        return True
    return (
        _is_label(words, sentence, index)
        or _is_year(words, sentence, texts, found, at, cut)
        or _is_score(texts, found, at)
        or _is_address(words, sentence, cut[found.end - 1][1])
        or _is_age(words, sentence, index, texts, found)
        or _is_idle_one(words, sentence, cut, texts, found, at)
    )


def _is_named(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """Whether a number word is part of a name: "the Group of Seven", "Air Force One"."""
    word = words[index]
    spelled = word.text[0].isupper() and word.text.isalpha() and index > sentence.start
    return spelled and (word.upos == "PROPN" or word.xpos.startswith("NNP") or words[index - 1].xpos == "NNP")


def _joined(words: Sequence[Word], cut: list[tuple[str, int]], texts: Sequence[str], at: int) -> bool:
    """Whether letters or digits are joined to the front of a number: "Su-27", "MH17", "Covid-19", "555-0134"."""
    if at == 0:
        return False
    touching = cut[at - 1][1] == cut[at][1] or words[cut[at - 1][1]].end == words[cut[at][1]].start
    if not touching:
        return False
    if texts[at - 1][0].isalpha():
        return texts[at - 1] not in CURRENCIES
    if texts[at - 1] in ("-", "–", "/", ":", "#", "+", "."):
        return texts[at - 1] == "#" or (at > 1 and texts[at - 2][0].isalnum())
    return False


def _is_label(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """A number that follows what it names: "Article 5", "Boeing 737"."""
    if index == sentence.start or not words[index].text[0].isdigit():
        return False
    before, word = words[index - 1], words[index]
    if before.text.lower().rstrip(".") in LABELS and not _counts_right(words, sentence, index):
        return True
    if not before.xpos.startswith("NNP"):
        return False
    if word.head >= 0:
        return sentence.start <= word.head < index
    return not _counts_right(words, sentence, index)


def _counts_right(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """Whether a common noun follows that the number can count."""
    return index + 1 < sentence.end and words[index + 1].xpos in ("NNS", "JJ", "NN") and words[index].head != index - 1


def _is_year(
    words: Sequence[Word], sentence: Sentence, texts: Sequence[str], found: _Found, at: int, cut: list[tuple[str, int]]
) -> bool:
    text = texts[at]
    if found.bound is not None or len(text) != 4 or not text.isdecimal() or not 1900 <= int(text) <= 2100:
        return False
    following = cut[found.end - 1][1] + 1
    return not (following < sentence.end and words[following].xpos == "NNS")


def _is_score(texts: Sequence[str], found: _Found, at: int) -> bool:
    """For "a 3-1 win", "won 2-0", and telephone numbers: short numbers joined by a hyphen with nothing to count."""
    after = texts[found.end : found.end + 2]
    if found.end >= at + 3 and texts[at + 1] in ("-", "–") and texts[at].isdecimal():
        noun = after[0] if after else ""
        return not noun[:1].isalpha() or noun in GAMES or noun in ("to", "in", "at", "on", "against", "by", "and", "with")
    return len(after) == 2 and after[0] in ("-", "–") and after[1][0].isdigit()


def _is_address(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """For "12 Main Street": capitalised words up to one that ends a street's name."""
    for at in range(index + 1, min(index + 5, sentence.end)):
        if not words[at].text[0].isupper():
            return False
        if words[at].text.lower().rstrip(".") in STREETS:
            return True
    return False


def _is_age(words: Sequence[Word], sentence: Sentence, index: int, texts: Sequence[str], found: _Found) -> bool:
    """For "Maria Brown, 44, of Leeds" and "aged 44"."""
    before = words[index - 1].text.lower() if index > sentence.start else ""
    after = texts[found.end] if found.end < len(texts) else "."
    if before in ("aged", "age"):
        return True
    named = index - 2 >= sentence.start and words[index - 2].xpos.startswith("NNP")
    return before == "," and named and after in (",", ".") and 0 < found.low < 120 and found.bound is None


def _is_idle_one(
    words: Sequence[Word], sentence: Sentence, cut: list[tuple[str, int]], texts: Sequence[str], found: _Found, at: int
) -> bool:
    """For "no one", "one another", "one must", "this one": the pronoun without even a choice in it."""
    if texts[at] != "one" or found.end != at + 1:
        return False
    before = texts[at - 1] if at else ""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    if after == "of":
        return False
    if before in ("no", "this", "that", "which", "each", "every", "any", "the", "another", "first", "new"):
        return True
    index = cut[at][1]
    return counted_noun(words, sentence, index, index + 1) is None


# ---- what is counted ------------------------------------------------------------------------------------------------


def counted_noun(words: Sequence[Word], sentence: Sentence, first: int, last: int) -> int | None:
    """The index of the noun that the number over words `first` to `last` (exclusive) counts; `None` where none does.

    Through the tree where there is one: the head of a numeral ("130,000 troops"), the noun after "of" ("thousands of
    troops"), the subject or object of a verb that a total fills ("raised the number of troops to 130,000").
    """
    if not _has_tree(words, sentence):
        return _noun_to_the_right(words, sentence, last)
    head = _outer_head(words, first, last)
    partitive = _after_of(words, sentence, last)
    if partitive is not None:
        return partitive
    steps = 0
    while head is not None and head >= 0 and steps < 4 and words[head].text.lower() in (*_TAILS, "-", "%", "$"):
        head, steps = words[head].head, steps + 1
    if head is None or head < 0:
        return _noun_to_the_right(words, sentence, last)
    if words[head].xpos.startswith("NN") and head >= last:
        return head
    return _noun_to_the_right(words, sentence, last) or _filled_total(words, sentence, head)


def _has_tree(words: Sequence[Word], sentence: Sentence) -> bool:
    return any(words[index].head >= 0 for index in range(sentence.start, min(sentence.end, sentence.start + 3)))


def _outer_head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The head of the numeral: of the last of its words whose head lies outside."""
    for index in range(last - 1, first - 1, -1):
        if not first <= words[index].head < last and words[index].xpos in ("CD", "NNS", "NN", "JJ", "$"):
            return words[index].head
    return None


def _after_of(words: Sequence[Word], sentence: Sentence, at: int) -> int | None:
    """The noun of "of Russian troops", if word `at` is "of"."""
    if at >= sentence.end or words[at].text.lower() != "of":
        return None
    head = words[at].head
    if head > at and words[head].xpos.startswith("NN"):
        return head
    return _noun_to_the_right(words, sentence, at)


def _noun_to_the_right(words: Sequence[Word], sentence: Sentence, at: int) -> int | None:
    """The last noun of the first run of nouns after word `at`, over adjectives and the like ("of" once)."""
    limit = min(sentence.end, at + 8)
    if at < limit and words[at].text.lower() == "of":
        at += 1
    while at < limit and not words[at].xpos.startswith("NN"):
        if words[at].xpos not in _SKIPPED_BEFORE_NOUN and words[at].text.lower() not in _TAILS and words[at].text != "-":
            return None
        at += 1
    if at >= limit:
        return None
    while at + 1 < limit and words[at + 1].xpos.startswith("NN"):
        at += 1
    return at


def _filled_total(words: Sequence[Word], sentence: Sentence, verb: int) -> int | None:
    """For "raised the number of troops to 130,000": the noun whose total the verb fills."""
    for index in range(max(sentence.start, verb - 15), min(sentence.end, verb + 15)):
        word = words[index]
        is_total = word.lemma.lower() in TOTALS or word.text.lower().rstrip("s") in TOTALS
        if is_total and word.head == verb and word.deprel.startswith(("nsubj", "obj")):
            return _after_of(words, sentence, index + 1) or index
    return None


# ---- putting it together --------------------------------------------------------------------------------------------


def _amount(
    reading: Reading, sentence: Sentence, cut: list[tuple[str, int]], texts: Sequence[str], found: _Found, at: int
) -> Amount:
    words = reading.words
    start, end = cut[found.begin][1], cut[found.end - 1][1] + 1
    low, high = bounded(found.low, found.high, found.bound)
    one = texts[at] == "one" and found.end == at + 1 and texts[found.end : found.end + 1] == ["of"]
    return Amount(
        start=start,
        end=end,
        amount=Interval(low=low, high=high, unit=found.unit),
        bound=found.bound,
        counted=counted_noun(words, sentence, cut[at][1], end),
        change=_change(words, sentence, start, end),
        words=reading.text[words[start].start : words[end - 1].end],
        pronoun=one,
    )


def _change(words: Sequence[Word], sentence: Sentence, start: int, end: int) -> str | None:
    """Say "up" or "down" where the number is a difference: "rose by 10%", "a 5% drop"; not what it rose to."""
    before = [word.text.lower() for word in words[max(sentence.start, start - 3) : start]]
    if not before or before[-1] in ("to", "from", "at", "in", "for", "with", "of"):
        near = before[-2:-1] if before[-1:] == ["of"] else []
    else:
        near = before[-2:]
    if near[-1:] in (["up"], ["down"]) and start - 2 >= sentence.start and _is_phrasal(words[start - 2]):
        near = []
    after = {word.text.lower() for word in words[end : min(sentence.end, end + 2)]}
    if RISES.intersection(near) or after & {"increase", "rise", "jump", "growth", "gain"}:
        return "up"
    return "down" if FALLS.intersection(near) or after & {"decrease", "drop", "decline", "fall", "cut"} else None


def _is_phrasal(word: Word) -> bool:
    """Whether "up" after this word only makes a verb: "built up 130,000 troops", not "shares were up 3%"."""
    return word.xpos.startswith("VB") and word.lemma.lower() not in (
        "be",
        "go",
        "trade",
        "move",
        "edge",
        "end",
        "close",
    )
