"""Numbers that name something instead of counting it: T-72, Flight 17, 12 Main Street, 3-1, 2014, 24/7, 555-0134."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapporteur.extract.amounts.candidates import NumberCandidate
from rapporteur.extract.amounts.counted_nouns import counted_noun
from rapporteur.extract.amounts.tokens import TokenSequence
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Sentence, Word

_GLUE = word_set("amounts", "glue")
_YEAR_OPENERS = word_set("amounts", "year_openers")


def naming_rule(tokens: TokenSequence, candidate: NumberCandidate) -> str | None:
    """The rule by which a number names something (T-72, Flight 17, 12 Main Street) instead of counting it."""
    signed = candidate.unit is not None and candidate.begin < candidate.at and candidate.bound is None
    if not signed and _joined(tokens, candidate.at) and not candidate.sign:
        return "figure.joined"
    if candidate.unit is not None:
        return None
    return next((rule for rule, names in _RULES if names(tokens, candidate)), None)


def names_a_model(tokens: TokenSequence, at: int) -> bool:
    """Whether digits stand behind or before a name ("Boeing 787", "787 Dreamliner"): alone, they are that name again."""
    digits = tokens.texts[at]
    behind = tokens.tag(at - 1) == "NNP" and tokens.text(at - 1)[:1].isalpha()
    return len(digits) > 2 and digits.isdecimal() and (behind or _is_make(tokens, at))


def past_group(tokens: TokenSequence, at: int) -> int:
    """The piece after a rejected number and what is joined to it: all of "044-1234-567" and "12:30"."""
    at += 1
    while tokens.text(at) in word_set("amounts", "group_joints") and tokens.text(at + 1)[:1].isdigit():
        if tokens.touching(at + 1) and not tokens.touching(at):
            return at  # "Stoxx 50 -1.3%": a sign
        at += 2
    return at


def is_age(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """For "Maria Brown, 44, of Leeds", "aged 44" and "she is 45"."""
    before = _word_before(tokens, candidate)
    if before in ("aged", "age") or tokens.texts[max(0, candidate.begin - 2) : candidate.begin] == ["age", "of"]:
        return True
    if not 0 <= candidate.low < 120 or candidate.low != candidate.high:
        return False
    return _is_predicate_age(tokens, candidate, before) or _is_age_behind_a_name(tokens, candidate, before)


def _word_before(tokens: TokenSequence, candidate: NumberCandidate) -> str:
    index = tokens.index[candidate.at]
    return tokens.words[index - 1].text.lower() if index > tokens.sentence.start else ""


def _is_predicate_age(tokens: TokenSequence, candidate: NumberCandidate, before: str) -> bool:
    """For "she is 45" and "he turned 50", with nothing behind that they could count."""
    if candidate.unit is not None or (tokens.text(candidate.end) or ".") not in word_set("amounts", "age_ends"):
        return False
    if before in ("turned", "turns", "turning"):
        return True
    return before in word_set("amounts", "be") and tokens.text(candidate.begin - 2) in word_set("amounts", "persons")


def _is_age_behind_a_name(tokens: TokenSequence, candidate: NumberCandidate, before: str) -> bool:
    """For "Maria Brown, 44, left" and "Maria Brown 44 has"."""
    words, index, after = tokens.words, tokens.index[candidate.at], tokens.text(candidate.end) or "."
    if candidate.bound is not None or not candidate.low or not tokens.text(candidate.at).isdecimal():
        return False
    if index - 2 < tokens.sentence.start or words[index - 2].xpos not in ("NNP", "NN"):
        return False
    if before == ",":
        return after in word_set("amounts", "apposition_ends")
    spoken_of = tokens.tag(candidate.end) in ("VBZ", "VBD", "MD") or after == ","
    full_name = words[index - 1].xpos == words[index - 2].xpos == "NNP" and before.isalpha()
    return spoken_of and full_name and candidate.low > 15


def _is_model(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    digits, alone = tokens.texts[candidate.at], candidate.end == candidate.at + 1 and candidate.bound is None
    return alone and len(digits) > 2 and digits.isdecimal() and _is_make(tokens, candidate.at)


def _is_make(tokens: TokenSequence, at: int) -> bool:
    """For "the new 787 Dreamliner" and "the 787 is": a name after it, or one thing that is."""
    before, after, then = tokens.text(at - 1), tokens.tag(at + 1), tokens.tag(at + 2)
    if after == "NNP" and then[:2] not in ("NN", "CD", "HY"):
        return before != "of" and tokens.text(at + 1)[:1].isalpha()
    return after == "VBZ" and before in word_set("amounts", "make_openers")


def _is_named(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """Whether a number word is part of a name ("the Group of Seven", "Air Force One") or numbers a list."""
    words, index = tokens.words, tokens.index[candidate.at]
    word = words[index]
    spelled = word.text[0].isupper() and word.text.isalpha() and index > tokens.sentence.start
    named = word.upos == "PROPN" or word.xpos.startswith("NNP") or words[index - 1].xpos == "NNP"
    return word.xpos == "LS" or (spelled and named)


def _joined(tokens: TokenSequence, at: int) -> bool:
    """Whether letters or digits are joined to the front of a number: "Su-27", "MH17", "Covid-19", "555-0134"."""
    if at == 0 or not tokens.touching(at):
        return False
    before = tokens.texts[at - 1]
    if before[0].isalpha() or before == "#":
        return True
    return before in _GLUE and at > 1 and tokens.texts[at - 2][0].isalnum()


def _is_identifier(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """For "+44 20 …", "GMT +8", "4K", "[5]", "007", and strings of digits too long to count anything."""
    digits, before, after = tokens.text(candidate.at), tokens.text(candidate.begin - 1), tokens.text(candidate.end)
    if candidate.sign and (after[:1].isdigit() or before in ("gmt", "utc")):
        return True
    if candidate.end == candidate.at + 2 and tokens.written(candidate.at, candidate.end) in ("4K", "8K"):
        return True
    if before == "[" or after == "]":
        return True
    return digits.isdecimal() and (len(digits) > 9 or (len(digits) > 1 and digits[0] == "0"))


def _goes_on(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """Whether more is joined to a number than counts: "20th", "1980s", "9AB", "24/7", "3-D", "0207 946 0018"."""
    digits, after, then = tokens.text(candidate.at), tokens.text(candidate.end), tokens.text(candidate.end + 1)
    if not digits[0].isdigit():
        return False
    if tokens.touching(candidate.end):
        if after[0].isalpha() or (after in word_set("amounts", "inner") and then[:1].isdigit()):
            return True
        return after in ("-", "–") and len(then) == 1 and then.isalpha() and tokens.touching(candidate.end + 1)
    grouped = after.isdecimal() and digits.isdecimal() and len(after) > 2
    plural = tokens.touching(candidate.end + 1) and then[:1].isalpha()  # "18 777s"
    return grouped and not plural and candidate.end == candidate.at + 1


def _is_label(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """A number that follows what it names: "Article 5", "Boeing 737"."""
    words, sentence, index = tokens.words, tokens.sentence, tokens.index[candidate.at]
    if index == sentence.start or not words[index].text[0].isdigit():
        return False
    before, counts = words[index - 1], _counts_right(words, sentence, index)
    label = before.text.lower().rstrip(".")
    if label in word_set("amounts", "labels") and (not counts or (before.text[0].isupper() and index - 1 > sentence.start)):
        return True
    if label in word_set("amounts", "brands"):
        return True
    if label in word_set("amounts", "indices") and candidate.low % 5 == 0 and "," not in tokens.text(candidate.at):
        return True
    if before.text == ":" and index - 2 >= sentence.start and words[index - 2].xpos.startswith("NNP"):
        return not counts
    return before.xpos.startswith("NNP") and candidate.bound is None and _is_label_of_a_name(words, sentence, index)


def _is_label_of_a_name(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """Behind a name: with one thing behind ("the Stoxx 600 index"), hanging on the name, or with nothing to count."""
    word = words[index]
    if index + 1 < sentence.end and words[index + 1].xpos == "NN" and "," not in word.text:
        return True
    if word.head >= 0:
        return sentence.start <= word.head < index
    return not _counts_right(words, sentence, index)


def _counts_right(words: Sequence[Word], sentence: Sentence, index: int) -> bool:
    """Whether a common noun follows that the number can count."""
    return index + 1 < sentence.end and words[index + 1].xpos in ("NNS", "JJ", "NN") and words[index].head != index - 1


def _is_year(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    text, opened = tokens.text(candidate.at), tokens.text(candidate.begin - 1) in _YEAR_OPENERS
    if len(text) != 4 or not text.isdecimal() or (candidate.bound is not None and not opened):
        return False
    following = tokens.index[candidate.end - 1] + 1
    if following < tokens.sentence.end and tokens.words[following].xpos == "NNS":
        return 1990 <= int(text) <= 2035 and int(text) % 50 != 0  # "2007 models", not "2000 men"
    return 1900 <= int(text) <= 2100 or (1000 <= int(text) <= 2200 and tokens.text(candidate.at - 1) in _YEAR_OPENERS)


def _is_score(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """For "a 3-1 win", "won 2-0", and telephone numbers: short numbers joined by a hyphen with nothing to count."""
    at, after, then = candidate.at, tokens.text(candidate.end), tokens.text(candidate.end + 1)
    pair = tokens.text(at).isdecimal() and tokens.text(at + 1) in ("-", "–") and tokens.text(at + 2)[:1].isdigit()
    if candidate.end >= at + 3 and pair:
        return not after[:1].isalpha() or after in word_set("amounts", "games") or after in word_set("amounts", "played")
    return after in ("-", "–") and then[:1].isdigit() and tokens.touching(candidate.end) == tokens.touching(candidate.end + 1)


def _is_count_of_votes(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """For "voted 67 to 32": two short numbers with nothing to count, the second no larger than the first."""
    digits = tokens.text(candidate.at)
    if not digits.isdecimal() or len(digits) > 3 or candidate.end != candidate.at + 1:
        return False
    begin, end = candidate.begin, candidate.end
    other = tokens.text(end + 1)
    if tokens.text(end) == "to" and other.isdecimal() and tokens.text(begin - 1) != "from":
        return int(other) <= int(digits) and tokens.tag(end + 2)[:2] not in ("NN", "JJ", "$")
    other = tokens.text(begin - 2)
    return tokens.text(begin - 1) == "to" and other.isdecimal() and int(other) >= int(digits) and tokens.text(begin - 3) != "from"


def _is_address(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """For "12 Main Street": capitalised words up to one that ends a street's name."""
    words, index = tokens.words, tokens.index[candidate.end - 1]
    for word in words[index + 1 : min(index + 5, tokens.sentence.end)]:
        if not word.text[0].isupper() and not word.text[0].isdigit():
            return False
        if word.text.lower().rstrip(".") in word_set("amounts", "streets"):
            return True
    return False


def _is_pronoun(tokens: TokenSequence, candidate: NumberCandidate) -> bool:
    """For "no one", "one another", "one must", "this one": the pronoun without even a choice in it."""
    at, end = candidate.at, candidate.end
    if tokens.texts[at] != "one" or end != at + 1 or tokens.text(end) == "of":
        return False
    if tokens.text(at - 1) in word_set("amounts", "idle"):
        return True
    if tokens.text(end) in word_set("amounts", "fates") and tokens.text(candidate.begin - 1) != "no":
        return False  # "one dead and five wounded"
    index = tokens.index[at]
    return counted_noun(tokens.words, tokens.sentence, index, index + 1) is None


_RULES: tuple[tuple[str, Callable[[TokenSequence, NumberCandidate], bool]], ...] = (
    ("figure.name", _is_named),
    ("figure.identifier", _is_identifier),
    ("figure.goes-on", _goes_on),
    ("figure.model", _is_model),
    ("figure.label", _is_label),
    ("figure.year", _is_year),
    ("figure.votes", _is_count_of_votes),
    ("figure.score", _is_score),
    ("figure.address", _is_address),
    ("figure.age", is_age),
    ("figure.pronoun", _is_pronoun),
)
"""The first that holds is the one that is told."""
