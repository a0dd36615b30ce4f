"""Factuality on short texts of our own, read by the real reader: `cases/factuality.toml`."""

from __future__ import annotations

from typing import Any

import pytest
from casework import load, reader

from rapporteur.extract.factuality import factuality
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.rules import rules
from rapporteur.model import Report


@pytest.mark.parametrize("case", load("factuality.toml"), ids=lambda c: f"{c['word']}: {c['text'][:40]}")
def test_factuality(case: dict[str, Any]) -> None:
    tree = Tree(reader().read_one(Report(id="case", name="case", text=case["text"])))
    result = factuality(tree, tree.texts.index(case["word"]))
    assert result.factuality == case["is"]
    assert bool(result.rule) == (result.factuality != "stated"), "what is not plainly stated says why"
    assert set(result.rule) <= set(rules())
