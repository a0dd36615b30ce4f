"""ClearNLP's labels as Universal Dependencies. Skipped without spaCy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")

from rapporteur.spacy.clearnlp import CLEAR, NAMES, LabelledTree, universal  # noqa: E402


def relabelled(rows: str) -> list[str]:
    """ "Keita:PROPN:1:nsubj …" with heads as indices, turned: "Keita←fled:nsubj"."""
    cells = [row.split("/") for row in rows.split()]
    forms = [cell[0] for cell in cells]
    lemmas = ["be" if form in ("is", "was") else form for form in forms]
    heads = [int(cell[2]) for cell in cells]
    tree = LabelledTree(heads, [cell[3] for cell in cells], [cell[1] for cell in cells], lemmas, [form.lower() for form in forms])
    universal(tree)
    rows_made = zip(forms, tree.heads, tree.deps, strict=True)
    return [f"{form}←{forms[head] if head >= 0 else ''}:{label}" for form, head, label in rows_made]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("Keita/PROPN/1/nsubj is/AUX/-1/ROOT ready/ADJ/1/acomp", "Keita←ready:nsubj is←ready:cop ready←:root"),
        (
            "Keita/PROPN/1/nsubj is/AUX/-1/ROOT not/PART/1/neg minister/NOUN/1/attr",
            "Keita←minister:nsubj is←minister:cop not←minister:advmod minister←:root",
        ),
        (
            "Keita/PROPN/1/nsubj is/AUX/-1/ROOT in/ADP/1/prep Mali/PROPN/2/pobj",
            "Keita←Mali:nsubj is←Mali:cop in←Mali:case Mali←:root",
        ),
        (
            "There/PRON/1/expl is/AUX/-1/ROOT a/DET/3/det truce/NOUN/1/attr in/ADP/3/prep Mali/PROPN/4/pobj",
            "There←is:expl is←:root a←truce:det truce←is:nsubj in←Mali:case Mali←truce:nmod",
        ),
        (
            "fled/VERB/-1/ROOT because/SCONJ/0/prep of/ADP/1/pcomp war/NOUN/2/pobj",
            "fled←:root because←war:case of←because:fixed war←fled:obl",
        ),
        (
            "fled/VERB/-1/ROOT out/ADP/0/prep of/ADP/1/prep Mali/PROPN/2/pobj",
            "fled←:root out←Mali:case of←Mali:case Mali←fled:obl",
        ),
        (
            "flew/VERB/-1/ROOT to/ADP/0/prep Mali/PROPN/1/pobj and/CCONJ/1/cc to/ADP/1/conj Chad/PROPN/4/pobj",
            "flew←:root to←Mali:case Mali←flew:obl and←Chad:cc to←Chad:case Chad←Mali:conj",
        ),
        (
            "accused/VERB/-1/ROOT Chad/PROPN/0/dobj of/ADP/0/prep sending/VERB/2/pcomp troops/NOUN/3/dobj",
            "accused←:root Chad←accused:obj of←sending:mark sending←accused:advcl troops←sending:obj",
        ),
        (
            "gave/VERB/-1/ROOT him/PRON/0/dative aid/NOUN/0/dobj",
            "gave←:root him←gave:iobj aid←gave:obj",
        ),
        (
            "wants/VERB/-1/ROOT to/PART/2/aux pull/VERB/0/xcomp out/ADP/2/prt",
            "wants←:root to←pull:mark pull←wants:xcomp out←pull:compound:prt",
        ),
        (
            "Mali/PROPN/2/poss 's/PART/0/case army/NOUN/-1/ROOT which/PRON/4/nsubj left/VERB/2/relcl",
            "Mali←army:nmod:poss 's←Mali:case army←:root which←left:nsubj left←army:acl:relcl",
        ),
        (
            "remains/VERB/-1/ROOT calm/ADJ/0/acomp Monday/PROPN/0/npadvmod",
            "remains←:root calm←remains:xcomp Monday←remains:obl:unmarked",
        ),
    ],
)  # fmt: skip
def test_labels(rows: str, wanted: str) -> None:
    assert " ".join(relabelled(rows)) == wanted


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_tree_stays_a_tree(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    order = data.draw(st.permutations(range(size)))
    heads = [-1] * size
    for n in range(1, size):
        heads[order[n]] = order[data.draw(st.integers(0, n - 1))]
    labels = st.sampled_from(sorted({*NAMES, "nsubj", "conj", "cc", "aux", "case", "nmod", "advmod", "expl"} - {"ROOT"}))
    deps = ["ROOT" if head < 0 else data.draw(labels) for head in heads]
    upos = [data.draw(st.sampled_from(["NOUN", "VERB", "AUX", "ADP", "ADJ"])) for _ in heads]
    lemmas = [data.draw(st.sampled_from(["be", "to", "according", "Mali"])) for _ in heads]
    tree = LabelledTree(heads, deps, upos, lemmas, lemmas)
    universal(tree)
    assert sum(head < 0 for head in tree.heads) == 1
    assert all(tree.depth(i) <= size for i in range(size))
    assert CLEAR.isdisjoint(tree.deps)
