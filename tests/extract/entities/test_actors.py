"""Actors on short texts of our own, read by the real reader: `cases/actors.toml`."""

from __future__ import annotations

from typing import Any

import pytest
from casework import load, reader

from rapporteur.extract.entities.resolver import resolve
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Report


@pytest.mark.parametrize("case", [c for c in load("actors.toml") if "is" in c], ids=lambda c: f"{c['word']}: {c['text'][:40]}")
def test_actor(case: dict[str, Any]) -> None:
    report = Report(id="case", name="case", text=case["text"])
    tree = Tree(reader().read_one(report))
    places = [i for i, text in enumerate(tree.texts) if text == case["word"]]
    assert resolve(report, tree, ()).who(places[case.get("nth", -1)]) == case["is"]
