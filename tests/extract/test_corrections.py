"""Corrections leave trees."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.extract.syntax.corrections import unringed
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Reading, Said, Sentence, Word

SMALL = settings(max_examples=25, deadline=None)


@SMALL
@given(st.lists(st.integers(-1, 4), min_size=5, max_size=5))
def test_repairs_leave_trees(heads: list[int]) -> None:
    words = tuple(Word(i, i + 1, "a", "a", "X", "XX", i - 1, "dep") for i in range(5))
    reading = Reading(report="r", text="aaaaa", words=words, sentences=(Sentence(0, 5, 0),))
    labels = ["dep"] * 5
    unringed(reading, heads, labels)
    for i in range(5):
        seen = set()
        while i >= 0:
            assert i not in seen
            seen.add(i)
            i = heads[i]


def hung(words: list[tuple[str, str, str, int, str]], *said: Said, cuts: tuple[int, ...] = ()) -> list[int]:
    """The heads that repairs leave of (form, part of speech, tag, head, relation); `cuts` begin sentences."""
    made, at = [], 0
    for form, upos, xpos, head, label in words:
        made.append(Word(at, at + len(form), form, {"denied": "deny"}.get(form, form.lower()), upos, xpos, head, label))
        at += len(form) + 1
    edges = [0, *cuts, len(words)]
    sentences = tuple(Sentence(a, b, 0) for a, b in itertools.pairwise(edges))
    text = " ".join(word[0] for word in words)
    return Tree(Reading(report="r", text=text, words=tuple(made), sentences=sentences, said=said)).heads


def test_a_name_under_its_verb_is_hung_under_no_verb_in_a_ring() -> None:
    """With the verb as its own subject this test does not end."""
    words = [
        ('"', "PUNCT", "''", 2, "punct"),
        ("Mali", "PROPN", "NNP", 2, "flat"),
        ("denied", "VERB", "VBD", -1, "root"),
        ('"', "PUNCT", "''", 0, "punct"),
        ("Mali", "PROPN", "NNP", 1, "flat"),
        ("denied", "VERB", "VBD", 2, "acl"),
    ]
    assert hung(words) == [2, 5, -1, 0, 1, 2]


CUED = Said(((0, 1),), ((2, 3),), ((1, 2), (3, 4)))
"""Whose content holds the word that both cues hang on; the other cue has no source."""
LOOSE = Said((), ((4, 5),), ())


def test_a_cue_is_not_hung_under_one_that_hangs_on_itself() -> None:
    """With a ring of the two this test does not end."""
    words = [
        ("Keita", "PROPN", "NNP", 2, "nsubj"),
        ("denied", "VERB", "VBD", -1, "root"),
        ("denied", "VERB", "VBD", 4, "ccomp"),
        ("truce", "NOUN", "NN", 2, "obj"),
        ("denied", "VERB", "VBD", 1, "conj"),
        ("denied", "VERB", "VBD", 4, "conj"),
    ]
    assert hung(words, CUED, LOOSE) == [2, -1, 4, 2, 1, 4]


def test_a_cue_is_not_hung_under_one_of_another_sentence() -> None:
    words = [
        ("Keita", "PROPN", "NNP", 2, "nsubj"),
        ("Mali", "PROPN", "NNP", 2, "dep"),
        ("denied", "VERB", "VBD", -1, "root"),
        ("truce", "NOUN", "NN", -1, "root"),
        ("denied", "VERB", "VBD", 3, "conj"),
    ]
    assert hung(words, CUED, LOOSE, cuts=(3,)) == [2, 2, -1, -1, 3]
    assert hung([*words[:3], ("truce", "NOUN", "NN", 2, "obj"), words[4]], CUED, LOOSE) == [2, 2, -1, 2, 2]
