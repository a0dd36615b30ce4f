"""Whatever the text and whatever the scores: words, sentences, trees and names that fit into one another."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache

import numpy as np
from fuzz.targets import check_quotations, check_tree
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from propertywork import FEW, MANY, SOME, texts
from readingwork import needs_model

from rapporteur.model import Report, Said
from rapporteur.reader import Reader, default_model, names, packing, trees
from rapporteur.reader.attribution_windows import rejoined, truncated
from rapporteur.reader.boundaries import lone_mark, sentence_starts
from rapporteur.reader.lemmas import load as load_lemmas
from rapporteur.reader.paragraphs import paragraphs
from rapporteur.reader.titles import tidied

FORMS = [
    *("“", "”", '"', ",", ".", "No", "said", "Prime", "Minister", "President"),
    *("Awa", "Keita", "of", "State", "Secretary", "the", "É"),
]
some_forms = st.lists(st.sampled_from(FORMS), min_size=1, max_size=14)


@MANY
@given(texts)
def test_paragraphs_words_and_quotations_cover_the_text(text: str) -> None:
    check_quotations(text.encode("utf-8", "surrogatepass"))


@SOME
@given(texts, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 30)), max_size=4))
def test_furniture_is_in_no_paragraph_and_all_else_is(text: str, marks: list[tuple[int, int]]) -> None:
    furniture = [(start, min(start + size, len(text))) for start, size in marks if start < len(text)]
    stretches = paragraphs(text, furniture)
    covered = {at for start, end in stretches for at in range(start, end)}
    marked = {at for start, end in furniture for at in range(start, end)}
    assert not covered & marked
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered | marked)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(stretches))


@SOME
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=60), st.integers(1, 20))
def test_packs_take_every_word_once_and_none_too_many(words: list[tuple[int, bool]], room: int) -> None:
    lengths = [length for length, _ in words]
    borders = [True, *(border for _, border in words[1:]), False]
    first = 0
    while first < len(words):
        end, whole = packing.pack_end(lengths, borders, first, room)
        assert first < end <= len(words)
        assert sum(lengths[first:end]) <= room or end == first + 1
        assert whole == (end == len(words) or borders[end])
        first = end


@SOME
@given(some_forms, st.data())
def test_sentences_begin_with_paragraphs_and_no_lone_mark_is_one(forms: list[str], data: st.DataObject) -> None:
    size = len(forms)
    begins = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    scores = data.draw(st.lists(st.floats(-5, 5), min_size=size, max_size=size))
    starts = sentence_starts(forms, begins, scores)
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    likely = {0, *(at for at in range(size) if begins[at] or scores[at] > 0)}
    assert {at for at in range(1, size) if begins[at]} <= set(starts) <= likely
    for start, end in itertools.pairwise([*starts, size]):
        assert start == 0 or begins[start] or not lone_mark(forms, start, end)


VALUES = st.one_of(st.floats(-8, 8, width=32), st.sampled_from([0.0, 1.0, -1e4, 1e4]))


@SOME
@given(st.integers(1, 9).flatmap(lambda n: arrays.arrays(np.float64, (n, n + 1), elements=VALUES)), st.sets(st.integers(1, 8)))
def test_any_scores_give_a_tree_a_sentence(scores: np.ndarray, cuts: set[int]) -> None:
    size = len(scores)
    starts = [0, *sorted(cut for cut in cuts if cut < size)]
    heads = trees.decode(scores, starts)
    for first, end in zip(starts, [*starts[1:], size], strict=True):
        block = [int(head) for head in heads[first:end]]
        assert block.count(0) == 1
        assert all(first < head <= end for head in block if head)
    assert not trees.find_cycle(heads)


@SOME
@given(st.lists(st.sampled_from(["O", "B-per", "I-per", "B-org", "I-org"]), min_size=1, max_size=20), st.sets(st.integers(1, 19)))
def test_any_labels_give_names_that_are_apart_and_in_one_sentence(path: list[str], cuts: set[int]) -> None:
    starts = [0, *sorted(cut for cut in cuts if cut < len(path))]
    spans = names.spans(path, starts)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert {at for start, end, _ in spans for at in range(start, end)} == {at for at, label in enumerate(path) if label != "O"}
    assert all(not any(start < cut < end for cut in starts) for start, end, _ in spans)


@SOME
@given(some_forms, st.data())
def test_tidied_names_are_apart_and_of_the_same_words(forms: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(forms)))))
    kinds = [data.draw(st.sampled_from(["per", "org", "geo", ""])) for _ in cuts]
    spans = [(a, b, kind) for (a, b), kind in zip(itertools.pairwise(cuts), kinds, strict=False) if kind]
    tidy = tidied(spans, forms)
    assert all(0 <= start < end <= len(forms) for start, end, _ in tidy)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(tidy))
    assert len(tidy) <= len(spans)


SEAM = 8


@st.composite
def attributions(draw: st.DrawFn, first: int) -> list[Said]:
    """An attribution over the words of a window, most of it content, with the seam as one of the edges."""
    cuts = sorted({SEAM, *draw(st.sets(st.integers(first, first + 12), min_size=3))})
    kinds = [draw(st.sampled_from([0, 1, 2, 2, 2, 2, 2, None])) for _ in cuts[1:]]
    parts = [tuple(r for r, kind in zip(itertools.pairwise(cuts), kinds, strict=True) if kind == number) for number in range(3)]
    return [Said(parts[0], parts[1], parts[2])] if any(parts) else []


@MANY
@given(attributions(0), attributions(SEAM), st.sampled_from([SEAM, SEAM, 0]))
def test_windows_lose_no_word_that_is_said(before: list[Said], after: list[Said], seam: int) -> None:
    window = truncated(before, SEAM)
    assert all(end <= SEAM for said in window for part in (said.source, said.cue, said.content) for _, end in part)
    joined = rejoined(window, after, seam)
    words = {at for said in [*window, *after] for start, end in said.content for at in range(start, end)}
    assert {at for said in joined for start, end in said.content for at in range(start, end)} == words
    assert sum(len(said.cue) for said in joined) == sum(len(said.cue) for said in [*window, *after])


@cache
def reader() -> Reader:
    return Reader()


@needs_model
@FEW
@given(texts.filter(str.strip))
def test_the_reading_of_any_text_holds_together(text: str) -> None:
    reading = reader().read_one(Report(id="r", name="r", text=text))
    size = len(reading.words)
    assert [s.start for s in reading.sentences] == [0, *(s.end for s in reading.sentences)][: len(reading.sentences)]
    assert (reading.sentences[-1].end if reading.sentences else 0) == size
    assert all(text[word.start : word.end] == word.text != "" for word in reading.words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(reading.words))
    for sentence in reading.sentences:
        heads = [word.head for word in reading.words[sentence.start : sentence.end]]
        assert heads.count(-1) == 1
    check_tree(reading)
    assert len(reading.certainty) == size
    ranges = [pair for said in reading.said for part in (said.source, said.cue, said.content) for pair in part]
    ranges += [(mention.start, mention.end) for mention in reading.mentions]
    ranges += [pair for relation in reading.relations for pair in (relation.source, relation.target) if pair]
    assert all(0 <= start < end <= size for start, end in ranges)


ENDINGS = st.sampled_from(["s", "S", "es", "ies", "ed", "ing", "er", "est", "’s", "'d", "-", "’", "Σ", "ß", "İ"])


@needs_model
@SOME
@given(st.text(min_size=1, max_size=12) | ENDINGS, st.sampled_from(["NN", "NNS", "NNP", "NNPS", "VBD", "VBZ", "JJR", "CD", "XX"]))
def test_any_form_has_a_lemma(form: str, tag: str) -> None:
    assert lemmas()(form, tag)


@cache
def lemmas() -> Callable[[str, str], str]:
    return load_lemmas(default_model() / "lemmas.tsv")
