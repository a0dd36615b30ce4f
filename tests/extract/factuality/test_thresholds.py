"""The thresholds between the rules and the language model's certainty: each from both sides, with a certainty made up."""

from __future__ import annotations

import msgspec
import pytest
from casework import reader

from rapporteur.extract import factuality as room
from rapporteur.extract.factuality import classifier, genericity
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.realis import weights
from rapporteur.model import Report


def tree_of(text: str, certainty: float | None = None) -> Tree:
    """The tree of a text, every word as certain as that."""
    reading = reader().read_one(Report(id="t", name="t", text=text))
    if certainty is not None:
        reading = msgspec.structs.replace(reading, certainty=((certainty, 0.0),) * len(reading.words))
    return Tree(reading)


@pytest.mark.parametrize(
    ("text", "word", "certainty", "factuality"),
    [
        ("The army attacked the town.", "attacked", -1.0, "denied"),
        ("The army attacked the town.", "attacked", -0.99, "possible"),
        ("The army attacked the town.", "attacked", 1.09, "possible"),
        ("The army attacked the town.", "attacked", 1.1, "stated"),
        ("The army may attack the town.", "attack", -1.5, "denied"),
        ("The army may attack the town.", "attack", -1.49, "possible"),
        ("The raid on the town began.", "raid", 0.49, "possible"),
        ("The raid on the town began.", "raid", 0.5, "stated"),
        ("The truce was not only signed but kept.", "signed", -3.0, "stated"),
    ],
)
def test_certainty(text: str, word: str, certainty: float, factuality: str) -> None:
    tree = tree_of(text, certainty)
    assert room.factuality(tree, tree.texts.index(word)).factuality == factuality


@pytest.mark.parametrize(
    ("certainty", "future", "factuality"), [(2.69, 0.5, "planned"), (2.69, 0.49, "stated"), (2.7, 1.0, "stated")]
)
def test_what_the_weights_put_ahead(
    certainty: float, future: float, factuality: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "probabilities", lambda *_: {"future": future})
    tree = tree_of("The army attacked the town.", certainty)
    assert room.factuality(tree, tree.texts.index("attacked")).factuality == factuality


@pytest.mark.parametrize(("probability", "generic"), [(0.6, True), (0.59, False)])
def test_a_kind_must_be_sure(probability: float, generic: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(genericity, "probabilities", lambda *_: {"generic": probability})
    tree = tree_of("Smugglers bribe guards.")
    assert genericity.is_generic(tree, 1, genericity.report_profile(tree)) is generic


def test_where_lines_bend_the_tables_have_weights() -> None:
    """A bend elsewhere would be a sign that nothing weighs."""
    tree = tree_of("Smugglers usually bribe guards before they cross.", 2.7)
    i = tree.texts.index("bribe")
    signs = classifier.features(tree, i, factuality_by_rules(tree, i))
    assert {sign for sign in signs if " over " in sign} == {sign for sign in weights() if " over " in sign}
    assert signs["uw"] == pytest.approx(0.9)
    profile = genericity.report_profile(tree)
    signs = genericity.features(tree, i, factuality_by_rules(tree, i), profile)
    bent = {sign for sign in signs if " over " in sign and not sign.startswith(("uw", "uds"))}
    assert bent == {sign for sign in weights("generic.csv") if " over " in sign and not sign.startswith(("uw", "uds"))}


def test_the_profile_of_a_report() -> None:
    profile = genericity.report_profile(tree_of("Mali attacked the town. You may leave."))
    assert (profile.past, profile.modal, profile.you, profile.length) == (0.5, 0.5, 0.5, pytest.approx(2 / 60))
    assert profile.names == pytest.approx(3 / 9)


def test_many_names_are_as_six() -> None:
    tree = tree_of("Mali, Chad, Niger, Togo, Ghana, Benin, Gabon and Kenya left.")
    i = tree.texts.index("left")
    assert "names 6" in genericity.features(tree, i, factuality_by_rules(tree, i), genericity.report_profile(tree))
