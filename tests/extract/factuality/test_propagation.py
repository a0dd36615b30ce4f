"""The rows of `lexicon/data/propagation.toml`: each matches on its example, and gives what it says."""

from __future__ import annotations

import pytest
from casework import reader

from rapporteur.extract.factuality.links import Link
from rapporteur.extract.factuality.propagation import factuality_by_rules, is_denied, matches
from rapporteur.extract.factuality.result import STRENGTH
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.irrealis import LinkRule, propagation
from rapporteur.lexicon.rules import rules
from rapporteur.model import Report

ROWS = [
    pytest.param(row, id=f"{name} {number}: {row.example}")
    for name, rows in propagation().items()
    for number, row in enumerate(rows, 1)
]
FEATURES = {name for name in dir(Link) if not name.startswith("_")}
FEATURES |= {"first", "relation", "base", "form", "lemma", "governor", "governor_form"}


def bracketed(example: str) -> tuple[Tree, int]:
    """The tree of an example, and its word in brackets."""
    before, word, behind = example.replace("]", "[").split("[")
    tree = Tree(reader().read_one(Report(id="x", name="x", text=before + word + behind)))
    return tree, next(i for i, w in enumerate(tree.reading.words) if w.start == len(before))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_matches_on_its_example(row: LinkRule) -> None:
    tree, i = bracketed(row.example)
    words = [j for j in (i, *tree.ancestors(i)) if tree.heads[j] >= 0]
    assert any(row in list(matches(Link(tree, j, first=j == i, denied=is_denied))) for j in words)
    if row.effect in STRENGTH and row.rule:
        assert row.rule in factuality_by_rules(tree, i).rule


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_what_there_is(row: LinkRule) -> None:
    assert {name for name, _, _ in row.tests} <= FEATURES
    assert row.effect in {*STRENGTH, "inherit", "stop", "open", *propagation(), *FEATURES}
    assert not row.rule or row.rule in rules()


def test_every_table_ends_with_a_row_for_all_else() -> None:
    assert [name for name, rows in propagation().items() if rows[-1].tests] == []
