"""Numbers that name something instead of counting it: T-72, Flight 17, 12 Main Street, 3-1, 2014, 24/7, 555-0134."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.counted_nouns import counted_noun
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.extract.time.numerals import vocabulary
from rapporteur.model import Sentence, Word

LABELS = vocabulary(
    "article articles section chapter page number no room line paragraph resolution flight highway route part phase "
    "class unit grade channel protocol title volume level version stage figure table gate apartment bus train round "
    "type model season episode week day group pier block berlin unscr runway platform category tier formula area zone "
    "versions server build update point pier hangar "
    " ward district sector checkpoint camp battalion mark generation series terminal annex amendment"
)
"""Nouns that a number after them names instead of counting: "Article 5", "Flight 17", "Resolution 2202"."""
_INDICES = vocabulary("sp s&p ftse stoxx cac dax nikkei nasdaq dow topix sensex nifty asx kospi csi russell fortune forbes")
"""Lists and share indices that are known by how many they hold: "FTSE 100", "Fortune 500"."""
_BRANDS = vocabulary(
    "iphone ipad ios macos windows android galaxy pixel xbox playstation boeing airbus chrome firefox usb bluetooth covid "
    "oneplus kindle nokia"
)
"""Makes whose models are known by number, in capitals or not: "iphone 12"."""
STREETS = vocabulary("street road avenue lane drive boulevard square st rd ave blvd terrace court way place crescent rue")
GAMES = vocabulary("win victory defeat loss lead draw beat record thrashing triumph vote aggregate scoreline advantage")
_PLAYED = vocabulary("to in at on against by and with over thanks after from for as before when while")
_SINCE = vocabulary("by in since until till through before after from of during between around late early mid circa")
"""Words before four digits that are a year: "by 2120"."""
_IDLE = vocabulary("no this that which each every any the another first new only")
FATES = vocabulary(
    "dead killed wounded injured hurt missing arrested detained captured displaced hospitalised hospitalized unaccounted "
    "stranded trapped homeless kidnapped abducted rescued evacuated died"
)
"""What befell those that a number counts with no noun: "one dead", "12 missing"."""
_TURNS = vocabulary("turned turns turning")
_BE = vocabulary("is was am are 's 'm 're ’s ’m ’re s re m be")
_PERSONS = vocabulary("he she i you who ' ’")
_SENTENCE_ENDS = vocabulary(". , ; and or when but on in at this last next ”")
"""Around the age of "she is 45" and "he turned 50"."""
_INNER = ("/", ":", ".", "'", "’", "′")
_GLUE = ("-", "–", "/", ":", "#", "+", ".", "'", "’")


def is_name(cut: TokenSequence, found: NumberCandidate) -> bool:
    """Whether the number names something (T-72, Flight 17, 12 Main Street, 3-1, 2014) instead of counting it."""
    signed = found.unit is not None and cut.text(found.at - 1) != "" and found.begin < found.at and found.bound is None
    if not signed and _joined(cut, found.at) and not found.sign:
        return True
    if found.unit is not None:
        return False
    index = cut.index[found.at]
    word = cut.words[index]
    if word.xpos == "LS" or _is_named(cut.words, cut.sentence, index):
        return True
    return (
        _goes_on(cut, found)
        or (found.end == found.at + 1 and found.bound is None and names_a_model(cut, found.at) and _is_make(cut, found.at))
        or _is_label(cut, found, index)
        or _is_year(cut, found)
        or _is_score(cut, found)
        or _is_address(cut.words, cut.sentence, cut.index[found.end - 1])
        or is_age(cut, found)
        or _is_idle_one(cut, found)
    )


def names_a_model(cut: TokenSequence, at: int) -> bool:
    """Whether digits stand behind or before a name ("Boeing 787", "787 Dreamliner"): alone, they are that name again."""
    digits = cut.texts[at]
    behind = cut.tag(at - 1) == "NNP" and cut.text(at - 1)[:1].isalpha()
    return len(digits) > 2 and digits.isdecimal() and (behind or _is_make(cut, at))


def _is_make(cut: TokenSequence, at: int) -> bool:
    """For "the new 787 Dreamliner" and "the 787 is": a name after it, or one thing that is."""
    before, after, then = cut.text(at - 1), cut.tag(at + 1), cut.tag(at + 2)
    if after == "NNP" and then[:2] not in ("NN", "CD", "HY"):
        return before != "of" and cut.text(at + 1)[:1].isalpha()
    return after == "VBZ" and before in ("the", "a", "new", "its", "this")


def past_group(cut: TokenSequence, at: int) -> int:
    """The piece after a rejected number and what is joined to it: all of "044-1234-567" and "12:30"."""
    at += 1
    while cut.text(at) in ("-", "/", ":", "–") and cut.text(at + 1)[:1].isdigit():
        if cut.touching(at + 1) and not cut.touching(at):
            return at  # "Stoxx 50 -1.3%": a sign
        at += 2
    return at


def _is_named(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """Whether a number word is part of a name: "the Group of Seven", "Air Force One"."""
    word = words[index]
    spelled = word.text[0].isupper() and word.text.isalpha() and index > sentence.start
    return spelled and (word.upos == "PROPN" or word.xpos.startswith("NNP") or words[index - 1].xpos == "NNP")


def _joined(cut: TokenSequence, at: int) -> bool:
    """Whether letters or digits are joined to the front of a number: "Su-27", "MH17", "Covid-19", "555-0134"."""
    if at == 0 or not cut.touching(at):
        return False
    before = cut.texts[at - 1]
    if before[0].isalpha() or before == "#":
        return True
    return before in _GLUE and at > 1 and cut.texts[at - 2][0].isalnum()


def _goes_on(cut: TokenSequence, found: NumberCandidate) -> bool:
    """Whether more is joined to a number than counts: "20th", "1980s", "9AB", "24/7", "3-D", "0207 946 0018"."""
    digits, after, then = cut.text(found.at), cut.text(found.end), cut.text(found.end + 1)
    if found.sign and (after[:1].isdigit() or cut.text(found.begin - 1) in ("gmt", "utc")):
        return True  # "+44 20 …", "GMT +8"
    if found.end == found.at + 2 and cut.written(found.at, found.end) in ("4K", "8K"):
        return True  # of pictures
    if cut.text(found.begin - 1) == "[" or after == "]":
        return True  # a note's number
    if digits.isdecimal() and (len(digits) > 9 or (len(digits) > 1 and digits[0] == "0")):
        return True  # an identifier
    if not digits[0].isdigit():
        return False
    if cut.touching(found.end):
        if after[0].isalpha() or (after in _INNER and then[:1].isdigit()):
            return True
        return after in ("-", "–") and len(then) == 1 and then.isalpha() and cut.touching(found.end + 1)
    grouped = after.isdecimal() and digits.isdecimal() and len(after) > 2
    plural = cut.touching(found.end + 1) and then[:1].isalpha()  # "18 777s"
    return grouped and not plural and found.end == found.at + 1


def _is_label(cut: TokenSequence, found: NumberCandidate, index: int) -> bool:
    """A number that follows what it names: "Article 5", "Boeing 737"."""
    words, sentence = cut.words, cut.sentence
    if index == sentence.start or not words[index].text[0].isdigit():
        return False
    before, word = words[index - 1], words[index]
    low = before.text.lower().rstrip(".")
    if low in LABELS and (not _counts_right(words, sentence, index) or (before.text[0].isupper() and index - 1 > sentence.start)):
        return True
    if low in _BRANDS:
        return True
    if low in _INDICES and found.low % 5 == 0 and "," not in cut.text(found.at):
        return True
    if before.text == ":" and index - 2 >= sentence.start and words[index - 2].xpos.startswith("NNP"):
        return not _counts_right(words, sentence, index)
    if not before.xpos.startswith("NNP") or found.bound is not None:
        return False
    if words[min(index + 1, sentence.end - 1)].xpos == "NN" and "," not in word.text and index + 1 < sentence.end:
        return True  # "the Stoxx 600 index": one thing is not counted
    if word.head >= 0:
        return sentence.start <= word.head < index
    return not _counts_right(words, sentence, index)


def _counts_right(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """Whether a common noun follows that the number can count."""
    return index + 1 < sentence.end and words[index + 1].xpos in ("NNS", "JJ", "NN") and words[index].head != index - 1


def _is_year(cut: TokenSequence, found: NumberCandidate) -> bool:
    text = cut.text(found.at)
    if len(text) != 4 or not text.isdecimal() or (found.bound is not None and cut.text(found.begin - 1) not in _SINCE):
        return False
    following = cut.index[found.end - 1] + 1
    if following < cut.sentence.end and cut.words[following].xpos == "NNS":
        return 1990 <= int(text) <= 2035 and int(text) % 50 != 0  # "2007 models", not "2000 men"
    return 1900 <= int(text) <= 2100 or (1000 <= int(text) <= 2200 and cut.text(found.at - 1) in _SINCE)


def _is_score(cut: TokenSequence, found: NumberCandidate) -> bool:
    """For "a 3-1 win", "won 2-0", and telephone numbers: short numbers joined by a hyphen with nothing to count."""
    at, after = found.at, (cut.text(found.end), cut.text(found.end + 1))
    if _is_count_of_votes(cut, found):
        return True
    pair = cut.text(at).isdecimal() and cut.text(at + 1) in ("-", "–") and cut.text(at + 2)[:1].isdigit()
    if found.end >= at + 3 and pair:
        return not after[0][:1].isalpha() or after[0] in GAMES or after[0] in _PLAYED
    return after[0] in ("-", "–") and after[1][:1].isdigit() and cut.touching(found.end) == cut.touching(found.end + 1)


def _is_count_of_votes(cut: TokenSequence, found: NumberCandidate) -> bool:
    """For "voted 67 to 32": two short numbers with nothing to count, the second no larger than the first."""
    digits = cut.text(found.at)
    if not digits.isdecimal() or len(digits) > 3 or found.end != found.at + 1:
        return False
    begin, end = found.begin, found.end
    other = cut.text(end + 1)
    if cut.text(end) == "to" and other.isdecimal() and cut.text(begin - 1) != "from":
        return int(other) <= int(digits) and cut.tag(end + 2)[:2] not in ("NN", "JJ", "$")
    other = cut.text(begin - 2)
    return cut.text(begin - 1) == "to" and other.isdecimal() and int(other) >= int(digits) and cut.text(begin - 3) != "from"


def _is_address(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """For "12 Main Street": capitalised words up to one that ends a street's name."""
    for at in range(index + 1, min(index + 5, sentence.end)):
        if not words[at].text[0].isupper() and not words[at].text[0].isdigit():
            return False
        if words[at].text.lower().rstrip(".") in STREETS:
            return True
    return False


def is_age(cut: TokenSequence, found: NumberCandidate) -> bool:
    """For "Maria Brown, 44, of Leeds" and "aged 44"."""
    index = cut.index[found.at]
    words, start = cut.words, cut.sentence.start
    before = words[index - 1].text.lower() if index > start else ""
    after = cut.text(found.end) or "."
    if before in ("aged", "age") or cut.texts[max(0, found.begin - 2) : found.begin] == ["age", "of"]:
        return True
    subject = cut.text(found.begin - 2)
    if (
        found.low < 120
        and found.unit is None
        and after in _SENTENCE_ENDS
        and (before in _TURNS or (before in _BE and subject in _PERSONS))
    ):
        return found.low == found.high
    if not 0 < found.low < 120 or found.low != found.high or not cut.text(found.at).isdecimal():
        return False
    if found.bound is not None or index - 2 < start or words[index - 2].xpos not in ("NNP", "NN"):
        return False
    if before == ",":
        return after in (",", ".", ";", ")")
    if words[index - 1].xpos != "NNP":
        return False
    spoken_of = cut.tag(found.end) in ("VBZ", "VBD", "MD") or after == ","
    return spoken_of and words[index - 2].xpos == "NNP" and before.isalpha() and found.low > 15  # "Maria Brown 44 has"


def _is_idle_one(cut: TokenSequence, found: NumberCandidate) -> bool:
    """For "no one", "one another", "one must", "this one": the pronoun without even a choice in it."""
    if cut.texts[found.at] != "one" or found.end != found.at + 1 or cut.text(found.end) == "of":
        return False
    if cut.text(found.at - 1) in _IDLE:
        return True
    if cut.text(found.end) in FATES and cut.text(found.begin - 1) != "no":
        return False  # "one dead and five wounded"
    index = cut.index[found.at]
    return counted_noun(cut.words, cut.sentence, index, index + 1) is None
