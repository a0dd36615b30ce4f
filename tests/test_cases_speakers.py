"""Whom a source means, on short texts of our own, read by the real reader: `cases/speakers/rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.document import Document
from rapporteur.extract.entities.full_names import shortens
from rapporteur.extract.entities.mentions import source_head
from rapporteur.model import Actor, Report

CASES = Path(__file__).parent.parent / "cases/speakers/rules.toml"
pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")


@cache
def reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


def load() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text("utf-8"))["case"])


def resolved(case: dict[str, Any]) -> list[Actor]:
    """The actors that a statement with this source would have as speakers."""
    report = Report(id="case", name="case", text=case["text"], published="2024-04-13")
    doc = Document(report, reader().read_one(report))
    tree, start = doc.tree, -1
    for _ in range(case.get("nth", 1)):
        start = report.text.index(case["source"], start + 1)
    inside = [i for i in range(len(tree.words)) if start <= tree.starts[i] < start + len(case["source"])]
    head = source_head(tree, inside[0], inside[-1] + 1)
    alone = (doc.speaker(Attribution(head, head, head, (), None)),)
    joined = len(tree.conjuncts(head)) > 1 or len(doc.actors.several(head)) > 1
    found = {a for a in ((joined and doc.party(head)) or alone) if a is not None}
    return [a for a in doc.actors.nouns(found) if a.id in found]


@pytest.mark.parametrize("case", load(), ids=lambda c: c["note"])
def test_speakers(case: dict[str, Any]) -> None:
    found = resolved(case)
    shown = [f"{a.name} [{a.id}]" for a in found]
    if "names" in case:
        assert sorted(a.name for a in found) == sorted(case["names"]), shown
    if case.get("described"):
        assert found, "nobody"
        assert all(a.id.startswith("desc.") for a in found), shown
    if "never" in case:
        assert case["never"] not in [a.name for a in found], shown


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [("Star", "Morning Star", True), ("ADW", "Association of Dam Workers", True), ("Morning", "Morning Star", False)],
)
def test_a_name_is_shortened_to_its_last_word_or_initials(short: str, full: str, same: bool) -> None:
    assert shortens(short, full) is same
