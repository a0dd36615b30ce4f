"""Trees that a parse has hung wrongly, made by hand, and what corrections make of them."""

from __future__ import annotations

from rapporteur.extract.syntax.corrections import missing_subjects
from rapporteur.model import Reading, Sentence, Word

TAGS = {"PROPN": "NNP", "VERB": "VBD", "NOUN": "NN", "DET": "DT", "ADJ": "JJ", "AUX": "VBD", "SCONJ": "IN", "PUNCT": ","}


def parsed(words: list[tuple[str, str, int, str]]) -> Reading:
    """A reading of one sentence from (form, class, head, relation)."""
    text = " ".join(form for form, *_ in words)
    starts = [sum(len(form) + 1 for form, *_ in words[:i]) for i in range(len(words))]
    built = tuple(
        Word(start, start + len(form), form, form.lower(), upos, TAGS[upos], head, relation)
        for start, (form, upos, head, relation) in zip(starts, words, strict=True)
    )
    return Reading(report="r", text=text, words=built, sentences=(Sentence(0, len(built), 0),))


def corrected(reading: Reading) -> tuple[list[int], list[str]]:
    heads, labels = [word.head for word in reading.words], [word.deprel for word in reading.words]
    missing_subjects(reading, heads, labels)
    return heads, labels


def test_the_first_of_two_subjects_goes_to_the_clause_between_them() -> None:
    reading = parsed([
        ("Keita", "PROPN", 10, "nsubj"), ("told", "VERB", 10, "ccomp"), ("Ode", "PROPN", 1, "iobj"),
        ("the", "DET", 4, "det"), ("road", "NOUN", 6, "nsubj"), ("was", "AUX", 6, "cop"), ("open", "ADJ", 1, "ccomp"),
        (",", "PUNCT", 1, "punct"), ("the", "DET", 9, "det"), ("ministry", "NOUN", 10, "nsubj"), ("said", "VERB", -1, "root"),
    ])  # fmt: skip
    heads, _ = corrected(reading)
    assert heads[0] == 1
    assert heads[9] == 10


def test_a_clause_that_has_a_subject_takes_no_other() -> None:
    reading = parsed([
        ("Monday", "PROPN", 5, "nsubj"), ("Keita", "PROPN", 2, "nsubj"), ("left", "VERB", 5, "ccomp"),
        (",", "PUNCT", 2, "punct"), ("Ode", "PROPN", 5, "nsubj"), ("said", "VERB", -1, "root"),
    ])  # fmt: skip
    heads, _ = corrected(reading)
    assert heads == [word.head for word in reading.words]
