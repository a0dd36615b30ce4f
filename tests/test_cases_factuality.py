"""Factuality and actors on short texts of our own, read by the real reader: `cases/factuality.toml`, `cases/actors.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rapporteur.extract.entities.resolver import resolve
from rapporteur.extract.factuality import factuality
from rapporteur.extract.syntax.tree import Tree
from rapporteur.model import Report

CASES = Path(__file__).parent.parent / "cases"
pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")


@cache
def reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


def load(name: str) -> list[dict[str, Any]]:
    return [c for c in tomllib.loads((CASES / name).read_text("utf-8"))["case"] if "is" in c]


def read(text: str) -> tuple[Report, Tree]:
    report = Report(id="case", name="case", text=text)
    return report, Tree(reader().read_one(report))


@pytest.mark.parametrize("case", load("factuality.toml"), ids=lambda c: f"{c['word']}: {c['text'][:40]}")
def test_factuality(case: dict[str, Any]) -> None:
    _, tree = read(case["text"])
    assert factuality(tree, tree.texts.index(case["word"])).factuality == case["is"]


@pytest.mark.parametrize("case", load("actors.toml"), ids=lambda c: f"{c['word']}: {c['text'][:40]}")
def test_actor(case: dict[str, Any]) -> None:
    report, tree = read(case["text"])
    places = [i for i, text in enumerate(tree.texts) if text == case["word"]]
    assert resolve(report, tree, ()).who(places[case.get("nth", -1)]) == case["is"]
