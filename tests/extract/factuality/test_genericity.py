"""Events told of a kind and of an occasion: the weights of `lexicon/data/generic.csv` on words of our own."""

from __future__ import annotations

import pytest
from casework import reader

from rapporteur.extract.factuality.genericity import (
    CLASSES,
    features,
    is_generic,
    predicted_class,
    probabilities,
    report_profile,
    tense,
)
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.realis import weights
from rapporteur.model import Report

TOLD = {
    "Smugglers usually bribe guards before they cross.": ("bribe", "generic"),
    "A gang bribed two guards at the border in May, the court heard.": ("bribed", "actual"),
    "The army may shell the town if talks fail.": ("shell", "other"),
    "The army did not shell the town on Monday.": ("shell", "other"),
    "The raid on the port killed nine people on Sunday.": ("raid", "actual"),
}


@pytest.mark.parametrize("text", TOLD)
def test_realis(text: str) -> None:
    word, wanted = TOLD[text]
    tree = Tree(reader().read_one(Report(id="r", name="r", text=text)))
    i = tree.texts.index(word)
    assert predicted_class(tree, i, report_profile(tree)) == wanted
    assert is_generic(tree, i, report_profile(tree)) == (wanted == "generic")
    assert sum(probabilities(tree, i, report_profile(tree)).values()) == pytest.approx(1)


def test_the_table_has_a_weight_a_class() -> None:
    assert {len(row) for row in weights("generic.csv").values()} == {len(CLASSES)}


def test_no_sign_is_a_word_of_the_corpus() -> None:
    """What the corpus is about would weigh wrongly elsewhere."""
    tree = Tree(reader().read_one(Report(id="r", name="r", text="Hackers often send phishing emails and demand a ransom.")))
    signs = {s for i in range(len(tree.words)) for s in features(tree, i, factuality_by_rules(tree, i), report_profile(tree))}
    assert not any(word in sign for sign in (*signs, *weights("generic.csv")) for word in ("hack", "phish", "ransom", "patch"))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Hackers attacked the bank.", "attacked", "past"),
        ("Hackers had attacked the bank.", "attacked", "past"),
        ("The bank was attacked by hackers.", "attacked", "past"),
        ("Hackers have attacked the bank.", "attacked", "perfect"),
        ("Hackers attack banks.", "attack", "present"),
        ("Hackers are attacking the bank.", "attacking", "present"),
        ("Hackers would attack the bank.", "attack", "modal"),
    ],
)
def test_a_helper_tells_the_tense(text: str, word: str, expected: str) -> None:
    tree = Tree(reader().read_one(Report(id="r", name="r", text=text)))
    assert tense(tree, tree.texts.index(word)) == expected
